#pragma once

// A robot in a process of its own that is killed with SIGKILL somewhere on its way.

#include <chrono>

#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

namespace toitsu::backends::sample {

// Runs `work` in a child and kills it after about that long; true when the child came to its end before.
template <class Work>
bool runAndKill(const Work& work, std::chrono::microseconds after) {
    const pid_t child = ::fork();
    if (child == 0) {
        work();
        ::_exit(0);
    }
    const auto until = std::chrono::steady_clock::now() + after;
    while (std::chrono::steady_clock::now() < until) {
    }
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status);
}

}  // namespace toitsu::backends::sample
