#include "apps/cli/intake_command.h"

#include <sys/stat.h>

#include <memory>
#include <optional>

#include "apps/station/intake.h"
#include "apps/station/places.h"
#include "base/date.h"
#include "base/files.h"
#include "base/json.h"

namespace toitsu::cli {

namespace {

std::string fieldCounts(const station::PageRecord& record, const Terminal& terminal) {
    const List* fields = record.reading["fields"].list();
    if (record.state != station::PageState::inCase || fields == nullptr || fields->empty())
        return record.code + " " + terminal.say(record.reason);
    int doubtful = 0;
    for (const Value& field : *fields)
        if (const std::string* status = field["status"].string(); status != nullptr && *status == "doubt") ++doubtful;
    return terminal.say({std::to_string(fields->size()) + " 項目、要確認 " + std::to_string(doubtful),
                         std::to_string(fields->size()) + " fields, " + std::to_string(doubtful) + " doubtful"});
}

std::string textOf(const Value& value) {
    return value.string() == nullptr ? std::string("-") : *value.string();
}

std::string stateText(station::PageState state, const Terminal& terminal) {
    switch (state) {
        case station::PageState::inCase:
            return terminal.say({"案件", "case"});
        case station::PageState::waiting:
            return terminal.say({"担当者待ち", "waits for a person"});
        case station::PageState::dismissed:
            return terminal.say({"対象外", "set aside"});
    }
    return {};
}

struct Tools {
    forms::Library library;
    std::string weights;
    std::shared_ptr<const station::Decisions> decisions;
};

Result<Tools> openTools(const std::string& libraryAsked, const std::string& weightsAsked, const std::string& remembered,
                        Terminal& terminal) {
    const auto folder = station::libraryFolder(libraryAsked.empty() ? remembered : libraryAsked);
    if (!folder) return fail(folder.error());
    const auto weights = station::weightsFolder(weightsAsked);
    if (!weights) return fail(weights.error());
    auto library = station::openForms(*folder, terminal.reporter());
    if (!library) return fail(library.error());
    library->folder = *folder;
    return Tools{std::move(*library), *weights,
                 std::make_shared<const station::Decisions>(station::Decisions::load(*folder, terminal.reporter()))};
}

}  // namespace

void intake(const IntakeOptions& options, Terminal& terminal) {
    auto data = station::DataFolder::create(options.data);
    if (!data) return terminal.report(data.error());
    const auto tools = openTools(options.library, options.weights, data->rememberedLibrary(), terminal);
    if (!tools) return terminal.report(tools.error());
    if (const auto kept = data->rememberLibrary(tools->library.folder); !kept) return terminal.report(kept.error());
    const auto reader =
        ocr::Reader::make(tools->library, {tools->weights, data->crops(), "", false, 1, options.lineModel});
    if (!reader) return terminal.report(reader.error());
    station::Intake intake(*data, tools->library, station::openEachTime(*data, tools->decisions), options.process);
    intake.feeding = *station::parseFeeding(options.feeding);
    if (const auto deployed = intake.deployFlows(); !deployed) return terminal.report(deployed.error());
    if (!options.watch.folder.empty()) return watch(options.watch, intake, *data, *reader, terminal);
    for (const std::string& file : options.files) {
        const auto taken = intake.take(file, *reader);
        if (!taken) {
            terminal.report(taken.error());
            continue;
        }
        for (const auto& [record, known] : *taken) {
            terminal.out << file << " (" << record.label() << ")  " << record.shortId() << "  "
                         << stateText(record.state, terminal) << " " << record.caseId
                         << (known ? terminal.say({"（取込済み）", " (already here)"}) : "") << "  "
                         << textOf(record.reading["layout"]) << "  " << fieldCounts(record, terminal) << std::endl;
        }
    }
}

void pageList(const PageOptions& options, Terminal& terminal) {
    const auto data = station::DataFolder::open(options.data);
    if (!data) return terminal.report(data.error());
    const auto records = data->pages().all();
    if (!records) return terminal.report(records.error());
    Table table({terminal.say({"画像", "page"}), terminal.say({"ファイル", "file"}), terminal.say({"状態", "state"}),
                 terminal.say({"帳票レイアウト", "layout"}), terminal.say({"案件・理由", "case or reason"})});
    for (const station::PageRecord& record : *records) {
        if (!options.all && record.state != station::PageState::waiting) continue;
        if (options.format == "jsonl") {
            terminal.out << json::write(Context{{"id", record.id()},
                                                {"page", record.page},
                                                {"sheet", record.sheet > 0 ? Value(record.sheet) : Value()},
                                                {"file_name", record.fileName},
                                                {"state", station::stateName(record.state)},
                                                {"case", record.caseId},
                                                {"code", record.code},
                                                {"reason", terminal.say(record.reason)},
                                                {"layout", record.reading["layout"]}})
                         << '\n';
            continue;
        }
        table.add({record.shortId(), record.fileName + " (" + record.label() + ")", stateText(record.state, terminal),
                   textOf(record.reading["layout"]),
                   record.state == station::PageState::inCase
                       ? record.caseId
                       : record.code + " " + terminal.say(record.reason) + record.note});
    }
    if (options.format == "jsonl") return;
    if (table.empty())
        terminal.line(options.all ? Wording{"画像はありません", "no pages"}
                                  : Wording{"担当者を待つ画像はありません", "no page waits for a person"});
    else
        terminal.out << table.text();
}

void pageSave(const PageOptions& options, Terminal& terminal) {
    const auto data = station::DataFolder::open(options.data);
    if (!data) return terminal.report(data.error());
    const auto record = data->pages().find(options.page);
    if (!record) return terminal.report(record.error());
    const auto original = data->blobs().read(record->sha256);
    if (!original) return terminal.report(original.error());
    ::umask(077);  // it may show a 個人番号
    if (const auto written = files::writeAtomically(options.out, *original); !written)
        return terminal.report(written.error());
    terminal.line({options.out + " に書き出しました。使い終えたら消してください",
                   "written to " + options.out + "; delete it when you have done with it"});
}

void pageShow(const PageOptions& options, Terminal& terminal) {
    const auto data = station::DataFolder::open(options.data);
    if (!data) return terminal.report(data.error());
    const auto record = data->pages().find(options.page);
    if (!record) return terminal.report(record.error());
    terminal.out << terminal.say({"画像", "page"}) << ": " << record->id() << "\n"
                 << terminal.say({"ファイル", "file"}) << ": " << record->fileName << "\n"
                 << terminal.say({"原本", "original"}) << ": " << data->blobs().path(record->sha256)
                 << terminal.say({"（封じてあります。toitsu page save で取り出せます）",
                                  " (sealed; toitsu page save takes it out)"})
                 << "\n"
                 << terminal.say({"取込", "received"}) << ": " << record->received << "\n"
                 << terminal.say({"状態", "state"}) << ": " << stateText(record->state, terminal) << "\n";
    if (!record->caseId.empty()) terminal.out << terminal.say({"案件", "case"}) << ": " << record->caseId << "\n";
    for (const std::string& id : record->together)
        if (id != record->id())
            terminal.out << terminal.say({"同じ案件の画像", "in the same case"}) << ": " << id << "\n";
    if (!record->code.empty())
        terminal.out << terminal.say({"理由", "reason"}) << ": " << record->code << " " << terminal.say(record->reason)
                     << "\n";
    if (!record->person.empty())
        terminal.out << terminal.say({"担当", "person"}) << ": " << record->person << "  " << record->note << "\n";
    if (const List* rivals = record->reading["rivals"].list(); rivals != nullptr && !rivals->empty()) {
        terminal.out << terminal.say({"候補のレイアウト", "layouts it may be"}) << ":";
        for (const Value& rival : *rivals) terminal.out << " " << textOf(rival);
        terminal.out << "\n";
    }
    if (record->state == station::PageState::waiting)
        terminal.line({"次の操作: toitsu page assign " + record->shortId() +
                           " --layout レイアウト --person 氏名、または toitsu page dismiss",
                       "next: toitsu page assign " + record->shortId() +
                           " --layout LAYOUT --person NAME, or toitsu page dismiss"});
}

void pageAssign(const PageOptions& options, Terminal& terminal) {
    auto data = station::DataFolder::open(options.data);
    if (!data) return terminal.report(data.error());
    const auto record = data->pages().find(options.page);
    if (!record) return terminal.report(record.error());
    const auto tools = openTools(options.library, options.weights, data->rememberedLibrary(), terminal);
    if (!tools) return terminal.report(tools.error());
    std::vector<station::PageRecord> records{*record};
    for (const std::string& name : options.with) {
        auto other = data->pages().find(name);
        if (!other) return terminal.report(other.error());
        records.push_back(std::move(*other));
    }
    forms::Library one = tools->library;
    std::erase_if(one.layouts, [&](const auto& layout) { return layout->id != options.layout; });
    if (one.layouts.empty())
        return terminal.report({ErrorKind::notFound,
                                "C034",
                                {"そのレイアウトはひな型集にありません。layouts/ のファイルの id を確かめてください",
                                 "the library has no such layout; see the ids in its layouts/ folders"},
                                {}});
    const auto reader = ocr::Reader::make(one, {tools->weights, data->crops(), "", false, 1, options.lineModel});
    if (!reader) return terminal.report(reader.error());
    station::Intake intake(*data, tools->library, station::openEachTime(*data, tools->decisions), options.process);
    std::optional<ocr::Help> help;
    if (!options.corners.empty()) {
        help = ocr::Help{options.layout, options.layoutPage, {}};
        for (std::size_t n = 0; n < help->corners.size(); ++n)
            help->corners[n] = {options.corners[2 * n], options.corners[2 * n + 1]};
    }
    const auto assigned = intake.assign(records, *reader, options.person, help);
    if (!assigned) return terminal.report(assigned.error());
    const std::string id = assigned->front().caseId;
    terminal.line({"案件 " + id + " を始めました", "case " + id + " has started"});
}

void pageDismiss(const PageOptions& options, Terminal& terminal) {
    auto data = station::DataFolder::open(options.data);
    if (!data) return terminal.report(data.error());
    auto record = data->pages().find(options.page);
    if (!record) return terminal.report(record.error());
    if (record->state != station::PageState::waiting)
        return terminal.report({ErrorKind::conflict,
                                "C033",
                                {"この画像は既に処理されています。toitsu page show で状態を確かめてください",
                                 "this page has already been dealt with; see toitsu page show"},
                                {}});
    record->state = station::PageState::dismissed;
    record->dismissed = DateTime::fromUnixMillis(station::now()).iso();
    record->person = options.person;
    record->note = options.note;
    if (const auto saved = data->pages().save(*record); !saved) return terminal.report(saved.error());
    terminal.line({"対象外にしました。原本は残っています", "set aside; the original is kept"});
}

}  // namespace toitsu::cli
