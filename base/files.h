#pragma once

// Files: reading with a limit, and writing so that a crash leaves the old file or the new one, never half of either.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace toitsu::files {

// X010 cannot be read, X011 larger than the limit, X012 not a plain file.
Result<std::string> read(const std::string& path, std::uint64_t limitBytes = 256u << 20);

// Writes beside the target, fsyncs, renames, fsyncs the folder. X013 cannot be written.
Result<void> writeAtomically(const std::string& path, std::string_view content);

Result<void> makeFolders(const std::string& path);  // X014

// A folder of one's own under TMPDIR, removed with everything in it when it goes out of scope.
class TemporaryFolder {
public:
    static Result<TemporaryFolder> make(std::string_view prefix);
    TemporaryFolder(TemporaryFolder&& other) noexcept;
    TemporaryFolder& operator=(TemporaryFolder&& other) noexcept;
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder();
    const std::string& path() const { return path_; }

private:
    explicit TemporaryFolder(std::string path) : path_(std::move(path)) {}
    std::string path_;
};

}  // namespace toitsu::files
