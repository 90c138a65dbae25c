// What DMN 1.5 says and the TCK does not ask, with models of our own; and the remarks of whole models.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/files.h"
#include "base/json.h"
#include "rules/decision.h"

namespace toitsu::rules {
namespace {

namespace fs = std::filesystem;

std::string definitions(const std::string& body, const std::string& space = "urn:t") {
    return "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" namespace=\"" + space +
           "\" name=\"t\" id=\"t\">\n" + body + "</definitions>";
}

std::string literal(const std::string& text) {
    return "<literalExpression><text>" + text + "</text></literalExpression>";
}

std::string input(const std::string& name, const std::string& type) {
    return "<inputData id=\"" + name + "\" name=\"" + name + "\"><variable name=\"" + name + "\" typeRef=\"" + type +
           "\"/></inputData>\n";
}

std::string needs(const std::string& kind, const std::string& href) {
    const std::string outer = kind == "requiredKnowledge" ? "knowledgeRequirement" : "informationRequirement";
    return "<" + outer + "><" + kind + " href=\"" + href + "\"/></" + outer + ">";
}

std::string decision(const std::string& name, const std::string& inside, const std::string& type = {}) {
    return "<decision id=\"" + name + "\" name=\"" + name + "\"><variable name=\"" + name + "\"" +
           (type.empty() ? "" : " typeRef=\"" + type + "\"") + "/>" + inside + "</decision>\n";
}

struct Answer {
    std::string value;
    std::vector<std::string> remarks;  // in English
};

Answer asked(const DecisionModel& model, const std::string& name, const Context& inputs) {
    const auto result = model.evaluate(name, inputs);
    if (!result) return {result.error().code, {}};
    Answer out{json::write(result->value), {}};
    for (const Remark& remark : result->remarks) out.remarks.push_back(remark.text(Language::en));
    return out;
}

Answer asked(const std::string& body, const std::string& name, const Context& inputs) {
    const auto model = DecisionModel::parse(definitions(body), "t.dmn");
    EXPECT_TRUE(model) << (model ? "" : model.error().text(Language::en));
    return model ? asked(*model, name, inputs) : Answer{};
}

using Texts = std::vector<std::string>;

// --- item definitions ---------------------------------------------------------------------------------------------

const std::string kTypes =
    R"(<itemDefinition name="tKind"><typeRef>string</typeRef><allowedValues><text>"new", "change"</text></allowedValues></itemDefinition>
<itemDefinition name="tKinds" isCollection="true"><typeRef>tKind</typeRef><typeConstraint><text>count(?) &lt; 3</text></typeConstraint></itemDefinition>
<itemDefinition name="tPerson"><itemComponent name="name"><typeRef>string</typeRef></itemComponent>
<itemComponent name="age"><typeRef>number</typeRef><allowedValues><text>[0..150]</text></allowedValues></itemComponent></itemDefinition>
)";

TEST(DmnSpec, anInputOutsideItsTypeIsNullAndSaysWhich) {
    const std::string body =
        kTypes + input("kind", "tKind") + input("who", "tPerson") +
        decision("d", needs("requiredInput", "#kind") + needs("requiredInput", "#who") + literal("[kind, who.age]"));
    const Context whole{{"kind", "new"}, {"who", Context{{"name", "a"}, {"age", 20}}}};
    EXPECT_EQ(asked(body, "d", whole).value, "[\"new\",20]");
    Context wrong = whole;
    wrong.put("kind", "typo");
    const Answer kind = asked(body, "d", wrong);
    EXPECT_EQ(kind.value, "[null,20]");
    EXPECT_EQ(kind.remarks, Texts{"t.dmn:6:1: input \"kind\": the input \"kind\" is not among its allowed values"});
    wrong = whole;
    wrong.put("who", Context{{"name", "a"}, {"age", 200}});
    EXPECT_NE(asked(body, "d", wrong).remarks.front().find("the input \"who\" at .age is not among its allowed values"),
              std::string::npos);
    wrong.put("who", Context{{"name", "a"}});
    EXPECT_NE(asked(body, "d", wrong).remarks.front().find("the input \"who\" at .age is missing"), std::string::npos);
    wrong.put("who", Context{{"name", 5}, {"age", 5}});
    EXPECT_NE(
        asked(body, "d", wrong).remarks.front().find("the input \"who\" at .name must be a string, but is a number"),
        std::string::npos);
}

TEST(DmnSpec, aResultOutsideItsTypeIsNull) {
    const std::string body = kTypes + decision("d", literal("\"typo\""), "tKind");
    const Answer answer = asked(body, "d", {});
    EXPECT_EQ(answer.value, "null");
    EXPECT_EQ(answer.remarks,
              Texts{"t.dmn:6:82: decision \"d\": character 1 `\"typo\"`: the decision's result is not among "
                    "its allowed values"});
}

TEST(DmnSpec, allowedValuesAreForElementsTypeConstraintForTheList) {
    const std::string body =
        kTypes + input("kinds", "tKinds") + decision("d", needs("requiredInput", "#kinds") + literal("count(kinds)"));
    EXPECT_EQ(asked(body, "d", {{"kinds", Value(List{"new", "new"})}}).value, "2");
    EXPECT_EQ(asked(body, "d", {{"kinds", Value(List{"new", "typo"})}}).value, "null");
    EXPECT_EQ(asked(body, "d", {{"kinds", Value(List{"new", "new", "new"})}}).value, "null");
    EXPECT_EQ(asked(body, "d", {{"kinds", "new"}}).value, "1") << "a single value becomes a list of one";
}

// --- decision services ----------------------------------------------------------------------------------------------

const std::string kService =
    input("a", "number") + input("b", "number") + decision("inner", needs("requiredInput", "#a") + literal("a * 10")) +
    decision("outer", needs("requiredDecision", "#inner") + needs("requiredInput", "#b") + literal("inner + b")) +
    R"(<decisionService id="s" name="s"><variable name="s"/><outputDecision href="#outer"/>
<encapsulatedDecision href="#inner"/><inputData href="#a"/><inputData href="#b"/></decisionService>
<decisionService id="open" name="open"><variable name="open"/><outputDecision href="#outer"/>
<inputDecision href="#inner"/><inputData href="#b"/></decisionService>
)";

TEST(DmnSpec, decisionServices) {
    EXPECT_EQ(asked(kService, "s", {{"a", 2}, {"b", 1}}).value, "21");
    EXPECT_EQ(asked(kService, "open", {{"inner", 5}, {"b", 1}}).value, "6")
        << "an input decision is given, not worked out";
    const std::string caller =
        kService + decision("d", needs("requiredKnowledge", "#s") + literal("s(2, 3) + s(b: 1, a: 1)"));
    EXPECT_EQ(asked(caller, "d", {}).value, "34");
    const std::string wrong = kService + decision("d", needs("requiredKnowledge", "#s") + literal("s(2)"));
    const Answer answer = asked(wrong, "d", {});
    EXPECT_EQ(answer.value, "null");
    ASSERT_EQ(answer.remarks.size(), 1u);
    EXPECT_NE(answer.remarks[0].find("the function \"s\" takes 2 arguments (a, b), not 1"), std::string::npos);
}

// --- boxed expressions ----------------------------------------------------------------------------------------------

TEST(DmnSpec, boxedFilterIterationAndConditional) {
    const std::string list = "<in>" + literal("[{k: \"a\", n: 1}, {k: \"b\", n: 2}, {k: \"a\", n: 3}]") + "</in>";
    EXPECT_EQ(
        asked(decision("d", "<filter>" + list + "<match>" + literal("k = \"a\" and item.n > 1") + "</match></filter>"),
              "d", {})
            .value,
        R"([{"k":"a","n":3}])");
    EXPECT_EQ(asked(decision("d", "<for iteratorVariable=\"r\">" + list + "<return>" + literal("r.n * 2") +
                                      "</return></for>"),
                    "d", {})
                  .value,
              "[2,4,6]");
    EXPECT_EQ(asked(decision("d", "<every iteratorVariable=\"r\">" + list + "<satisfies>" + literal("r.n &lt; 4") +
                                      "</satisfies></every>"),
                    "d", {})
                  .value,
              "true");
    EXPECT_EQ(asked(decision("d", "<some iteratorVariable=\"r\">" + list + "<satisfies>" + literal("r.n > 4") +
                                      "</satisfies></some>"),
                    "d", {})
                  .value,
              "false");
    const auto conditional = [](const std::string& test) {
        return decision("d", "<conditional><if>" + literal(test) + "</if><then>" + literal("1") + "</then><else>" +
                                 literal("2") + "</else></conditional>");
    };
    EXPECT_EQ(asked(conditional("1 &lt; 2"), "d", {}).value, "1");
    EXPECT_EQ(asked(conditional("null"), "d", {}).value, "2");
    const Answer wrong = asked(conditional("5"), "d", {});
    EXPECT_EQ(wrong.value, "null");
    EXPECT_NE(wrong.remarks.front().find("the condition must be a boolean, but is a number"), std::string::npos);
}

TEST(DmnSpec, externalFunctionsAreNullWithTheirReason) {
    const std::string body =
        R"(<businessKnowledgeModel id="k" name="cos"><encapsulatedLogic kind="Java"><formalParameter name="x"/>
<context><contextEntry><variable name="class"/><literalExpression><text>"java.lang.Math"</text></literalExpression></contextEntry></context>
</encapsulatedLogic></businessKnowledgeModel>)" +
        decision("d", needs("requiredKnowledge", "#k") + literal("cos(1)"));
    const Answer answer = asked(body, "d", {});
    EXPECT_EQ(answer.value, "null");
    EXPECT_NE(answer.remarks.front().find("knowledge model \"cos\""), std::string::npos) << answer.remarks.front();
    EXPECT_NE(answer.remarks.front().find("functions in Java or PMML"), std::string::npos);
}

TEST(DmnSpec, aRemarkOfAKnowledgeModelNamesItsCaller) {
    const std::string body =
        R"(<businessKnowledgeModel id="k" name="half"><encapsulatedLogic><formalParameter name="x"/>
<literalExpression><text>x / 0</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>)" +
        decision("d", needs("requiredKnowledge", "#k") + literal("half(1)"));
    EXPECT_EQ(
        asked(body, "d", {}).remarks,
        Texts{"t.dmn:3:20: knowledge model \"half\" (from decision \"d\"): character 3 `x / 0`: division by zero"});
}

// --- tables ---------------------------------------------------------------------------------------------------------

std::string table(const std::string& attributes, const std::string& outputs, const std::string& rules) {
    return decision("d", "<decisionTable " + attributes +
                             "><input><inputExpression typeRef=\"number\"><text>n</text></inputExpression></input>" +
                             outputs + rules + "</decisionTable>");
}

std::string rule(const std::string& test, const Texts& outputs) {
    std::string out = "<rule><inputEntry><text>" + test + "</text></inputEntry>";
    for (const std::string& output : outputs) out += "<outputEntry><text>" + output + "</text></outputEntry>";
    return out + "</rule>\n";
}

const std::string kTwoOutputs = R"(<output name="level"><outputValues><text>"high", "low"</text></outputValues></output>
<output name="fee"><outputValues><text>100, 50</text></outputValues><defaultOutputEntry><text>0</text></defaultOutputEntry></output>)";

TEST(DmnSpec, priorityOfSeveralOutputsBeginsWithTheFirst) {
    const std::string rules =
        rule("> 0", {"\"low\"", "100"}) + rule("> 1", {"\"high\"", "50"}) + rule("> 2", {"\"high\"", "100"});
    EXPECT_EQ(asked(table("hitPolicy=\"PRIORITY\"", kTwoOutputs, rules), "d", {{"n", 5}}).value,
              R"({"level":"high","fee":100})");
    EXPECT_EQ(asked(table("hitPolicy=\"OUTPUT ORDER\"", kTwoOutputs, rules), "d", {{"n", 5}}).value,
              R"([{"level":"high","fee":100},{"level":"high","fee":50},{"level":"low","fee":100}])");
    EXPECT_EQ(asked(table("hitPolicy=\"RULE ORDER\"", kTwoOutputs, rules), "d", {{"n", 2}}).value,
              R"([{"level":"low","fee":100},{"level":"high","fee":50}])");
    EXPECT_EQ(asked(table("hitPolicy=\"PRIORITY\"", kTwoOutputs, rules), "d", {{"n", 0}}).value,
              R"({"level":null,"fee":0})")
        << "what has no default is null";
}

TEST(DmnSpec, collectOfNothing) {
    const auto collect = [](const std::string& aggregation) {
        return asked(table("hitPolicy=\"COLLECT\"" + aggregation, "<output name=\"o\"/>", rule("> 10", {"1"})), "d",
                     {{"n", 1}});
    };
    EXPECT_EQ(collect(" aggregation=\"COUNT\"").value, "0");
    for (const char* aggregation : {"", " aggregation=\"SUM\"", " aggregation=\"MIN\"", " aggregation=\"MAX\""}) {
        const Answer answer = collect(aggregation);
        EXPECT_EQ(answer.value, "null") << aggregation;
        ASSERT_EQ(answer.remarks.size(), 1u);
        EXPECT_NE(answer.remarks[0].find("none of the table's 1 rules matches"), std::string::npos);
    }
}

TEST(DmnSpec, aCellsRemarkNamesRuleAndColumn) {
    const std::string body = table("", "<output name=\"o\" typeRef=\"number\"/>",
                                   rule("&lt; 5", {"1"}) + rule("?.size > 5", {"2"}) + rule("> 5", {"\"x\" + n"}));
    const Answer answer = asked(body, "d", {{"n", 7}});
    EXPECT_EQ(answer.value, "null");
    ASSERT_EQ(answer.remarks.size(), 2u);
    EXPECT_EQ(answer.remarks[0],
              "t.dmn:3:19: decision \"d\", rule 2, input \"n\": character 2 `?.size`: a number has no \".size\"");
    EXPECT_EQ(
        answer.remarks[1],
        "t.dmn:4:61: decision \"d\", rule 3, output \"o\": character 5 `\"x\" + n`: `+` does not combine a string "
        "and a number; use string() to join it to a text");
}

TEST(DmnSpec, aNullInputIsNoMistake) {
    const std::string body = table("", "<output name=\"o\"/>", rule("&lt; 5", {"1"}) + rule("null", {"2"}));
    const Answer answer = asked(body, "d", {{"n", Value()}});
    EXPECT_EQ(answer.value, "2");
    EXPECT_TRUE(answer.remarks.empty());
}

// --- imports --------------------------------------------------------------------------------------------------------

class Imports : public testing::Test {
protected:
    void write(const std::string& name, const std::string& body) const {
        std::ofstream(folder_ / name) << definitions(body, "urn:" + name);
    }
    static std::string import(const std::string& file, const std::string& as) {
        return "<import importType=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" namespace=\"urn:" + file +
               "\" name=\"" + as + "\" locationURI=\"" + file + "\"/>\n";
    }
    files::TemporaryFolder own_ = files::TemporaryFolder::make("toitsu-imports-").value();
    const fs::path folder_ = own_.path();
};

TEST_F(Imports, ofImports) {
    write("c.dmn",
          "<itemDefinition name=\"tAge\"><typeRef>number</typeRef><allowedValues><text>>= "
          "0</text></allowedValues></itemDefinition>" +
              input("age", "tAge") + decision("old", needs("requiredInput", "#age") + literal("age > 64")));
    write("b.dmn", import("c.dmn", "c") + decision("reduced", needs("requiredDecision", "urn:c.dmn#old") +
                                                                  literal("if c.old then 0.5 else 1")));
    write("a.dmn", import("b.dmn", "b") +
                       decision("fee", needs("requiredDecision", "urn:b.dmn#reduced") + literal("300 * b.reduced")));
    const auto model = DecisionModel::load((folder_ / "a.dmn").string());
    ASSERT_TRUE(model) << model.error().text(Language::en);
    EXPECT_EQ(asked(*model, "fee", {{"age", 70}}).value, "150");
    EXPECT_EQ(asked(*model, "fee", {{"age", 20}}).value, "300");
    const Answer wrong = asked(*model, "fee", {{"age", -1}});
    ASSERT_FALSE(wrong.remarks.empty());
    EXPECT_NE(wrong.remarks.front().find("c.dmn:2:"), std::string::npos) << "the place is in the imported file";
}

TEST_F(Imports, inACircleAreRefused) {
    write("a.dmn", import("b.dmn", "b"));
    write("b.dmn", import("a.dmn", "a"));
    const auto model = DecisionModel::load((folder_ / "a.dmn").string());
    ASSERT_FALSE(model);
    EXPECT_EQ(model.error().code, "R016");
}

}  // namespace
}  // namespace toitsu::rules
