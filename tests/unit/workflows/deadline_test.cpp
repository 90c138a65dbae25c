// Deadlines and timers in office time through the engine: the calendar is the library's, and one that is missing or
// wrong is an incident that says so, never a task without its deadline.

#include <gtest/gtest.h>

#include <filesystem>

#include "base/date.h"
#include "base/files.h"
#include "base/library_calendars.h"
#include "tests/unit/workflows/bench.h"

namespace toitsu::workflows {
namespace {

using namespace bench;

const std::string kTemplates = std::string(TOITSU_SOURCE_DIR) + "/templates";

Instant at(const std::string& text) {
    return DateTime::parse(text).value().unixMillis();
}

std::string task(const std::string& due) {
    return around("h", "<userTask id=\"h\" flow:role=\"clerk\" flow:due=\"" + due + "\" flow:calendar=\"office\"/>\n");
}

std::string boundary() {
    return process(start + userTask("h") + end +
                   "<boundaryEvent id=\"late\" attachedToRef=\"h\" cancelActivity=\"false\"><timerEventDefinition "
                   "flow:calendar=\"office\"><timeDuration "
                   "xsi:type=\"tFormalExpression\">P5D</timeDuration></timerEventDefinition></boundaryEvent>\n" +
                   userTask("remind") + flow("start", "h") + flow("h", "end") + flow("late", "remind") +
                   flow("remind", "end"));
}

struct Office {
    explicit Office(const std::string& library) : calendars(library) {}

    Result<std::string> run(const std::string& xml, Instant now) {
        const auto process = engine.deploy(xml, "flow.bpmn", now);
        EXPECT_TRUE(process) << process.error().text(Language::en);
        return process ? engine.start(*process, "202011", "k", {}, now) : process;
    }

    LibraryCalendars calendars;
    Engine engine{openMemory(), [this] {
                      EngineOptions options;
                      options.calendar = [this](const std::string& municipality, const std::string& id) {
                          return calendars.find(municipality, id);
                      };
                      return options;
                  }()};
};

TEST(Deadline, OfATaskCountsWorkingDays) {
    Office office(kTemplates);
    ASSERT_TRUE(office.run(task("P5D"), at("2027-04-30T10:00:00+09:00")));
    const auto tasks = office.engine.tasks().value();
    ASSERT_EQ(tasks.size(), 1u);
    EXPECT_EQ(tasks.front().due, at("2027-05-12T17:15:00+09:00")) << "five working days around the holidays of May";
}

TEST(Deadline, OfATimerFiresWhenTheOfficeClosesOnTheLastDay) {
    Office office(kTemplates);
    ASSERT_TRUE(office.run(boundary(), at("2027-04-30T10:00:00+09:00")));
    EXPECT_EQ(office.engine.nextTimer().value(), at("2027-05-12T17:15:00+09:00"));
    EXPECT_EQ(office.engine.fireTimers(at("2027-05-12T17:14:59+09:00")).value(), 0);
    EXPECT_EQ(office.engine.fireTimers(at("2027-05-12T17:15:00+09:00")).value(), 1);
    EXPECT_EQ(office.engine.tasks().value().size(), 2u) << "the task stays, the reminder comes";
}

TEST(Deadline, WithoutItsCalendarIsAnIncidentAndNoTaskWithoutDeadline) {
    Office office("");
    ASSERT_TRUE(office.run(task("P5D"), t0));
    const auto incidents = office.engine.incidents().value();
    ASSERT_EQ(incidents.size(), 1u);
    EXPECT_EQ(incidents.front().code, "W034");
    EXPECT_NE(incidents.front().message.find("office"), std::string::npos) << incidents.front().message;
    EXPECT_TRUE(office.engine.tasks().value().empty());
}

TEST(Deadline, OfAWrongCalendarFileSaysWhatIsWrongWithIt) {
    const auto folder = files::TemporaryFolder::make("deadline-");
    ASSERT_TRUE(folder);
    std::filesystem::create_directory(folder->path() + "/calendars");
    ASSERT_TRUE(files::writeAtomically(folder->path() + "/calendars/office.xml", "<calendar"));
    Office office(folder->path());
    ASSERT_TRUE(office.run(boundary(), t0));
    const auto incidents = office.engine.incidents().value();
    ASSERT_EQ(incidents.size(), 1u);
    EXPECT_EQ(incidents.front().code, "W034");
    EXPECT_NE(incidents.front().message.find("office.xml"), std::string::npos) << incidents.front().message;
    EXPECT_EQ(office.engine.tasks().value().size(), 1u) << "the work itself is not held up";
}

TEST(Deadline, ThatGivesNoDateIsMendedWithTheVariableAndRetried) {
    Office office(kTemplates);
    const auto id = office.run(task("= limit"), at("2027-04-05T10:00:00+09:00"));
    ASSERT_TRUE(id);
    const auto incidents = office.engine.incidents().value();
    ASSERT_EQ(incidents.size(), 1u);
    ASSERT_TRUE(
        office.engine.retryIncident(incidents.front().id, "p", at("2027-04-05T11:00:00+09:00"), {{"limit", "P1D"}}));
    const auto tasks = office.engine.tasks().value();
    ASSERT_EQ(tasks.size(), 1u);
    EXPECT_EQ(tasks.front().due, at("2027-04-06T17:15:00+09:00"));
    EXPECT_TRUE(office.engine.incidents().value().empty());
}

}  // namespace
}  // namespace toitsu::workflows
