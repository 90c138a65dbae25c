// Pictures of flows: every element of the diagram is there and looks as BPMN says; what has no diagram is laid out.

#include <filesystem>

#include <gtest/gtest.h>

#include "base/files.h"
#include "base/xml.h"
#include "tests/unit/workflows/bench.h"
#include "workflows/drawing/picture.h"
#include "workflows/drawing/svg.h"

namespace toitsu::workflows::drawing {
namespace {

namespace fs = std::filesystem;
using bench::flow;

Drawn drawn(const std::string& xml) {
    return pictureOf(bpmn::Document::parse(xml, "flow.bpmn").value());
}

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t n = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++n;
    return n;
}

// The group of one element.
std::string nodeOf(const std::string& text, const std::string& id) {
    const auto from = text.find("data-id=\"" + id + "\"");
    return from == std::string::npos ? "" : text.substr(from, text.find("</g>", from) - from);
}

TEST(Drawing, ShowsEveryShapeOfTheLibrarysFlows) {
    int files = 0;
    for (const auto& entry : fs::directory_iterator(std::string(TOITSU_SOURCE_DIR) + "/templates/flows")) {
        if (entry.path().extension() != ".bpmn") continue;
        ++files;
        const std::string xml = files::read(entry.path().string()).value();
        const Drawn drawing = drawn(xml);
        EXPECT_FALSE(drawing.laidOut);
        EXPECT_EQ(drawing.picture.shapes.size(), count(xml, "<bpmndi:BPMNShape")) << entry.path();
        EXPECT_EQ(drawing.picture.lines.size(), count(xml, "<bpmndi:BPMNEdge")) << entry.path();
        const std::string text = svg(drawing.picture);
        ASSERT_TRUE(xml::parse(text, "a.svg")) << entry.path();
        EXPECT_EQ(count(text, "class=\"node"), drawing.picture.shapes.size());
        for (const Shape& shape : drawing.picture.shapes) EXPECT_FALSE(shape.kind.empty()) << shape.id;
    }
    EXPECT_EQ(files, 8);
}

TEST(Drawing, DrawsWhatOthersHaveDrawn) {
    const std::string folder = std::string(TOITSU_SHARED_DIR) + "/conformance/miwg";
    if (!fs::exists(folder)) GTEST_SKIP() << "MIWG's models are not here";
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (entry.path().extension() != ".bpmn") continue;
        const std::string text = svg(drawn(files::read(entry.path().string()).value()).picture);
        EXPECT_TRUE(xml::parse(text, "a.svg")) << entry.path();
        EXPECT_GT(count(text, "class=\"node"), 3u) << entry.path();
    }
}

const std::string kFlow = bench::process(
    "<startEvent id='start'/><userTask id='look' name='確認'/>"
    "<boundaryEvent id='late' attachedToRef='look' cancelActivity='false'><timerEventDefinition><timeDuration>P1D"
    "</timeDuration></timerEventDefinition></boundaryEvent><endEvent id='told'/>"
    "<exclusiveGateway id='which' default='which-end'/><subProcess id='inner' name='中'><startEvent id='s2'/>"
    "<serviceTask id='work' flow:operation='x'><standardLoopCharacteristics/></serviceTask>" +
    flow("s2", "work") + "</subProcess><endEvent id='end'><terminateEventDefinition/></endEvent>" +
    flow("start", "look") + flow("look", "which") + flow("which", "inner", "x = 1") + flow("which", "end") +
    flow("inner", "look") + flow("late", "told"));

TEST(Drawing, LaysOutWhatNobodyHasDrawn) {
    const Drawn drawing = drawn(kFlow);
    EXPECT_TRUE(drawing.laidOut);
    const Picture& picture = drawing.picture;
    EXPECT_EQ(picture.shapes.size(), 9u);
    EXPECT_EQ(picture.lines.size(), 7u);
    const auto box = [&](const std::string& id) { return picture.shape(id)->box; };
    EXPECT_GT(box("look").x, box("start").right());
    EXPECT_GT(box("which").x, box("look").right());
    EXPECT_GT(box("work").x, box("inner").x);
    EXPECT_LT(box("work").bottom(), box("inner").bottom());
    EXPECT_LT(box("work").right(), box("inner").right());
    EXPECT_NEAR(box("late").middle().y, box("look").bottom(), 1);
    for (const Shape& a : picture.shapes)
        for (const Shape& b : picture.shapes) {
            const bool related = a.kind == "boundaryEvent" || b.kind == "boundaryEvent" || a.id == "inner" ||
                                 b.id == "inner" || &a == &b;
            const bool apart = a.box.right() <= b.box.x || b.box.right() <= a.box.x || a.box.bottom() <= b.box.y ||
                               b.box.bottom() <= a.box.y;
            EXPECT_TRUE(related || apart) << a.id << " lies on " << b.id;
        }
}

TEST(Drawing, GivesEveryElementItsLook) {
    const std::string text = svg(drawn(kFlow).picture);
    EXPECT_NE(nodeOf(text, "late").find("stroke-dasharray=\"4 3\""), std::string::npos) << "does not interrupt";
    EXPECT_EQ(count(nodeOf(text, "late"), "<circle"), 2u) << "an intermediate event is double";
    EXPECT_NE(nodeOf(text, "end").find("stroke-width=\"3.5\""), std::string::npos) << "an end event is thick";
    EXPECT_NE(nodeOf(text, "end").find("sign full"), std::string::npos) << "terminate is filled";
    EXPECT_EQ(count(nodeOf(text, "start"), "<circle"), 1u);
    EXPECT_NE(nodeOf(text, "which").find("sign bold"), std::string::npos) << "the gateway's cross";
    EXPECT_EQ(count(nodeOf(text, "work"), "class=\"sign\""), 2u) << "gear and loop";
    EXPECT_NE(text.find("確認</text>"), std::string::npos);
}

TEST(Drawing, ShowsTheWayOfACase) {
    Trail trail;
    trail.entered = {{"start", 1}, {"look", 3}};
    trail.waiting = {{"inner", 2}};
    trail.troubled = {"work"};
    trail.taken = {"start-look"};
    const std::string text = svg(drawn(kFlow).picture, trail);
    EXPECT_NE(text.find("class=\"bpmn trail\""), std::string::npos);
    EXPECT_NE(text.find("class=\"node passed\" data-id=\"look\""), std::string::npos);
    EXPECT_NE(text.find("class=\"node here\" data-id=\"inner\""), std::string::npos);
    EXPECT_NE(text.find("class=\"node trouble\" data-id=\"work\""), std::string::npos);
    EXPECT_NE(text.find("class=\"edge passed\" data-id=\"start-look\""), std::string::npos);
    EXPECT_NE(text.find("class=\"number\" x="), std::string::npos);
    EXPECT_NE(text.find(">3</text>"), std::string::npos) << "three times";
    EXPECT_NE(text.find(">2</text>"), std::string::npos) << "two wait";
}

TEST(Drawing, KeepsWhatNamesSayOutOfTheMarkup) {
    const std::string text = svg(drawn(bench::process("<userTask id='a' name='&lt;script&gt;&quot;&amp;'/>")).picture);
    EXPECT_EQ(text.find("<script"), std::string::npos);
    EXPECT_TRUE(xml::parse(text, "a.svg"));
}

TEST(Drawing, IsTheSameEveryTime) {
    EXPECT_EQ(svg(drawn(kFlow).picture), svg(drawn(kFlow).picture));
    EXPECT_FALSE(svg(drawn(bench::process("")).picture).empty()) << "nothing to draw";
}

}  // namespace
}  // namespace toitsu::workflows::drawing
