#include "apps/cli/retention_command.h"

#include <sys/stat.h>

#include <filesystem>

#include "apps/server/services.h"
#include "apps/station/library_folder.h"
#include "apps/station/places.h"
#include "apps/station/retention/disposal_record.h"
#include "apps/station/running_station.h"
#include "base/json.h"

namespace toitsu::cli {

namespace {

// The station is held for as long: only one process writes into its files.
struct Office {
    std::unique_ptr<station::DataFolder> data;
    std::unique_ptr<station::Station> station;
    std::unique_ptr<station::StationFile> file;
    forms::Library library;
    std::unique_ptr<station::Retention> retention;
    std::unique_ptr<station::EndedCases> ended;
};

Result<std::unique_ptr<Office>> openOffice(const RetentionOptions& options, Terminal& terminal) {
    ::umask(077);
    auto office = std::make_unique<Office>();
    auto data = station::DataFolder::open(options.data);
    if (!data) return fail(data.error());
    office->data = std::make_unique<station::DataFolder>(std::move(*data));
    const auto folder =
        station::libraryFolder(options.library.empty() ? office->data->rememberedLibrary() : options.library);
    if (!folder) return fail(folder.error());
    auto library = station::openForms(*folder, [&](const Error& error) { terminal.warn(error); });
    if (!library) return fail(library.error());
    office->library = std::move(*library);
    auto policies = station::RetentionPolicies::load(office->data->path() + "/retention.json");
    if (!policies) return fail(policies.error());
    auto station = station::Station::open(*office->data, std::make_shared<const station::Decisions>());
    if (!station) return fail(station.error());
    office->station = std::make_unique<station::Station>(std::move(*station));
    auto file = station::StationFile::open(office->data->path() + "/station.sqlite", station::RunningStation::tables());
    if (!file) return fail(file.error());
    office->file = std::move(*file);
    office->retention = std::make_unique<station::Retention>(station::Retention::Parts{
        *office->file, *office->station, *office->data, office->library, std::move(*policies)});
    office->ended = std::make_unique<station::EndedCases>(
        station::EndedCases::Parts{*office->file, *office->station, *office->data, office->library});
    return office;
}

// Beside the server: what only reads.
Result<std::unique_ptr<Database>> openBook(const RetentionOptions& options) {
    const auto data = station::DataFolder::open(options.data);
    if (!data) return fail(data.error());
    auto database = Database::open(data->path() + "/station.sqlite", Database::Use::read);
    if (!database) return database;
    const auto there = (*database)->number("SELECT count(*) FROM sqlite_schema WHERE name = 'retention_records'");
    if (!there) return fail(there.error());
    if (*there == 0)
        return fail(ErrorKind::notFound, "V510",
                    {"このデータフォルダーには保存期間の記録がまだありません。toitsu serve を一度動かしてください",
                     "this data folder has no records of retention yet; run toitsu serve once"});
    return database;
}

// "-" – what is nobody's.
std::optional<std::string> municipalityOf(const RetentionOptions& options) {
    if (options.municipality.empty()) return std::nullopt;
    return options.municipality == "-" ? std::string() : options.municipality;
}

Wording statusWords(station::KeptThing::Status status) {
    switch (status) {
        case station::KeptThing::Status::due:
            return {"廃棄できる", "due"};
        case station::KeptThing::Status::held:
            return {"廃棄停止中", "held"};
        case station::KeptThing::Status::never:
            return {"保存期間の定めなし", "no retention"};
        case station::KeptThing::Status::listed:
            return {"廃棄案にある", "on a list"};
        case station::KeptThing::Status::later:
            return {"保存中", "kept"};
    }
    return {};
}

}  // namespace

void retentionDue(const RetentionOptions& options, Terminal& terminal) {
    const auto until =
        options.until.empty() ? std::optional(station::civilDay(station::now())) : Date::parse(options.until);
    if (!until)
        return terminal.report({ErrorKind::usage,
                                "V511",
                                {"--until は 2032-04-01 の形で指定してください", "write --until like 2032-04-01"},
                                {}});
    const auto office = openOffice(options, terminal);
    if (!office) return terminal.report(office.error());
    for (;;) {
        const auto more = (*office)->ended->step(station::now());
        if (!more) return terminal.report(more.error());
        if (!*more) break;
    }
    const auto things = (*office)->retention->due(municipalityOf(options).value_or(""), *until);
    if (!things) return terminal.report(things.error());
    Table table({terminal.say({"案件・画像", "case or page"}), terminal.say({"様式", "form"}),
                 terminal.say({"完結日", "ended"}), terminal.say({"保存期間", "period"}),
                 terminal.say({"廃棄可能日", "due"}), terminal.say({"状態", "state"})});
    for (const station::KeptThing& thing : *things) {
        const station::LineRow& line = thing.line;
        const std::string due = line.period.empty() ? "" : line.due.iso();
        if (options.format == "jsonl") {
            terminal.out << json::write(Value(Context{{"id", line.subject},
                                                      {"form", line.form},
                                                      {"ended", station::civilDay(line.ended).iso()},
                                                      {"period", line.period},
                                                      {"due", due},
                                                      {"again", line.again},
                                                      {"status", std::string(station::statusName(thing.status))}}))
                         << '\n';
            continue;
        }
        Wording status = statusWords(thing.status);
        if (!line.again.empty())
            status = {status.ja + "（廃棄記録 " + line.again + " で廃棄済み）",
                      status.en + " (destroyed before: " + line.again + ")"};
        table.add(
            {line.subject, line.form, station::civilDay(line.ended).iso(), line.period, due, terminal.say(status)});
    }
    if (options.format != "jsonl") terminal.out << table.text();
}

void retentionHold(const RetentionOptions& options, Terminal& terminal) {
    const auto office = openOffice(options, terminal);
    if (!office) return terminal.report(office.error());
    const auto done = (*office)->retention->hold(options.caseId, options.person, options.reason, station::now());
    if (!done) return terminal.report(done.error());
    terminal.line({"廃棄停止にしました", "it is held"});
}

void retentionRelease(const RetentionOptions& options, Terminal& terminal) {
    const auto office = openOffice(options, terminal);
    if (!office) return terminal.report(office.error());
    const auto done = (*office)->retention->release(options.caseId, options.person, station::now());
    if (!done) return terminal.report(done.error());
    terminal.line({"廃棄停止を解きました", "it is held no more"});
}

void retentionHolds(const RetentionOptions& options, Terminal& terminal) {
    const auto book = openBook(options);
    if (!book) return terminal.report(book.error());
    const auto holds = station::retention_book::holds(**book, options.municipality);
    if (!holds) return terminal.report(holds.error());
    Table table({terminal.say({"案件", "case"}), terminal.say({"団体", "municipality"}),
                 terminal.say({"理由", "reason"}), terminal.say({"人", "person"}), terminal.say({"日時", "at"})});
    for (const station::HoldRow& hold : *holds)
        table.add({hold.caseId, hold.municipality, hold.reason, hold.person, server::isoTime(hold.at)});
    terminal.out << table.text();
}

void retentionRecord(const RetentionOptions& options, Terminal& terminal) {
    const auto book = openBook(options);
    if (!book) return terminal.report(book.error());
    const auto records = station::retention_book::records(**book, municipalityOf(options));
    if (!records) return terminal.report(records.error());
    if (options.number == 0) {
        Table table({terminal.say({"団体", "municipality"}), terminal.say({"番号", "number"}),
                     terminal.say({"日時", "at"}), "sha-256"});
        for (const station::RecordRow& row : *records)
            table.add({row.municipality, std::to_string(row.number), server::isoTime(row.at), row.sha256});
        terminal.out << table.text();
        return;
    }
    for (const station::RecordRow& row : *records) {
        if (row.number != options.number) continue;
        const auto value = json::parse(row.text);
        if (!value) return terminal.report(value.error());
        terminal.out << (options.csv ? station::recordTable(*value) : row.text);
        return;
    }
    terminal.report(
        {ErrorKind::notFound, "V512", {"その廃棄記録はありません", "there is no such disposal record"}, {}});
}

void retentionVerify(const RetentionOptions& options, Terminal& terminal) {
    const auto book = openBook(options);
    if (!book) return terminal.report(book.error());
    const auto verified = station::verifyRecords(**book);
    if (!verified) return terminal.report(verified.error());
    const std::string count = std::to_string(*verified);
    terminal.line(
        {"廃棄記録は書かれたままです: " + count + " 件", "the disposal records are as they were written: " + count});
}

}  // namespace toitsu::cli
