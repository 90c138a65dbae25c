#include "apps/server/account.h"

#include <algorithm>

namespace toitsu::server {

namespace {

tl::unexpected<Error> wrong(const char* ja, const char* en) {
    return fail(ErrorKind::usage, "V023", {ja, en});
}

}  // namespace

Access Account::access() const {
    Access access(id, name, grants);
    access.setMustChangePassword(mustChange);
    return access;
}

std::vector<std::string> Account::municipalities() const {
    std::vector<std::string> codes;
    for (const Grant& grant : grants) codes.push_back(grant.municipality);
    return codes;
}

Result<void> checkLogin(const std::string& login) {
    const bool plain = std::all_of(login.begin(), login.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
    });
    if (login.size() >= 3 && login.size() <= 64 && plain) return {};
    return wrong("アカウント名は英小文字、数字、. _ - の 3〜64 文字です",
                 "an account's name has 3 to 64 of a–z, 0–9, '.', '_', '-'");
}

Result<std::vector<Grant>> checkGrants(std::vector<Grant> grants) {
    std::sort(grants.begin(), grants.end(),
              [](const Grant& a, const Grant& b) { return a.municipality < b.municipality; });
    for (std::size_t i = 0; i < grants.size(); ++i) {
        const std::string& code = grants[i].municipality;
        const bool digits = std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (code.size() != 6 || !digits)
            return wrong("団体は 6 桁の全国地方公共団体コードで指定してください",
                         "a municipality is given by its code of six digits");
        if (i > 0 && code == grants[i - 1].municipality)
            return wrong("同じ団体が二度指定されています", "a municipality stands twice");
        std::vector<Role>& roles = grants[i].roles;
        std::sort(roles.begin(), roles.end());
        roles.erase(std::unique(roles.begin(), roles.end()), roles.end());
        if (roles.empty()) return wrong("役割がありません", "a municipality without a role");
    }
    return grants;
}

}  // namespace toitsu::server
