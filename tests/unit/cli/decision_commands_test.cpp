// toitsu feel and toitsu decision, as a new author meets them.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "apps/cli/decision_command.h"
#include "apps/cli/decision_lint.h"
#include "apps/cli/decision_test.h"
#include "apps/cli/feel_command.h"
#include "base/json.h"

namespace toitsu::cli {
namespace {

namespace fs = std::filesystem;

struct Said {
    std::string out;
    std::string err;
    int status;
};

template <class Command, class Options>
Said run(Command command, const Options& options, Language language = Language::en) {
    std::ostringstream out;
    std::ostringstream err;
    Terminal terminal(out, err, language);
    command(options, terminal);
    return {out.str(), err.str(), terminal.exitStatus()};
}

Said feelSays(const std::string& expression, const std::string& context = {}, const std::string& unary = {},
              Language language = Language::en) {
    return run(feel, FeelOptions{expression, context, unary, false}, language);
}

TEST(FeelCommand, printsTheValue) {
    EXPECT_EQ(feelSays("1 + 2").out, "3\n");
    EXPECT_EQ(feelSays("date(\"2026-04-01\") + duration(\"P1M\")").out, "\"2026-05-01\"\n");
    EXPECT_EQ(feelSays("氏名 (カナ) + \"様\"", "{\"氏名 (カナ)\": \"ナガノ\"}").out, "\"ナガノ様\"\n");
    EXPECT_EQ(feelSays("born.year", "{born: @\"2000-01-01\"}").out, "2000\n") << "FEEL where JSON has no dates";
}

TEST(FeelCommand, saysWhyAndWhereItIsNull) {
    const Said said = feelSays("1 + 年齢", "{\"年齢\": null}");
    EXPECT_EQ(said.out, "null\n");
    EXPECT_EQ(said.err, "remark: character 3 `1 + 年齢`: the right side is null\n    1 + 年齢\n      ^\n");
    EXPECT_EQ(said.status, 0);
    EXPECT_EQ(feelSays("年齢 + x", "{\"年齢\": 1}", "", Language::ja).err,
              "注: 6 文字目「x」: 「x」という名前の値はここにありません\n    年齢 + x\n           ^\n");
}

TEST(FeelCommand, triesUnaryTests) {
    EXPECT_EQ(feelSays("> 3, \"a\"", "", "5").out, "true\n");
    EXPECT_EQ(feelSays("[@\"2026-04-01\"..@\"2027-03-31\"]", "", "@\"2026-05-01\"").out, "true\n");
    EXPECT_EQ(feelSays("> \"a\"", "", "5").out, "null\n");
}

TEST(FeelCommand, mistakesHaveTheirClass) {
    EXPECT_EQ(feelSays("1 +").status, 4);
    EXPECT_EQ(feelSays("1", "[1]").status, 2);
    EXPECT_EQ(feelSays("1", "{\"a\": }").status, 3);
    EXPECT_EQ(feelSays("@/nowhere/at/all.feel").status, 5);
}

TEST(FeelCommand, asJson) {
    const Said said = run(feel, FeelOptions{"1 + a", "", "", true});
    const auto read = json::parse(said.out);
    ASSERT_TRUE(read);
    EXPECT_TRUE((*read)["value"].isNull());
    EXPECT_EQ((*(*read)["remarks"].list())[0]["column"], Value(5));
    EXPECT_EQ((*(*read)["remarks"].list())[0]["piece"], Value("a"));
    EXPECT_TRUE(said.err.empty());
}

class DecisionCommand : public testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::path(testing::TempDir()) / ("decisions-" + std::to_string(::getpid()));
        fs::create_directories(folder_);
        model_ = (folder_ / "fee.dmn").string();
        std::ofstream(model_)
            << R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="m" name="m" namespace="urn:t">
<inputData id="i1" name="age"><variable name="age" typeRef="number"/></inputData>
<inputData id="i2" name="born"><variable name="born" typeRef="date"/></inputData>
<decision id="d1" name="fee"><variable name="fee" typeRef="number"/>
<informationRequirement id="a"><requiredInput href="#i1"/></informationRequirement>
<decisionTable><input><inputExpression typeRef="number"><text>age</text></inputExpression></input><output name="fee" typeRef="number"/>
<rule><inputEntry><text>&lt; 65</text></inputEntry><outputEntry><text>300</text></outputEntry></rule>
<rule><inputEntry><text>&gt;= 65</text></inputEntry><outputEntry><text>100 + bonus</text></outputEntry></rule>
</decisionTable></decision>
<decision id="d2" name="year"><informationRequirement id="b"><requiredInput href="#i2"/></informationRequirement>
<literalExpression><text>born.year</text></literalExpression></decision></definitions>)";
    }
    void TearDown() override { fs::remove_all(folder_); }

    void writeTests(const std::string& expected) const {
        std::ofstream(folder_ / "fee-tests.xml")
            << R"(<testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"><modelName>fee.dmn</modelName>
<testCase id="young"><inputNode name="age"><value xsi:type="xsd:decimal">20</value></inputNode>
<resultNode name="fee"><expected><value xsi:type="xsd:decimal">)"
            << expected << "</value></expected></resultNode></testCase></testCases>";
    }

    fs::path folder_;
    std::string model_;
};

TEST_F(DecisionCommand, runPrintsTheResult) {
    EXPECT_EQ(run(decisionRun, DecisionOptions{model_, "fee", R"({"age": 20})"}).out, "300\n");
    const Said all = run(decisionRun, DecisionOptions{model_, "", R"({"age": 20, "born": "1990-04-01"})"});
    EXPECT_EQ(all.out, "{\n  \"fee\": 300,\n  \"year\": 1990\n}\n") << "a text becomes the date that its type wants";
}

TEST_F(DecisionCommand, runSaysWhyANullAndInWhichCell) {
    const Said said = run(decisionRun, DecisionOptions{model_, "fee", R"({"age": 70})"});
    EXPECT_EQ(said.out, "null\n");
    EXPECT_EQ(said.err,
              "remark: " + model_ +
                  ":8:66: decision \"fee\", rule 2, output \"fee\": character 7 `bonus`: there is no \"bonus\" "
                  "here\n");
}

TEST_F(DecisionCommand, runRefusesWhatIsNotThere) {
    EXPECT_EQ(run(decisionRun, DecisionOptions{model_, "fees", "{}"}).status, 5);
    EXPECT_NE(run(decisionRun, DecisionOptions{model_, "fees", "{}"}).err.find("Did you mean \"fee\""),
              std::string::npos);
    EXPECT_NE(run(decisionRun, DecisionOptions{model_, "fee", R"({"agee": 1})"}).err.find("C062"), std::string::npos);
    EXPECT_EQ(run(decisionRun, DecisionOptions{model_, "fee", "5"}).status, 2);
    EXPECT_NE(
        run(decisionRun, DecisionOptions{model_, "fee", "{}"}).err.find("C064: the input \"age\" is not in --input"),
        std::string::npos);
}

TEST_F(DecisionCommand, explainShowsEveryCell) {
    const Said said = run(decisionExplain, DecisionOptions{model_, "fee", R"({"age": 20})"});
    EXPECT_NE(said.out.find("input \"age\" = 20"), std::string::npos) << said.out;
    EXPECT_NE(said.out.find("1 of 2 rules match"), std::string::npos) << said.out;
    EXPECT_NE(said.out.find("✓  1      < 65 ✓   300"), std::string::npos) << said.out;
    const auto json = json::parse(run(decisionExplain, DecisionOptions{model_, "fee", R"({"age": 20})", "json"}).out);
    ASSERT_TRUE(json);
    const Value& evaluated = (*json->list())[0]["evaluated"];
    const Value& rules = (*(*evaluated.list())[1]["tables"].list())[0]["rules"];
    EXPECT_EQ((*rules.list())[0]["matched"], Value(true));
    EXPECT_EQ((*(*rules.list())[1]["cells"].list())[0]["passed"], Value(false));
}

TEST_F(DecisionCommand, testCountsCases) {
    writeTests("300");
    const Said good = run(decisionTest, DecisionTestOptions{{model_}});
    EXPECT_EQ(good.out, "1 passed, 0 failed\n");
    EXPECT_EQ(good.status, 0);
    writeTests("200");
    const Said bad = run(decisionTest, DecisionTestOptions{{folder_.string()}});
    EXPECT_EQ(bad.status, 1);
    EXPECT_NE(bad.out.find("case \"young\", \"fee\": expected 200, got 300"), std::string::npos) << bad.out;
    EXPECT_NE(bad.out.find("0 passed, 1 failed\n"), std::string::npos) << bad.out;
    fs::remove(folder_ / "fee-tests.xml");
    EXPECT_EQ(run(decisionTest, DecisionTestOptions{{model_}}).status, 5);
}

TEST_F(DecisionCommand, lintReportsInEveryFormat) {
    const Said text = run(decisionLint, DecisionLintOptions{{folder_.string()}});
    EXPECT_NE(text.err.find("warning R041"), std::string::npos) << text.err;
    EXPECT_EQ(text.out, "1 files checked: 0 errors, 1 warnings\n");
    EXPECT_EQ(text.status, 0);
    const auto sarif = json::parse(run(decisionLint, DecisionLintOptions{{model_}, "sarif"}).out);
    ASSERT_TRUE(sarif);
    EXPECT_EQ((*(*(*sarif)["runs"].list())[0]["results"].list())[0]["ruleId"], Value("R041"));
    EXPECT_EQ(run(decisionLint, DecisionLintOptions{{"/nowhere/at/all.dmn"}}).status, 5);
}

}  // namespace
}  // namespace toitsu::cli
