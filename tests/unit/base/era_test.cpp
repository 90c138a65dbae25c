#include "base/era.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace toitsu {
namespace {

std::string read(std::string_view text) {
    const auto out = parseJapaneseDate(text);
    if (!out) return "nothing";
    return out->date.iso() + (out->overflow ? " overflow" : "") + (out->early ? " early" : "");
}

TEST(Era, KnowsItsNames) {
    for (const char* text : {"令和", "令", "R", "r", "Ｒ", "㋿", "5", "５", "reiwa", " 令和 "})
        EXPECT_EQ(parseEra(text), Era::reiwa) << text;
    for (const char* text : {"昭和", "昭", "S", "㍼", "3"}) EXPECT_EQ(parseEra(text), Era::showa) << text;
    EXPECT_EQ(parseEra("㍾"), Era::meiji);
    EXPECT_EQ(parseEra("㍽"), Era::taisho);
    EXPECT_EQ(parseEra("㍻"), Era::heisei);
    for (const char* text : {"", "6", "0", "慶応", "RR", "令和8"}) EXPECT_FALSE(parseEra(text)) << text;
    EXPECT_EQ(eraName(Era::taisho), "大正");
    EXPECT_EQ(eraCode(Era::heisei), "heisei");
    EXPECT_EQ(eraFirstDay(Era::reiwa), (Date{2019, 5, 1}));
}

TEST(Era, ChangesOnTheRightDay) {
    EXPECT_EQ(warekiText({1989, 1, 7}), "昭和64年1月7日");
    EXPECT_EQ(warekiText({1989, 1, 8}), "平成元年1月8日");
    EXPECT_EQ(warekiText({2019, 4, 30}), "平成31年4月30日");
    EXPECT_EQ(warekiText({2019, 5, 1}), "令和元年5月1日");
    EXPECT_EQ(warekiText({1926, 12, 24}), "大正15年12月24日");
    EXPECT_EQ(warekiText({1926, 12, 25}), "昭和元年12月25日");
    EXPECT_EQ(warekiText({1912, 7, 29}), "明治45年7月29日");
    EXPECT_EQ(warekiText({1912, 7, 30}), "大正元年7月30日");
    EXPECT_EQ(warekiText({2026, 11, 21}), "令和8年11月21日");
    EXPECT_EQ(warekiText({1867, 12, 31}), "1867年12月31日");
    EXPECT_FALSE(toWareki({1868, 1, 24}));
    ASSERT_TRUE(toWareki({1868, 1, 25}));
    EXPECT_EQ(toWareki({1868, 1, 25})->year, 1);
}

TEST(Era, UnderstandsDatesBeyondAnEra) {
    EXPECT_EQ(read("昭和64年1月7日"), "1989-01-07");
    EXPECT_EQ(read("昭和64年1月8日"), "1989-01-08 overflow");
    EXPECT_EQ(read("平成32年4月1日"), "2020-04-01 overflow");
    EXPECT_EQ(read("平成元年1月7日"), "1989-01-07 early");
    EXPECT_EQ(read("平成31年4月30日"), "2019-04-30");
    EXPECT_EQ(read("平成31年5月1日"), "2019-05-01 overflow");
    EXPECT_EQ(read("令和99年12月31日"), "2117-12-31");
    EXPECT_EQ(read("令和7年2月29日"), "nothing");
    EXPECT_EQ(read("令和6年2月29日"), "2024-02-29");
    EXPECT_EQ(read("令和0年1月1日"), "nothing");
    EXPECT_EQ(read("令和8年13月1日"), "nothing");
}

TEST(Era, ReadsTheWaysPeopleWrite) {
    for (const char* text : {"令和8年11月21日",
                             "R8.11.21",
                             "R08.11.21",
                             "r8/11/21",
                             "令8-11-21",
                             "Ｒ８．１１．２１",
                             "令和　８年１１月２１日",
                             " 令和 8 年 11 月 21 日 ",
                             "㋿8年11月21日",
                             "R081121",
                             "2026-11-21",
                             "2026/11/21",
                             "2026.11.21",
                             "2026年11月21日",
                             "２０２６年１１月２１日",
                             "20261121",
                             "令和八年十一月二十一日",
                             "令和八年一一月二一日",
                             "R8・11・21",
                             "2026−11−21",
                             "令和8年11月21",
                             "二〇二六年十一月二十一日"})
        EXPECT_EQ(read(text), "2026-11-21") << text;
    EXPECT_EQ(read("平成元年5月1日"), "1989-05-01");
    EXPECT_EQ(read("H元.5.1"), "1989-05-01");
    EXPECT_EQ(read("昭和六十三年十月十日"), "1988-10-10");
    EXPECT_EQ(read("昭和二十年八月十五日"), "1945-08-15");
}

TEST(Era, AnswersNothingToOtherText) {
    for (const char* text : {"", "令和", "令和8年", "令和8年11月", "8.11.21", "8年11月21日", "2026-11/21",
                             "2026年11-21", "2026-11-21日x", "令和8年11月21日生", "20261321", "2026112", "元年5月1日",
                             "R8..11.21", "R-8.11.21", "99999999999年1月1日", "\xFF\xFE", "十十十十十十十十年一月一日"})
        EXPECT_EQ(read(text), "nothing") << text;
}

RC_GTEST_PROP(EraProperty, WarekiReadsBack, ()) {
    const Date date =
        Date::fromDays(*rc::gen::inRange<std::int64_t>(Date{1868, 1, 25}.days(), Date{2300, 1, 1}.days()));
    const auto back = parseJapaneseDate(warekiText(date));
    RC_ASSERT(back.has_value());
    RC_ASSERT(back->date == date);
    RC_ASSERT(!back->overflow && !back->early);
    RC_ASSERT(parseJapaneseDate(date.iso())->date == date);
}

RC_GTEST_PROP(EraProperty, AnyTextIsAnswered, (std::string text)) {
    const auto out = parseJapaneseDate(text);
    RC_ASSERT((!out || out->date.valid()));
}

}  // namespace
}  // namespace toitsu
