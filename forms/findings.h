#pragma once

// How a mistake in a template is reported: one Error with code, place, what is wrong and what to write instead.

#include <string>
#include <string_view>
#include <vector>

#include "forms/form.h"

namespace toitsu::forms {

void addError(Findings& findings, std::string code, Wording wording, Place place);
void addWarning(Findings& findings, std::string code, Wording wording, Place place);
// More mistakes than anybody corrects at once: what goes through a large broken file stops here.
inline constexpr std::size_t kMostErrors = 500;
bool enough(const Findings& findings);

void sortByPlace(Findings& findings);  // by file, line and column, so that an editor can be walked from top to bottom

// A name from a template as it may stand in a message: no control characters, at most 60 characters.
std::string shown(std::string_view name);

// The name of `names` that was probably meant, "" when none is near: swapped, missing or doubled letters, wrong case.
std::string nearestName(std::string_view wrong, const std::vector<std::string>& names);

// The last sentence of a message: "did you mean …", or else the names that are possible.
Wording suggestion(std::string_view wrong, const std::vector<std::string>& names);

// `first` followed by `second` in both languages.
Wording operator+(const Wording& first, const Wording& second);

}  // namespace toitsu::forms
