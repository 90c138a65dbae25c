#include "apps/server/secrets.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

namespace toitsu::server {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kLimitable = false;  // it has mapped its shadow of all addresses
#else
constexpr bool kLimitable = true;
#endif

TEST(PasswordHasher, TellsARightPasswordFromAWrongOne) {
    const PasswordHasher hasher(1, {1, 8192});
    const std::string hash = hasher.hash("momiji no yama").value();
    EXPECT_TRUE(hasher.matches(hash, "momiji no yama").value());
    EXPECT_FALSE(hasher.matches(hash, "momiji no kawa").value());
    EXPECT_FALSE(hasher.matches("$argon2id$broken", "momiji no yama").value());
}

// A person whose password is right is not told that it is wrong, and not locked out, for want of memory.
TEST(PasswordHasher, WantOfMemoryIsNoWrongPassword) {
    if (!kLimitable) GTEST_SKIP() << "not under the address sanitizer";
    const PasswordHasher hasher(1);
    const std::string hash = hasher.hash("momiji no yama").value();
    rlim_t held = 0;
    std::ifstream("/proc/self/statm") >> held;
    held *= static_cast<rlim_t>(::sysconf(_SC_PAGESIZE));
    ASSERT_GT(held, 0u);
    const pid_t child = ::fork();
    if (child == 0) {
        const rlimit little{held + (16u << 20), held + (16u << 20)};  // a hash takes 64 MB
        if (::setrlimit(RLIMIT_AS, &little) != 0) ::_exit(3);
        const auto right = hasher.matches(hash, "momiji no yama");
        ::_exit(!right ? 0 : *right ? 1 : 2);
    }
    int status = 0;
    ASSERT_EQ(::waitpid(child, &status, 0), child);
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0) << "1: it could be told, 2: it was called wrong";
}

}  // namespace
}  // namespace toitsu::server
