#pragma once

// Inside ocr only: every option of a question as the mark network sees it, with and without red ink.

#include <vector>

#include "forms/layout.h"
#include "ocr/recognizers/mark_network.h"
#include "ocr/recognizers/sheet.h"

namespace toitsu::ocr {

struct OptionLook {
    bool inked = false;  // whether there is any ink that the blank does not have; without it nothing was asked
    MarkMeaning meaning;
    bool redInked = false;   // whether red ink changes the picture (coloured scans only)
    MarkMeaning redMeaning;  // when red ink counts as well
};

std::vector<OptionLook> lookAt(const Sheet& sheet, const forms::ChoicePlace& choice, const MarkNetwork& network);

}  // namespace toitsu::ocr
