#include "apps/station/fsck.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

#include "apps/station/audit.h"
#include "apps/station/library_folder.h"
#include "apps/station/retention/disposal_record.h"
#include "apps/station/retention/disposal_register.h"
#include "apps/station/sealed_record.h"
#include "apps/station/station.h"
#include "apps/station/verify/item_payload.h"
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
                disposals(**database);
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
            reading(page);
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
                if (const std::string before = destroyed_.record(one.id, one.started); !before.empty())
                    report_.remarks.push_back(
                        {ErrorKind::conflict,
                         "V513",
                         {"廃棄記録 " + before +
                              " で廃棄した案件が、バックアップから戻っています。もう一度廃棄してください",
                          "a case that record " + before +
                              " says was destroyed is back from a backup; destroy it again"},
                         Place{one.id.substr(0, 12), 0, 0, 0}});
                const std::string page = one.businessKey.substr(0, one.businessKey.find('+'));
                if (isPageId(page) && !pageIds_.contains(page))
                    defect({ErrorKind::notFound,
                            "V212",
                            {"この案件の画像の記録がありません。バックアップから pages を戻してください",
                             "the page of this case has no record; restore pages from a backup"},
                            Place{one.id.substr(0, 12), 0, 0, 0}});
                // Its state, read from its snapshot and events.
                const auto whole = engine.findCase(one.id);
                if (!whole) defect(whole.error());
                if (whole) record(*whole);
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

    // What people entered, and what waits for them.
    void desk() {
        std::error_code failed;
        const std::string file = data_.path() + "/station.sqlite";
        if (!unlocked() || !fs::exists(file, failed)) return;
        const auto database = Database::open(file, Database::Use::read);
        if (!database) return;  // told by databases()
        const auto there = (*database)->number("SELECT count(*) FROM sqlite_master WHERE name = 'desk_entries'");
        if (!there || *there == 0) return;
        sealed(**database,
               "SELECT e.id, e.field, e.text, t.municipality FROM desk_entries e JOIN desk_tasks t ON t.task = e.task "
               "WHERE e.text LIKE 'sealed:%'",
               [&](const SealedPlace& place, const std::string& text) { return data_.vault().open(place, text); });
        sealed(
            **database,
            "SELECT i.item, i.field, i.payload, t.municipality FROM desk_items i JOIN desk_tasks t ON t.task = i.task "
            "WHERE i.payload LIKE '%\"sealed:%'",
            [&](const SealedPlace& place, const std::string& text) -> Result<std::string> {
                auto payload = ItemPayload::parse(text);
                if (auto opened = openPayload(data_.vault(), place, payload); !opened) return fail(opened.error());
                return std::string();
            });
    }

    FsckReport report() { return std::move(report_); }

    // Records of what was destroyed, here and beside the data folder.
    void disposals(Database& database) {
        const auto there = database.number("SELECT count(*) FROM sqlite_schema WHERE name = 'retention_records'");
        if (there && *there > 0) {
            const auto verified = verifyRecords(database);
            if (!verified) defect(verified.error());
            const auto records = retention_book::records(database, std::nullopt);
            if (!records) return defect(records.error());
            for (const RecordRow& record : *records) destroyed_.add(record);
            const auto open = retention_book::nextToDo(database);
            if (open && *open)
                report_.remarks.push_back({ErrorKind::input,
                                           "V514",
                                           {"承認された廃棄が終わっていません。toitsu serve を動かすと続きから行います",
                                            "a list that was agreed to is not finished; toitsu serve goes on with it"},
                                           Place{(*open)->municipality, 0, 0, 0}});
        }
        const auto beside = DisposalRegister(data_.path()).all();
        if (!beside) return defect(beside.error());
        for (const RecordRow& record : *beside) destroyed_.add(record);
    }

private:
    // Whether sealed values can be looked into; told once when not.
    bool unlocked() {
        if (!ready_) {
            const auto ready = data_.vault().ready();
            ready_ = ready.has_value();
            if (!ready) defect(ready.error());
        }
        return *ready_;
    }

    void record(const workflows::CaseView& one) {
        if (!unlocked() || one.variables["record"].isNull()) return;
        const auto opened = recordOf(data_.vault(), one.variables);
        // A record of a version that this program cannot read says so where it is needed.
        if (!opened && opened.error().code.front() == 'V') defect(opened.error());
    }

    void reading(const PageRecord& page) {
        const List* fields = page.reading["fields"].list();
        if (fields == nullptr || !unlocked()) return;
        for (const Value& field : *fields)
            for (const char* name : {"value", "raw"}) {
                const std::string* text = field[name].string();
                if (text == nullptr || !Vault::isSealed(*text)) continue;
                const auto municipality = data_.vault().municipalityOf(*text);
                const std::string* id = field["field"].string();
                const SealedPlace place{municipality.value_or(""), page.id(), id == nullptr ? "" : *id};
                if (const auto opened = data_.vault().open(place, *text); !opened) defect(opened.error());
            }
    }

    template <class Open>
    void sealed(Database& database, const char* sql, Open open) {
        auto statement = database.prepare(sql);
        if (!statement) return defect(statement.error());
        for (;;) {
            const auto more = statement->next();
            if (!more) return defect(more.error());
            if (!*more) return;
            const SealedPlace place{statement->text(3), statement->text(0), statement->text(1)};
            if (const auto opened = open(place, statement->text(2)); !opened) defect(opened.error());
        }
    }

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
    std::optional<bool> ready_;
    std::vector<PageRecord> pages_;
    std::set<std::string> pageIds_, originals_;
    Destroyed destroyed_;
};

}  // namespace

Result<FsckReport> fsck(const DataFolder& data) {
    // Whoever looks works alone: what is half written by somebody else would look like a defect.
    auto station = Station::open(data, std::make_shared<const Decisions>());
    Check check(data);
    if (!station && station.error().kind == ErrorKind::conflict) return fail(station.error());
    check.databases();
    check.pages();
    check.desk();
    if (!station) {
        FsckReport report = check.report();
        report.defects.push_back(station.error());
        return report;
    }
    check.cases(station->engine());
    return check.report();
}

}  // namespace toitsu::station
