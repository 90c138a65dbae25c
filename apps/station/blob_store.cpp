#include "apps/station/blob_store.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>

#include "base/files.h"
#include "base/hash.h"

namespace toitsu::station {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kLimitBytes = 1u << 30;

// A new folder's own entry is durable only once the folder above it has reached the disk.
void syncFolder(const std::string& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0) return;
    ::fsync(descriptor);
    ::close(descriptor);
}

}  // namespace

std::string BlobStore::path(const std::string& sha256) const {
    return folder_ + "/" + sha256.substr(0, 2) + "/" + sha256.substr(2);
}

Result<BlobStore::Put> BlobStore::put(std::string_view bytes) {
    const std::string name = sha256Hex(bytes);
    const std::string target = path(name);
    std::error_code failed;
    // Whole or not there; one from before blobs were sealed stays as it is.
    if (fs::is_regular_file(target, failed) && fs::file_size(target, failed) >= bytes.size()) return Put{name, false};
    const auto sealed = vault_->sealFile(name, bytes);
    if (!sealed) return fail(sealed.error());
    const std::string parent = fs::path(target).parent_path().string();
    const bool fresh = !fs::is_directory(parent, failed);
    if (auto made = files::makeFolders(parent); !made) return fail(made.error());
    if (fresh) syncFolder(folder_);
    if (auto written = files::writeAtomically(target, *sealed); !written) return fail(written.error());
    return Put{name, true};
}

void BlobStore::discard(const std::string& sha256) {
    std::error_code ignored;  // a blob that stays behind costs space and nothing else
    fs::remove(path(sha256), ignored);
}

Result<std::string> BlobStore::read(const std::string& sha256) const {
    const std::string target = path(sha256);
    const auto changed = [&] {
        return fail(ErrorKind::input, "C021",
                    {"保存した原本が保存時と異なります。バックアップからこのファイルを戻してください",
                     "the archived original is not what was stored; restore this file from a backup"},
                    Place{target, 0, 0, 0});
    };
    auto bytes = files::read(target, kLimitBytes);
    if (!bytes)
        return fail(ErrorKind::notFound, "C020",
                    {"保存した原本が読めません。バックアップからこのファイルを戻してください",
                     "the archived original cannot be read; restore this file from a backup"},
                    Place{target, 0, 0, 0});
    const bool sealed = Vault::isSealedFile(*bytes);
    auto plain = vault_->openFile(sha256, std::move(*bytes));
    if (!plain && plain.error().code == "V407") return changed();
    // What is sealed cannot have been changed.
    if (plain && !sealed && sha256Hex(*plain) != sha256) return changed();
    return plain;
}

Result<void> BlobStore::verify(const std::string& sha256) const {
    const auto plain = read(sha256);
    if (!plain) return fail(plain.error());
    return {};
}

}  // namespace toitsu::station
