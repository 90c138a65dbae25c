#include "forms/group_rows.h"

#include <algorithm>

namespace toitsu::forms {

bool saysNothing(const Value& value) {
    if (const bool* flag = value.boolean()) return !*flag;
    if (const std::string* text = value.string()) return text->empty();
    if (const List* list = value.list()) return list->empty();
    return value.isNull();
}

bool saysNothing(const FieldValue& value) {
    const bool crop = value.raw.empty() && value.candidates.empty() && !value.readings.empty() &&
                      value.confirmedBy.empty() && value.firstEntryBy.empty();
    return saysNothing(value.value) || (crop && value.value.string() != nullptr);
}

FilledRows::FilledRows(const Form& form, const Record& record) {
    if (form.groups.empty()) return;
    for (const Field& field : form.fields) {
        if (field.group.empty()) continue;
        const FieldValue* value = record.find(field.id);
        if (value != nullptr && !saysNothing(*value)) rows_.insert({field.group, field.row});
    }
}

bool FilledRows::any(const std::string& group) const {
    return std::any_of(rows_.begin(), rows_.end(), [&](const auto& row) { return row.first == group; });
}

std::vector<std::string> concerned(const Rule& rule, const Form& form, const FilledRows& rows) {
    std::vector<std::string> ids;
    for (const std::string& id : rule.fields) {
        const Field* field = form.field(id);
        const bool plain = field == nullptr || field->group.empty();
        if (plain || (rows.any(field->group) ? rows.filled(field->group, field->row) : field->row == 1))
            ids.push_back(id);
    }
    return ids;
}

}  // namespace toitsu::forms
