#include <gtest/gtest.h>

#include "forms/check_digits.h"
#include "ocr/recognizers/digit_decision.h"

namespace toitsu::ocr {

namespace {

using forms::FieldType;

forms::Field fieldOf(FieldType type, int length = 0, bool maximum = false) {
    forms::Field field;
    field.id = "it";
    field.type = type;
    field.length = length;
    field.lengthIsMaximum = maximum;
    return field;
}

forms::TextPlace placeOf(int cells, const std::string& part = "", bool right = false) {
    forms::TextPlace place;
    place.part = part;
    place.cells = cells;
    place.rightAligned = right;
    return place;
}

// A cell that the network reads as `c` (a digit, ' ', '?' or '-') with this probability, and as `other` with the rest.
DigitProbabilities cell(char c, double probability = 0.9999, char other = '?') {
    const auto column = [](char character) -> std::size_t {
        return character == ' '   ? kEmptyCell
               : character == '?' ? kNoDigit
               : character == '-' ? kFillerCell
                                  : static_cast<std::size_t>(character - '0');
    };
    DigitProbabilities p{};
    p[column(c)] += probability;
    p[column(other)] += 1 - probability;
    return p;
}

std::vector<DigitProbabilities> cells(const std::string& text) {
    std::vector<DigitProbabilities> out;
    for (const char c : text) out.push_back(cell(c));
    return out;
}

}  // namespace

TEST(DigitForm, KnowsTheSameCheckDigitsAsTheForms) {
    const auto check = [](FieldType type, int length, bool (*valid)(std::string_view)) {
        const DigitForm form(fieldOf(type), placeOf(length));
        std::string digits(static_cast<std::size_t>(length), '0');
        int fitting = 0;
        for (unsigned n = 1; n < 3000; ++n) {
            unsigned long long x = n * 2654435761ULL;
            for (char& c : digits) c = static_cast<char>('0' + x % 10), x = x / 10 + x * 31;
            EXPECT_EQ(form.fits(digits), valid(digits)) << digits;
            fitting += valid(digits) ? 1 : 0;
        }
        EXPECT_GT(fitting, 50);
        EXPECT_LT(fitting, 1000);
    };
    check(FieldType::municipalityCode, 6, forms::validMunicipalityCode);
    check(FieldType::myNumber, 12, forms::validMyNumber);
    check(FieldType::corporateNumber, 13, forms::validCorporateNumber);
    for (const int length : {6, 8}) {
        const DigitForm form(fieldOf(FieldType::insurerNumber, 8, true), placeOf(length));
        std::string digits(static_cast<std::size_t>(length), '0');
        int fitting = 0;
        for (unsigned n = 1; n < 3000; ++n) {
            unsigned long long x = n * 2654435761ULL;
            for (char& c : digits) c = static_cast<char>('0' + x % 10), x = x / 10 + x * 31;
            EXPECT_EQ(form.fits(digits), forms::validInsurerNumber(digits)) << digits;
            fitting += forms::validInsurerNumber(digits) ? 1 : 0;
        }
        EXPECT_GT(fitting, 50);
    }
    EXPECT_FALSE(DigitForm(fieldOf(FieldType::insurerNumber, 8, true), placeOf(7)).fits("3312001"));
}

TEST(DigitForm, LengthsCalendarAndAmounts) {
    const DigitForm month(fieldOf(FieldType::date), placeOf(2, "month")),
        day(fieldOf(FieldType::date), placeOf(2, "day"));
    EXPECT_TRUE(month.fits("12"));
    EXPECT_TRUE(month.fits("06"));
    EXPECT_FALSE(month.fits("13"));
    EXPECT_FALSE(month.fits("0"));
    EXPECT_TRUE(day.fits("31"));
    EXPECT_FALSE(day.fits("32"));
    const DigitForm amount(fieldOf(FieldType::money), placeOf(8));
    EXPECT_TRUE(amount.fits("0"));
    EXPECT_TRUE(amount.fits("120"));
    EXPECT_FALSE(amount.fits("012"));
    const DigitForm exact(fieldOf(FieldType::digits, 10), placeOf(10));
    EXPECT_TRUE(exact.fits("0123456789"));
    EXPECT_FALSE(exact.fits("012345678"));
    const DigitForm most(fieldOf(FieldType::digits, 10, true), placeOf(10));
    EXPECT_TRUE(most.fits("7"));
    const DigitForm area(fieldOf(FieldType::phone), placeOf(5, "1"));
    EXPECT_TRUE(area.fits("026"));
    EXPECT_FALSE(area.fits("26"));
    const DigitForm postcode(fieldOf(FieldType::postcode), placeOf(3, "1"));
    EXPECT_TRUE(postcode.fits("380"));
    EXPECT_FALSE(postcode.fits("38"));
}

TEST(DigitDecision, ClearDigitsAreReadAsTheyStand) {
    const auto decision = decideDigits(cells("   1200"), DigitForm(fieldOf(FieldType::money), placeOf(7)), true);
    EXPECT_EQ(decision.candidates.front().text, "   1200");
    EXPECT_GT(decision.confidence, 0.99);
    EXPECT_FALSE(decision.unfit || decision.noDigit || decision.reordered || decision.empty);
}

TEST(DigitDecision, NothingWrittenIsEmptyWithCertainty) {
    const auto decision = decideDigits(cells("       "), DigitForm(fieldOf(FieldType::money), placeOf(7)), true);
    EXPECT_TRUE(decision.empty);
    EXPECT_GT(decision.confidence, 0.99);
}

TEST(DigitDecision, TheCalendarLeavesNoOtherReadingOfAMonth) {
    auto month = cells("12");
    month[1] = cell('2', 0.93, '7');
    const auto decision = decideDigits(month, DigitForm(fieldOf(FieldType::date), placeOf(2, "month")), true);
    EXPECT_EQ(decision.candidates.front().text, "12");
    EXPECT_GT(decision.confidence, 0.995) << "17 is no month";
    const auto any = decideDigits(month, DigitForm(fieldOf(FieldType::digits, 2), placeOf(2)), true);
    EXPECT_LT(any.confidence, 0.94) << "any other number may be 17";
}

TEST(DigitDecision, ALikelierReadingThatTheCalendarKnowsComesFirstAndIsSaidToHaveBeenMoved) {
    auto month = cells("17");
    month[1] = cell('7', 0.6, '1');
    const auto decision = decideDigits(month, DigitForm(fieldOf(FieldType::date), placeOf(2, "month")), true);
    EXPECT_EQ(decision.candidates.front().text, "11");
    EXPECT_TRUE(decision.reordered);
}

TEST(DigitDecision, ACheckDigitConfirmsWhatItCanTell) {
    std::string number = "0000012345678";
    while (!forms::validCorporateNumber(number)) ++number[0];
    auto read = cells(number);
    read[5] = cell('4', 0.0, '4');
    read[5] = cell(number[5], 0.9, number[5] == '8' ? '3' : '8');
    const DigitForm form(fieldOf(FieldType::corporateNumber), placeOf(13));
    EXPECT_GT(decideDigits(read, form, false).confidence, 0.99);
    // Modulo 9 a nine and a zero are the same: the check digit says nothing about them.
    read = cells(number);
    read[1] = cell('0', 0.9, '9');
    EXPECT_EQ(number[1], '0');
    EXPECT_LT(decideDigits(read, form, false).confidence, 0.92);
}

TEST(DigitDecision, AMyNumberIsNeverRepaired) {
    std::string number = "123456789010";
    for (number[11] = '0'; !forms::validMyNumber(number);) ++number[11];
    auto read = cells(number);
    const char wrong = number[4] == '9' ? '4' : '9';
    read[4] = cell(wrong, 0.6, number[4]);
    const DigitForm form(fieldOf(FieldType::myNumber), placeOf(12));
    const auto decision = decideDigits(read, form, false);
    std::string asRead = number;
    asRead[4] = wrong;
    EXPECT_EQ(decision.candidates.front().text, asRead) << "what was read stays first";
    EXPECT_FALSE(decision.reordered);
    EXPECT_TRUE(decision.unfit);
    EXPECT_LT(decision.confidence, 0.1);
    read[4] = cell(number[4], 0.9, wrong);
    EXPECT_GT(decideDigits(read, form, false).confidence, 0.99) << "a check digit that fits confirms the first reading";
}

TEST(DigitDecision, FillersCountAsEmptyBeforeAnAmountAndNowhereElse) {
    const DigitForm form(fieldOf(FieldType::money), placeOf(5));
    const auto before = decideDigits(cells("--120"), form, true);
    EXPECT_EQ(before.candidates.front().text, "  120");
    EXPECT_GT(before.confidence, 0.99);
    EXPECT_FALSE(before.noDigit);
    EXPECT_TRUE(decideDigits(cells("1-120"), form, true).noDigit);
    EXPECT_TRUE(decideDigits(cells("120--"), form, true).noDigit);
    EXPECT_TRUE(decideDigits(cells("--120"), form, false).noDigit) << "where numbers begin at the left";
    auto unsure = cells("1 120");
    unsure[1] = cell('2', 0.7, '-');
    EXPECT_LT(decideDigits(unsure, form, true).confidence, 0.75);
}

TEST(DigitDecision, WhatMayBeADigitIsProposedAsOneAndSeenByAPerson) {
    const DigitForm number(fieldOf(FieldType::digits, 3), placeOf(3)), my(fieldOf(FieldType::myNumber), placeOf(3));
    auto read = cells("12");
    read.push_back(cell('?', 0.7, '4'));
    const auto likely = decideDigits(read, number, false);
    EXPECT_EQ(likely.candidates.front().text, "124");
    EXPECT_TRUE(likely.noDigit);
    EXPECT_LT(likely.confidence, 0.7);
    EXPECT_EQ(decideDigits(read, my, false).candidates.front().text, "12?");
    read.back() = cell('?', 0.95, '4');
    EXPECT_EQ(decideDigits(read, number, false).candidates.front().text, "12?");
}

TEST(DigitDecision, AGapBetweenDigitsIsUnlikely) {
    const DigitForm form(fieldOf(FieldType::money), placeOf(5));
    auto read = cells("   12");
    read[2] = cell(' ', 0.8, '1');
    const auto decision = decideDigits(read, form, true);
    EXPECT_LT(decision.confidence, 0.85) << "112 or 12: both stand at the right";
    read = cells(" 1 12");
    read[2] = cell(' ', 0.8, '1');
    const auto gap = decideDigits(read, form, true);
    EXPECT_EQ(gap.candidates.front().text, " 1112");
    EXPECT_TRUE(gap.reordered);
}

}  // namespace toitsu::ocr
