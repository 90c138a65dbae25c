#include "tests/e2e/victim.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>

namespace toitsu::e2e {

namespace {

using Clock = std::chrono::steady_clock;

// Milliseconds that poll may wait: until the blow falls, or for ever.
int patience(bool armed, Clock::time_point due) {
    if (!armed) return -1;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(due - Clock::now()).count();
    return static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000));
}

}  // namespace

VictimEnd runVictim(const std::vector<std::string>& words, const std::optional<Blow>& blow) {
    VictimEnd end;
    std::array<int, 2> output{}, errors{};
    if (::pipe2(output.data(), O_CLOEXEC) != 0 || ::pipe2(errors.data(), O_CLOEXEC) != 0) return end;
    std::vector<char*> list;
    for (const std::string& word : words) list.push_back(const_cast<char*>(word.c_str()));
    list.push_back(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(output[1], STDOUT_FILENO);
        ::dup2(errors[1], STDERR_FILENO);
        ::setenv("LC_ALL", "C.UTF-8", 1);
        ::execv(list.front(), list.data());
        ::_exit(127);
    }
    ::close(output[1]);
    ::close(errors[1]);
    Clock::time_point due;
    bool armed = false;
    const auto arm = [&] {
        if (!blow || armed || end.killed || end.lines < blow->afterLines) return;
        due = Clock::now() + std::chrono::microseconds(blow->thenMicros);
        armed = true;
    };
    arm();
    std::array<pollfd, 2> open{{{output[0], POLLIN, 0}, {errors[0], POLLIN, 0}}};
    for (int left = 2; left > 0;) {
        ::poll(open.data(), open.size(), patience(armed, due));
        if (armed && Clock::now() >= due) {
            end.killed = ::kill(child, SIGKILL) == 0;
            armed = false;
        }
        for (std::size_t i = 0; i < open.size(); ++i) {
            if (open[i].fd < 0 || open[i].revents == 0) continue;
            std::array<char, 4096> part{};
            const ssize_t got = ::read(open[i].fd, part.data(), part.size());
            if (got <= 0) {
                ::close(open[i].fd);
                open[i].fd = -1;
                --left;
                continue;
            }
            (i == 0 ? end.output : end.errors).append(part.data(), static_cast<std::size_t>(got));
            if (i == 0) end.lines += static_cast<int>(std::count(part.data(), part.data() + got, '\n'));
        }
        arm();
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    end.killed = WIFSIGNALED(status);
    end.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return end;
}

}  // namespace toitsu::e2e
