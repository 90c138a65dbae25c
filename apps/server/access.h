#pragma once

// Access: who asks, and what they may do where. A handler that answers with a municipality's data asks it, every time.

#include <string>
#include <string_view>
#include <vector>

#include "apps/server/permission.h"

namespace toitsu::server {

struct Grant {
    std::string municipality;  // 6-digit 全国地方公共団体コード
    std::vector<Role> roles;
};

class Access {
public:
    Access() = default;  // nobody
    Access(std::string account, std::string name, std::vector<Grant> grants)
        : account_(std::move(account)), name_(std::move(name)), grants_(std::move(grants)) {}

    bool signedIn() const { return !account_.empty(); }
    const std::string& account() const { return account_; }  // the id, "" for nobody
    const std::string& name() const { return name_; }
    const std::vector<Grant>& grants() const { return grants_; }

    // An account whose password somebody else has set may do nothing but set its own.
    bool mustChangePassword() const { return mustChange_; }
    void setMustChangePassword(bool must) { mustChange_ = must; }

    // The municipalities that this server works for. What is nobody's yet – a page that a command took in and that fits
    // no paper – has the municipality "", and is for whoever may do that in all of them.
    void setServed(std::vector<std::string> served) { served_ = std::move(served); }

    bool may(Permission permission) const;  // in some municipality
    bool may(Permission permission, std::string_view municipality) const;
    std::vector<std::string> municipalities(Permission permission) const;  // where it is held, in order
    std::vector<Permission> permissions() const;                           // held anywhere

private:
    bool everywhere(Permission permission) const;

    std::string account_, name_;
    std::vector<std::string> served_;
    std::vector<Grant> grants_;
    bool mustChange_ = false;
};

}  // namespace toitsu::server
