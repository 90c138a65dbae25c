#include "forms/unification/comparison.h"

#include <gtest/gtest.h>

#include "tests/unit/forms/unification/papers.h"

namespace toitsu::forms::unification {
namespace {

using example::komoro;
using example::nagano;
using Keys = std::vector<std::string>;

// Everything that the two papers differ in, without the seal that both of them print.
Keys differences(const example::Changes& changes) {
    Keys keys = example::keys(example::unify({nagano(), komoro(changes)}).findings);
    std::erase(keys, "seal/stamp");
    return keys;
}

TEST(Comparison, FindsNothingBetweenAPaperAndItself) {
    EXPECT_EQ(differences({}), Keys{});
}

TEST(Comparison, OnePaperAloneHasOnlyItsSeal) {
    EXPECT_EQ(example::keys(example::unify({komoro()}).findings), Keys{"seal/stamp"});
}

TEST(Comparison, TheSameNumberWithTwoMeanings) {
    EXPECT_EQ(
        differences({{"printed=\"1 新規\"", "printed=\"２ 新規\""}, {"printed=\"2 変更\"", "printed=\"１ 変更\""}}),
        (Keys{"code-clash/kind/1", "code-clash/kind/2", "code-varies/kind/new", "code-varies/kind/change"}));
}

TEST(Comparison, AnotherNumberAloneIsNoClashOfMeanings) {
    EXPECT_EQ(differences({{"printed=\"2 変更\"", "printed=\"9 変更\""}}), Keys{"code-varies/kind/change"});
}

TEST(Comparison, WordsThatMeanTwoThings) {
    EXPECT_EQ(differences({{"printed=\"1 新規\"", "printed=\"1 変更\""}, {"printed=\"2 変更\"", "printed=\"2 新規\""}}),
              (Keys{"code-clash/kind/新規", "code-clash/kind/変更", "wording/kind/new", "wording/kind/change"}));
}

TEST(Comparison, WidthSpacesAndBracketsAreNoDifference) {
    EXPECT_EQ(differences({{"printed=\"1 新規\"", "printed=\"１　新規（初めて）\""}}), Keys{});
}

TEST(Comparison, WhatOnePaperTellsApartInBracketsIsNoClash) {
    const example::Changes both{{"printed=\"1 新規\"", "printed=\"写し（全員）\""},
                                {"printed=\"2 変更\"", "printed=\"写し（一部）\""}};
    const auto found = [&](const example::Changes& one, const example::Changes& other) {
        Keys keys = example::keys(example::unify({nagano(one), komoro(other)}).findings);
        std::erase_if(keys, [](const std::string& key) { return !key.starts_with("code-clash"); });
        return keys;
    };
    EXPECT_EQ(found(both, both), Keys{});
    EXPECT_EQ(found(both, {{"printed=\"2 変更\"", "printed=\"写し（全員）\""}}), Keys{"code-clash/kind/写し(全員)"});
}

TEST(Comparison, MissingOptionsAndFields) {
    EXPECT_EQ(differences({{"<at option=\"c\" printed=\"丙\" box=\"60 120 4 4\"/>", ""}}),
              Keys{"missing-option/items/c"});
    EXPECT_EQ(differences({{"<place field=\"remark\" box=\"20 140 100 10\"/>", ""}}), Keys{"missing-field/remark"});
}

TEST(Comparison, ASealThatOnePaperNoLongerPrintsIsNoGap) {
    const auto findings =
        example::unify({nagano(), komoro({{"<seal field=\"stamp\" box=\"90 50 12 12\"/>", ""}})}).findings;
    ASSERT_EQ(example::keys(findings), Keys{"seal/stamp"});
    ASSERT_EQ(findings[0].witnesses.size(), 1U);
    EXPECT_EQ(findings[0].witnesses[0].paper, "nagano");
}

TEST(Comparison, HowAFieldIsFilledIn) {
    EXPECT_EQ(differences({{"<choice field=\"kind\">", "<choice field=\"kind\" mark=\"circle\">"}}),
              Keys{"manner/kind"});
    EXPECT_EQ(differences({{"box=\"20 100 64 7\" cells=\"8\"", "box=\"20 100 64 7\""}}), Keys{"manner/amount"});
    EXPECT_EQ(differences({{"box=\"20 100 64 7\" cells=\"8\"", "box=\"20 100 64 7\" cells=\"7\""}}),
              Keys{"cells/amount"});
}

TEST(Comparison, WholeOrInPartsIsOneDifference) {
    EXPECT_EQ(differences({{"<place field=\"person.postcode\" part=\"1\" box=\"110 80 18 7\" cells=\"3\"/>", ""},
                           {"<place field=\"person.postcode\" part=\"2\" box=\"135 80 24 7\" cells=\"4\"/>",
                            "<place field=\"person.postcode\" box=\"110 80 40 7\"/>"}}),
              Keys{"parts/person.postcode"});
}

TEST(Comparison, HowADateTellsItsEra) {
    EXPECT_EQ(differences({{"<fixed field=\"filed-on\" part=\"era\" value=\"令和\"/>",
                            "<choice field=\"filed-on\" part=\"era\" mark=\"circle\"><at option=\"reiwa\" "
                            "printed=\"令和\" box=\"100 25 9 6\"/></choice>"}}),
              Keys{"era/filed-on"});
    EXPECT_EQ(differences({{"<at option=\"heisei\" printed=\"平成\" box=\"32 40 10 6\"/>",
                            "<at option=\"reiwa\" printed=\"令和\" box=\"32 40 10 6\"/>"}}),
              Keys{"era-options/person.birth-date"});
    EXPECT_EQ(differences({{"<choice field=\"person.birth-date\" part=\"era\" mark=\"circle\">",
                            "<choice field=\"person.birth-date\" part=\"era\" mark=\"check\">"}}),
              Keys{"era/person.birth-date"});
}

TEST(Comparison, PaperAndPages) {
    EXPECT_EQ(differences({{"paper=\"A4\"", "width=\"210\" height=\"310\""}}), Keys{"paper-size"});
    EXPECT_EQ(differences({{"</page>",
                            "</page><page number=\"2\" paper=\"A4\"><place field=\"number\" box=\"20 90 60 7\" "
                            "cells=\"10\"/></page>"}}),
              Keys{"page-count"});
}

TEST(Comparison, SaysWhoDoesWhat) {
    const auto findings = example::unify({komoro({{"printed=\"2 変更\"", "printed=\"9 変更\""}}), nagano(),
                                          example::paper("matsumoto", "202029")})
                              .findings;
    ASSERT_FALSE(findings.empty());
    EXPECT_EQ(findings[0].key(), "code-varies/kind/change");
    EXPECT_EQ(findings[0].text.ja, "「区分」の変更: nagano・matsumotoは2、komoroは9");
    EXPECT_EQ(findings[0].text.en, "「区分」, 変更 (change): nagano・matsumoto: 2; komoro: 9");
}

TEST(Comparison, MarksWhatRestsOnADraft) {
    Paper draft = komoro({{"printed=\"2 変更\"", "printed=\"9 変更\""}});
    draft.guesses["kind"] = 0.7;
    const Unification result = example::unify({nagano(), draft});
    EXPECT_EQ(result.findings.front().key(), "code-varies/kind/change");
    EXPECT_TRUE(result.findings.front().guessed);
    for (std::size_t i = 0; i < result.coverage.items.size(); ++i) {
        const auto& guess = result.coverage.cells[i][1].guess;
        if (result.coverage.items[i].id == "kind") {
            EXPECT_EQ(guess, 0.7);
        } else {
            EXPECT_FALSE(guess.has_value());
        }
    }
}

}  // namespace
}  // namespace toitsu::forms::unification
