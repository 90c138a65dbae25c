#pragma once

// ZipFile: reads the files of a zip archive (stored or deflated, no encryption, no zip64), by name.

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "base/result.h"

namespace toitsu::scanlab {

class ZipFile {
public:
    static Result<ZipFile> open(const std::string& path);  // T030

    bool has(const std::string& name) const { return entries_.contains(name); }
    std::optional<std::string> read(const std::string& name) const;  // nothing when it is absent or broken

private:
    struct Entry {
        std::uint32_t offset = 0, packed = 0, size = 0;
        int method = 0;
    };
    std::string bytes_;
    std::map<std::string, Entry> entries_;
};

}  // namespace toitsu::scanlab
