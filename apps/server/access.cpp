#include "apps/server/access.h"

#include <algorithm>

namespace toitsu::server {

namespace {

bool holds(const Grant& grant, Permission permission) {
    return std::any_of(grant.roles.begin(), grant.roles.end(), [&](Role role) { return grants(role, permission); });
}

// What there is to do with a page, before it is anybody's, and after it was set aside so.
bool concernsPages(Permission permission) {
    return permission == Permission::intakeRead || permission == Permission::pagesAssign ||
           permission == Permission::statusRead || permission == Permission::auditRead ||
           permission == Permission::retentionRead || permission == Permission::retentionAsk ||
           permission == Permission::retentionApprove;
}

}  // namespace

bool Access::everywhere(Permission permission) const {
    return concernsPages(permission) && !served_.empty() &&
           std::all_of(served_.begin(), served_.end(),
                       [&](const std::string& one) { return !one.empty() && may(permission, one); });
}

bool Access::may(Permission permission) const {
    if (permission == Permission::open) return true;
    if (!signedIn()) return false;
    if (permission == Permission::signedIn) return true;
    if (mustChange_) return false;
    return std::any_of(grants_.begin(), grants_.end(), [&](const Grant& grant) { return holds(grant, permission); });
}

bool Access::may(Permission permission, std::string_view municipality) const {
    if (!may(permission)) return false;
    if (municipality.empty()) return everywhere(permission);
    return std::any_of(grants_.begin(), grants_.end(), [&](const Grant& grant) {
        return grant.municipality == municipality && holds(grant, permission);
    });
}

std::vector<std::string> Access::municipalities(Permission permission) const {
    std::vector<std::string> found;
    for (const Grant& grant : grants_)
        if (may(permission, grant.municipality)) found.push_back(grant.municipality);
    std::sort(found.begin(), found.end());
    found.erase(std::unique(found.begin(), found.end()), found.end());
    if (everywhere(permission)) found.insert(found.begin(), "");
    return found;
}

std::vector<Permission> Access::permissions() const {
    std::vector<Permission> held;
    for (const Permission permission : allPermissions())
        if (permission != Permission::open && permission != Permission::signedIn && may(permission))
            held.push_back(permission);
    return held;
}

}  // namespace toitsu::server
