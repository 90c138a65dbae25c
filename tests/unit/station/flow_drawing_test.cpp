#include "apps/station/flow_drawing.h"

#include <gtest/gtest.h>

#include "base/files.h"
#include "base/xml.h"

namespace toitsu::station {
namespace {

FlowDrawing shipped() {
    return FlowDrawing::load(std::string(TOITSU_SOURCE_DIR) + "/templates/flows/intake.bpmn").value();
}

int count(const std::string& text, const std::string& part) {
    int found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++found;
    return found;
}

TEST(FlowDrawingTest, KnowsTheShippedFlow) {
    const FlowDrawing drawing = shipped();
    EXPECT_EQ(drawing.process, "intake");
    EXPECT_EQ(drawing.machineElements(), (std::set<std::string>{"archive", "register"}));
    for (const FlowElement& element : drawing.elements) EXPECT_TRUE(element.drawn) << element.id;
    for (const FlowArrow& arrow : drawing.arrows) EXPECT_GE(arrow.points.size(), 2u) << arrow.id;
}

TEST(FlowDrawingTest, TheSvgIsWellFormedAndMarksThePath) {
    const std::string svg =
        flowSvg(shipped(), {{"received", "review", "who", "verify"}, {"verify"}, {"to-review", "to-who", "person"}});
    const auto document = xml::parse(svg, "flow.svg");
    ASSERT_TRUE(document) << document.error().text(Language::en);
    EXPECT_EQ(count(svg, "class=\"node passed\""), 3);
    EXPECT_EQ(count(svg, "class=\"node here\""), 1);
    EXPECT_EQ(count(svg, "class=\"arrow passed\""), 3);
}

TEST(FlowDrawingTest, AFileWithoutADiagramIsDrawnInARow) {
    const auto folder = files::TemporaryFolder::make("toitsu-flow-").value();
    const std::string file = folder.path() + "/plain.bpmn";
    ASSERT_TRUE(files::writeAtomically(file, R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">
      <process id="plain"><startEvent id="a"/><userTask id="b" name="A &amp; B"/><endEvent id="c"/>
      <sequenceFlow id="ab" sourceRef="a" targetRef="b"/><sequenceFlow id="bc" sourceRef="b" targetRef="c"/></process></definitions>)"));
    const FlowDrawing drawing = FlowDrawing::load(file).value();
    EXPECT_LT(drawing.element("a")->box.x, drawing.element("b")->box.x);
    EXPECT_TRUE(xml::parse(flowSvg(drawing, {{"a"}, {"b"}, {"ab"}}), "plain.svg"));
}

TEST(FlowDrawingTest, ABrokenFileIsAnError) {
    EXPECT_FALSE(FlowDrawing::load(std::string(TOITSU_SOURCE_DIR) + "/templates/flows/no-such.bpmn"));
}

}  // namespace
}  // namespace toitsu::station
