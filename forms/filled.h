#pragma once

// Filled: a blank with answers on it, as a person would fill it in. For samples to look at and to try a layout with;
// what scanners and hands do to paper is a matter of the tests' scanlab.

#include <map>
#include <string>

#include "base/result.h"
#include "forms/form.h"
#include "forms/layout.h"

namespace toitsu::forms {

using AnswerTexts = std::map<std::string, std::string>;  // field → canonical text

// F301–F304 as a blank. Colour: written text and marks in blue, seals in red, what a printer fills in black.
Result<void> writeFilledPng(const Form& form, const Layout& layout, const LayoutPage& page, const AnswerTexts& answers,
                            double dpi, const std::string& path);
Result<void> writeFilledPdf(const Form& form, const Layout& layout, const AnswerTexts& answers,
                            const std::string& path);  // all pages

}  // namespace toitsu::forms
