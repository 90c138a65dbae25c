#include "forms/form.h"

#include <algorithm>
#include <array>

namespace toitsu::forms {
namespace {

// clang-format off
constexpr std::array kTypeNames = std::to_array<std::string_view>({
    "text", "kana", "person-name", "date", "postcode", "address", "phone", "money", "digits", "municipality-code",
    "my-number", "corporate-number", "insurer-number", "bank-code", "branch-code", "account-number", "yucho-symbol",
    "yucho-number", "account-holder", "choice", "choices", "flag", "seal", "signature", "image"});
// clang-format on
static_assert(kTypeNames.size() == static_cast<std::size_t>(FieldType::image) + 1);

}  // namespace

std::string_view typeName(FieldType type) {
    return kTypeNames[static_cast<std::size_t>(type)];
}

std::optional<FieldType> parseType(std::string_view name) {
    const auto it = std::find(kTypeNames.begin(), kTypeNames.end(), name);
    if (it == kTypeNames.end()) return {};
    return static_cast<FieldType>(it - kTypeNames.begin());
}

bool isIdentifier(FieldType type) {
    switch (type) {
        case FieldType::digits:
        case FieldType::municipalityCode:
        case FieldType::myNumber:
        case FieldType::corporateNumber:
        case FieldType::insurerNumber:
        case FieldType::bankCode:
        case FieldType::branchCode:
        case FieldType::accountNumber:
        case FieldType::yuchoSymbol:
        case FieldType::yuchoNumber:
            return true;
        default:
            return false;
    }
}

bool isPresence(FieldType type) {
    return type == FieldType::flag || type == FieldType::seal || type == FieldType::signature;
}

std::string feelName(std::string_view fieldId) {
    std::string name(fieldId);
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

const Option* Field::option(std::string_view code) const {
    const auto it = std::find_if(options.begin(), options.end(), [&](const Option& o) { return o.code == code; });
    return it == options.end() ? nullptr : &*it;
}

const Field* Group::field(std::string_view member) const {
    const auto it = std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.id == member; });
    return it == fields.end() ? nullptr : &*it;
}

std::string rowFieldId(std::string_view group, int row, std::string_view member) {
    return std::string(group) + "." + std::to_string(row) + "." + std::string(member);
}

std::string_view memberOf(const Field& field) {
    std::string_view id = field.id;
    if (!field.group.empty()) id.remove_prefix(rowFieldId(field.group, field.row, "").size());
    return id;
}

Field rowField(const Group& group, int row, const Field& member) {
    Field field = member;
    field.id = rowFieldId(group.id, row, member.id);
    field.title = group.title + std::to_string(row) + " " + member.title;
    field.group = group.id;
    field.row = row;
    return field;
}

const Group* Form::group(std::string_view groupId) const {
    const auto it = std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return g.id == groupId; });
    return it == groups.end() ? nullptr : &*it;
}

const Field* Form::field(std::string_view fieldId) const {
    const auto it = std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.id == fieldId; });
    return it == fields.end() ? nullptr : &*it;
}

}  // namespace toitsu::forms
