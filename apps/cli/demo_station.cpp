#include "apps/cli/demo_station.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "apps/cli/account_command.h"
#include "apps/cli/demo_systems.h"
#include "apps/cli/serve_command.h"
#include "apps/station/intake.h"
#include "apps/station/library_folder.h"
#include "base/files.h"

namespace toitsu::cli {

using namespace authoring;

namespace {

// Everybody may read it here: the station is on the loopback, and the people on its papers do not exist.
constexpr const char* kPassword = "momiji-no-yama-1907";
constexpr int kStack = 8;

struct Somebody {
    const char* login;
    const char* name;
    const char* roles;
    Wording does;
};
const Somebody kPeople[] = {
    {"hanako", "長野 花子", "reception,entry,verifier", {"受付、確認", "takes in, verifies"}},
    {"jiro", "松本 次郎", "entry,verifier,decider", {"二人目の入力、突合、決裁", "second entry, comparing, deciding"}},
    {"midori", "上田 みどり", "author", {"様式の編集、公開", "edits forms, publishes"}},
    {"kenji", "佐久 健二", "author", {"様式の編集、公開（もう一人）", "edits forms, publishes (the other one)"}},
    {"kanri", "小諸 管", "admin,auditor", {"管理、監査", "administration, audit"}},
};

// One of each layout, so that every screen has something to show; and a stack of the layout with the most samples, for
// verifying many alike. Nobody waits for seventy pages.
std::vector<const Sample*> someOf(const std::vector<Sample>& samples) {
    std::map<std::string, int> many;
    for (const Sample& sample : samples) ++many[sample.layout];
    const auto most =
        std::max_element(many.begin(), many.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    std::map<std::string, int> taken;
    std::vector<const Sample*> some;
    for (const Sample& sample : samples) {
        const int wanted = most != many.end() && sample.layout == most->first ? kStack : 1;
        if (sample.page == 1 && taken[sample.layout]++ < wanted) some.push_back(&sample);
    }
    return some;
}

Result<void> takeIn(const DemoStation& where, const std::string& folder, const forms::Library& library,
                    const std::vector<Sample>& samples, Terminal& terminal) {
    auto data = station::DataFolder::create(folder);
    if (!data) return fail(data.error());
    if (auto kept = data->rememberLibrary(where.library); !kept) return kept;
    const auto decisions =
        std::make_shared<const station::Decisions>(station::Decisions::load(where.library, terminal.reporter()));
    const auto reader = ocr::Reader::make(library, {where.weights, data->crops(), "", false});
    if (!reader) return fail(reader.error());
    station::Intake intake(*data, library, station::openEachTime(*data, decisions), "intake");
    if (auto deployed = intake.deployFlows(); !deployed) return deployed;
    const auto some = someOf(samples);
    terminal.line({"\n統一ステーションに見本 " + std::to_string(some.size()) + " 枚を取り込んでいます",
                   "\ntaking " + std::to_string(some.size()) + " samples into the station"});
    terminal.out.flush();
    for (const Sample* sample : some)
        if (const auto taken = intake.take(sample->file, *reader); !taken) return fail(taken.error());
    // Two that no layout fits: something to mend, and something to leave out.
    for (const std::string& page : station::filesBelow(where.library + "/practice", ".jpg"))
        if (const auto taken = intake.take(page, *reader); !taken) return fail(taken.error());
    return {};
}

// The municipalities whose papers were taken in.
std::vector<std::string> municipalitiesOf(const forms::Library& library) {
    std::vector<std::string> codes;
    for (const auto& layout : library.layouts)
        if (std::find(codes.begin(), codes.end(), layout->municipality) == codes.end() && !layout->municipality.empty())
            codes.push_back(layout->municipality);
    return codes;
}

// Written when station and people are whole.
std::string readyMark(const std::string& folder) {
    return folder + "/station-ready";
}

}  // namespace

bool demoStationIsThere(const std::string& folder) {
    std::error_code failed;
    return std::filesystem::exists(readyMark(folder), failed);
}

void demoStation(const DemoStation& where, const forms::Library& library, const std::vector<Sample>& samples,
                 Terminal& terminal) {
    const std::string folder = where.folder + "/station";
    const bool goesOn = demoStationIsThere(where.folder);
    if (goesOn)
        terminal.line({"\n前回のステーションを続けます（作業もアカウントもそのまま。はじめからにするには --fresh）",
                       "\ngoing on with the station of the earlier run: its work and its accounts are there (--fresh "
                       "begins anew)"});
    else if (const auto taken = takeIn(where, folder, library, samples, terminal); !taken)
        return terminal.report(taken.error());
    const auto systems = DemoSystems::start(where.library, where.folder + "/station-systems");
    if (!systems) return terminal.report(systems.error());

    const std::string passwordFile = where.folder + "/station-password.txt";
    if (const auto written = files::writeAtomically(passwordFile, std::string(kPassword) + "\n"); !written)
        return terminal.report(written.error());
    for (const Somebody& one : kPeople) {
        if (goesOn) break;
        AccountOptions account;
        account.data = folder;
        account.login = one.login;
        account.name = one.name;
        for (const std::string& code : municipalitiesOf(library)) account.grants.push_back(code + ":" + one.roles);
        account.passwordFrom = passwordFile;
        account.own = true;
        accountAdd(account, terminal);
    }
    if (terminal.exitStatus() != 0) return;
    if (const auto ready = files::writeAtomically(readyMark(where.folder), "\n"); !ready)
        return terminal.report(ready.error());

    Table people(
        {terminal.say({"アカウント", "account"}), terminal.say({"氏名", "name"}), terminal.say({"すること", "does"})});
    for (const Somebody& one : kPeople) people.add({one.login, one.name, terminal.say(one.does)});
    terminal.out << "\n" << people.text();
    terminal.line({std::string("パスワードはどれも ") + kPassword +
                       "\n下のアドレスを開くと、ベリファイ（#/verify）から始まります",
                   std::string("the password of each is ") + kPassword +
                       "\nopen the address below; it begins with verification (#/verify)"});
    ServeOptions serving;
    serving.data = folder;
    serving.library = where.library;
    serving.port = where.port;
    serving.endpoints = systems->endpoints();
    serving.log = where.folder + "/station.log";
    serve(serving, terminal);
}

}  // namespace toitsu::cli
