// P(at most k of n) at probability p is I_{1−p}(n − k, k + 1). The upper bound is the p at which that falls to 1 −
// level, found by bisection: the function falls steadily in p, and fifty halvings of an interval use up a double's
// digits. The beta function is the continued fraction of Abramowitz and Stegun 26.5.8, by the modified Lentz method.

#include "forms/binomial.h"

#include <cmath>
#include <utility>

namespace toitsu::forms {

namespace {

double continuedFraction(double a, double b, double x) {
    constexpr double kTiny = 1e-300, kPrecise = 1e-16;
    const auto notZero = [](double value) { return std::abs(value) < kTiny ? kTiny : value; };
    double c = 1, d = 1 / notZero(1 - (a + b) * x / (a + 1)), fraction = d;
    // Converges within some √max(a, b) steps; the bound only guards against what cannot be.
    for (int m = 1; m < 100'000; ++m) {
        const double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
        d = 1 / notZero(1 + even * d);
        c = notZero(1 + even / c);
        fraction *= d * c;
        const double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
        d = 1 / notZero(1 + odd * d);
        c = notZero(1 + odd / c);
        fraction *= d * c;
        if (std::abs(d * c - 1) < kPrecise) break;
    }
    return fraction;
}

}  // namespace

double incompleteBeta(double a, double b, double x) {
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    // std::lgamma writes to a global; three threads may count at the same time.
    const auto logGamma = [](double value) {
        int sign = 0;
        return lgamma_r(value, &sign);
    };
    const double front = std::exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * std::log(x) + b * std::log1p(-x));
    if (x < (a + 1) / (a + b + 2)) return front * continuedFraction(a, b, x) / a;
    return 1 - front * continuedFraction(b, a, 1 - x) / b;
}

double clopperPearsonUpper(long hits, long trials, double level) {
    if (trials <= 0 || hits >= trials) return 1;
    const double n = static_cast<double>(trials), k = static_cast<double>(hits), rest = 1 - level;
    if (hits == 0) return -std::expm1(std::log(rest) / n);
    double low = k / n, high = 1;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (incompleteBeta(n - k, k + 1, 1 - middle) > rest ? low : high) = middle;
    }
    return high;
}

long trialsWithoutHit(double share, double level) {
    return static_cast<long>(std::ceil(std::log(1 - level) / std::log1p(-share) - 1e-9));
}

long trialsNeeded(long hits, double share, double level) {
    long low = hits, high = trialsWithoutHit(share, level) + hits;
    while (clopperPearsonUpper(hits, high, level) > share) low = std::exchange(high, high * 2);
    while (low + 1 < high) {
        const long middle = low + (high - low) / 2;
        (clopperPearsonUpper(hits, middle, level) > share ? low : high) = middle;
    }
    return high;
}

}  // namespace toitsu::forms
