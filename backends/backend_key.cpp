#include "backends/backend_key.h"

#include <algorithm>

namespace toitsu::backends {

Result<void> checkKey(const std::string& key) {
    const bool usable = !key.empty() && key.size() <= 128 && key.front() != '.' &&
                        std::all_of(key.begin(), key.end(), [](unsigned char c) {
                            return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
                                   c == '-' || c == '_' || c == '.';
                        });
    if (usable) return {};
    return fail(ErrorKind::usage, "B016",
                {"依頼のキーが使えません。英数字と - _ . で 128 字まで、先頭は . 以外にしてください。",
                 "the job's key cannot be used: up to 128 letters, digits, '-', '_' or '.', not beginning with '.'"});
}

}  // namespace toitsu::backends
