#pragma once

// Numbers as people and recognisers write them.

#include <optional>
#include <string>
#include <string_view>

#include "base/era.h"
#include "forms/form.h"

namespace toitsu::forms {

// ASCII digits of a text that holds nothing but digits (full width too), spaces and hyphens.
std::optional<std::string> plainDigits(std::string_view text);

// As parseJapaneseDate, and seven digits with the era's code in front (3610430 = 昭和61年4月30日).
std::optional<WarekiDate> parseAnyDate(std::string_view text);

// True for types without a check digit.
bool checkDigitFits(FieldType type, std::string_view digits);

}  // namespace toitsu::forms
