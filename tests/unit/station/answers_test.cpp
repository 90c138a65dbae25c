#include "apps/station/answers.h"

#include <gtest/gtest.h>

#include "apps/station/case_variables.h"
#include "base/files.h"
#include "base/json.h"

namespace toitsu::station {
namespace {

constexpr const char* kForm =
    R"(<form xmlns="urn:toitsu:form:1" id="trial" version="1" title="試験" basis="なし" retention="P1Y">
  <field id="count" type="digits" length="3" title="数"/>
  <field id="account" type="digits" length="4" title="口座" policy="double"/>
  <field id="person.my-number" type="my-number" title="個人番号" sensitivity="my-number"/>
</form>)";

forms::Record doubtfulRecord() {
    forms::Record record;
    record.form = "trial";
    record.municipality = "202011";
    for (const char* id : {"count", "account", "person.my-number"}) {
        forms::FieldValue value;
        value.field = id;
        value.doubt = value.ownDoubt = true;
        value.why = value.ownWhy = {"薄い", "faint"};
        record.fields.push_back(value);
    }
    record.find("count")->value = "123";
    record.find("account")->value = "4567";
    return record;
}

class AnswersTest : public ::testing::Test {
protected:
    void SetUp() override {
        forms::Findings findings;
        const auto form = forms::parseForm(kForm, "form.xml", findings);
        ASSERT_TRUE(form) << (findings.errors.empty() ? "" : findings.errors.front().text(Language::en));
        library.forms.push_back(std::make_shared<const forms::Form>(*form));
        task.id = "case.7";
        task.form = "verify";
        // As the store gives it back: through JSON.
        task.variables = json::parse(json::write(Context{{"record", forms::toValue(doubtfulRecord())}})).value();
    }
    files::TemporaryFolder folder = files::TemporaryFolder::make("toitsu-answers-").value();
    DataFolder data = DataFolder::create(folder.path() + "/data").value();
    forms::Library library;
    workflows::Task task;
    Answers answers{data, library};
};

TEST_F(AnswersTest, PartOfTheAnswersIsKeptUntilTheRestComes) {
    const forms::Record first = answers.answer(task, {{"count", "321"}}, false, "a").value();
    EXPECT_TRUE(first.doubtful());
    ASSERT_TRUE(answers.keep(task, first));
    const forms::Record again = answers.draft(task).value();
    EXPECT_EQ(forms::canonicalText(again.find("count")->value), "321");
    EXPECT_EQ(again.find("count")->confirmedBy, "a");
    EXPECT_TRUE(again.find("account")->doubt);
    answers.forget(task);
    EXPECT_EQ(forms::canonicalText(answers.draft(task).value().find("count")->value), "123");
}

TEST_F(AnswersTest, TheFirstOfTwoEntriesIsKeptForTheSecondPerson) {
    const forms::Record first = answers.answer(task, {{"account", "1111"}}, false, "a").value();
    EXPECT_TRUE(first.find("account")->doubt);
    ASSERT_TRUE(answers.keep(task, first));
    EXPECT_EQ(answers.answer(task, {{"account", "1111"}}, false, "a").error().code, "F214");
    const forms::Record other = answers.answer(task, {{"account", "2222"}}, false, "b").value();
    EXPECT_TRUE(other.find("account")->doubt);
    const forms::Record second = answers.answer(task, {{"account", "1111"}}, false, "b").value();
    EXPECT_FALSE(second.find("account")->doubt);
    EXPECT_EQ(forms::canonicalText(second.find("account")->value), "1111");
}

TEST_F(AnswersTest, ARecordOfAnOlderVersionIsMovedWhenItIsDeclaredAndRefusedOtherwise) {
    const auto use = [&](const std::string& migration) {
        std::string xml = kForm;
        xml.replace(xml.find("version=\"1\""), 11, "version=\"2\"");
        xml.replace(xml.find("id=\"count\""), 10, "id=\"total\"");
        xml.replace(xml.find("</form>"), 7, migration + "</form>");
        forms::Findings findings;
        const auto form = forms::parseForm(xml, "form.xml", findings);
        ASSERT_TRUE(form);
        library.forms = {std::make_shared<const forms::Form>(*form)};
    };
    use("");
    EXPECT_EQ(answers.current(task).error().code, "F092");
    EXPECT_EQ(answers.answer(task, {{"total", "321"}}, false, "a").error().code, "F092");
    use("<migration from=\"1\"/>");
    const Error gone = answers.answer(task, {}, true, "a").error();
    EXPECT_EQ(gone.code, "F093");
    EXPECT_NE(gone.message.en.find("count"), std::string::npos);
    use("<migration from=\"1\"><rename from=\"count\" to=\"total\"/></migration>");
    const forms::Record moved = answers.answer(task, {{"total", "321"}}, false, "a").value();
    EXPECT_EQ(moved.formVersion, 2);
    EXPECT_EQ(forms::canonicalText(moved.find("total")->value), "321");
    EXPECT_EQ(answers.draft(task)->formVersion, 1) << "the stored record stays as it was";
}

TEST_F(AnswersTest, AcceptingTakesTheRestAsItStands) {
    const forms::Record record = answers.answer(task, {{"count", "321"}}, true, "a").value();
    EXPECT_EQ(forms::canonicalText(record.find("count")->value), "321");
    EXPECT_EQ(record.find("person.my-number")->confirmedBy, "a");
    EXPECT_TRUE(record.find("account")->doubt);  // one person is not two
}

TEST_F(AnswersTest, WhatDoesNotFitIsRefusedByName) {
    EXPECT_EQ(answers.answer(task, {{"colour", "red"}}, false, "a").error().code, "F211");
    EXPECT_EQ(answers.answer(task, {{"count", "12x"}}, false, "a").error().code.substr(0, 1), "F");
    task.variables = Context{};
    EXPECT_EQ(answers.draft(task).error().code, "C050");
}

TEST_F(AnswersTest, ACaseKnowsWhetherSomethingSensitiveStandsInIt) {
    forms::Record record = doubtfulRecord();
    record.broken.push_back({"r1", "壊れた規則", forms::Severity::error, {"count"}});
    record.broken.push_back({"r2", "注意", forms::Severity::warning, {"count"}});
    const Context without = caseVariables(data.vault(), *library.forms.front(), record, "page").value();
    EXPECT_EQ(*without.find("sensitive"), Value(false));
    EXPECT_EQ(*without.find("brokenErrors"), Value(1));
    EXPECT_EQ(*without.find("doubtful"), Value(true));
    record.find("person.my-number")->value = "123456789018";
    const Context with = caseVariables(data.vault(), *library.forms.front(), record, "page").value();
    EXPECT_EQ(*with.find("sensitive"), Value(true));
    EXPECT_EQ(json::write(with).find("123456789018"), std::string::npos);
}

}  // namespace
}  // namespace toitsu::station
