#pragma once

// Collating a stack: which pages of a file are one submission of a form of several pages. The numbers that layouts give
// their pages decide, in the order of the feeding; a stack that was fed back to front or with its sheets turned is
// recognised as a whole. A field that is written on every page (sharedFields of forms/layout_pages.h) confirms or
// forbids. What is not clear stays with a person: pages of two people in one case are the worst that could happen here.

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace toitsu::station {

enum class Feeding {
    asFed,                 // pages of a submission one after another, in either direction
    frontsBacks,           // one side at a time: all fronts, then all backs in the same order
    frontsBacksBackwards,  // all fronts, then the turned stack: the last sheet's back first
};
std::optional<Feeding> parseFeeding(std::string_view name);  // as-fed, fronts-backs, fronts-backs-backwards

struct StackPage {
    enum class Kind {
        form,       // placed on a page of a layout
        blank,      // an empty side: counted, passed over
        separator,  // ends what came before
        other,      // nobody knows yet
    };
    Kind kind = Kind::other;
    std::string layout;
    int rank = 1, ranks = 1;  // page `rank` of the layout's `ranks`, from 1
    // What was read without doubt where a field is written on every page; left out where it was not.
    std::map<std::string, std::string> shared;
};

struct Submission {
    std::vector<std::size_t> pages;  // places in the stack, in the layout's order when whole
    bool whole = false;              // becomes a case; otherwise its pages wait for a person, and why:
    std::string code;  // C110 pages missing, C111 disturbed beside it, C112 two persons, C113 doubled, C114 odd stack
                       // (C115: intake)
    Wording reason;
};

// Every page of kind `form` in exactly one submission; by the first of their pages in the stack.
std::vector<Submission> collate(const std::vector<StackPage>& stack, Feeding feeding = Feeding::asFed);

}  // namespace toitsu::station
