#include "apps/station/case_search.h"

#include <gtest/gtest.h>

#include "base/files.h"

namespace toitsu::station {
namespace {

TEST(CaseSearch, WidthSpacesAndKindOfKanaMakeNoDifference) {
    EXPECT_EQ(case_search::normalised("ﾔﾏﾀﾞ　たろう"), "ヤマダタロウ");
    EXPECT_EQ(case_search::normalised("山田 太郎"), "山田太郎");
    EXPECT_EQ(case_search::normalised("０２６－１２３－４５６７"), "0261234567");
    EXPECT_EQ(case_search::normalised("Smith, John"), "SMITH,JOHN");
    EXPECT_EQ(case_search::normalised(" 　"), "");
}

class CaseSearchFile : public ::testing::Test {
protected:
    CaseSearchFile() : file(StationFile::open(folder.path() + "/station.sqlite", {case_search::tables()}).value()) {}
    void put(const std::string& id, const std::string& municipality, const std::vector<std::string>& terms) {
        ASSERT_TRUE(
            file->write([&](Database& database) { return case_search::put(database, id, municipality, terms); }));
    }
    std::vector<std::string> find(const std::string& text, int most = 10) {
        return file->read([&](Database& database) { return case_search::find(database, {"202011"}, text, most); })
            .value();
    }
    files::TemporaryFolder folder = files::TemporaryFolder::make("toitsu-search-").value();
    std::unique_ptr<StationFile> file;
};

using Ids = std::vector<std::string>;

TEST_F(CaseSearchFile, FindsByTheBeginningInOnesOwnMunicipalities) {
    put("a", "202011", {"ヤマダタロウ", "山田太郎"});
    put("b", "202011", {"ヤマモトハナコ"});
    put("c", "202029", {"ヤマダジロウ"});
    EXPECT_EQ(find("やま"), (Ids{"a", "b"}));
    EXPECT_EQ(find("ﾔﾏﾀﾞ"), (Ids{"a"}));
    EXPECT_EQ(find("山田"), (Ids{"a"}));
    EXPECT_EQ(find("太郎"), Ids{});
    EXPECT_EQ(find(""), Ids{});
    EXPECT_EQ(find("%"), Ids{});
    EXPECT_EQ(find("やま", 1), (Ids{"a"}));
}

TEST_F(CaseSearchFile, WhatWasCorrectedIsFoundAndWhatStoodBeforeIsNot) {
    put("a", "202011", {"ヤマダタロウ"});
    put("a", "202011", {"ヤマタタロウ"});
    EXPECT_EQ(find("ヤマダ"), Ids{});
    EXPECT_EQ(find("ヤマタ"), (Ids{"a"}));
    ASSERT_TRUE(file->write([](Database& database) { return case_search::forget(database, "a"); }));
    EXPECT_EQ(find("ヤマタ"), Ids{});
}

}  // namespace
}  // namespace toitsu::station
