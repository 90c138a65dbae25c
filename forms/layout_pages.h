#pragma once

// Layouts of several pages: which page a field belongs to, what all pages have in common, and the record of one page
// that came alone.

#include <string>
#include <string_view>
#include <vector>

#include "forms/record.h"

namespace toitsu::forms {

// Whether the field has a place there, a printed part of it included.
bool stands(const LayoutPage& page, std::string_view field);
bool stands(const Layout& layout, std::string_view field);

// The page where the field stands first; the layout's first page when it stands nowhere.
int firstPageOf(const Layout& layout, std::string_view field);

// Fields that are written on every page of a layout of several pages – a number, a barcode: what they say must be the
// same on all pages of one submission. Empty for a layout of one page.
std::vector<std::string> sharedFields(const Layout& layout);

// As unify, of one page of a layout that may have several: the fields that stand on it (on the first page also those
// that stand nowhere), and the rules that need no others.
Record unifyPage(const Form& form, const Layout& layout, int page, const std::vector<Reading>& readings,
                 const UnifyOptions& options = {});

// The part of a whole record that belongs to one page: the fields whose first place is there. All rules broken stay.
Record onPage(Record record, const Layout& layout, int page);

}  // namespace toitsu::forms
