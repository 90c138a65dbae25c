#include "forms/check_digits.h"

#include <algorithm>

namespace toitsu::forms {
namespace {

bool allDigits(std::string_view text, std::size_t count) {
    return text.size() == count && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

int digit(std::string_view text, std::size_t index) {
    return text[index] - '0';
}

}  // namespace

bool validMunicipalityCode(std::string_view digits) {
    if (!allDigits(digits, 6)) return false;
    int sum = 0;
    for (std::size_t i = 0; i < 5; ++i) sum += digit(digits, i) * static_cast<int>(6 - i);
    return digit(digits, 5) == (11 - sum % 11) % 10;
}

bool validMyNumber(std::string_view digits) {
    if (!allDigits(digits, 12)) return false;
    int sum = 0;
    for (int n = 1; n <= 11; ++n) sum += digit(digits, static_cast<std::size_t>(11 - n)) * (n <= 6 ? n + 1 : n - 5);
    const int remainder = sum % 11;
    return digit(digits, 11) == (remainder <= 1 ? 0 : 11 - remainder);
}

bool validCorporateNumber(std::string_view digits) {
    if (!allDigits(digits, 13)) return false;
    int sum = 0;
    for (int n = 1; n <= 12; ++n) sum += digit(digits, static_cast<std::size_t>(13 - n)) * (n % 2 == 1 ? 1 : 2);
    return digit(digits, 0) == 9 - sum % 9;
}

bool validInsurerNumber(std::string_view digits) {
    if (!allDigits(digits, 6) && !allDigits(digits, 8)) return false;
    int sum = 0;
    for (std::size_t n = 1; n < digits.size(); ++n) {
        const int product = digit(digits, digits.size() - 1 - n) * (n % 2 == 1 ? 2 : 1);
        sum += product / 10 + product % 10;
    }
    return digit(digits, digits.size() - 1) == (10 - sum % 10) % 10;
}

std::string municipalCorporateNumber(std::string_view municipalityCode) {
    if (!validMunicipalityCode(municipalityCode)) return {};
    const std::string base = "000020" + std::string(municipalityCode);
    for (char check = '1'; check <= '9'; ++check)
        if (validCorporateNumber(check + base)) return check + base;
    return {};
}

}  // namespace toitsu::forms
