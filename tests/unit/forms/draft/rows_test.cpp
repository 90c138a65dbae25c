#include "forms/draft/rows.h"

#include <gtest/gtest.h>

namespace toitsu::forms {

namespace {

// Questions stay where they are; places point at them.
struct Paper {
    std::vector<Question> questions;
    std::vector<std::string> members;

    void add(const std::string& member, double x, double y, const std::string& label = "", int page = 1) {
        Question question;
        question.page = page;
        question.box = {x, y, 30, 6};
        question.label = label;
        questions.push_back(std::move(question));
        members.push_back(member);
    }
    std::vector<int> rows(int most = 6) const {
        std::vector<RowPlace> places;
        for (std::size_t n = 0; n < questions.size(); ++n) places.push_back({&questions[n], members[n]});
        numberRows(places, most);
        std::vector<int> found;
        for (const RowPlace& place : places) found.push_back(place.row);
        return found;
    }
};

}  // namespace

// Each row takes two lines: 氏名 and, under it, 職業.
TEST(DraftRows, WhatStandsTogetherIsOneRow) {
    Paper paper;
    for (int row = 0; row < 3; ++row) {
        paper.add("name", 20, 50 + 20.0 * row);
        paper.add("sex", 60, 50 + 20.0 * row);
        paper.add("work", 25, 60 + 20.0 * row);
    }
    EXPECT_EQ(paper.rows(), (std::vector<int>{1, 1, 1, 2, 2, 2, 3, 3, 3}));
}

TEST(DraftRows, AMissingPlaceAndAStrayOneShiftNothing) {
    Paper paper;
    for (int row = 0; row < 3; ++row) {
        paper.add("name", 20, 50 + 20.0 * row);
        paper.add("sex", 60, 50 + 20.0 * row);
        if (row != 1) paper.add("work", 25, 60 + 20.0 * row);  // of row 2 it was not found
    }
    paper.add("sex", 120, 20);  // something above the table
    EXPECT_EQ(paper.rows(), (std::vector<int>{1, 1, 1, 2, 2, 3, 3, 3, 0}));
}

TEST(DraftRows, PrintedNumbersCount) {
    Paper paper;
    for (const int n : {1, 4, 2, 5, 3, 6})
        paper.add("place", n < 4 ? 20 : 120, 50 + 12.0 * ((n - 1) % 3), "第" + std::to_string(n) + "希望");
    EXPECT_EQ(paper.rows(), (std::vector<int>{1, 4, 2, 5, 3, 6}));
}

TEST(DraftRows, RowsGoOnOnTheNextPage) {
    Paper paper;
    for (const double y : {50.0, 62.0}) paper.add("name", 20, y);
    for (const double y : {30.0, 42.0}) paper.add("name", 20, y, "", 2);
    EXPECT_EQ(paper.rows(), (std::vector<int>{1, 2, 3, 4}));
    EXPECT_EQ(paper.rows(3), (std::vector<int>{1, 2, 3, 0}));  // the group has three rows
}

TEST(DraftRows, OtherMembersOnTheNextPageBeginAnew) {
    Paper paper;
    for (const double y : {50.0, 62.0}) paper.add("name", 20, y);
    for (const double y : {30.0, 42.0}) paper.add("nationality", 20, y, "", 2);
    EXPECT_EQ(paper.rows(), (std::vector<int>{1, 2, 1, 2}));
}

}  // namespace toitsu::forms
