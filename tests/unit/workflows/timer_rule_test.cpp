// When timers fire: ISO 8601, FEEL, cycles, and business time.

#include "workflows/timer_rule.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/calendar_file.h"

namespace toitsu::workflows {
namespace {

const BusinessCalendar& office() {
    static const BusinessCalendar calendar = [] {
        std::vector<Error> mistakes;
        return *loadCalendar(TOITSU_SOURCE_DIR "/templates/calendars/office.xml", mistakes);
    }();
    return calendar;
}

Result<TimerRule> read(const std::string& content, const std::string& attributes = "", bool strict = true) {
    const auto document = xml::parse(
        "<timerEventDefinition xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" "
        "xmlns:flow=\"urn:toitsu:flow:1\" " +
            attributes + ">" + content + "</timerEventDefinition>",
        "t.bpmn");
    EXPECT_TRUE(document) << content;
    return readTimerRule(document->root, strict);
}
std::string duration(const std::string& text) {
    return "<timeDuration>" + text + "</timeDuration>";
}
std::string date(const std::string& text) {
    return "<timeDate>" + text + "</timeDate>";
}
std::string cycle(const std::string& text) {
    return "<timeCycle>" + text + "</timeCycle>";
}

Instant at(const std::string& text) {
    return parseMoment(text)->instant();
}
std::string shown(std::optional<Instant> instant) {
    if (!instant) return "nothing";
    std::string out = momentText(*instant);
    out.resize(out.find('+'));
    return out.ends_with(":00") ? out.substr(0, out.size() - 3) : out;
}

// The first `most` firings, and how many there are beyond them.
std::string firings(const std::string& content, const std::string& now, const std::string& attributes = "",
                    int most = 4) {
    const auto rule = read(content, attributes);
    if (!rule) return rule.error().code;
    std::string out;
    auto next = rule->schedule({}, at(now), &office());
    for (int count = 0; next && count < most; ++count) {
        out += (out.empty() ? "" : " ") + shown(next->due);
        next = following(*next, &office());
    }
    return out.empty() ? "nothing" : out + (next ? " …" : "");
}

struct Row {
    std::string content;
    const char* now;
    const char* fires;
    const char* attributes = "";
};

TEST(TimerRule, ByTheClock) {
    const Row table[] = {
        {duration("PT8H"), "2027-03-31T17:00", "2027-04-01T01:00"},
        {duration("P1DT2H30M"), "2027-03-31T17:00", "2027-04-01T19:30"},
        {duration("P2W"), "2027-03-31T17:00", "2027-04-14T17:00"},
        {duration("PT0.5S"), "2027-03-31T17:00", "2027-03-31T17:00:00.5"},
        {duration("PT0,25S"), "2027-03-31T17:00", "2027-03-31T17:00:00.25"},
        {duration("P0.5D"), "2027-03-31T17:00", "2027-04-01T05:00"},
        {duration(" PT1M\n"), "2027-03-31T17:00", "2027-03-31T17:01"},
        // Month ends and leap years; the calendar is Japan's: 2027-02-01 in UTC is already the month after.
        {duration("P1M"), "2027-01-31T10:00", "2027-02-28T10:00"},
        {duration("P1M"), "2028-01-31T10:00", "2028-02-29T10:00"},
        {duration("P1Y"), "2028-02-29T10:00", "2029-02-28T10:00"},
        {duration("P4Y"), "2028-02-29T10:00", "2032-02-29T10:00"},
        {duration("P1M"), "2027-02-28T15:30Z", "2027-04-01T00:30"},
        {duration("P1M1D"), "2027-01-31T10:00", "2027-03-01T10:00"},
        {date("2027-03-31"), "2027-01-01", "2027-03-31T00:00"},
        {date("2027-03-31T17:00:00+09:00"), "2027-01-01", "2027-03-31T17:00"},
        {date("2027-03-31T17:00"), "2027-01-01", "2027-03-31T17:00"},
        {date("2027-03-31T08:00:00Z"), "2027-01-01", "2027-03-31T17:00"},
        {date("2027-03-31T08:00Z"), "2027-01-01", "2027-03-31T17:00"},
        {date("2027-03-31T10:00:00@Europe/Paris"), "2027-01-01", "2027-03-31T17:00"},
        {date("2016-06-01T14:37:44"), "2027-01-01", "2016-06-01T14:37:44"},
        {date("9999-12-31"), "2027-01-01", "9999-12-31T00:00"},
        // FEEL, with and without the mark.
        {duration("= duration(\"PT1M\") * 3"), "2027-03-31T17:00", "2027-03-31T17:03"},
        {duration("duration(\"P1M\")"), "2027-01-31T17:00", "2027-02-28T17:00"},
        {duration("\"PT\" + string(2) + \"H\""), "2027-03-31T17:00", "2027-03-31T19:00"},
        {date("date(2027, 3, 31)"), "2027-01-01", "2027-03-31T00:00"},
        {date("date and time(\"2027-03-31T17:00:00\") - duration(\"PT1H\")"), "2027-01-01", "2027-03-31T16:00"},
    };
    for (const Row& row : table) EXPECT_EQ(firings(row.content, row.now), row.fires) << row.content;
}

TEST(TimerRule, Cycles) {
    const Row table[] = {
        {cycle("R4/PT1S"), "2027-03-31T17:00",
         "2027-03-31T17:00:01 2027-03-31T17:00:02 2027-03-31T17:00:03 2027-03-31T17:00:04"},
        {cycle("R1/P5D"), "2027-03-31T17:00", "2027-04-05T17:00"},
        {cycle("R/PT12H"), "2027-03-31T17:00", "2027-04-01T05:00 2027-04-01T17:00 2027-04-02T05:00 2027-04-02T17:00 …"},
        {cycle("R/2027-01-01T09:00:00+09:00/P1D"), "2027-03-31T17:00",
         "2027-04-01T09:00 2027-04-02T09:00 2027-04-03T09:00 2027-04-04T09:00 …"},
        {cycle("R/2027-04-01T09:00:00+09:00/P1D"), "2027-04-01T09:00",
         "2027-04-01T09:00 2027-04-02T09:00 2027-04-03T09:00 2027-04-04T09:00 …"},
        // The 31st comes back.
        {cycle("R/2027-01-31/P1M"), "2027-01-01",
         "2027-01-31T00:00 2027-02-28T00:00 2027-03-31T00:00 2027-04-30T00:00 …"},
        {cycle("R/P1M"), "2027-12-31T09:00", "2028-01-31T09:00 2028-02-29T09:00 2028-03-31T09:00 2028-04-30T09:00 …"},
        {cycle("R3/2028-02-29/P1Y"), "2028-01-01", "2028-02-29T00:00 2029-02-28T00:00 2030-02-28T00:00"},
        // Missed ones are not made up, and are gone from the count.
        {cycle("R5/2027-03-29/P1D"), "2027-03-31T17:00", "2027-04-01T00:00 2027-04-02T00:00"},
        {cycle("R2/2027-03-01/P1D"), "2027-03-31T17:00", "nothing"},
        {cycle("R3/2027-04-01/2027-04-08"), "2027-03-31", "2027-04-01T00:00 2027-04-08T00:00 2027-04-15T00:00"},
        {cycle("R3/P1D/2027-04-05"), "2027-03-31", "2027-04-03T00:00 2027-04-04T00:00 2027-04-05T00:00"},
        {cycle("R/P1D/2027-04-02"), "2027-03-31T17:00", "2027-04-01T00:00 2027-04-02T00:00"},
        {cycle("R/P1D/2027-03-02"), "2027-03-31T17:00", "nothing"},
        // As many occurrences as one likes cost nothing.
        {cycle("R/PT0.001S/9999-12-31"), "2027-03-31T17:00:00.0005",
         "2027-03-31T17:00 2027-03-31T17:00:00.001 2027-03-31T17:00:00.002 2027-03-31T17:00:00.003 …"},
        {cycle("R/0001-01-01/PT0.001S"), "2027-03-31T17:00",
         "2027-03-31T17:00 2027-03-31T17:00:00.001 2027-03-31T17:00:00.002 2027-03-31T17:00:00.003 …"},
        {cycle("= \"R2/PT1H\""), "2027-03-31T17:00", "2027-03-31T18:00 2027-03-31T19:00"},
    };
    for (const Row& row : table) EXPECT_EQ(firings(row.content, row.now), row.fires) << row.content;
}

TEST(TimerRule, OfficeTime) {
    const char* calendar = "flow:calendar=\"office\"";
    const Row table[] = {
        // 2027-04-29 昭和の日, 05-03 to 05-05 holidays; Monday 2027-03-22 振替休日.
        {duration("P5D"), "2027-04-30T10:00", "2027-05-12T17:15", calendar},
        {duration("P1D"), "2027-04-28T23:00", "2027-04-30T17:15", calendar},
        {duration("P1D"), "2027-03-19T10:00", "2027-03-23T17:15", calendar},
        {duration("P1D"), "2027-03-20T10:00", "2027-03-23T17:15", calendar},
        {duration("P2D"), "2026-12-28T10:00", "2027-01-05T17:15", calendar},
        {duration("P5D"), "2027-04-05T10:00", "2027-04-09T17:15",
         "flow:calendar=\"office\" flow:first-day=\"included\""},
        {duration("P1D"), "2027-04-05T10:00", "2027-04-06T08:30", "flow:calendar=\"office\" flow:until=\"opening\""},
        {duration("P1D"), "2027-04-05T10:00", "2027-04-07T00:00", "flow:calendar=\"office\" flow:until=\"midnight\""},
        {duration("PT8H"), "2027-04-05T13:00", "2027-04-06T12:15", calendar},
        {duration("PT30M"), "2027-04-30T17:00", "2027-05-06T08:45", calendar},
        {duration("P1DT4H"), "2027-04-05T15:15", "2027-04-07T10:30", calendar},
        {duration("PT24H"), "2027-04-05T08:30", "2027-04-07T15:00", calendar},
        {duration("P0D"), "2027-04-05T10:00", "2027-04-05T17:15", calendar},
        {duration("P0D"), "2027-04-04T10:00", "2027-04-05T17:15", calendar},
        // Weeks, months and years as 民法143条, moved by 142条.
        {duration("P2W"), "2027-04-03T10:00", "2027-04-19T17:15", calendar},
        {duration("P2W"), "2027-04-03T10:00", "2027-04-16T17:15", "flow:calendar=\"office\" flow:shift=\"previous\""},
        {duration("P2W"), "2027-04-03T10:00", "2027-04-18T00:00", "flow:calendar=\"office\" flow:shift=\"none\""},
        {duration("P1M"), "2027-01-31T10:00", "2027-03-01T17:15", calendar},
        {duration("P1M"), "2027-05-31T10:00", "2027-06-30T17:15", calendar},
        {duration("P1Y"), "2026-04-01T10:00", "2027-04-01T17:15", calendar},
        {duration("= duration(\"P5D\")"), "2027-04-30T10:00", "2027-05-12T17:15", calendar},
        {duration("= duration(\"PT8H\")"), "2027-04-05T13:00", "2027-04-06T12:15", calendar},
        {date("2027-05-01"), "2027-04-01", "2027-05-06T17:15", calendar},
        {date("2027-05-01"), "2027-04-01", "2027-04-30T17:15", "flow:calendar=\"office\" flow:shift=\"previous\""},
        {date("2027-05-01T09:00"), "2027-04-01", "2027-05-06T09:00", calendar},
        {date("2027-05-07"), "2027-04-01", "2027-05-07T08:30", "flow:calendar=\"office\" flow:until=\"opening\""},
        {cycle("R/P1D"), "2027-04-29T10:00", "2027-04-30T17:15 2027-05-06T17:15 2027-05-07T17:15 2027-05-10T17:15 …",
         calendar},
        // Every morning on which the office is open: closed days collapse into the next one.
        {cycle("R/2027-04-28T09:00/P1D"), "2027-04-28",
         "2027-04-28T09:00 2027-04-30T09:00 2027-05-06T09:00 2027-05-07T09:00 …", calendar},
        {cycle("R/2027-01-31/P1M"), "2027-01-01",
         "2027-02-01T17:15 2027-03-01T17:15 2027-03-31T17:15 2027-04-30T17:15 …", calendar},
        {cycle("R2/PT4H"), "2027-04-05T13:00", "2027-04-05T17:00 2027-04-06T12:15", calendar},
    };
    for (const Row& row : table)
        EXPECT_EQ(firings(row.content, row.now, row.attributes), row.fires) << row.content << " " << row.attributes;
}

TEST(TimerRule, GivesNothingWithoutAPointInTime) {
    const auto none = [](const std::string& content, const Context& variables = {}, const char* attributes = "") {
        return read(content, attributes).value().schedule(variables, at("2027-01-01"), nullptr);
    };
    EXPECT_FALSE(none(duration("= missing")));
    EXPECT_FALSE(none(duration("= limit"), {{"limit", 5}}));
    EXPECT_FALSE(none(duration("= limit"), {{"limit", "soon"}}));
    EXPECT_FALSE(none(duration("= limit"), {{"limit", "R3/PT1H"}}));
    EXPECT_FALSE(none(cycle("= limit"), {{"limit", "PT1H"}}));
    EXPECT_FALSE(none(duration("P5D"), {}, "flow:calendar=\"office\"")) << "the calendar is not there";
    EXPECT_FALSE(none(duration("P2999Y"), {}, "flow:calendar=\"office\""));
    EXPECT_FALSE(none(duration("= limit"), {{"limit", YearMonthDuration{12 * 99'999'999}}}));
    EXPECT_FALSE(none(duration("= limit"), {{"limit", DayTimeDuration{std::int64_t{1} << 60, 0}}}));
    EXPECT_FALSE(none(date("= limit"), {{"limit", Date{10'000, 1, 1}}}));
    EXPECT_TRUE(none(duration("= limit"), {{"limit", "PT1M"}}));
    EXPECT_EQ(none(duration("= limit"), {{"limit", DayTimeDuration{-3600, 0}}})->due, at("2026-12-31T23:00"))
        << "what has passed is due at once";
    const auto late = read(cycle("R/P1000Y")).value().schedule({}, at("9500-01-01"), nullptr);
    EXPECT_FALSE(late) << "beyond 9999";
}

TEST(TimerRule, ReadsItsVariables) {
    const auto rule = read(duration("= if urgent then duration(\"PT1H\") else limit"));
    EXPECT_EQ(rule.value().variables(), (std::vector<std::string>{"limit", "urgent"}));
    EXPECT_TRUE(read(duration("PT1H")).value().variables().empty());
}

TEST(TimerRule, RefusesWhatCannotBeRead) {
    for (const std::string& content : {duration(""),
                                       duration("3 days"),
                                       duration("2027-03-31"),
                                       duration("P"),
                                       duration("PT"),
                                       duration("P1DT"),
                                       duration("P1H"),
                                       duration("PT1D"),
                                       duration("P1D1Y"),
                                       duration("P1.5M"),
                                       duration("PT1.5H30M"),
                                       duration("-PT5M"),
                                       duration("P9999Y"),
                                       duration("PT99999999999999S"),
                                       duration("5"),
                                       duration("${timer}"),
                                       duration("R3/PT1H"),
                                       date("P3D"),
                                       date("2027-02-30"),
                                       date("10000-01-01"),
                                       date("2027-03-31T25:00"),
                                       date("#{x}"),
                                       cycle("PT1H"),
                                       cycle("R0/PT1H"),
                                       cycle("R-1/PT1H"),
                                       cycle("R3/-PT1H"),
                                       cycle("R3/PT0S"),
                                       cycle("R3"),
                                       cycle("R3/2027-01-02/2027-01-01"),
                                       cycle("R3/PT1H/PT1H"),
                                       cycle("0 0 9 * * MON-FRI"),
                                       cycle("*/5 * * * *"),
                                       cycle("2027-03-31"),
                                       std::string(),
                                       date("2027-03-31") + duration("P3D"),
                                       std::string("<timeout/>")}) {
        const auto rule = read(content);
        ASSERT_FALSE(rule) << content;
        EXPECT_EQ(rule.error().code, "W013") << content;
        EXPECT_EQ(rule.error().place.line, 1) << content;
    }
    EXPECT_NE(read(cycle("0 0 9 * * MON-FRI")).error().message.en.find("R/2027"), std::string::npos);
    EXPECT_EQ(read(duration("= 1 +")).error().code, "R001");
    for (const char* attributes :
         {"flow:calendar=\"\"", "flow:calendar=\"../x\"", "flow:calendar=\"office\" flow:until=\"noon\"",
          "flow:calendar=\"office\" flow:shift=\"away\"", "flow:calendar=\"office\" flow:first-day=\"no\"",
          "flow:until=\"closing\"", "flow:shift=\"next\""})
        EXPECT_EQ(read(duration("P5D"), attributes).error().code, "W013") << attributes;
}

TEST(TimerRule, KeepsWhatOthersWrite) {
    for (const std::string& content : {duration("${timer}"), cycle("0 0 9 * * MON"), duration("#{a.b()}"), duration(""),
                                       date("2027-02-30"), std::string()}) {
        const auto rule = read(content, "", false);
        ASSERT_TRUE(rule) << content;
        EXPECT_FALSE(rule->foreign.empty()) << content;
        EXPECT_FALSE(rule->schedule({}, 0)) << content;
    }
    EXPECT_EQ(read(duration("${timer}"), "", false).value().source(), "${timer}");
    EXPECT_EQ(read(date("2027-03-31") + duration("P3D"), "", false).error().code, "W013") << "two are wrong everywhere";
    EXPECT_TRUE(read(duration("PT5S"), "", false).value().foreign.empty());
}

TEST(TimerRule, ReadsADeadlineInAnAttribute) {
    const auto due = [](const std::string& attributes) {
        const auto document = xml::parse("<userTask xmlns:flow=\"urn:toitsu:flow:1\" " + attributes + "/>", "t.bpmn");
        return readDueRule(document->root, *document->root.attribute("due", "urn:toitsu:flow:1"));
    };
    EXPECT_EQ(shown(due("flow:due=\"P14D\"").value().due({}, at("2027-04-03T10:00"))), "2027-04-17T10:00");
    EXPECT_EQ(shown(due("flow:due=\"P5D\" flow:calendar=\"office\"").value().due({}, at("2027-04-30"), &office())),
              "2027-05-12T17:15");
    EXPECT_EQ(shown(due("flow:due=\"2027-04-17\"").value().due({}, 0)), "2027-04-17T00:00");
    EXPECT_EQ(shown(due("flow:due=\"= received + duration(&quot;P1D&quot;)\"")
                        .value()
                        .due({{"received", Date{2027, 4, 1}}}, 0)),
              "2027-04-02T00:00");
    EXPECT_EQ(due("flow:due=\"R3/P1D\"").error().code, "W013");
    EXPECT_EQ(due("flow:due=\"${x}\"").error().code, "W013");
}

TEST(Schedule, FollowingNeedsWhatItWasMadeWith) {
    const Schedule broken{0, -1, "PT0S"};
    EXPECT_FALSE(following(broken));
    EXPECT_FALSE(following({0, -1, "PT1H;unknown"}));
    EXPECT_FALSE(following({0, -1, "P1D;calendar=office"}, nullptr));
    EXPECT_FALSE(following({0, 0, "PT1H"}));
    EXPECT_FALSE(following({0, 0, ""}));
    EXPECT_EQ(following({0, 2, "PT1H"}), (Schedule{3'600'000, 1, "PT1H"}));
    EXPECT_EQ(following({0, -1, "PT1H"}), (Schedule{3'600'000, -1, "PT1H"}));
    EXPECT_FALSE(following({latestInstant, -1, "PT1H"}));
}

RC_GTEST_PROP(Interval, IsReadAsItIsWritten, ()) {
    const auto upTo = [](std::int64_t most) { return *rc::gen::inRange<std::int64_t>(0, most); };
    const Interval interval{upTo(100), upTo(10), upTo(1000), upTo(1'000'000'000)};
    const auto read = parseInterval(interval.iso());
    RC_ASSERT(read == interval);
}

RC_GTEST_PROP(Schedule, FirstsAndFollowingAgree, ()) {
    // However far a cycle has run, asking anew at the moment of a firing gives the same series.
    const int days = *rc::gen::inRange(1, 40);
    const bool byOffice = *rc::gen::arbitrary<bool>();
    const auto rule =
        read(cycle("R/2027-01-31T09:00/P" + std::to_string(days) + "D"), byOffice ? "flow:calendar=\"office\"" : "");
    auto next = rule->schedule({}, at("2027-02-01"), &office());
    for (int count = 0; count < 50; ++count) {
        const auto again = rule->schedule({}, next->due, &office());
        RC_ASSERT(again.has_value());
        RC_ASSERT(again->due == next->due);
        const auto after = following(*next, &office());
        RC_ASSERT(after && after->due > next->due);
        next = after;
    }
}

}  // namespace
}  // namespace toitsu::workflows
