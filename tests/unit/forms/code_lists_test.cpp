// The code lists that ship: every check digit, no code twice, and nothing that contradicts the program or a form.

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "base/csv.h"
#include "base/era.h"
#include "base/files.h"
#include "forms/check_digits.h"
#include "forms/library.h"

namespace toitsu::forms {
namespace {

std::vector<std::map<std::string, std::string>> codeList(const std::string& name) {
    const std::string file = TOITSU_SOURCE_DIR "/templates/codes/" + name;
    std::vector<csv::Row> rows = csv::parse(files::read(file).value(), file).value();
    std::erase_if(rows, [](const csv::Row& row) { return row.empty() || row[0].starts_with('#'); });
    std::vector<std::map<std::string, std::string>> list;
    for (std::size_t i = 1; i < rows.size(); ++i) {
        EXPECT_EQ(rows[i].size(), rows[0].size()) << name << ": " << rows[i][0];
        for (std::size_t k = 0; k < rows[0].size() && k < rows[i].size(); ++k)
            (k == 0 ? list.emplace_back() : list.back())[rows[0][k]] = rows[i][k];
    }
    return list;
}

TEST(CodeLists, haveNoCodeTwice) {
    for (const char* name :
         {"eras.csv", "prefectures.csv", "municipalities.csv", "change-reasons.csv", "relations.csv"}) {
        std::set<std::string> seen;
        for (const auto& row : codeList(name)) EXPECT_TRUE(seen.insert(row.at("code")).second) << row.at("code");
        EXPECT_GE(seen.size(), 5u) << name;
    }
}

TEST(CodeLists, prefecturesAndMunicipalitiesHaveRightCheckDigits) {
    std::map<std::string, std::string> prefectures;
    for (const auto& row : codeList("prefectures.csv")) {
        EXPECT_TRUE(validMunicipalityCode(row.at("code"))) << row.at("code");
        EXPECT_EQ(row.at("code").substr(2, 3), "000") << row.at("code");
        prefectures[row.at("code").substr(0, 2)] = row.at("name");
    }
    EXPECT_EQ(prefectures.size(), 47u);
    const auto municipalities = codeList("municipalities.csv");
    EXPECT_EQ(municipalities.size(), 1741u);
    for (const auto& row : municipalities) {
        EXPECT_TRUE(validMunicipalityCode(row.at("code"))) << row.at("code");
        EXPECT_EQ(prefectures[row.at("code").substr(0, 2)], row.at("prefecture")) << row.at("code");
        EXPECT_FALSE(row.at("name").empty() || row.at("kana").empty()) << row.at("code");
    }
}

// Vectors that do not come from the list's own source.
TEST(CodeLists, knowTheMunicipalitiesOfTheCheckDigitVectors) {
    std::map<std::string, std::string> names;
    for (const auto& row : codeList("municipalities.csv")) names[row.at("code")] = row.at("name");
    EXPECT_EQ(names["131016"], "千代田区");
    EXPECT_EQ(names["202011"], "長野市");
    EXPECT_EQ(names["202088"], "小諸市");
    EXPECT_EQ(names["074071"], "磐梯町");
    EXPECT_EQ(names["121002"], "千葉市");
    EXPECT_EQ(names["132039"], "武蔵野市");
    EXPECT_EQ(names["012122"], "留萌市");
}

TEST(CodeLists, everyLayoutsMunicipalityIsListed) {
    std::set<std::string> codes;
    for (const auto& row : codeList("municipalities.csv")) codes.insert(row.at("code"));
    Findings findings;
    const auto library = Library::load(TOITSU_SOURCE_DIR "/templates", findings);
    ASSERT_TRUE(library);
    for (const auto& layout : library->layouts) EXPECT_TRUE(codes.contains(layout->municipality)) << layout->id;
}

TEST(CodeLists, erasAreThoseOfTheProgram) {
    for (const auto& row : codeList("eras.csv")) {
        const auto era = parseEra(row.at("code"));
        ASSERT_TRUE(era) << row.at("code");
        EXPECT_EQ(eraCode(*era), row.at("id"));
        EXPECT_EQ(eraName(*era), row.at("name"));
        EXPECT_EQ(parseEra(row.at("letter")), era);
        EXPECT_EQ(eraFirstDay(*era).iso(), row.at("first"));
        if (*era != Era::reiwa) {
            EXPECT_EQ(eraFirstDay(static_cast<Era>(static_cast<int>(*era) + 1)).plusDays(-1).iso(), row.at("last"));
        }
    }
}

TEST(CodeLists, reasonsOfChangeAreTheFormsOptions) {
    Findings findings;
    const auto library = Library::load(TOITSU_SOURCE_DIR "/templates", findings);
    ASSERT_TRUE(library);
    const Field* reason = library->form("salary-change")->field("change.reason");
    ASSERT_TRUE(reason);
    std::set<std::string> listed, offered;
    for (const auto& row : codeList("change-reasons.csv")) listed.insert(row.at("code"));
    for (const Option& option : reason->options) offered.insert(option.code);
    EXPECT_EQ(listed, offered);
}

}  // namespace
}  // namespace toitsu::forms
