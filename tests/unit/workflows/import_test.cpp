// What the importer refuses, with code and place, and what it ignores.

#include "tests/unit/workflows/bench.h"
#include "workflows/bpmn.h"

namespace toitsu::workflows {
namespace {

using namespace bench;

std::vector<std::string> codes(const std::string& xml) {
    std::vector<std::string> all;
    const Import import = readBpmn(xml, "f.bpmn");
    for (const Error& error : import.mistakes) {
        all.push_back(error.code);
        EXPECT_EQ(error.place.file, "f.bpmn") << error.code;
        EXPECT_GT(error.place.line, 0) << error.code;
        EXPECT_GT(error.place.column, 0) << error.code;
        EXPECT_FALSE(error.message.ja.empty());
        EXPECT_FALSE(error.message.en.empty());
    }
    return all;
}
using Codes = std::vector<std::string>;

std::string plain(const std::string& more) {
    return process(start + userTask("a") + end + flow("start", "a") + flow("a", "end") + more);
}

TEST(Import, AcceptsAPlainFlow) {
    const Import import = readBpmn(plain(""), "f.bpmn");
    ASSERT_TRUE(import.definition);
    EXPECT_EQ(import.definition->process, "p");
    EXPECT_EQ(import.definition->name, "試験");
    EXPECT_EQ(import.definition->at(import.definition->find("p")->starts.at(0)).id, "start");
    EXPECT_EQ(import.definition->find("a")->role, "clerk");
    EXPECT_EQ(import.definition->find("zzz"), nullptr);
}

TEST(Import, IgnoresDrawingsNotesAndOtherVendors) {
    EXPECT_EQ(
        codes(plain(
            R"(<documentation>d</documentation><laneSet id="ls"><lane id="l"><flowNodeRef>a</flowNodeRef></lane></laneSet>
        <textAnnotation id="n"><text>x</text></textAnnotation><association id="as" sourceRef="a" targetRef="n"/>
        <dataObject id="do"/><dataObjectReference id="dor" dataObjectRef="do"/>
        <v:magic xmlns:v="urn:vendor" id="a"/><extensionElements><v:x xmlns:v="urn:vendor"><v:y/></v:x></extensionElements>)")),
        Codes{});
    const std::string vendor = process(
        start +
        R"(<userTask id="a" xmlns:v="urn:vendor" v:assignee="x"><documentation/><extensionElements><v:y/></extensionElements>
        <incoming>i</incoming><outgoing>o</outgoing><v:thing/></userTask>)" +
        end + flow("start", "a") + flow("a", "end"));
    EXPECT_EQ(codes(vendor), Codes{});
}

TEST(Import, RefusesOtherFiles) {
    EXPECT_EQ(codes("<html/>"), Codes{"W001"});
    EXPECT_EQ(codes("<definitions xmlns='urn:other'/>"), Codes{"W001"});
    EXPECT_EQ(codes("<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'/>"), Codes{"W001"});
    EXPECT_EQ(readBpmn("<definitions", "f").mistakes.at(0).code.substr(0, 1), "X");
}

TEST(Import, AFileMayHoldSeveralProcessesAndGlobalTasks) {
    const Import import = readBpmn(
        "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'><process id='other'/><globalUserTask id='g'/>"
        "<process id='p' isExecutable='true'>" +
            start + end + flow("start", "end") + "</process></definitions>",
        "f.bpmn");
    ASSERT_TRUE(import.definition);
    EXPECT_EQ(import.definition->processIds(), (std::vector<std::string>{"other", "g", "p"}));
    EXPECT_EQ(import.definition->process, "p") << "the executable one";
}

TEST(Import, RefusesByNameWhatNobodyKnows) {
    const Import import = readBpmn(plain("<unheardOf id=\"x\"/>"), "f.bpmn");
    ASSERT_EQ(import.mistakes.size(), 1u);
    EXPECT_EQ(import.mistakes[0].code, "W002");
    EXPECT_NE(import.mistakes[0].message.en.find("unheardOf"), std::string::npos);
}

TEST(Import, ReportsQuantities) {
    const auto userTaskWith = [](const std::string& attribute, const std::string& content) {
        return process(start + "<userTask id='a' " + attribute + ">" + content + "</userTask>" + end +
                       flow("start", "a") + flow("a", "end"));
    };
    EXPECT_EQ(codes(userTaskWith("startQuantity='2' completionQuantity='3'", "")), Codes{});
    EXPECT_EQ(codes(userTaskWith("startQuantity='0'", "")), Codes{"W018"});
    EXPECT_EQ(codes(userTaskWith("completionQuantity='-1'", "")), Codes{"W018"});
    EXPECT_EQ(codes(userTaskWith("completionQuantity='many'", "")), Codes{"W018"});
    EXPECT_EQ(codes(userTaskWith("", "<standardLoopCharacteristics loopMaximum='-1'/>")), Codes{"W018"});
}

TEST(Import, ReportsIdsAndReferences) {
    EXPECT_EQ(codes(plain(userTask("a"))), Codes{"W003"});
    EXPECT_EQ(codes(plain("<userTask name='nameless'/>")), Codes{"W003"});
    EXPECT_EQ(codes(plain("<sequenceFlow sourceRef='a' targetRef='end'/>")), Codes{"W003"});
    EXPECT_EQ(codes(plain(flow("a", "nowhere"))), Codes{"W004"});
    EXPECT_EQ(codes(plain(flow("nowhere", "elsewhere"))), (Codes{"W004", "W004"}));
    EXPECT_EQ(codes(plain("<sequenceFlow id='x' sourceRef='a'/>")), Codes{"W004"});
    EXPECT_EQ(codes(plain("<exclusiveGateway id='g' default='start-a'/>" + flow("a", "g") + flow("g", "end"))),
              Codes{"W004"});
    EXPECT_EQ(codes(plain("<boundaryEvent id='b' attachedToRef='nobody'><timerEventDefinition><timeDuration "
                          "xsi:type='tFormalExpression'>P1D</timeDuration>"
                          "</timerEventDefinition></boundaryEvent>" +
                          flow("b", "end"))),
              Codes{"W004"});
    const std::string noProcessId = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'><process>" +
                                    start + end + flow("start", "end") + "</process></definitions>";
    EXPECT_EQ(codes(noProcessId), Codes{"W003"});
}

TEST(Import, ReportsWaysThatLeadOutOfTheirPlace) {
    const std::string sub = "<subProcess id='s'>" + userTask("b") + "</subProcess>" + flow("a", "s");
    EXPECT_EQ(codes(plain(sub)), Codes{});
    EXPECT_EQ(codes(plain(sub + flow("a", "b"))), Codes{"W014"});
    EXPECT_EQ(codes(plain(sub + flow("b", "end"))), Codes{"W014"});
    EXPECT_EQ(codes(plain("<parallelGateway id='g'/>" + flow("a", "g") + flow("g", "end") +
                          "<boundaryEvent id='b' attachedToRef='g'><timerEventDefinition><timeDuration "
                          "xsi:type='tFormalExpression'>P1D</timeDuration>"
                          "</timerEventDefinition></boundaryEvent>" +
                          flow("b", "end"))),
              Codes{"W014"});
}

TEST(Import, ReportsConditions) {
    const auto choice = [](const std::string& condition) {
        return process(start + "<exclusiveGateway id='g' default='g-end'/>" + userTask("a") + end + flow("start", "g") +
                       flow("g", "a", condition) + flow("g", "end") + flow("a", "end"));
    };
    EXPECT_EQ(codes(choice("x > 1")), Codes{});
    EXPECT_EQ(codes(choice("x >")), Codes{"W010"});
    EXPECT_EQ(codes(choice("${x > 1}")), Codes{"W010"});
    EXPECT_EQ(codes(choice(" ")), Codes{"W010"});
    const auto language = [](const std::string& name) {
        return process(start + "<exclusiveGateway id='g' default='g-end'/>" + userTask("a") + end + flow("start", "g") +
                       flow("g", "end") + flow("a", "end") +
                       "<sequenceFlow id='x' sourceRef='g' targetRef='a'><conditionExpression language='" + name +
                       "'>x > 1</conditionExpression></sequenceFlow>");
    };
    EXPECT_EQ(codes(language("https://www.omg.org/spec/DMN/20230324/FEEL/")), Codes{});
    EXPECT_EQ(codes(language("http://www.w3.org/1999/XPath")).at(0), "W010");
}

TEST(Import, ReportsTimers) {
    const auto timer = [](const std::string& content) {
        return codes(around("w", "<intermediateCatchEvent id='w'><timerEventDefinition>" + content +
                                     "</timerEventDefinition></intermediateCatchEvent>"));
    };
    EXPECT_EQ(timer("<timeDuration xsi:type='tFormalExpression'>P3D</timeDuration>"), Codes{});
    EXPECT_EQ(timer(""), Codes{"W013"});
    EXPECT_EQ(timer("<timeDuration xsi:type='tFormalExpression'>3 days</timeDuration>"), Codes{"W013"});
    EXPECT_EQ(timer("<timeDuration xsi:type='tFormalExpression'>2027-03-31</timeDuration>"), Codes{"W013"});
    EXPECT_EQ(timer("<timeDate xsi:type='tFormalExpression'>P3D</timeDate>"), Codes{"W013"});
    EXPECT_EQ(timer("<timeDate xsi:type='tFormalExpression'>2027-02-30</timeDate>"), Codes{"W013"});
    EXPECT_EQ(timer("<timeCycle xsi:type='tFormalExpression'>0 0 9 * * MON</timeCycle>"), Codes{"W013"});
    EXPECT_EQ(timer("<timeDate xsi:type='tFormalExpression'>2027-03-31</timeDate><timeDuration "
                    "xsi:type='tFormalExpression'>P3D</timeDuration>"),
              Codes{"W013"});
    EXPECT_EQ(timer("<timeDuration xsi:type='tFormalExpression'>= 1 +</timeDuration>"), Codes{"R001"});
}

TEST(Import, ReportsOurAttributes) {
    EXPECT_EQ(codes(around("s", "<serviceTask id='s'/>")), Codes{}) << "the operation is called as the task";
    EXPECT_EQ(codes(around("s", "<serviceTask id='s' flow:operation='= 1 +'/>")), Codes{"W010"});
    EXPECT_EQ(codes(around("r", "<businessRuleTask id='r'/>")), Codes{}) << "a job";
    EXPECT_EQ(codes(around("r", "<businessRuleTask id='r' flow:decision='d'/>")), Codes{"W015"});
    EXPECT_EQ(codes(around("u", "<userTask id='u' flow:rolle='x'/>")), Codes{"W015"});
    EXPECT_EQ(codes(around("u", "<userTask id='u' flow:operation='x'/>")), Codes{"W015"});
    EXPECT_EQ(codes(process("<startEvent id='start' flow:role='x'/>" + end + flow("start", "end"))), Codes{"W015"});
}

TEST(Import, ReportsSeveralMistakesInTheFilesOrderWithTheirPlaces) {
    const std::string xml = process(start + "<serviceTask id=\"s\" flow:role=\"x\"/>\n" + "<unheard id=\"x\"/>\n" +
                                    end + flow("start", "s") + flow("s", "end") + flow("s", "nowhere"));
    const Import import = readBpmn(xml, "f.bpmn");
    EXPECT_FALSE(import.definition);
    ASSERT_EQ(import.mistakes.size(), 3u);
    EXPECT_EQ(import.mistakes[0].text(Language::en).substr(0, 27), "f.bpmn:6:21: error W015: se");
    EXPECT_EQ(import.mistakes[1].place.line, 7);
    EXPECT_EQ(import.mistakes[2].place.line, 11);

    Bench bench;
    const auto deployed = bench.engine.deploy(xml, "f.bpmn", t0);
    ASSERT_FALSE(deployed);
    EXPECT_EQ(deployed.error().code, "W015");
    EXPECT_NE(deployed.error().text(Language::en).find("\nf.bpmn:7:1: error W2"), std::string::npos);
    EXPECT_NE(deployed.error().text(Language::ja).find("\nf.bpmn:11:"), std::string::npos);
}

}  // namespace
}  // namespace toitsu::workflows
