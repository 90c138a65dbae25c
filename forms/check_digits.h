#pragma once

// Check digits of the numbers that municipalities use. Input is ASCII digits; anything else is not valid.
// A check digit finds most misreadings and never all of them (個人番号: 1.7 % of single wrong digits pass), and it is
// never used to repair a number.

#include <string_view>

namespace toitsu::forms {

// 全国地方公共団体コード, 6 digits. 総務省「全国地方公共団体コード」仕様 (昭和43年 自治省): the first five digits are
// weighted 6 5 4 3 2; the check digit is the last digit of 11 − (sum mod 11).
bool validMunicipalityCode(std::string_view digits);

// 個人番号, 12 digits. 番号法施行令第8条 and 総務省令 (平成26年総務省令第85号) 第5条: 11 − (Σ Pn·Qn mod 11), 0 when the
// remainder is 0 or 1; Pn is the n-th digit from the right without the check digit, Qn = n+1 for n ≤ 6 and n−5 for n
// ≥ 7.
bool validMyNumber(std::string_view digits);

// 法人番号, 13 digits, check digit first. 法人番号の指定等に関する省令 (平成26年財務省令第70号) 第2条: 9 − (Σ Pn·Qn mod
// 9); Qn = 1 for odd n and 2 for even n, n counted from the right.
bool validCorporateNumber(std::string_view digits);

}  // namespace toitsu::forms
