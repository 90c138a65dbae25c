// Japan's public holidays.
//
// Checked against: 内閣府's syukujitsu.csv, every day of 1955-01-01 … 2026-12-31 (1,050 days, taken from the npm
// package japanese-public-holidays 3.2.38, which is made from it), and @holiday-jp/holiday_jp 2.5.1, 1970–2050 (1,329
// days): no day missing, none too many. The figures below are of those lists. 1948–1954 and 2051–2150 are the rules
// alone.

#include "base/holidays.h"

#include <gtest/gtest.h>

#include <map>

#include "base/hash.h"

namespace toitsu {
namespace {

std::string nameOn(const Date& day) {
    const Holiday* holiday = Holidays::ofLaw().find(day);
    return holiday ? holiday->name : "";
}

std::string listOf(int first, int last) {
    std::string out;
    for (int year = first; year <= last; ++year)
        for (const Holiday& day : Holidays::ofLaw().inYear(year)) out += day.date.iso() + "\n";
    return out;
}

TEST(Holidays, AreThoseOfTheCabinetOffice) {
    EXPECT_EQ(sha256Hex(listOf(1955, 2026)), "8fea4ffd66812d346977866b61df09cc7e836b37d0b97d1f233ace6bca0078f3");
    EXPECT_EQ(sha256Hex(listOf(2027, 2050)), "ffc027efc3db953b53e5c6791dffe4a9a9e781cb9bf10d00e5ffcddadb7b9cf0");
}

TEST(Holidays, AreSoManyInEachYear) {
    constexpr int counts[] = {9,  9,  9,  9,  10, 9,  9,  9,  9,  9,  9,  11, 12, 12, 12, 12, 12, 12, 14,
                              15, 13, 13, 12, 14, 14, 13, 13, 14, 12, 16, 15, 13, 13, 14, 17, 19, 17, 14,
                              16, 14, 16, 19, 16, 15, 17, 15, 19, 18, 15, 15, 16, 16, 19, 17, 17, 16, 15,
                              18, 17, 17, 17, 17, 17, 20, 22, 18, 17, 16, 17, 21, 19, 18, 17};
    int year = 1955;
    for (const int count : counts) {
        EXPECT_EQ(Holidays::ofLaw().inYear(year).size(), static_cast<std::size_t>(count)) << year;
        ++year;
    }
    EXPECT_EQ(year, 2028);
}

TEST(Holidays, BeginWithTheLaw) {
    EXPECT_EQ(listOf(1900, 1948), "1948-09-23\n1948-11-03\n1948-11-23\n");
    EXPECT_EQ(Holidays::ofLaw().inYear(1949).size(), 9u);
    EXPECT_TRUE(Holidays::ofLaw().inYear(2151).empty());
    EXPECT_EQ(nameOn({1948, 4, 29}), "");
}

struct Known {
    Date date;
    const char* name;  // "" for an ordinary day
};

TEST(Holidays, TrickyDays) {
    const Known table[] = {{{1966, 9, 15}, "敬老の日"},
                           {{1966, 10, 10}, "体育の日"},
                           {{1966, 2, 11}, ""},
                           {{1967, 2, 11}, "建国記念の日"},
                           // 振替休日 since 1973-04-12: the Sunday of 1973-02-11 has none yet.
                           {{1973, 2, 12}, ""},
                           {{1973, 4, 30}, "振替休日"},
                           {{1973, 9, 24}, "振替休日"},
                           // 国民の休日 since the end of 1985: never a Sunday (1986) nor a 振替休日 (1987).
                           {{1985, 5, 4}, ""},
                           {{1986, 5, 4}, ""},
                           {{1987, 5, 4}, "振替休日"},
                           {{1988, 5, 4}, "国民の休日"},
                           {{2003, 5, 4}, ""},
                           {{2006, 5, 4}, "国民の休日"},
                           {{2007, 5, 4}, "みどりの日"},
                           // The throne of 1989, 2019 and the years without a birthday.
                           {{1988, 4, 29}, "天皇誕生日"},
                           {{1989, 4, 29}, "みどりの日"},
                           {{2007, 4, 29}, "昭和の日"},
                           {{1988, 12, 23}, ""},
                           {{1989, 12, 23}, "天皇誕生日"},
                           {{2018, 12, 24}, "振替休日"},
                           {{2019, 12, 23}, ""},
                           {{2019, 2, 23}, ""},
                           {{2020, 2, 23}, "天皇誕生日"},
                           {{2020, 2, 24}, "振替休日"},
                           {{2019, 4, 30}, "国民の休日"},
                           {{2019, 5, 1}, "天皇の即位の日"},
                           {{2019, 5, 2}, "国民の休日"},
                           {{2019, 10, 22}, "即位礼正殿の儀の行われる日"},
                           {{1990, 11, 12}, "即位礼正殿の儀"},
                           {{1959, 4, 10}, "皇太子明仁親王の結婚の儀"},
                           {{1989, 2, 24}, "昭和天皇の大喪の礼"},
                           {{1993, 6, 9}, "皇太子徳仁親王の結婚の儀"},
                           // ハッピーマンデー.
                           {{1999, 1, 15}, "成人の日"},
                           {{2000, 1, 10}, "成人の日"},
                           {{2000, 1, 15}, ""},
                           {{2002, 7, 20}, "海の日"},
                           {{2003, 7, 21}, "海の日"},
                           {{2003, 9, 15}, "敬老の日"},
                           {{2004, 9, 20}, "敬老の日"},
                           // 振替休日 moves on over holidays since 2007.
                           {{2008, 5, 6}, "振替休日"},
                           {{2009, 5, 6}, "振替休日"},
                           {{2013, 5, 6}, "振替休日"},
                           {{2015, 5, 6}, "振替休日"},
                           {{2024, 8, 12}, "振替休日"},
                           {{2025, 5, 6}, "振替休日"},
                           {{2026, 5, 6}, "振替休日"},
                           // 敬老の日 and 秋分の日 with a day between.
                           {{2009, 9, 22}, "国民の休日"},
                           {{2015, 9, 22}, "国民の休日"},
                           {{2026, 9, 22}, "国民の休日"},
                           {{2032, 9, 21}, "国民の休日"},
                           {{2025, 9, 22}, ""},
                           // The Olympic Games.
                           {{2020, 7, 20}, ""},
                           {{2020, 7, 23}, "海の日"},
                           {{2020, 7, 24}, "スポーツの日"},
                           {{2020, 8, 10}, "山の日"},
                           {{2020, 8, 11}, ""},
                           {{2020, 10, 12}, ""},
                           {{2021, 7, 19}, ""},
                           {{2021, 7, 22}, "海の日"},
                           {{2021, 7, 23}, "スポーツの日"},
                           {{2021, 8, 8}, "山の日"},
                           {{2021, 8, 9}, "振替休日"},
                           {{2021, 8, 11}, ""},
                           {{2021, 10, 11}, ""},
                           {{2019, 10, 14}, "体育の日"},
                           {{2022, 10, 10}, "スポーツの日"},
                           {{2015, 8, 11}, ""},
                           {{2016, 8, 11}, "山の日"},
                           {{2027, 3, 22}, "振替休日"},
                           {{2027, 9, 23}, "秋分の日"}};
    for (const Known& known : table) EXPECT_EQ(nameOn(known.date), known.name) << known.date.iso();
}

TEST(Holidays, EquinoxesOfTheYearsThatDiffer) {
    const std::map<int, std::pair<int, int>> published{
        {1955, {21, 24}}, {1960, {20, 23}}, {1967, {21, 24}}, {1979, {21, 24}}, {1980, {20, 23}}, {1992, {20, 23}},
        {2000, {20, 23}}, {2012, {20, 22}}, {2023, {21, 23}}, {2024, {20, 22}}, {2026, {20, 23}}, {2027, {21, 23}}};
    for (const auto& [year, days] : published) {
        EXPECT_EQ(springEquinox(year), (Date{year, 3, days.first}));
        EXPECT_EQ(autumnEquinox(year), (Date{year, 9, days.second}));
    }
    for (int year = 1900; year <= 2150; ++year) {
        EXPECT_TRUE(springEquinox(year).day >= 19 && springEquinox(year).day <= 22) << year;
        EXPECT_TRUE(autumnEquinox(year).day >= 22 && autumnEquinox(year).day <= 24) << year;
    }
}

TEST(Holidays, TakeALawOfTheFuture) {
    const Decree decrees[] = {{{2031, 5, 1}, Decree::Effect::holiday, "即位の日"},
                              {{2031, 6, 3}, Decree::Effect::dayOff, "儀式の日"},
                              {{2031, 8, 11}, Decree::Effect::removed, ""}};
    const Holidays holidays{decrees};
    EXPECT_EQ(holidays.find({2031, 5, 1})->name, "即位の日");
    EXPECT_EQ(holidays.find({2031, 4, 30})->kind, Holiday::Kind::between);
    EXPECT_EQ(holidays.find({2031, 5, 2})->kind, Holiday::Kind::between);
    EXPECT_EQ(holidays.find({2031, 6, 3})->kind, Holiday::Kind::dayOff);
    EXPECT_EQ(holidays.find({2031, 8, 11}), nullptr);
    EXPECT_EQ(Holidays::ofLaw().find({2031, 5, 1}), nullptr);
}

}  // namespace
}  // namespace toitsu
