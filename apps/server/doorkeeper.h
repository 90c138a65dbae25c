#pragma once

// What the dispatcher asks about the one who asks. Accounts and sessions stand behind this, so that routes are tested
// without a database.

#include <optional>
#include <string>
#include <string_view>

#include "apps/server/access.h"

namespace toitsu::server {

class Doorkeeper {
public:
    Doorkeeper() = default;
    Doorkeeper(const Doorkeeper&) = delete;
    Doorkeeper& operator=(const Doorkeeper&) = delete;
    virtual ~Doorkeeper() = default;

    // Who holds this session's token now; nullopt when it has ended or never was. Quick: it is asked on the network
    // thread with every request, and counts as a sign of life.
    virtual std::optional<Access> who(std::string_view token) = 0;
    // The same without counting as a sign of life: a page that is open and listens is nobody at work.
    virtual std::optional<Access> still(std::string_view token) const = 0;
};

constexpr std::string_view kSessionCookie = "toitsu_session";

}  // namespace toitsu::server
