// Documents come through whole – encodings, prefixes, CDATA, escapes, comments – and can be edited.

#include "workflows/bpmn/document.h"

#include <gtest/gtest.h>

namespace toitsu::workflows::bpmn {
namespace {

const std::string head =
    R"(<b:definitions xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:v="urn:vendor">)";

Document of(const std::string& body) {
    auto document = Document::parse(head + body + "</b:definitions>", "a.bpmn");
    EXPECT_TRUE(document) << document.error().text(Language::en);
    return *document;
}

void expectWhole(const Document& document) {
    const auto again = Document::parse(document.write(), "b.bpmn");
    ASSERT_TRUE(again) << again.error().text(Language::en);
    EXPECT_TRUE(sameContent(document.definitions(), again->definitions())) << document.write();
    EXPECT_EQ(again->write(), document.write());
}

TEST(BpmnDocument, KeepsWhatOthersWrote) {
    const Document document =
        of("<!-- said --><b:process id='p'><?tool x=1?><b:task id='a' name='一行目&#10;二行目&#9;&quot;&lt;'>"
           "<b:documentation>a <v:i>b</v:i> c &amp; d</b:documentation>"
           "<b:extensionElements><v:x v:y='1'><![CDATA[if (a < b && c > d) ]]></v:x></b:extensionElements>"
           "</b:task></b:process>");
    expectWhole(document);
    const std::string written = document.write();
    for (const char* piece : {"<!-- said -->", "<?tool x=1?>", "一行目&#10;二行目&#9;&quot;&lt;",
                              "a <v:i>b</v:i> c &amp; d", "<![CDATA[if (a < b && c > d) ]]>"})
        EXPECT_NE(written.find(piece), std::string::npos) << piece;
    EXPECT_EQ(get(*document.find("a"), "name"), "一行目\n二行目\t\"<");
}

TEST(BpmnDocument, ReadsOtherEncodings) {
    const std::string ascii = head + "<b:process id='p' name='caf\xE9'/></b:definitions>";
    const auto latin = Document::parse("<?xml version='1.0' encoding='WINDOWS-1252' standalone='yes'?>\n" + ascii, "a");
    ASSERT_TRUE(latin) << latin.error().text(Language::en);
    EXPECT_EQ(get(*latin->find("p"), "name"), "café");
    EXPECT_EQ(latin->find("p")->place.line, 2);
    expectWhole(*latin);

    std::string wide = "\xFF\xFE";
    for (const char c :
         std::string("<?xml version='1.0' encoding='UTF-16'?>") + head + "<b:process id='p'/></b:definitions>")
        wide += std::string{c, '\0'};
    const auto utf16 = Document::parse(wide, "a");
    ASSERT_TRUE(utf16) << utf16.error().text(Language::en);
    EXPECT_NE(utf16->find("p"), nullptr);

    const auto sjis = Document::parse("<?xml version='1.0' encoding='Shift_JIS'?>" + head +
                                          "<b:process id='p' name='\x8E\x73\x96\xAF'/></b:definitions>",
                                      "a");
    ASSERT_TRUE(sjis) << sjis.error().text(Language::en);
    EXPECT_EQ(get(*sjis->find("p"), "name"), "市民");

    const auto unknown = Document::parse("<?xml version='1.0' encoding='X-NONE'?>" + ascii, "a");
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, "X002");
    const auto broken = Document::parse("<?xml version='1.0' encoding='Shift_JIS'?><a b='\x81'/>", "a");
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().code, "X002");
}

TEST(BpmnDocument, RefusesWhatIsDangerousOrNotBpmn) {
    const auto code = [](const std::string& text) {
        const auto document = Document::parse(text, "a");
        return document ? std::string("read") : document.error().code;
    };
    EXPECT_EQ(code("<!DOCTYPE a [<!ENTITY b 'c'>]>" + head + "</b:definitions>"), "X004");
    EXPECT_EQ(code("<definitions/>"), "W001");
    EXPECT_EQ(code("<a"), "X001");
    EXPECT_EQ(code(""), "X001");
    std::string deep = head;
    for (int n = 0; n < 300; ++n) deep += "<b:process>";
    EXPECT_EQ(code(deep), "X003");
}

TEST(BpmnDocument, InsertsIndentedAndResolved) {
    auto document = Document::parse(
        head + "\n  <b:process id='p'>\n    <b:task id='a'/>\n    <b:task id='b'/>\n  </b:process>\n</b:definitions>",
        "a");
    ASSERT_TRUE(document);
    const auto put = document->insert(*document->find("p"), 2, "<b:userTask id='n' v:x='1'/>");
    ASSERT_TRUE(put) << put.error().text(Language::en);
    EXPECT_EQ((*put)->local, "userTask");
    EXPECT_EQ((*put)->space, modelSpace);
    EXPECT_NE(document->append(*document->find("p"), "<b:endEvent id='e'/>").value_or(nullptr), nullptr);
    const std::string written = document->write();
    EXPECT_NE(written.find("    <b:task id=\"a\"/>\n    <b:userTask id=\"n\" v:x=\"1\"/>\n    <b:task id=\"b\"/>\n    "
                           "<b:endEvent id=\"e\"/>\n  </b:process>"),
              std::string::npos)
        << written;
    expectWhole(*document);
    EXPECT_FALSE(document->append(*document->find("p"), "<z:unknown/>"));
    EXPECT_FALSE(document->append(*document->find("p"), "text only"));
}

TEST(BpmnDocument, RemovesMovesAndChanges) {
    auto document = Document::parse(
        head + "\n<b:process id='p'>\n <b:task id='a'/>\n <b:task id='b'/>\n</b:process>\n</b:definitions>", "a");
    ASSERT_TRUE(document);
    Node moved = document->take(*document->find("a"));
    EXPECT_EQ(document->find("a"), nullptr);
    Node* process = document->find("p");
    document->put(*process, process->children.size(), std::move(moved));
    EXPECT_NE(document->write().find("\n <b:task id=\"b\"/>\n <b:task id=\"a\"/>\n</b:process>"), std::string::npos)
        << document->write();
    document->set(*document->find("a"), "name", "新");
    document->set(*document->find("a"), "role", "係長", flowSpace);
    EXPECT_EQ(get(*document->find("a"), "role", flowSpace), "係長");
    EXPECT_NE(document->write().find("xmlns:flow=\"urn:toitsu:flow:1\""), std::string::npos);
    EXPECT_TRUE(document->clear(*document->find("a"), "name"));
    EXPECT_FALSE(document->clear(*document->find("a"), "name"));
    expectWhole(*document);
    const Node stranger = *document->find("a");
    EXPECT_FALSE(document->remove(stranger));
}

TEST(BpmnDocument, RenamesAnIdEverywhere) {
    Document document =
        of("<b:process id='p'><b:task id='a' default='f'><b:outgoing>f</b:outgoing></b:task>"
           "<b:sequenceFlow id='f' sourceRef='a' targetRef='t:a'/></b:process>"
           "<d:BPMNShape xmlns:d='http://www.omg.org/spec/BPMN/20100524/DI' bpmnElement='a'/>");
    document.rename("a", "neu");
    document.rename("f", "fluss");
    EXPECT_EQ(document.find("a"), nullptr);
    ASSERT_NE(document.find("neu"), nullptr);
    EXPECT_EQ(get(*document.find("neu"), "default"), "fluss");
    EXPECT_EQ(text(*child(*document.find("neu"), "outgoing")), "fluss");
    EXPECT_EQ(get(*document.find("fluss"), "sourceRef"), "neu");
    EXPECT_EQ(get(*document.find("fluss"), "targetRef"), "t:neu");
    EXPECT_NE(document.shapeOf("neu"), nullptr);
    EXPECT_EQ(document.freshId("neu"), "neu-2");
    EXPECT_EQ(document.freshId("free"), "free");
}

}  // namespace
}  // namespace toitsu::workflows::bpmn
