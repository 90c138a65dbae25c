#include "apps/station/collate.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace toitsu::station {
namespace {

using Kind = StackPage::Kind;

// A stack in letters: "a1 a2" two pages of layout a, "s" a form of one page, "-" an empty side, "|" a separator, "?" a
// page that nobody knows; "a1=7" says what is written on every page. Layouts a and b have two pages, c has three.
std::vector<StackPage> stack(const std::string& words) {
    std::vector<StackPage> pages;
    for (std::size_t at = 0; at < words.size();) {
        const std::size_t end = std::min(words.find(' ', at), words.size());
        const std::string word = words.substr(at, end - at);
        at = end + 1;
        StackPage page;
        page.kind = word == "-" ? Kind::blank : word == "|" ? Kind::separator : word == "?" ? Kind::other : Kind::form;
        if (page.kind == Kind::form) {
            page.layout = word.substr(0, 1);
            page.rank = word.size() > 1 ? word[1] - '0' : 1;
            page.ranks = word[0] == 's' ? 1 : word[0] == 'c' ? 3 : 2;
            if (const auto is = word.find('='); is != std::string::npos) page.shared["number"] = word.substr(is + 1);
        }
        pages.push_back(page);
    }
    return pages;
}

// "0+1 2+3!C110": places in the stack; what waits has its code.
std::string collated(const std::string& words, Feeding feeding = Feeding::asFed) {
    std::string out;
    for (const Submission& one : collate(stack(words), feeding)) {
        if (!out.empty()) out += ' ';
        for (std::size_t n = 0; n < one.pages.size(); ++n) out += (n == 0 ? "" : "+") + std::to_string(one.pages[n]);
        if (!one.whole) {
            out += "!" + one.code;
            EXPECT_FALSE(one.reason.ja.empty() || one.reason.en.empty());
        } else {
            EXPECT_TRUE(one.code.empty());
        }
    }
    return out;
}

TEST(Collate, PagesOneAfterAnotherAreOneSubmission) {
    EXPECT_EQ(collated("a1 a2 a1 a2"), "0+1 2+3");
    EXPECT_EQ(collated("a1 a2 s b1 b2 c1 c2 c3 s"), "0+1 2 3+4 5+6+7 8");
    EXPECT_EQ(collated("s s s"), "0 1 2");
    EXPECT_EQ(collated(""), "");
}

TEST(Collate, EmptyBacksAreNoPages) {
    EXPECT_EQ(collated("a1 - a2 - s - c1 c2 c3 -"), "0+2 4 6+7+8");
}

TEST(Collate, AWholeStackBackToFrontIsTurned) {
    EXPECT_EQ(collated("a2 a1 a2 a1"), "1+0 3+2");
    EXPECT_EQ(collated("s c3 c2 c1 c3 c2 c1"), "0 3+2+1 6+5+4");
    EXPECT_EQ(collated("- a2 - a1 - s"), "3+1 5");
}

TEST(Collate, SheetsFacingTheWrongWayAreTurned) {
    EXPECT_EQ(collated("c2 c1 - c3 c2 c1 - c3"), "1+0+3 5+4+7");
    // Sheets in the wrong order, each with its front first.
    EXPECT_EQ(collated("c3 - c1 c2 c3 - c1 c2"), "2+3+0 6+7+4");
}

TEST(Collate, ASeparatorEndsASubmission) {
    EXPECT_EQ(collated("a1 a2 | a1 | a2 | a1 a2"), "0+1 3!C110 5!C110 7+8");
    // Each part may have been fed in its own way.
    EXPECT_EQ(collated("a2 a1 | a1 a2"), "1+0 3+4");
}

TEST(Collate, AMissingPageKeepsItselfAndItsNeighboursForAPerson) {
    EXPECT_EQ(collated("a1 a2 a1 a2 a1 a1 a2 a1 a2"), "0+1 2+3!C111 4!C113 5+6!C111 7+8");
    EXPECT_EQ(collated("a1"), "0!C110");
    EXPECT_EQ(collated("c1 c3"), "0+1!C110");
    EXPECT_EQ(collated("a1 ? a2"), "0!C110 2!C110");
}

TEST(Collate, ADoubledPageWaits) {
    EXPECT_EQ(collated("a1 a2 a2"), "0+1!C111 2!C113");
    EXPECT_EQ(collated("a1 a1 a2"), "0!C113 1+2!C111");
    // Not in a row: what lies between may be the page that is missing.
    EXPECT_EQ(collated("a1 a2 ? a2"), "0+1!C111 3!C110");
}

TEST(Collate, FrontsAndThenBacksAreNeverPairedByGuess) {
    EXPECT_EQ(collated("a1 a1 a2 a2"), "0!C113 1+2!C111 3!C113");
    EXPECT_EQ(collated("a1 a1 a1 a2 a2 a2").find('!'), 1u);
    EXPECT_EQ(collated("a1 a1 a2 a2", Feeding::frontsBacks), "0+2 1+3");
    EXPECT_EQ(collated("a1 a1 a2 a2", Feeding::frontsBacksBackwards), "0+3 1+2");
    EXPECT_EQ(collated("c1 c3 c2 -", Feeding::frontsBacks), "0+2+1");
    EXPECT_EQ(collated("a1 s a2", Feeding::frontsBacks), "0!C114 1 2!C114");
}

TEST(Collate, WhatIsWrittenOnEveryPageConfirms) {
    // Whatever the order: the numbers say it.
    EXPECT_EQ(collated("a1=7 a1=8 a2=7 a2=8"), "0+2 1+3");
    EXPECT_EQ(collated("a1=7 a1=8 a2=8 a2=7"), "0+3 1+2");
    // Beside a missing page, a confirmed submission goes on.
    EXPECT_EQ(collated("a1=7 a2=7 a1=8 a1=9 a2=9"), "0+1 2!C113 3+4");
}

TEST(Collate, PagesThatContradictAreNeverOneSubmission) {
    // A double-sided feeder took two sheets at once: the back of one and the front of the next are lost, and what is
    // left looks like one submission.
    EXPECT_EQ(collated("a1=7 a2=7 a1=8 a2=9 a1=5 a2=5"), "0+1 2+3!C112 4+5");
    // Where a page's number could not be read, the order decides.
    EXPECT_EQ(collated("a1=7 a2 a1=8 a2"), "0+1 2+3");
    EXPECT_EQ(collated("c1=7 c2 c3=8"), "0+1+2!C112");
}

TEST(Collate, ThreePagesOfTheSameNumberAreForAPerson) {
    EXPECT_EQ(collated("a1=7 a2=7 a2=7"), "0+1 2!C113");
    EXPECT_EQ(collated("a1=7 a1=7 a2=7"), "0!C113 1+2");
    EXPECT_EQ(collated("a1=7 a1=8 a2=7 a2=7 a2=8"), "0!C113 1+4 2!C113 3!C113");
}

// Whatever comes: every page of a form in exactly one submission, and what is whole has each page of its layout once.
TEST(Collate, NoPageIsLostOrDoubled) {
    const std::vector<std::string> letters{"a1", "a2", "a1=7", "a2=7", "a1=8", "a2=8", "c1",
                                           "c2", "c3", "s",    "-",    "|",    "?"};
    unsigned seed = 1;
    for (int turn = 0; turn < 3000; ++turn) {
        std::string words;
        for (unsigned n = 0; n < 1 + turn % 9u; ++n) {
            seed = seed * 1664525u + 1013904223u;
            words += (words.empty() ? "" : " ") + letters[(seed >> 16) % letters.size()];
        }
        const auto pages = stack(words);
        for (const Feeding feeding : {Feeding::asFed, Feeding::frontsBacks, Feeding::frontsBacksBackwards}) {
            std::vector<int> times(pages.size(), 0);
            for (const Submission& one : collate(pages, feeding)) {
                for (std::size_t n = 0; n < one.pages.size(); ++n) {
                    ++times[one.pages[n]];
                    if (one.whole) {
                        EXPECT_EQ(pages[one.pages[n]].rank, static_cast<int>(n) + 1) << words;
                    }
                    EXPECT_EQ(pages[one.pages[n]].layout, pages[one.pages[0]].layout) << words;
                }
                if (one.whole) {
                    EXPECT_EQ(static_cast<int>(one.pages.size()), pages[one.pages[0]].ranks) << words;
                }
            }
            for (std::size_t n = 0; n < pages.size(); ++n)
                EXPECT_EQ(times[n], pages[n].kind == Kind::form ? 1 : 0) << words << " at " << n;
        }
    }
}

}  // namespace
}  // namespace toitsu::station
