// BPMN MIWG's 21 reference models through import and export: 100 percent of all six measures, and nothing else lost.

#include "tests/conformance/miwg.h"

#include <filesystem>
#include <iostream>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/conformance/suite.h"
#include "workflows/bpmn/document.h"
#include "workflows/bpmn/model.h"
#include "workflows/bpmn/overlay.h"

namespace toitsu::conformance {
namespace {

const std::string folder = TOITSU_SHARED_DIR "/conformance/miwg";

TEST(Miwg, EveryModelComesThroughWhole) {
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no " << folder;
    std::ostringstream told;
    const Tally tally = runMiwg(folder, told);
    std::cout << told.str();
    EXPECT_EQ(tally.passed, 21);
    EXPECT_EQ(tally.failed, 0);
}

TEST(Miwg, ASecondRoundTripChangesNothing) {
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no " << folder;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".bpmn") continue;
        const auto first = workflows::bpmn::Document::load(entry.path().string());
        ASSERT_TRUE(first) << first.error().text(Language::en);
        const std::string written = first->write();
        const auto second = workflows::bpmn::Document::parse(written, entry.path().string());
        ASSERT_TRUE(second) << second.error().text(Language::en);
        EXPECT_TRUE(workflows::bpmn::sameContent(first->definitions(), second->definitions())) << entry.path();
        EXPECT_EQ(second->write(), written) << entry.path();
    }
}

// Overlays on other makers' models: a step on every sequence flow, and the model stays valid.
TEST(Miwg, EverySequenceFlowTakesAStep) {
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no " << folder;
    using namespace workflows::bpmn;
    int taken = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".bpmn") continue;
        const auto base = Document::load(entry.path().string());
        ASSERT_TRUE(base);
        Overlay overlay;
        overlay.base = fingerprint(*base);
        for (const Node* process : elements(base->definitions(), "process")) overlay.flow = get(*process, "id");
        const Model model(*base);
        for (const Item* flow : model.all("sequenceFlow")) {
            // What an event-based gateway leads to must be an event, and nothing can stand in between.
            const Item* from = model.source(*flow);
            if (from == nullptr || from->is("eventBasedGateway") || flow->id.empty()) continue;
            OverlayChange change;
            change.element = "toitsu-" + std::to_string(++taken);
            change.spot.on = flow->id;
            change.steps = {"<task xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" id=\"" + change.element +
                            "\"/>"};
            overlay.changes.push_back(change);
        }
        std::vector<Finding> findings;
        const auto result = applyOverlay(*base, overlay, findings);
        EXPECT_TRUE(result) << entry.path() << (findings.empty() ? "" : findings.front().error().text(Language::en));
    }
    EXPECT_GT(taken, 400);
}

TEST(Miwg, TheMeasuresNoticeWhatIsLost) {
    const std::string whole = R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
        xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"
        xmlns:v="urn:vendor"><process id="p"><task id="a" name="A" default="f" v:colour="red"><incoming>f</incoming></task>
        </process><bpmndi:BPMNShape bpmnElement="a"><dc:Bounds x="1" y="2" width="3" height="4"/></bpmndi:BPMNShape>
        </definitions>)";
    const auto without = [&](const std::string& piece) {
        std::string less = whole;
        return less.erase(less.find(piece), piece.size());
    };
    EXPECT_EQ(compare(whole, whole)->least(), 100);
    EXPECT_LT(compare(whole, without(" id=\"a\""))->ids, 100);
    EXPECT_LT(compare(whole, without(" name=\"A\""))->semantics, 100);
    EXPECT_LT(compare(whole, without(" name=\"A\""))->attributes, 100);
    EXPECT_LT(compare(whole, without(" default=\"f\""))->references, 100);
    EXPECT_LT(compare(whole, without("<incoming>f</incoming>"))->references, 100);
    EXPECT_LT(compare(whole, without(" x=\"1\""))->diagram, 100);
    EXPECT_LT(compare(whole, without(" v:colour=\"red\""))->extensions, 100);
    EXPECT_FALSE(compare(whole, "<broken"));
}

}  // namespace
}  // namespace toitsu::conformance
