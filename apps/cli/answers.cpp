#include "apps/cli/answers.h"

#include <algorithm>
#include <filesystem>

#include "base/files.h"
#include "base/hash.h"
#include "base/json.h"

namespace toitsu::cli {

namespace {

std::string textOf(const Value& value) {
    return value.string() == nullptr ? std::string() : *value.string();
}

Result<const forms::Form*> formOf(const forms::Library& library, const forms::Record& record) {
    if (const forms::Form* form = library.form(record.form)) return form;
    return fail(ErrorKind::notFound, "C054",
                {"ひな型集に様式「" + record.form + "」がありません。--library で正しいひな型集を指定してください",
                 "the library has no form '" + record.form + "'; name the right library with --library"});
}

// A rule that is broken keeps its fields in doubt; a person who has looked at all of them decides, and the rule stays
// noted.
bool needsTwoPeople(const forms::Form& form, const std::string& field) {
    const forms::Field* known = form.field(field);
    return known != nullptr && known->policy == forms::Policy::doubleEntry;
}

}  // namespace

std::string Answers::file(const workflows::Task& task) const {
    return data_.drafts() + "/" + sha256Hex(task.id).substr(0, 32) + ".json";
}

Result<Draft> Answers::draft(const workflows::Task& task) const {
    std::error_code failed;
    if (std::filesystem::exists(file(task), failed)) {
        auto content = files::read(file(task));
        if (!content) return fail(content.error());
        auto value = json::parse(*content, file(task));
        if (!value) return fail(value.error());
        auto record = forms::fromValue((*value)["record"]);
        if (!record) return fail(record.error());
        Draft draft{std::move(*record), {}};
        if (const List* entries = (*value)["first_entries"].list())
            for (const Value& entry : *entries)
                draft.firstEntries.push_back({textOf(entry["field"]), textOf(entry["text"]), textOf(entry["person"])});
        return draft;
    }
    const Value& kept = task.variables["record"];
    if (kept.isNull())
        return fail(ErrorKind::usage, "C050",
                    {"この作業には確認する読取結果がありません。toitsu task show で内容を確かめてください",
                     "this task has no record to verify; see toitsu task show"});
    auto record = forms::fromValue(kept);
    if (!record) return fail(record.error());
    return Draft{std::move(*record), {}};
}

Result<void> Answers::enter(const forms::Form& form, Draft& draft, const Answer& answer,
                            const std::string& person) const {
    if (form.field(answer.field) == nullptr)
        return fail(ErrorKind::usage, "C051",
                    {"項目「" + answer.field + "」はこの様式にありません。toitsu task show の項目名を使ってください",
                     "the form has no field '" + answer.field + "'; use a name that toitsu task show gives"});
    auto confirmed = forms::confirm(form, draft.record, answer.field, answer.text, person);
    if (!confirmed) return fail(confirmed.error());
    if (needsTwoPeople(form, answer.field)) {
        const std::string typed = forms::canonicalText(confirmed->find(answer.field)->value);
        const auto first = std::find_if(draft.firstEntries.begin(), draft.firstEntries.end(),
                                        [&](const FirstEntry& entry) { return entry.field == answer.field; });
        if (first == draft.firstEntries.end()) {
            draft.firstEntries.push_back({answer.field, typed, person});
            return {};
        }
        if (first->person == person)
            return fail(ErrorKind::refused, "C053",
                        {"項目「" + answer.field +
                             "」は二人で入力します。別の担当者が --person に自分の名前を書いて入力してください",
                         "field '" + answer.field +
                             "' needs two people; another person must enter it under their own --person"});
        const bool same = first->text == typed;
        draft.firstEntries.erase(first);
        if (!same)
            return fail(ErrorKind::conflict, "C052",
                        {"項目「" + answer.field + "」の二人の入力が違います。二人とも入力し直してください",
                         "the two entries of field '" + answer.field + "' differ; both people must enter it again"});
    }
    draft.record = std::move(*confirmed);
    return {};
}

Result<Draft> Answers::answer(const workflows::Task& task, const std::vector<Answer>& answers, bool accept,
                              const std::string& person) const {
    auto started = draft(task);
    if (!started) return started;
    const auto form = formOf(library_, started->record);
    if (!form) return fail(form.error());
    for (const Answer& one : answers) {
        if (auto entered = enter(**form, *started, one, person); entered)
            continue;
        else if (entered.error().code == "C052") {
            // Both entries are gone for good, also when the command ends here.
            if (auto kept = keep(task, *started); !kept) return fail(kept.error());
            return fail(entered.error());
        } else
            return fail(entered.error());
    }
    if (accept) {
        forms::Record accepted = forms::confirmAll(**form, started->record, person);
        // confirmAll knows nothing of second people: such a field goes back to what it was.
        for (forms::FieldValue& field : accepted.fields) {
            const forms::FieldValue* before = started->record.find(field.field);
            if (before != nullptr && before->doubt && needsTwoPeople(**form, field.field)) field = *before;
        }
        started->record = std::move(accepted);
    }
    return started;
}

Result<void> Answers::keep(const workflows::Task& task, const Draft& draft) const {
    List entries;
    for (const FirstEntry& entry : draft.firstEntries)
        entries.push_back(Context{{"field", entry.field}, {"text", entry.text}, {"person", entry.person}});
    return files::writeAtomically(
        file(task), json::write(Context{{"record", forms::toValue(draft.record)}, {"first_entries", entries}}));
}

void Answers::forget(const workflows::Task& task) const {
    std::error_code ignored;  // the task is completed; a draft that stays behind is never looked at again
    std::filesystem::remove(file(task), ignored);
}

}  // namespace toitsu::cli
