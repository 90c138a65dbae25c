#include "apps/cli/data_command.h"

#include "apps/station/backup.h"
#include "apps/station/fsck.h"
#include "apps/station/station.h"
#include "base/json.h"

namespace toitsu::cli {

namespace {

std::string megabytes(std::uint64_t bytes) {
    return std::to_string((bytes + 500'000) / 1'000'000) + " MB";
}

void tell(const Wording& done, const station::Copied& copied, Terminal& terminal) {
    terminal.line({done.ja + ": " + std::to_string(copied.files) + " ファイル、" + megabytes(copied.bytes),
                   done.en + ": " + std::to_string(copied.files) + " files, " + megabytes(copied.bytes)});
}

Value asValue(const Error& error, const char* level, Language language) {
    return Context{
        {"level", level}, {"code", error.code}, {"message", error.message.in(language)}, {"place", error.place.file}};
}

}  // namespace

void backUpData(const DataOptions& options, Terminal& terminal) {
    const auto data = station::DataFolder::open(options.data);
    if (!data) return terminal.report(data.error());
    const auto copied = station::backUp(*data, options.folder, station::now());
    if (!copied) return terminal.report(copied.error());
    tell({options.folder + " に写しました", "copied to " + options.folder}, *copied, terminal);
    if (const auto ready = data->vault().ready(); !ready) return terminal.warn(ready.error());
    terminal.line({"鍵のファイルは写していません。別に保管してください: " + data->vault().keyFile(),
                   "the key file is not in it; keep it apart: " + data->vault().keyFile()});
}

void restoreData(const DataOptions& options, Terminal& terminal) {
    const auto copied = station::restore(options.folder, options.data);
    if (!copied) return terminal.report(copied.error());
    tell({options.data + " に戻しました", "restored to " + options.data}, *copied, terminal);
    // Restored is restored; but without its key no 個人番号 in it can be read.
    const auto data = station::DataFolder::open(options.data);
    if (!data) return;  // a backup of a station that had taken nothing in
    if (const auto ready = data->vault().ready(); !ready) terminal.report(ready.error());
}

void checkData(const DataOptions& options, Terminal& terminal) {
    const auto data = station::DataFolder::open(options.data);
    if (!data) return terminal.report(data.error());
    const auto report = station::fsck(*data);
    if (!report) return terminal.report(report.error());
    const bool lines = options.format == "jsonl";
    for (const Error& remark : report->remarks) {
        if (lines) terminal.out << json::write(asValue(remark, "remark", terminal.language)) << '\n';
        if (!lines) terminal.warn(remark);
    }
    for (const Error& defect : report->defects) {
        if (lines) terminal.out << json::write(asValue(defect, "defect", terminal.language)) << '\n';
        lines ? terminal.fails(defect) : terminal.report(defect);
    }
    if (lines) return;
    const auto number = [](std::int64_t count) { return std::to_string(count); };
    terminal.line({"画像 " + number(report->pages) + "、原本 " + number(report->originals) + "、切り抜き " +
                       number(report->crops) + "、案件 " + number(report->cases) + "、監査記録 " +
                       number(report->auditRows) + " を調べました: 誤り " + std::to_string(report->defects.size()) +
                       "、余り " + std::to_string(report->remarks.size()),
                   "looked at " + number(report->pages) + " pages, " + number(report->originals) + " originals, " +
                       number(report->crops) + " crops, " + number(report->cases) + " cases, " +
                       number(report->auditRows) + " audit rows: " + std::to_string(report->defects.size()) +
                       " defects, " + std::to_string(report->remarks.size()) + " left over"});
}

}  // namespace toitsu::cli
