#include "forms/draft/asks.h"

#include <set>

namespace toitsu::forms {

std::string Ask::prefix() const {
    if (group != nullptr) return group->id;
    const auto dot = field.id.find('.');
    return dot == std::string::npos ? std::string() : field.id.substr(0, dot);
}

std::vector<Ask> asksOf(const Form& form) {
    std::vector<Ask> asks;
    std::set<std::string> groups;
    for (const Field& field : form.fields) {
        const Group* group = field.group.empty() ? nullptr : form.group(field.group);
        if (group == nullptr) {
            asks.push_back({field, nullptr, 1});
            continue;
        }
        if (!groups.insert(group->id).second) continue;
        for (const Field& member : group->fields) {
            asks.push_back({member, group, static_cast<std::size_t>(group->rows)});
            if (member.title.find("の") == std::string::npos)
                asks.back().field.title = group->title + "の" + member.title;
        }
    }
    return asks;
}

bool isChoice(const Field& field) {
    return field.type == FieldType::choice || field.type == FieldType::choices;
}

}  // namespace toitsu::forms
