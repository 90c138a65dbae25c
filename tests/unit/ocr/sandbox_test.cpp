#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

#include "ocr/internal/child.h"
#include "ocr/internal/decoder_wire.h"
#include "tests/unit/ocr/odd_file.h"

// The wall around decoding: what a decoder may not do, what happens when it dies, and that pixels pass unchanged.

namespace toitsu::ocr {

namespace {

namespace make = scan_files;

// Runs `act` in a child that is confined as decoders are; its exit code.
int confined(int (*act)()) {
    const pid_t pid = ::fork();
    if (pid == 0) ::_exit(confine(1 << 20) ? act() : 99);
    int status = 0;
    ::waitpid(pid, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// As the system lists them; only of this program, never of others that run beside it.
std::vector<pid_t> childrenOf(pid_t pid) {
    const std::string number = std::to_string(pid);
    std::ifstream list("/proc/" + number + "/task/" + number + "/children");
    return {std::istream_iterator<pid_t>(list), std::istream_iterator<pid_t>()};
}

std::vector<pid_t> starters() {
    std::vector<pid_t> out = childrenOf(::getpid());
    std::erase_if(out, [](pid_t pid) {
        std::string name;
        std::ifstream("/proc/" + std::to_string(pid) + "/comm") >> name;
        return name != "toitsu-decoders";
    });
    return out;
}

std::vector<pid_t> decoders() {
    std::vector<pid_t> out;
    for (const pid_t starter : starters())
        for (const pid_t child : childrenOf(starter)) out.push_back(child);
    return out;
}

class Sandbox : public OddFile {
protected:
    std::string put(const std::string& bytes) const {
        const std::string path = folder_.path() + "/scan";
        EXPECT_TRUE(files::writeAtomically(path, bytes));
        return path;
    }
};

}  // namespace

TEST_F(Sandbox, ADecoderCanDoNothingButDecode) {
    EXPECT_EQ(confined([] { return 0; }), 0);
    EXPECT_EQ(confined([] { return ::open("/dev/null", O_RDONLY) < 0 ? 0 : 1; }), 0) << "no files";
    EXPECT_EQ(confined([] { return ::socket(AF_INET, SOCK_STREAM, 0) < 0 ? 0 : 1; }), 0) << "no network";
    EXPECT_EQ(confined([] { return ::socket(AF_UNIX, SOCK_STREAM, 0) < 0 ? 0 : 1; }), 0) << "no sockets";
    EXPECT_EQ(confined([] { return ::fork() < 0 ? 0 : 1; }), 0) << "no processes";
    EXPECT_EQ(confined([] {
                  char* const none[] = {nullptr};
                  return ::execve("/bin/true", none, none) < 0 ? 0 : 1;
              }),
              0)
        << "no programs";
    EXPECT_EQ(confined([] { return ::kill(::getppid(), 0) < 0 ? 0 : 1; }), 0) << "no signals";
    EXPECT_EQ(confined([] {
                  void* at =
                      ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
                  return at == MAP_FAILED ? 0 : 1;
              }),
              0)
        << "no code of its own";
    EXPECT_EQ(confined([] {
                  void* at = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
                  return at != MAP_FAILED && ::mprotect(at, 4096, PROT_READ | PROT_EXEC) < 0 ? 0 : 1;
              }),
              0)
        << "nor made so later";
}

TEST_F(Sandbox, AProgramThatDrawsPdfWritesNothingAndCallsNobody) {
    const std::string path = folder_.path() + "/written";
    const auto run = [&](const std::string& script) { return runChild({"sh", "-c", script}, 10)->exitCode; };
    EXPECT_EQ(run("exit 0"), 0);
    EXPECT_EQ(run("read line < /proc/self/stat"), 0) << "reading is allowed";
    EXPECT_NE(run("echo x > " + path), 0);
    EXPECT_FALSE(std::filesystem::exists(path));
    EXPECT_NE(run("rm -r " + folder_.path()), 0);
    EXPECT_TRUE(std::filesystem::exists(folder_.path()));
}

TEST_F(Sandbox, PixelsPassUnchanged) {
    const cv::Mat grey = make::page(640, 480), colour = make::page(640, 480, 3), two = make::bilevel(grey);
    make::TiffKind turned{COMPRESSION_LZW, 8, 200, 200};
    turned.orientation = 6;
    for (const std::string& bytes :
         {make::encoded(".png", colour), make::encoded(".jpg", grey), make::encoded(".webp", colour),
          make::tiff({two, two}, {}), make::tiff({colour}, turned)}) {
        const std::string path = put(bytes);
        Limits inside;
        inside.sandbox = false;
        const auto apart = load(path), here = load(path, inside);
        ASSERT_TRUE(apart && here);
        ASSERT_EQ(apart->size(), here->size());
        for (std::size_t n = 0; n < here->size(); ++n) {
            EXPECT_EQ(*(*apart)[n].picture.pixels, *(*here)[n].picture.pixels);
            EXPECT_EQ((*apart)[n].picture.width, (*here)[n].picture.width);
            EXPECT_EQ((*apart)[n].dpi, (*here)[n].dpi);
        }
    }
}

TEST_F(Sandbox, LimitsAndErrorsAreTheSame) {
    Limits few;
    few.pixels = 1000;
    const std::string path = put(make::encoded(".png", make::page(64, 64)));
    const auto refused = load(path, few);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "S005");
    EXPECT_EQ(refused.error().kind, ErrorKind::limit);
    EXPECT_EQ(refused.error().place.file, path);
    EXPECT_NE(refused.error().message.ja.find("画素"), std::string::npos);
}

TEST_F(Sandbox, ADecoderThatDiesIsAnErrorOfItsFileAlone) {
    const cv::Mat two = make::bilevel(make::page(640, 480));
    const std::string path = put(make::tiff({two, two, two}, {}));
    auto doomed = Scan::open(path), other = Scan::open(path);
    ASSERT_TRUE(doomed && other);
    ASSERT_TRUE(doomed->page(1));
    const std::vector<pid_t> mine = decoders();
    if (mine.empty()) GTEST_SKIP() << "this system does not list a process's children";
    ASSERT_GE(mine.size(), 2u);
    for (const pid_t pid : mine) ::kill(pid, SIGKILL);
    const auto lost = doomed->page(2);
    ASSERT_FALSE(lost);
    EXPECT_EQ(lost.error().code, "S014");
    EXPECT_EQ(lost.error().kind, ErrorKind::input);
    EXPECT_EQ(lost.error().place.page, 2);
    EXPECT_EQ(doomed->page(3).error().code, "S014") << "it stays closed";
    EXPECT_EQ(other->page(1).error().code, "S014") << "killed as well";
    EXPECT_EQ(load(path)->size(), 3u) << "the next file has a decoder of its own";
}

TEST_F(Sandbox, TheStarterIsStartedAgain) {
    const std::string path = put(make::encoded(".png", make::page(64, 64)));
    ASSERT_TRUE(load(path));
    const std::vector<pid_t> before = starters();
    if (before.empty()) GTEST_SKIP() << "this system does not list a process's children";
    ASSERT_EQ(before.size(), 1u);
    ::kill(before.front(), SIGKILL);
    EXPECT_TRUE(load(path));
    ASSERT_EQ(starters().size(), 1u) << "and the old one was waited for";
    EXPECT_NE(starters().front(), before.front());
}

TEST_F(Sandbox, ManyFilesAtOnce) {
    const std::string path =
        put(make::tiff({make::bilevel(make::page(640, 480)), make::page(64, 48)}, {COMPRESSION_LZW, 8}));
    std::vector<std::jthread> threads;
    std::atomic<int> good = 0;
    for (int n = 0; n < 8; ++n)
        threads.emplace_back([&] {
            for (int round = 0; round < 5; ++round)
                if (const auto pages = load(path); pages && pages->size() == 2) ++good;
        });
    threads.clear();
    EXPECT_EQ(good, 40);
}

TEST_F(Sandbox, DecodersEndWithTheirScan) {
    const std::string path = put(make::encoded(".png", make::page(64, 64)));
    for (int n = 0; n < 30; ++n) ASSERT_TRUE(load(path));
    // The starter waits for those that have ended when it starts the next one; they end once it is their turn to run.
    for (int n = 0; n < 200 && decoders().size() >= 5; ++n) ASSERT_TRUE(load(path));
    EXPECT_LT(decoders().size(), 5u);
}

}  // namespace toitsu::ocr
