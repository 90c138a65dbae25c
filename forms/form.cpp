#include "forms/form.h"

#include <algorithm>
#include <array>

namespace toitsu::forms {
namespace {

constexpr std::array<std::string_view, 17> kTypeNames{"text",        "kana",
                                                      "person-name", "date",
                                                      "postcode",    "address",
                                                      "phone",       "money",
                                                      "digits",      "municipality-code",
                                                      "my-number",   "corporate-number",
                                                      "choice",      "choices",
                                                      "flag",        "seal",
                                                      "image"};
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

std::string feelName(std::string_view fieldId) {
    std::string name(fieldId);
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
}

const Option* Field::option(std::string_view code) const {
    const auto it = std::find_if(options.begin(), options.end(), [&](const Option& o) { return o.code == code; });
    return it == options.end() ? nullptr : &*it;
}

const Field* Form::field(std::string_view fieldId) const {
    const auto it = std::find_if(fields.begin(), fields.end(), [&](const Field& f) { return f.id == fieldId; });
    return it == fields.end() ? nullptr : &*it;
}

}  // namespace toitsu::forms
