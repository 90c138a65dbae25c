// How many wrong digits each check digit finds (domain 2.1), counted, not sampled.

#include <gtest/gtest.h>

#include <string>

#include "forms/check_digits.h"

namespace toitsu::forms {
namespace {

struct Power {
    long long errors = 0, missed = 0;
    double found() const { return 1 - static_cast<double>(missed) / static_cast<double>(errors); }
};

// Every single wrong digit of `number`; `known` tells which misses are allowed.
template <class Valid, class Known>
void countErrors(std::string number, Valid valid, Known known, Power& power) {
    for (std::size_t at = 0; at < number.size(); ++at) {
        const char right = number[at];
        for (char wrong = '0'; wrong <= '9'; ++wrong) {
            if (wrong == right) continue;
            number[at] = wrong;
            ++power.errors;
            if (!valid(number)) continue;
            ++power.missed;
            EXPECT_TRUE(known(at, right, wrong)) << at << ' ' << right << wrong;
        }
        number[at] = right;
    }
}

template <class Valid>
std::string completedAtEnd(std::string base, Valid valid) {
    base += '0';
    while (!valid(base)) base.back() = static_cast<char>(base.back() + 1);
    return base;
}

// A base of `count` digits; all of them differ over the run.
std::string base(unsigned long long seed, int count) {
    std::string digits;
    unsigned long long x = seed * 6364136223846793005ULL + 1442695040888963407ULL;
    for (int n = 0; n < count; ++n) {
        x = x * 6364136223846793005ULL + 1442695040888963407ULL;
        digits += static_cast<char>('0' + (x >> 33) % 10);
    }
    return digits;
}

// A miss is possible only between the remainders 0 and 1, which share the check digit 0. Over every position,
// digit and remainder that is 18 of 990 changes of the eleven digits, and none of the check digit: 98.3 %.
TEST(CheckPower, myNumberFinds983OfAThousand) {
    Power power;
    for (unsigned long long seed = 0; seed < 20000; ++seed) {
        const std::string number = completedAtEnd(base(seed, 11), validMyNumber);
        countErrors(
            number, validMyNumber, [&](std::size_t at, char, char) { return at < 11 && number.back() == '0'; }, power);
    }
    EXPECT_NEAR(power.found(), 0.983, 0.001);
}

TEST(CheckPower, corporateNumberMissesOnlyZeroForNine) {
    Power power;
    for (unsigned long long seed = 0; seed < 20000; ++seed) {
        const std::string digits = base(seed, 12);
        std::string number;
        for (char check = '1'; number.empty(); ++check)
            if (validCorporateNumber(check + digits)) number = check + digits;
        countErrors(
            number, validCorporateNumber,
            [](std::size_t at, char right, char wrong) {
                return at > 0 && ((right == '0' && wrong == '9') || (right == '9' && wrong == '0'));
            },
            power);
        for (std::size_t at = 1; at < number.size(); ++at) {
            if (number[at] != '0') continue;
            std::string other = number;
            other[at] = '9';
            EXPECT_TRUE(validCorporateNumber(other));
        }
    }
    EXPECT_NEAR(power.found(), 0.980, 0.002);
}

TEST(CheckPower, insurerNumberFindsEveryWrongDigit) {
    Power power;
    for (int number = 0; number < 100000; ++number) {
        const std::string digits = std::to_string(100000 + number).substr(1);
        countErrors(
            completedAtEnd(digits, validInsurerNumber), validInsurerNumber,
            [](std::size_t, char, char) { return false; }, power);
    }
    EXPECT_EQ(power.missed, 0);
}

// 11 − 0 and 11 − 10 both end with 1: remainders 0 and 10 share a check digit. All 100,000 codes.
TEST(CheckPower, municipalityCodeMissesOnlyBetweenTwoRemainders) {
    Power power;
    for (int number = 0; number < 100000; ++number) {
        const std::string code = completedAtEnd(std::to_string(100000 + number).substr(1), validMunicipalityCode);
        countErrors(
            code, validMunicipalityCode, [&](std::size_t at, char, char) { return at < 5 && code.back() == '1'; },
            power);
    }
    EXPECT_GT(power.found(), 0.98);
}

}  // namespace
}  // namespace toitsu::forms
