#include "tests/bench/stores/disk.h"

#include <fcntl.h>
#include <unistd.h>

#include <chrono>
#include <vector>

namespace toitsu::bench {

double flushesPerSecond(const std::string& folder, double seconds) {
    using Clock = std::chrono::steady_clock;
    const std::string path = folder + "/flush";
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (file < 0) return 0;
    const std::vector<char> page(4096, 'x');
    const auto start = Clock::now();
    double passed = 0;
    int count = 0;
    while (passed < seconds) {
        if (::write(file, page.data(), page.size()) < 0 || ::fdatasync(file) != 0) break;
        ++count;
        passed = std::chrono::duration<double>(Clock::now() - start).count();
    }
    ::close(file);
    ::unlink(path.c_str());
    return passed > 0 ? count / passed : 0;
}

}  // namespace toitsu::bench
