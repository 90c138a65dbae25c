// Flow tests: how the files are read, what they find, and the library's own.

#include <filesystem>

#include <gtest/gtest.h>

#include "base/files.h"
#include "tests/unit/workflows/bench.h"
#include "workflows/trial/play.h"

namespace toitsu::workflows::trial {
namespace {

namespace fs = std::filesystem;
using bench::flow;

const std::string kFlow = bench::process(
    bench::start + bench::userTask("look") +
    "<userTask id='check' flow:role='boss' flow:four-eyes='look' flow:due='P3D'/>" + bench::serviceTask("act", "x.do") +
    "<boundaryEvent id='no' attachedToRef='act'>"
    "<errorEventDefinition errorRef='bad'/></boundaryEvent><endEvent id='failed'/>"
    "<intermediateCatchEvent id='paid'><messageEventDefinition messageRef='m' flow:key='number'/>"
    "</intermediateCatchEvent>" +
    bench::end + flow("start", "look") + flow("look", "check") + flow("check", "act") + flow("act", "paid") +
    flow("paid", "end") + flow("no", "failed"));

std::string withMessages(std::string text) {
    const auto at = text.find("<process");
    return text.insert(at, "<message id='m' name='paid'/><error id='bad' name='bad' errorCode='REJECTED'/>");
}

class FlowTests : public testing::Test {
protected:
    void SetUp() override { put("flow.bpmn", withMessages(kFlow)); }

    void put(const std::string& name, const std::string& text) {
        ASSERT_TRUE(files::writeAtomically(folder_->path() + "/" + name, text));
    }
    Result<ScriptOutcome> played(const std::string& steps, const std::string& given = {}) {
        const std::string text =
            "<flow-test xmlns='urn:toitsu:flow-test:1' flow='flow.bpmn'><test id='a'>"
            "<given now='2027-04-01T09:00:00+09:00' variables='{number: \"7\"}' " +
            given + "/>\n" + steps + "</test></flow-test>";
        std::vector<Error> mistakes;
        const auto script = readScript(text, folder_->path() + "/t.xml", mistakes);
        for (const Error& mistake : mistakes) ADD_FAILURE() << mistake.text(Language::en);
        if (!script) return fail(ErrorKind::internal, "none", {});
        return play(*script);
    }
    // "line: expected | got", "" when it passed.
    std::string difference(const std::string& steps) {
        const auto outcome = played(steps);
        if (!outcome) return outcome.error().text(Language::en);
        const auto& found = outcome->tests.front().difference;
        if (!found) return "";
        return std::to_string(found->place.line) + ": " + found->expected.en + " | " + found->got.en;
    }

    Result<files::TemporaryFolder> folder_ = files::TemporaryFolder::make("flow-test");
};

const std::string kToJob = "<when complete='look' person='山田'/><when complete='check' person='係長'/>";

TEST_F(FlowTests, EverythingThatCanBeDoneAndSeen) {
    EXPECT_EQ(difference("<then at='look' status='running'/><then element='look' role='clerk' form='verify'/>"
                         "<when claim='look' person='山田'/>"
                         "<when complete='look' person='山田' variables='{x: 1}'/>"
                         "<when complete='check' person='山田'/><then refused='W045' at='check'/>"
                         "<then element='check' role='boss' due='2027-04-04T09:00:00+09:00'/>"
                         "<when complete='check' person='係長'/><then element='act' operation='x.do'/>"
                         "<when job='act' fails='B001'/><then status='incident' incident='B001'/>"
                         "<when retry='act' variables='{x: x + 1}'/><when job='act' gives='{y: number}'/>"
                         "<when set='{z: 3}'/><then at='paid' variables='{x: 2, y: \"7\", z: 3}' holds='z &gt; x'/>"
                         "<when message='paid' key='7' variables='{sum: 100}'/>"
                         "<then status='completed' path='look check act paid end' never='failed'/>"),
              "");
    EXPECT_EQ(difference(kToJob + "<when job='act' error='REJECTED'/><then status='completed' path='no failed'/>"), "");
    EXPECT_EQ(difference(kToJob + "<when job='act' fails='B001'/><when skip='act'/><then at='paid'/>"), "");
}

TEST_F(FlowTests, TellsWhatDiffersAndWhere) {
    EXPECT_EQ(difference("<then at='check'/>"), "2: at check | at look");
    EXPECT_EQ(difference("<when complete='check'/>"), "2: there is an open task at check | running, at look");
    EXPECT_EQ(difference("<then variables='{number: 7}'/>"), "2: number 7 | number \"7\"");
    EXPECT_EQ(difference("<then never='look'/>"), "2: never look | path start look");
    EXPECT_EQ(difference("<then path='look start'/>"), "2: path look start | path start look");
    EXPECT_EQ(difference("<then status='completed'/>"), "2: status completed | status running, at look");
    EXPECT_EQ(difference("<then incident='W030'/>"), "2: incident W030 |  running, at look");
    EXPECT_EQ(difference("<then element='look' role='boss'/>"), "2: role boss | role clerk");
    EXPECT_EQ(difference("<when complete='look'/><then refused='W045'/>"), "2: refused W045 | it was done");
    EXPECT_EQ(difference("<when message='paid' key='7'/>"), "2: somebody waits for paid | running, at look");
    EXPECT_EQ(difference("<then sent='paid'/>"), "2: sent paid | sent -");
    EXPECT_NE(difference("<when complete='look' person='a'/>\n<when complete='check' person='a'/>")
                  .find("3: it can be done | W045"),
              std::string::npos)
        << "a refusal that nobody expects";
    EXPECT_NE(difference("<then holds='gone &gt; 1'/>").find("2: holds gone > 1 |  null ("), std::string::npos);
}

TEST_F(FlowTests, SaysWhatNoTestComesTo) {
    const auto outcome = played(kToJob);
    ASSERT_TRUE(outcome);
    EXPECT_EQ(outcome->untouched, (std::vector<std::string>{"end", "failed", "no", "paid"}));
}

TEST_F(FlowTests, DecisionsAreStubbedOrTheLibrarys) {
    put("flow.bpmn", bench::around("ask", "<businessRuleTask id='ask' flow:decision='review' flow:result='answer'/>"));
    EXPECT_EQ(difference("<decision name='review' gives='number + \"!\"'/><then variables='{answer: \"7!\"}'/>"), "");
    const auto missing = played("<then incident='W032'/>");
    ASSERT_TRUE(missing);
    EXPECT_FALSE(missing->tests.front().difference);
}

TEST_F(FlowTests, WhatCannotBePlayedIsOneError) {
    put("flow.bpmn", "<x/>");
    EXPECT_EQ(played(kToJob).error().code, "W302");
    fs::remove(folder_->path() + "/flow.bpmn");
    EXPECT_EQ(played(kToJob).error().code, "W302");
}

struct Mistake {
    const char* body;
    const char* code;
    const char* said;
};

class FlowTestMistakes : public testing::TestWithParam<Mistake> {};

TEST_P(FlowTestMistakes, AreToldWithTheirPlace) {
    const Mistake& mistake = GetParam();
    const std::string text = std::string("<flow-test xmlns='urn:toitsu:flow-test:1' flow='f.bpmn'><test id='a'>") +
                             "<given now='2027-04-01'/>\n" + mistake.body + "</test></flow-test>";
    std::vector<Error> mistakes;
    EXPECT_FALSE(readScript(text, "t.xml", mistakes));
    ASSERT_EQ(mistakes.size(), 1u);
    EXPECT_EQ(mistakes[0].code, mistake.code) << mistakes[0].text(Language::en);
    EXPECT_NE(mistakes[0].text(Language::en).find(mistake.said), std::string::npos) << mistakes[0].text(Language::en);
    EXPECT_EQ(mistakes[0].place.line, 2);
}

INSTANTIATE_TEST_SUITE_P(All, FlowTestMistakes,
                         testing::Values(Mistake{"<wen complete='x'/>", "W300", "<wen> is not known"},
                                         Mistake{"<when complete='x' who='y'/>", "W300", "no attribute who"},
                                         Mistake{"<when complete='x' job='y'/>", "W300", "exactly one of"},
                                         Mistake{"<when person='y'/>", "W300", "exactly one of"},
                                         Mistake{"<when complete='x' key='y'/>", "W300",
                                                 "key does not go with complete"},
                                         Mistake{"<when time='3 days'/>", "W301", "P3D"},
                                         Mistake{"<when until='soon'/>", "W301", "2027-03-31"},
                                         Mistake{"<when complete='x' variables='{a:'/>", "R001", ""},
                                         Mistake{"<then/>", "W300", "what must be so"},
                                         Mistake{"<then status='over'/>", "W301", "running, incident or completed"},
                                         Mistake{"<then role='x'/>", "W300", "need element"},
                                         Mistake{"<decision name='x'/>", "W300", "name and gives"},
                                         Mistake{"<given now='2027-04-01'/>", "W300", "one <given>"}));

TEST(FlowTestFile, NeedsItsRootAndTests) {
    std::vector<Error> mistakes;
    EXPECT_FALSE(readScript("<a/>", "t.xml", mistakes));
    EXPECT_FALSE(readScript("<flow-test xmlns='urn:toitsu:flow-test:1'/>", "t.xml", mistakes));
    EXPECT_FALSE(readScript("<flow-test", "t.xml", mistakes));
    ASSERT_EQ(mistakes.size(), 4u);
    EXPECT_EQ(mistakes[0].code, "W300");
    EXPECT_EQ(mistakes[3].code, "X001");
}

}  // namespace
}  // namespace toitsu::workflows::trial
