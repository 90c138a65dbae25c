#pragma once

// Secrets: random tokens, what is stored of them, and passwords (argon2id). Nothing here ever stands in a log.

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace toitsu::server {

std::string randomToken();                                // 256 bits, 64 hexadecimal digits
std::string randomId();                                   // 128 bits, 32 hexadecimal digits: a name, no secret
std::string tokenHash(std::string_view token);            // what is stored of a token
std::string csrfToken(std::string_view session);          // of a session's token; nobody gets from it to the session
bool sameSecret(std::string_view a, std::string_view b);  // in a time that does not depend on what is in them
void forgetSecret(std::string& secret);                   // overwritten, then empty

// argon2id with bounded parallelism: each hash takes its memory for some 50 ms, and no flood of logins may take more
// than `together` times that. A few wait; who comes on top of them is told to come again (V007), so that logins never
// take all threads that answer requests.
class PasswordHasher {
public:
    struct Cost {
        unsigned long long operations = 2;
        std::size_t memoryBytes = 64u << 20;
    };
    explicit PasswordHasher(int together = 2);
    PasswordHasher(int together, Cost cost);
    PasswordHasher(PasswordHasher&&) noexcept;
    PasswordHasher& operator=(PasswordHasher&&) noexcept;
    ~PasswordHasher();

    Result<std::string> hash(std::string_view password) const;  // "$argon2id$…"
    Result<bool> matches(const std::string& hash, std::string_view password) const;
    bool outdated(const std::string& hash) const;  // made with another cost than today's

private:
    struct Gate;
    std::unique_ptr<Gate> gate_;
    Cost cost_;
};

// V015 with what is missing: too short, the account's own name, or among those that everybody tries.
Result<void> checkNewPassword(std::string_view password, std::string_view account);

}  // namespace toitsu::server
