#include "ocr/recognizers/lattice.h"

#include <gtest/gtest.h>

#include <cmath>

#include "ocr/name_lexicon.h"
#include "ocr/recognizers/name_decoder.h"

namespace toitsu::ocr {

namespace {

LatticeSymbol symbol(char32_t character, double probability) {
    return {character, std::log(probability)};
}

double noPrior(char32_t, char32_t) {
    return 0;
}

const NameLexicon& lexicon() {
    static const auto loaded = NameLexicon::load(TOITSU_SOURCE_DIR "/ocr/weights");
    if (!loaded) throw std::runtime_error(loaded.error().text(Language::en));
    return *loaded;
}

// Every character certain but those that are given with rivals.
Lattice cells(const std::u32string& text, const std::vector<std::pair<std::size_t, LatticeSymbol>>& rivals) {
    Lattice lattice;
    for (std::size_t n = 0; n < text.size(); ++n) {
        std::vector<LatticeSymbol> symbols;
        double rest = 1;
        for (const auto& [place, rival] : rivals)
            if (place == n) {
                symbols.push_back(rival);
                rest -= std::exp(rival.log);
            }
        symbols.push_back(symbol(text[n], rest));
        lattice.append(symbols);
    }
    return lattice;
}

}  // namespace

TEST(Lattice, TheGreatestProductOfAllCutsWins) {
    Lattice lattice;  // 木 and 寸, or 村
    lattice.nodes = 3;
    lattice.edges = {{0, 1, {symbol(U'木', 0.9)}}, {1, 2, {symbol(U'寸', 0.3)}}, {0, 2, {symbol(U'村', 0.6)}}};
    const auto paths = bestPaths(lattice, 10, noPrior);
    ASSERT_EQ(paths.size(), 2u);
    EXPECT_EQ(paths[0].text, U"村");
    EXPECT_NEAR(std::exp(paths[0].log), 0.6, 1e-9);
    EXPECT_EQ(paths[1].text, U"木寸");
    EXPECT_NEAR(std::exp(paths[1].log), 0.27, 1e-9);
}

TEST(Lattice, KeepsNoMoreThanAskedAndNoTextTwice) {
    Lattice lattice;
    lattice.append({symbol(U'ア', 0.5), symbol(U'イ', 0.3), symbol(U'ウ', 0.2), symbol(U'ア', 0.1)});
    lattice.append({symbol(U'ア', 0.5), symbol(U'イ', 0.3), symbol(U'ウ', 0.2)});
    EXPECT_EQ(bestPaths(lattice, 100, noPrior).size(), 9u);
    const auto two = bestPaths(lattice, 2, noPrior);
    ASSERT_EQ(two.size(), 2u);
    EXPECT_EQ(two[0].text, U"アア");
    EXPECT_TRUE(bestPaths(Lattice{2, {}}, 5, noPrior).empty());
}

TEST(NameDecoder, TheLexiconDecidesBetweenLookAlikes) {
    const auto lattice = cells(U"ワトウ　タロク", {{0, symbol(U'サ', 0.3)}, {6, symbol(U'ウ', 0.3)}});
    const auto scored = scoreName(lattice, NameScript::kana, &lexicon());
    const auto candidates = asCandidates(scored, NameScript::kana, 3);
    ASSERT_FALSE(candidates.empty());
    EXPECT_EQ(candidates[0].text, "サトウ　タロウ");
    const auto without = asCandidates(scoreName(lattice, NameScript::kana, nullptr), NameScript::kana, 3);
    EXPECT_EQ(without[0].text, "ワトウ　タロク");
    EXPECT_NEAR(without[0].confidence, 0.49, 1e-6);
}

TEST(NameDecoder, ANameOfNoListStaysAsItWasRead) {
    const auto lattice = cells(U"ヌマタギ　リムコ", {{3, symbol(U'キ', 0.02)}, {0, symbol(U'タ', 0.01)}});
    const auto candidates = asCandidates(scoreName(lattice, NameScript::kana, &lexicon()), NameScript::kana, 3);
    ASSERT_FALSE(candidates.empty());
    EXPECT_EQ(candidates[0].text, "ヌマタギ　リムコ");
}

TEST(NameDecoder, AMissingGapIsPutWhereTheLexiconPartsTheName) {
    const auto written =
        asCandidates(scoreName(cells(U"佐藤太郎", {}), NameScript::written, &lexicon()), NameScript::written, 1);
    EXPECT_EQ(written[0].text, "佐藤　太郎");
    const auto kana =
        asCandidates(scoreName(cells(U"カミジョウフミコ", {}), NameScript::kana, &lexicon()), NameScript::kana, 1);
    EXPECT_EQ(kana[0].text, "カミジョウ　フミコ");
    const auto company =
        asCandidates(scoreName(cells(U"カミジョウフミコ", {}), NameScript::kana, nullptr), NameScript::kana, 1);
    EXPECT_EQ(company[0].text, "カミジョウフミコ");
}

TEST(NameDecoder, GapsAtTheEndsAndTwiceAreOne) {
    const auto candidates = asCandidates(scoreName(cells(U"　佐藤　　太郎　", {}), NameScript::written, &lexicon()),
                                         NameScript::written, 3);
    ASSERT_FALSE(candidates.empty());
    EXPECT_EQ(candidates[0].text, "佐藤　太郎");
    EXPECT_TRUE(scoreName(cells(U"　　", {}), NameScript::kana, &lexicon()).empty());
    EXPECT_TRUE(asCandidates({}, NameScript::kana, 3).empty());
}

TEST(NameDecoder, SharesAreThoseOfAllTexts) {
    const auto candidates = asCandidates({{U"ア", std::log(3.0)}, {U"イ", 0}}, NameScript::kana, 2);
    ASSERT_EQ(candidates.size(), 2u);
    EXPECT_GT(candidates[0].confidence, candidates[1].confidence);
    EXPECT_NEAR(candidates[0].confidence + candidates[1].confidence, 1, 1e-9);
}

}  // namespace toitsu::ocr
