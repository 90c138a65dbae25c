#include "apps/station/fsck.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "apps/station/audit.h"
#include "apps/station/library_folder.h"
#include "apps/station/station.h"
#include "base/database.h"

namespace toitsu::station {

namespace fs = std::filesystem;

namespace {

constexpr int kCasesAtOnce = 500;

class Check {
public:
    explicit Check(const DataFolder& data) : data_(data) {}

    void databases() {
        std::error_code failed;
        for (const std::string& file : {data_.database(), data_.path() + "/station.sqlite"}) {
            if (!fs::exists(file, failed)) continue;
            const auto database = Database::open(file, Database::Use::read);
            if (!database) {
                defect(database.error());
                continue;
            }
            const auto sound = (*database)->word("PRAGMA integrity_check(1)");
            if (!sound) {
                defect(sound.error());
            } else if (*sound != "ok") {
                defect(Error((*database)->damaged().value()));
            } else if (file != data_.database()) {
                const auto trail = audit::verify(**database);
                if (trail) report_.auditRows = trail->rows;
                if (!trail) defect(trail.error());
            }
        }
    }

    void pages() {
        const auto all = data_.pages().all();
        if (!all) return defect(all.error());
        for (const PageRecord& page : *all) {
            ++report_.pages;
            pageIds_.insert(page.id());
            pages_.push_back(page);
            if (originals_.insert(page.sha256).second) {
                ++report_.originals;
                if (const auto whole = data_.blobs().verify(page.sha256); !whole) defect(whole.error());
            }
            crops(page);
        }
        leftOver();
    }

    void cases(const workflows::Engine& engine) {
        std::set<std::string> known;
        workflows::CaseQuery query;
        query.most = kCasesAtOnce;
        for (;;) {
            const auto some = engine.cases(query);
            if (!some) {
                return defect(some.error());
            }
            for (const workflows::CaseView& one : *some) {
                ++report_.cases;
                known.insert(one.id);
                const std::string page = one.businessKey.substr(0, one.businessKey.find('+'));
                if (isPageId(page) && !pageIds_.contains(page))
                    defect({ErrorKind::notFound,
                            "V212",
                            {"この案件の画像の記録がありません。バックアップから pages を戻してください",
                             "the page of this case has no record; restore pages from a backup"},
                            Place{one.id.substr(0, 12), 0, 0, 0}});
                // Its state, read from its snapshot and events.
                if (const auto whole = engine.findCase(one.id); !whole) defect(whole.error());
            }
            if (static_cast<int>(some->size()) < kCasesAtOnce) break;
            query.after = some->back().id;
        }
        for (const PageRecord& page : pages_)
            if (page.state == PageState::inCase && !known.contains(page.caseId))
                defect({ErrorKind::notFound,
                        "V211",
                        {"この画像は案件に入ったと記録されていますが、その案件がありません。バックアップから戻すか、"
                         "原本をもう一度取り込んでください",
                         "this page is recorded as part of a case that is not there; restore from a backup, or take "
                         "the original in again"},
                        Place{page.shortId(), 0, 0, 0}});
    }

    FsckReport report() { return std::move(report_); }

private:
    void defect(Error error) { report_.defects.push_back(std::move(error)); }

    // <64 hexadecimal digits>-<page>
    static bool isPageId(const std::string& key) {
        return key.size() > 65 && key[64] == '-' && key.find_first_not_of("0123456789abcdef") == 64;
    }

    void crops(const PageRecord& page) {
        const List* fields = page.reading["fields"].list();
        if (fields == nullptr) return;
        for (const Value& field : *fields) {
            const List* parts = field["parts"].list();
            if (parts == nullptr) continue;
            for (const Value& part : *parts) {
                const std::string* crop = part["crop"].string();
                if (crop == nullptr) continue;
                ++report_.crops;
                const std::string file = data_.crops() + "/" + fs::path(*crop).filename().string();
                std::error_code failed;
                if (!fs::is_regular_file(file, failed))
                    defect({ErrorKind::notFound,
                            "V213",
                            {"欄の切り抜きがありません。バックアップから crops を戻してください",
                             "a field's picture is missing; restore crops from a backup"},
                            Place{file, 0, 0, 0}});
            }
        }
    }

    void leftOver() {
        std::error_code failed;
        const std::string folder = data_.path() + "/blobs";
        for (fs::recursive_directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
            if (!it->is_regular_file(failed)) continue;
            const std::string sha = it->path().parent_path().filename().string() + it->path().filename().string();
            if (originals_.contains(sha)) continue;
            report_.remarks.push_back(
                {ErrorKind::input,
                 "V214",
                 {"どの画像の記録にも属さない原本です。取り込みの途中で止まったものなら、同じファイルをもう一度取り込ん"
                  "で"
                  "ください",
                  "an original that no page belongs to; if intake was cut off, take the same file in again"},
                 Place{it->path().string(), 0, 0, 0}});
        }
        if (failed)
            defect({ErrorKind::unavailable,
                    "X010",
                    {"フォルダーを読めません（" + failed.message() + "）",
                     "the folder cannot be read (" + failed.message() + ")"},
                    Place{folder, 0, 0, 0}});
    }

    const DataFolder& data_;
    FsckReport report_;
    std::vector<PageRecord> pages_;
    std::set<std::string> pageIds_, originals_;
};

}  // namespace

Result<FsckReport> fsck(const DataFolder& data) {
    // Whoever looks works alone: what is half written by somebody else would look like a defect.
    auto station = Station::open(data, std::make_shared<const Decisions>());
    Check check(data);
    if (!station && station.error().kind == ErrorKind::conflict) return fail(station.error());
    check.databases();
    check.pages();
    if (!station) {
        FsckReport report = check.report();
        report.defects.push_back(station.error());
        return report;
    }
    check.cases(station->engine());
    return check.report();
}

}  // namespace toitsu::station
