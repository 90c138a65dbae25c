// Readings → record. Per field: the reading of every part that the layout has, put together as the field's type asks.
// The value is that of the best candidates; other combinations become candidates that a person can pick, or that a rule
// across fields makes the likelier ones of a doubtful field.

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "forms/doubts.h"
#include "forms/group_rows.h"
#include "forms/interpret.h"
#include "forms/postcode_check.h"
#include "forms/record.h"
#include "forms/rule_evidence.h"

namespace toitsu::forms {
namespace {

struct Part {
    PartText text;
    double confidence = 1;
    std::vector<Candidate> candidates;  // never empty
    const TextPlace* place = nullptr;
    bool read = false;
};

// The parts of a field as the layout has them, in the order in which people write them.
std::vector<Part> partsOnPaper(const Layout& layout, const Field& field) {
    std::vector<Part> parts;
    for (const LayoutPage& page : layout.pages) {
        const std::size_t before = parts.size();
        for (const FixedPart& p : page.fixed) {
            if (p.field == field.id)
                parts.push_back({{p.part, p.value, true, false}, 1, {{p.value, 1}}, nullptr, true});
        }
        for (const TextPlace& p : page.texts) {
            if (p.field == field.id) parts.push_back({{p.part, "", false, p.cells > 0}, 1, {}, &p});
        }
        for (const ChoicePlace& p : page.choices) {
            if (p.field == field.id) parts.push_back({{p.part}, 1, {}, nullptr});
        }
        for (const SealPlace& p : page.seals) {
            if (p.field == field.id) parts.push_back({});
        }
        for (const ImagePlace& p : page.images) {
            if (p.field == field.id) parts.push_back({});
        }
        for (const BarcodePlace& p : page.barcodes) {
            if (p.field == field.id) parts.push_back({});
        }
        // What stands again on a later page is the same part: its readings must agree.
        const auto earlier = [&](const Part& part) {
            return std::any_of(parts.begin(), parts.begin() + static_cast<std::ptrdiff_t>(before),
                               [&](const Part& known) { return known.text.part == part.text.part; });
        };
        std::vector<Part> fresh;
        for (std::size_t n = before; n < parts.size(); ++n)
            if (!earlier(parts[n])) fresh.push_back(parts[n]);
        parts.resize(before);
        parts.insert(parts.end(), fresh.begin(), fresh.end());
    }
    constexpr std::string_view kOrder = "era  year month day  1    2    3    ";
    std::stable_sort(parts.begin(), parts.end(),
                     [&](const Part& a, const Part& b) { return kOrder.find(a.text.part) < kOrder.find(b.text.part); });
    return parts;
}

std::string best(const Reading& reading) {
    return reading.candidates.empty() ? std::string() : reading.candidates.front().text;
}

const Wording kNotRead{"読み取り結果がありません。", "There is no reading."};
const Wording kDisagree{"2つの読み取り結果が一致しません。", "Two readings disagree."};

// Another engine's readings may know whole values only, although the paper has parts.
bool wholeInstead(const std::vector<const Reading*>& readings, const std::vector<Part>& parts) {
    const auto whole = [](const Reading* r) { return r->part.empty(); };
    const bool paperInParts =
        std::none_of(parts.begin(), parts.end(), [](const Part& p) { return p.text.part.empty(); });
    return paperInParts && !readings.empty() && std::all_of(readings.begin(), readings.end(), whole);
}

void take(Part& part, const std::vector<const Reading*>& readings, FieldValue& out) {
    const Reading* chosen = nullptr;
    for (const Reading* reading : readings) {
        if (reading->part != part.text.part) continue;
        if (chosen && best(*chosen) != best(*reading)) addDoubt(out, kDisagree);
        if (!chosen || reading->confidence > chosen->confidence) chosen = reading;
        if (reading->doubt) {
            const bool silent = reading->why.ja.empty() && reading->why.en.empty();
            addDoubt(out, silent ? Wording{"読み取りに自信がありません。", "The reader is not sure."} : reading->why);
        }
    }
    if (!chosen) {
        addDoubt(out, kNotRead);
        part.candidates = {{"", 0}};
        part.confidence = 0;
        return;
    }
    part.read = true;
    part.text.text = best(*chosen);
    part.confidence = std::clamp(chosen->confidence, 0.0, 1.0);
    part.candidates = chosen->candidates;
    if (part.candidates.empty()) part.candidates = {{"", part.confidence}};
}

// The best combinations of the parts' candidates, by product of confidence.
std::vector<Candidate> wholeCandidates(const Field& field, const std::vector<Part>& parts) {
    struct Combination {
        std::vector<PartText> texts;
        double confidence = 1;
    };
    constexpr std::size_t kKept = 24, kAnswers = 5;
    std::vector<Combination> combinations{{}};
    for (const Part& part : parts) {
        std::vector<Combination> longer;
        for (const Combination& combination : combinations) {
            for (std::size_t i = 0; i < part.candidates.size() && i < 8; ++i) {
                Combination next = combination;
                next.texts.push_back(part.text);
                next.texts.back().text = part.candidates[i].text;
                next.confidence *= part.candidates[i].confidence;
                longer.push_back(std::move(next));
            }
        }
        std::stable_sort(longer.begin(), longer.end(),
                         [](const auto& a, const auto& b) { return a.confidence > b.confidence; });
        if (longer.size() > kKept) longer.resize(kKept);
        combinations = std::move(longer);
    }
    std::vector<Candidate> answers;
    for (const Combination& combination : combinations) {
        const Interpretation meaning = interpret(field, combination.texts);
        if (meaning.doubt) continue;
        const std::string text = canonicalText(meaning.value);
        const auto same = [&](const Candidate& c) { return c.text == text; };
        if (answers.size() < kAnswers && std::none_of(answers.begin(), answers.end(), same))
            answers.push_back({text, combination.confidence});
    }
    return answers;
}

// `unusedRow`: an empty row of a group; nobody need look at each of its boxes.
void applyPolicy(const Field& field, const UnifyOptions& options, bool empty, bool unusedRow, FieldValue& out) {
    // Written on, and not read: that the value is empty would be untrue.
    const bool unread = empty && out.ownDoubt && out.confidence <= 0;
    if (empty && field.required && !unread && !unusedRow)
        addDoubt(out, {"必須の項目が空です。", "A required field is empty."});
    if (field.type == FieldType::personName && !empty)
        addDoubt(out, {"氏名は必ず人が確かめます。", "A person always checks a name."});
    else if (field.policy == Policy::verify && !unusedRow)
        addDoubt(out, {"必ず人が確かめる項目です。", "A person always checks this field."});
    if (field.policy == Policy::doubleEntry && !unusedRow)
        addDoubt(out, {"2人が入力する項目です。", "Two persons enter this field."});
    if (out.confidence < options.leastConfidence && !out.ownDoubt)
        addDoubt(out, {"読み取りの確信度が低い項目です。", "The reading is not certain enough."});
}

void unifyImage(const std::vector<const Reading*>& readings, FieldValue& out) {
    for (const Reading* reading : readings) {
        if (!reading->crop.empty()) out.value = Value(reading->crop);
    }
    out.confidence = 1;
}

// Whether the field is empty; nothing where the form's policy has nothing to say.
std::optional<bool> unifyField(const Field& field, const Layout& layout, const std::vector<const Reading*>& readings,
                               FieldValue& out) {
    if (field.type == FieldType::image) {
        unifyImage(readings, out);
        return {};
    }
    auto parts = partsOnPaper(layout, field);
    if (parts.empty() &&
        readings.empty()) {  // the paper does not ask for it: nothing to look at, unless the form needs it
        out.confidence = 1;
        if (field.required && field.group.empty())  // papers differ in how many rows they have
            addDoubt(out, {"様式で必須ですが、この帳票にはない項目です。",
                           "The form requires it, but this paper does not ask for it."});
        return {};
    }
    if (parts.empty() || wholeInstead(readings, parts)) parts = {Part{}};
    std::vector<PartText> texts;
    out.confidence = 1;
    for (Part& part : parts) {
        if (!part.text.fixed) take(part, readings, out);
        out.confidence *= part.confidence;
        texts.push_back(part.text);
    }
    const Interpretation meaning = interpret(field, texts);
    out.value = meaning.value;
    out.raw = meaning.raw;
    if (meaning.doubt) addDoubt(out, meaning.why);
    out.candidates = wholeCandidates(field, parts);
    return meaning.empty;
}

// A row in which nothing was read, and of which no reader asks for a person.
bool unused(const Form& form, const Record& record, const Field& field) {
    if (field.group.empty()) return false;
    for (std::size_t n = 0; n < form.fields.size(); ++n) {
        const Field& other = form.fields[n];
        if (other.group != field.group || other.row != field.row) continue;
        if (record.fields[n].ownDoubt || !saysNothing(record.fields[n])) return false;
    }
    return true;
}

void applyPolicies(const Form& form, const UnifyOptions& options, const std::vector<std::optional<bool>>& empty,
                   Record& record) {
    std::vector<bool> unusedRow;
    for (const Field& field : form.fields) unusedRow.push_back(unused(form, record, field));
    for (std::size_t n = 0; n < form.fields.size(); ++n)
        if (empty[n]) applyPolicy(form.fields[n], options, *empty[n], unusedRow[n], record.fields[n]);
}

}  // namespace

Record unify(const Form& whole, const Layout& layout, const std::vector<Reading>& readings,
             const UnifyOptions& options) {
    const Form& form = askedForm(whole, layout);
    Record record;
    std::vector<std::optional<bool>> empty;
    record.form = form.id;
    record.formVersion = form.version;
    record.layout = layout.id;
    record.layoutVersion = layout.version;
    record.municipality = layout.municipality;
    for (const Field& field : form.fields) {
        FieldValue value;
        value.field = field.id;
        std::vector<const Reading*> own;
        for (const Reading& reading : readings) {
            if (reading.field != field.id) continue;
            own.push_back(&reading);
            value.readings.push_back(reading);
        }
        empty.push_back(unifyField(field, layout, own, value));
        record.fields.push_back(std::move(value));
    }
    applyPolicies(form, options, empty, record);
    if (options.addresses != nullptr) doubtPostcodesThatDiffer(form, *options.addresses, record);
    preferWhatTheRulesAllow(form, record);
    judge(form, record);
    return record;
}

}  // namespace toitsu::forms
