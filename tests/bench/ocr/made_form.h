#pragma once

// A form of as many fields as wanted, with its layout and scans of it: what `./dev bench ocr` reads.

#include <cstdint>
#include <string>

#include "base/result.h"
#include "forms/library.h"

namespace toitsu::bench {

struct FormSize {
    int texts = 7;        // printed names, kana, addresses
    int digitBoxes = 44;  // in fields of up to eleven
    int choices = 11;     // of four options, ticked and circled by turns
};

// Writes forms/bench/ into `folder` and loads it. The page holds 24 rows: a text, 22 boxes or two choices each.
Result<forms::Library> madeForm(const std::string& folder, const FormSize& size);

// The layout's first page filled and scanned as scanlab's profile says, at `dpi` unless that is 0; written in the
// scan's natural format. Gives its path.
Result<std::string> madeScan(const forms::Library& library, const forms::Layout& layout, const std::string& profile,
                             int dpi, std::uint64_t seed, const std::string& folder);

}  // namespace toitsu::bench
