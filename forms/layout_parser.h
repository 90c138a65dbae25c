#pragma once

// The parts of parseLayout that stand in their own files.

#include <string_view>

#include "base/xml.h"
#include "forms/layout.h"

namespace toitsu::forms {

inline constexpr std::string_view kLayoutNamespace = "urn:toitsu:layout:1";

// Papers that a page may name.
struct Paper {
    std::string name;
    double width, height;  // mm
};
const std::vector<Paper>& papers();

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

// What a form mark says.
std::string formMark(const std::string& layout, int page);

// Whether everything of the content lies on the page.
bool standsOn(const LayoutPage& page, const PageContent& content);

// Layouts based on others (layout_base.cpp).
// The layout that attribute "based-on" names, from the folder of `file`. F066 there is none, F067 it has mistakes, F068
// it is based on this one or too long a row of others. `above` are the files that are based on it already.
std::optional<Layout> readBase(const xml::Element& root, const std::string& file, const Form& form,
                               const std::vector<std::string>& above, Findings& findings);
// What the derived layout begins with: the base under its own name, without another municipality's local fields.
void inherit(const Layout& base, Layout& layout);
// `own` replaces what it names anew on the page; with `keepPrinted` false the base's texts, lines and frames go.
void overridePage(LayoutPage& page, LayoutPage own, bool keepPrinted);
// `<remove>` in a page, or in the layout for all pages. F069 when nothing is there.
void readRemove(const xml::Element& element, std::vector<LayoutPage*> pages, Findings& findings);
// F070 at `place` for what makes sense in a derived layout only.
void needsBase(const xml::Element& element, std::string_view attribute, Findings& findings);

std::optional<Layout> parseLayoutBelow(std::string_view xml, const std::string& file, const Form& form,
                                       const std::vector<std::string>& above, Findings& findings);

// Warnings of what is printed where people write, and of options that cannot be told apart.
void lintPrint(const LayoutPage& page, Findings& findings);
// F085: cells, places and squares that are too small to be filled in by hand.
void lintSizes(const LayoutPage& page, Findings& findings);

// What only shows when everything is read: overlaps, doubled and missing parts, fields and options that stand nowhere.
void lintLayout(const Layout& layout, const Form& form, Findings& findings);

}  // namespace toitsu::forms
