#pragma once

// What stands before an option on paper: the number or letter by which clerks call it, and its words. 「３ 休職」 is 3
// and 休職; 「普Ｃ 給与少額」 is 普C; 「イ」 is a sign without words; 「12月31日以前の…」 has none.

#include <string>
#include <string_view>

namespace toitsu::forms::unification {

struct PrintedSign {
    std::string sign;   // half width, "" when there is none
    std::string words;  // without the sign; spaces as printed
};
PrintedSign printedSign(std::string_view printed);

// Words as they are compared: half-width letters and digits, no spaces, nothing in brackets.
std::string comparable(std::string_view words);

// The same with what is in brackets.
std::string unspaced(std::string_view words);

// A sign and words as they are printed: "3 休職".
std::string joined(const PrintedSign& printed);

}  // namespace toitsu::forms::unification
