#include "rules/decision.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace toitsu::rules {
namespace {

std::string definitions(const std::string& body, const std::string& version = "20230324") {
    return "<definitions xmlns=\"https://www.omg.org/spec/DMN/" + version +
           "/MODEL/\" namespace=\"urn:test\" name=\"t\" id=\"t\">\n" + body + "</definitions>";
}

// A table over the number `n` with rows (test, output).
std::string table(const std::string& attributes, const std::vector<std::pair<std::string, std::string>>& rows,
                  const std::string& outputValues = "", const std::string& fallback = "") {
    std::string out = "<decision id=\"d\" name=\"D\"><decisionTable " + attributes +
                      "><input><inputExpression typeRef=\"number\"><text>n</text></inputExpression></input><output>";
    if (!outputValues.empty()) out += "<outputValues><text>" + outputValues + "</text></outputValues>";
    if (!fallback.empty()) out += "<defaultOutputEntry><text>" + fallback + "</text></defaultOutputEntry>";
    out += "</output>\n";
    for (const auto& [test, output] : rows)
        out += "<rule><inputEntry><text>" + test + "</text></inputEntry><outputEntry><text>" + output +
               "</text></outputEntry></rule>\n";
    return definitions(out + "</decisionTable></decision>");
}

Result<DecisionResult> evaluated(const std::string& xml, const Context& inputs, const std::string& decision = "d") {
    const auto model = DecisionModel::parse(xml, "t.dmn");
    EXPECT_TRUE(model.has_value()) << (model ? "" : model.error().text(Language::en));
    if (!model) return fail(model.error());
    return model->evaluate(decision, inputs);
}

std::string value(const std::string& xml, const Context& inputs, const std::string& decision = "d") {
    const auto result = evaluated(xml, inputs, decision);
    return result ? json::write(result->value) : result.error().code;
}

const std::vector<std::pair<std::string, std::string>> kOverlapping{{"&lt; 10", "1"}, {"[5..20]", "2"}, {"-", "3"}};

TEST(Decision, unique) {
    const std::string xml = table("hitPolicy=\"UNIQUE\"", {{"&lt; 10", "\"low\""}, {"&gt;= 10", "\"high\""}});
    EXPECT_EQ(value(xml, {{"n", 3}}), "\"low\"");
    const auto result = evaluated(xml, {{"n", 10}});
    ASSERT_TRUE(result);
    EXPECT_EQ(result->matchedRules, std::vector<int>{2});
}

TEST(Decision, uniqueViolatedNamesBothRows) {
    const auto result = evaluated(table("", kOverlapping), {{"n", 30}});
    ASSERT_TRUE(result);
    EXPECT_EQ(result->value, Value(3));
    const auto violated = evaluated(table("", kOverlapping), {{"n", 7}});
    ASSERT_FALSE(violated);
    EXPECT_EQ(violated.error().code, "R021");
    EXPECT_NE(violated.error().message.en.find("rules 1 and 2"), std::string::npos);
    EXPECT_EQ(violated.error().place.line, 4);
}

TEST(Decision, hitPolicies) {
    const Context inputs{{"n", 7}};
    EXPECT_EQ(value(table("hitPolicy=\"FIRST\"", kOverlapping), inputs), "1");
    EXPECT_EQ(value(table("hitPolicy=\"RULE ORDER\"", kOverlapping), inputs), "[1,2,3]");
    EXPECT_EQ(value(table("hitPolicy=\"COLLECT\"", kOverlapping), inputs), "[1,2,3]");
    EXPECT_EQ(value(table("hitPolicy=\"COLLECT\" aggregation=\"SUM\"", kOverlapping), inputs), "6");
    EXPECT_EQ(value(table("hitPolicy=\"COLLECT\" aggregation=\"MIN\"", kOverlapping), inputs), "1");
    EXPECT_EQ(value(table("hitPolicy=\"COLLECT\" aggregation=\"MAX\"", kOverlapping), inputs), "3");
    EXPECT_EQ(value(table("hitPolicy=\"COLLECT\" aggregation=\"COUNT\"", kOverlapping), inputs), "3");
    EXPECT_EQ(value(table("hitPolicy=\"PRIORITY\"", kOverlapping, "2, 3, 1"), inputs), "2");
    EXPECT_EQ(value(table("hitPolicy=\"OUTPUT ORDER\"", kOverlapping, "2, 3, 1"), inputs), "[2,3,1]");
    EXPECT_EQ(value(table("hitPolicy=\"ANY\"", kOverlapping), inputs), "R021");
    EXPECT_EQ(value(table("hitPolicy=\"ANY\"", {{"&gt; 1", "5"}, {"&gt; 2", "5"}}), inputs), "5");
}

TEST(Decision, noRuleMatches) {
    EXPECT_EQ(value(table("", {{"1", "1"}}), {{"n", 2}}), "null");
    EXPECT_EQ(value(table("", {{"1", "1"}}, "", "99"), {{"n", 2}}), "99");
    EXPECT_EQ(value(table("hitPolicy=\"COLLECT\" aggregation=\"COUNT\"", {{"1", "1"}}), {{"n", 2}}), "0");
    EXPECT_EQ(value(table("", {{"&gt; 1", "1"}}), {{"n", "no number"}}), "null");
}

TEST(Decision, requirementsAreEvaluatedFirstAndNothingElseIsSeen) {
    const std::string xml = definitions(R"(
<inputData id="i" name="月収"><variable name="月収" typeRef="number"/></inputData>
<inputData id="j" name="other"><variable name="other" typeRef="number"/></inputData>
<decision id="year" name="年収"><variable name="年収"/><informationRequirement><requiredInput href="#i"/></informationRequirement>
  <literalExpression><text>月収 * 12</text></literalExpression></decision>
<decision id="d" name="class"><informationRequirement><requiredDecision href="#year"/></informationRequirement>
  <literalExpression><text>if 年収 > 1300000 and other = null then "対象外" else "対象"</text></literalExpression></decision>)");
    EXPECT_EQ(value(xml, {{"月収", 120000}, {"other", 1}}), "\"対象外\"");
    EXPECT_EQ(value(xml, {{"月収", 100000}}), "\"対象\"");
    EXPECT_EQ(value(xml, {{"月収", 100000}}, "年収"), "1200000");
}

TEST(Decision, knowledgeModelsContextsAndInvocations) {
    const std::string xml = definitions(R"(
<businessKnowledgeModel id="k" name="Twice It"><encapsulatedLogic><formalParameter name="the number" typeRef="number"/>
  <literalExpression><text>the number * 2</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
<decision id="d" name="D"><knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>
  <context>
    <contextEntry><variable name="a"/><literalExpression><text>Twice It(4)</text></literalExpression></contextEntry>
    <contextEntry><variable name="b"/><invocation><literalExpression><text>Twice It</text></literalExpression>
      <binding><parameter name="the number"/><literalExpression><text>a</text></literalExpression></binding></invocation></contextEntry>
    <contextEntry><literalExpression><text>a + b</text></literalExpression></contextEntry>
  </context></decision>)");
    EXPECT_EQ(value(xml, {}), "24");
    EXPECT_EQ(value(xml, {{"the number", 5}}, "Twice It"), "10");
}

TEST(Decision, typesAndAllowedValues) {
    const std::string xml = definitions(R"(
<itemDefinition name="tKind"><typeRef>string</typeRef><allowedValues><text>"new", "change"</text></allowedValues></itemDefinition>
<inputData id="i" name="kind"><variable name="kind" typeRef="tKind"/></inputData>
<decision id="d" name="D"><informationRequirement><requiredInput href="#i"/></informationRequirement>
  <literalExpression><text>kind</text></literalExpression></decision>)");
    EXPECT_EQ(value(xml, {{"kind", "new"}}), "\"new\"");
    EXPECT_EQ(value(xml, {{"kind", "other"}}), "null");
    EXPECT_EQ(value(xml, {{"kind", Value(List{"new"})}}), "\"new\"");
}

TEST(Decision, everyNamespaceSince12) {
    for (const char* version : {"20180521", "20191111", "20211108", "20230324"})
        EXPECT_TRUE(DecisionModel::parse(definitions("", version), "t.dmn")) << version;
}

std::string refused(const std::string& xml) {
    const auto model = DecisionModel::parse(xml, "t.dmn");
    return model ? "" : model.error().code + " " + model.error().place.text();
}

TEST(Decision, wrongModelsAreRefusedWithTheirPlace) {
    EXPECT_EQ(refused("<definitions/>").substr(0, 4), "R010");
    EXPECT_EQ(refused(table("hitPolicy=\"BEST\"", {})).substr(0, 4), "R011");
    EXPECT_EQ(refused(table("", {{"1 +", "1"}})).substr(0, 12), "R001 t.dmn:3");
    EXPECT_EQ(
        refused(definitions("<decision id=\"d\" name=\"D\"><informationRequirement><requiredDecision href=\"#x\"/>"
                            "</informationRequirement></decision>")),
        "R018 t.dmn:2:1");
    EXPECT_EQ(
        refused(definitions("<decision id=\"d\" name=\"D\"><informationRequirement><requiredDecision href=\"#d\"/>"
                            "</informationRequirement></decision>"))
            .substr(0, 4),
        "R019");
    EXPECT_EQ(refused(definitions("<decision id=\"d\" name=\"D\"/><decision id=\"d\" name=\"E\"/>")).substr(0, 4),
              "R017");
    EXPECT_EQ(value(table("", {{"1", "1"}}), {}, "nobody"), "R020");
}

TEST(Decision, listsItsDecisions) {
    const auto model = DecisionModel::parse(table("", {{"1", "1"}}), "t.dmn");
    ASSERT_TRUE(model);
    EXPECT_EQ(model->decisions(), std::vector<std::string>{"d"});
    EXPECT_TRUE(DecisionModel().decisions().empty());
    EXPECT_FALSE(DecisionModel::load("/nowhere/at/all.dmn"));
}

}  // namespace
}  // namespace toitsu::rules
