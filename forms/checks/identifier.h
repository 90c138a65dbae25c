#pragma once

// Numbers of which every digit counts. Spaces and hyphens between digits are how people write them and are
// dropped; a letter is never taken for a digit, and a number is never repaired by its check digit.

#include <string_view>

#include "forms/checks/checked.h"
#include "forms/form.h"

namespace toitsu::forms {

// For the types of isIdentifier. `length`: how many digits (0 = any), or at most so many. F207: not digits, or not
// as many; of a 団体コード without its check digit and of a 会社法人等番号 (12 digits) the whole number is a candidate.
// F208: the check digit is wrong. F228: a 記号 of ゆうちょ銀行 that begins with neither 0 nor 1.
Checked checkIdentifier(FieldType type, std::string_view text, int length = 0, bool lengthIsMaximum = false);

// Digits that a type has by itself (法人番号: 13); 0: the form says how many.
int ownLength(FieldType type);
// People write 123456 for 0123456, and 国民健康保険 has numbers of six digits beside those of eight.
bool mayBeShorter(FieldType type);

}  // namespace toitsu::forms
