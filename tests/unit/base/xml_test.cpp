#include "base/xml.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/files.h"

namespace toitsu::xml {
namespace {

Document read(std::string_view text) {
    auto out = parse(text, "a.xml");
    EXPECT_TRUE(out) << (out ? "" : out.error().text(Language::en));
    return out ? std::move(*out) : Document{};
}

std::string problem(std::string_view text) {
    const auto out = parse(text, "a.xml");
    return out ? "fine" : out.error().code + " " + out.error().place.text();
}

TEST(Xml, ReadsElementsAttributesAndText) {
    const Document document = read(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<form id=\"a&amp;b\" title='申請&#x66F8;'>\n"
        "  <field/>文字<!-- c --><![CDATA[<&>]]>\n"
        "  <field id=\"2\"></field><?pi x?>\n</form>\n");
    const Element& root = document.root;
    EXPECT_EQ(document.file, "a.xml");
    EXPECT_EQ(root.name, "form");
    EXPECT_EQ(root.get("id"), "a&b");
    EXPECT_EQ(root.get("title"), "申請書");
    EXPECT_EQ(root.get("missing", "x"), "x");
    EXPECT_EQ(root.find("missing"), nullptr);
    EXPECT_EQ(root.text, "\n  文字<&>\n  \n");
    ASSERT_EQ(root.all("field").size(), 2u);
    EXPECT_EQ(root.child("field"), &root.children[0]);
    EXPECT_EQ(root.child("other"), nullptr);
    EXPECT_EQ(root.children[1].get("id"), "2");
}

TEST(Xml, KnowsPlacesInCharacters) {
    const Document document =
        read("\xEF\xBB\xBF<様式 表題=\"あいう\" id=\"1\">\r\n  <欄\n    幅=\"2\" 高さ=\"3\"/>漢<b/></様式>");
    const Element& root = document.root;
    EXPECT_EQ(root.place.text(), "a.xml:1:1");
    EXPECT_EQ(root.attribute("表題")->place.text(), "a.xml:1:5");
    EXPECT_EQ(root.attribute("id")->place.text(), "a.xml:1:14");
    EXPECT_EQ(root.children[0].place.text(), "a.xml:2:3");
    EXPECT_EQ(root.children[0].attribute("幅")->place.text(), "a.xml:3:5");
    EXPECT_EQ(root.children[0].attribute("高さ")->place.text(), "a.xml:3:11");
    EXPECT_EQ(root.children[1].place.text(), "a.xml:3:20");
}

TEST(Xml, ResolvesNamespaces) {
    const Document document = read(
        "<a xmlns='urn:one' xmlns:t='urn:two' t:x='1' x='2' xml:lang='ja'>"
        "<t:b><c xmlns=''/></t:b><d xmlns:t='urn:three'><t:e/></d><t:f/></a>");
    const Element& root = document.root;
    EXPECT_EQ(root.space, "urn:one");
    ASSERT_EQ(root.attributes.size(), 3u);
    EXPECT_EQ(*root.find("x", "urn:two"), "1");
    EXPECT_EQ(*root.find("x"), "2");
    EXPECT_EQ(*root.find("lang", "http://www.w3.org/XML/1998/namespace"), "ja");
    EXPECT_EQ(root.attributes[0].name, "t:x");
    EXPECT_EQ(root.attributes[0].local, "x");
    EXPECT_EQ(root.children[0].space, "urn:two");
    EXPECT_EQ(root.children[0].name, "t:b");
    EXPECT_EQ(root.children[0].local, "b");
    EXPECT_EQ(root.children[0].children[0].space, "");
    EXPECT_EQ(root.children[1].children[0].space, "urn:three");
    EXPECT_EQ(root.children[2].space, "urn:two");
}

TEST(Xml, KeepsForeignElementsAsWritten) {
    const Document document = read("<a xmlns='urn:one' xmlns:t='urn:two'><b/><t:c  k = 'v'>\n <t:d/>&amp;</t:c ></a>");
    EXPECT_EQ(document.root.source, "");
    EXPECT_EQ(document.root.children[0].source, "");
    EXPECT_EQ(document.root.children[1].source, "<t:c  k = 'v'>\n <t:d/>&amp;</t:c >");
    EXPECT_EQ(document.root.children[1].children[0].source, "<t:d/>");
}

TEST(Xml, NormalisesLineEndsAndAttributeSpace) {
    const Document document = read("<a b='1\r\n2\t3&#10;4'>x\r\ny\rz</a>");
    EXPECT_EQ(document.root.get("b"), "1 2 3\n4");
    EXPECT_EQ(document.root.text, "x\ny\nz");
}

TEST(Xml, RefusesADtd) {
    EXPECT_EQ(problem("<?xml version='1.0'?>\n<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>\n<a>&e;</a>"),
              "X004 a.xml:2:1");
    EXPECT_EQ(problem("<a><!DOCTYPE a></a>"), "X004 a.xml:1:4");
    EXPECT_EQ(parse("<!DOCTYPE html><html/>", "").error().kind, ErrorKind::refused);
}

TEST(Xml, RefusesOtherEncodings) {
    EXPECT_EQ(problem("<a>\n\x8E\x52</a>"), "X002 a.xml:2:1");
    EXPECT_EQ(problem("<?xml version='1.0' encoding='Shift_JIS'?><a/>"), "X002 a.xml:1:30");
    EXPECT_EQ(problem("<?xml version='1.0' encoding='utf-8'?><a/>"), "fine");
    EXPECT_EQ(problem(std::string_view("\xFF\xFE<\0a\0", 6)), "X002 a.xml:1:1");
    EXPECT_EQ(problem("<a>\xED\xA0\x80</a>"), "X002 a.xml:1:4");
}

TEST(Xml, SaysWhereItIsNotWellFormed) {
    EXPECT_EQ(problem(""), "X001 a.xml:1:1");
    EXPECT_EQ(problem("  \n"), "X001 a.xml:2:1");
    EXPECT_EQ(problem("text"), "X001 a.xml:1:1");
    EXPECT_EQ(problem("<a>\n  <b>\n</a>"), "X001 a.xml:3:1");
    EXPECT_EQ(problem("<a>\n  <b>"), "X001 a.xml:2:3");
    EXPECT_EQ(problem("<a/>\n<b/>"), "X001 a.xml:2:1");
    EXPECT_EQ(problem("<a/>漢"), "X001 a.xml:1:5");
    EXPECT_EQ(problem("</a>"), "X001 a.xml:1:1");
    EXPECT_EQ(problem("<a b=\"1\"\n b=\"2\"/>"), "X001 a.xml:2:2");
    EXPECT_EQ(problem("<a b=1/>"), "X001 a.xml:1:6");
    EXPECT_EQ(problem("<a b/>"), "X001 a.xml:1:5");
    EXPECT_EQ(problem("<a b='1'c='2'/>"), "X001 a.xml:1:9");
    EXPECT_EQ(problem("<a b='1<2'/>"), "X001 a.xml:1:8");
    EXPECT_EQ(problem("<a b='1"), "X001 a.xml:1:6");
    EXPECT_EQ(problem("<a "), "X001 a.xml:1:1");
    EXPECT_EQ(problem("<a>1 < 2</a>"), "X001 a.xml:1:6");
    EXPECT_EQ(problem("<a>山 & 川</a>"), "X001 a.xml:1:6");
    EXPECT_EQ(problem("<a>&nbsp;</a>"), "X001 a.xml:1:4");
    EXPECT_EQ(problem("<a b='&#0;'/>"), "X001 a.xml:1:7");
    EXPECT_EQ(problem("<a>&#xD800;</a>"), "X001 a.xml:1:4");
    EXPECT_EQ(problem("<a>&#x110000;</a>"), "X001 a.xml:1:4");
    EXPECT_EQ(problem("<a>&#;</a>"), "X001 a.xml:1:4");
    EXPECT_EQ(problem("<a>\n\x01</a>"), "X001 a.xml:2:1");
    EXPECT_EQ(problem(std::string_view("<a>\0</a>", 8)), "X001 a.xml:1:4");
    EXPECT_EQ(problem("<a>]]></a>"), "X001 a.xml:1:4");
    EXPECT_EQ(problem("<a><!-- -- --></a>"), "X001 a.xml:1:9");
    EXPECT_EQ(problem("<a><!-- --->"), "X001 a.xml:1:9");
    EXPECT_EQ(problem("<a><!--></a>"), "X001 a.xml:1:4");
    EXPECT_EQ(problem("<a><![CDATA[x</a>"), "X001 a.xml:1:4");
    EXPECT_EQ(problem("<![CDATA[x]]><a/>"), "X001 a.xml:1:1");
    EXPECT_EQ(problem("<a/><?xml version='1.0'?>"), "X001 a.xml:1:5");
    EXPECT_EQ(problem("<1a/>"), "X001 a.xml:1:1");
    EXPECT_EQ(problem("<a:b:c/>"), "X001 a.xml:1:1");
    EXPECT_EQ(problem("<a></a b='1'>"), "X001 a.xml:1:4");
}

TEST(Xml, RefusesBrokenNamespaces) {
    EXPECT_EQ(problem("<a>\n<t:b/></a>"), "X001 a.xml:2:1");
    EXPECT_EQ(problem("<a t:b='1'/>"), "X001 a.xml:1:4");
    EXPECT_EQ(problem("<a xmlns:t=''/>"), "X001 a.xml:1:4");
    EXPECT_EQ(problem("<a xmlns:xml='urn:x'/>"), "X001 a.xml:1:4");
    EXPECT_EQ(problem("<a xmlns:p='u' xmlns:q='u' p:x='1' q:x='2'/>"), "X001 a.xml:1:36");
    EXPECT_EQ(problem("<a><b xmlns:t='u'/><t:c/></a>"), "X001 a.xml:1:20");
}

std::string nested(int depth) {
    std::string out;
    for (int i = 0; i < depth; ++i) out += "<a>";
    for (int i = 0; i < depth; ++i) out += "</a>";
    return out;
}

TEST(Xml, RefusesTooDeepNesting) {
    EXPECT_EQ(problem(nested(200)), "fine");
    EXPECT_EQ(problem(nested(201)), "X003 a.xml:1:601");
    EXPECT_EQ(problem(nested(1'000'000)), "X003 a.xml:1:601");
}

TEST(Xml, ALongLineIsReadQuickly) {
    std::string text = "<a>";
    for (int i = 0; i < 100'000; ++i) text += "<b c='漢'/>";
    text += "</a>";
    const Document document = read(text);
    ASSERT_EQ(document.root.children.size(), 100'000u);
    EXPECT_EQ(document.root.children.back().place.column, 4 + 99'999 * 10);
}

TEST(Xml, EscapesForTextAndAttributes) {
    const std::string any = "<a href=\"x\">&'\t\r\n漢</a>";
    EXPECT_EQ(escape("<&>\"'"), "&lt;&amp;&gt;&quot;'");
    EXPECT_EQ(escape(std::string_view("a\0\x01", 3)), "a\uFFFD\uFFFD");
    const Document document = read("<r a=\"" + escape(any) + "\">" + escape(any) + "</r>");
    EXPECT_EQ(document.root.get("a"), any);
    EXPECT_EQ(document.root.text, any);
}

TEST(Xml, LoadsFiles) {
    const auto folder = files::TemporaryFolder::make("toitsu-xml-");
    ASSERT_TRUE(folder);
    const std::string path = folder->path() + "/様式.xml";
    ASSERT_TRUE(files::writeAtomically(path, "<a>\n<b></a>"));
    const auto broken = load(path);
    ASSERT_FALSE(broken);
    EXPECT_EQ(broken.error().place.text(), path + ":2:4");
    ASSERT_TRUE(files::writeAtomically(path, "<a/>"));
    EXPECT_EQ(load(path)->root.name, "a");
    EXPECT_EQ(load(folder->path() + "/none.xml").error().code, "X010");
}

RC_GTEST_PROP(XmlProperty, AnyBytesAreAnswered, (std::string bytes)) {
    const auto out = parse(bytes, "f");
    RC_ASSERT((out || out.error().place.line >= 1));
}

RC_GTEST_PROP(XmlProperty, AnyTokensAreAnswered, ()) {
    const auto token = rc::gen::element<std::string>(
        "<a", "<b", "</a>", "</b>", "/>", ">", " x", "=", "\"", "'", "\"1\"", "&amp;", "&#10;", "&", ";", "<!--", "-->",
        "--", "<![CDATA[", "]]>", "<?p", "?>", "xmlns:t='u'", "t:", " ", "\n", "\r", "漢", "\xE3");
    std::string text = *rc::gen::arbitrary<bool>() ? "<a>" : "";
    const bool opened = !text.empty();
    for (const std::string& each : *rc::gen::container<std::vector<std::string>>(token)) text += each;
    if (opened) text += "</a>";
    const auto out = parse(text, "f");
    RC_ASSERT((out || out.error().place.line >= 1));
}

// What is generated as a tree, with names, attributes and text of any characters, reads back as it was.
std::string generated(int depth, int& elements) {
    const std::string name = *rc::gen::element<std::string>("a", "_b-1", "欄", "x.y");
    std::string out = "<" + name;
    if (*rc::gen::arbitrary<bool>()) out += "\n k = \"" + escape(*rc::gen::arbitrary<std::string>()) + "\"";
    ++elements;
    if (depth == 0) return out + "/>";
    out += ">";
    for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
        out += escape(*rc::gen::arbitrary<std::string>());
        out += generated(depth - 1, elements);
    }
    return out + "<!-- end --></" + name + " >";
}

int count(const Element& element) {
    int out = 1;
    for (const Element& child : element.children) out += count(child);
    return out;
}

RC_GTEST_PROP(XmlProperty, TreesReadBack, ()) {
    int elements = 0;
    const std::string text = generated(4, elements);
    const auto out = parse(text, "f");
    RC_ASSERT(out.has_value());
    RC_ASSERT(count(out->root) == elements);
}

}  // namespace
}  // namespace toitsu::xml
