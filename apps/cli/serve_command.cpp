#include "apps/cli/serve_command.h"

#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <mutex>

#include "apps/authoring/studio.h"
#include "apps/cli/ends_on_signal.h"
#include "apps/cli/key_command.h"
#include "apps/server/server.h"
#include "apps/station/data_folder.h"
#include "apps/station/library_folder.h"
#include "apps/station/places.h"
#include "apps/station/running_station.h"

namespace toitsu::cli {

namespace {

// Connections are descriptors, and the usual limit of 1024 is less than what the server takes.
void allowManyDescriptors() {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);  // otherwise fewer connections are taken at once, no more
}

// No core file, and no other process of this user looks into this one's memory: values stand there in plain while
// somebody verifies them.
void leaveNoImage() {
    const rlimit none{};
    ::setrlimit(RLIMIT_CORE, &none);
    ::prctl(PR_SET_DUMPABLE, 0);
}

Result<bool> hasAccounts(station::StationFile& file) {
    const auto count = file.read([](Database& database) { return database.number("SELECT count(*) FROM accounts"); });
    if (!count) return fail(count.error());
    return *count > 0;
}

void addReadiness(server::Services& services) {
    services.ready.push_back({"people", [file = services.file]() -> Result<void> {
                                  const auto accounts = hasAccounts(*file);
                                  if (!accounts) return fail(accounts.error());
                                  return {};
                              }});
    services.ready.push_back({"cases", [station = services.station]() -> Result<void> {
                                  workflows::CaseQuery one;
                                  one.most = 1;
                                  const auto cases = station->engine().cases(one);
                                  if (!cases) return fail(cases.error());
                                  return {};
                              }});
    services.ready.push_back({"station", [station = services.station] { return station->healthy(); }});
    services.ready.push_back({"disk", [station = services.station] { return station->data().room(); }});
}

// From the station's threads to whoever listens, as long as there is a server.
class Bell {
public:
    void hangOn(server::Server* server) {
        const std::lock_guard lock(mutex_);
        server_ = server;
    }
    void ring() {
        const std::lock_guard lock(mutex_);
        if (server_ != nullptr) server_->ring();
    }

private:
    std::mutex mutex_;
    server::Server* server_ = nullptr;
};

Error noAccounts() {
    return {ErrorKind::usage,
            "V043",
            {"アカウントがまだありません。toitsu account add で最初のアカウントを作ってください",
             "there is no account yet; make the first one with toitsu account add"},
            {}};
}

}  // namespace

void serve(const ServeOptions& options, Terminal& terminal) {
    const EndsOnSignal ends;
    // Whoever reads our output may go; that is no reason for a station to die.
    std::signal(SIGPIPE, SIG_IGN);
    allowManyDescriptors();
    ::umask(077);  // what is written here is for its owner only
    leaveNoImage();
    // Before a folder is made for nothing.
    if (std::error_code failed; !std::filesystem::exists(options.data, failed)) return terminal.report(noAccounts());
    const auto data = station::DataFolder::create(options.data, options.keyFile);
    if (!data) return terminal.report(data.error());
    // Now, not when the first form with a 個人番号 comes.
    if (const auto ready = data->vault().ready(); !ready) return terminal.report(ready.error());
    const auto library = station::libraryFolder(options.library.empty() ? data->rememberedLibrary() : options.library);
    if (!library) return terminal.report(library.error());
    if (const auto kept = data->rememberLibrary(*library); !kept) return terminal.report(kept.error());
    auto parts = server::Server::tables();
    for (auto& part : station::RunningStation::tables()) parts.push_back(std::move(part));
    parts.push_back(authoring::Studio::tables());
    auto file = station::StationFile::open(data->path() + "/station.sqlite", parts);
    if (!file) return terminal.report(file.error());
    const auto accounts = hasAccounts(**file);
    if (!accounts) return terminal.report(accounts.error());
    if (!*accounts) return terminal.report(noAccounts());
    std::ofstream logFile;
    if (!options.log.empty()) {
        logFile.open(options.log, std::ios::app);
        if (!logFile)
            return terminal.report({ErrorKind::unavailable,
                                    "V044",
                                    {"ログのファイルに書けません。--log で別の場所を指定してください",
                                     "the log file cannot be written; name another with --log"},
                                    {options.log}});
    }
    const bool loopback = options.address == "::1" || options.address.substr(0, 4) == "127.";
    if (!loopback && options.publicUrl.substr(0, 8) != "https://")
        terminal.warn({ErrorKind::usage,
                       "V047",
                       {"暗号化なしでほかのマシンから使えるようになります。TLS のプロキシーを前に置き、--public "
                        "https://… を指定してください",
                        "other machines reach this server without encryption; put a proxy with TLS before it and give "
                        "--public https://…"},
                       {}});
    server::Services services;
    services.now = server::systemNow;
    services.version = TOITSU_VERSION;
    services.file = file->get();
    std::mutex telling;  // threads of the station tell what goes wrong there
    station::RunningOptions running;
    running.library = *library;
    running.endpoints = options.endpoints;
    for (const std::string& watched : options.watched) {
        const auto equals = watched.find('=');
        const bool whole = equals != std::string::npos && equals + 1 < watched.size();
        running.watched.push_back({watched.substr(0, equals), whole ? watched.substr(equals + 1) : std::string()});
    }
    running.failed = [&](const Error& error) {
        const std::lock_guard lock(telling);
        terminal.warn(error);
    };
    Bell bell;
    running.changed = [&bell] { bell.ring(); };
    const auto station = station::RunningStation::open(*data, **file, running);
    if (!station) return terminal.report(station.error());
    services.station = station->get();
    authoring::StudioOptions editing;
    editing.library = *library;
    editing.now = server::systemNow;
    editing.takeUp = [running = station->get()](const auto& paths) { return running->takeUp(paths); };
    editing.failed = running.failed;
    const auto studio = authoring::Studio::open(**file, editing);
    if (!studio) return terminal.report(studio.error());
    services.studio = studio->get();
    addReadiness(services);
    server::ServerOptions wanted;
    wanted.http.address = options.address;
    wanted.http.port = options.port;
    wanted.publicOrigin = options.publicUrl;
    wanted.webRoot = options.webRoot;
    wanted.codesFolder = *library + "/codes";
    const auto server = server::Server::open(services, options.log.empty() ? terminal.err : logFile, wanted);
    if (!server) return terminal.report(server.error());
    bell.hangOn(server->get());
    terminal.line({(*server)->publicAddress() + " で動いています。止めるには Ctrl-C",
                   "running at " + (*server)->publicAddress() + "; Ctrl-C ends it"});
    if (data->vault().madeKeyFile()) tellNewKey(data->vault().keyFile(), terminal);
    terminal.out.flush();
    if (options.serving) options.serving((*server)->address());
    constexpr int kBetweenLooks = 200;  // milliseconds; a signal ends the wait
    while (!ends.told()) ::poll(nullptr, 0, kBetweenLooks);
    bell.hangOn(nullptr);
    (*server)->stop();
    terminal.line({"終了しました", "ended"});
}

}  // namespace toitsu::cli
