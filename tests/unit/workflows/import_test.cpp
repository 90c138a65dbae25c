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
    EXPECT_EQ(import.definition->start().id, "start");
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

TEST(Import, RunsTheOneExecutableProcessOfSeveral) {
    const auto two = [](const std::string& first, const std::string& second) {
        return "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'><process id='other' " + first +
               "/><process id='p' " + second + ">" + start + end + flow("start", "end") + "</process></definitions>";
    };
    EXPECT_EQ(codes(two("", "isExecutable='true'")), Codes{});
    EXPECT_EQ(codes(two("isExecutable='true'", "isExecutable='true'")), Codes{"W016"});
    EXPECT_EQ(codes(two("", "")), Codes{"W016"});
}

TEST(Import, RefusesByNameWhatItCannotRun) {
    for (const std::string element : {"scriptTask", "subProcess", "callActivity", "inclusiveGateway", "complexGateway",
                                      "eventBasedGateway", "sendTask", "receiveTask", "manualTask", "task",
                                      "intermediateThrowEvent", "adHocSubProcess", "transaction", "unheardOf"}) {
        const Import import = readBpmn(plain("<" + element + " id=\"x\"/>" + flow("a", "x")), "f.bpmn");
        ASSERT_EQ(import.mistakes.size(), 1u) << element << ": no consequences are reported, only the cause";
        EXPECT_EQ(import.mistakes[0].code, "W002");
        EXPECT_NE(import.mistakes[0].message.en.find(element), std::string::npos);
    }
    EXPECT_EQ(
        codes(process("<startEvent id='start'><messageEventDefinition/></startEvent>" + end + flow("start", "end"))),
        Codes{"W002"});
    EXPECT_EQ(codes(process("<startEvent id='start'><eventDefinitionRef>x</eventDefinitionRef></startEvent>" + end +
                            flow("start", "end"))),
              Codes{"W002"});
    EXPECT_EQ(codes(plain("<intermediateCatchEvent id='i'/>")), Codes{"W002"});
    const auto userTaskWith = [](const std::string& attribute, const std::string& content) {
        return process(start + "<userTask id='a' " + attribute + ">" + content + "</userTask>" + end +
                       flow("start", "a") + flow("a", "end"));
    };
    EXPECT_EQ(codes(userTaskWith("", "<multiInstanceLoopCharacteristics/>")), Codes{"W002"});
    EXPECT_EQ(codes(userTaskWith("", "<standardLoopCharacteristics/>")), Codes{"W002"});
    EXPECT_EQ(codes(userTaskWith("isForCompensation='true'", "")), Codes{"W002"});
    EXPECT_EQ(codes(userTaskWith("startQuantity='2'", "")), Codes{"W002"});
    EXPECT_EQ(codes(userTaskWith("startQuantity='1' isForCompensation='false'", "")), Codes{});
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
    EXPECT_EQ(codes(plain(
                  "<boundaryEvent id='b' attachedToRef='nobody'><timerEventDefinition><timeDuration>P1D</timeDuration>"
                  "</timerEventDefinition></boundaryEvent>" +
                  flow("b", "end"))),
              Codes{"W004"});
    const std::string noProcessId = "<definitions xmlns='http://www.omg.org/spec/BPMN/20100524/MODEL'><process>" +
                                    start + end + flow("start", "end") + "</process></definitions>";
    EXPECT_EQ(codes(noProcessId), Codes{"W003"});
}

TEST(Import, ReportsMissingStartsEndsAndWays) {
    EXPECT_EQ(codes(process(userTask("a") + end + flow("a", "end"))), (Codes{"W005", "W009", "W009"}));
    EXPECT_EQ(codes(plain("<startEvent id='s2'/>" + flow("s2", "a"))), Codes{"W005"});
    EXPECT_EQ(codes(process(start + userTask("a") + flow("start", "a"))), (Codes{"W006", "W017", "W008"}));
    EXPECT_EQ(codes(plain("<exclusiveGateway id='g'/>" + flow("a", "g"))), Codes{"W007"});
    EXPECT_EQ(codes(plain("<parallelGateway id='g'/>" + flow("a", "g"))), Codes{"W007"});
    EXPECT_EQ(codes(plain(userTask("b") + flow("a", "b"))), Codes{"W008"});
    EXPECT_EQ(codes(plain(userTask("b") + flow("b", "end"))), Codes{"W009"});
    EXPECT_EQ(codes(plain(userTask("b") + userTask("c") + flow("a", "b") + flow("b", "c") + flow("c", "b"))),
              (Codes{"W017", "W017"}));
    EXPECT_EQ(codes(plain(flow("a", "start"))), Codes{"W014"});
    EXPECT_EQ(codes(plain(flow("end", "a"))), Codes{"W014"});
    EXPECT_EQ(
        codes(plain("<parallelGateway id='g'/>" + flow("a", "g") + flow("g", "end") +
                    "<boundaryEvent id='b' attachedToRef='g'><timerEventDefinition><timeDuration>P1D</timeDuration>"
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
    EXPECT_EQ(codes(choice("")), Codes{"W011"});
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
    EXPECT_EQ(codes(plain(flow("start", "end", "true"))), Codes{"W012"});
    EXPECT_EQ(codes(plain("<parallelGateway id='g'/>" + flow("a", "g") + flow("g", "end", "true"))), Codes{"W012"});
}

TEST(Import, ReportsTimers) {
    const auto timer = [](const std::string& content) {
        return codes(around("w", "<intermediateCatchEvent id='w'><timerEventDefinition>" + content +
                                     "</timerEventDefinition></intermediateCatchEvent>"));
    };
    EXPECT_EQ(timer("<timeDuration>P3D</timeDuration>"), Codes{});
    EXPECT_EQ(timer(""), Codes{"W013"});
    EXPECT_EQ(timer("<timeDuration>3 days</timeDuration>"), Codes{"W013"});
    EXPECT_EQ(timer("<timeDuration>2027-03-31</timeDuration>"), Codes{"W013"});
    EXPECT_EQ(timer("<timeDate>P3D</timeDate>"), Codes{"W013"});
    EXPECT_EQ(timer("<timeDate>2027-02-30</timeDate>"), Codes{"W013"});
    EXPECT_EQ(timer("<timeCycle>0 0 9 * * MON</timeCycle>"), Codes{"W013"});
    EXPECT_EQ(timer("<timeDate>2027-03-31</timeDate><timeDuration>P3D</timeDuration>"), Codes{"W013"});
    EXPECT_EQ(timer("<timeDuration>= 1 +</timeDuration>"), Codes{"R001"});
}

TEST(Import, ReportsOurAttributes) {
    EXPECT_EQ(codes(around("s", "<serviceTask id='s'/>")), Codes{"W015"});
    EXPECT_EQ(codes(around("s", "<serviceTask id='s' flow:operation=' '/>")), Codes{"W015"});
    EXPECT_EQ(codes(around("s", "<serviceTask id='s' flow:operation='= 1 +'/>")), Codes{"R001"});
    EXPECT_EQ(codes(around("r", "<businessRuleTask id='r'/>")), (Codes{"W015", "W015"}));
    EXPECT_EQ(codes(around("u", "<userTask id='u' flow:rolle='x'/>")), Codes{"W015"});
    EXPECT_EQ(codes(around("u", "<userTask id='u' flow:operation='x'/>")), Codes{"W015"});
    EXPECT_EQ(codes(process("<startEvent id='start' flow:role='x'/>" + end + flow("start", "end"))), Codes{"W015"});
}

TEST(Import, ReportsSeveralMistakesInTheFilesOrderWithTheirPlaces) {
    const std::string xml = process(start + "<serviceTask id=\"s\"/>\n" + "<scriptTask id=\"x\"/>\n" + end +
                                    flow("start", "s") + flow("s", "end") + flow("s", "nowhere"));
    const Import import = readBpmn(xml, "f.bpmn");
    EXPECT_FALSE(import.definition);
    ASSERT_EQ(import.mistakes.size(), 3u);
    EXPECT_EQ(import.mistakes[0].text(Language::en).substr(0, 27), "f.bpmn:5:1: error W015: ser");
    EXPECT_EQ(import.mistakes[1].place.line, 6);
    EXPECT_EQ(import.mistakes[2].place.line, 10);

    Bench bench;
    const auto deployed = bench.engine.deploy(xml, "f.bpmn", t0);
    ASSERT_FALSE(deployed);
    EXPECT_EQ(deployed.error().code, "W015");
    EXPECT_NE(deployed.error().text(Language::en).find("\nf.bpmn:6:1: error W002: "), std::string::npos);
    EXPECT_NE(deployed.error().text(Language::ja).find("\nf.bpmn:10:1: "), std::string::npos);
}

}  // namespace
}  // namespace toitsu::workflows
