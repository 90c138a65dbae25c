#include "apps/cli/demo_command.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <set>
#include <thread>

#include "apps/cli/demo_check.h"
#include "apps/cli/demo_clerk.h"
#include "apps/cli/demo_library.h"
#include "apps/cli/demo_station.h"
#include "apps/cli/report.h"
#include "apps/station/job_runner.h"
#include "apps/station/places.h"

namespace toitsu::cli {

using namespace authoring;

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

namespace {

constexpr const char* kMark = ".toitsu-demo";
constexpr const char* kClerk = "実演の担当者";

std::string fixed(double number, int digits) {
    const auto decimal = Decimal::fromDouble(number);
    return decimal ? decimal->roundedHalfUp(digits).text() : std::string("-");
}

// A folder is emptied only when an earlier demonstration made it; a station that people have worked at stays.
Result<void> prepareFolder(const std::string& out, bool keepStation) {
    std::error_code failed;
    if (fs::exists(out, failed) && !fs::is_empty(out, failed) && !fs::exists(out + "/" + kMark, failed))
        return fail(
            ErrorKind::refused, "C070",
            {"出力先のフォルダーに別のファイルがあります。空のフォルダーか新しい名前を --out で指定してください",
             "the output folder holds other files; name an empty or a new folder with --out"},
            Place{out, 0, 0, 0});
    for (const char* made : {"/data", "/systems", "/report", "/report.html"}) fs::remove_all(out + made, failed);
    if (!keepStation)
        for (const char* made : {"/library", "/station", "/station.key", "/station-systems", "/station-ready"})
            fs::remove_all(out + made, failed);
    if (auto folder = files::makeFolders(out + "/systems"); !folder) return folder;
    return files::writeAtomically(out + "/" + kMark, "toitsu demo\n");
}

Result<void> takeIn(const std::vector<Sample>& samples, station::Intake& intake, const ocr::Reader& reader,
                    Terminal& terminal) {
    if (auto deployed = intake.deployFlows(); !deployed) return deployed;
    std::size_t count = 0;
    for (const Sample& sample : samples) {
        if (sample.page > 1) continue;  // came in with the first page of its file
        const auto taken = intake.take(sample.file, reader);
        if (!taken) return fail(taken.error());
        for (const auto& [page, known] : *taken) {
            const std::string* layout = page.reading["layout"].string();
            terminal.out << "  [" << ++count << "/" << samples.size() << "] " << page.fileName
                         << (taken->size() > 1 ? " p." + std::to_string(page.page) : "") << "  →  "
                         << (page.state == station::PageState::inCase && layout != nullptr ? *layout : page.code)
                         << std::endl;
        }
    }
    return {};
}

// Machine and clerk in turns, until neither has anything left to do.
Result<void> workThrough(const std::vector<Sample>& samples, station::DataFolder& data, const forms::Library& library,
                         const station::Bindings& bindings, const DemoSystems& systems,
                         std::shared_ptr<const station::Decisions> decisions, Terminal& terminal) {
    station::JobRunner runner(data, station::openEachTime(data, decisions), bindings, systems.endpoints(), 60'000,
                              [&](const station::Progress& progress) {
                                  if (progress.step == station::Progress::Step::failed)
                                      terminal.out << "  ! " << progress.operation << ": " << terminal.say(progress.why)
                                                   << std::endl;
                              });
    const auto until = Clock::now() + std::chrono::minutes(5);
    int tasks = 0, fields = 0;
    while (Clock::now() < until) {
        const auto round = runner.round(station::now());
        if (!round) return fail(round.error());
        const auto clerk = answerFromTruth(samples, data, library, decisions, kClerk);
        if (!clerk) return fail(clerk.error());
        tasks += clerk->tasks, fields += clerk->fields;
        if (round->moved() || clerk->tasks > 0) continue;
        auto station = station::Station::open(data, decisions);
        if (!station) return fail(station.error());
        const auto left = station->engine().openJobs();
        if (!left) return fail(left.error());
        if (*left == 0) break;
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    terminal.line({"  担当者の作業 " + std::to_string(tasks) + " 件、答えた項目 " + std::to_string(fields) +
                       "（答えは見本の横にある正解ファイルから取っています）",
                   "  tasks of the clerk: " + std::to_string(tasks) + ", fields answered: " + std::to_string(fields) +
                       " (the answers come from the truth files beside the samples)"});
    return {};
}

std::string verdictText(const ScanResult& result, const Terminal& terminal) {
    switch (result.verdict) {
        case Verdict::right:
            return terminal.say({"○ 正しい", "right"});
        case Verdict::waits:
            return terminal.say({"△ 人を待つ: ", "waits: "}) + terminal.say(result.reason);
        case Verdict::wrong:
            return terminal.say({"× 誤り: ", "WRONG: "}) + terminal.say(result.reason);
    }
    return {};
}

void printTable(const std::vector<ScanResult>& results, Terminal& terminal) {
    Table table({terminal.say({"画像", "scan"}), terminal.say({"レイアウト", "layout"}),
                 terminal.say({"ずれ mm", "residual mm"}), terminal.say({"項目", "fields"}),
                 terminal.say({"要確認", "doubtful"}), terminal.say({"秒", "s"}),
                 terminal.say({"業務システム", "backend"}), terminal.say({"受付番号", "receipt"}),
                 terminal.say({"結果", "result"})});
    for (const ScanResult& result : results)
        table.add({result.sample.name(), result.layout(), result.residual() ? fixed(*result.residual(), 3) : "-",
                   std::to_string(result.fields.size()), std::to_string(result.doubtful()),
                   fixed(result.machineMillis / 1000, 1), result.backend, result.receipt,
                   verdictText(result, terminal)});
    terminal.out << "\n" << table.text() << "\n";
}

void judge(const std::vector<ScanResult>& results, const DemoSystems& systems, const station::Bindings& bindings,
           Terminal& terminal) {
    Quadrants all;
    int right = 0, waits = 0, wrong = 0;
    std::map<std::string, std::set<std::string>> expected;  // receipts: two pages may be of one form
    for (const ScanResult& result : results) {
        all += result.quadrants();
        ++(result.verdict == Verdict::right ? right : result.verdict == Verdict::waits ? waits : wrong);
        if (!result.receipt.empty()) expected[result.backend].insert(result.receipt);
    }
    terminal.line({"画像 " + std::to_string(results.size()) + ": 業務システムまで正しい " + std::to_string(right) +
                       "、理由を示して人を待つ " + std::to_string(waits) + "、誤り " + std::to_string(wrong),
                   "scans " + std::to_string(results.size()) + ": right in their backend " + std::to_string(right) +
                       ", waiting for a person with a reason " + std::to_string(waits) + ", wrong " +
                       std::to_string(wrong)});
    const int shown = all.doubtRight + all.doubtWrong;
    terminal.line({"項目 " + std::to_string(all.total()) + ": 機械がそのまま採用 " +
                       std::to_string(all.acceptedRight + all.acceptedWrong) + "（うち誤り " +
                       std::to_string(all.acceptedWrong) + "）、人が確かめた " + std::to_string(shown) +
                       "（うち直した " + std::to_string(all.doubtWrong) + "）",
                   "fields " + std::to_string(all.total()) + ": accepted by the machine " +
                       std::to_string(all.acceptedRight + all.acceptedWrong) +
                       " (wrong: " + std::to_string(all.acceptedWrong) + "), looked at by a person " +
                       std::to_string(shown) + " (corrected: " + std::to_string(all.doubtWrong) + ")"});
    if (wrong > 0 || all.acceptedWrong > 0) terminal.differs();
    for (const auto& binding : bindings.all()) {
        const auto entries = systems.entries(binding->id());
        if (!entries) {
            terminal.report(entries.error());
            continue;
        }
        const int should = static_cast<int>(expected[binding->id()].size());
        terminal.out << "  " << binding->id() << ": " << *entries << " " << terminal.say({"件", "entries"})
                     << (*entries == should ? ""
                                            : terminal.say({"（期待は ", " (expected "}) + std::to_string(should) +
                                                  terminal.say({"）", ")"}))
                     << "  " << systems.whereToLook(binding->id()) << "\n";
        if (*entries != should) terminal.differs();
    }
    for (const ScanResult& result : results)
        for (const FieldCheck& check : result.fields)
            if (!check.doubt && !check.right)
                terminal.line({"  × 確かめずに採用した誤り: " + result.sample.name() + " の " + check.field,
                               "  accepted and wrong: " + check.field + " of " + result.sample.name()});
}

}  // namespace

void demo(const DemoOptions& options, Terminal& terminal) {
    const auto shipped = station::libraryFolder(options.library);
    if (!shipped) return terminal.report(shipped.error());
    const auto weights = station::weightsFolder(options.weights);
    if (!weights) return terminal.report(weights.error());
    const bool goesOn = options.serve && !options.fresh && demoStationIsThere(options.out);
    if (const auto ready = prepareFolder(options.out, goesOn); !ready) return terminal.report(ready.error());
    // Authors publish into this copy, which stays with the station.
    const std::string copy = options.out + "/library";
    const std::string* const folder = &copy;
    if (!goesOn) {
        const auto theirs = station::openForms(*shipped, terminal.reporter());
        if (!theirs) return terminal.report(theirs.error());
        if (const auto made = makeDemoLibrary(*theirs, *shipped, copy); !made) return terminal.report(made.error());
    }
    auto library = station::openForms(*folder, terminal.reporter());
    if (!library) return terminal.report(library.error());
    library->folder = *folder;
    const auto samples = loadSamples(*folder);
    if (!samples) return terminal.report(samples.error());
    const auto decisions =
        std::make_shared<const station::Decisions>(station::Decisions::load(*folder, terminal.reporter()));
    const station::Bindings bindings = station::Bindings::load(*folder, terminal.reporter());
    if (terminal.exitStatus() != 0) return;  // a broken library is no demonstration

    terminal.line({"1/4 業務システムを起動しています（フォルダー連携と PostgreSQL、このパソコンの中だけ）",
                   "1/4 starting the business systems (watched folders and PostgreSQL, on this machine only)"});
    terminal.out.flush();
    const auto systems = DemoSystems::start(*folder, options.out + "/systems");
    if (!systems) return terminal.report(systems.error());
    auto data = station::DataFolder::create(options.out + "/data");
    if (!data) return terminal.report(data.error());
    if (const auto kept = data->rememberLibrary(*folder); !kept) return terminal.report(kept.error());

    terminal.line({"2/4 見本 " + std::to_string(samples->size()) + " 枚を読み取っています（1 枚 1～2 秒）",
                   "2/4 reading " + std::to_string(samples->size()) + " samples (1–2 s each)"});
    terminal.out.flush();
    const auto started = Clock::now();
    const auto reader = ocr::Reader::make(*library, {*weights, data->crops(), "", false});
    if (!reader) return terminal.report(reader.error());
    station::Intake intake(*data, *library, station::openEachTime(*data, decisions), "intake");
    if (const auto taken = takeIn(*samples, intake, *reader, terminal); !taken) return terminal.report(taken.error());

    terminal.line({"3/4 業務フローを進めています: 確認、業務システムへの入力、原本の保管",
                   "3/4 running the flow: verification, entry into the backends, archive"});
    terminal.out.flush();
    if (const auto worked = workThrough(*samples, *data, *library, bindings, *systems, decisions, terminal); !worked)
        return terminal.report(worked.error());
    const double seconds = std::chrono::duration<double>(Clock::now() - started).count();

    terminal.line({"4/4 業務システムの中身を正解と比べ、報告書を作っています",
                   "4/4 comparing the backends with the truth and writing the report"});
    terminal.out.flush();
    const auto results = checkDemo(*samples, *data, *library, bindings, *systems, decisions);
    if (!results) return terminal.report(results.error());
    ReportInput input{options.out, &*data, &*library, &*results, {}, seconds};
    if (const auto copied = systems->keepCopies(); !copied) return terminal.report(copied.error());
    for (const auto& binding : bindings.all())
        input.backends.push_back(
            {binding->id(), fs::path(systems->whereToLook(binding->id())).lexically_relative(options.out).string(),
             systems->entries(binding->id()).value_or(0)});
    if (const auto written = writeReport(input); !written) return terminal.report(written.error());
    printTable(*results, terminal);
    judge(*results, *systems, bindings, terminal);
    const std::string report = fs::absolute(options.out + "/report.html").lexically_normal().string();
    terminal.line({"\n次に見るもの:\n  報告書（ブラウザで開く）  " + report +
                       "\n  案件の履歴                toitsu case list --data " + options.out +
                       "/data\n  項目の切り出し            " + options.out + "/data/crops",
                   "\nwhere to look next:\n  the report (open it in a browser)  " + report +
                       "\n  the cases' history                 toitsu case list --data " + options.out +
                       "/data\n  crops of the fields                " + options.out + "/data/crops"});
    if (options.serve) demoStation({options.out, *folder, *weights, options.port}, *library, *samples, terminal);
}

}  // namespace toitsu::cli
