// Every rule of lint with a wrong flow and a right one (bpmn_models/lint.txt), and the token game by itself.

#include "workflows/bpmn/lint.h"

#include <set>

#include <gtest/gtest.h>

#include "tests/unit/workflows/bpmn_lines.h"
#include "workflows/bpmn/checks/lint_rules.h"
#include "workflows/bpmn/soundness.h"

namespace toitsu::workflows::bpmn {
namespace {

std::string flowOf(std::string line) {
    for (std::size_t at = 0; (at = line.find("@when ")) != std::string::npos;) {
        const std::string to = line.substr(at + 6, 1);
        line.replace(at, 7,
                     "<sequenceFlow id=\"f3\" sourceRef=\"g\" targetRef=\"" + to +
                         "\"><conditionExpression F\">x</conditionExpression></sequenceFlow>");
    }
    return model(line);
}

Document parsed(const std::string& xml) {
    auto document = Document::parse(xml, "f.bpmn");
    EXPECT_TRUE(document) << xml;
    return *document;
}

std::string told(const std::string& xml) {
    std::string out = xml;
    for (const Finding& finding : lint(parsed(xml))) out += "\n  " + finding.error().text(Language::en);
    return out;
}

TEST(BpmnLint, FindsEachMistake) {
    std::set<std::string> seen;
    for (const Line& line : lines("lint.txt")) {
        if (line.code.empty()) continue;
        seen.insert(line.code);
        std::set<std::string> codes;
        for (const Finding& finding : lint(parsed(flowOf(line.text)))) {
            if (finding.severity == Severity::warning) codes.insert(finding.code);
            EXPECT_FALSE(finding.message.ja.empty());
        }
        EXPECT_EQ(codes.count(line.code), 1U) << line.code << "\n" << told(flowOf(line.text));
    }
    EXPECT_EQ(seen.size(), 14U) << "every rule has a wrong flow";
}

TEST(BpmnLint, LeavesRightFlowsAlone) {
    for (const Line& line : lines("lint.txt")) {
        if (!line.code.empty()) continue;
        EXPECT_TRUE(lint(parsed(flowOf(line.text))).empty()) << told(flowOf(line.text));
    }
}

// Where no condition of the intake flow holds the case stands still on purpose: a person has to see why (W030).
TEST(BpmnLint, OurFlowsHaveNoDeadEnds) {
    const auto document = Document::load(TOITSU_SOURCE_DIR "/templates/flows/intake.bpmn");
    ASSERT_TRUE(document);
    for (const Finding& finding : lint(*document))
        EXPECT_EQ(finding.code, rule::noDefault.code) << finding.error().text(Language::en);
}

TEST(BpmnLint, ADeadEndComesWithTheWayThere) {
    const std::string xml = flowOf(
        "<startEvent id=\"s\"/><exclusiveGateway id=\"g\" name=\"分ける\" default=\"f2\"/><parallelGateway "
        "id=\"j\"/><task id=\"a\"/>"
        "<task id=\"b\"/><endEvent id=\"e\"/>[[f1 s>g]][[f2 g>a]]@when b[[f4 a>j]][[f5 b>j]][[f6 j>e]]");
    std::string message;
    for (const Finding& finding : lint(parsed(xml)))
        if (finding.code == "W275") message = finding.message.en;
    EXPECT_NE(message.find("for example 分ける → a"), std::string::npos) << message;
}

// n parallel branches of two tasks each have 3^n states and more.
std::string wide(int branches) {
    std::string body =
        "<startEvent id=\"s\"/><parallelGateway id=\"g\"/><parallelGateway id=\"j\"/><endEvent id=\"e\"/>[[f s>g]][[h "
        "j>e]]";
    for (int n = 0; n < branches; ++n) {
        const std::string i = std::to_string(n);
        body += "<task id=\"a" + i + "\"/><task id=\"b" + i + "\"/>[[x" + i + " g>a" + i + "]][[y" + i + " a" + i +
                ">b" + i + "]][[z" + i + " b" + i + ">j]]";
    }
    return model(body);
}

TEST(BpmnSoundness, CountsStatesAndSaysWhenItStops) {
    const Document small = parsed(wide(3)), large = parsed(wide(12));
    const Model a(small), b(large);
    const Soundness few = playTokens(a, *a.all("process").front());
    EXPECT_FALSE(few.bounded);
    EXPECT_EQ(few.states, 27U + 3U) << "three branches of three arrows each; begun, joined, ended";
    EXPECT_TRUE(few.stuck.empty() && few.twice.empty() && few.dead.empty());
    const Soundness many = playTokens(b, *b.all("process").front(), 1000);
    EXPECT_TRUE(many.bounded);
    EXPECT_TRUE(many.dead.empty()) << "nothing is said of what was not looked at";
    LintOptions options;
    options.states = 1000;
    bool said = false;
    for (const Finding& finding : lint(large, options)) said = said || finding.code == rule::untold.code;
    EXPECT_TRUE(said);
}

// Each of forty boundary events may come or not: 2^40 ways to leave one activity are not all tried.
TEST(BpmnSoundness, ManyBoundaryEventsDoNotMultiply) {
    std::string body = "<task id=\"t\"/>";
    for (int n = 0; n < 40; ++n) {
        const std::string i = std::to_string(n);
        body += "<boundaryEvent id=\"b" + i +
                "\" attachedToRef=\"t\" cancelActivity=\"false\"><signalEventDefinition/></boundaryEvent>"
                "<task id=\"u" +
                i + "\"/>[[f" + i + " b" + i + ">u" + i + "]]";
    }
    const Document document = parsed(model(body));
    const Model view(document);
    const Soundness sound = playTokens(view, *view.all("process").front(), 5000);
    EXPECT_TRUE(sound.bounded);
    EXPECT_LE(sound.states, 6000U);
}

// Not two states a second: a level of thousands of arrows is left when it takes too long, and that is said.
TEST(BpmnSoundness, ALargeLevelComesToAnEnd) {
    std::string body;
    for (int n = 0; n < 1500; ++n) {
        const std::string i = std::to_string(n);
        body += "<task id=\"a" + i + "\"/><task id=\"b" + i + "\"/>[[f" + i + " a" + i + ">b" + i + "]]";
    }
    const Document document = parsed(model(body));
    const Model view(document);
    EXPECT_TRUE(playTokens(view, *view.all("process").front()).bounded);
}

}  // namespace
}  // namespace toitsu::workflows::bpmn
