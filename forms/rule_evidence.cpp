#include "forms/rule_evidence.h"

#include <algorithm>
#include <optional>

#include "forms/doubts.h"

// Each change is tried on the fields as FEEL sees them. Of several changes that mend a rule the one wins whose
// candidate is the least unlikely beside what was read; two that are equally likely decide nothing.

namespace toitsu::forms {

namespace {

constexpr double kClearly = 2;  // times as likely as any other change

struct Change {
    FieldValue* field = nullptr;
    std::size_t candidate = 0;
    Value value;
    double ratio = 0;  // of the candidate's likelihood to that of what was read
};

bool readsField(const Rule& rule, const std::string& id) {
    return std::find(rule.fields.begin(), rule.fields.end(), id) != rule.fields.end();
}

bool isBroken(const Rule& rule, const Context& fields) {
    const Value passed = rule.test.evaluate(fields);
    return rule.severity == Severity::error && !passed.isTrue() && !passed.isNull();
}

bool mayChange(const Form& form, const FieldValue& field) {
    const Field* known = form.field(field.field);
    return known != nullptr && known->type != FieldType::myNumber && field.ownDoubt && field.confirmedBy.empty() &&
           field.candidates.size() > 1 && field.candidates.front().text == canonicalText(field.value);
}

// The candidate mends `broken` and leaves every other rule that reads the field as it was.
bool mends(const Form& form, Record& record, FieldValue& field, const Value& value, const Rule& broken) {
    const Context before = scope(record);
    const Value kept = field.value;
    field.value = value;
    const Context after = scope(record);
    field.value = kept;
    return !isBroken(broken, after) && std::none_of(form.rules.begin(), form.rules.end(), [&](const Rule& rule) {
        return readsField(rule, field.field) && isBroken(rule, after) && !isBroken(rule, before);
    });
}

std::optional<Change> bestChange(const Form& form, Record& record, const Rule& broken) {
    std::vector<Change> changes;
    for (const std::string& id : broken.fields) {
        FieldValue* field = record.find(id);
        if (field == nullptr || !mayChange(form, *field)) continue;
        for (std::size_t n = 1; n < field->candidates.size(); ++n) {
            const auto value = parseField(*form.field(id), field->candidates[n].text);
            if (!value || !mends(form, record, *field, *value, broken)) continue;
            const double read = std::max(1e-9, field->candidates.front().confidence);
            changes.push_back({field, n, *value, field->candidates[n].confidence / read});
        }
    }
    std::stable_sort(changes.begin(), changes.end(), [](const auto& a, const auto& b) { return a.ratio > b.ratio; });
    if (changes.empty() || (changes.size() > 1 && changes[0].ratio < kClearly * changes[1].ratio)) return {};
    return changes.front();
}

}  // namespace

void preferWhatTheRulesAllow(const Form& form, Record& record) {
    for (const Rule& rule : form.rules) {
        if (!isBroken(rule, scope(record))) continue;
        const auto change = bestChange(form, record, rule);
        if (!change) continue;
        FieldValue& field = *change->field;
        const auto chosen = field.candidates.begin() + static_cast<std::ptrdiff_t>(change->candidate);
        field.value = change->value;
        field.raw = chosen->text;
        field.confidence = chosen->confidence;
        std::rotate(field.candidates.begin(), chosen, chosen + 1);
        addDoubt(field, {"ほかの項目との決まりに合う別の読みを選びました。",
                         "Another reading was chosen because it fits a rule with other fields."});
    }
}

}  // namespace toitsu::forms
