// Lint of decision models: everything wrong at once, gaps and overlaps with an example, nothing guessed.

#include "rules/lint.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/files.h"

namespace toitsu::rules {
namespace {

namespace fs = std::filesystem;

DecisionFindings lint(const std::string& body) {
    // A folder of its own: other tests run at the same time.
    const auto folder = files::TemporaryFolder::make("toitsu-lint-").value();
    const fs::path path = fs::path(folder.path()) / "model.dmn";
    std::ofstream(path) << "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" namespace=\"urn:t\" "
                           "name=\"t\" id=\"t\">\n"
                        << body << "</definitions>";
    return lintDecisions(path.string());
}

std::string escaped(std::string text) {
    for (std::size_t at = 0; (at = text.find('<', at)) != std::string::npos; at += 4) text.replace(at, 1, "&lt;");
    return text;
}

struct Column {
    std::string expression;
    std::string type;
    std::string allowed{};
};

// Rows: the tests, then the output.
std::string table(const std::string& policy, const std::vector<Column>& inputs,
                  const std::vector<std::vector<std::string>>& rows, const std::string& values = {},
                  const std::string& fallback = {}) {
    std::string out = "<decision id=\"d\" name=\"D\"><decisionTable hitPolicy=\"" + policy + "\">";
    for (const Column& input : inputs) {
        out += "<input><inputExpression typeRef=\"" + input.type + "\"><text>" + input.expression +
               "</text></inputExpression>";
        if (!input.allowed.empty()) out += "<inputValues><text>" + escaped(input.allowed) + "</text></inputValues>";
        out += "</input>";
    }
    out += "<output name=\"o\" typeRef=\"string\">";
    if (!values.empty()) out += "<outputValues><text>" + values + "</text></outputValues>";
    if (!fallback.empty()) out += "<defaultOutputEntry><text>" + fallback + "</text></defaultOutputEntry>";
    out += "</output>\n";
    for (const auto& row : rows) {
        out += "<rule>";
        for (std::size_t i = 0; i < inputs.size(); ++i)
            out += "<inputEntry><text>" + escaped(row[i]) + "</text></inputEntry>";
        out += "<outputEntry><text>" + row.back() + "</text></outputEntry></rule>\n";
    }
    return out + "</decisionTable></decision>";
}

const Column kAge{"age", "number"};

// "R035: …; R036: …", errors first.
std::string told(const DecisionFindings& findings) {
    std::string out;
    for (const auto* list : {&findings.errors, &findings.warnings})
        for (const Error& error : *list) out += (out.empty() ? "" : "; ") + error.code + ": " + error.message.en;
    return out;
}

std::string codes(const DecisionFindings& findings) {
    std::string out;
    for (const auto* list : {&findings.errors, &findings.warnings})
        for (const Error& error : *list) out += (out.empty() ? "" : " ") + error.code;
    return out;
}

TEST(DecisionLint, aSoundTableHasNoFindings) {
    EXPECT_EQ(told(lint(table("UNIQUE", {kAge}, {{"< 18", "\"a\""}, {"[18..65)", "\"b\""}, {">= 65", "\"c\""}}))), "");
    EXPECT_EQ(told(lint(table("UNIQUE", {{"x", "boolean"}}, {{"true", "\"a\""}, {"false", "\"b\""}}))), "");
    EXPECT_EQ(told(lint(table("UNIQUE", {{"k", "string", "\"n\",\"c\""}}, {{"\"n\"", "\"a\""}, {"\"c\"", "\"b\""}}))),
              "");
    EXPECT_EQ(told(lint(table("FIRST", {{"k", "string"}}, {{"\"n\"", "\"a\""}, {"-", "\"b\""}}))), "");
}

TEST(DecisionLint, overlapsHaveAnExampleAndTheRowsPlace) {
    const auto found = lint(table("UNIQUE", {kAge}, {{"<= 18", "\"a\""}, {"[18..65)", "\"b\""}, {">= 65", "\"c\""}}));
    EXPECT_EQ(told(found),
              "R035: decision table \"D\": rules 1 and 2 both match (UNIQUE); make their conditions disjoint "
              "(for example age = 18)");
    EXPECT_EQ(found.errors[0].place.line, 4);
    EXPECT_EQ(codes(lint(table("ANY", {kAge}, {{"> 0", "\"a\""}, {"> 5", "\"a\""}, {"<= 0", "\"a\""}}))), "");
    EXPECT_EQ(codes(lint(table("ANY", {kAge}, {{"> 0", "\"a\""}, {"> 5", "\"b\""}, {"<= 0", "\"a\""}}))), "R035");
    EXPECT_EQ(codes(lint(table("COLLECT", {kAge}, {{"> 0", "\"a\""}, {"> 5", "\"b\""}}))), "");
}

TEST(DecisionLint, gapsHaveAnExample) {
    EXPECT_EQ(told(lint(table("UNIQUE", {kAge}, {{"< 18", "\"a\""}, {"> 18", "\"b\""}}))),
              "R036: decision table \"D\": no rule matches some inputs (for example age = 18)");
    EXPECT_EQ(told(lint(table("UNIQUE", {{"k", "string"}}, {{"\"n\"", "\"a\""}}))),
              "R036: decision table \"D\": no rule matches some inputs (for example k = \"…\")");
    EXPECT_EQ(told(lint(table("FIRST", {kAge, {"x", "boolean"}}, {{"< 18", "-", "\"a\""}, {"-", "true", "\"b\""}}))),
              "R036: decision table \"D\": no rule matches some inputs (for example age = 18, x = false)");
    EXPECT_EQ(told(lint(table("UNIQUE", {kAge}, {{"< 18", "\"a\""}}, "", "\"z\""))), "") << "a default covers the rest";
}

TEST(DecisionLint, datesAreDaysDurationsAreNot) {
    const Column day{"day", "date"};
    EXPECT_EQ(told(lint(table("UNIQUE", {day},
                              {{"<= date(\"2026-03-31\")", "\"a\""}, {">= date(\"2026-04-01\")", "\"b\""}}))),
              "");
    EXPECT_EQ(
        told(lint(table("UNIQUE", {day}, {{"<= date(\"2026-03-30\")", "\"a\""}, {">= @\"2026-04-01\"", "\"b\""}}))),
        "R036: decision table \"D\": no rule matches some inputs (for example day = 2026-03-31)");
    EXPECT_EQ(told(lint(table("UNIQUE", {{"t", "days and time duration"}},
                              {{"< @\"P1D\"", "\"a\""}, {"> @\"P1D\"", "\"b\""}}))),
              "R036: decision table \"D\": no rule matches some inputs (for example t = P1D)");
}

TEST(DecisionLint, rulesInVain) {
    EXPECT_EQ(codes(lint(table("FIRST", {kAge}, {{"< 18", "\"a\""}, {"< 10", "\"b\""}, {"-", "\"c\""}}))), "R037");
    EXPECT_EQ(told(lint(table("FIRST", {kAge}, {{"< 18", "\"a\""}, {">= 18", "\"b\""}, {"-", "\"c\""}}))),
              "R037: decision table \"D\": rule 3 is never reached; rules that come before it cover all its cases");
    EXPECT_EQ(codes(lint(table("PRIORITY", {kAge}, {{"< 10", "\"low\""}, {"-", "\"high\""}}, "\"high\", \"low\""))),
              "R037");
    EXPECT_EQ(codes(lint(table("PRIORITY", {kAge}, {{"< 10", "\"high\""}, {"-", "\"low\""}}, "\"high\", \"low\""))),
              "");
    EXPECT_EQ(codes(lint(table("UNIQUE", {{"k", "string", "\"n\",\"c\""}},
                               {{"\"n\"", "\"a\""}, {"\"c\"", "\"b\""}, {"\"typo\"", "\"c\""}}))),
              "R038");
}

TEST(DecisionLint, whatIsTooComplexIsSkippedAndSaid) {
    const auto found = lint(table("UNIQUE", {kAge}, {{"< limit", "\"a\""}, {"< 18", "\"b\""}, {"[18..30)", "\"c\""}}));
    EXPECT_EQ(codes(found), "R039") << told(found);  // neither an overlap nor the gap above 30 is guessed
    EXPECT_EQ(codes(lint(table("UNIQUE", {kAge, kAge}, {{"< 18", "> 10", "\"a\""}}))), "R039");
}

TEST(DecisionLint, outputsOutsideTheirValues) {
    EXPECT_EQ(told(lint(table("FIRST", {kAge}, {{"-", "\"c\""}}, "\"a\",\"b\""))),
              "R040: decision table \"D\": rule 1: the output is not among its allowed values (outputValues)");
    EXPECT_EQ(told(lint(table("FIRST", {kAge}, {{"-", "5"}}))),
              "R040: decision table \"D\": rule 1: the output must be a string, but is a number");
}

TEST(DecisionLint, everyParseErrorAtOnce) {
    const auto found =
        lint(table("UNIQUE", {kAge}, {{"< ", "\"a\""}, {"[1..", "\"b\""}, {"> 1", "\"open"}}) +
             "<decision id=\"e\" name=\"E\"><literalExpression><text>1 +</text></literalExpression></decision>");
    ASSERT_EQ(codes(found).substr(0, 19), "R001 R001 R001 R001") << told(found);
    EXPECT_EQ(found.errors[0].message.en,
              "decision \"D\", rule 1, input \"age\": expression, character 3: the expression ends where a value is "
              "expected");
    EXPECT_EQ(found.errors[0].place.line, 3);
    EXPECT_EQ(found.errors[3].place.line, 6);
}

TEST(DecisionLint, namesAndTypes) {
    const std::string model = R"(
<inputData id="i" name="age"><variable name="age" typeRef="tAge"/></inputData>
<inputData id="j" name="idle"><variable name="idle" typeRef="number"/></inputData>
<inputData id="k" name="count"><variable name="count" typeRef="number"/></inputData>
<businessKnowledgeModel id="b" name="Never"><encapsulatedLogic><formalParameter name="x" typeRef="number"/>
  <literalExpression><text>x + y</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
<decision id="d" name="D"><informationRequirement><requiredInput href="#i"/></informationRequirement>
  <informationRequirement><requiredInput href="#k"/></informationRequirement>
  <literalExpression><text>agee + sum(for a in [1, 2] return a * 2)</text></literalExpression></decision>)";
    const auto found = lint(model);
    EXPECT_EQ(codes(found), "R031 R032 R030 R034 R041 R033 R033 R041") << told(found);
}

TEST(DecisionLint, declaredTypesTellDoubts) {
    const std::string model = R"(
<itemDefinition name="tWho"><itemComponent name="age"><typeRef>number</typeRef></itemComponent></itemDefinition>
<inputData id="i" name="who"><variable name="who" typeRef="tWho"/></inputData>
<inputData id="j" name="born"><variable name="born" typeRef="date"/></inputData>
<businessKnowledgeModel id="b" name="half"><encapsulatedLogic><formalParameter name="x" typeRef="string"/>
  <literalExpression><text>x / 2</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>
<decision id="d" name="D"><informationRequirement><requiredInput href="#i"/></informationRequirement>
  <informationRequirement><requiredInput href="#j"/></informationRequirement>
  <knowledgeRequirement><requiredKnowledge href="#b"/></knowledgeRequirement>
  <literalExpression><text>if who.age = "65" and born &lt; 2000 then half("a") else null</text></literalExpression></decision>)";
    EXPECT_EQ(told(lint(model)),
              "R042: knowledge model \"half\": character 3 `x / 2`: `/` does not combine a string and a number; "
              "R042: decision \"D\": character 12 `who.age = \"65\"`: a number and a string cannot be compared; "
              "R042: decision \"D\": character 28 `born < 2000`: a date and a number cannot be compared");
}

TEST(DecisionLint, largeTablesEnd) {
    std::vector<Column> inputs;
    std::vector<std::vector<std::string>> rows;
    for (int i = 0; i < 12; ++i) inputs.push_back({"n" + std::to_string(i), "number"});
    for (int r = 0; r < 200; ++r) {
        std::vector<std::string> row;
        for (int i = 0; i < 12; ++i) row.push_back((r + i) % 3 == 0 ? "-" : "> " + std::to_string(r * 7 % 50 + i));
        row.emplace_back("\"a\"");
        rows.push_back(std::move(row));
    }
    const auto found = lint(table("ANY", inputs, rows));
    EXPECT_FALSE(found.warnings.empty());
}

TEST(DecisionLint, whatIsNoModel) {
    EXPECT_EQ(codes(lintDecisions("/nowhere/at/all.dmn")), "X010");
}

}  // namespace
}  // namespace toitsu::rules
