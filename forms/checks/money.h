#pragma once

// An amount in whole yen: 1234567, 1,234,567, ¥1,234, １，２３４円, 12千円, 3万円.

#include <string_view>

#include "forms/checks/checked.h"

namespace toitsu::forms {

// Normalised is the number. F206: no whole number of yen, or more than `most` digits (0 = 18). Warnings: F226 a
// negative amount (-, △, ▲), which few forms mean; F227 千円 or 万円 was multiplied out.
Checked checkMoney(std::string_view text, int most = 0);

}  // namespace toitsu::forms
