#pragma once

// The parts of parseForm that stand in their own files.

#include <string_view>

#include "base/xml.h"
#include "forms/form.h"

namespace toitsu::forms {

class ElementReader;

inline constexpr std::string_view kFormNamespace = "urn:toitsu:form:1";
inline constexpr std::size_t kMostFields = 4000;  // of a form, rows of groups counted; more is no form on paper

// Words of a–z, 0–9 and '-', each beginning with a letter; with `dots` several words joined by '.':
// employee.birth-date.
bool validId(std::string_view id, bool dots);

// `<field>`: appended to the form also when it has mistakes, so that rules and layouts that use it are not reported
// too.
void readField(const xml::Element& element, Form& form, Findings& findings);

// F021, F015 or F022 at attribute "id" unless the id can stand beside the form's fields and groups.
void checkFieldId(ElementReader& reader, const Form& form, const std::string& id);

// `<group>`: kept in Form::groups, and all its rows in Form::fields.
void readGroup(const xml::Element& element, Form& form, Findings& findings);

// F061 at the element when the form would have more than kMostFields with `more` further fields.
bool tooManyFields(const xml::Element& element, const Form& form, std::size_t more, Findings& findings);

// `<migration>`, after all fields are known.
void readMigration(const xml::Element& element, Form& form, Findings& findings);

// What only shows when everything is read; warnings. `source` is the whole file.
void lintForm(const xml::Element& root, std::string_view source, const Form& form, Findings& findings);
// F081, a byte order mark.
void lintEncoding(std::string_view source, const std::string& file, Findings& findings);

// m202088. – where a municipality's layouts put fields of their own; "" for every other id.
std::string localPrefix(std::string_view fieldId);

// `<rule>`, after all fields are known. `source` is the whole file.
void readRule(const xml::Element& element, std::string_view source, Form& form, Findings& findings);

}  // namespace toitsu::forms
