#pragma once

// CpuClock: processor time of the thread that asks. What work costs does not depend on who else uses the machine.

#include <chrono>
#include <ctime>

namespace toitsu {

struct CpuClock {
    using duration = std::chrono::nanoseconds;
    using rep = duration::rep;
    using period = duration::period;
    using time_point = std::chrono::time_point<CpuClock>;
    static constexpr bool is_steady = true;

    static time_point now() noexcept {
        std::timespec t{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
        return time_point(std::chrono::seconds(t.tv_sec) + std::chrono::nanoseconds(t.tv_nsec));
    }
    static double millisSince(time_point begin) {
        return std::chrono::duration<double, std::milli>(now() - begin).count();
    }
};

}  // namespace toitsu
