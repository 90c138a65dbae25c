#include "apps/station/random_id.h"

#include <sys/random.h>

#include <array>
#include <cerrno>
#include <cstdlib>

namespace toitsu::station {

std::string randomId() {
    std::array<unsigned char, 16> bytes{};
    std::size_t have = 0;
    while (have < bytes.size()) {
        const ssize_t got = ::getrandom(bytes.data() + have, bytes.size() - have, 0);
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) std::abort();  // a kernel without randomness; a guessable name would be worse
        have += static_cast<std::size_t>(got);
    }
    std::string out;
    for (const unsigned char byte : bytes)
        for (const int digit : {byte >> 4, byte & 15}) out += "0123456789abcdef"[digit];
    return out;
}

}  // namespace toitsu::station
