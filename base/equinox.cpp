// The equinoxes by the approximation of 海上保安庁水路部 (暦計算研究会編「新こよみ便利帳」, 1983): the mean equinox
// drifts by 0.242194 days a year against the calendar and each leap day puts it back. Three sets of constants cover
// 1900–1979, 1980–2099 and 2100–2150; for the days that were published since 1948 it gives the same
// (tests/unit/base/holidays_test.cpp).

#include <cassert>

#include "base/holidays.h"

namespace toitsu {

namespace {

constexpr double drift = 0.242194;  // days a year

int dayOf(int year, double before1980, double before2100, double later) {
    assert(year >= 1900 && year <= 2150);
    const double start = year < 1980 ? before1980 : year < 2100 ? before2100 : later;
    // The divisions cut towards zero, as the source has them: before 1980 leap days are counted backwards from 1983.
    const int leapDays = year < 1980 ? (year - 1983) / 4 : (year - 1980) / 4;
    return static_cast<int>(start + drift * (year - 1980)) - leapDays;
}

}  // namespace

Date springEquinox(int year) {
    return {year, 3, dayOf(year, 20.8357, 20.8431, 21.8510)};
}

Date autumnEquinox(int year) {
    return {year, 9, dayOf(year, 23.2588, 23.2488, 24.2488)};
}

}  // namespace toitsu
