// The quick way for small numbers gives bit for bit what the exact way gives, or nothing.

#include "base/decimal_small.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

namespace toitsu {
namespace {

// Any significand of up to 64 bits with an exponent where things happen.
Decimal drawn() {
    const auto magnitude = *rc::gen::oneOf(rc::gen::arbitrary<std::uint64_t>(), rc::gen::inRange<std::uint64_t>(0, 100),
                                           rc::gen::just(~std::uint64_t{0}));
    const int exponent = *rc::gen::oneOf(rc::gen::inRange(-25, 25), rc::gen::inRange(-6176, 6112));
    return SmallDecimal::make(*rc::gen::arbitrary<bool>(), magnitude, exponent);
}

bool identical(const Decimal& a, const Decimal& b) {
    return DecimalAccess::bits(a) == DecimalAccess::bits(b);
}

TEST(DecimalSmall, sumsAndProductsAreTheExactOnes) {
    rc::check("sum and product", [] {
        const Decimal a = drawn();
        const Decimal b = drawn();
        if (const auto sum = smallSum(a, b)) RC_ASSERT(identical(*sum, sumOf(a, b)));
        if (const auto product = smallProduct(a, b)) RC_ASSERT(identical(*product, productOf(a, b)));
    });
}

TEST(DecimalSmall, theOrderIsTheSignOfTheDifference) {
    rc::check("order", [] {
        const Decimal a = drawn();
        const Decimal b = drawn();
        const auto order = smallOrder(a, b);
        RC_PRE(order.has_value());
        const DecimalParts difference = DecimalAccess::parts(sumOf(a, -b));
        const auto expected = difference.coefficient == 0 ? std::strong_ordering::equal
                              : difference.negative       ? std::strong_ordering::less
                                                          : std::strong_ordering::greater;
        RC_ASSERT(*order == expected);
    });
}

TEST(DecimalSmall, isTakenForOrdinaryNumbersOnly) {
    EXPECT_TRUE(smallSum(Decimal(1), *Decimal::parse("0.10")));
    EXPECT_TRUE(smallProduct(*Decimal::parse("1200.5"), *Decimal::parse("1.1")));
    EXPECT_FALSE(smallSum(Decimal(1), Decimal(-1))) << "a zero's sign is not decided here";
    EXPECT_FALSE(smallSum(*Decimal::parse("1e30"), Decimal(1)));
    EXPECT_FALSE(smallProduct(*Decimal::parse("99999999999999999999"), *Decimal::parse("99999999999999999999")));
    EXPECT_FALSE(smallOrder(*Decimal::parse("1e6144") * Decimal(10), Decimal(1))) << "infinity";
    EXPECT_EQ(*smallOrder(-Decimal(0), Decimal(0)), std::strong_ordering::equal);
}

}  // namespace
}  // namespace toitsu
