#pragma once

// Marks: the many ways in which people choose an option – and change their mind.
//   check cross slash fill dot circle   what is drawn, in a square or round the option's text
//   leak       mostly beside the place it is meant for
//   touching   so large that it reaches the neighbours
//   faint      a hard pencil
//   correction one option marked, struck out by 訂正線 or scrawled over, another one (or none) marked
//   label      a ring round a square's text instead of a mark in it
//   two        two options of a question that wants one: no value is right
//   erased     another option's pencil mark was rubbed out and is still to be seen

#include <string>
#include <vector>

#include "forms/layout.h"
#include "tests/scanlab/mark_strokes.h"
#include "tests/scanlab/sheet.h"

namespace toitsu::scanlab {

// How one question was answered on the paper.
struct Marking {
    std::string field, part, kind;
    std::vector<std::string> marked;  // options that count; two of a question that wants one for "two"
    std::vector<std::string> struck;  // marked first, then struck out
    std::string how;                  // struck out how: one of strikeWays()
    std::string shape;                // what every mark of it looks like: check, cross, slash, fill, dot or circle
};

// What one person usually draws.
struct Habit {
    std::string square = "check", round = "circle";
};

Habit drawHabit(Random& random);

// Every kind that a place can show; "plain" and "varied" besides are what a batch may ask for.
const std::vector<std::string>& markKinds();

// Marks the options `chosen` of `place`, in the way that `wanted` says ("varied" draws one; a kind that the place
// cannot show becomes the habit). `single`: the question wants one option at most.
Marking markOptions(Sheet& sheet, const forms::ChoicePlace& place, const std::vector<std::string>& chosen, bool single,
                    const std::string& wanted, const Habit& habit, const Pen& pen, Random& random);

}  // namespace toitsu::scanlab
