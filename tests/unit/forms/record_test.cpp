#include "forms/record.h"

#include <gtest/gtest.h>

#include "base/json.h"
#include "example.h"

namespace toitsu::forms {
namespace {

using example::readingsWith;

Record record() {
    return unify(example::form(), example::layout(), example::readings());
}

TEST(Record, variablesAreNestedAsFeelReadsThem) {
    const Value variables = forms::variables(record());
    EXPECT_EQ(variables["form"], Value("notice"));
    EXPECT_EQ(variables["version"], Value(2));
    EXPECT_EQ(variables["municipality"], Value("202088"));
    EXPECT_EQ(variables["fields"]["person"]["birth_date"], Value(Date{1986, 4, 30}));
    EXPECT_EQ(variables["fields"]["amount"], Value(123400));
    EXPECT_EQ(variables["doubtful"], Value(true));
    EXPECT_EQ(variables["doubts"], Value(List{Value("person.name"), Value("remark"), Value("secret")}));
    EXPECT_EQ(scope(record()).find("person")->operator[]("kana"), Value("ナガノ タロウ"));
}

TEST(Record, aPersonHasTheLastWord) {
    const Form form = example::form();
    auto confirmed = confirm(form, record(), "person.name", "長野　太朗", "clerk");
    ASSERT_TRUE(confirmed);
    const FieldValue* name = confirmed->find("person.name");
    EXPECT_EQ(canonicalText(name->value), "長野　太朗");
    EXPECT_FALSE(name->doubt);
    EXPECT_EQ(name->confirmedBy, "clerk");
    EXPECT_TRUE(confirmed->doubtful());
    confirmed = confirm(form, *confirmed, "remark", "", "clerk");
    confirmed = confirm(form, *confirmed, "secret", "0420", "clerk");
    EXPECT_TRUE(confirmed->find("secret")->doubt) << "two persons enter it";
    confirmed = confirm(form, *confirmed, "secret", "0420", "chief");
    ASSERT_TRUE(confirmed);
    EXPECT_FALSE(confirmed->doubtful());
}

TEST(Record, rulesAreEvaluatedAgainAndTheirDoubtsVanish) {
    const Form form = example::form();
    const Record broken = unify(form, example::layout(), readingsWith("amount", "", ""));
    ASSERT_EQ(broken.broken.size(), 1u);
    const auto mended = confirm(form, broken, "amount", "1,000円", "clerk");
    ASSERT_TRUE(mended);
    EXPECT_TRUE(mended->broken.empty());
    EXPECT_FALSE(mended->find("kind")->doubt);
    const auto again = confirm(form, *mended, "person.birth-date", "令和8年12月1日", "clerk");
    ASSERT_TRUE(again);
    ASSERT_EQ(again->broken.size(), 1u);
    EXPECT_TRUE(again->find("filed-on")->doubt);
    EXPECT_FALSE(again->find("person.birth-date")->doubt) << "a confirmed field stays confirmed";
}

TEST(Record, doubleEntryNeedsTwoPersonsWhoAgree) {
    const Form form = example::form();
    const auto first = confirm(form, record(), "secret", "1111", "a");
    ASSERT_TRUE(first);
    EXPECT_EQ(first->find("secret")->firstEntryBy, "a");
    const auto same = confirm(form, *first, "secret", "1111", "a");
    ASSERT_FALSE(same);
    EXPECT_EQ(same.error().code, "F214");
    const auto other = confirm(form, *first, "secret", "1112", "b");
    ASSERT_TRUE(other);
    EXPECT_TRUE(other->find("secret")->doubt);
    EXPECT_TRUE(other->find("secret")->confirmedBy.empty());
    const auto agreed = confirm(form, *other, "secret", "1112", "a");
    ASSERT_TRUE(agreed);
    EXPECT_FALSE(agreed->find("secret")->doubt);
    EXPECT_EQ(agreed->find("secret")->confirmedBy, "a");
    EXPECT_EQ(canonicalText(agreed->find("secret")->value), "1112");
}

TEST(Record, confirmAllTakesEverythingAsItStands) {
    const Form form = example::form();
    const Record once = confirmAll(form, record(), "a");
    EXPECT_FALSE(once.find("person.name")->doubt);
    EXPECT_TRUE(once.find("secret")->doubt);
    EXPECT_TRUE(confirmAll(form, once, "a").find("secret")->doubt);
    const Record twice = confirmAll(form, once, "b");
    EXPECT_FALSE(twice.doubtful());
    EXPECT_EQ(twice.find("person.kana")->confirmedBy, "") << "what was not doubtful stays the machine's";
    const Record wrong =
        confirmAll(form, unify(form, example::layout(), readingsWith("person.my-number", "", "123456789012")), "a");
    EXPECT_EQ(canonicalText(wrong.find("person.my-number")->value), "123456789012");
}

TEST(Record, refusesWhatTheFormDoesNotAllow) {
    const Form form = example::form();
    const std::tuple<const char*, const char*, const char*, const char*> refused[] = {
        {"person.my-number", "123456789012", "clerk", "F208"},
        {"filed-on", "令和8年2月30日", "clerk", "F203"},
        {"kind", "old", "clerk", "F209"},
        {"nothing", "1", "clerk", "F211"},
        {"number", "0123456789", " ", "F212"},
        {"number", "123", "clerk", "F207"},
        {"remark", "\xff", "clerk", "F200"}};
    for (const auto& [field, text, person, code] : refused) {
        const auto result = confirm(form, record(), field, text, person);
        ASSERT_FALSE(result) << field;
        EXPECT_EQ(result.error().code, code);
        EXPECT_EQ(result.error().message.ja.find(text), std::string::npos) << "a message must not repeat personal data";
    }
}

TEST(Record, survivesItsWayThroughJson) {
    Record before = unify(example::form(), example::layout(), readingsWith("amount", "", "9 9"));
    before.fields[0].readings[0].quad = {Point{1.25, 2}, Point{3, 4}, Point{5, 6}, Point{7, 8.1}};
    before.fields[0].readings[0].box = {10, 20.5, 30, 40};
    before.fields[0].readings[0].why = {"理由", "reason"};
    const Value value = toValue(before);
    const auto parsed = json::parse(json::write(value));
    ASSERT_TRUE(parsed);
    const auto after = fromValue(*parsed);
    ASSERT_TRUE(after) << after.error().message.en;
    EXPECT_EQ(toValue(*after), value);
    EXPECT_EQ(after->fields[0].value, Value(Date{2026, 11, 1}));
    EXPECT_EQ(after->fields[0].readings[0].quad[3].y, 8.1);
    EXPECT_EQ(after->fields[0].readings[0].box, (Box{10, 20.5, 30, 40}));
    EXPECT_EQ(after->find("amount")->why.ja, before.find("amount")->why.ja);
}

TEST(Record, brokenValuesAreRefused) {
    for (const char* text : {"null", "[]", "{}", R"({"form":1})",
                             R"({"form":"f","version":1,"layout":"l","municipality":"m","fields":[1],"broken":[]})"}) {
        const auto record = fromValue(json::parse(text).value());
        ASSERT_FALSE(record) << text;
        EXPECT_EQ(record.error().code, "F213");
    }
}

}  // namespace
}  // namespace toitsu::forms
