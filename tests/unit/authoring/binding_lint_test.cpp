#include "apps/authoring/binding_lint.h"

#include <gtest/gtest.h>

#include "base/files.h"

namespace toitsu::authoring {
namespace {

constexpr const char* kForm =
    R"(<form xmlns="urn:toitsu:form:1" id="notice" version="1" title="届出書" basis="地方税法第1条" retention="P5Y">
  <field id="number" type="digits" maxlength="12" title="番号"/>
  <field id="code" type="digits" length="7" title="記号"/>
  <field id="name" type="kana" title="フリガナ"/>
  <field id="amount" type="money" title="金額"/>
  <field id="phone" type="phone" title="電話"/>
  <field id="remark" type="text" length="20" title="備考"/>
  <field id="kind" type="choice" title="区分"><option code="new" title="新規"/><option code="old" title="継続"/></field>
</form>
)";

constexpr const char* kLayout =
    R"(<layout xmlns="urn:toitsu:layout:1" id="komoro" form="notice" municipality="202088" title="届出書">
  <page number="1" paper="A4">
    <place field="number" box="20 20 60 7" cells="10"/>
    <place field="code" box="20 30 42 7" cells="7"/>
    <place field="name" box="20 40 80 7" cells="10"/>
    <place field="amount" box="20 50 48 7" cells="8"/>
    <place field="phone" part="1" box="20 60 24 7" cells="4"/>
    <place field="phone" part="2" box="60 60 24 7" cells="4"/>
    <place field="phone" part="3" box="100 60 24 7" cells="4"/>
    <place field="remark" box="20 70 100 7"/>
    <choice field="kind"><at option="new" printed="新規" box="20 80 4 4"/><at option="old" printed="継続" box="60 80 4 4"/></choice>
  </page>
</layout>
)";

class BindingLint : public ::testing::Test {
protected:
    forms::Findings linted(const std::string& columns) {
        const std::string root = folder_.path() + "/library";
        for (const char* inner : {"/forms/notice/layouts", "/bindings/202088"})
            EXPECT_TRUE(files::makeFolders(root + inner));
        EXPECT_TRUE(files::writeAtomically(root + "/forms/notice/form.xml", kForm));
        EXPECT_TRUE(files::writeAtomically(root + "/forms/notice/layouts/komoro.xml", kLayout));
        EXPECT_TRUE(files::writeAtomically(root + "/bindings/202088/notice.register.xml",
                                           R"(<binding xmlns="urn:toitsu:binding:1" id="b" municipality="202088" )"
                                           R"(operation="notice.register"><file folder="/srv/b">
)" + columns + "\n</file></binding>\n"));
        forms::Findings findings;
        EXPECT_EQ(lintBindings(root, findings), 1);
        return findings;
    }
    files::TemporaryFolder folder_ = files::TemporaryFolder::make("toitsu-binding-lint-").value();
};

// The fault that was found by a case that came back for ever: ten boxes, and a column of eight.
TEST_F(BindingLint, AColumnNarrowerThanTheBoxesIsToldAtItsPlace) {
    const auto findings = linted("  <column name=\"番号\" field=\"number\" zero-pad=\"8\"/>");
    EXPECT_TRUE(findings.errors.empty());
    ASSERT_EQ(findings.warnings.size(), 1u);
    const Error& warning = findings.warnings.front();
    EXPECT_EQ(warning.code, "C122");
    EXPECT_EQ(warning.place.line, 2);
    EXPECT_EQ(warning.place.column, 3);
    EXPECT_TRUE(warning.place.file.ends_with("notice.register.xml")) << warning.place.file;
    EXPECT_NE(warning.message.en.find("takes 8"), std::string::npos) << warning.message.en;
    EXPECT_NE(warning.message.en.find("can write 10"), std::string::npos) << warning.message.en;
    EXPECT_NE(warning.message.en.find("komoro"), std::string::npos) << warning.message.en;
}

struct Width {
    const char* column;
    int needs;  // 0: wide enough
};
class BindingWidth : public BindingLint, public ::testing::WithParamInterface<Width> {};

TEST_P(BindingWidth, CountsAsTheBindingWrites) {
    const auto findings = linted(GetParam().column);
    ASSERT_EQ(findings.warnings.size(), GetParam().needs == 0 ? 0u : 1u) << GetParam().column;
    if (GetParam().needs > 0) {
        EXPECT_NE(findings.warnings[0].message.en.find("can write " + std::to_string(GetParam().needs)),
                  std::string::npos)
            << findings.warnings[0].message.en;
    }
}

INSTANTIATE_TEST_SUITE_P(
    Each, BindingWidth,
    ::testing::Values(
        Width{R"(<column name="a" field="number" zero-pad="10"/>)", 0},
        Width{R"(<column name="a" field="number" max-chars="10"/>)", 0},
        Width{R"(<column name="a" field="number" max-chars="9"/>)", 10},
        Width{R"(<column name="a" field="code" max-bytes="6"/>)", 7},
        // Kana in CP932: two bytes each, or one in half width.
        Width{R"(<column name="a" field="name" max-bytes="19"/>)", 20},
        Width{R"(<column name="a" field="name" kana="half" max-bytes="10"/>)", 0},
        Width{R"(<column name="a" field="amount" money="plain" max-bytes="8"/>)", 0},
        Width{R"(<column name="a" field="amount" money="commas" max-bytes="8"/>)", 10},
        Width{R"(<column name="a" field="phone" max-bytes="12"/>)", 13},
        Width{R"(<column name="a" field="phone" digits-only="true" max-bytes="11"/>)", 0},
        Width{R"(<column name="a" field="phone" digits-only="true" max-bytes="10"/>)", 11},
        Width{R"(<column name="a" field="remark" max-chars="20"/>)", 0},
        Width{R"(<column name="a" field="remark" max-chars="15"/>)", 20},
        Width{R"(<column name="a" separator="-" max-chars="17"><part field="number"/><part field="code"/></column>)",
              18}));

TEST_F(BindingLint, NamesFieldsAndOptionsThatDoNotFitTheForm) {
    const auto findings = linted(
        "<column name=\"a\" field=\"nummer\"/>\n"
        "<column name=\"b\" field=\"kind\"><map code=\"new\" to=\"1\"/></column>");
    ASSERT_EQ(findings.errors.size(), 1u);
    EXPECT_EQ(findings.errors[0].code, "C120");
    ASSERT_EQ(findings.warnings.size(), 1u);
    EXPECT_EQ(findings.warnings[0].code, "C121");
    EXPECT_EQ(findings.warnings[0].place.line, 3);
}

TEST_F(BindingLint, ABrokenBindingShowsItsOwnMistakes) {
    const auto findings = linted("<column name=\"a\" field=\"number\" max-chars=\"x\"/>");
    ASSERT_EQ(findings.errors.size(), 1u);
    EXPECT_EQ(findings.errors[0].code, "B003");
}

// What we ship takes whatever its own forms let people write.
TEST(BindingLintOfTheLibrary, HasNothingToSay) {
    forms::Findings findings;
    EXPECT_GE(lintBindings(std::string(TOITSU_SOURCE_DIR) + "/templates", findings), 5);
    for (const Error& one : findings.errors) ADD_FAILURE() << one.text(Language::en);
    for (const Error& one : findings.warnings) ADD_FAILURE() << one.text(Language::en);
}

}  // namespace
}  // namespace toitsu::authoring
