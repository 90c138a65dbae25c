// toitsu flow test, show and run as a person calls them.

#include <sstream>

#include <gtest/gtest.h>

#include "apps/cli/flow_run.h"
#include "apps/cli/flow_show.h"
#include "apps/cli/flow_test.h"
#include "apps/station/data_folder.h"
#include "apps/station/station.h"
#include "base/files.h"
#include "base/json.h"
#include "base/xml.h"

namespace toitsu::cli {
namespace {

const std::string kFlows = TOITSU_SOURCE_DIR "/templates/flows";

struct Call {
    std::ostringstream out, err;
    Terminal terminal{out, err, Language::en};
};

class FlowTry : public testing::Test {
protected:
    std::string put(const std::string& name, const std::string& text) {
        const std::string path = folder_->path() + "/" + name;
        EXPECT_TRUE(files::writeAtomically(path, text));
        return path;
    }
    std::string failing() {
        return put("t.xml",
                   "<flow-test xmlns='urn:toitsu:flow-test:1' flow='" + kFlows +
                       "/intake.bpmn'><test id='a' title='&lt;b&gt;'><given now='2027-04-01'/>"
                       "<decision name='review' gives='\"verify\"'/>\n<then at='register'/></test></flow-test>");
    }

    Result<files::TemporaryFolder> folder_ = files::TemporaryFolder::make("flow-try");
};

TEST_F(FlowTry, TestPlaysAFolderAndCounts) {
    Call run;
    flowTest({{kFlows + "/tests"}, "text", false}, run.terminal);
    EXPECT_EQ(run.terminal.exitStatus(), 0) << run.err.str();
    EXPECT_NE(run.out.str().find("passed  returned "), std::string::npos);
    EXPECT_NE(run.out.str().find(" passed, 0 failed\n"), std::string::npos);
}

TEST_F(FlowTry, TestSaysWhatDiffersInThreeFormats) {
    const std::string file = failing();
    Call text, json, junit;
    flowTest({{file}, "text", true}, text.terminal);
    EXPECT_EQ(text.terminal.exitStatus(), 1);
    EXPECT_NE(text.out.str().find(file + ":2:1"), std::string::npos) << text.out.str();
    EXPECT_NE(text.out.str().find("expected: at register"), std::string::npos);
    EXPECT_NE(text.out.str().find("was:      at verify"), std::string::npos);
    EXPECT_NE(text.out.str().find("no test comes to:"), std::string::npos);
    EXPECT_NE(text.out.str().find("0 passed, 1 failed"), std::string::npos);
    flowTest({{file}, "json", false}, json.terminal);
    const auto value = json::parse(json.out.str());
    ASSERT_TRUE(value);
    EXPECT_EQ((*value)["failed"], Value(1));
    flowTest({{file}, "junit", false}, junit.terminal);
    EXPECT_TRUE(xml::parse(junit.out.str(), "junit.xml")) << junit.out.str();
    EXPECT_NE(junit.out.str().find("failures=\"1\""), std::string::npos);
}

TEST_F(FlowTry, TestTellsWhatIsNotThere) {
    Call none, wrong;
    flowTest({{folder_->path()}, "text", false}, none.terminal);
    EXPECT_NE(none.err.str().find("C186"), std::string::npos);
    EXPECT_EQ(none.terminal.exitStatus(), 5);
    flowTest({{put("w.xml", "<flow-test xmlns='urn:toitsu:flow-test:1' flow='x'><tset/></flow-test>")}, "text", false},
             wrong.terminal);
    EXPECT_NE(wrong.err.str().find("w.xml:1:52: error W300"), std::string::npos) << wrong.err.str();
    EXPECT_EQ(wrong.terminal.exitStatus(), 4);
}

TEST_F(FlowTry, ShowDrawsAWayAndRefusesWhatIsNotThere) {
    Call run, wrong;
    FlowShowOptions options;
    options.flow = kFlows + "/intake.bpmn";
    options.path = {"received", "review", "who"};
    options.at = {"verify"};
    flowShow(options, run.terminal);
    EXPECT_NE(run.out.str().find("node here\" data-id=\"verify\""), std::string::npos);
    EXPECT_NE(run.out.str().find("edge passed\" data-id=\"to-who\""), std::string::npos);
    options.at = {"nothing"};
    flowShow(options, wrong.terminal);
    EXPECT_NE(wrong.err.str().find("C183"), std::string::npos);
    EXPECT_EQ(wrong.terminal.exitStatus(), 2);
}

TEST_F(FlowTry, ShowFollowsACaseOfADataFolder) {
    const std::string file = kFlows + "/intake.bpmn";
    const auto data = station::DataFolder::create(folder_->path() + "/data");
    ASSERT_TRUE(data);
    std::string id;
    {
        auto station = station::Station::open(*data, std::make_shared<const station::Decisions>());
        ASSERT_TRUE(station);
        ASSERT_TRUE(station->engine().deploy(files::read(file).value(), file, station::now()));
        id = station->engine().start("intake", "202011", "k", {}, station::now()).value();  // no decision: an incident
    }
    Call run, other;
    FlowShowOptions options;
    options.flow = file;
    options.caseId = id.substr(0, 8);
    options.data = folder_->path() + "/data";
    options.out = folder_->path() + "/case.svg";
    flowShow(options, run.terminal);
    EXPECT_EQ(run.terminal.exitStatus(), 0) << run.err.str();
    const std::string svg = files::read(options.out).value();
    EXPECT_NE(svg.find("node trouble\" data-id=\"review\""), std::string::npos);
    EXPECT_NE(svg.find("edge passed\" data-id=\"to-review\""), std::string::npos);
    EXPECT_EQ(run.err.str(), "");
    options.flow = kFlows + "/tax-intake.bpmn";
    flowShow(options, other.terminal);
    EXPECT_NE(other.err.str().find("warning C182"), std::string::npos) << other.err.str();
}

FlowRunOptions certificate() {
    FlowRunOptions options;
    options.flow = kFlows + "/certificate-issue.bpmn";
    options.variables = R"({"form": "residence-copy", "requester": "self", "items": []})";
    options.now = "2027-04-01T09:00:00+09:00";
    return options;
}

TEST_F(FlowTry, RunAsksAndDoes) {
    Call run;
    std::istringstream in("1\nerror 1 NOT_FOUND\n1 {\"x\": 1}\nnonsense\n9\n1\n1\n");
    flowRun(certificate(), in, run.terminal);
    const std::string& said = run.out.str();
    EXPECT_NE(said.find("1  identify  受付・本人確認  role: 窓口担当"), std::string::npos) << said;
    EXPECT_NE(said.find("job: residence-copy.issue"), std::string::npos);
    EXPECT_NE(said.find("print → unknown → ask → go → print → how → hand → handed"), std::string::npos);
    EXPECT_NE(said.find("\"x\": 1"), std::string::npos);
    EXPECT_NE(run.err.str().find("C184"), std::string::npos);
    EXPECT_EQ(run.terminal.exitStatus(), 0);
}

TEST_F(FlowTry, RunTakesAnswersFromAFileAndLetsTimePass) {
    Call run, stuck, wrong;
    std::istringstream none;
    FlowRunOptions options;
    options.flow = kFlows + "/travel-expense.bpmn";
    options.now = "2027-04-01T09:00:00+09:00";
    options.variables = "{number: \"1\", traveller: \"a\", advance: 0, trip: {until: date(\"2027-04-09\")}}";
    options.answers = put("answers.json", R"({"plan": {}, "approve": [{"ordered": "return"}, {"ordered": "order"}],
        "report": {"actual": {"total": 1, "limit": 2, "receipts": true, "commute": false}}, "check": {"returned": false},
        "order": {}, "pay": {}})");
    options.trace = true;
    flowRun(options, none, run.terminal);
    EXPECT_EQ(run.terminal.exitStatus(), 0) << run.out.str() << run.err.str();
    EXPECT_NE(run.out.str().find("2027-04-10T00:00:00+09:00"), std::string::npos) << "the journey is over";
    EXPECT_NE(run.out.str().find("task-completed  approve"), std::string::npos);
    EXPECT_NE(run.out.str().find("the case has ended"), std::string::npos);
    options.answers = put("answers.json", R"({"plan": {}})");
    flowRun(options, none, stuck.terminal);
    EXPECT_EQ(stuck.terminal.exitStatus(), 1);
    options.answers = put("answers.json", "[1]");
    flowRun(options, none, wrong.terminal);
    EXPECT_NE(wrong.err.str().find("C185"), std::string::npos);
}

}  // namespace
}  // namespace toitsu::cli
