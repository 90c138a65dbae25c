#include "apps/station/answers.h"

#include <filesystem>

#include "apps/station/sealed_record.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/json.h"
#include "forms/migrate.h"

namespace toitsu::station {

namespace {

Result<const forms::Form*> formOf(const forms::Library& library, const forms::Record& record) {
    if (const forms::Form* form = library.asked(record.form, record.layout)) return form;
    return fail(ErrorKind::notFound, "C054",
                {"ひな型集に様式「" + record.form + "」がありません。--library で正しいひな型集を指定してください",
                 "the library has no form '" + record.form + "'; name the right library with --library"});
}

}  // namespace

std::string Answers::file(const workflows::Task& task) const {
    return data_.drafts() + "/" + sha256Hex(task.id).substr(0, 32) + ".json";
}

Result<forms::Record> Answers::draft(const workflows::Task& task) const {
    std::error_code failed;
    if (std::filesystem::exists(file(task), failed)) {
        auto content = files::read(file(task));
        if (!content) return fail(content.error());
        auto value = json::parse(*content, file(task));
        if (!value) return fail(value.error());
        auto record = forms::fromValue(*value);
        return record ? openRecord(data_.vault(), std::move(*record), recordSubject(task.variables)) : record;
    }
    const Value& kept = task.variables["record"];
    if (kept.isNull())
        return fail(ErrorKind::usage, "C050",
                    {"この作業には確認する読取結果がありません。toitsu task show で内容を確かめてください",
                     "this task has no record to verify; see toitsu task show"});
    return recordOf(data_.vault(), task.variables);
}

Result<forms::Record> Answers::current(const workflows::Task& task) const {
    auto record = draft(task);
    const forms::Form* form = record ? library_->asked(record->form, record->layout) : nullptr;
    return form == nullptr ? record : forms::migrate(*form, *record);
}

Result<forms::Record> Answers::answer(const workflows::Task& task, const std::vector<Answer>& answers, bool accept,
                                      const std::string& person) const {
    auto record = current(task);
    if (!record) return record;
    const auto form = formOf(*library_, *record);
    if (!form) return fail(form.error());
    for (const Answer& one : answers) {
        record = forms::confirm(**form, std::move(*record), one.field, one.text, person);
        if (!record) return record;
    }
    if (accept) *record = forms::confirmAll(**form, std::move(*record), person);
    return record;
}

Result<void> Answers::keep(const workflows::Task& task, const forms::Record& record) const {
    const auto form = formOf(*library_, record);
    if (!form) return fail(form.error());
    const auto sealed = sealRecord(data_.vault(), **form, record, recordSubject(task.variables));
    if (!sealed) return fail(sealed.error());
    return files::writeAtomically(file(task), json::write(forms::toValue(*sealed)));
}

void Answers::forget(const workflows::Task& task) const {
    std::error_code ignored;  // the task is completed; a draft that stays behind is never looked at again
    std::filesystem::remove(file(task), ignored);
}

}  // namespace toitsu::station
