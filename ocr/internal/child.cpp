#include "ocr/internal/child.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <array>
#include <cerrno>
#include <csignal>

#include "ocr/internal/syscall_filter.h"

namespace toitsu::ocr {

namespace {

constexpr int kNotInstalled = 127;

void limit(int resource, rlim_t value, rlim_t most) {
    const rlimit both{value, most};
    setrlimit(static_cast<__rlimit_resource_t>(resource), &both);
}

[[noreturn]] void becomeProgram(const std::vector<std::string>& arguments, int in, int out, int err, int seconds,
                                const SyscallFilter& filter) {
    std::vector<char*> argv;
    for (const auto& a : arguments) argv.push_back(const_cast<char*>(a.c_str()));
    argv.push_back(nullptr);
    dup2(in >= 0 ? in : open("/dev/null", O_RDONLY), STDIN_FILENO);
    dup2(out, STDOUT_FILENO);
    dup2(err, STDERR_FILENO);
    const auto time = static_cast<rlim_t>(seconds);
    limit(RLIMIT_CPU, time, time + 1);  // SIGXCPU, and SIGKILL for a program that stays
    limit(RLIMIT_AS, rlim_t{2} << 30, rlim_t{2} << 30);
    limit(RLIMIT_CORE, 0, 0);
    // Where the system has no filters the limits must do.
    static_cast<void>(apply(filter));
    execvp(argv[0], argv.data());
    _exit(kNotInstalled);
}

double secondsOf(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

Result<ChildResult> runChild(const std::vector<std::string>& arguments, int seconds, int input) {
    std::array<int, 2> out{}, err{};
    if (pipe2(out.data(), O_CLOEXEC) != 0)
        return fail(ErrorKind::internal, "S010", {"パイプを作れません", "cannot make a pipe"});
    if (pipe2(err.data(), O_CLOEXEC) != 0) {
        close(out[0]);
        close(out[1]);
        return fail(ErrorKind::internal, "S010", {"パイプを作れません", "cannot make a pipe"});
    }
    const SyscallFilter& filter = noNetworkNoWriting();
    const pid_t pid = fork();
    if (pid == 0) becomeProgram(arguments, input, out[1], err[1], seconds, filter);
    close(out[1]);
    close(err[1]);
    ChildResult result;
    if (pid > 0) {
        std::array<pollfd, 2> waits{pollfd{out[0], POLLIN, 0}, pollfd{err[0], POLLIN, 0}};
        std::array<char, 65536> buffer;
        int open = 2;
        while (open > 0 && poll(waits.data(), waits.size(), -1) >= 0) {
            for (std::size_t n = 0; n < 2; ++n) {
                if (waits[n].revents == 0) continue;
                const ssize_t got = read(waits[n].fd, buffer.data(), buffer.size());
                if (got <= 0) {
                    waits[n].fd = -1;  // poll ignores it from now on
                    --open;
                    continue;
                }
                std::string& target = n == 0 ? result.output : result.errors;
                const std::size_t most = n == 0 ? std::size_t{256} << 20 : std::size_t{64} << 10;
                if (target.size() < most) target.append(buffer.data(), static_cast<std::size_t>(got));
            }
        }
        int status = 0;
        rusage used{};
        while (wait4(pid, &status, 0, &used) < 0 && errno == EINTR) {
        }
        result.exitCode = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        // The kernel counts a limit in ticks; what it tells of a child is exact, and may be less.
        const int by = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
        const bool longEnough = secondsOf(used.ru_utime) + secondsOf(used.ru_stime) > 0.5 * seconds;
        result.outOfTime = by == SIGXCPU || (by == SIGKILL && longEnough);
    }
    close(out[0]);
    close(err[0]);
    if (pid < 0) return fail(ErrorKind::internal, "S010", {"子プロセスを作れません", "cannot start a child process"});
    if (result.exitCode == kNotInstalled)
        return fail(ErrorKind::unavailable, "S009",
                    {arguments[0] + " がありません。パッケージ poppler-utils を入れてください",
                     arguments[0] + " is missing; install the package poppler-utils"});
    return result;
}

}  // namespace toitsu::ocr
