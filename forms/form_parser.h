#pragma once

// The parts of parseForm that stand in their own files.

#include <string_view>

#include "base/xml.h"
#include "forms/form.h"

namespace toitsu::forms {

inline constexpr std::string_view kFormNamespace = "urn:toitsu:form:1";

// Words of a–z, 0–9 and '-', each beginning with a letter; with `dots` several words joined by '.':
// employee.birth-date.
bool validId(std::string_view id, bool dots);

// `<field>`: appended to the form also when it has mistakes, so that rules and layouts that use it are not reported
// too.
void readField(const xml::Element& element, Form& form, Findings& findings);

// `<rule>`, after all fields are known. `source` is the whole file.
void readRule(const xml::Element& element, std::string_view source, Form& form, Findings& findings);

}  // namespace toitsu::forms
