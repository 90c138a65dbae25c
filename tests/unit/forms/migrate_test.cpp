#include "forms/migrate.h"

#include <gtest/gtest.h>

#include "example.h"

namespace toitsu::forms {
namespace {

using example::at;
using example::find;
using example::replaced;

constexpr std::string_view kOld = R"(<form xmlns="urn:toitsu:form:1" id="notice" title="届出">
  <field id="name" type="text" title="氏名"/>
  <field id="kind" type="choice" title="区分"><option code="1" title="甲"/><option code="2" title="乙"/></field>
  <field id="ways" type="choices" title="方法"><option code="a" title="甲"/><option code="b" title="乙"/></field>
  <field id="fax" type="phone" title="ファクス"/>
  <group id="kid" title="子" rows="2"><field id="name" type="text" title="名"/><field id="born" type="date" title="生年月日"/></group>
</form>
)";

constexpr std::string_view kNew = R"(<form xmlns="urn:toitsu:form:1" id="notice" version="3" title="届出">
  <field id="kind" type="choice" title="区分"><option code="first" title="甲"/><option code="2" title="乙"/></field>
  <field id="ways" type="choices" title="方法"><option code="x" title="甲"/><option code="b" title="乙"/></field>
  <field id="person.name" type="text" title="氏名"/>
  <field id="mail" type="text" title="メール" required="true"/>
  <group id="child" title="子" rows="2"><field id="full-name" type="text" title="名"/><field id="born" type="date" title="生年月日"/></group>
  <rule id="mail" test='mail != null' message="メールが必要です"/>
  <migration from="1"><rename from="kid" to="child"/><recode field="kind" from="1" to="first"/><drop field="fax"/></migration>
  <migration from="2"><rename from="child.name" to="child.full-name"/><rename from="name" to="person.name"/><recode field="ways" from="a" to="x"/></migration>
</form>
)";

Form form(std::string_view xml) {
    Findings findings;
    auto parsed = parseForm(xml, "form.xml", findings);
    EXPECT_TRUE(parsed) << example::listed(findings);
    return parsed.value_or(Form());
}

Record old() {
    Layout paper;
    paper.id = "paper";
    paper.municipality = "202088";
    auto record = unify(form(kOld), paper,
                        {example::reading("name", "", "長野"), example::reading("kind", "", "1"),
                         example::reading("ways", "", "a|b"), example::reading("fax", "", "026-232-0111"),
                         example::reading("kid.2.name", "", "花子"), example::reading("kid.2.born", "", "2020-04-01")});
    FieldValue& local = record.fields.emplace_back();
    local.field = "m202088.district";
    local.value = Value("07");
    return confirm(form(kOld), std::move(record), "name", "長野　太郎", "clerk").value();
}

TEST(Migrate, FollowsEveryDeclaredStep) {
    const auto moved = migrate(form(kNew), old());
    ASSERT_TRUE(moved) << moved.error().text(Language::en);
    EXPECT_EQ(moved->formVersion, 3);
    EXPECT_EQ(moved->fields.size(), form(kNew).fields.size() + 1);
    EXPECT_EQ(canonicalText(moved->find("person.name")->value), "長野　太郎");
    EXPECT_EQ(moved->find("person.name")->confirmedBy, "clerk");
    EXPECT_EQ(moved->find("person.name")->readings[0].field, "person.name");
    EXPECT_EQ(canonicalText(moved->find("kind")->value), "first");
    EXPECT_EQ(canonicalText(moved->find("ways")->value), "x|b");
    EXPECT_EQ(canonicalText(moved->find("child.2.full-name")->value), "花子");
    EXPECT_EQ(canonicalText(moved->find("child.2.born")->value), "2020-04-01");
    EXPECT_FALSE(moved->find("fax"));
    EXPECT_TRUE(moved->find("mail")->ownDoubt);
    EXPECT_EQ(moved->broken.size(), 1u) << "the rules of the new version";
    EXPECT_EQ(canonicalText(moved->find("m202088.district")->value), "07") << "the paper's own fields stay";
}

TEST(Migrate, LeavesTheOldRecordAndTheSameVersionAlone) {
    const Record before = old();
    const Value kept = toValue(before);
    ASSERT_TRUE(migrate(form(kNew), before));
    EXPECT_EQ(toValue(before), kept);
    EXPECT_EQ(toValue(migrate(form(kOld), before).value()), kept);
}

TEST(Migrate, RefusesWhatIsNotDeclared) {
    const auto refused = [](std::string_view from, std::string_view to) {
        const std::string xml = replaced(kNew, from, to);
        EXPECT_NE(xml, "not found");
        const auto moved = migrate(form(xml), old());
        EXPECT_FALSE(moved);
        return moved ? Error() : moved.error();
    };
    const Error gone = refused("<drop field=\"fax\"/>", "");
    EXPECT_EQ(gone.code, "F093");
    EXPECT_NE(gone.message.en.find("fax"), std::string::npos);
    const Error code = refused("<recode field=\"kind\" from=\"1\" to=\"first\"/>", "");
    EXPECT_EQ(code.code, "F094");
    EXPECT_NE(code.message.ja.find("kind"), std::string::npos);
    const Error type = refused("id=\"born\" type=\"date\"", "id=\"born\" type=\"digits\"");
    EXPECT_EQ(type.code, "F094");
    const Error step = refused(
        "<migration from=\"1\"><rename from=\"kid\" to=\"child\"/><recode field=\"kind\" from=\"1\" "
        "to=\"first\"/><drop field=\"fax\"/></migration>",
        "");
    EXPECT_EQ(step.code, "F092");
    EXPECT_NE(step.message.en.find("<migration from=\"1\">"), std::string::npos);
    Record newer = old();
    newer.formVersion = 9;
    EXPECT_EQ(migrate(form(kNew), newer).error().code, "F091");
    newer.form = "other";
    EXPECT_EQ(migrate(form(kNew), newer).error().code, "F090");
}

TEST(Migrate, TwoFieldsMayChangePlaces) {
    const std::string before =
        replaced(kOld, "<field id=\"fax\"", "<field id=\"tel\" type=\"phone\" title=\"電話\"/><field id=\"fax\"");
    const std::string after = replaced(replaced(before, "title=\"届出\"", "version=\"2\" title=\"届出\""), "</form>",
                                       "<migration from=\"1\"/></form>");
    Form swapped = form(after);
    swapped.migrations[0].renames = {{"tel", "fax"}, {"fax", "tel"}};
    Layout paper;
    const Record record =
        unify(form(before), paper,
              {example::reading("tel", "", "026-111-1111"), example::reading("fax", "", "026-222-2222")});
    const auto moved = migrate(swapped, record);
    ASSERT_TRUE(moved) << moved.error().text(Language::en);
    EXPECT_EQ(canonicalText(moved->find("tel")->value), "026-222-2222");
    EXPECT_EQ(canonicalText(moved->find("fax")->value), "026-111-1111");
}

TEST(Record, KnowsItsVersionsAndOldOnesStillLoad) {
    Record record = old();
    record.layoutVersion = 4;
    Value value = toValue(record);
    EXPECT_EQ(fromValue(value)->layoutVersion, 4);
    EXPECT_EQ(variables(record)["layout_version"], Value(4));
    Context before = *value.context();
    before.erase("layoutVersion");
    const auto loaded = fromValue(Value(before));
    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->layoutVersion, 1);
    before.put("layoutVersion", Value("four"));
    EXPECT_FALSE(fromValue(Value(before)));
}

struct Mistake {
    const char *from, *to, *code, *where, *hint;
};

class MigrationMistake : public testing::TestWithParam<Mistake> {};

TEST_P(MigrationMistake, IsReportedAtItsPlaceWithAHint) {
    const auto& [from, to, code, where, hint] = GetParam();
    const std::string xml = replaced(kNew, from, to);
    ASSERT_NE(xml, "not found");
    Findings findings;
    EXPECT_FALSE(parseForm(xml, "a.xml", findings));
    const Error* error = find(findings.errors, code, at(xml, where, "a.xml"));
    ASSERT_TRUE(error) << example::listed(findings);
    EXPECT_NE(error->message.en.find(hint), std::string::npos) << error->message.en;
    EXPECT_EQ(findings.errors.size(), 1u) << example::listed(findings);
}

INSTANTIATE_TEST_SUITE_P(
    Each, MigrationMistake,
    testing::Values(Mistake{"<migration from=\"2\">", "<migration from=\"3\">", "F071", "from=\"3\"", "below"},
                    Mistake{"<migration from=\"1\">", "<migration from=\"2\">", "F015",
                            "from=\"2\"><rename from=\"child.name\"", "twice"},
                    Mistake{"to=\"child.full-name\"", "to=\"child.fullname\"", "F072", "to=\"child.fullname\"",
                            "child.full-name"},
                    Mistake{"<rename from=\"name\"", "<rename from=\"kind\"", "F073", "from=\"kind\"", "still"},
                    Mistake{"field=\"ways\" from=\"a\" to=\"x\"", "field=\"ways\" from=\"a\" to=\"y\"", "F032",
                            "to=\"y\"", "\"y\""},
                    Mistake{"<drop field=\"fax\"/>", "<drop/>", "F013", "<drop", "field"},
                    Mistake{"<drop field=\"fax\"/>", "<drop field=\"Fax\"/>", "F021", "field=\"Fax\"", "field id"},
                    Mistake{"<drop field=\"fax\"/>", "<delete field=\"fax\"/>", "F011", "<delete", "drop"}));

}  // namespace
}  // namespace toitsu::forms
