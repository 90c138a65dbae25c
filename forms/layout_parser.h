#pragma once

// The parts of parseLayout that stand in their own files.

#include <string_view>

#include "base/xml.h"
#include "forms/layout.h"

namespace toitsu::forms {

inline constexpr std::string_view kLayoutNamespace = "urn:toitsu:layout:1";

// The parts in which a field of this type may stand: era, year, month, day; 1, 2, 3; none.
std::vector<std::string> partsOf(FieldType type);

// Elements of a page that hold fields: place, choice, flag, seal, image, barcode, fixed.
bool isFieldElement(std::string_view name);
void readFieldElement(const xml::Element& element, const Form& form, LayoutPage& page, Findings& findings);

// Elements that are only printed: text, line, frame, mark. `layout` names itself in its mark.
void readPrinted(const xml::Element& element, const std::string& layout, LayoutPage& page, Findings& findings);

// `<rows>`: kept in LayoutPage::rows, and the places of all rows in the page.
void readRows(const xml::Element& element, const std::string& layout, const Form& form, LayoutPage& page,
              Findings& findings);

// `<field>` of a layout: added to Layout::localFields, and to the form that the paper asks.
void readLocalField(const xml::Element& element, Layout& layout, Form& asked, Findings& findings);

// F061 at the element when the page would hold more than kMostPlaces.
inline constexpr std::size_t kMostPlaces = 4000;  // on a page; more is no form on paper
bool tooManyPlaces(const xml::Element& element, const PageContent& page, std::size_t more, Findings& findings);

// F037 at attribute "box" of the element unless the box lies on the page.
void checkOnPage(const xml::Element& element, const Box& box, const LayoutPage& page, Findings& findings);

// What only shows when everything is read: overlaps, doubled and missing parts, fields and options that stand nowhere.
void lintLayout(const Layout& layout, const Form& form, Findings& findings);

}  // namespace toitsu::forms
