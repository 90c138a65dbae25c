#include "apps/server/lockout.h"

#include <algorithm>

namespace toitsu::server {

namespace {

constexpr int kPerAccount = 5, kPerAddress = 20;  // failures without a wait
constexpr Instant kFirstWait = 30'000, kLongestWait = 15 * 60'000;
constexpr std::size_t kMostKept = 20'000;

}  // namespace

int Lockout::wait(const std::string& account, const std::string& address, Instant now) {
    const std::lock_guard lock(mutex_);
    Instant until = 0;
    for (const std::string& key : {"a" + account, "p" + address})
        if (const auto found = counts_.find(key); found != counts_.end()) until = std::max(until, found->second.until);
    return until > now ? static_cast<int>((until - now + 999) / 1000) : 0;
}

void Lockout::failed(const std::string& account, const std::string& address, Instant now) {
    const std::lock_guard lock(mutex_);
    if (counts_.size() > kMostKept)
        std::erase_if(counts_, [&](const auto& entry) { return entry.second.last + kLongestWait < now; });
    if (counts_.size() > kMostKept) counts_.clear();  // a flood of names: addresses are counted anew
    count("a" + account, kPerAccount, now);
    count("p" + address, kPerAddress, now);
}

void Lockout::succeeded(const std::string& account) {
    const std::lock_guard lock(mutex_);
    counts_.erase("a" + account);
}

void Lockout::count(const std::string& key, int allowed, Instant now) {
    Count& c = counts_[key];
    if (c.last + 2 * kLongestWait < now) c.failures = 0;
    c.last = now;
    ++c.failures;
    if (c.failures < allowed) return;
    const int doubled = std::min(c.failures - allowed, 10);
    c.until = now + std::min(kFirstWait << doubled, kLongestWait);
}

}  // namespace toitsu::server
