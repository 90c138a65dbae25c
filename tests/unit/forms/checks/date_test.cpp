#include "forms/checks/date.h"

#include <gtest/gtest.h>

#include <cstdio>

#include "base/era.h"

namespace toitsu::forms {
namespace {

struct Case {
    const char *text, *normalised, *reason;
};

class DateText : public testing::TestWithParam<Case> {};

TEST_P(DateText, isUnderstood) {
    const auto& [text, normalised, reason] = GetParam();
    const Checked checked = checkDate(text);
    EXPECT_EQ(checked.normalised, normalised);
    EXPECT_EQ(checked.reason, reason);
    const CheckStatus expected = *normalised == 0 ? CheckStatus::error : *reason ? CheckStatus::warn : CheckStatus::ok;
    EXPECT_EQ(checked.status, expected);
    if (checked.good()) {
        EXPECT_EQ(checkDate(checked.normalised).normalised, normalised);
    }
}

INSTANTIATE_TEST_SUITE_P(
    Each, DateText,
    testing::Values(Case{"令和元年5月1日", "2019-05-01", ""}, Case{"㋿1.5.1", "2019-05-01", ""},
                    Case{"R01/05/01", "2019-05-01", ""}, Case{"令元．５．１", "2019-05-01", ""},
                    Case{"令和 8 年 4 月 1 日", "2026-04-01", ""}, Case{"r8-4-1", "2026-04-01", ""},
                    Case{"5080401", "2026-04-01", ""}, Case{"05080401", "2026-04-01", ""},
                    Case{"R080401", "2026-04-01", ""}, Case{"20260401", "2026-04-01", ""},
                    Case{"2026-04-01", "2026-04-01", ""}, Case{"2026年4月1日", "2026-04-01", ""},
                    Case{"２０２６／４／１", "2026-04-01", ""}, Case{"昭和六十一年四月三十日", "1986-04-30", ""},
                    Case{"明治45年7月29日", "1912-07-29", ""}, Case{"大正元年7月30日", "1912-07-30", ""},
                    Case{"昭和64年1月7日", "1989-01-07", ""}, Case{"平成31年4月30日", "2019-04-30", ""},
                    Case{"平成31年5月1日", "2019-05-01", "F222"}, Case{"平成32年3月31日", "2020-03-31", "F222"},
                    Case{"昭和64年1月8日", "1989-01-08", "F222"}, Case{"S64.2.1", "1989-02-01", "F222"},
                    Case{"昭和64-12-31", "1989-12-31", "F222"}, Case{"令和元年4月30日", "2019-04-30", "F223"},
                    Case{"平成元年1月7日", "1989-01-07", "F223"}, Case{"昭和30年3月00日", "1955-03-00", "F224"},
                    Case{"S30.03.00", "1955-03-00", "F224"}, Case{"3300300", "1955-03-00", "F224"},
                    Case{"03300000", "1955-00-00", "F224"}, Case{"昭和30年3月日不詳", "1955-03-00", "F224"},
                    Case{"昭和30年月日不詳", "1955-00-00", "F224"}, Case{"1955-03-00", "1955-03-00", "F224"},
                    Case{"1955-00-00", "1955-00-00", "F224"}, Case{"年月日不詳", "0000-00-00", "F224"},
                    Case{"0000-00-00", "0000-00-00", "F224"}, Case{"令和8年2月29日", "", "F203"},
                    Case{"2026-13-01", "", "F203"}, Case{"6080401", "", "F203"}, Case{"昭和30年3月", "", "F203"},
                    Case{"昭和30年13月00日", "", "F203"}, Case{"昭和30年00月05日", "", "F203"}));

TEST(DateText, withoutAnEraHasItsErasAsCandidates) {
    const Checked checked = checkDate("8.4.1");
    EXPECT_EQ(checked.reason, "F203");
    EXPECT_EQ(checked.candidates,
              (std::vector<std::string>{"2026-04-01", "1996-04-01", "1933-04-01", "1919-04-01", "1875-04-01"}));
    EXPECT_EQ(checkDate("400401").candidates, (std::vector<std::string>{"2058-04-01", "1965-04-01", "1907-04-01"}));
}

// Acceptance: eras, every day of 1868–2100 both ways.
TEST(DateText, everyDayOfTwoCenturiesReadsAsItIsWritten) {
    int days = 0;
    for (Date day{1868, 1, 25}; day <= Date{2100, 12, 31}; day = day.plusDays(1), ++days) {
        const auto wareki = toWareki(day);
        ASSERT_TRUE(wareki);
        ASSERT_EQ(fromWareki(*wareki)->date, day);
        const Checked written = checkDate(warekiText(day));
        ASSERT_EQ(written.normalised, day.iso());
        ASSERT_EQ(written.status, CheckStatus::ok);
        char code[16];
        std::snprintf(code, sizeof code, "%d%02d%02d%02d", static_cast<int>(wareki->era), wareki->year, wareki->month,
                      wareki->day);
        ASSERT_EQ(checkDate(code).normalised, day.iso()) << code;
        ASSERT_EQ(checkDate(std::string("0") + code).normalised, day.iso()) << code;
        ASSERT_EQ(checkDate(day.iso()).normalised, day.iso());
    }
    EXPECT_EQ(days, 85078);
}

}  // namespace
}  // namespace toitsu::forms
