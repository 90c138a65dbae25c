// Overlays: what each entry does to flow and diagram, what is refused and where, what the law keeps; and flow diff.

#include "workflows/bpmn/overlay.h"

#include <sys/wait.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "base/files.h"
#include "workflows/bpmn/diagram.h"
#include "workflows/bpmn/flow_diff.h"
#include "workflows/bpmn/flow_editor.h"
#include "workflows/bpmn/mandatory.h"
#include "workflows/bpmn/validate.h"

namespace toitsu::workflows::bpmn {
namespace {

Document flow() {
    auto document = Document::load(TOITSU_SOURCE_DIR "/tests/unit/workflows/bpmn_models/benefit.bpmn");
    EXPECT_TRUE(document);
    return *document;
}

std::string overlay(const std::string& entries, std::string base = {}) {
    if (base.empty()) base = fingerprint(flow());
    return "<overlay xmlns=\"urn:toitsu:overlay:1\" xmlns:b=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" "
           "xmlns:flow=\"urn:toitsu:flow:1\" id=\"komoro-benefit\" flow=\"benefit\" municipality=\"202088\" base=\"" +
           base + "\">\n" + entries + "</overlay>";
}

struct Outcome {
    std::optional<Document> document;
    std::vector<Finding> findings;
    std::string codes() const {
        std::string out;
        for (const Finding& finding : findings) out += (out.empty() ? "" : " ") + finding.code;
        return out;
    }
    std::string told() const {
        std::string out;
        for (const Finding& finding : findings) out += finding.error().text(Language::en) + "\n";
        return out;
    }
};

Outcome apply(const std::string& xml) {
    Outcome out;
    const auto read = readOverlay(xml, "komoro.xml", out.findings);
    if (read) out.document = applyOverlay(flow(), *read, out.findings);
    return out;
}

// The steps from the start along first flows: "received check copy …".
std::string way(Document& document) {
    FlowEditor editor(document);
    std::string out = "received", at = "received";
    for (int n = 0; n < 30 && !editor.outgoing(at).empty(); ++n) {
        at = editor.target(editor.outgoing(at).back());
        out += " " + at;
    }
    return out;
}

// Every shape has its place, none overlaps another step, every arrow begins and ends at the border of what it joins.
void expectDrawn(Document& document, const std::string& process = "benefit") {
    Diagram diagram(document);
    std::vector<std::pair<std::string, Box>> steps;
    for (const Node* inner : elements(*document.find(process))) {
        const std::string id = get(*inner, "id");
        if (isFlowNode(inner->local)) {
            const auto box = diagram.box(id);
            ASSERT_TRUE(box) << id << " is not drawn";
            if (inner->local != "boundaryEvent") steps.emplace_back(id, *box);
        }
        if (!is(*inner, "sequenceFlow")) continue;
        const auto points = diagram.waypoints(id);
        ASSERT_GE(points.size(), 2U) << id;
        const auto touches = [&](const Waypoint& point, const std::string& end) {
            const Box box = *diagram.box(end);
            const bool inside =
                point.x > box.x - 1 && point.x < box.right() + 1 && point.y > box.y - 1 && point.y < box.bottom() + 1;
            EXPECT_TRUE(inside) << id << " at " << end << ": " << point.x << "," << point.y;
        };
        FlowEditor editor(document);
        touches(points.front(), editor.source(id));
        touches(points.back(), editor.target(id));
    }
    for (std::size_t a = 0; a < steps.size(); ++a)
        for (std::size_t b = a + 1; b < steps.size(); ++b) {
            const Box &x = steps[a].second, &y = steps[b].second;
            const bool apart = x.right() <= y.x || y.right() <= x.x || x.bottom() <= y.y || y.bottom() <= x.y;
            EXPECT_TRUE(apart) << steps[a].first << " lies over " << steps[b].first;
        }
}

void expectFine(Outcome& outcome) {
    ASSERT_TRUE(outcome.document) << outcome.told();
    EXPECT_TRUE(isValid(validate(*outcome.document)));
    expectDrawn(*outcome.document);
}

const std::string second = "<b:userTask id=\"second\" name=\"二次確認\" flow:role=\"係長\" flow:form=\"check\"/>";

TEST(BpmnOverlay, TheFlowItselfIsDrawnAndValid) {
    Document document = flow();
    EXPECT_TRUE(isValid(validate(document)));
    expectDrawn(document);
    Outcome nothing = apply(overlay(""));
    expectFine(nothing);
    EXPECT_TRUE(diffFlows(flow(), *nothing.document).empty());
}

TEST(BpmnOverlay, AddsBehindBeforeAndOnAFlow) {
    for (const std::string spot : {"after=\"check\"", "before=\"copy\"", "on=\"f2\""}) {
        Outcome outcome = apply(overlay("<add " + spot + ">" + second + "</add>"));
        expectFine(outcome);
        EXPECT_EQ(way(*outcome.document), "received check second copy examine granted register notify done") << spot;
        EXPECT_EQ(get(*outcome.document->find("f2"), "targetRef"), "second");
        EXPECT_EQ(text(*child(*outcome.document->find("second"), "incoming")), "f2");
        const auto changes = diffFlows(flow(), *outcome.document);
        ASSERT_GE(changes.size(), 2U);
        EXPECT_TRUE(std::any_of(changes.begin(), changes.end(), [](const FlowChange& change) {
            return change.kind == FlowChange::Kind::added && change.element == "second";
        }));
    }
    Outcome chain =
        apply(overlay("<add after=\"examine\">" + second + "<b:intermediateThrowEvent id=\"mark\"/></add>"));
    expectFine(chain);
    EXPECT_EQ(way(*chain.document), "received check copy examine second mark granted register notify done");
}

TEST(BpmnOverlay, BeforeAStepThatSeveralWaysEnter) {
    Outcome outcome = apply(overlay("<add before=\"notify\">" + second + "</add>"));
    expectFine(outcome);
    FlowEditor editor(*outcome.document);
    EXPECT_EQ(editor.incoming("second"), (std::vector<std::string>{"f7", "f11"}));
    EXPECT_EQ(editor.incoming("notify").size(), 1U);
    Outcome upright = apply(overlay("<add on=\"f11\">" + second + "</add>"));
    expectFine(upright);
    Outcome down = apply(overlay("<add on=\"f9\">" + second + "</add>"));
    expectFine(down);
}

// Corners in the middle of what they lead to, backward arrows, arrows from above and below.
TEST(BpmnOverlay, EveryArrowOfTheIntakeFlowTakesAStep) {
    auto document = Document::load(TOITSU_SOURCE_DIR "/templates/flows/intake.bpmn");
    ASSERT_TRUE(document);
    std::string entries;
    int count = 0;
    for (const Node* inner : elements(*document->find("intake"), "sequenceFlow"))
        entries += "<add on=\"" + get(*inner, "id") + "\"><b:task id=\"new-" + std::to_string(++count) + "\"/></add>";
    std::string xml = overlay(entries, fingerprint(*document));
    xml.replace(xml.find("flow=\"benefit\""), 14, "flow=\"intake\"");
    std::vector<Finding> findings;
    const auto read = readOverlay(xml, "o.xml", findings);
    ASSERT_TRUE(read);
    auto result = applyOverlay(*document, *read, findings);
    ASSERT_TRUE(result) << findings.front().message.en;
    EXPECT_EQ(count, 17);
    expectDrawn(*result, "intake");
}

TEST(BpmnOverlay, SkipsAndJoinsTheWay) {
    Outcome outcome = apply(overlay("<skip element=\"copy\" reason=\"電子化済み\"/>"));
    expectFine(outcome);
    EXPECT_EQ(way(*outcome.document), "received check examine granted register notify done");
    EXPECT_EQ(outcome.document->write().find("copy"), std::string::npos);
}

TEST(BpmnOverlay, WhatOnlyABoundaryLedToGoesWithIt) {
    Document document = flow();
    document.clear(*document.find("examine"), "mandatory", flowSpace);
    std::vector<Finding> findings;
    const auto read =
        readOverlay(overlay("<skip element=\"examine\" reason=\"x\"/>", fingerprint(document)), "o.xml", findings);
    ASSERT_TRUE(read);
    auto result = applyOverlay(document, *read, findings);
    ASSERT_TRUE(result) << findings.front().message.en;
    for (const char* gone : {"examine", "late", "remind", "reminded", "f9", "f10"})
        EXPECT_EQ(result->find(gone), nullptr) << gone;
    EXPECT_EQ(way(*result), "received check copy granted register notify done");
    expectDrawn(*result);
}

TEST(BpmnOverlay, RenamesMovesAndChanges) {
    Outcome outcome =
        apply(overlay("<rename element=\"check\" name=\"受付審査\"/><move element=\"copy\" after=\"examine\"/>"
                      "<change element=\"notify\" role=\"郵送係\" form=\"mail\"/><change element=\"register\" "
                      "operation=\"komoro.register\"/>"
                      "<deadline element=\"late\" duration=\"P10D\" calendar=\"office\"/>"));
    expectFine(outcome);
    Document& document = *outcome.document;
    EXPECT_EQ(way(document), "received check examine copy granted register notify done");
    EXPECT_EQ(get(*document.find("check"), "name"), "受付審査");
    EXPECT_EQ(get(*document.find("notify"), "role", flowSpace), "郵送係");
    EXPECT_EQ(get(*document.find("register"), "operation", flowSpace), "komoro.register");
    std::set<std::string> kinds;
    for (const FlowChange& change : diffFlows(flow(), document)) kinds.insert(kindName(change.kind));
    EXPECT_EQ(kinds, (std::set<std::string>{"renamed", "order", "role", "form", "operation", "deadline"}));
    const Node* timer = child(*document.find("late"), "timerEventDefinition");
    EXPECT_EQ(text(*child(*timer, "timeDuration")), "P10D");
    EXPECT_EQ(get(*timer, "calendar", flowSpace), "office");
}

TEST(BpmnOverlay, ALawfulStepIsNeitherSkippedNorBypassed) {
    const Outcome skipped = apply(overlay("\n<skip element=\"examine\" reason=\"x\"/>"));
    EXPECT_EQ(skipped.codes(), "W295") << skipped.told();
    EXPECT_NE(skipped.told().find("児童手当法第7条"), std::string::npos);
    EXPECT_EQ(skipped.findings.front().place.line, 3);
    const Outcome behind = apply(overlay("<move element=\"notify\" on=\"f6\"/>"));
    EXPECT_EQ(behind.codes(), "W295") << "the refused are no longer told" << behind.told();
    const Outcome examined = apply(overlay("<move element=\"examine\" after=\"register\"/>"));
    EXPECT_EQ(examined.codes(), "W295") << examined.told();
    Outcome earlier = apply(overlay("<move element=\"examine\" after=\"check\"/>"));
    expectFine(earlier);
    EXPECT_EQ(way(*earlier.document), "received check examine copy granted register notify done");
}

TEST(BpmnOverlay, MandatoryStepsAreComparedOnTheGraph) {
    Document bypassed = flow();
    bypassed.set(*bypassed.find("f4"), "sourceRef", "copy");
    const Document original = flow();
    const auto dropped = droppedSteps(original, bypassed);
    ASSERT_EQ(dropped.size(), 2U) << "nothing comes behind examine, so notify is missed too";
    EXPECT_EQ(get(*dropped.front().step, "id"), "examine");
    Document unmarked = flow();
    unmarked.clear(*unmarked.find("notify"), "mandatory", flowSpace);
    EXPECT_EQ(droppedSteps(flow(), unmarked).size(), 1U);
    EXPECT_TRUE(droppedSteps(flow(), flow()).empty());
}

TEST(BpmnOverlay, SaysWhatIsNotThereOrNotPossible) {
    EXPECT_EQ(apply(overlay("<rename element=\"gone\" name=\"x\"/>")).codes(), "W292");
    EXPECT_EQ(apply(overlay("<add after=\"gone\">" + second + "</add>")).codes(), "W292");
    EXPECT_EQ(apply(overlay("", "0123456789abcdef")).codes(), "W291");
    EXPECT_EQ(apply(overlay("<skip element=\"copy\" reason=\"x\"/><rename element=\"copy\" name=\"y\"/>")).codes(),
              "W293");
    EXPECT_EQ(apply(overlay("<rename element=\"copy\" name=\"x\"/><rename element=\"copy\" name=\"y\"/>")).codes(),
              "W293");
    EXPECT_EQ(apply(overlay("<skip element=\"granted\" reason=\"x\"/>")).codes(), "W294");
    EXPECT_EQ(apply(overlay("<skip element=\"done\" reason=\"x\"/>")).codes(), "W294");
    EXPECT_EQ(apply(overlay("<add after=\"granted\">" + second + "</add>")).codes(), "W294");
    EXPECT_EQ(apply(overlay("<change element=\"register\" role=\"x\"/>")).codes(), "W294");
    EXPECT_EQ(apply(overlay("<deadline element=\"check\" duration=\"P1D\"/>")).codes(), "W294");
    EXPECT_EQ(apply(overlay("<move element=\"copy\" after=\"check\"/>")).codes(), "W294");
    EXPECT_EQ(apply(overlay("<add after=\"check\"><b:endEvent id=\"x\"/></add>")).codes(), "W296");
    EXPECT_EQ(apply(overlay("<add after=\"check\"><b:task id=\"copy\"/></add>")).codes(), "W296");
    EXPECT_EQ(apply(overlay("<add after=\"check\"><b:task id=\"x\" colour=\"red\"/></add>")).codes(), "W203");
    EXPECT_EQ(apply(overlay("<deadline element=\"late\" duration=\"soon\"/>")).codes(), "W214");
}

TEST(BpmnOverlay, SaysWhatIsWrittenWrongly) {
    EXPECT_EQ(apply("<overlay/>").codes(), "W290");
    EXPECT_EQ(apply("<broken").codes(), "X001");
    EXPECT_EQ(apply(overlay("<drop element=\"copy\"/>")).codes(), "W290");
    EXPECT_EQ(apply(overlay("<skip element=\"copy\"/>")).codes(), "W290") << "a reason is needed";
    EXPECT_EQ(apply(overlay("<add after=\"a\" before=\"b\">" + second + "</add>")).codes(), "W290");
    EXPECT_EQ(apply(overlay("<add after=\"check\"/>")).codes(), "W290");
    EXPECT_EQ(apply(overlay("<change element=\"check\"/>")).codes(), "W290");
    EXPECT_EQ(apply(overlay("<deadline element=\"late\"/>")).codes(), "W290");
    EXPECT_EQ(apply(overlay("<deadline element=\"late\" duration=\"P1D\" date=\"2027-01-01\"/>")).codes(), "W290");
    EXPECT_EQ(apply(overlay("<rename element=\"copy\" name=\"x\" colour=\"red\"/>")).codes(), "W290");
}

TEST(BpmnOverlay, TheFingerprintIsOfTheMeaningOnly) {
    Document moved = flow();
    moved.set(*child(*moved.shapeOf("check"), "Bounds", boundsSpace), "x", "210");
    EXPECT_EQ(fingerprint(moved), fingerprint(flow()));
    Document renamed = flow();
    renamed.set(*renamed.find("check"), "name", "別名");
    EXPECT_NE(fingerprint(renamed), fingerprint(flow()));
    EXPECT_EQ(fingerprint(flow()).size(), 16U);
}

// 0 valid, 3 and 4 not valid (xmllint); other answers mean that the check itself failed.
int xmllint(const std::string& text) {
    const auto folder = files::TemporaryFolder::make("overlay");
    const std::string file = folder->path() + "/o.xml";
    EXPECT_TRUE(files::writeAtomically(file, text));
    const std::string command = "xmllint --nonet --noout --schema '" TOITSU_SOURCE_DIR
                                "/templates/schema/overlay.xsd' '" +
                                file + "' >/dev/null 2>&1";
    return WEXITSTATUS(std::system(command.c_str()));
}

TEST(BpmnOverlay, TheSchemaSaysTheSame) {
    const std::string all = "<documentation>なぜ</documentation><add after=\"check\">" + second +
                            "</add><skip element=\"copy\" reason=\"x\"/>"
                            "<rename element=\"check\" name=\"y\"/><move element=\"copy\" on=\"f4\"/><change "
                            "element=\"notify\" role=\"r\"/>"
                            "<deadline element=\"late\" duration=\"P1D\" until=\"midnight\"/>";
    EXPECT_EQ(xmllint(overlay(all)), 0);
    for (const char* wrong : {"<drop element=\"copy\"/>", "<skip element=\"copy\"/>",
                              "<rename element=\"copy\" name=\"x\" colour=\"red\"/>", "<add after=\"check\"/>"})
        EXPECT_NE(xmllint(overlay(wrong)), 0) << wrong;
    EXPECT_NE(xmllint(overlay("", "XYZ")), 0);
}

TEST(FlowDiff, TellsConditionsKindsAndWhatIsGone) {
    Document changed = flow();
    changed.setText(*child(*changed.find("f6"), "conditionExpression"), "granted = true and amount < 10000");
    changed.set(*changed.find("late"), "cancelActivity", "true");
    changed.remove(*changed.find("copy"));
    std::map<std::string, std::string> told;
    for (const FlowChange& change : diffFlows(flow(), changed))
        told[std::string(kindName(change.kind)) + " " + change.element] = change.message.en;
    EXPECT_EQ(told.count("condition granted"), 1U);
    EXPECT_NE(told["condition granted"].find("amount < 10000"), std::string::npos) << told["condition granted"];
    EXPECT_EQ(told.count("attribute late"), 1U);
    EXPECT_EQ(told.count("removed copy"), 1U);
}

}  // namespace
}  // namespace toitsu::workflows::bpmn
