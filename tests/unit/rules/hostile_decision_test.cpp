// Decision models from anybody: refused with a code, or evaluated in bounded time.

#include <gtest/gtest.h>

#include "rules/decision.h"
#include "rules/lint.h"

namespace toitsu::rules {
namespace {

std::string definitions(const std::string& body, const std::string& before = {}) {
    return before +
           "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" namespace=\"u\" name=\"n\" id=\"n\">" +
           body + "</definitions>";
}

std::string repeated(const std::string& part, int count) {
    std::string out;
    for (int i = 0; i < count; ++i) out += part;
    return out;
}

std::string code(const std::string& xml) {
    const auto model = DecisionModel::parse(xml, "t.dmn");
    const std::string lint = lintDecisionText(xml, "t.dmn").errors.empty() ? "" : "E";
    return model ? "" : model.error().code + lint;
}

TEST(HostileDecision, xmlBombsAreRefused) {
    const std::string entities = "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>";
    EXPECT_EQ(
        code(definitions(
            "<decision id=\"d\" name=\"d\"><literalExpression><text>\"&b;\"</text></literalExpression></decision>",
            entities)),
        "X004E");
}

TEST(HostileDecision, deepBoxesAreRefused) {
    const auto nested = [](int depth) {
        return definitions("<decision id=\"d\" name=\"d\">" + repeated("<list>", depth) + repeated("</list>", depth) +
                           "</decision>");
    };
    EXPECT_EQ(code(nested(5000)), "X003E");
    EXPECT_EQ(code(nested(150)), "");
}

TEST(HostileDecision, knowledgeModelsThatCallThemselvesEnd) {
    const std::string xml = definitions(
        "<businessKnowledgeModel id=\"k\" name=\"f\"><encapsulatedLogic><formalParameter "
        "name=\"x\"/><literalExpression>"
        "<text>f(x) + f(x)</text></literalExpression></encapsulatedLogic><knowledgeRequirement><requiredKnowledge "
        "href=\"#k\"/>"
        "</knowledgeRequirement></businessKnowledgeModel><decision id=\"d\" name=\"d\"><knowledgeRequirement>"
        "<requiredKnowledge "
        "href=\"#k\"/></knowledgeRequirement><literalExpression><text>f(1)</text></literalExpression></decision>");
    const auto model = DecisionModel::parse(xml, "t.dmn");
    ASSERT_TRUE(model);
    const auto result = model->evaluate("d", {});
    ASSERT_TRUE(result);
    EXPECT_TRUE(result->value.isNull());
    ASSERT_FALSE(result->remarks.empty());
    EXPECT_NE(result->remarks.front().message.en.find("nested too deeply"), std::string::npos);
    EXPECT_EQ(result->remarks.front().where.en, "knowledge model \"f\" (from decision \"d\")");
}

TEST(HostileDecision, manyRulesOverManyInputsEnd) {
    std::string xml = "<decision id=\"d\" name=\"d\"><decisionTable hitPolicy=\"FIRST\">";
    for (int i = 0; i < 20; ++i)
        xml += "<input><inputExpression><text>n" + std::to_string(i) + "</text></inputExpression></input>";
    xml += "<output name=\"o\"/>";
    for (int r = 0; r < 60; ++r) {
        xml += "<rule>";
        for (int i = 0; i < 20; ++i)
            xml += "<inputEntry><text>" +
                   std::string((r + i) % 3 == 0 ? "-" : "[" + std::to_string(r) + ".." + std::to_string(r + i) + "]") +
                   "</text></inputEntry>";
        xml += "<outputEntry><text>1</text></outputEntry></rule>";
    }
    const auto findings = lintDecisionText(definitions(xml + "</decisionTable></decision>"), "t.dmn");
    EXPECT_TRUE(findings.errors.empty());
    EXPECT_FALSE(findings.warnings.empty());
}

}  // namespace
}  // namespace toitsu::rules
