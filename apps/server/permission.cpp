#include "apps/server/permission.h"

#include <algorithm>
#include <array>

namespace toitsu::server {

namespace {

using P = Permission;

struct RoleRow {
    Role role;
    std::string_view name, title;
    std::vector<Permission> permissions;
};

// The one place that says who may do what. The generated test of every route against every role reads it.
const std::vector<RoleRow>& roleTable() {
    static const std::vector<RoleRow> table = {
        {Role::reception,
         "reception",
         "受付",
         {P::statusRead, P::libraryRead, P::intakeRead, P::intakeAdd, P::pagesAssign}},
        {Role::entry, "entry", "入力者", {P::statusRead, P::libraryRead, P::verifyEnter}},
        {Role::verifier,
         "verifier",
         "検証者",
         {P::statusRead, P::libraryRead, P::intakeRead, P::verifyEnter, P::verifyCompare, P::casesRead, P::tasksWork,
          P::myNumberRead}},
        {Role::decider,
         "decider",
         "決裁者",
         {P::statusRead, P::libraryRead, P::casesRead, P::casesOperate, P::tasksWork, P::retentionRead,
          P::retentionApprove, P::retentionHold}},
        {Role::author, "author", "様式作成者", {P::statusRead, P::libraryRead, P::libraryWrite}},
        {Role::auditor, "auditor", "監査", {P::statusRead, P::auditRead, P::retentionRead}},
        {Role::admin,
         "admin",
         "管理者",
         {P::statusRead, P::accountsManage, P::retentionRead, P::retentionAsk, P::retentionHold}},
    };
    return table;
}

const RoleRow& row(Role role) {
    return *std::find_if(roleTable().begin(), roleTable().end(), [&](const RoleRow& r) { return r.role == role; });
}

}  // namespace

std::string_view Permission::text() const {
    switch (name_) {
        case open:
            return "open";
        case signedIn:
            return "signed-in";
        case statusRead:
            return "status.read";
        case intakeRead:
            return "intake.read";
        case intakeAdd:
            return "intake.add";
        case pagesAssign:
            return "pages.assign";
        case verifyEnter:
            return "verify.enter";
        case verifyCompare:
            return "verify.compare";
        case casesRead:
            return "cases.read";
        case casesOperate:
            return "cases.operate";
        case tasksWork:
            return "tasks.work";
        case myNumberRead:
            return "my-number.read";
        case libraryRead:
            return "library.read";
        case libraryWrite:
            return "library.write";
        case auditRead:
            return "audit.read";
        case accountsManage:
            return "accounts.manage";
        case retentionRead:
            return "retention.read";
        case retentionAsk:
            return "retention.ask";
        case retentionApprove:
            return "retention.approve";
        case retentionHold:
            return "retention.hold";
    }
    return "";
}

std::string_view roleName(Role role) {
    return row(role).name;
}

std::string_view roleTitle(Role role) {
    return row(role).title;
}

std::optional<Role> findRole(std::string_view name) {
    for (const RoleRow& r : roleTable())
        if (r.name == name) return r.role;
    return std::nullopt;
}

const std::vector<Role>& allRoles() {
    static const std::vector<Role> roles = [] {
        std::vector<Role> all;
        for (const RoleRow& r : roleTable()) all.push_back(r.role);
        return all;
    }();
    return roles;
}

const std::vector<Permission>& allPermissions() {
    static const std::vector<Permission> all = {
        P::open,           P::signedIn,      P::statusRead,    P::intakeRead,       P::intakeAdd,
        P::pagesAssign,    P::verifyEnter,   P::verifyCompare, P::casesRead,        P::casesOperate,
        P::tasksWork,      P::myNumberRead,  P::libraryRead,   P::libraryWrite,     P::auditRead,
        P::accountsManage, P::retentionRead, P::retentionAsk,  P::retentionApprove, P::retentionHold};
    return all;
}

bool grants(Role role, Permission permission) {
    if (permission == P::open || permission == P::signedIn) return true;
    const auto& held = row(role).permissions;
    return std::find(held.begin(), held.end(), permission) != held.end();
}

}  // namespace toitsu::server
