#pragma once

// The proposal as files: a layout written from its model, and the form's own file with what the proposal changes – so
// that its comments, its order and everything else that its author wrote stay.

#include <string>
#include <string_view>
#include <vector>

#include "forms/unification/unification.h"

namespace toitsu::forms::unification {

std::string layoutText(const Layout& layout);

// `source` is the form's file. Fields, options and rules that the proposal leaves out are cut, new fields stand before
// the first rule, and a migration says what became of the old ones.
std::string formText(std::string_view source, const Form& before, const Unification& result);

}  // namespace toitsu::forms::unification
