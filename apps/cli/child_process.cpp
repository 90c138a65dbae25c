#include "apps/cli/child_process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

namespace toitsu::cli {

namespace {

tl::unexpected<Error> cannotStart(const std::string& program) {
    return fail(ErrorKind::unavailable, "C080",
                {"プログラムを起動できません。インストールされているか確かめてください",
                 "the program cannot be started; check that it is installed"},
                Place{program, 0, 0, 0});
}

std::vector<char*> arguments(const std::vector<std::string>& words) {
    std::vector<char*> out;
    for (const std::string& word : words) out.push_back(const_cast<char*>(word.c_str()));
    out.push_back(nullptr);
    return out;
}

int waitFor(pid_t pid) {
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

}  // namespace

Result<ChildProcess> ChildProcess::start(const std::vector<std::string>& words, bool dieWithUs) {
    if (::access(words.front().c_str(), X_OK) != 0) return cannotStart(words.front());
    std::array<int, 2> input{};
    if (::pipe2(input.data(), O_CLOEXEC) != 0) return cannotStart(words.front());
    const auto list = arguments(words);
    const pid_t parent = ::getpid();
    const pid_t child = ::fork();
    if (child < 0) return cannotStart(words.front());
    if (child == 0) {
        // A group of its own: Ctrl-C ends us, and we end it in our order.
        ::setpgid(0, 0);
        if (dieWithUs) {
            ::prctl(PR_SET_PDEATHSIG, SIGTERM);
            if (::getppid() != parent) ::_exit(127);
        }
        ::dup2(input[0], STDIN_FILENO);
        ::execv(list.front(), list.data());
        ::_exit(127);
    }
    ::close(input[0]);
    return ChildProcess(child, input[1], dieWithUs);
}

Result<ChildProcess::Ended> ChildProcess::runToEnd(const std::vector<std::string>& words) {
    if (::access(words.front().c_str(), X_OK) != 0) return cannotStart(words.front());
    std::array<int, 2> output{};
    if (::pipe2(output.data(), O_CLOEXEC) != 0) return cannotStart(words.front());
    const auto list = arguments(words);
    const pid_t child = ::fork();
    if (child < 0) return cannotStart(words.front());
    if (child == 0) {
        ::dup2(output[1], STDOUT_FILENO);
        ::execv(list.front(), list.data());
        ::_exit(127);
    }
    ::close(output[1]);
    std::string text;
    std::array<char, 4096> part{};
    for (;;) {
        const ssize_t got = ::read(output[0], part.data(), part.size());
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) break;
        text.append(part.data(), static_cast<std::size_t>(got));
    }
    ::close(output[0]);
    return Ended{waitFor(child), std::move(text)};
}

Result<std::string> ChildProcess::run(const std::vector<std::string>& words) {
    auto ended = runToEnd(words);
    if (!ended) return fail(ended.error());
    if (const int code = ended->code; code != 0)
        return fail(
            ErrorKind::unavailable, "C081",
            {"プログラムが失敗しました（終了コード " + std::to_string(code) + "）。標準エラー出力を見てください",
             "the program failed with exit code " + std::to_string(code) + "; see standard error"},
            Place{words.size() > 1 ? words[1] : words.front(), 0, 0, 0});
    std::string text = std::move(ended->output);
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), input_(std::exchange(other.input_, -1)), dieWithUs_(other.dieWithUs_) {}

ChildProcess& ChildProcess::operator=(ChildProcess&& other) noexcept {
    if (this != &other) {
        end();
        pid_ = std::exchange(other.pid_, -1);
        input_ = std::exchange(other.input_, -1);
        dieWithUs_ = other.dieWithUs_;
    }
    return *this;
}

ChildProcess::~ChildProcess() {
    end();
}

void ChildProcess::end() {
    if (input_ >= 0) ::close(input_);
    input_ = -1;
    if (pid_ < 0) return;
    if (dieWithUs_) ::kill(pid_, SIGTERM);
    waitFor(pid_);
    pid_ = -1;
}

}  // namespace toitsu::cli
