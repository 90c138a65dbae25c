#pragma once

// How much of a layout a draft of its blank found, and how much of that it gave to the right field.

#include <string>
#include <vector>

#include "forms/draft/question.h"
#include "forms/layout.h"

namespace toitsu::golden {

struct DraftScore {
    int places = 0;   // of the layout: each text, each cell row, each option, each seal
    int found = 0;    // a drafted box covers it with IoU ≥ 0.7
    int right = 0;    // and was given to its field
    int exact = 0;    // and to its part or option as well
    int drafted = 0;  // boxes in the draft
    std::vector<std::string> notFound, wrong;

    void add(const DraftScore& other);
    double foundShare() const { return places == 0 ? 0 : static_cast<double>(found) / places; }
    double rightShare() const { return places == 0 ? 0 : static_cast<double>(right) / places; }
};

// A circled option counts as found, too, where the draft has its printed word: layouts differ in how far around a word
// they look for a ring, foreign ones list the word alone.
DraftScore scoreDraft(const forms::LayoutPage& truth, const std::vector<forms::Question>& drafted);

}  // namespace toitsu::golden
