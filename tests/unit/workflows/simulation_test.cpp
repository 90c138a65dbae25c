// Simulation: what the figures say, and that they are the same for the same seed.

#include <gtest/gtest.h>

#include "base/files.h"
#include "base/json.h"
#include "tests/unit/workflows/bench.h"
#include "workflows/trial/simulation.h"

namespace toitsu::workflows::trial {
namespace {

using bench::flow;

const std::string kTemplates = std::string(TOITSU_SOURCE_DIR) + "/templates";

std::string desk(const std::string& more = {}) {
    return bench::around("look", "<userTask id='look' flow:role='clerk' flow:duration='PT10M' " + more + "/>");
}

SimulationResult result(const std::string& xml, const SimulationSettings& settings, bool calendar = false) {
    const auto library = Library::open(calendar ? kTemplates : "");
    EXPECT_TRUE(library);
    auto done = simulate(xml, "flow.bpmn", *library, settings);
    EXPECT_TRUE(done) << done.error().text(Language::en);
    return done ? *done : SimulationResult();
}

SimulationSettings monday() {
    SimulationSettings settings;
    settings.begins = DateTime::parse("2027-04-05T08:30:00+09:00")->unixMillis();
    return settings;
}

TEST(Simulation, OnePersonDoesOneThingAfterTheOther) {
    SimulationSettings settings = monday();
    settings.cases = 5;
    settings.spread = 0;
    const SimulationResult done = result(desk(), settings);
    EXPECT_EQ(done.completed, 5);
    EXPECT_EQ(done.lead.median, 30 * bench::minute) << "10, 20, 30, 40, 50 minutes";
    EXPECT_EQ(done.lead.ninetyFive, 50 * bench::minute);
    EXPECT_EQ(done.elements.at("look").waited.median, 20 * bench::minute);
    EXPECT_EQ(done.elements.at("look").worked.median, 10 * bench::minute);
    EXPECT_EQ(done.roles.at("clerk").longest, 5);
    EXPECT_NEAR(done.roles.at("clerk").busy, 1.0, 1e-6);
    settings.people["clerk"] = 5;
    EXPECT_EQ(result(desk(), settings).lead.most, 10 * bench::minute);
}

TEST(Simulation, PeopleWorkInOfficeHours) {
    SimulationSettings settings = monday();
    settings.cases = 60;  // ten hours of work; the office is open for eight and three quarters
    settings.spread = 0;
    const SimulationResult done = result(desk("flow:due='PT8H'"), settings, true);
    EXPECT_EQ(done.completed, 60);
    EXPECT_EQ(DateTime::fromUnixMillis(done.until).iso(), "2027-04-06T09:45:00+09:00");
    EXPECT_EQ(done.elements.at("look").late, 12) << "after eight hours by the clock";
    EXPECT_NEAR(done.roles.at("clerk").busy, 1.0, 0.01) << "of the office hours";
}

// L = λW: the mean number of open cases is the rate of arrivals times the mean lead time.
TEST(Simulation, KeepsLittlesLaw) {
    SimulationSettings settings = monday();
    settings.cases = 500;
    settings.arrivals = 40;
    const SimulationResult done = result(desk(), settings, true);
    ASSERT_EQ(done.completed, 500);
    const double rate = 500.0 / static_cast<double>(done.until - done.from);
    EXPECT_NEAR(done.inSystem, rate * static_cast<double>(done.lead.mean), 0.01 * done.inSystem);
    EXPECT_GT(done.roles.at("clerk").busy, 0.5);
    EXPECT_LT(done.roles.at("clerk").busy, 1.0);
}

TEST(Simulation, IsTheSameForTheSameSeed) {
    SimulationSettings settings = monday();
    settings.arrivals = 40;
    const SimulationResult one = result(desk(), settings, true), same = result(desk(), settings, true);
    settings.seed = 2;
    const SimulationResult other = result(desk(), settings, true);
    EXPECT_EQ(one.until, same.until);
    EXPECT_EQ(one.lead.mean, same.lead.mean);
    EXPECT_NE(one.lead.mean, other.lead.mean);
}

TEST(Simulation, FourEyesNeedAnotherPerson) {
    const std::string xml =
        bench::process(bench::start + bench::userTask("a") + "<userTask id='b' flow:role='clerk' flow:four-eyes='a'/>" +
                       bench::end + flow("start", "a") + flow("a", "b") + flow("b", "end"));
    SimulationSettings settings = monday();
    settings.cases = 3;
    const SimulationResult alone = result(xml, settings);
    EXPECT_EQ(alone.completed, 0);
    EXPECT_EQ(alone.standing, 3);
    EXPECT_GT(alone.incidents.at("W045 b"), 0);
    settings.people["clerk"] = 2;
    EXPECT_EQ(result(xml, settings).completed, 3);
}

TEST(Simulation, PlaysTheLibrarysFlowWithSettings) {
    SimulationSettings settings = monday();
    settings.cases = 50;
    settings.arrivals = 10;
    const auto json = json::parse(R"({"people": {"審査担当": 2},
        "start": {"variables": {"form": "benefit-claim", "applied_on": "=today", "standard_days": 30, "paid": false,
                                "requirements": {"duplicate": false, "resident": true, "papers": true}}},
        "elements": {"check": {"outcomes": {"variables": {"complete": true}}},
                     "examine": {"duration": "PT1H", "outcomes": {"variables": {"proposal": "grant"}}},
                     "decide": {"outcomes": [{"share": 1, "variables": {"decision": "return"}},
                                             {"share": 3, "variables": {"decision": "=proposal"}}]},
                     "register": {"outcomes": [{"share": 1, "error": "REJECTED"}, {"share": 4}]}}})");
    ASSERT_TRUE(json);
    ASSERT_TRUE(readSettings(*json, settings));
    const SimulationResult done =
        result(files::read(kTemplates + "/flows/benefit-decision.bpmn").value(), settings, true);
    EXPECT_EQ(done.completed, 50);
    EXPECT_TRUE(done.incidents.empty());
    EXPECT_GT(done.elements.at("examine").entered, 50) << "some were returned";
    EXPECT_GT(done.elements.at("mend").entered, 0);
    EXPECT_EQ(done.roles.at("審査担当").people, 2);
}

TEST(Simulation, TellsWhatTheSettingsGetWrong) {
    for (const char* text :
         {"[]", R"({"person": {}})", R"({"people": {"a": 0}})", R"({"elements": {"a": {"duration": "3"}}})",
          R"({"elements": {"a": {"outcomes": ["x"]}}})", R"({"messages": {"a": {"share": -1}}})", R"({"start": 1})"}) {
        SimulationSettings settings;
        const auto read = readSettings(json::parse(text).value(), settings);
        ASSERT_FALSE(read) << text;
        EXPECT_EQ(read.error().code, "W306");
    }
}

TEST(Simulation, StopsWhenItNeverEnds) {
    const std::string xml = bench::around("wait",
                                          "<intermediateCatchEvent id='wait'><timerEventDefinition><timeDuration "
                                          "xsi:type='tFormalExpression'>P8000D</timeDuration>"
                                          "</timerEventDefinition></intermediateCatchEvent>");
    SimulationSettings settings = monday();
    settings.cases = 1;
    const auto library = Library::open("");
    EXPECT_EQ(simulate(xml, "flow.bpmn", *library, settings).error().code, "W305");
}

}  // namespace
}  // namespace toitsu::workflows::trial
