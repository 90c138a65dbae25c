#pragma once

// The network that reads one printed or hand-written character of names and addresses: kanji of JIS level 1 and those
// beyond it that stand in names and place names, kana, digits. Weights are data (ocr/weights/kanji.onnx, kanji.json).
// What one picture cannot tell – 一 from ー, 力 from カ, a small kana from a large one – is one class
// (docs: ocr/weights/README.md).

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "ocr/page.h"
#include "ocr/recognizers/character.h"

namespace toitsu::ocr {

struct KanjiReading {
    std::vector<CharacterCandidate> best;  // best first; shares of all classes, "empty" and "other" too
    double empty = 0;                      // nothing written
    double other = 0;                      // written, and no single character: two, struck out, a scribble
    InkExtent ink;
};

class KanjiNetwork {
public:
    // S031 when the weights are missing or are not the ones their description names.
    static Result<KanjiNetwork> load(const std::string& folder);
    KanjiNetwork(KanjiNetwork&&) noexcept;
    KanjiNetwork& operator=(KanjiNetwork&&) noexcept;
    ~KanjiNetwork();

    // Grey crops at any resolution; the `most` likeliest of each. Not for two threads at once.
    std::vector<KanjiReading> read(const std::vector<Picture>& crops, CharacterCut cut, std::size_t most) const;
    // Whether the character has a class: for one that has none the network always answers something else.
    bool knows(char32_t character) const;
    const std::string& version() const;  // first 12 digits of the weights' sha-256

private:
    struct Inner;
    explicit KanjiNetwork(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

}  // namespace toitsu::ocr
