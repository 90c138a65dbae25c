#pragma once

// A date in every way that forms and people write it: 令和8年4月1日, 元年, R8.4.1, 5080401 and 05080401 with the
// era's code, 20260401, 2026-04-01; full or half width.
//
// 不詳日: a day, or a month and day, that the register itself does not know is written 00 (or 不詳) and kept as a
// string with zeros, "1955-03-00", "1955-00-00", "0000-00-00". In a Record it is a string, not a date: FEEL compares it
// with no date (null), and no system gets an invented day.

#include <string>
#include <string_view>

#include "base/era.h"
#include "forms/checks/checked.h"

namespace toitsu::forms {

// Normalised is ISO 8601. F203: no date, or none that exists; without an era the possible dates are candidates.
// Warnings: F222 beyond the era's last day (平成32年, 昭和64年1月8日), F223 before its first, F224 不詳日.
Checked checkDate(std::string_view text);

// The same for a date whose parts are known.
Checked checkDate(const WarekiDate& date);
Checked unknownDay(int year, int month);  // Gregorian year; month 0: unknown too. F224

}  // namespace toitsu::forms
