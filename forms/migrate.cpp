#include "forms/migrate.h"

#include <algorithm>

#include "base/text.h"
#include "forms/doubts.h"
#include "forms/findings.h"
#include "forms/form_parser.h"

namespace toitsu::forms {
namespace {

using Words = std::vector<std::string>;

bool isRow(const std::string& word) {
    return !word.empty() && word[0] >= '0' && word[0] <= '9';
}

bool startsWith(const Words& words, const Words& beginning) {
    return words.size() >= beginning.size() && std::equal(beginning.begin(), beginning.end(), words.begin());
}

Words withoutRow(Words words) {
    words.erase(std::remove_if(words.begin(), words.end(), isRow), words.end());
    return words;
}

bool lies(const std::string& id, const std::string& below) {
    return startsWith(withoutRow(text::split(id, '.')), text::split(below, '.'));
}

// child.2.name with child.name → child.full-name is child.2.full-name; with child → kid it is kid.2.name.
std::string renamed(const std::string& id, const Migration::Rename& rename) {
    const Words words = text::split(id, '.'), from = text::split(rename.from, '.');
    const auto row = std::find_if(words.begin(), words.end(), isRow);
    Words rest = withoutRow(words);
    rest.erase(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(from.size()));
    Words out = text::split(rename.to, '.');
    if (row != words.end()) {
        const auto before = static_cast<std::size_t>(row - words.begin());  // words of the group
        if (before >= from.size())
            rest.insert(rest.begin() + static_cast<std::ptrdiff_t>(before - from.size()), *row);
        else
            out.insert(out.begin() + static_cast<std::ptrdiff_t>(std::min(before, out.size())), *row);
    }
    out.insert(out.end(), rest.begin(), rest.end());
    return text::join(out, ".");
}

void rename(const Migration::Rename& one, FieldValue& value) {
    if (!lies(value.field, one.from)) return;
    value.field = renamed(value.field, one);
    for (Reading& reading : value.readings) reading.field = value.field;
}

void recode(const Migration::Recode& one, FieldValue& value) {
    if (!lies(value.field, one.field)) return;
    const auto changed = [&](const Value& code) { return code == Value(one.from) ? Value(one.to) : code; };
    if (const List* list = value.value.list()) {
        List codes;
        for (const Value& code : *list) codes.push_back(changed(code));
        value.value = Value(std::move(codes));
    } else {
        value.value = changed(value.value);
    }
    for (Candidate& candidate : value.candidates) {
        Words codes = text::split(candidate.text, '|');
        std::replace(codes.begin(), codes.end(), one.from, one.to);
        candidate.text = text::join(codes, "|");
    }
}

bool drops(const Migration& migration, const std::string& id) {
    return std::any_of(migration.drops.begin(), migration.drops.end(),
                       [&](const std::string& field) { return lies(id, field); });
}

void apply(const Migration& migration, Record& record) {
    std::erase_if(record.fields, [&](const FieldValue& value) { return drops(migration, value.field); });
    for (FieldValue& value : record.fields) {
        const std::string before = value.field;  // a renamed field is not renamed again: two may change places
        for (const Migration::Rename& one : migration.renames)
            if (value.field == before) rename(one, value);
        for (const Migration::Recode& one : migration.recodes) recode(one, value);
    }
}

// Whether the type can hold the value; what a person has let stand (a wrong check digit) it holds as well.
bool holds(const Field& field, const Value& value) {
    if (value.isNull()) return true;
    switch (field.type) {
        case FieldType::date:
            return value.date() != nullptr;
        case FieldType::money:
            return value.number() != nullptr;
        case FieldType::flag:
        case FieldType::seal:
        case FieldType::signature:
            return value.boolean() != nullptr;
        case FieldType::choice:
            return value.string() != nullptr && field.option(*value.string()) != nullptr;
        case FieldType::choices: {
            const List* list = value.list();
            return list != nullptr && std::all_of(list->begin(), list->end(), [&](const Value& code) {
                       return code.string() != nullptr && field.option(*code.string()) != nullptr;
                   });
        }
        default:
            return value.string() != nullptr;
    }
}

FieldValue emptyField(const Field& field) {
    FieldValue value;
    value.field = field.id;
    value.confidence = 1;
    if (field.type == FieldType::choices) value.value = Value(List{});
    if (field.required && field.group.empty())
        addDoubt(value,
                 {"様式の新しい版で加わった必須の項目です。", "A newer version of the form requires this field."});
    return value;
}

tl::unexpected<Error> refuse(std::string code, Wording wording) {
    return fail(ErrorKind::refused, std::move(code), std::move(wording));
}

// The fields in the form's order; what only the paper's municipality asks for stays behind them.
Result<void> fit(const Form& form, Record& record) {
    std::vector<FieldValue> fields;
    for (const Field& field : form.fields) {
        const FieldValue* known = record.find(field.id);
        if (known != nullptr && !holds(field, known->value))
            return refuse("F094",
                          {"項目「" + field.id +
                               "」の値は、様式の新しい版の型や選択肢に合いません。<migration> に <recode> か "
                               "<drop> を書いてください。",
                           "The value of \"" + field.id +
                               "\" does not fit the type or options of the newer version. Declare a <recode> or "
                               "<drop> in its <migration>."});
        fields.push_back(known != nullptr ? *known : emptyField(field));
    }
    for (const FieldValue& value : record.fields) {
        if (form.field(value.field) != nullptr) continue;
        if (localPrefix(value.field).empty())
            return refuse("F093",
                          {"項目「" + shown(value.field) +
                               "」は様式の新しい版にありません。<migration> に <rename> か <drop> を書いてください。",
                           "The newer version of the form has no field \"" + shown(value.field) +
                               "\". Declare a <rename> or <drop> in its <migration>."});
        fields.push_back(value);
    }
    record.fields = std::move(fields);
    return {};
}

}  // namespace

std::string migratedId(const Form& form, int version, std::string id) {
    for (const Migration& step : form.migrations) {
        if (step.from < version) continue;
        if (drops(step, id)) return {};
        const auto one = std::find_if(step.renames.begin(), step.renames.end(),
                                      [&](const Migration::Rename& rename) { return lies(id, rename.from); });
        if (one != step.renames.end()) id = renamed(id, *one);
    }
    return id;
}

Result<Record> migrate(const Form& form, const Record& record) {
    const std::string had = std::to_string(record.formVersion), has = std::to_string(form.version);
    if (record.form != form.id)
        return refuse("F090",
                      {"記録は様式「" + shown(record.form) + "」のもので、「" + form.id + "」ではありません。",
                       "The record is one of form \"" + shown(record.form) + "\", not of \"" + form.id + "\"."});
    if (record.formVersion > form.version)
        return refuse("F091", {"記録は様式の版 " + had + " のもので、ひな型集の版 " + has +
                                   " より新しいものです。新しいひな型集を使ってください。",
                               "The record is of version " + had + ", newer than the library's version " + has +
                                   " of the form. Use the newer library."});
    Record moved = record;
    for (; moved.formVersion < form.version; ++moved.formVersion) {
        const auto step = std::find_if(form.migrations.begin(), form.migrations.end(),
                                       [&](const Migration& one) { return one.from == moved.formVersion; });
        if (step == form.migrations.end()) {
            const std::string from = std::to_string(moved.formVersion);
            return refuse(
                "F092",
                {"様式「" + form.id + "」に版 " + from + " からの移行がありません。form.xml に <migration from=\"" +
                     from + "\"> を書いてください(項目が変わらないなら中は空)。",
                 "Form \"" + form.id + "\" declares no migration from version " + from + ". Write <migration from=\"" +
                     from + "\"> in form.xml (empty when no field changed)."});
        }
        apply(*step, moved);
    }
    if (record.formVersion == form.version) return record;
    if (auto fitted = fit(form, moved); !fitted) return fail(fitted.error());
    judge(form, moved);
    return moved;
}

}  // namespace toitsu::forms
