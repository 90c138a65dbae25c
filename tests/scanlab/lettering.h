#pragma once

// Lettering: characters as masks, from the fonts that fontconfig offers.

#include <string>

#include "tests/scanlab/sheet.h"

namespace toitsu::scanlab {

struct Hand {  // of typing or of writing, one for a whole page
    std::string family;
    bool written = false;
};

Hand typedHand(Random& random);  // Mincho and Gothic, as payroll software prints
Hand writtenHand(
    Random& random);  // fonts that look written; they are no proxy for handwriting (kanji are read too easily)

// One line of type, `height` pixels high from ascent to descent; the mask is as wide as the text.
Mask typeset(const std::string& text, const Hand& hand, double height);

// The same text as a person writes it: characters lean, swell and leave the base line, one by one.
// `pen` is the stroke's width in pixels: fonts are drawn finer than most pens and are thickened towards it.
Mask handwrite(const std::string& text, const Hand& hand, double height, double pen, Random& random);

}  // namespace toitsu::scanlab
