#pragma once

// Fill: one blank page and one person's answers become a sheet of paper with ink on it.

#include "forms/layout.h"
#include "tests/scanlab/answers.h"
#include "tests/scanlab/digit_shapes.h"

namespace toitsu::scanlab {

// What one person holds and how that person writes.
struct Writer {
    Hand typed, written;
    Ink toner, pen, sealInk;
    double penWidth = 0.5;   // mm
    bool padsDates = false;  // 06 instead of 6
};

Writer drawWriter(bool faint, Random& random);

// The text that stands in one place: a part of a date in 和暦, a group of a phone number, money with commas where there
// are no cells. "" when nothing is to be written.
std::string textOf(const forms::TextPlace& place, const forms::Form& form, const Answers& answers, bool padsDates);

void fill(Sheet& sheet, const forms::LayoutPage& page, const forms::Form& form, const Answers& answers,
          const Writer& writer, const DigitShapes& digits, Random& random);

}  // namespace toitsu::scanlab
