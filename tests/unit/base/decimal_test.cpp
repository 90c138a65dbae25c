#include "base/decimal.h"

#include <cstdlib>
#include <limits>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace toitsu {
namespace {

Decimal number(std::string_view text) {
    const auto out = Decimal::parse(text);
    EXPECT_TRUE(out) << text;
    return out.value_or(Decimal(0));
}

std::string quotientText(std::string_view left, std::string_view right) {
    const auto out = number(left).dividedBy(number(right));
    return out ? out->text() : "nothing";
}

std::string powerText(std::string_view base, std::string_view exponent) {
    const auto out = number(base).power(number(exponent));
    return out ? out->text() : "nothing";
}

TEST(Decimal, ReadsAndWritesPlainNotation) {
    EXPECT_EQ(number("-12.50").text(), "-12.5");
    EXPECT_EQ(number("1e6").text(), "1000000");
    EXPECT_EQ(number("1E+2").text(), "100");
    EXPECT_EQ(number("12.5e-3").text(), "0.0125");
    EXPECT_EQ(number("+7").text(), "7");
    EXPECT_EQ(number(".5").text(), "0.5");
    EXPECT_EQ(number("000").text(), "0");
    EXPECT_EQ(number("-0").text(), "0");
    EXPECT_EQ(number("-0.00").text(), "0");
    EXPECT_EQ(number("100.00").text(), "100");
    EXPECT_EQ(Decimal().text(), "0");
    EXPECT_EQ(Decimal(std::numeric_limits<std::int64_t>::min()).text(), "-9223372036854775808");
}

TEST(Decimal, RefusesWhatIsNoNumber) {
    for (const char* text : {"", "-", "+", ".", "5.", "1e", "1e+", "e5", "1.2.3", " 1", "1 ", "1,000", "Infinity",
                             "NaN", "0x10", "--1", "１"})
        EXPECT_FALSE(Decimal::parse(text)) << text;
}

TEST(Decimal, KnowsItsRange) {
    EXPECT_EQ(number("9.999999999999999999999999999999999e6144").text().size(), 6145u);
    EXPECT_FALSE(Decimal::parse("1e6145"));
    EXPECT_FALSE(Decimal::parse("9.9999999999999999999999999999999999e6144"));
    EXPECT_FALSE(Decimal::parse("1e99999999999999999999999999"));
    EXPECT_TRUE(number("0e99999999999999999999999999").isZero());
    EXPECT_TRUE(number("1e-99999999999999999999999999").isZero());
    EXPECT_FALSE(number("1e-6176").isZero());
    EXPECT_TRUE(number("5e-6177").isZero());
    EXPECT_EQ(number("15e-6177"), number("2e-6176"));
}

TEST(Decimal, KeepsThirtyFourDigitsAndRoundsHalfToEven) {
    EXPECT_EQ(number("1234567890123456789012345678901234").text(), "1234567890123456789012345678901234");
    EXPECT_EQ(number("12345678901234567890123456789012345").text(), "12345678901234567890123456789012340");
    EXPECT_EQ(number("12345678901234567890123456789012335").text(), "12345678901234567890123456789012340");
    EXPECT_EQ(number("123456789012345678901234567890123450000000001").text(),
              "123456789012345678901234567890123500000000000");
    EXPECT_EQ(number("123456789012345678901234567890123450000000000").text(),
              "123456789012345678901234567890123400000000000");
    EXPECT_EQ(number("99999999999999999999999999999999995").text(), "100000000000000000000000000000000000");
    EXPECT_EQ(number("0." + std::string(50, '0') + "1").text(), "0." + std::string(50, '0') + "1");
}

// Expected values: Python's decimal with prec=34, ROUND_HALF_EVEN, Emax=6144.
struct Arithmetic {
    const char *left, *right, *sum, *product, *quotient;
};

constexpr Arithmetic arithmetic[] = {
    {"1", "3", "4", "3", "0.3333333333333333333333333333333333"},
    {"9999999999999999999999999999999999", "0.5", "10000000000000000000000000000000000",
     "5000000000000000000000000000000000", "20000000000000000000000000000000000"},
    {"9999999999999999999999999999999998", "0.5", "9999999999999999999999999999999998",
     "4999999999999999999999999999999999", "20000000000000000000000000000000000"},
    {"1000000000000000000000000000000000", "-0.0000000000000000000000000000000000000001",
     "1000000000000000000000000000000000", "-0.0000001",
     "-10000000000000000000000000000000000000000000000000000000000000000000000000"},
    {"58810", "1000", "59810", "58810000", "58.81"},
    {"-90711652490059244397138481050217.8", "-0.000000000000000053200977344440664",
     "-90711652490059244397138481050217.8", "4825948569000416.406022802735656231",
     "1705074925649619269898614613395987000000000000000"},
    {"-19507222430712322233597.862597684", "-3000", "-19507222430712322236597.862597684",
     "58521667292136966700793587.793052", "6502407476904107411.199287532561333"},
    {"-156503620015504.41", "-6000000000000", "-162503620015504.41", "939021720093026460000000000",
     "26.083936669250735"},
    {"-0.8", "-1325166110063570.9", "-1325166110063571.7", "1060132888050856.72",
     "0.000000000000000603697901662775228279257671508504"},
    {"17649429121522182705485.590018284", "-26952000000000000", "17649402169522182705485.590018284",
     "-475687413683265868278247622172790400000", "-654846.7320244205515540809594198575"},
    {"-0.000000000000000000000000000075078", "-0.07", "-0.070000000000000000000000000075078",
     "0.00000000000000000000000000000525546", "0.000000000000000000000000001072542857142857142857142857142857"},
    {"671384507610553974314679.7728289497", "-6170437532425300.2", "671384501440116441889379.5728289497",
     "-4142736164449041847786734176211813000000", "-108806629.0408850853629005732955358"},
};

TEST(Decimal, CalculatesLikeTheStandard) {
    for (const Arithmetic& row : arithmetic) {
        EXPECT_EQ((number(row.left) + number(row.right)).text(), row.sum);
        EXPECT_EQ((number(row.sum) - number(row.sum)).text(), "0");
        EXPECT_EQ((number(row.left) * number(row.right)).text(), row.product);
        EXPECT_EQ(quotientText(row.left, row.right), row.quotient);
    }
}

TEST(Decimal, MoneyIsExact) {
    EXPECT_EQ((number("0.1") + number("0.2")).text(), "0.3");
    EXPECT_EQ((number("1.10") * number("19800")).text(), "21780");
    EXPECT_EQ((number("1") - number("0.9")).text(), "0.1");
    EXPECT_EQ(-number("3.5"), number("-3.5"));
}

TEST(Decimal, DivisionByZeroAndOverflowAnswerNothing) {
    EXPECT_EQ(quotientText("1", "0"), "nothing");
    EXPECT_EQ(quotientText("0", "0"), "nothing");
    EXPECT_EQ(quotientText("1e6000", "1e-6000"), "nothing");
    EXPECT_EQ(quotientText("1e-6000", "1e6000"), "0");
    const Decimal beyond = number("9e6144") * 10;
    EXPECT_FALSE(beyond.isFinite());
    EXPECT_EQ(beyond.text(), "Infinity");
    EXPECT_EQ((-beyond).text(), "-Infinity");
    EXPECT_FALSE(beyond.toInteger());
    EXPECT_FALSE((beyond - beyond).isFinite());
    EXPECT_GT(beyond, number("9e6144"));
    EXPECT_LT(-beyond, number("-9e6144"));
}

TEST(Decimal, RaisesToPowers) {
    EXPECT_EQ(powerText("2", "10"), "1024");
    EXPECT_EQ(powerText("2", "-3"), "0.125");
    EXPECT_EQ(powerText("-2", "3"), "-8");
    EXPECT_EQ(powerText("0", "0"), "1");
    EXPECT_EQ(powerText("0", "-1"), "nothing");
    EXPECT_EQ(powerText("0", "0.5"), "0");
    EXPECT_EQ(powerText("10", "6144").size(), 6145u);
    EXPECT_EQ(powerText("10", "6145"), "nothing");
    EXPECT_EQ(powerText("10", "-99999"), "0");
    EXPECT_EQ(powerText("1", "1e30"), "1");
    EXPECT_EQ(powerText("2", "1e30"), "nothing");
    EXPECT_EQ(powerText("0.5", "1e30"), "0");
    EXPECT_EQ(powerText("4", "0.5"), "2");
    EXPECT_EQ(powerText("152.2756", "0.5"), "12.34");
    EXPECT_EQ(powerText("2", "0.5"), "1.414213562373095048801688724209698");
    EXPECT_EQ(powerText("1e-6000", "0.5"), number("1e-3000").text());
    EXPECT_EQ(powerText("8", "0.25"), "1.681792830507429086062250952");
    EXPECT_EQ(powerText("2", "2.5"), "5.656854249492380195206754897");
    EXPECT_EQ(powerText("-4", "0.5"), "nothing");
}

TEST(Decimal, RoundsToAScale) {
    EXPECT_EQ(number("2.5").roundedHalfEven(0).text(), "2");
    EXPECT_EQ(number("3.5").roundedHalfEven(0).text(), "4");
    EXPECT_EQ(number("-2.5").roundedHalfEven(0).text(), "-2");
    EXPECT_EQ(number("-0.4").roundedHalfEven(0).text(), "0");
    EXPECT_FALSE(number("-0.4").roundedHalfEven(0).isNegative());
    EXPECT_EQ(number("2.5").roundedHalfUp(0).text(), "3");
    EXPECT_EQ(number("-2.5").roundedHalfUp(0).text(), "-3");
    EXPECT_EQ(number("2.4999").roundedHalfUp(0).text(), "2");
    EXPECT_EQ(number("1.005").roundedHalfUp(2).text(), "1.01");
    EXPECT_EQ(number("12345").roundedHalfEven(-2).text(), "12300");
    EXPECT_EQ(number("12350").roundedHalfEven(-2).text(), "12400");
    EXPECT_EQ(number("50").roundedHalfEven(-2).text(), "0");
    EXPECT_EQ(number("50").roundedHalfUp(-2).text(), "100");
    EXPECT_EQ(number("1.25").roundedHalfEven(10).text(), "1.25");
    EXPECT_EQ(number("123").roundedHalfEven(-7000).text(), "0");
    EXPECT_EQ(number("1e-6000").roundedHalfEven(3).text(), "0");
    EXPECT_EQ(number("9.99").roundedHalfUp(std::numeric_limits<int>::min()).text(), "0");
}

TEST(Decimal, FloorAndCeiling) {
    EXPECT_EQ(number("1.5").floor().text(), "1");
    EXPECT_EQ(number("-1.5").floor().text(), "-2");
    EXPECT_EQ(number("-1.5").ceiling().text(), "-1");
    EXPECT_EQ(number("1.5").ceiling().text(), "2");
    EXPECT_EQ(number("-0.5").ceiling().text(), "0");
    EXPECT_EQ(number("2.00").ceiling().text(), "2");
    EXPECT_EQ(number("1e-6000").ceiling().text(), "1");
    EXPECT_EQ(number("-1e-6000").floor().text(), "-1");
    EXPECT_EQ(number("1e40").floor(), number("1e40"));
}

TEST(Decimal, ComparesByValue) {
    EXPECT_EQ(number("1.0"), number("1.000"));
    EXPECT_EQ(number("1e3"), number("1000"));
    EXPECT_EQ(number("0"), number("-0.000"));
    EXPECT_LT(number("-1e10"), number("1e-10"));
    EXPECT_LT(number("-2"), number("-1.999"));
    EXPECT_LT(number("9.99"), number("10"));
    EXPECT_GT(number("1e6000"), number("9999999999999999999999999999999999"));
    EXPECT_LT(number("0"), number("1e-6176"));
    EXPECT_EQ(Decimal(3), 3);
}

TEST(Decimal, ConvertsToIntegersAndDoubles) {
    EXPECT_EQ(number("12.00").toInteger(), 12);
    EXPECT_EQ(number("1e3").toInteger(), 1000);
    EXPECT_FALSE(number("12.5").toInteger());
    EXPECT_EQ(number("9223372036854775807").toInteger(), std::numeric_limits<std::int64_t>::max());
    EXPECT_FALSE(number("9223372036854775808").toInteger());
    EXPECT_EQ(number("-9223372036854775808").toInteger(), std::numeric_limits<std::int64_t>::min());
    EXPECT_FALSE(number("1e6000").toInteger());
    EXPECT_EQ(number("0e6000").toInteger(), 0);
    EXPECT_FALSE(number("1e-40").isInteger());
    EXPECT_TRUE(number("1e6000").isInteger());
    EXPECT_DOUBLE_EQ(number("-0.1").toDouble(), -0.1);
    EXPECT_EQ(number("1e6000").toDouble(), std::numeric_limits<double>::infinity());
    EXPECT_EQ(number("-1e-6000").toDouble(), 0.0);
    EXPECT_EQ(Decimal::fromDouble(0.1)->text(), "0.1");
    EXPECT_EQ(Decimal::fromDouble(1e21)->text(), "1000000000000000000000");
    EXPECT_FALSE(Decimal::fromDouble(std::numeric_limits<double>::quiet_NaN()));
    EXPECT_FALSE(Decimal::fromDouble(-std::numeric_limits<double>::infinity()));
}

Decimal anyDecimal() {
    const auto high = *rc::gen::arbitrary<std::int64_t>();
    const auto low = *rc::gen::inRange<std::int64_t>(0, 1'000'000'000);
    const auto exponent = *rc::gen::inRange(-40, 40);
    return number(std::to_string(high) + std::to_string(low) + "e" + std::to_string(exponent));
}

RC_GTEST_PROP(DecimalProperty, TextReadsBack, ()) {
    const Decimal value = anyDecimal();
    RC_ASSERT(Decimal::parse(value.text()) == value);
}

RC_GTEST_PROP(DecimalProperty, IntegersCalculateLikeIntegers, (std::int32_t left, std::int32_t right)) {
    RC_ASSERT((Decimal(left) + Decimal(right)).toInteger() == std::int64_t{left} + right);
    RC_ASSERT((Decimal(left) - Decimal(right)).toInteger() == std::int64_t{left} - right);
    RC_ASSERT((Decimal(left) * Decimal(right)).toInteger() == std::int64_t{left} * right);
    RC_ASSERT((Decimal(left) <=> Decimal(right)) == (left <=> right));
}

RC_GTEST_PROP(DecimalProperty, OrderAgreesWithSubtraction, ()) {
    const Decimal left = anyDecimal();
    const Decimal right = anyDecimal();
    const Decimal difference = left - right;
    RC_ASSERT((left < right) == difference.isNegative());
    RC_ASSERT((left == right) == difference.isZero());
    RC_ASSERT(left + right == right + left);
    RC_ASSERT(left * right == right * left);
}

RC_GTEST_PROP(DecimalProperty, QuotientTimesDivisorIsNear, ()) {
    const Decimal left = anyDecimal();
    const Decimal right = anyDecimal();
    RC_PRE(!right.isZero() && !left.isZero());
    const Decimal error = (*left.dividedBy(right) * right - left).dividedBy(left).value();
    RC_ASSERT(error < number("1e-32") && error > number("-1e-32"));
}

}  // namespace
}  // namespace toitsu
