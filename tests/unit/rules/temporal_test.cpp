#include "tests/unit/rules/feel.h"

namespace toitsu::rules {
namespace {

TEST(Temporal, arithmetic) {
    EXPECT_EQ(feel("date(\"2024-01-31\") + @\"P1M\""), Value(Date{2024, 2, 29}));
    EXPECT_EQ(feel("@\"2026-11-22\" - @\"2026-11-01\""), Value(DayTimeDuration{21 * 86'400, 0}));
    EXPECT_EQ(feelJson("string(@\"2026-11-22T23:30:00\" + @\"PT45M\")"), "\"2026-11-23T00:15:00\"");
    EXPECT_EQ(feelJson("string(@\"23:30:00\" + @\"PT45M\")"), "\"00:15:00\"");
    EXPECT_EQ(feel("@\"P1D\" * 1.5"), Value(DayTimeDuration{129'600, 0}));
    EXPECT_EQ(feelJson("@\"P2Y\" / @\"P6M\""), "4");
    EXPECT_EQ(feelJson("@\"P1Y\" + @\"P1D\""), "null");
    EXPECT_EQ(feelJson("@\"999999999-12-31\" + @\"P400000000000D\""), "null");
}

TEST(Temporal, yearsOfAge) {
    const Context scope{{"birth", Value(Date{1960, 11, 23})}, {"day", Value(Date{2026, 11, 22})}};
    EXPECT_EQ(feelJson("years and months duration(birth, day).years", scope), "65");
}

TEST(Temporal, calendar) {
    EXPECT_EQ(feelJson("day of week(@\"2026-11-22\")"), "\"Sunday\"");
    EXPECT_EQ(feelJson("day of year(@\"2026-12-31\")"), "365");
    EXPECT_EQ(feelJson("week of year(@\"2027-01-01\")"), "53");
    EXPECT_EQ(feelJson("month of year(@\"2026-11-22\")"), "\"November\"");
    EXPECT_EQ(feelJson("date(2026, 2, 29)"), "null");
    EXPECT_EQ(feelJson("[date(2026, 4, 1).weekday, @\"P1DT2H\".hours]"), "[3,2]");
}

TEST(Temporal, offsetsAndZones) {
    EXPECT_EQ(feelJson("@\"2026-11-22T09:00:00+09:00\" = @\"2026-11-22T00:00:00Z\""), "true");
    EXPECT_EQ(feelJson("@\"2026-11-22T09:00:00@Asia/Tokyo\" = @\"2026-11-22T00:00:00Z\""), "true");
    EXPECT_EQ(feelJson("string(@\"2026-11-22T09:00:00@Asia/Tokyo\")"), "\"2026-11-22T09:00:00@Asia/Tokyo\"");
    EXPECT_EQ(feelJson("@\"2026-11-22T09:00:00\" < @\"2026-11-22T10:00:00Z\""), "null");
    EXPECT_EQ(feelJson("time(\"09:00:00@Nowhere/City\")"), "null");
}

TEST(Temporal, aZoneLeavesAsAnOffset) {
    const Value value = feel("[@\"2026-11-22T09:00:00@Asia/Tokyo\"]");
    ASSERT_NE(value.list(), nullptr);
    EXPECT_EQ(value.list()->front().dateTime()->time.offsetSeconds, 9 * 3600);
}

TEST(Temporal, iteratesOverDays) {
    EXPECT_EQ(feelJson("count(for d in @\"2026-02-27\"..@\"2026-03-02\" return d)"), "4");
}

}  // namespace
}  // namespace toitsu::rules
