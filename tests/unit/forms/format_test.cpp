#include "forms/format.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/files.h"
#include "example.h"

namespace toitsu::forms {
namespace {

std::string formatted(std::string_view xml) {
    const auto once = formatTemplate(xml, "a.xml");
    EXPECT_TRUE(once) << once.error().text(Language::en);
    if (!once) return {};
    const auto twice = formatTemplate(*once, "a.xml");
    EXPECT_TRUE(twice);
    EXPECT_EQ(twice.value_or(""), *once) << "a fixed point";
    return *once;
}

TEST(Format, PutsEveryElementOnALineAndAttributesInOrder) {
    EXPECT_EQ(formatted("<form title='届出' id='notice' xmlns='urn:toitsu:form:1'><field title='区分' type='choice' "
                        "id='kind'><option title='甲' code='a'/><option code='b' title='乙'></option></field></form>"),
              R"(<?xml version="1.0" encoding="UTF-8"?>
<form xmlns="urn:toitsu:form:1" id="notice" title="届出">
  <field id="kind" type="choice" title="区分">
    <option code="a" title="甲"/>
    <option code="b" title="乙"/>
  </field>
</form>
)");
}

TEST(Format, KeepsWhatAuthorsAndTheirToolsWrote) {
    EXPECT_EQ(
        formatted(
            "\xEF\xBB\xBF<?xml version=\"1.0\"?>\r\n<!-- 誰が\n     いつ -->\r\n<?xml-model href=\"layout.rnc\"?>\r\n"
            "<layout my:by=\"編集者\" id=\"a\" unknown=\"x\" xmlns=\"urn:toitsu:layout:1\" xmlns:my=\"urn:my\">\n\n\n\n"
            "  <!-- 1ページ目 --><page paper=\"A4\" number=\"1\">\n<my:note at=\"1\"\n   b='2'>そのまま "
            "<my:b/></my:note>"
            "\n\n<frame box=\"1.50 2.0  3 4\"/> <!-- 外枠 -->\n<text box=\"1 2 3 4\">\n   一行目\n\n 二行目 &lt;&amp;> "
            "\n </text>"
            "<text box=\"1 2 3 4\"><![CDATA[a<b]]></text></page></layout>"),
        R"(<?xml version="1.0" encoding="UTF-8"?>
<!-- 誰が
     いつ -->
<?xml-model href="layout.rnc"?>
<layout xmlns="urn:toitsu:layout:1" xmlns:my="urn:my" id="a" unknown="x" my:by="編集者">
  <!-- 1ページ目 -->
  <page number="1" paper="A4">
    <my:note at="1"
   b='2'>そのまま <my:b/></my:note>

    <frame box="1.5 2 3 4"/> <!-- 外枠 -->
    <text box="1 2 3 4">
      一行目

      二行目 &lt;&amp;>
    </text>
    <text box="1 2 3 4">a&lt;b</text>
  </page>
</layout>
)");
}

TEST(Format, LeavesFeelLegible) {
    EXPECT_EQ(formatted("<form xmlns=\"urn:toitsu:form:1\"><rule test='a &gt; 1 and b != \"x\"' id='r'/><rule "
                        "test='&apos;x&apos; &lt; \"y\"&#10;'/></form>"),
              R"(<?xml version="1.0" encoding="UTF-8"?>
<form xmlns="urn:toitsu:form:1">
  <rule id="r" test='a > 1 and b != "x"'/>
  <rule test="'x' &lt; &quot;y&quot;&#10;"/>
</form>
)");
}

TEST(Format, WrapsAt120ColumnsUnderTheFirstAttribute) {
    const std::string message(60, 'm'), test(40, 't');
    const std::string out = formatted("<form xmlns=\"urn:toitsu:form:1\"><rule id=\"a\" test=\"" + test +
                                      "\" message=\"" + message + "\"/></form>");
    EXPECT_NE(out.find("  <rule id=\"a\" test=\"" + test + "\"\n        message=\"" + message + "\"/>"),
              std::string::npos)
        << out;
}

TEST(Format, RefusesWhatIsNoTemplate) {
    EXPECT_EQ(formatTemplate("<a/>", "a.xml").error().code, "F010");
    EXPECT_EQ(formatTemplate("<a", "a.xml").error().code, "X001");
    EXPECT_EQ(formatTemplate("<!DOCTYPE a><a/>", "a.xml").error().code, "X004");
}

TEST(Format, ForeignAttributesAndElementsAreNoMistakes) {
    const std::string xml = example::replaced(
        example::kLayout, "<page number=\"1\"",
        "<t:tool xmlns:t=\"urn:tool\"><t:inner/></t:tool><page xmlns:t=\"urn:tool\" t:zoom=\"2\" number=\"1\"");
    Findings findings;
    EXPECT_TRUE(parseLayout(xml, "layout.xml", example::form(), findings)) << example::listed(findings);
}

TEST(Format, ShippedTemplatesAreInCanonicalForm) {
    int seen = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(TOITSU_SOURCE_DIR "/templates/forms")) {
        if (entry.path().extension() != ".xml") continue;
        const auto xml = files::read(entry.path().string());
        ASSERT_TRUE(xml);
        const auto out = formatTemplate(*xml, entry.path().string());
        ASSERT_TRUE(out) << out.error().text(Language::en);
        EXPECT_EQ(*out, *xml) << entry.path() << ": run toitsu form fmt";
        ++seen;
    }
    EXPECT_GE(seen, 7);
}

}  // namespace
}  // namespace toitsu::forms
