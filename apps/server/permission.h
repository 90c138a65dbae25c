#pragma once

// Permissions and roles. A route names the one permission that it needs; a role is a set of permissions; an account
// holds roles in municipalities. An administrator gives rights to others and reads no case.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace toitsu::server {

// Without a default constructor on purpose: a Route that names no permission does not compile.
class Permission {
public:
    enum Name {
        open,      // anybody who reaches the server: written on purpose for very few routes
        signedIn,  // any account
        statusRead,
        intakeRead,
        intakeAdd,      // hand scans in
        pagesAssign,    // mend, dismiss and restore waiting pages
        verifyEnter,    // exception pass, carousel, blind entry
        verifyCompare,  // choose between two entries, and the quality sample
        casesRead,
        casesOperate,  // retry, skip, suspend, resume
        tasksWork,
        myNumberRead,  // 個人番号 unmasked, with a reason, audited
        libraryRead,
        libraryWrite,
        auditRead,
        accountsManage,
        retentionRead,     // what is due, held, listed; records of what was destroyed. No values
        retentionAsk,      // ask for a list to be destroyed, withdraw it
        retentionApprove,  // agree to what somebody else has asked for
        retentionHold,     // 廃棄停止: put one on a case, lift one
    };

    constexpr Permission(Name name) : name_(name) {}  // so that a table says Permission::casesRead and nothing more
    constexpr Name name() const { return name_; }
    std::string_view text() const;  // "cases.read"
    constexpr bool operator==(const Permission&) const = default;

private:
    Name name_;
};

enum class Role { reception, entry, verifier, decider, author, auditor, admin };

std::string_view roleName(Role role);   // "verifier", as the API and the command line write it
std::string_view roleTitle(Role role);  // "検証者"
std::optional<Role> findRole(std::string_view name);
const std::vector<Role>& allRoles();
const std::vector<Permission>& allPermissions();

bool grants(Role role, Permission permission);  // open and signedIn: always

}  // namespace toitsu::server
