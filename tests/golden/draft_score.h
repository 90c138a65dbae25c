#pragma once

// How much of a layout a draft of its blank found, and how much of that it gave to the right field.

#include <string>
#include <vector>

#include "forms/draft/question.h"
#include "forms/form.h"
#include "forms/layout.h"

namespace toitsu::golden {

struct DraftScore {
    int places = 0;  // of the layout: each text, each cell row, each option, each seal
    int found = 0;   // a drafted box covers it with IoU ≥ 0.7
    int right = 0;   // and was given to its field
    int exact = 0;   // and to its part or option as well
    int strict = 0;  // found by an outsider's count: a box that the draft's XML writes, IoU ≥ 0.7, one for each place
    int drafted = 0;  // boxes in the draft
    int written = 0;  // of these, in its XML
    std::vector<std::string> notFound, wrong;

    void add(const DraftScore& other);
    double foundShare() const { return places == 0 ? 0 : static_cast<double>(found) / places; }
    double strictShare() const { return places == 0 ? 0 : static_cast<double>(strict) / places; }
    double falseShare() const { return written == 0 ? 0 : static_cast<double>(written - strict) / written; }
    double rightShare() const { return places == 0 ? 0 : static_cast<double>(right) / places; }
};

// Lenient where layouts that are not ours are written differently, though the same place is meant: a circled option
// counts as found where the draft has its printed word (they list the word, not the ring around it), and all groups of
// a number or all boxes of a date count as one place. `strict` knows none of this.
DraftScore scoreDraft(const forms::Form& form, const forms::LayoutPage& truth,
                      const std::vector<forms::Question>& drafted);

}  // namespace toitsu::golden
