#include "apps/server/secrets.h"

#include <sodium.h>
#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <mutex>

#include "apps/server/http_head.h"
#include "apps/server/problem.h"
#include "base/text.h"

namespace toitsu::server {

namespace {

constexpr int kMostWaiting = 3;  // for a hash

bool canHave(std::size_t bytes) {
    void* const memory = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory != MAP_FAILED && ::munmap(memory, bytes) == 0;
}

// sodium_init() is safe to call again and from several threads; without it nothing below may be used.
void ready() {
    static const int initialised = sodium_init();
    if (initialised < 0) sodium_misuse();
}

std::string hex(const unsigned char* bytes, std::size_t size) {
    std::string out(size * 2 + 1, '\0');
    sodium_bin2hex(out.data(), out.size(), bytes, size);
    out.pop_back();
    return out;
}

template <std::size_t size>
std::string randomHex() {
    ready();
    std::array<unsigned char, size> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return hex(bytes.data(), bytes.size());
}

// Keyed by what it is for, so that the hash of one thing is never that of another.
std::string hashFor(std::string_view purpose, std::string_view secret) {
    ready();
    std::array<unsigned char, 32> out{};
    crypto_generichash(out.data(), out.size(), reinterpret_cast<const unsigned char*>(secret.data()), secret.size(),
                       reinterpret_cast<const unsigned char*>(purpose.data()), purpose.size());
    return hex(out.data(), out.size());
}

}  // namespace

std::string randomToken() {
    return randomHex<32>();
}

std::string randomId() {
    return randomHex<16>();
}

std::string tokenHash(std::string_view token) {
    return hashFor("toitsu session store", token);
}

std::string csrfToken(std::string_view session) {
    return hashFor("toitsu csrf of session", session);
}

bool sameSecret(std::string_view a, std::string_view b) {
    ready();
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

void forgetSecret(std::string& secret) {
    sodium_memzero(secret.data(), secret.size());
    secret.clear();
}

struct PasswordHasher::Gate {
    std::mutex mutex;
    std::condition_variable changed;
    int free;
    int waiting = 0;

    explicit Gate(int together) : free(together) {}
    class Pass {
    public:
        explicit Pass(Gate& gate) : gate_(gate) {
            std::unique_lock lock(gate_.mutex);
            if (gate_.free == 0 && gate_.waiting >= kMostWaiting) return;
            ++gate_.waiting;
            gate_.changed.wait(lock, [this] { return gate_.free > 0; });
            --gate_.waiting;
            --gate_.free;
            inside_ = true;
        }
        Pass(const Pass&) = delete;
        Pass& operator=(const Pass&) = delete;
        ~Pass() {
            if (!inside_) return;
            const std::lock_guard lock(gate_.mutex);
            ++gate_.free;
            gate_.changed.notify_one();
        }
        bool inside() const { return inside_; }

    private:
        Gate& gate_;
        bool inside_ = false;
    };
};

PasswordHasher::PasswordHasher(int together) : PasswordHasher(together, Cost()) {}
PasswordHasher::PasswordHasher(int together, Cost cost)
    : gate_(std::make_unique<Gate>(std::max(1, together))), cost_(cost) {
    ready();
}
PasswordHasher::PasswordHasher(PasswordHasher&&) noexcept = default;
PasswordHasher& PasswordHasher::operator=(PasswordHasher&&) noexcept = default;
PasswordHasher::~PasswordHasher() = default;

Result<std::string> PasswordHasher::hash(std::string_view password) const {
    const Gate::Pass pass(*gate_);
    if (!pass.inside()) return fail(tooBusy());
    std::array<char, crypto_pwhash_STRBYTES> out{};
    if (crypto_pwhash_str(out.data(), password.data(), password.size(), cost_.operations, cost_.memoryBytes) != 0)
        return fail(tooBusy());  // no memory now
    return std::string(out.data());
}

Result<bool> PasswordHasher::matches(const std::string& hash, std::string_view password) const {
    const Gate::Pass pass(*gate_);
    if (!pass.inside()) return fail(tooBusy());
    if (crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0) return true;
    // libsodium says the same of a wrong password and of memory that it could not have.
    if (!canHave(cost_.memoryBytes)) return fail(tooBusy());
    return false;
}

bool PasswordHasher::outdated(const std::string& hash) const {
    return crypto_pwhash_str_needs_rehash(hash.c_str(), cost_.operations, cost_.memoryBytes) != 0;
}

Result<void> checkNewPassword(std::string_view password, std::string_view account) {
    constexpr std::size_t kShortest = 12, kLongestBytes = 256;
    if (!text::validUtf8(password) || password.size() > kLongestBytes || text::length(password) < kShortest)
        return fail(ErrorKind::input, "V015",
                    {"パスワードは 12 文字以上、256 バイト以下にしてください",
                     "a password has at least 12 characters and at most 256 bytes"});
    const std::string low = lowered(password);
    const bool own = !account.empty() && low.find(lowered(account)) != std::string::npos;
    static const std::array<std::string_view, 8> tried = {"password",  "toitsu",  "123456789", "qwerty",
                                                          "administr", "letmein", "abcdefgh",  "iloveyou"};
    const bool known = std::any_of(tried.begin(), tried.end(), [&](std::string_view word) {
        return low.find(word) != std::string::npos && low.size() < word.size() + 8;
    });
    const bool monotone = std::all_of(low.begin(), low.end(), [&](char c) { return c == low.front(); });
    if (own || known || monotone)
        return fail(ErrorKind::input, "V015",
                    {"推測されやすいパスワードです。別の語をいくつか組み合わせてください",
                     "that password is easily guessed; put several unrelated words together"});
    return {};
}

}  // namespace toitsu::server
