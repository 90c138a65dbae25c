#include "tests/e2e/program.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

#include "base/text.h"

namespace toitsu::e2e {

std::vector<std::string> Ran::lines() const {
    std::vector<std::string> out;
    for (std::string& line : text::split(output, '\n'))
        if (!line.empty()) out.push_back(std::move(line));
    return out;
}

Ran run(const std::vector<std::string>& words, const std::string& language) {
    std::array<int, 2> output{}, errors{};
    if (::pipe2(output.data(), O_CLOEXEC) != 0 || ::pipe2(errors.data(), O_CLOEXEC) != 0) return {};
    std::vector<char*> list;
    for (const std::string& word : words) list.push_back(const_cast<char*>(word.c_str()));
    list.push_back(nullptr);
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(output[1], STDOUT_FILENO);
        ::dup2(errors[1], STDERR_FILENO);
        ::setenv("LC_ALL", language.c_str(), 1);
        ::execvp(list.front(), list.data());
        ::_exit(127);
    }
    ::close(output[1]);
    ::close(errors[1]);
    Ran ran;
    std::array<pollfd, 2> open{{{output[0], POLLIN, 0}, {errors[0], POLLIN, 0}}};
    for (int left = 2; left > 0;) {
        if (::poll(open.data(), open.size(), -1) < 0) continue;
        for (std::size_t i = 0; i < open.size(); ++i) {
            if (open[i].fd < 0 || open[i].revents == 0) continue;
            std::array<char, 65536> part{};
            const ssize_t got = ::read(open[i].fd, part.data(), part.size());
            if (got > 0) {
                (i == 0 ? ran.output : ran.errors).append(part.data(), static_cast<std::size_t>(got));
            } else {
                ::close(open[i].fd);
                open[i].fd = -1;
                --left;
            }
        }
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return ran;
}

Ran toitsu(std::vector<std::string> words, const std::string& language) {
    words.insert(words.begin(), TOITSU_BINARY);
    return run(words, language);
}

std::string source(const std::string& path) {
    return std::string(TOITSU_SOURCE_DIR) + "/" + path;
}

}  // namespace toitsu::e2e
