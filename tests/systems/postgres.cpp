#include "tests/systems/postgres.h"

#include <array>
#include <cstdio>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

namespace toitsu::systems {

namespace {

struct Ran {
    int code = -1;
    std::string output;
};

// The script beside this file is the only place that knows how a server is started and stopped.
Ran runScript(const std::string& verb, const std::string& folder) {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0) return {};
    const std::string script = std::string(TOITSU_SOURCE_DIR) + "/tests/systems/postgres.sh";
    const pid_t child = ::fork();
    if (child < 0) return {};
    if (child == 0) {
        ::dup2(ends[1], STDOUT_FILENO);
        ::close(ends[0]);
        ::close(ends[1]);
        ::execl("/bin/sh", "sh", script.c_str(), verb.c_str(), folder.empty() ? nullptr : folder.c_str(), nullptr);
        ::_exit(127);
    }
    ::close(ends[1]);
    Ran ran;
    std::array<char, 4096> part{};
    for (ssize_t got = 0; (got = ::read(ends[0], part.data(), part.size())) > 0;)
        ran.output.append(part.data(), static_cast<std::size_t>(got));
    ::close(ends[0]);
    int status = 0;
    ::waitpid(child, &status, 0);
    ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    while (!ran.output.empty() && ran.output.back() == '\n') ran.output.pop_back();
    return ran;
}

}  // namespace

bool ThrowAwayPostgres::installed() {
    return runScript("available", "").code == 0;
}

Result<std::unique_ptr<ThrowAwayPostgres>> ThrowAwayPostgres::start() {
    auto folder = files::TemporaryFolder::make("toitsu-postgres-");
    if (!folder) return fail(folder.error());
    std::unique_ptr<ThrowAwayPostgres> server(new ThrowAwayPostgres(std::move(*folder)));
    const Ran ran = runScript("start", server->folder());
    if (ran.code != 0)
        return fail(ErrorKind::unavailable, "T020",
                    {"試験用の PostgreSQL が起動しません。標準エラー出力を見てください。",
                     "the throw-away PostgreSQL does not start; see standard error"});
    server->connection_ = ran.output;
    return server;
}

bool ThrowAwayPostgres::stop() {
    return runScript("stop", folder_.path()).code == 0;
}

bool ThrowAwayPostgres::again() {
    return runScript("again", folder_.path()).code == 0;
}

ThrowAwayPostgres::~ThrowAwayPostgres() {
    stop();
}

}  // namespace toitsu::systems
