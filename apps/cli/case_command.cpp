#include "apps/cli/case_command.h"

#include "apps/station/places.h"
#include "apps/station/station.h"
#include "base/json.h"
#include "base/text.h"

namespace toitsu::cli {

namespace {

std::string statusName(workflows::CaseStatus status) {
    switch (status) {
        case workflows::CaseStatus::running:
            return "running";
        case workflows::CaseStatus::incident:
            return "incident";
        case workflows::CaseStatus::completed:
            return "completed";
    }
    return "running";
}

std::string statusText(workflows::CaseStatus status, const Terminal& terminal) {
    switch (status) {
        case workflows::CaseStatus::running:
            return terminal.say({"進行中", "running"});
        case workflows::CaseStatus::incident:
            return terminal.say({"障害で停止", "incident"});
        case workflows::CaseStatus::completed:
            return terminal.say({"終了", "completed"});
    }
    return {};
}

std::string textOf(const Value& value) {
    return value.string() == nullptr ? std::string() : *value.string();
}
std::string instant(workflows::Instant at) {
    return DateTime::fromUnixMillis(at).iso();
}

Result<station::Station> openStation(const CaseOptions& options, Terminal& terminal) {
    const auto data = station::DataFolder::open(options.data);
    if (!data) return fail(data.error());
    const auto folder = station::libraryFolder(options.library.empty() ? data->rememberedLibrary() : options.library);
    // Looking needs no decisions; retrying does, and says so itself when the library is gone.
    auto decisions =
        folder ? std::make_shared<const station::Decisions>(station::Decisions::load(*folder, terminal.reporter()))
               : std::make_shared<const station::Decisions>();
    return station::Station::open(*data, decisions);
}

Value caseValue(const workflows::CaseView& one) {
    List at, path;
    for (const std::string& element : one.at) at.emplace_back(element);
    for (const std::string& element : one.path) path.emplace_back(element);
    return Context{{"case", one.id},
                   {"process", one.process},
                   {"definition", one.definition},
                   {"municipality", one.municipality},
                   {"business_key", one.businessKey},
                   {"status", statusName(one.status)},
                   {"started", instant(one.started)},
                   {"ended", one.ended ? Value(instant(*one.ended)) : Value()},
                   {"layout", one.variables["layout"]},
                   {"receipt", one.variables["receipt"]},
                   {"at", at},
                   {"path", path}};
}

}  // namespace

void caseList(const CaseOptions& options, Terminal& terminal) {
    auto station = openStation(options, terminal);
    if (!station) return terminal.report(station.error());
    const auto cases = station->engine().cases();
    if (!cases) return terminal.report(cases.error());
    Table table({terminal.say({"案件", "case"}), terminal.say({"フロー", "flow"}),
                 terminal.say({"団体", "municipality"}), terminal.say({"帳票レイアウト", "layout"}),
                 terminal.say({"状態", "status"}), terminal.say({"現在地", "at"}),
                 terminal.say({"受付番号", "receipt"})});
    for (const workflows::CaseView& one : *cases) {
        if (options.format == "jsonl")
            terminal.out << json::write(caseValue(one)) << '\n';
        else
            table.add({one.id, one.process, one.municipality, textOf(one.variables["layout"]),
                       statusText(one.status, terminal), text::join(one.at, " "),
                       textOf(one.variables["receipt"]["number"])});
    }
    if (options.format == "jsonl") return;
    if (table.empty())
        terminal.line({"案件はありません", "no cases"});
    else
        terminal.out << table.text();
}

void caseShow(const CaseOptions& options, Terminal& terminal) {
    auto station = openStation(options, terminal);
    if (!station) return terminal.report(station.error());
    const auto one = station->engine().findCase(options.id);
    if (!one) return terminal.report(one.error());
    const auto history = station->engine().history(options.id);
    if (!history) return terminal.report(history.error());
    if (options.format == "jsonl") {
        terminal.out << json::write(caseValue(*one)) << '\n';
        return;
    }
    terminal.out << one->id << "  " << one->process << "  " << statusText(one->status, terminal) << "\n"
                 << terminal.say({"団体", "municipality"}) << ": " << one->municipality << "\n"
                 << terminal.say({"原本とページ", "original and page"}) << ": " << one->businessKey << "\n"
                 << terminal.say({"フローの版", "flow version"}) << ": " << one->definition << "\n"
                 << terminal.say({"開始", "started"}) << ": " << instant(one->started) << "\n";
    if (one->ended) terminal.out << terminal.say({"終了", "ended"}) << ": " << instant(*one->ended) << "\n";
    if (!one->at.empty()) terminal.out << terminal.say({"現在地", "at"}) << ": " << text::join(one->at, ", ") << "\n";
    terminal.out << terminal.say({"経路", "path"}) << ": " << text::join(one->path, " → ") << "\n";
    if (const std::string number = textOf(one->variables["receipt"]["number"]); !number.empty())
        terminal.out << terminal.say({"受付番号", "receipt"}) << ": " << number << "  "
                     << textOf(one->variables["receipt"]["backend"]) << "\n";
    Table table({"#", terminal.say({"時刻", "time"}), terminal.say({"出来事", "event"}),
                 terminal.say({"要素", "element"}), terminal.say({"だれ", "who"})});
    for (const workflows::HistoryEntry& entry : *history)
        table.add({std::to_string(entry.sequence), instant(entry.at), entry.kind, entry.element, entry.actor});
    terminal.out << "\n" << table.text();
}

void incidentList(const CaseOptions& options, Terminal& terminal) {
    auto station = openStation(options, terminal);
    if (!station) return terminal.report(station.error());
    const auto incidents = station->engine().incidents();
    if (!incidents) return terminal.report(incidents.error());
    Table table({terminal.say({"障害", "incident"}), terminal.say({"案件", "case"}), terminal.say({"要素", "element"}),
                 terminal.say({"番号", "code"}), terminal.say({"内容", "message"})});
    for (const workflows::Incident& incident : *incidents) {
        if (options.format == "jsonl")
            terminal.out << json::write(Context{{"incident", incident.id},
                                                {"case", incident.caseId},
                                                {"element", incident.element},
                                                {"code", incident.code},
                                                {"message", incident.message},
                                                {"created", instant(incident.created)}})
                         << '\n';
        else
            table.add({incident.id, incident.caseId, incident.element, incident.code, incident.message});
    }
    if (options.format == "jsonl") return;
    if (table.empty())
        terminal.line({"障害はありません", "no incidents"});
    else
        terminal.out << table.text();
}

void incidentRetry(const CaseOptions& options, Terminal& terminal) {
    auto station = openStation(options, terminal);
    if (!station) return terminal.report(station.error());
    const auto done = station->engine().retryIncident(options.id, options.person, station::now());
    if (!done) return terminal.report(done.error());
    terminal.line({"再試行します。toitsu run で実行されます", "it will be tried again by toitsu run"});
}

}  // namespace toitsu::cli
