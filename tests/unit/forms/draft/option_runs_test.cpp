#include "forms/draft/option_runs.h"

#include <gtest/gtest.h>

namespace toitsu::forms {

namespace {

// An area with words in it; letters of 3 mm.
struct Area {
    SeenPage page;
    Region region;
    Area() { region.box = {40, 100, 150, 10}; }
    Area& word(const std::string& text, double x, double y = 103.5) {
        region.texts.push_back(page.texts.size());
        page.texts.push_back({text, {x, y, static_cast<double>(text.size()), 3}, 95});
        return *this;
    }
    Area& cells(double x) {
        region.cells.push_back(page.cells.size());
        page.cells.push_back({{x, 102, 12, 6}, {{x, 102, 6, 6}, {x + 6, 102, 6, 6}}});
        return *this;
    }
    std::vector<std::string> runs(const std::vector<std::string>& known = {}) const {
        std::vector<std::string> all;
        for (const auto& run : optionRuns(page, region, known)) {
            all.emplace_back();
            for (const std::size_t n : run) all.back() += page.texts[n].text + "|";
        }
        return all;
    }
};

using Runs = std::vector<std::string>;

}  // namespace

TEST(OptionRuns, ShortWordsSideBySide) {
    EXPECT_EQ(Area().word("市内", 45).word("市外", 60).runs(), Runs{"市内|市外|"});
    EXPECT_EQ(Area().word("主", 45).word("妻", 54).word("夫", 63).word("他", 72).runs(), Runs{"主|妻|夫|他|"});
}

TEST(OptionRuns, LabelsUnitsErasAndSentencesAreNone) {
    EXPECT_EQ(Area().word("氏名", 45).word("電話", 60).runs(), Runs{});
    EXPECT_EQ(Area().word("住", 45).word("所", 57).runs(), Runs{});
    EXPECT_EQ(Area().word("昭和", 45).word("平成", 56).runs(), Runs{});
    EXPECT_EQ(Area().word("次のとおり販売", 45).word("譲渡しました", 80).runs(), Runs{});
    // 住所と同じ says more than 住所.
    EXPECT_EQ(Area().word("住所と同じ", 45).word("入院中", 72).word("入所中", 92).runs(),
              Runs{"住所と同じ|入院中|入所中|"});
}

TEST(OptionRuns, WhatIsFurtherApartHasRoomToWriteBetween) {
    EXPECT_EQ(Area().word("市内", 45).word("市外", 90).runs(), Runs{});
    // Numbers lead from one to the next.
    EXPECT_EQ(Area().word("1市の窓口", 45).word("2口座振込", 76).runs(), Runs{"1市の窓口|2口座振込|"});
}

TEST(OptionRuns, ALabelBeforeThemIsLeftOut) {
    EXPECT_EQ(Area().word("市民税の課税", 45).word("有", 70).word("無", 84).runs(), Runs{"有|無|"});
    EXPECT_EQ(Area().word("新規", 45).word("1購入", 62).word("2譲受", 80).word("3転入", 98).runs(),
              Runs{"1購入|2譲受|3転入|"});
    // As far from the next as that from the one behind it: an option.
    EXPECT_EQ(Area().word("父", 45).word("母", 60).word("他", 75).runs(), Runs{"父|母|他|"});
}

TEST(OptionRuns, BesideBoxesOnlyWhatIsKnownOrSpeaksForItself) {
    EXPECT_EQ(Area().word("記号", 45).word("番号", 58).cells(75).runs(), Runs{});
    EXPECT_EQ(Area().cells(45).word("市内", 70).word("市外", 85).runs(), Runs{});
    EXPECT_EQ(Area().cells(45).word("市内", 70).word("市外", 85).runs({"市内", "市外"}), Runs{"市内|市外|"});
    EXPECT_EQ(Area().cells(45).word("期間の定めあり", 70).word("期間の定めなし", 100).runs(),
              Runs{"期間の定めあり|期間の定めなし|"});
}

TEST(OptionRuns, WordsBelowEachOther) {
    Area list;
    list.region.box.height = 30;
    list.word("退職", 60, 102).word("転勤", 60, 107.5).word("休職", 60, 113);
    EXPECT_EQ(list.runs(), Runs{"退職|転勤|休職|"});
    // Two lines of one label.
    EXPECT_EQ(Area().word("主たる生計", 60, 101).word("維持者", 62, 105).runs(), Runs{});
}

TEST(OptionRuns, TheFormsWordsWithTheirNumbersAndGroups) {
    EXPECT_TRUE(isOptionWord("1購入", {"新規: 購入"}));
    EXPECT_TRUE(isOptionWord("ア厚生年金", {"厚生年金"}));
    EXPECT_FALSE(isOptionWord("氏名", {"新規: 購入"}));
}

}  // namespace toitsu::forms
