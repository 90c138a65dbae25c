#include "apps/cli/account_command.h"

#include <sys/stat.h>

#include <iostream>

#include "apps/server/server.h"
#include "apps/station/data_folder.h"
#include "apps/station/station.h"
#include "base/files.h"
#include "base/json.h"
#include "base/text.h"

namespace toitsu::cli {

namespace {

// The station is held for as long: only one process writes into its files.
struct Desk {
    std::shared_ptr<station::Station> station;
    std::unique_ptr<station::StationFile> file;
    std::unique_ptr<server::Sessions> sessions;
    std::unique_ptr<server::Accounts> accounts;
};

Result<Desk> openDesk(const AccountOptions& options) {
    ::umask(077);  // what is written here is for its owner only
    const auto data = station::DataFolder::create(options.data);
    if (!data) return fail(data.error());
    Desk desk;
    auto station = station::Station::open(*data, std::make_shared<const station::Decisions>());
    if (!station) return fail(station.error());
    desk.station = std::make_shared<station::Station>(std::move(*station));
    auto file = station::StationFile::open(data->path() + "/station.sqlite", server::Server::tables());
    if (!file) return fail(file.error());
    desk.file = std::move(*file);
    auto sessions = server::Sessions::open(*desk.file, server::systemNow);
    if (!sessions) return fail(sessions.error());
    desk.sessions = std::move(*sessions);
    desk.accounts =
        std::make_unique<server::Accounts>(*desk.file, *desk.sessions, server::systemNow, server::PasswordHasher(1));
    return desk;
}

Result<std::vector<server::Grant>> grantsFrom(const std::vector<std::string>& words) {
    std::vector<server::Grant> grants;
    for (const std::string& word : words) {
        const std::size_t colon = std::min(word.find(':'), word.size());
        server::Grant grant{word.substr(0, colon), {}};
        for (const std::string& name : text::split(word.substr(std::min(colon + 1, word.size())), ',')) {
            const auto role = server::findRole(name);
            if (!role) {
                std::vector<std::string> known;
                for (const server::Role one : server::allRoles()) known.emplace_back(server::roleName(one));
                return fail(ErrorKind::usage, "V045",
                            {"--grant は 202088:verifier,reception の形です。役割: " + text::join(known, ", "),
                             "write --grant like 202088:verifier,reception; roles: " + text::join(known, ", ")});
            }
            grant.roles.push_back(*role);
        }
        grants.push_back(std::move(grant));
    }
    return server::checkGrants(std::move(grants));
}

// Five groups of four: nobody guesses it, and it can be read out over a telephone.
std::string madePassword() {
    const std::string token = server::randomToken();
    std::string out;
    for (std::size_t i = 0; i < 20; i += 4) out += (i > 0 ? "-" : "") + token.substr(i, 4);
    return out;
}

struct Password {
    std::string text;
    bool made = false;
};

Result<Password> passwordOf(const AccountOptions& options) {
    if (options.passwordFrom.empty()) return Password{madePassword(), true};
    Password password;
    if (options.passwordFrom == "-") {
        std::getline(std::cin, password.text);
        return password;
    }
    auto content = files::read(options.passwordFrom, 4096);
    if (!content) return fail(content.error());
    password.text = content->substr(0, content->find_first_of("\r\n"));
    return password;
}

void show(const Password& password, Terminal& terminal) {
    if (!password.made) return;
    terminal.line({"最初のパスワード（一度だけ表示します）: " + password.text,
                   "first password, shown this once: " + password.text});
}

Result<server::Account> named(const Desk& desk, const std::string& login) {
    auto found = desk.accounts->find(login);
    if (!found) return fail(found.error());
    if (!*found)
        return fail(
            ErrorKind::notFound, "V025",
            {"そのアカウントはありません。一覧を確かめてください", "there is no such account; look at the list"});
    return std::move(**found);
}

void change(const AccountOptions& options, Terminal& terminal, const server::Accounts::Change& change) {
    const auto desk = openDesk(options);
    if (!desk) return terminal.report(desk.error());
    const auto account = named(*desk, options.login);
    if (!account) return terminal.report(account.error());
    const auto done = desk->accounts->change(server::Authority{}, account->id, change);
    if (!done) return terminal.report(done.error());
}

}  // namespace

void accountAdd(const AccountOptions& options, Terminal& terminal) {
    const auto grants = grantsFrom(options.grants);
    if (!grants) return terminal.report(grants.error());
    const auto password = passwordOf(options);
    if (!password) return terminal.report(password.error());
    const auto desk = openDesk(options);
    if (!desk) return terminal.report(desk.error());
    const auto account =
        desk->accounts->add(server::Authority{}, {options.login, options.name.empty() ? options.login : options.name,
                                                  password->text, *grants, !(options.own && !password->made)});
    if (!account) return terminal.report(account.error());
    show(*password, terminal);
}

void accountList(const AccountOptions& options, Terminal& terminal) {
    const auto desk = openDesk(options);
    if (!desk) return terminal.report(desk.error());
    const auto all = desk->accounts->list(server::Authority{});
    if (!all) return terminal.report(all.error());
    Table table({terminal.say({"アカウント", "account"}), terminal.say({"氏名", "name"}),
                 terminal.say({"役割", "roles"}), terminal.say({"状態", "state"})});
    const bool lines = options.format == "jsonl";
    for (const server::Account& account : *all) {
        std::vector<std::string> words;
        for (const server::Grant& grant : account.grants) {
            std::vector<std::string> roles;
            for (const server::Role role : grant.roles) roles.emplace_back(server::roleName(role));
            words.push_back(grant.municipality + ":" + text::join(roles, ","));
        }
        const Wording state = account.locked       ? Wording{"停止中", "locked"}
                              : account.mustChange ? Wording{"初回サインイン前", "before the first sign-in"}
                                                   : Wording{"", ""};
        table.add({account.login, account.name, text::join(words, " "), terminal.say(state)});
        List grants;
        for (const std::string& word : words) grants.emplace_back(word);
        if (!lines) continue;
        terminal.out << json::write(Value(Context{{"id", account.id},
                                                  {"account", account.login},
                                                  {"name", account.name},
                                                  {"locked", Value(account.locked)},
                                                  {"must_change", Value(account.mustChange)},
                                                  {"grants", Value(std::move(grants))}}))
                     << '\n';
    }
    if (!lines) terminal.out << table.text();
}

void accountGrant(const AccountOptions& options, Terminal& terminal) {
    auto grants = grantsFrom(options.grants);
    if (!grants) return terminal.report(grants.error());
    change(options, terminal, {std::nullopt, std::nullopt, std::nullopt, std::move(*grants)});
}

void accountLock(const AccountOptions& options, Terminal& terminal) {
    change(options, terminal, {std::nullopt, std::nullopt, !options.unlock, std::nullopt});
}

void accountPassword(const AccountOptions& options, Terminal& terminal) {
    const auto password = passwordOf(options);
    if (!password) return terminal.report(password.error());
    change(options, terminal, {std::nullopt, password->text, std::nullopt, std::nullopt});
    if (terminal.exitStatus() == 0) show(*password, terminal);
}

}  // namespace toitsu::cli
