#pragma once

// Blobs: every original file, kept once, under the name of its content (sha-256) and sealed, for any scan may show a
// 個人番号. Written, fsynced, then renamed: a blob that is there is whole.

#include <memory>
#include <string>
#include <string_view>

#include "apps/station/vault.h"
#include "base/result.h"

namespace toitsu::station {

class BlobStore {
public:
    BlobStore(std::string folder, std::shared_ptr<Vault> vault)
        : folder_(std::move(folder)), vault_(std::move(vault)) {}

    struct Put {
        std::string sha256;
        bool isNew = false;
    };
    Result<Put> put(std::string_view bytes);
    void discard(const std::string& sha256);            // of a blob that was just put and turned out to be no scan
    std::string path(const std::string& sha256) const;  // <folder>/ab/cdef…
    // As it came. C020 missing, C021 changed since it was stored, V4xx the keys.
    Result<std::string> read(const std::string& sha256) const;
    // Reads it back and compares; errors as above.
    Result<void> verify(const std::string& sha256) const;

private:
    std::string folder_;
    std::shared_ptr<Vault> vault_;
};

}  // namespace toitsu::station
