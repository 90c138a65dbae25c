// Every rule of validation: a model that breaks it and a valid neighbour (bpmn_models/neighbours.txt), places, imports.

#include "workflows/bpmn/validate.h"

#include <set>

#include <gtest/gtest.h>

#include "tests/unit/workflows/bpmn_lines.h"
#include "workflows/bpmn/rules.h"

namespace toitsu::workflows::bpmn {
namespace {

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

TEST(BpmnValidate, RefusesEachWrongModelForItsReason) {
    std::set<std::string> seen;
    for (const Line& line : lines("neighbours.txt")) {
        if (line.code.empty()) continue;
        seen.insert(line.code);
        EXPECT_EQ(errors(model(line.text)).count(line.code), 1U) << line.code << "\n" << told(model(line.text));
    }
    EXPECT_GE(seen.size(), 50U);
}

TEST(BpmnValidate, AcceptsEveryValidNeighbour) {
    int count = 0;
    for (const Line& line : lines("neighbours.txt")) {
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
