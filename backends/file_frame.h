#pragma once

// A file that tells whether it is whole: CSV lines and a last line "END,<number of data lines>,<sha-256 of all bytes
// before this line>". Half a file, or one that a transfer changed, never passes for a good one.

#include <optional>
#include <string>
#include <string_view>

#include "backends/binding_file.h"
#include "base/csv.h"

namespace toitsu::backends {

struct FileFormat {
    Encoding encoding = Encoding::cp932;
    bool header = true;
    std::string lineEnd = "\r\n";
};

// B013 when the encoding does not have a character (row() has looked before, this is the last guard).
Result<std::string> frame(const Row& row, const FileFormat& format);

// The lines before the trailer, decoded; nothing when the trailer is missing or does not fit, or the text is broken.
std::optional<std::vector<csv::Row>> unframe(std::string_view bytes, Encoding encoding);

}  // namespace toitsu::backends
