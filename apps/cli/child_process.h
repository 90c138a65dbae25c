#pragma once

// Child process: a program of somebody else's, started with a pipe to its standard input. It dies with us, however we
// die.

#include <sys/types.h>

#include <string>
#include <vector>

#include "base/result.h"

namespace toitsu::cli {

class ChildProcess {
public:
    // `words[0]` is a path. C080 when it cannot be started. With `dieWithUs` the kernel ends it when we are gone.
    static Result<ChildProcess> start(const std::vector<std::string>& words, bool dieWithUs);
    // Runs to the end; its standard output without the last line break. C080, C081 when it ends with an error.
    static Result<std::string> run(const std::vector<std::string>& words);
    struct Ended {
        int code = 0;
        std::string output;
    };
    static Result<Ended> runToEnd(const std::vector<std::string>& words);  // C080

    ChildProcess(ChildProcess&& other) noexcept;
    ChildProcess& operator=(ChildProcess&& other) noexcept;
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;
    ~ChildProcess();  // closes its input, asks it to end when it is to die with us, and waits

private:
    ChildProcess(pid_t pid, int input, bool dieWithUs) : pid_(pid), input_(input), dieWithUs_(dieWithUs) {}
    void end();

    pid_t pid_ = -1;
    int input_ = -1;
    bool dieWithUs_ = true;
};

}  // namespace toitsu::cli
