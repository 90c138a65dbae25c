#pragma once

// AddressBook (住所録): the places of Japan and their postcodes, to check what was read. It never completes or corrects
// an address. The data (ocr/weights/postcodes.txt) are Japan Post's; ocr/training/postcodes.py makes them.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace toitsu::forms {

// The beginning of an address that names a place of the book.
struct KnownPlace {
    std::size_t length = 0;              // characters of the address that name it
    bool town = false;                   // a town or village was found, not only the municipality
    std::vector<std::string> postcodes;  // seven digits each: of that town, or of the municipality as a whole
};

enum class PostcodeFit { fits, differs, unknown };

class AddressBook {
public:
    // X010, X011, X012 when the file cannot be read, F060 when it is no such file.
    static Result<AddressBook> load(const std::string& path);
    static Result<AddressBook> parse(std::string text, const std::string& file = {});

    // The longest place that the address begins with; nothing when not even its municipality is known. The prefecture
    // may be missing, and 郡; 大字 and 字 may stand before the town; ケ and ヶ, １ and 1 count as the same.
    std::optional<KnownPlace> find(std::u32string_view address) const;
    // Every town that has this postcode: "長野県長野市若里". Digits only.
    std::vector<std::string> at(std::string_view postcode) const;
    // Whether address and postcode ("380-0928" or "3800928") can belong together; unknown when the book does not know
    // one of them well enough (an office of its own postcode, a town that was founded since).
    PostcodeFit fit(std::string_view postcode, std::string_view address) const;

private:
    struct Entry {
        std::uint32_t municipality, postcode, from, length;  // of the town's name in text_
    };
    struct Municipality {
        std::u32string prefecture, name;
        std::size_t first, last;  // of entries_
    };
    std::string_view nameOf(const Entry& entry) const {
        return std::string_view(text_).substr(entry.from, entry.length);
    }

    std::string text_;
    std::vector<Municipality> municipalities_;
    std::vector<Entry> entries_;             // by municipality
    std::vector<std::uint32_t> byPostcode_;  // of entries_
};

}  // namespace toitsu::forms
