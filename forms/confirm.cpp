#include "base/text.h"
#include "forms/doubts.h"
#include "forms/record.h"

namespace toitsu::forms {
namespace {

// Under "double" two different persons must enter the same: the first entry waits for a second, and an entry that
// differs is a new first one.
void enter(const Field& field, FieldValue& out, const Value& value, const std::string& person) {
    const bool secondOfTwo = !out.firstEntryBy.empty() && out.firstEntryBy != person;
    const bool same = out.value == value;
    out.value = value;
    out.ownDoubt = false;
    out.ownWhy = {};
    out.confirmedBy.clear();
    if (field.policy != Policy::doubleEntry || (secondOfTwo && same)) {
        out.confirmedBy = person;
        return;
    }
    if (secondOfTwo)
        addDoubt(out, {"前の人の入力と違います。もう一人が入力してください。",
                       "It differs from the first entry. Another person must enter it."});
    else
        addDoubt(out, {"もう一人が入力してください。", "A second person must enter it."});
    out.firstEntryBy = person;
}

}  // namespace

Result<Record> confirm(const Form& form, Record record, const std::string& fieldId, const std::string& text,
                       const std::string& person) {
    const Field* field = form.field(fieldId);
    FieldValue* value = record.find(fieldId);
    if (!field || !value) {
        return fail(ErrorKind::notFound, "F211",
                    {"この様式にない項目です。項目の id を確かめてください。",
                     "The form has no such field. Check the field's id."});
    }
    if (text::trim(person).empty()) {
        return fail(ErrorKind::usage, "F212",
                    {"確認した人が空です。ログイン名を渡してください。",
                     "Nobody is named as the person who decides. Pass the user's name."});
    }
    const auto parsed = parseField(*field, text);
    if (!parsed) return fail(parsed.error());
    const bool secondEntryMissing =
        field->policy == Policy::doubleEntry && value->firstEntryBy == person && value->confirmedBy.empty();
    if (secondEntryMissing && value->value == *parsed) {
        return fail(ErrorKind::refused, "F214",
                    {"2人が入力する項目です。別の人が入力してください。",
                     "Two persons enter this field. Somebody else must enter it now."});
    }
    enter(*field, *value, *parsed, person);
    judge(form, record);
    return record;
}

Record confirmAll(const Form& form, Record record, const std::string& person) {
    for (FieldValue& value : record.fields) {
        const Field* field = form.field(value.field);
        if (!field || !value.doubt || (field->policy == Policy::doubleEntry && value.firstEntryBy == person)) continue;
        enter(*field, value, Value(value.value), person);
    }
    judge(form, record);
    return record;
}

}  // namespace toitsu::forms
