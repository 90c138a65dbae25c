#pragma once

// Pages full of printed fields – names, kana, addresses, numbers – with what was printed, to measure how they are read.

#include <string>
#include <vector>

#include "forms/address_book.h"
#include "forms/library.h"
#include "tests/scanlab/scan.h"

namespace toitsu::golden {

struct PrintedField {
    std::string field;
    std::string kind;  // "name", "kana", "hiragana", "text", "address", "odd address", "postcode", "phone", "date"
    std::string text;
};

struct PrintedPage {
    scanlab::Scan scan;
    std::vector<PrintedField> fields;
};

// A value without what makes no difference to a clerk: spaces, the width of digits, the kind of dash between them.
std::u32string compared(const std::string& text);

// The papers of the measurement, as a library on disk in `folder`: a ruled table, and lines to write on.
Result<void> writePrintedLibrary(const std::string& folder);

// One page in the typeface `family`, scanned as `profile` says. An "odd address" has a town that does not exist, one
// character away from a real one: what must never be taken for it.
Result<PrintedPage> printPage(const forms::Layout& layout, const forms::AddressBook& book, const std::string& family,
                              const scanlab::Profile& profile, std::uint64_t seed);

}  // namespace toitsu::golden
