// A form as two tables. Choices that share their options share a list.

#include <map>

#include "apps/cli/field_list.h"
#include "base/csv.h"
#include "base/text.h"

namespace toitsu::cli {

namespace {

std::string_view policyName(forms::Policy policy) {
    switch (policy) {
        case forms::Policy::verify:
            return "verify";
        case forms::Policy::doubleEntry:
            return "double";
        case forms::Policy::accept:
            break;
    }
    return "";
}

std::string_view holderName(forms::HolderProfile profile) {
    switch (profile) {
        case forms::HolderProfile::keep:
            return "keep";
        case forms::HolderProfile::replace:
            return "replace";
        case forms::HolderProfile::undecided:
            break;
    }
    return "";
}

class Lists {
public:
    // The name of the list with these options; a new one is named after its first field.
    std::string nameOf(const forms::Field& field) {
        std::string key;
        for (const forms::Option& option : field.options) key += option.code + "\n" + option.title + "\n";
        const auto known = names_.find(key);
        if (known != names_.end()) return known->second;
        names_[key] = field.id;
        for (const forms::Option& option : field.options) rows_.push_back({field.id, option.code, option.title});
        return field.id;
    }
    const std::vector<csv::Row>& rows() const { return rows_; }

private:
    std::map<std::string, std::string> names_;
    std::vector<csv::Row> rows_{{"list_name", "name", "label"}};
};

csv::Row beginOfGroup(const forms::Group& group) {
    return {"begin repeat", group.id, group.title, "", "", "", "", "", "", "", "", std::to_string(group.rows)};
}

csv::Row endOfGroup() {
    return {"end repeat", "", "", "", "", "", "", "", "", "", "", ""};
}

}  // namespace

FieldListRows fieldListOf(const forms::Form& form) {
    Lists lists;
    std::vector<csv::Row> fields{{"type", "name", "label", "required", "length", "maxlength", "policy", "sensitivity",
                                  "holder", "constraint", "severity", "repeat_count"}};
    std::string group;  // whose rows are being listed
    for (const forms::Field& field : form.fields) {
        if (field.row > 1) continue;  // the list has one row of a group
        if (field.group != group) {
            if (!group.empty()) fields.push_back(endOfGroup());
            group = field.group;
            if (const forms::Group* known = form.group(group)) fields.push_back(beginOfGroup(*known));
        }
        const bool choice = field.type == forms::FieldType::choice || field.type == forms::FieldType::choices;
        std::string type(forms::typeName(field.type));
        if (choice)
            type = (field.type == forms::FieldType::choice ? "select_one " : "select_multiple ") + lists.nameOf(field);
        const std::string length = field.length > 0 ? std::to_string(field.length) : "";
        const forms::Group* known = form.group(field.group);
        const forms::Field* member = known == nullptr ? nullptr : known->field(forms::memberOf(field));
        fields.push_back({type, std::string(forms::memberOf(field)), (member == nullptr ? field : *member).title,
                          field.required ? "yes" : "", field.lengthIsMaximum ? "" : length,
                          field.lengthIsMaximum ? length : "", std::string(policyName(field.policy)),
                          field.myNumber ? "my-number" : "", std::string(holderName(field.holder)), "", "", ""});
    }
    if (!group.empty()) fields.push_back(endOfGroup());
    for (const forms::Rule& rule : form.rules)
        fields.push_back({"rule", rule.id, rule.message, "", "", "", "", "", "", rule.test.source(),
                          rule.severity == forms::Severity::warning ? "warning" : "", ""});
    return {fields, lists.rows()};
}

}  // namespace toitsu::cli
