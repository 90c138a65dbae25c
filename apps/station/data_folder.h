#pragma once

// Data folder: everything one station keeps – originals (blobs/), crops (crops/), what became of each page (pages/),
// half-finished answers (drafts/) and the engine's database. It holds personal data: only its owner may read it.

#include <cstdint>
#include <memory>
#include <string>

#include "apps/station/blob_store.h"
#include "apps/station/page_record.h"
#include "apps/station/vault.h"
#include "base/result.h"

namespace toitsu::station {

class DataFolder {
public:
    // Makes the folder and what belongs in it. X014 when that is not possible.
    // `keyFile` "" – see keyFileFor (key_file.h).
    static Result<DataFolder> create(const std::string& path, const std::string& keyFile = {});
    // C010 when there is none yet.
    static Result<DataFolder> open(const std::string& path, const std::string& keyFile = {});

    const std::string& path() const { return path_; }
    std::string crops() const { return path_ + "/crops"; }
    std::string drafts() const { return path_ + "/drafts"; }
    std::string database() const { return path_ + "/cases.sqlite"; }
    std::string lockFile() const { return path_ + "/lock"; }
    BlobStore& blobs() { return blobs_; }
    const BlobStore& blobs() const { return blobs_; }
    PageRecords& pages() { return pages_; }
    const PageRecords& pages() const { return pages_; }

    // C014 when the folder's disk has less room than that (bytes): the next large scan could not be kept.
    Result<void> room(std::uintmax_t least = std::uintmax_t{64} << 20) const;

    // What may not lie on the disk in plain goes through it.
    Vault& vault() const { return *vault_; }

    // The library that the first intake used; later commands take it unless told otherwise.
    Result<void> rememberLibrary(const std::string& folder) const;
    std::string rememberedLibrary() const;  // "" when none

private:
    DataFolder(std::string path, const std::string& keyFile)
        : path_(std::move(path)),
          vault_(std::make_shared<Vault>(path_, keyFile)),
          blobs_(path_ + "/blobs", vault_),
          pages_(path_ + "/pages") {}

    std::string path_;
    std::shared_ptr<Vault> vault_;
    BlobStore blobs_;
    PageRecords pages_;
};

}  // namespace toitsu::station
