#pragma once

// 元号 (Japanese eras) and 和暦 dates. First days: 明治 1868-01-25, 大正 1912-07-30, 昭和 1926-12-25, 平成 1989-01-08,
// 令和 2019-05-01 (元号を改める政令 of each era; Gregorian reckoning since 1873-01-01).

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace toitsu {

enum class Era { meiji = 1, taisho = 2, showa = 3, heisei = 4, reiwa = 5 };

struct Wareki {
    Era era = Era::reiwa;
    int year = 1;  // 元年 = 1
    int month = 1;
    int day = 1;
};

std::optional<Era> parseEra(std::string_view text);  // 令和, 令, R, ㋿, 5 …
std::string eraName(Era era);                        // 令和
std::string eraCode(Era era);                        // "reiwa" – the canonical code in forms
Date eraFirstDay(Era era);

std::optional<Wareki> toWareki(const Date& date);  // nothing before 1868-01-25
std::string warekiText(const Date& date);          // 令和8年11月21日, 令和元年…

struct WarekiDate {
    Date date;
    bool overflow = false;  // beyond the era's last day, e.g. 平成32年: understood, and a person should see it
    bool early = false;     // before the era's first day
};
// Nothing when month and day do not exist in that year.
std::optional<WarekiDate> fromWareki(const Wareki& wareki);

// 令和8年11月21日, R8.11.21, 平成元年5月1日, 2026-11-21, 2026年11月21日, 20261121; full-width accepted.
std::optional<WarekiDate> parseJapaneseDate(std::string_view text);

}  // namespace toitsu
