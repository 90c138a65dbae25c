// toitsu flow lint, diff and overlay apply as a person calls them: what is printed, what is written, the exit code.

#include <filesystem>
#include <sstream>

#include <gtest/gtest.h>

#include "apps/cli/flow_diff.h"
#include "apps/cli/flow_lint.h"
#include "apps/cli/flow_overlay.h"
#include "base/files.h"
#include "base/json.h"
#include "base/xml.h"
#include "workflows/bpmn/overlay.h"

namespace toitsu::cli {
namespace {

namespace fs = std::filesystem;

const std::string kFlow = TOITSU_SOURCE_DIR "/tests/unit/workflows/bpmn_models/benefit.bpmn";
const std::string kIntake = TOITSU_SOURCE_DIR "/templates/flows/intake.bpmn";

struct Call {
    std::ostringstream out, err;
    Terminal terminal{out, err, Language::en};
};

class FlowCommandsTest : public testing::Test {
protected:
    std::string put(const std::string& name, const std::string& text) {
        const std::string path = folder_->path() + "/" + name;
        EXPECT_TRUE(files::writeAtomically(path, text));
        return path;
    }
    std::string overlay(const std::string& entries) {
        const auto flow = workflows::bpmn::Document::load(kFlow);
        return put("komoro.xml",
                   "<overlay xmlns=\"urn:toitsu:overlay:1\" id=\"k\" flow=\"benefit\" municipality=\"202088\" base=\"" +
                       workflows::bpmn::fingerprint(*flow) + "\">\n" + entries + "</overlay>");
    }

    Result<files::TemporaryFolder> folder_ = files::TemporaryFolder::make("flow");
};

TEST_F(FlowCommandsTest, LintTellsErrorsAndWarnings) {
    std::string broken = *files::read(kFlow);
    broken.replace(broken.find("targetRef=\"copy\""), 16, "targetRef=\"gone\"");
    Call run;
    flowLint({{put("a.bpmn", broken), kFlow}, "text"}, run.terminal);
    EXPECT_EQ(run.terminal.exitStatus(), 4) << run.err.str();
    EXPECT_NE(run.err.str().find("a.bpmn:76:5: error W206"), std::string::npos) << run.err.str();
    EXPECT_NE(run.err.str().find("warning W281"), std::string::npos) << "15 days by the clock: " << run.err.str();
    EXPECT_NE(run.out.str().find("2 files checked"), std::string::npos);
}

TEST_F(FlowCommandsTest, LintSpeaksSarifAndJson) {
    Call run;
    flowLint({{kFlow}, "sarif"}, run.terminal);
    const auto sarif = json::parse(run.out.str());
    ASSERT_TRUE(sarif) << run.out.str();
    const Value& results = (*(*sarif)["runs"].list())[0]["results"];
    ASSERT_NE(results.list(), nullptr);
    bool told = false;
    for (const Value& result : *results.list()) told = told || *result["ruleId"].string() == "W281";
    EXPECT_TRUE(told) << run.out.str();
    Call other;
    flowLint({{folder_->path()}, "json"}, other.terminal);
    EXPECT_EQ(other.terminal.exitStatus(), 5) << "an empty folder";
    EXPECT_NE(other.out.str().find("C180"), std::string::npos);
}

TEST_F(FlowCommandsTest, LintCallsProcessesOfTheOtherFiles) {
    const std::string head =
        "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" targetNamespace=\"urn:t\">";
    const std::string a =
        put("a.bpmn", head + "<process id=\"a\"><callActivity id=\"c\" calledElement=\"b\"/></process></definitions>");
    const std::string b = put("b.bpmn", head + "<process id=\"b\"/></definitions>");
    Call alone;
    flowLint({{a}, "text"}, alone.terminal);
    EXPECT_NE(alone.err.str().find("W206"), std::string::npos);
    Call together;
    flowLint({{folder_->path()}, "text"}, together.terminal);
    EXPECT_EQ(together.err.str().find("W206"), std::string::npos) << together.err.str();
}

TEST_F(FlowCommandsTest, LintAppliesOverlays) {
    const std::string good = overlay("<rename element=\"check\" name=\"x\"/>");
    Call fine;
    flowLint({{kFlow, good}, "text"}, fine.terminal);
    EXPECT_EQ(fine.err.str().find("komoro.xml"), std::string::npos) << fine.err.str();
    EXPECT_NE(fine.out.str().find("2 files checked"), std::string::npos);
    Call alone;
    flowLint({{folder_->path()}, "text"}, alone.terminal);
    EXPECT_NE(alone.err.str().find("error C181"), std::string::npos) << alone.err.str();
    Call wrong;
    flowLint({{kFlow, overlay("<skip element=\"examine\" reason=\"x\"/>")}, "text"}, wrong.terminal);
    EXPECT_NE(wrong.err.str().find("komoro.xml:2:1: error W295"), std::string::npos) << wrong.err.str();
}

TEST_F(FlowCommandsTest, OverlayApplyWritesAFlow) {
    const std::string out = folder_->path() + "/out.bpmn";
    Call run;
    flowOverlayApply({kFlow, overlay("<skip element=\"copy\" reason=\"x\"/>"), out}, run.terminal);
    EXPECT_EQ(run.terminal.exitStatus(), 0) << run.err.str();
    const auto written = workflows::bpmn::Document::load(out);
    ASSERT_TRUE(written);
    EXPECT_EQ(written->find("copy"), nullptr);
    Call refused;
    flowOverlayApply({kFlow, overlay("<skip element=\"notify\" reason=\"x\"/>"), folder_->path() + "/none.bpmn"},
                     refused.terminal);
    EXPECT_EQ(refused.terminal.exitStatus(), 4);
    EXPECT_NE(refused.err.str().find("komoro.xml:2:1: error W295"), std::string::npos) << refused.err.str();
    EXPECT_FALSE(fs::exists(folder_->path() + "/none.bpmn"));
    Call absent;
    flowOverlayApply({kFlow + "x", kFlow + "y", out}, absent.terminal);
    EXPECT_NE(absent.terminal.exitStatus(), 0);
}

TEST_F(FlowCommandsTest, DiffOfFlowAndOverlay) {
    const std::string changed =
        overlay("<rename element=\"check\" name=\"審査A\"/><change element=\"notify\" role=\"郵送係\"/>");
    Call run;
    flowDiff({kFlow, changed, "text"}, run.terminal);
    EXPECT_EQ(run.terminal.exitStatus(), 1);
    EXPECT_NE(run.out.str().find("2 differences"), std::string::npos) << run.out.str();
    EXPECT_NE(run.out.str().find("窓口 → 郵送係"), std::string::npos) << run.out.str();
    Call json;
    flowDiff({kFlow, changed, "json"}, json.terminal);
    const auto parsed = json::parse(json.out.str());
    ASSERT_TRUE(parsed);
    EXPECT_EQ((*parsed)["changes"].list()->size(), 2U);
    Call html;
    flowDiff({kFlow, changed, "html"}, html.terminal);
    const std::string page = html.out.str();
    EXPECT_TRUE(xml::parse(page.substr(page.find("<html")), "page.html")) << page.substr(0, 400);
    EXPECT_NE(page.find("<svg"), std::string::npos);
    Call same;
    flowDiff({kFlow, kFlow, "text"}, same.terminal);
    EXPECT_EQ(same.terminal.exitStatus(), 0);
    EXPECT_NE(same.out.str().find("no difference"), std::string::npos);
    Call wrong;
    flowDiff({kFlow, folder_->path() + "/none.bpmn", "text"}, wrong.terminal);
    EXPECT_GT(wrong.terminal.exitStatus(), 1);
}

}  // namespace
}  // namespace toitsu::cli
