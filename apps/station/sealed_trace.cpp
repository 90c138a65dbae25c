#include "apps/station/sealed_trace.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string_view>

#include "apps/station/vault.h"

namespace toitsu::station {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view kMark = "sealed:";
constexpr std::size_t kChunk = 1 << 20;
constexpr std::size_t kOverlap = 64;  // more than what tells a sealed text

bool sealedIn(std::string_view bytes) {
    for (std::size_t at = bytes.find(kMark); at != std::string_view::npos; at = bytes.find(kMark, at + 1))
        if (Vault::isSealed(bytes.substr(at))) return true;
    return false;
}

bool sealedIn(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::string bytes(kChunk, '\0');
    std::size_t kept = 0;
    for (bool first = true; in; first = false) {
        in.read(bytes.data() + kept, static_cast<std::streamsize>(kChunk - kept));
        const std::string_view have(bytes.data(), kept + static_cast<std::size_t>(in.gcount()));
        if ((first && Vault::isSealedFile(have)) || sealedIn(have)) return true;
        kept = std::min(kOverlap, have.size());
        bytes.replace(0, kept, bytes, have.size() - kept, kept);
    }
    return false;
}

}  // namespace

std::optional<std::string> sealedTrace(const std::string& dataFolder) {
    std::error_code failed;
    for (fs::recursive_directory_iterator at(dataFolder, failed), end; !failed && at != end; at.increment(failed))
        if (at->is_regular_file(failed) && sealedIn(at->path())) return fs::relative(at->path(), dataFolder).string();
    return std::nullopt;
}

}  // namespace toitsu::station
