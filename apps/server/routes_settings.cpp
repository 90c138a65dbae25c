// What the station serves, as its library and settings have it, and the keys that 個人番号 is sealed with: for
// administrators, of their own municipalities, to be looked at. Nothing of a key but its name is ever told.

#include <algorithm>
#include <map>

#include "apps/server/accounts.h"
#include "apps/server/problem.h"
#include "apps/server/routes.h"
#include "apps/server/station_values.h"
#include "backends/backend.h"

namespace toitsu::server {

namespace {

Value formsOf(const station::RunningStation& station, const std::string& municipality) {
    const forms::Library& library = station.library();
    std::map<std::string, std::int64_t> layouts;  // by form
    for (const auto& layout : library.layouts)
        if (layout->municipality == municipality) ++layouts[layout->form];
    List out;
    for (const auto& [id, count] : layouts) {
        const forms::Form* form = library.form(id);
        out.push_back(Context{{"form", id}, {"title", form == nullptr ? id : form->title}, {"layouts", count}});
    }
    return out;
}

Value systemsOf(const station::RunningStation& station, const std::string& municipality) {
    List out;
    for (const auto& binding : station.bindings().all())
        if (binding->municipality() == municipality) out.emplace_back(binding->operation());
    return out;
}

Value settingsOf(const station::DeskPolicy& policy) {
    return Context{{"counters", policy.counters},
                   {"third_person", policy.thirdPerson},
                   {"sample_per_mille", policy.samplePerMille},
                   {"mask_pages", policy.maskPages},
                   {"undo_seconds", policy.undoMillis / 1000},
                   {"doubt_minutes", policy.doubtMillis / 60'000}};
}

Result<Response> municipalities(const Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    const Authority by{request.access.account(), request.access.municipalities(Permission::accountsManage)};
    const auto accounts = services.accounts->list(by);
    if (!accounts) return fail(accounts.error());
    List out;
    for (const std::string& municipality : *by.municipalities) {
        const auto people = std::count_if(accounts->begin(), accounts->end(), [&](const Account& account) {
            return !account.locked &&
                   std::any_of(account.grants.begin(), account.grants.end(),
                               [&](const Grant& grant) { return grant.municipality == municipality; });
        });
        out.push_back(Context{{"municipality", municipality},
                              {"name", services.municipalityName(municipality)},
                              {"accounts", static_cast<std::int64_t>(people)},
                              {"forms", formsOf(**station, municipality)},
                              {"systems", systemsOf(**station, municipality)},
                              {"watched", (*station)->watches(municipality)},
                              {"settings", settingsOf((*station)->policies().of(municipality))}});
    }
    return Response::json(Value(Context{{"municipalities", out}}));
}

// Whether it can be read now – a station that has its keys in memory works on without it, until its next start.
const char* stateOf(const std::string& keyFile) {
    const auto keys = station::readKeyFile(keyFile);
    if (keys) return "readable";
    return keys.error().code == "V401" ? "missing" : keys.error().code == "V402" ? "exposed" : "damaged";
}

Result<Response> keys(const Services& services, const Request& request) {
    const auto station = stationOf(services);
    if (!station) return fail(station.error());
    station::Vault& vault = (*station)->data().vault();
    const auto all = vault.keys();
    if (!all) return fail(all.error());
    std::map<std::string, std::string> newest;  // by municipality: the one that seals from now on
    for (const auto& key : *all) newest[key.municipality] = key.id;
    List out;
    for (const auto& key : *all) {
        if (!key.municipality.empty() && !request.access.may(Permission::accountsManage, key.municipality)) continue;
        out.push_back(Context{{"id", key.id},
                              {"municipality", key.municipality},
                              {"name", key.municipality.empty() ? "" : services.municipalityName(key.municipality)},
                              {"made", key.made},
                              {"current", newest[key.municipality] == key.id},
                              {"master", key.master},
                              {"opens", key.opens}});
    }
    return Response::json(Value(Context{{"key_file", stateOf(vault.keyFile())}, {"keys", out}}));
}

}  // namespace

std::vector<NamedShape> settingsShapes() {
    return {
        {"DeskSettings",
         "{counters: bool, third_person: bool, sample_per_mille: int, mask_pages: bool, undo_seconds: int, "
         "doubt_minutes: int}"},
        {"ServedMunicipality",
         "{municipality: string, name: string, accounts: int, forms: [{form: string, title: string, layouts: int}], "
         "systems: [string], watched: bool, settings: DeskSettings}"},
        {"DataKey",
         "{id: string, municipality: string, name: string, made: string, current: bool, master: string, opens: bool}"},
    };
}

Routes settingsRoutes(Services& services) {
    return {
        {Method::get,
         "/api/v1/municipalities",
         Permission::accountsManage,
         {"One's municipalities: which papers, systems and settings they have", "", "",
          "{municipalities: [ServedMunicipality]}"},
         [&services](const Request& request) { return municipalities(services, request); }},
        {Method::get,
         "/api/v1/keys",
         Permission::accountsManage,
         {"The keys of one's municipalities and of the station itself, by name", "", "",
          "{key_file: readable|missing|exposed|damaged, keys: [DataKey]}"},
         [&services](const Request& request) { return keys(services, request); }},
    };
}

}  // namespace toitsu::server
