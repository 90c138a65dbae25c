#include "forms/doubts.h"

#include <algorithm>

#include "forms/group_rows.h"

namespace toitsu::forms {
namespace {

void append(Wording& wording, const Wording& more) {
    if (wording.ja.find(more.ja) != std::string::npos && !more.ja.empty()) return;
    // A reader's reason may come without its full stop.
    if (!wording.ja.empty() && !more.ja.empty() && !wording.ja.ends_with("。")) wording.ja += "。";
    if (!wording.en.empty() && !more.en.empty()) wording.en += wording.en.ends_with('.') ? " " : ". ";
    wording.ja += more.ja;
    wording.en += more.en;
}

}  // namespace

void addDoubt(FieldValue& field, const Wording& why) {
    field.ownDoubt = true;
    append(field.ownWhy, why);
}

void judge(const Form& form, Record& record) {
    record.broken.clear();
    for (FieldValue& field : record.fields) {
        field.doubt = field.ownDoubt;
        field.why = field.ownWhy;
    }
    const Context fields = scope(record);
    const FilledRows rows(form, record);
    for (const Rule& rule : form.rules) {
        const Value passed = rule.test.evaluate(fields);
        if (passed.isTrue() || passed.isNull()) continue;
        const auto ids = concerned(rule, form, rows);
        record.broken.push_back({rule.id, rule.message, rule.severity, ids});
        for (const std::string& id : ids) {
            FieldValue* field = record.find(id);
            if (!field || !field->confirmedBy.empty()) continue;
            field->doubt = true;
            append(field->why, {rule.message + "。", "Rule \"" + rule.id + "\" is broken."});
        }
    }
}

}  // namespace toitsu::forms
