#include "tests/e2e/serving.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "base/files.h"
#include "base/json.h"
#include "tests/e2e/program.h"

namespace toitsu::e2e {

namespace {

std::string textOf(const Value& value) {
    return value.string() == nullptr ? std::string() : *value.string();
}

}  // namespace

Serving::Serving(const std::string& data, const std::string& library, const std::vector<std::string>& more,
                 unsigned user) {
    std::array<int, 2> pipe{};
    EXPECT_EQ(::pipe2(pipe.data(), O_CLOEXEC), 0);
    std::vector<std::string> words{TOITSU_BINARY, "serve",  "--data", data,    "--library",
                                   library,       "--port", "0",      "--log", data + "/log.jsonl"};
    words.insert(words.end(), more.begin(), more.end());
    std::vector<char*> list;
    for (std::string& word : words) list.push_back(word.data());
    list.push_back(nullptr);
    pid_ = ::fork();
    if (pid_ == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        ::dup2(pipe[1], STDOUT_FILENO);
        ::setenv("LC_ALL", "C.UTF-8", 1);
        rlimit core{};
        ::getrlimit(RLIMIT_CORE, &core);
        core.rlim_cur = core.rlim_max;
        ::setrlimit(RLIMIT_CORE, &core);
        if (::chdir(data.c_str()) != 0 || (user != 0 && (::setgid(user) != 0 || ::setuid(user) != 0))) ::_exit(126);
        ::execv(list.front(), list.data());
        ::_exit(127);
    }
    ::close(pipe[1]);
    char byte = 0;
    while (said_.find('\n') == std::string::npos && ::read(pipe[0], &byte, 1) == 1) said_ += byte;
    ::close(pipe[0]);
    const std::size_t at = said_.find("127.0.0.1:");
    EXPECT_NE(at, std::string::npos) << "it does not serve: " << said_;
    if (at != std::string::npos) port = std::atoi(said_.c_str() + at + std::string("127.0.0.1:").size());
}

Serving::~Serving() {
    end(SIGTERM);
}

int Serving::end(int signal) {
    if (pid_ <= 0) return -1;
    ::kill(pid_, signal);
    int status = 0;
    ::waitpid(pid_, &status, 0);
    pid_ = -1;
    dumped = WIFSIGNALED(status) && WCOREDUMP(status);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string Serving::proc(const std::string& file) const {
    std::ifstream in("/proc/" + std::to_string(pid_) + "/" + file, std::ios::binary);
    std::ostringstream all;
    all << in.rdbuf();
    return all.str();
}

long Serving::kilobytes(const std::string& name) const {
    const std::string status = proc("status");
    const std::size_t at = status.find("\n" + name + ":");
    return at == std::string::npos ? -1 : std::atol(status.c_str() + at + name.size() + 2);
}

std::string Answer::header(const std::string& name) const {
    const std::size_t at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos) return {};
    const std::size_t from = at + name.size() + 4;
    return head.substr(from, head.find("\r\n", from) - from);
}

Value Answer::json() const {
    const auto value = json::parse(body);
    return value ? *value : Value();
}

std::string Answer::code() const {
    return textOf(json()["code"]);
}

Wire::Wire(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    const timeval limit{60, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    to.sin_port = htons(static_cast<std::uint16_t>(port));
    EXPECT_EQ(::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to), 0);
}

Wire::~Wire() {
    if (socket_ >= 0) ::close(socket_);
}

bool Wire::say(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void Wire::sayNoMore() {
    ::shutdown(socket_, SHUT_WR);
}

bool Wire::more() {
    std::array<char, 65536> bytes{};
    const ssize_t got = ::recv(socket_, bytes.data(), bytes.size(), 0);
    if (got <= 0) return false;
    read_.append(bytes.data(), static_cast<std::size_t>(got));
    return true;
}

bool Wire::ended() {
    return read_.empty() && !more();
}

Answer Wire::answer() {
    Answer answer;
    std::size_t end = std::string::npos;
    while ((end = read_.find("\r\n\r\n")) == std::string::npos)
        if (!more()) return answer;
    answer.head = read_.substr(0, end + 2);
    read_.erase(0, end + 4);
    const std::string length = answer.header("Content-Length");
    const std::size_t size = length.empty() ? 0 : std::stoul(length);
    while (read_.size() < size)
        if (!more()) return answer;
    answer.body = read_.substr(0, size);
    read_.erase(0, size);
    answer.status = std::stoi(answer.head.substr(9, 3));
    return answer;
}

Answer ask(int port, const std::string& head, std::string_view body) {
    Wire wire(port);
    wire.say(head);
    wire.say(body);
    return wire.answer();
}

Caller::Caller(int port, const std::string& account, const std::string& password) : port_(port) {
    const Answer in = post("/api/v1/session", Context{{"account", account}, {"password", password}});
    EXPECT_EQ(in.status, 200) << in.body;
    const std::string set = in.header("Set-Cookie");
    cookie = set.substr(0, set.find(';'));
    csrf = textOf(in.json()["csrf"]);
}

std::string Caller::head(const std::string& method, const std::string& path, const std::string& headers) const {
    std::string text = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\n";
    if (!cookie.empty()) text += "Cookie: " + cookie + "\r\nX-CSRF-Token: " + csrf + "\r\n";
    return text + headers + "\r\n";
}

Answer Caller::get(const std::string& path) const {
    return ask(port_, head("GET", path));
}

Answer Caller::post(const std::string& path, const Value& body) const {
    const std::string content = json::write(body);
    return ask(port_,
               head("POST", path,
                    "Content-Type: application/json\r\nContent-Length: " + std::to_string(content.size()) + "\r\n"),
               content);
}

Answer Caller::upload(std::string_view bytes, const std::string& headers) const {
    return ask(port_,
               head("POST", "/api/v1/scans",
                    "Content-Type: application/octet-stream\r\nContent-Length: " + std::to_string(bytes.size()) +
                        "\r\n" + headers),
               bytes);
}

void addAccount(const std::string& data, const std::string& account, const std::string& password,
                const std::string& grant) {
    const auto folder = files::TemporaryFolder::make("toitsu-password-").value();
    ASSERT_TRUE(files::writeAtomically(folder.path() + "/password", password + "\n"));
    const Ran made = toitsu({"account", "add", account, "--data", data, "--grant", grant, "--own", "--password-from",
                             folder.path() + "/password"});
    ASSERT_EQ(made.code, 0) << made.errors;
}

}  // namespace toitsu::e2e
