// What a station shows to the network and to others on its machine: one listener on the loopback, no connection of its
// own, and nothing of its memory.

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <set>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "base/files.h"
#include "base/text.h"
#include "tests/e2e/entered_samples.h"
#include "tests/e2e/program.h"
#include "tests/e2e/serving.h"

namespace toitsu::e2e {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPassword = "momiji no yama 1907";
constexpr unsigned kNobody = 65534;

struct Socket {
    std::string kind, here, there, state;  // "tcp", "0100007F:2117", …; as the kernel writes them
};

// The inodes of the sockets that a process holds now. What it closes between the folder's listing and the look at the
// link (a file that it just read) is gone and no failure.
std::set<std::string> socketInodes(const std::string& proc) {
    std::set<std::string> inodes;
    std::error_code failed;
    for (fs::directory_iterator it(proc + "/fd", failed), end; !failed && it != end; it.increment(failed)) {
        std::error_code unread;
        const std::string leads = fs::read_symlink(it->path(), unread).string();
        EXPECT_TRUE(!unread || unread == std::errc::no_such_file_or_directory)
            << it->path() << ": " << unread.message();
        if (leads.starts_with("socket:[")) inodes.insert(leads.substr(8, leads.size() - 9));
    }
    EXPECT_FALSE(failed) << "the test cannot look: " << failed.message();
    return inodes;
}

// Of them those that the kernel lists as sockets of a network.
std::vector<Socket> socketsOf(const Serving& serving) {
    std::set<std::string> inodes = socketInodes("/proc/" + std::to_string(serving.pid()));
    EXPECT_FALSE(inodes.empty()) << "a server that holds no socket";
    std::vector<Socket> found;
    for (const char* kind : {"tcp", "tcp6", "udp", "udp6", "raw", "raw6", "udplite"}) {
        for (const std::string& line : text::split(serving.proc(std::string("net/") + kind), '\n')) {
            std::vector<std::string> words;
            for (std::string& word : text::split(line, ' '))
                if (!word.empty()) words.push_back(std::move(word));
            if (words.size() > 9 && inodes.erase(words[9]) == 1) found.push_back({kind, words[1], words[2], words[3]});
        }
    }
    return found;
}

// A server reads files while it is looked at: what it opens and closes meanwhile hides no socket and is no failure.
TEST(Sockets, AreFoundWhileOtherDescriptorsComeAndGo) {
    const int held = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ASSERT_GE(held, 0);
    std::atomic<bool> enough = false;
    std::vector<std::thread> others;
    for (int i = 0; i < 4; ++i)
        others.emplace_back([&enough, held] {
            while (!enough) {
                std::array<int, 8> opened{};
                for (int& one : opened) one = ::fcntl(held, F_DUPFD_CLOEXEC, 500);  // the last of the folder
                for (const int one : opened) ::close(one);
            }
        });
    struct stat about {};
    ASSERT_EQ(::fstat(held, &about), 0);
    for (int look = 0; look < 500 && !::testing::Test::HasFailure(); ++look)
        EXPECT_TRUE(socketInodes("/proc/self").contains(std::to_string(about.st_ino)));
    enough = true;
    for (std::thread& other : others) other.join();
    ::close(held);
}

class OneStation : public ::testing::Test {
protected:
    OneStation() { addAccount(data, "hanako", kPassword, "202088:reception,verifier"); }
    files::TemporaryFolder folder = files::TemporaryFolder::make("toitsu-listeners-").value();
    const std::string data = folder.path() + "/data";
};

TEST_F(OneStation, ListensOnceOnTheLoopbackAndCallsNobody) {
    if (::geteuid() != 0) GTEST_SKIP() << "only root may look at the descriptors of a process that is not dumpable";
    Serving serving(data, source("templates"));  // as it is shipped, but for the port
    const auto port = [&] {
        char hex[8];
        std::snprintf(hex, sizeof hex, ":%04X", static_cast<unsigned>(serving.port));
        return std::string(hex);
    }();
    constexpr const char* kListening = "0A";
    const auto look = [&](const std::string& when) {
        int listeners = 0;
        for (const Socket& one : socketsOf(serving)) {
            EXPECT_EQ(one.kind, "tcp") << when;
            EXPECT_EQ(one.here, "0100007F" + port) << when << ": a socket of its own to " << one.there;
            if (one.state == kListening) ++listeners;
        }
        EXPECT_EQ(listeners, 1) << when;
    };
    look("at first");
    const auto sample = enteredSamples(source("templates")).value().front();
    const Caller hanako(serving.port, "hanako", kPassword);
    const Answer taken = hanako.upload(files::read(sample.file).value(), "X-File-Name: a.png\r\n");
    ASSERT_EQ(taken.status, 202) << taken.body;
    const std::string batch = "/api/v1/intake/batches/" + *taken.json()["batch"].string();
    int looks = 0;
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(120);
    while (*hanako.get(batch).json()["state"].string() == "reading" && std::chrono::steady_clock::now() < end) {
        look("while a scan is read");
        ++looks;
    }
    EXPECT_GT(looks, 0);
    for (const char* path : {"/", "/api/v1/cases", "/api/v1/pages", "/api/v1/verify/queues", "/api/v1/status",
                             "/api/v1/quality", "/api/v1/layouts", "/openapi.json", "/metrics", "/readyz"}) {
        EXPECT_EQ(hanako.get(path).status, 200) << path;
        look(path);
    }
    hanako.post("/api/v1/verify/next", Context{{"mode", "exception"}});
    look("after work was handed out");
    Wire listener(serving.port);
    ASSERT_TRUE(listener.say(hanako.head("GET", "/api/v1/events")));
    EXPECT_EQ(listener.answer().status, 200);
    look("with somebody who listens");
}

TEST_F(OneStation, OtherAddressesAreSaidToBeOpen) {
    // An address of nobody (RFC 5737): it is told what it means, and then that it cannot be opened.
    const Ran open =
        toitsu({"serve", "--data", data, "--library", source("templates"), "--port", "0", "--address", "192.0.2.1"});
    EXPECT_NE(open.errors.find("V047"), std::string::npos) << open.errors;
    EXPECT_NE(open.errors.find("V040"), std::string::npos) << open.errors;
    EXPECT_NE(open.code, 0);
}

// A child that reads another process's memory as `user`: what open() says.
int openAs(unsigned user, const std::string& path) {
    const pid_t child = ::fork();
    if (child == 0) {
        if (user != 0 && (::setgid(user) != 0 || ::setuid(user) != 0)) ::_exit(200);
        const int opened = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        ::_exit(opened >= 0 ? 0 : errno);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_F(OneStation, LeavesNoImageOfItsMemory) {
    const unsigned user = ::geteuid() == 0 ? kNobody : 0;
    if (user != 0) {
        const auto own = [&](const fs::path& path) { ASSERT_EQ(::lchown(path.c_str(), user, user), 0); };
        own(folder.path());
        for (const auto& entry : fs::recursive_directory_iterator(folder.path())) own(entry.path());
    }
    Serving serving(data, source("templates"), {}, user);
    const std::string proc = "/proc/" + std::to_string(serving.pid());
    const std::string limits = serving.proc("limits");
    const std::size_t core = limits.find("Max core file size");
    ASSERT_NE(core, std::string::npos);
    const std::string line = limits.substr(core, limits.find('\n', core) - core);
    EXPECT_NE(line.find(" 0 "), std::string::npos) << line;
    EXPECT_EQ(line.find("unlimited"), std::string::npos) << line;
    // What is not dumpable belongs to root, and its own user may not look either.
    struct stat about {};
    for (const char* file : {"/mem", "/environ", "/maps"}) {
        ASSERT_EQ(::stat((proc + file).c_str(), &about), 0);
        EXPECT_EQ(about.st_uid, 0u) << file;
        EXPECT_NE(openAs(user, proc + file), 0) << file << " can be read";
    }
    EXPECT_EQ(serving.end(SIGSEGV), 128 + SIGSEGV);
    EXPECT_FALSE(serving.dumped) << "the kernel says that it wrote an image";
    for (const auto& entry : fs::recursive_directory_iterator(folder.path()))
        EXPECT_FALSE(entry.path().filename().string().starts_with("core")) << entry.path();
}

// The test before proves something only where this one finds what it looks for.
TEST_F(OneStation, AnImageWouldBeSeen) {
    rlimit may{};
    ASSERT_EQ(::getrlimit(RLIMIT_CORE, &may), 0);
    const unsigned user = ::geteuid() == 0 ? kNobody : 0;
    std::array<int, 2> pipe{};
    ASSERT_EQ(::pipe2(pipe.data(), O_CLOEXEC), 0);
    const pid_t child = ::fork();
    if (child == 0) {
        may.rlim_cur = may.rlim_max;
        ::setrlimit(RLIMIT_CORE, &may);
        if (::chdir(folder.path().c_str()) != 0) ::_exit(1);
        char byte = 0;
        ::close(pipe[1]);
        if (::read(pipe[0], &byte, 1) == 0) std::raise(SIGSEGV);
        ::_exit(1);
    }
    const std::string memory = "/proc/" + std::to_string(child) + "/environ";
    EXPECT_EQ(openAs(0, memory), 0) << "whoever may look into a usual process can";
    if (user != 0) {
        EXPECT_NE(openAs(user, memory), 0) << "another user's";
    }
    ::close(pipe[0]);
    ::close(pipe[1]);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status));
    if (may.rlim_max == 0) GTEST_SKIP() << "nobody leaves core images on this machine";
    EXPECT_TRUE(WCOREDUMP(status)) << "an image would not be told of";
}

}  // namespace
}  // namespace toitsu::e2e
