#pragma once

// The report of a unification: one HTML file in Japanese and English with everything in it, and the same as Markdown.
// For other programs: apps/authoring/unify_value.h.

#include <string>
#include <vector>

#include "apps/authoring/unify_value.h"
#include "base/result.h"
#include "forms/unification/unification.h"

namespace toitsu::cli {

struct PagePicture {
    int page = 1;
    double width = 210, height = 297;  // mm
    std::string png;
};

struct UnifyPictures {
    std::vector<std::vector<PagePicture>> papers;  // as the unification's papers
    std::vector<PagePicture> common;
};

std::string unifyHtml(const forms::unification::Unification& result, const UnifyPictures& pictures);
std::string unifyMarkdown(const forms::unification::Unification& result, Language language);

// What a paper does about one row, as a reader of the matrix takes it in.
struct MatrixCell {
    std::string state;  // "same" as proposed, "other" (filled in otherwise), "absent", "seal", "kept" (local)
    Wording text;       // "マス 10", "なし"
};
MatrixCell matrixCell(const forms::unification::Unification& result, std::size_t item, std::size_t paper);
MatrixCell proposedCell(const forms::unification::Unification& result, std::size_t item);

// What the papers print for an option, in the form's order: one row an option, one column a paper.
struct OptionRow {
    std::string code, title, proposed;
    std::vector<std::string> printed;  // "" where a paper does not offer it
    bool clash = false;
};
struct OptionTable {
    std::size_t item = 0;
    std::vector<OptionRow> rows;
};
// One for each choice whose options are not printed alike everywhere.
std::vector<OptionTable> optionTables(const forms::unification::Unification& result);

// The parts of the HTML that stand in their own file.
std::string picturesHtml(const forms::unification::Unification& result, const UnifyPictures& pictures);

}  // namespace toitsu::cli
