#pragma once

// Declared types where values come from outside: JSON has only texts, numbers, lists and objects.

#include <string>

#include "rules/feel_type.h"

namespace toitsu::rules {

// A text becomes the date, time or duration that its declared type wants, when it is one; nothing else changes.
Value asDeclared(const Value& value, const FeelType& type, const FeelTypes& types);

std::string typeText(const FeelType& type);  // as an author writes it: "number", "tKind", "list<date>"

}  // namespace toitsu::rules
