#include "apps/cli/audit_command.h"

#include "apps/server/services.h"
#include "apps/station/audit.h"
#include "apps/station/data_folder.h"
#include "base/files.h"
#include "base/json.h"
#include "base/text.h"

namespace toitsu::cli {

namespace {

Result<std::unique_ptr<Database>> openTrail(const AuditOptions& options) {
    const auto data = station::DataFolder::open(options.data);
    if (!data) return fail(data.error());
    return Database::open(data->path() + "/station.sqlite", Database::Use::read);
}

Result<std::vector<station::AuditHead>> headsOf(const std::string& path) {
    std::vector<station::AuditHead> heads;
    if (path.empty()) return heads;
    const auto content = files::read(path);
    if (!content) return fail(content.error());
    int number = 0;
    for (const std::string& line : text::split(*content, '\n')) {
        ++number;
        if (text::trim(line).empty()) continue;
        const auto value = json::parse(line, path);
        if (!value) return fail(value.error());
        const Value &municipality = (*value)["municipality"], &at = (*value)["number"], &hash = (*value)["hash"];
        const auto row = at.number() != nullptr ? at.number()->toInteger() : std::nullopt;
        if (municipality.string() == nullptr || hash.string() == nullptr || !row)
            return fail(ErrorKind::input, "V046",
                        {"toitsu audit head の出力ではありません", "this is not what toitsu audit head printed"},
                        {path, number});
        heads.push_back({*municipality.string(), *row, *hash.string()});
    }
    return heads;
}

}  // namespace

void auditVerify(const AuditOptions& options, Terminal& terminal) {
    const auto known = headsOf(options.heads);
    if (!known) return terminal.report(known.error());
    const auto trail = openTrail(options);
    if (!trail) return terminal.report(trail.error());
    const auto verified = station::audit::verify(**trail, *known);
    if (!verified) return terminal.report(verified.error());
    const std::string rows = std::to_string(verified->rows), chains = std::to_string(verified->chains),
                      heads = std::to_string(known->size());
    terminal.line({"監査記録は書かれたままです: " + chains + " 団体、" + rows + " 件、控え " + heads + " 件と一致",
                   "the audit trail is as it was written: " + chains + " chains, " + rows + " rows, " + heads +
                       " exported heads agree"});
}

void auditHead(const AuditOptions& options, Terminal& terminal) {
    const auto trail = openTrail(options);
    if (!trail) return terminal.report(trail.error());
    const auto heads = station::audit::heads(**trail);
    if (!heads) return terminal.report(heads.error());
    for (const station::AuditHead& head : *heads)
        terminal.out << json::write(Value(
                            Context{{"municipality", head.municipality}, {"number", head.number}, {"hash", head.hash}}))
                     << '\n';
}

void auditList(const AuditOptions& options, Terminal& terminal) {
    const auto trail = openTrail(options);
    if (!trail) return terminal.report(trail.error());
    const auto listed = station::audit::list(**trail, {options.municipality}, 0, options.most);
    if (!listed) return terminal.report(listed.error());
    for (const station::AuditRow& row : listed->rows)
        terminal.out << json::write(Value(Context{{"municipality", row.entry.municipality},
                                                  {"number", row.number},
                                                  {"at", server::isoTime(row.entry.at)},
                                                  {"actor", row.entry.actor},
                                                  {"action", row.entry.action},
                                                  {"subject", row.entry.subject},
                                                  {"detail", Value(row.entry.detail)},
                                                  {"hash", row.hash}}))
                     << '\n';
}

}  // namespace toitsu::cli
