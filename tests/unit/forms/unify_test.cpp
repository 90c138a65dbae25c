#include <algorithm>

#include <gtest/gtest.h>

#include "example.h"

namespace toitsu::forms {
namespace {

using example::reading;
using example::readingsWith;

Record unified(const std::vector<Reading>& readings) {
    return unify(example::form(), example::layout(), readings);
}

TEST(Unify, aRightPageBecomesCanonicalValues) {
    const Record record = unified(example::readings());
    const std::pair<const char*, const char*> expected[] = {{"filed-on", "2026-11-01"},
                                                            {"person.name", "長野　太郎"},
                                                            {"person.kana", "ナガノ タロウ"},
                                                            {"person.birth-date", "1986-04-30"},
                                                            {"person.my-number", "123456789018"},
                                                            {"person.phone", "0267-22-1700"},
                                                            {"person.postcode", "384-0025"},
                                                            {"number", "0123456789"},
                                                            {"copies", "2"},
                                                            {"amount", "123400"},
                                                            {"kind", "change"},
                                                            {"items", "a|c"},
                                                            {"agreed", "true"},
                                                            {"stamp", "true"},
                                                            {"remark", ""},
                                                            {"secret", "0420"}};
    ASSERT_EQ(record.fields.size(), std::size(expected));
    for (std::size_t i = 0; i < std::size(expected); ++i) {
        EXPECT_EQ(record.fields[i].field, expected[i].first);
        EXPECT_EQ(canonicalText(record.fields[i].value), expected[i].second) << expected[i].first;
    }
    EXPECT_EQ(record.find("person.birth-date")->raw, "昭和61年4月30日");
    EXPECT_NEAR(record.find("person.birth-date")->confidence, 0.995 * 0.995 * 0.995 * 0.995, 1e-12);
    EXPECT_TRUE(record.find("filed-on")->value.date());
    EXPECT_TRUE(record.find("amount")->value.number());
    EXPECT_TRUE(record.broken.empty());
    std::vector<std::string> doubts;
    for (const FieldValue& field : record.fields) {
        if (field.doubt) doubts.push_back(field.field);
    }
    EXPECT_EQ(doubts,
              (std::vector<std::string>{"person.name", "remark", "secret"}));  // names, verify and double always
    EXPECT_EQ(record.municipality, "202088");
    EXPECT_EQ(record.formVersion, 2);
}

struct Doubtful {
    const char *field, *part, *text;  // the reading that is changed
    const char* value;                // canonical text afterwards
    const char* reason;               // part of the English reason
};

class UnifyDoubt : public testing::TestWithParam<Doubtful> {};

TEST_P(UnifyDoubt, keepsWhatIsKnownAndSaysWhy) {
    const auto& [field, part, text, value, reason] = GetParam();
    const Record record = unified(readingsWith(field, part, text));
    const FieldValue* found = record.find(field);
    ASSERT_TRUE(found);
    EXPECT_TRUE(found->doubt);
    EXPECT_EQ(canonicalText(found->value), value);
    EXPECT_NE(found->why.en.find(reason), std::string::npos) << found->why.en;
    EXPECT_FALSE(found->why.ja.empty());
}

INSTANTIATE_TEST_SUITE_P(
    Each, UnifyDoubt,
    testing::Values(Doubtful{"person.my-number", "", "123456789012", "123456789012", "check digit"},  // never repaired
                    Doubtful{"person.my-number", "", "1234567 9018", "", "empty cell"},
                    Doubtful{"number", "", " 123456789", "123456789", "number of digits"},
                    Doubtful{"number", "", "01234x6789", "", "digits"}, Doubtful{"copies", "", "1 2", "", "empty cell"},
                    Doubtful{"amount", "", "12 3400 ", "", "empty cell"},
                    Doubtful{"kind", "", "new|change", "", "More than one"}, Doubtful{"kind", "", "|", "", "No option"},
                    Doubtful{"kind", "", "other", "", "not in the form"},
                    Doubtful{"person.birth-date", "era", "", "", "No era"},
                    Doubtful{"person.birth-date", "era", "showa|heisei", "", "More than one era"},
                    Doubtful{"person.birth-date", "month", "", "", "part of the date is empty"},
                    Doubtful{"person.birth-date", "month", " 2", "", "no such date"},
                    Doubtful{"person.birth-date", "month", "13", "", "out of range"},
                    Doubtful{"person.birth-date", "year", "65", "1990-04-30", "after the era's end"},
                    Doubtful{"filed-on", "year", "1x", "", "no number"},
                    Doubtful{"person.phone", "2", "    ", "", "part of it is empty"},
                    Doubtful{"person.postcode", "1", "38 ", "", "do not fit"},
                    Doubtful{"person.kana", "", "長野", "長野", "do not fit"}));

TEST(Unify, heiseiBeyondItsEndIsUnderstoodAndDoubtful) {
    auto readings = readingsWith("person.birth-date", "era", "heisei");
    for (Reading& r : readings) {
        if (r.field == "person.birth-date" && r.part == "year") r = reading(r.field, r.part, "32");
    }
    const Record record = unified(readings);
    EXPECT_EQ(canonicalText(record.find("person.birth-date")->value), "2020-04-30");
    EXPECT_TRUE(record.find("person.birth-date")->doubt);
}

TEST(Unify, aNameThatIsAlwaysCheckedSaysSoOnce) {
    Form form = example::form();
    for (Field& field : form.fields)
        if (field.id == "person.name") field.policy = Policy::verify;
    const Record record = unify(form, example::layout(), example::readings());
    EXPECT_EQ(record.find("person.name")->why.en, "A person always checks a name.");
}

TEST(Unify, firstYearMayBeWrittenAsACharacter) {
    EXPECT_EQ(canonicalText(unified(readingsWith("filed-on", "year", "元")).find("filed-on")->value), "2019-11-01");
}

TEST(Unify, emptyFieldsAreNullAndDoubtfulOnlyWhenRequired) {
    std::vector<Reading> readings = example::readings();
    for (Reading& r : readings)
        r = reading(r.field, r.part, r.field == "stamp" ? "" : std::string(r.candidates.empty() ? 0 : 1, ' '));
    const Record record = unified(readings);
    EXPECT_TRUE(record.find("person.birth-date")->value.isNull());
    EXPECT_FALSE(record.find("person.birth-date")->doubt);
    EXPECT_TRUE(record.find("filed-on")->value.isNull()) << "the printed era alone is no date";
    EXPECT_TRUE(record.find("filed-on")->doubt);
    EXPECT_NE(record.find("filed-on")->why.en.find("required"), std::string::npos);
    EXPECT_TRUE(record.find("person.my-number")->value.isNull());
    EXPECT_FALSE(record.find("person.my-number")->doubt);
    EXPECT_EQ(record.find("stamp")->value, Value(false));
    EXPECT_EQ(record.find("agreed")->value, Value(false));
    EXPECT_EQ(record.find("items")->value, Value(List{}));
    EXPECT_FALSE(record.find("items")->doubt);
}

TEST(Unify, otherCandidatesBecomeWholeValuesForAPerson) {
    auto readings = example::readings();
    for (Reading& r : readings) {
        if (r.field == "person.birth-date" && r.part == "day")
            r.candidates = {{"31", 0.6}, {"30", 0.39}};  // no 31 April
        if (r.field == "number") r.candidates = {{"0123456789", 0.7}, {"0123456780", 0.2}, {"012345678", 0.1}};
    }
    const Record record = unified(readings);
    const FieldValue* birth = record.find("person.birth-date");
    EXPECT_TRUE(birth->value.isNull()) << "a candidate is offered, never taken instead";
    ASSERT_EQ(birth->candidates.size(), 1u);
    EXPECT_EQ(birth->candidates[0].text, "1986-04-30");
    const FieldValue* number = record.find("number");
    ASSERT_EQ(number->candidates.size(), 2u);
    EXPECT_EQ(number->candidates[1].text, "0123456780");
    EXPECT_DOUBLE_EQ(number->candidates[1].confidence, 0.2);
}

TEST(Unify, doubtComesFromMissingDisagreeingUnsureAndWeakReadings) {
    auto readings = example::readings();
    readings.erase(
        std::remove_if(readings.begin(), readings.end(), [](const Reading& r) { return r.field == "amount"; }),
        readings.end());
    readings.push_back(reading("number", "", "9123456789", 0.9));
    for (Reading& r : readings) {
        if (r.field == "copies") r.confidence = 0.5;
        if (r.field == "stamp") r.doubt = true;
    }
    const Record record = unified(readings);
    EXPECT_NE(record.find("amount")->why.en.find("no reading"), std::string::npos);
    EXPECT_NE(record.find("number")->why.en.find("disagree"), std::string::npos);
    EXPECT_EQ(canonicalText(record.find("number")->value), "0123456789") << "the more certain one";
    EXPECT_EQ(record.find("number")->readings.size(), 2u);
    EXPECT_NE(record.find("copies")->why.en.find("certain"), std::string::npos);
    EXPECT_TRUE(record.find("stamp")->doubt);
}

TEST(Unify, anotherEngineMayKnowWholeValues) {
    const Record record =
        unified({reading("person.birth-date", "", "昭和61年4月30日"), reading("person.phone", "", "(0267)22-1700")});
    EXPECT_EQ(canonicalText(record.find("person.birth-date")->value), "1986-04-30");
    EXPECT_FALSE(record.find("person.birth-date")->doubt);
    EXPECT_EQ(canonicalText(record.find("person.phone")->value), "0267-22-1700");
}

TEST(Unify, aBrokenRuleMakesItsFieldsDoubtful) {
    const Record record = unified(readingsWith("amount", "", "        "));
    ASSERT_EQ(record.broken.size(), 1u);
    EXPECT_EQ(record.broken[0].rule, "change-needs-amount");
    EXPECT_TRUE(record.find("kind")->doubt);
    EXPECT_TRUE(record.find("amount")->doubt);
    EXPECT_NE(record.find("kind")->why.ja.find("変更には金額が必要です"), std::string::npos);
    EXPECT_FALSE(record.find("number")->doubt);
}

TEST(Unify, messagesHoldNoValues) {
    for (const char* text : {"123456789012", "1234567 9018", "98"}) {
        const Record record = unified(readingsWith("person.my-number", "", text));
        EXPECT_EQ(record.find("person.my-number")->why.ja.find(text), std::string::npos);
        EXPECT_EQ(record.find("person.my-number")->why.en.find(text), std::string::npos);
    }
}

}  // namespace
}  // namespace toitsu::forms
