// Every rule of validation: a model that breaks it and a valid neighbour (bpmn_models/neighbours.txt), places, imports.

#include "workflows/bpmn/validate.h"

#include <fstream>
#include <set>

#include <gtest/gtest.h>

#include "workflows/bpmn/rules.h"

namespace toitsu::workflows::bpmn {
namespace {

void replace(std::string& text, const std::string& from, const std::string& to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size())
        text.replace(at, from.size(), to);
}

std::string flow(const std::string& id, const std::string& from, const std::string& to) {
    return "<sequenceFlow id=\"" + id + "\" sourceRef=\"" + from + "\" targetRef=\"" + to + "\"/>";
}

std::string spelledOut(std::string text) {
    replace(text, "@line", "<startEvent id=\"s\"/><task id=\"a\"/><endEvent id=\"e\"/>[[f1 s>a]][[f2 a>e]]");
    replace(text, "@choice",
            "<startEvent id=\"s\"/><exclusiveGateway id=\"g\" default=\"f3\"/><endEvent id=\"e\"/>[[f1 s>g]][[f3 g>e]]"
            "<sequenceFlow id=\"f2\" sourceRef=\"g\" targetRef=\"e\">");
    replace(text, "@split",
            "<startEvent id=\"s\"/><task id=\"a\"/><task id=\"b\"/><endEvent id=\"e\"/>[[f1 s>g]][[f2 g>a]][[f3 g>b]]"
            "[[f4 a>e]][[f5 b>e]]");
    replace(text, "@fork", "");
    replace(text, "@waited", "</timerEventDefinition></intermediateCatchEvent>");
    replace(text, "@wait",
            "<startEvent id=\"s\"/><endEvent id=\"e\"/>[[f1 s>w]][[f2 w>e]]<intermediateCatchEvent id=\"w\">"
            "<timerEventDefinition>");
    replace(text, "@looped2", "</multiInstanceLoopCharacteristics></task>");
    replace(text, "@looped", "</multiInstanceLoopCharacteristics></task>");
    replace(text, "@loop",
            "<task id=\"a\"><ioSpecification><dataInput id=\"d\" isCollection=\"true\"/><inputSet><dataInputRefs>d"
            "</dataInputRefs></inputSet><outputSet/></ioSpecification><multiInstanceLoopCharacteristics>");
    replace(text, " F\"", " xsi:type=\"tFormalExpression\"");
    for (std::size_t at = 0; (at = text.find("[[", at)) != std::string::npos;) {
        const std::size_t end = text.find("]]", at), space = text.find(' ', at), arrow = text.find('>', space);
        text.replace(at, end + 2 - at,
                     flow(text.substr(at + 2, space - at - 2), text.substr(space + 1, arrow - space - 1),
                          text.substr(arrow + 1, end - arrow - 1)));
    }
    return text;
}

std::string model(std::string line) {
    std::string open = "<process id=\"p\" isExecutable=\"true\">", close = "</process>";
    if (line.starts_with("defs ")) open = close = "";
    if (line.starts_with("draft ")) open = "<process id=\"p\">";
    for (const std::string word : {"defs ", "draft "})
        if (line.starts_with(word)) line = line.substr(word.size());
    return "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:vendor=\"urn:vendor\" "
           "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" targetNamespace=\"urn:t\">\n" +
           open + spelledOut(line) + close + "</definitions>";
}

std::set<std::string> errors(const std::string& xml, const ValidateOptions& options = {}) {
    std::set<std::string> codes;
    for (const Finding& finding : validate(xml, "m.bpmn", options))
        if (finding.severity == Severity::error) codes.insert(finding.code);
    return codes;
}

std::string told(const std::string& xml) {
    std::string out = xml;
    for (const Finding& finding : validate(xml, "m.bpmn")) out += "\n  " + finding.error().text(Language::en);
    return out;
}

struct Line {
    std::string code;  // "" for a valid one
    std::string text;
};

std::vector<Line> lines() {
    std::vector<Line> out;
    std::ifstream file(TOITSU_SOURCE_DIR "/tests/unit/workflows/bpmn_models/neighbours.txt");
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("! ")) out.push_back({line.substr(2, 4), line.substr(7)});
        if (line.starts_with("+ ")) out.push_back({"", line.substr(2)});
    }
    return out;
}

TEST(BpmnValidate, RefusesEachWrongModelForItsReason) {
    std::set<std::string> seen;
    for (const Line& line : lines()) {
        if (line.code.empty()) continue;
        seen.insert(line.code);
        EXPECT_EQ(errors(model(line.text)).count(line.code), 1U) << line.code << "\n" << told(model(line.text));
    }
    EXPECT_GE(seen.size(), 50U);
}

TEST(BpmnValidate, AcceptsEveryValidNeighbour) {
    int count = 0;
    for (const Line& line : lines()) {
        if (!line.code.empty()) continue;
        ++count;
        EXPECT_TRUE(errors(model(line.text)).empty()) << told(model(line.text));
    }
    EXPECT_GE(count, 80);
}

TEST(BpmnValidate, AFindingSaysWhatAndWhere) {
    const auto findings = validate(model("\n  <startEvent id=\"s\" name=\"受付\"/>"), "m.bpmn");
    ASSERT_FALSE(findings.empty());
    const Finding& finding = findings.back();
    EXPECT_EQ(finding.code, rule::startEnd.code);
    EXPECT_EQ(finding.rule, rule::startEnd.name);
    EXPECT_EQ(finding.element, "s");
    EXPECT_EQ(finding.place.text(), "m.bpmn:3:3");
    EXPECT_NE(finding.message.ja.find("受付"), std::string::npos);
    EXPECT_NE(finding.message.en.find("connect"), std::string::npos);
}

TEST(BpmnValidate, ImportsAreLookedUpBesideTheFileOnly) {
    const std::string importing =
        "<import namespace=\"urn:o\" location=\"o.bpmn\" importType=\"http://www.omg.org/spec/BPMN/20100524/MODEL\"/>"
        "<process id=\"p\"><callActivity id=\"c\" calledElement=\"o:q\"/></process>";
    std::string xml = model("defs " + importing);
    replace(xml, " xmlns:vendor", " xmlns:o=\"urn:o\" xmlns:vendor");
    std::string other = model("defs <process id=\"q\"/>");
    replace(other, "urn:t", "urn:o");
    ValidateOptions options;
    EXPECT_TRUE(errors(xml, options).empty()) << "not looked at";
    options.open = [&](const std::string& location) {
        return location == "o.bpmn" ? std::optional<std::string>(other) : std::nullopt;
    };
    EXPECT_TRUE(errors(xml, options).empty());
    options.open = [](const std::string&) { return std::optional<std::string>(); };
    EXPECT_EQ(errors(xml, options), (std::set<std::string>{"W206", "W208"}));
    options.open = [](const std::string&) { return std::optional<std::string>("<broken"); };
    EXPECT_EQ(errors(xml, options), (std::set<std::string>{"W206", "W208"}));
    const auto open = openBeside(TOITSU_SOURCE_DIR "/templates/flows/intake.bpmn");
    EXPECT_TRUE(open("intake.bpmn"));
    EXPECT_FALSE(open("../../CHANGELOG.md"));
    EXPECT_FALSE(open("/etc/hostname"));
    EXPECT_FALSE(open("http://example.org/x.bpmn"));
}

TEST(BpmnValidate, ACalledProcessMayBeDeployedElsewhere) {
    const std::string xml = model("<callActivity id=\"c\" calledElement=\"other\"/>");
    EXPECT_EQ(errors(xml), std::set<std::string>{"W206"});
    ValidateOptions options;
    options.callable = [](std::string_view id) { return id == "other"; };
    EXPECT_TRUE(errors(xml, options).empty());
}

TEST(BpmnValidate, WhatIsNoBpmnIsOneFinding) {
    const auto findings = validate("<html/>", "x.html");
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings.front().code, "W001");
    EXPECT_FALSE(isValid(findings));
}

TEST(BpmnValidate, OurFlowsAreValid) {
    const auto document = Document::load(TOITSU_SOURCE_DIR "/templates/flows/intake.bpmn");
    ASSERT_TRUE(document);
    for (const Finding& finding : validate(*document)) ADD_FAILURE() << finding.error().text(Language::en);
}

}  // namespace
}  // namespace toitsu::workflows::bpmn
