#pragma once

// A blank looked at and drafted: what `toitsu form draft` writes for an author and `toitsu unify` compares papers by.

#include <string>
#include <vector>

#include "base/result.h"
#include "forms/draft/question.h"
#include "forms/form.h"
#include "ocr/page.h"

namespace toitsu::cli {

struct BlankDraft {
    std::vector<forms::SeenPage> pages;
    std::vector<ocr::Picture> pictures;  // of each page: upright, 300 dpi
    std::vector<forms::Question> questions;
    std::string title;  // the largest words of the first page's upper third; "" when there are none
};

// Reads the picture or PDF and finds what is to be filled in. `form` (may be null) tells which printed words are
// options. Errors: those of loading a scan (S…), S032 without Tesseract's Japanese data, C162 when there is nothing to
// fill in.
Result<BlankDraft> lookAtBlank(const std::string& blank, const forms::Form* form);

// Writes the layout file and beside it the pages' pictures, `<stem>.png` or `<stem>-<page>.png`; adds their paths to
// `written`. Nothing that exists is overwritten (C161).
struct DraftedLayout {
    std::string file;
    std::string id;
    std::string municipality;  // "" = 000000, for the author to replace
};
Result<void> writeDraft(const DraftedLayout& layout, const forms::Form& form, const BlankDraft& draft,
                        std::vector<std::string>& written);

// C161 when one of the files is there: nothing that an author has worked on is overwritten.
Result<void> refuseExisting(const std::vector<std::string>& files);

// `x.png`, or `x-2.png` for page 2 of several.
std::string pageFile(const std::string& file, int page, std::size_t pages);

// An id of lower-case letters, digits, dots and hyphens from any name; "draft" when nothing is left of it.
std::string draftId(const std::string& name);

}  // namespace toitsu::cli
