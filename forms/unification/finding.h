#pragma once

// Finding: one thing in which the papers differ from one another or from what one form for all could ask.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace toitsu::forms::unification {

enum class FindingKind {
    codeClash,      // the same number, letter or text means different codes
    codeVaries,     // the same code has different numbers or letters
    wording,        // the same code in other words
    missingOption,  // an option that some papers do not offer
    missingField,   // a field that some papers do not ask for
    unaskedField,   // a field of the form that no paper asks for
    localField,     // a field of one municipality alone
    parts,          // whole here, in parts there
    manner,         // ruled cells or a free line, ticks or circles
    era,            // an era printed, circled, ticked, written, or western years
    eraOptions,     // other eras are offered
    cells,          // another number of cells
    rows,           // another number of rows in a repeating group
    seal,           // a seal is still asked for
    paperSize,
    pageCount,
};
std::string_view kindName(FindingKind kind);  // "code-clash"
Wording kindWording(FindingKind kind);

// clash: a value would be taken for another. gap: something is missing or local. difference: filled in differently.
enum class Weight { clash, gap, difference };
Weight weightOf(FindingKind kind);

struct Witness {
    std::string paper;  // layout id
    Wording what;       // what that paper does: an option's title, cells, "absent"
    std::string value;  // the same for machines: an option's code or sign, "cells", a number of rows; "" when absent
};

struct Finding {
    FindingKind kind = FindingKind::missingField;
    std::string item;    // row of the coverage; "" for the paper itself
    std::string detail;  // the sign, the option's code; "" for the field as a whole
    std::vector<Witness> witnesses;
    Wording text;           // one sentence with the municipalities' names
    bool guessed = false;   // rests on a place that a draft found and nobody has looked at
    bool rejected = false;  // a person's decision: not to be looked at again

    std::string key() const;  // "code-clash/change.reason/3": stays the same from run to run
};

}  // namespace toitsu::forms::unification
