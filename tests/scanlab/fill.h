#pragma once

// Fill: one blank page and one person's answers become a sheet of paper with ink on it.

#include <map>
#include <string>
#include <vector>

#include "forms/layout.h"
#include "tests/scanlab/answers.h"
#include "tests/scanlab/digit_shapes.h"
#include "tests/scanlab/marks.h"
#include "tests/scanlab/scan.h"
#include "tests/scanlab/stroke_letters.h"

namespace toitsu::scanlab {

// What one person holds and how that person writes.
struct Writer {
    Hand typed, written;
    Ink toner, pen, sealInk;
    double penWidth = 0.5;   // mm
    bool padsDates = false;  // 06 instead of 6
    Habit habit{};           // what follows shows only where a page asks for it (Manner)
    bool barsSevens = false, slashesZeros = false;
    bool dashesEmpty = false;  // a line in the boxes that stay empty
    bool writesYen = false;    // ¥ before an amount
};

Writer drawWriter(const Profile& profile, Random& random);

// How freely people write, beyond a plain tick and plain digits.
struct Manner {
    std::string marks = "plain";  // "varied", or one of markKinds() for every question
    bool hands = false;           // barred sevens, slashed zeros, dashes in empty boxes, amounts written freely
    const StrokeLetters* strokes = nullptr;  // handwritten text by the strokes of KanjiVG where it has them all
};

// What stands on the paper, beyond the answers.
struct Filled {
    std::vector<Marking> marks;
    std::map<std::string, std::string> sources;  // field → "mnist", "font", "strokes" or "print"
    std::vector<std::string> manners;            // "barred-seven", "slashed-zero", "dashes", "yen", where they occur
};

// The text that stands in one place: a part of a date in 和暦, a group of a phone number, money with commas where there
// are no cells. "" when nothing is to be written.
std::string textOf(const forms::TextPlace& place, const forms::Form& form, const Answers& answers, bool padsDates);

Filled fill(Sheet& sheet, const forms::LayoutPage& page, const forms::Form& form, const Answers& answers,
            const Writer& writer, const Manner& manner, const DigitShapes& digits, Random& random);

}  // namespace toitsu::scanlab
