#pragma once

// Check digits of the numbers that municipalities use. Input is ASCII digits; anything else is not valid.
// A check digit finds most misreadings and never all of them (個人番号: 1.7 % of single wrong digits pass), and it is
// never used to repair a number.

#include <string>
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

// 保険者番号, 8 digits, 6 for 国民健康保険 and 介護保険. 厚生労働省「保険者番号等設定要領」: the digits before the last
// are weighted 2 1 2 1 … from the right, the digits of the products are added, and the last digit fills the sum up to a
// multiple of ten; 33120015 and 138057 are examples of it. The number and date of the notice that the 要領 belongs to
// were not found in a public source.
bool validInsurerNumber(std::string_view digits);

// The 法人番号 of a local government: "000020" and its 団体コード after the check digit. Empty for no such code.
std::string municipalCorporateNumber(std::string_view municipalityCode);

}  // namespace toitsu::forms
