#pragma once

// `toitsu serve` as a process of its own on a free port, and requests on sockets of their own: what a stranger sees.

#include <sys/types.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/value.h"

namespace toitsu::e2e {

class Serving {
public:
    // Waits until it listens. Its log of requests is DATA/log.jsonl, and DATA is its working folder; it may write core
    // files as far as whoever starts it may. `user`: who it becomes, 0 for nobody else.
    Serving(const std::string& data, const std::string& library, const std::vector<std::string>& more = {},
            unsigned user = 0);
    ~Serving();
    Serving(const Serving&) = delete;
    Serving& operator=(const Serving&) = delete;

    int end(int signal);  // → its exit code, 128 + the signal that ended it; once
    pid_t pid() const { return pid_; }
    std::string proc(const std::string& file) const;   // of /proc/PID; "" when it cannot be read
    long kilobytes(const std::string& name) const;     // of /proc/PID/status: "VmHWM"
    const std::string& said() const { return said_; }  // its first line
    int port = 0;
    bool dumped = false;  // its end left a core image

private:
    pid_t pid_ = -1;
    std::string said_;
};

struct Answer {
    int status = 0;  // 0: the connection ended without one
    std::string head, body;
    std::string header(const std::string& name) const;  // "" when absent
    Value json() const;                                 // null when it is none
    std::string code() const;                           // of a problem
};

// A connection to the loopback that says what it is told to. Answers wait at most a minute.
class Wire {
public:
    explicit Wire(int port);
    Wire(Wire&& other) noexcept : socket_(std::exchange(other.socket_, -1)), read_(std::move(other.read_)) {}
    Wire& operator=(Wire&&) = delete;
    ~Wire();
    bool say(std::string_view bytes);  // false: the other end has closed
    void sayNoMore();
    Answer answer();  // to the next request
    bool ended();     // nothing more comes

private:
    bool more();
    int socket_ = -1;
    std::string read_;
};

Answer ask(int port, const std::string& head, std::string_view body = {});  // one request, one connection

// Somebody signed in.
class Caller {
public:
    Caller(int port, const std::string& account, const std::string& password);
    std::string head(const std::string& method, const std::string& path, const std::string& headers = {}) const;
    Answer get(const std::string& path) const;
    Answer post(const std::string& path, const Value& body) const;
    Answer upload(std::string_view bytes, const std::string& headers) const;  // "X-File-Name: …\r\n"

    std::string cookie, csrf;

private:
    int port_;
};

// An account of a new data folder, with a password of its own.
void addAccount(const std::string& data, const std::string& account, const std::string& password,
                const std::string& grant);

}  // namespace toitsu::e2e
