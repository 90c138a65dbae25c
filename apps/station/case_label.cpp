#include "apps/station/case_label.h"

#include <map>
#include <utility>

namespace toitsu::station {

// A name beside which the form asks for a date of birth is a person's of whom the case is, or else one beside which it
// asks for 個人番号 (an employer's number stands beside whoever is asked back); any other may be the head of an office.
std::string caseLabel(const forms::Form& form, const forms::Record& record) {
    const auto groupOf = [](const std::string& id) { return id.substr(0, id.rfind('.') + 1); };
    std::map<std::string, int> closeness;
    for (const forms::Field& field : form.fields)
        if (field.type == forms::FieldType::date && field.id.ends_with("birth-date"))
            closeness[groupOf(field.id)] = 2;
        else if (field.myNumber)
            closeness.emplace(groupOf(field.id), 1);
    std::string label;
    int best = -1;
    for (const forms::FieldValue& value : record.fields) {
        const forms::Field* field = form.field(value.field);
        if (field == nullptr || field->myNumber || field->type != forms::FieldType::personName) continue;
        const auto found = closeness.find(groupOf(field->id));
        const int close = found == closeness.end() ? 0 : found->second;
        std::string name = forms::canonicalText(value.value);
        if (close <= best || name.empty()) continue;
        best = close;
        label = std::move(name);
    }
    return label;
}

std::string caseLabel(const forms::Library& library, const Value& variables) {
    const std::string* id = variables["form"].string();
    const forms::Form* form = id == nullptr ? nullptr : library.form(*id);
    if (form == nullptr || variables["record"].isNull()) return {};
    const auto record = forms::fromValue(variables["record"]);
    return record ? caseLabel(*form, *record) : std::string();
}

}  // namespace toitsu::station
