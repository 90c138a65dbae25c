#pragma once

// Blobs: every original file, kept once, under the name of its content (sha-256). Written, fsynced, then renamed: a
// blob that is there is whole.

#include <string>
#include <string_view>

#include "base/result.h"

namespace toitsu::station {

class BlobStore {
public:
    explicit BlobStore(std::string folder) : folder_(std::move(folder)) {}

    struct Put {
        std::string sha256;
        bool isNew = false;
    };
    Result<Put> put(std::string_view bytes);
    void discard(const std::string& sha256);            // of a blob that was just put and turned out to be no scan
    std::string path(const std::string& sha256) const;  // <folder>/ab/cdef…
    // Reads it back and compares. C020 missing, C021 changed since it was stored.
    Result<void> verify(const std::string& sha256) const;

private:
    std::string folder_;
};

}  // namespace toitsu::station
