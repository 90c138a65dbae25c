// What people do about pages and cases after intake, and how pages come in that nobody handed over: turning, taking a
// case apart, folders that are watched, pages from before there was a server.

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <map>
#include <set>

#include "apps/station/intake_worker.h"
#include "apps/station/verify/item_payload.h"
#include "base/date.h"
#include "base/files.h"
#include "base/hash.h"
#include "ocr/page.h"

namespace toitsu::station {

namespace {

const Wording kTakenApart{"担当者が案件から外しました。正しい帳票とページの組を選んでください",
                          "a person took it out of its case; choose the form and the pages that belong together"};

tl::unexpected<Error> goneTooFar() {
    return fail(ErrorKind::conflict, "V140",
                {"この案件はもう先へ進んでいるため、画像に戻せません。案件の画面で止めるか、決裁者に連絡してください",
                 "this case has gone on too far to be taken apart; suspend it, or tell whoever decides on it"});
}

// Whoever settles it finds that it has changed, and gives it back.
Error stillWritten() {
    return {ErrorKind::input,
            "C118",
            {"読んでいる間にファイルが変わりました。もう一度取り込みます",
             "the file changed while it was read; it is taken in again"},
            {}};
}

// Somebody has finished a task of it, or a machine may have acted on it.
bool acted(const std::vector<workflows::HistoryEntry>& history) {
    return std::any_of(history.begin(), history.end(), [](const workflows::HistoryEntry& event) {
        return event.kind == workflows::name(workflows::Kind::taskCompleted) ||
               event.kind == workflows::name(workflows::Kind::jobClaimed) ||
               event.kind == workflows::name(workflows::Kind::serviceAnswered);
    });
}

}  // namespace

Result<PageRecord> IntakeWorker::turn(const std::string& page, int quarters) {
    const std::lock_guard one(mending_);
    auto record = data_.pages().find(page);
    if (!record) return fail(record.error());
    if (record->state != PageState::waiting) return fail(pageDoesNotWait());
    record->turned = (record->turned + quarters) & 3;
    if (auto saved = data_.pages().save(*record); !saved) return fail(saved.error());
    return std::move(*record);
}

Result<std::vector<std::string>> IntakeWorker::split(const std::string& caseId, const std::string& person,
                                                     const std::string& reason, workflows::Instant now) {
    const std::lock_guard one(mending_);
    const auto station = openStation_();
    if (!station) return fail(station.error());
    auto& engine = (*station)->engine();
    const auto view = engine.findCase(caseId);
    if (!view) return fail(view.error());
    const auto open = file_.read([](Database& database) { return intake_book::openSplits(database); });
    if (!open) return fail(open.error());
    for (const SplitRow& begun : *open)
        if (begun.caseId == caseId) return takeApart(begun, now);
    if (view->status == workflows::CaseStatus::completed) return goneTooFar();
    // From here on nobody acts on it: a machine that was told between the look and the end would be told twice.
    if (!view->suspended)
        if (auto still = engine.suspend(caseId, true, person, now); !still) return fail(still.error());
    const auto history = engine.history(caseId);
    if (history && !acted(*history)) {
        const SplitRow row{caseId, person, reason, now};
        if (auto begun = file_.write([&](Database& database) { return intake_book::putSplit(database, row); }); !begun)
            return fail(begun.error());
        return takeApart(row, now);
    }
    if (!view->suspended)
        if (auto on = engine.suspend(caseId, false, person, now); !on) return fail(on.error());
    if (!history) return fail(history.error());
    return goneTooFar();
}

// The case ends first: its pages never wait beside it. Each step can be done again. One that went on before it could be
// ended – somebody has resumed it – stays what it is.
Result<std::vector<std::string>> IntakeWorker::takeApart(const SplitRow& split, workflows::Instant now) {
    const auto station = openStation_();
    if (!station) return fail(station.error());
    auto view = (*station)->engine().findCase(split.caseId);
    if (!view) return fail(view.error());
    const auto history = (*station)->engine().history(split.caseId);
    if (!history) return fail(history.error());
    if (acted(*history)) {
        const auto given =
            file_.write([&](Database& database) { return intake_book::splitIsDone(database, split.caseId); });
        if (!given) return fail(given.error());
        return goneTooFar();
    }
    if (view->status != workflows::CaseStatus::completed)
        if (auto ended = (*station)->engine().cancelCase(split.caseId, split.person, now); !ended)
            return fail(ended.error());
    std::vector<std::string> pages;
    for (const std::string& id : pagesOf(view->variables)) {
        auto record = data_.pages().find(id);
        if (!record) return fail(record.error());
        pages.push_back(id);
        if (record->caseId != split.caseId) continue;
        record->state = PageState::waiting;
        record->code = "C116";
        record->reason = kTakenApart;
        record->caseId.clear();
        record->together.clear();
        record->corners.clear();
        record->person = split.person;
        record->note = split.reason;
        ++record->round;
        if (auto saved = data_.pages().save(*record); !saved) return fail(saved.error());
    }
    const auto told = file_.write([&](Database& database) -> Result<void> {
        for (const std::string& page : pages)
            if (auto done = intake_book::pageIs(database, page, PageState::waiting); !done) return done;
        return intake_book::splitIsDone(database, split.caseId);
    });
    if (!told) return fail(told.error());
    return pages;
}

Result<void> IntakeWorker::finishSplits(workflows::Instant now) {
    const std::lock_guard one(mending_);
    const auto open = file_.read([](Database& database) { return intake_book::openSplits(database); });
    if (!open) return fail(open.error());
    for (const SplitRow& split : *open)
        if (auto done = takeApart(split, now); !done && done.error().code != "V140") return fail(done.error());
    return {};
}

Result<int> IntakeWorker::adopt(workflows::Instant now) {
    const auto known = file_.read([](Database& database) { return intake_book::allPages(database); });
    if (!known) return fail(known.error());
    const auto there = data_.pages().ids();
    std::vector<std::string> fresh;
    std::set_difference(there.begin(), there.end(), known->begin(), known->end(), std::back_inserter(fresh));
    std::set<std::string> all;
    for (const auto& layout : library_->layouts) all.insert(layout->municipality);
    std::vector<std::pair<PageRecord, std::string>> pages;
    std::map<std::string, std::string> ofFile;  // a page that nobody could read is whose the others of its file are
    for (const std::string& id : fresh) {
        auto record = data_.pages().find(id);
        if (!record) return fail(record.error());
        const std::string* named = record->reading["layout"].string();
        const forms::Layout* layout = named == nullptr ? nullptr : library_->layout(*named);
        std::string whose = layout != nullptr ? layout->municipality : all.size() == 1 ? *all.begin() : std::string();
        if (!whose.empty()) ofFile[record->sha256] = whose;
        pages.emplace_back(std::move(*record), std::move(whose));
    }
    const auto told = file_.write([&](Database& database) -> Result<void> {
        for (auto& [record, found] : pages) {
            const std::string whose = found.empty() ? ofFile[record.sha256] : found;
            const BatchRow batch{"by-command-" + whose, whose, "toitsu intake", "", now};
            if (auto put = intake_book::putBatch(database, batch); !put) return put;
            if (auto put = intake_book::putPage(database, record, whose, batch.id); !put) return put;
        }
        return {};
    });
    if (!told) return fail(told.error());
    return static_cast<int>(pages.size());
}

Result<int> IntakeWorker::watch(WatchedFolder& folder, const std::string& name, const std::string& municipality,
                                workflows::Instant now) {
    int taken = 0;
    for (const Arrival& arrival : folder.claim(now)) {
        Context report{{"name", arrival.name}};
        std::optional<Error> refusal;
        if (arrival.refused) refusal = arrival.why;
        if (!refusal) {
            const std::string day = DateTime::fromUnixMillis(now).iso().substr(0, 10);
            const BatchRow batch{sha256Hex(municipality + "\n" + name + "\n" + day).substr(0, 20), municipality,
                                 name + " " + day, "", now};
            const auto bytes = files::read(arrival.path, ocr::Limits().bytes);
            const bool away =
                !bytes && (bytes.error().kind == ErrorKind::unavailable || bytes.error().kind == ErrorKind::internal);
            if (away) folder.again();
            if (away) return fail(bytes.error());
            std::error_code failed;
            if (!bytes) {
                refusal = bytes.error();
            } else if (bytes->size() != arrival.size ||
                       std::filesystem::file_size(arrival.path, failed) != arrival.size) {
                refusal = stillWritten();
            } else if (auto kept = keep(batch, arrival.name, {}, *bytes); !kept) {
                folder.again();
                return fail(kept.error());
            }
            report.put("batch", batch.id);
        }
        if (refusal) {
            report.put("code", refusal->code);
            report.put("ja", refusal->message.ja);
            report.put("en", refusal->message.en);
        }
        if (auto settled = folder.settle(arrival, {!refusal, report}); !settled) {
            folder.again();
            return fail(settled.error());
        }
        ++taken;
    }
    return taken;
}

}  // namespace toitsu::station
