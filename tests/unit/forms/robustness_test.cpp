// Whatever stands in a file or on paper: parsers answer, values survive their way out and back, nothing is repaired.

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/json.h"
#include "base/text.h"
#include "example.h"

namespace toitsu::forms {
namespace {

// A good file with some bytes overwritten, cut out or doubled.
std::string damaged(std::string text) {
    const int count = *rc::gen::inRange(1, 8);
    for (int i = 0; i < count; ++i) {
        const auto at = static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(text.size())));
        const auto length = std::min<std::size_t>(static_cast<std::size_t>(*rc::gen::inRange(1, 30)), text.size() - at);
        switch (*rc::gen::inRange(0, 3)) {
            case 0:
                text[at] = *rc::gen::arbitrary<char>();
                break;
            case 1:
                text.erase(at, length);
                break;
            default:
                text.insert(at, text.substr(at, length));
                break;
        }
        if (text.empty()) break;
    }
    return text;
}

void checkFindings(bool parsed, const Findings& findings) {
    RC_ASSERT(parsed == findings.errors.empty());
    for (const Error& error : findings.errors) {
        RC_ASSERT(!error.code.empty() && !error.message.ja.empty() && !error.message.en.empty());
        RC_ASSERT(error.place.line >= 1 && error.place.column >= 1);
        RC_ASSERT(text::validUtf8(error.message.ja));
    }
}

RC_GTEST_PROP(Robustness, anyBytesAreAnswered, (const std::string& bytes)) {
    Findings findings;
    RC_ASSERT(!parseForm(bytes, "f.xml", findings));
    RC_ASSERT(!parseLayout(bytes, "l.xml", example::form(), findings));
    RC_ASSERT(findings.errors.size() >= 2);
}

RC_GTEST_PROP(Robustness, damagedFormsAreAnsweredWithPlaces, ()) {
    Findings findings;
    const std::string xml = damaged(std::string(example::kForm));
    checkFindings(parseForm(xml, "f.xml", findings).has_value(), findings);
}

RC_GTEST_PROP(Robustness, damagedLayoutsAreAnsweredWithPlaces, ()) {
    Findings findings;
    const std::string xml = damaged(std::string(example::kLayout));
    checkFindings(parseLayout(xml, "l.xml", example::form(), findings).has_value(), findings);
}

// Text as a reader or a person may give it: digits, gaps, codes, kana, kanji, anything.
rc::Gen<std::string> writtenText() {
    const auto pieces = rc::gen::elementOf(std::vector<std::string>{
        "0", "1",    "2",     "3",    "4",  "5",  "6",  "7",  "8", "9",  " ",  "　", "-", "|", "new", "change",
        "a", "true", "showa", "令和", "年", "月", "日", "元", "ｱ", "あ", "漢", "￥", ",", "△", "x",   "\xff"});
    return rc::gen::map(rc::gen::resize(14, rc::gen::container<std::vector<std::string>>(pieces)),
                        [](const std::vector<std::string>& parts) { return text::join(parts, ""); });
}

std::vector<Reading> arbitraryReadings() {
    std::vector<Reading> readings = example::readings();
    for (Reading& reading : readings) {
        if (*rc::gen::inRange(0, 3) == 0) continue;
        reading.candidates.clear();
        const int count = *rc::gen::inRange(0, 4);
        for (int i = 0; i < count; ++i) reading.candidates.push_back({*writtenText(), 0.9 / (i + 1)});
        reading.confidence = count > 0 ? 0.9 : 0.99;
        reading.doubt = *rc::gen::inRange(0, 5) == 0;
        reading.box = {*rc::gen::inRange(0, 2000) / 10.0, *rc::gen::inRange(0, 2000) / 7.0, 10, 5};
    }
    return readings;
}

RC_GTEST_PROP(Robustness, unifyAnswersAnyReadingAndNeverRepairs, ()) {
    const Form form = example::form();
    const Record record = unify(form, example::layout(), arbitraryReadings());
    RC_ASSERT(record.fields.size() == form.fields.size());
    for (const FieldValue& value : record.fields) {
        RC_ASSERT(value.confidence >= 0 && value.confidence <= 1);
        RC_ASSERT(!value.doubt || !value.why.ja.empty());
        const Field& field = *form.field(value.field);
        const auto again = parseField(field, canonicalText(value.value));
        // What is not doubtful is a value that the form allows, and the same one.
        if (!value.doubt) RC_ASSERT((again && *again == value.value));
        for (const Candidate& candidate : value.candidates) RC_ASSERT(parseField(field, candidate.text).has_value());
        if (field.type == FieldType::myNumber && value.value.string()) {
            std::string digits;
            for (const Reading& reading : value.readings)
                digits += reading.candidates.empty() ? "" : reading.candidates[0].text;
            RC_ASSERT(text::digitsOnly(digits) == *value.value.string());
        }
    }
}

RC_GTEST_PROP(Robustness, recordsSurviveJson, ()) {
    Record record = unify(example::form(), example::layout(), arbitraryReadings());
    for (FieldValue& field : record.fields) {  // JSON is UTF-8: ill-formed bytes cannot pass
        field.raw = text::encode(text::decode(field.raw));
        if (field.value.string()) field.value = Value(text::encode(text::decode(*field.value.string())));
        for (Candidate& c : field.candidates) c.text = text::encode(text::decode(c.text));
        for (Reading& r : field.readings) {
            for (Candidate& c : r.candidates) c.text = text::encode(text::decode(c.text));
        }
    }
    const Value value = toValue(record);
    const auto direct = fromValue(value);
    RC_ASSERT(direct.has_value());
    RC_ASSERT(toValue(*direct) == value);
    const auto parsed = json::parse(json::write(value));
    RC_ASSERT(parsed.has_value());
    const auto stored = fromValue(*parsed);
    RC_ASSERT(stored.has_value());
    RC_ASSERT(toValue(*stored) == value);
}

RC_GTEST_PROP(Robustness, confirmedValuesReadBackTheSame, ()) {
    const Form form = example::form();
    const Field field = *rc::gen::elementOf(form.fields);
    const auto confirmed =
        confirm(form, unify(form, example::layout(), example::readings()), field.id, *writtenText(), "clerk");
    RC_PRE(confirmed.has_value());
    const Value& value = confirmed->find(field.id)->value;
    const auto again = parseField(field, canonicalText(value));
    RC_ASSERT(again.has_value());
    RC_ASSERT(*again == value);
}

}  // namespace
}  // namespace toitsu::forms
