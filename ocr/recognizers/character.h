#pragma once

// What the networks that read one character share: how a crop was cut, what they answer.

#include <string>

namespace toitsu::ocr {

enum class CharacterCut {
    cell,      // a form's cell and 0.3 mm around it, printed lines painted over: what hangs at the edge is not its own
    character  // one character of a line, the crop as high as the line, its neighbours painted over
};

struct CharacterCandidate {
    std::string characters;  // all that have this shape, the plain one first: "つっ", "へヘ", "力カヵ"
    double confidence = 0;   // calibrated
};

// Where the ink lies in the crop, in shares of its height: tells っ from つ. No size when nothing was kept.
struct InkExtent {
    double left = 0, top = 0, width = 0, height = 0;
};

}  // namespace toitsu::ocr
