#include "apps/station/intake_worker.h"

#include <algorithm>

#include "apps/station/random_id.h"
#include "apps/station/shown_name.h"
#include "apps/station/verify/figures.h"
#include "base/date.h"

namespace toitsu::station {

namespace {

constexpr const char* kProcess = "intake";

// The same file once more is the same form once more.
Error takenBefore() {
    return {ErrorKind::conflict,
            "C117",
            {"このファイルは前に取り込まれています。もう一度案件にはなりません",
             "this file was taken in before; it does not become a case again"},
            {}};
}

// Nobody is to blame but the machine: the file stays where it is and is tried again.
bool passing(const Error& error) {
    // V4xx: the keys. A file whose key is gone (V408) must not keep the others waiting.
    if (error.code == "V408") return false;
    return error.code.starts_with("V4") || error.kind == ErrorKind::unavailable || error.kind == ErrorKind::conflict ||
           error.kind == ErrorKind::internal;
}

}  // namespace

Error pageDoesNotWait() {
    return {ErrorKind::conflict,
            "C033",
            {"この画像は既に処理されています。toitsu page show で状態を確かめてください",
             "this page has already been dealt with; see toitsu page show"},
            {}};
}

IntakeWorker::IntakeWorker(DataFolder& data, StationFile& file, LibraryView library, OpenStation openStation,
                           MakeReader makeReader)
    : data_(data),
      file_(file),
      library_(library),
      openStation_(std::move(openStation)),
      makeReader_(std::move(makeReader)) {}

Result<std::string> IntakeWorker::put(const Upload& upload, std::string_view bytes, workflows::Instant now) {
    BatchRow batch{upload.batch, upload.municipality, upload.name, upload.person, now};
    if (batch.id.empty()) {
        batch.id = randomId();
    } else {
        const auto known = file_.read([&](Database& database) { return intake_book::batch(database, batch.id); });
        if (!known) return fail(known.error());
        if (!*known || (*known)->municipality != upload.municipality)
            return fail(ErrorKind::notFound, "V135",
                        {"その束はありません。新しい束として送ってください",
                         "there is no such batch; send the file without one"});
        batch = **known;
    }
    if (auto durable = keep(batch, upload.name, upload.reach, bytes); !durable) return fail(durable.error());
    return batch.id;
}

// The original first: a row that is there says that the file is kept.
Result<void> IntakeWorker::keep(const BatchRow& batch, const std::string& name, const std::set<std::string>& reach,
                                std::string_view bytes) {
    const std::lock_guard one(keeping_);
    const auto kept = data_.blobs().put(bytes);
    if (!kept) return fail(kept.error());
    FileRow file;
    file.batch = batch.id;
    file.municipality = batch.municipality;
    file.name = shownName(name);
    file.sha256 = kept->sha256;
    file.reach = reach;
    return file_.write([&](Database& database) -> Result<void> {
        if (auto done = intake_book::putBatch(database, batch); !done) return done;
        return intake_book::putFile(database, file);
    });
}

Result<ocr::Reader*> IntakeWorker::reader(const forms::Library& library) {
    if (reader_ == nullptr || readerOf_ != &library) {
        auto made = makeReader_(library);
        if (!made) return fail(made.error());
        reader_ = std::move(*made);
        readerOf_ = &library;
    }
    return reader_.get();
}

Result<std::vector<Intake::Taken>> IntakeWorker::take(const FileRow& file) {
    const forms::Library& library = *library_;
    Intake intake(data_, library, openStation_, kProcess);
    intake.shownAs = file.name;
    intake.reach = file.reach;
    auto bytes = data_.blobs().read(file.sha256);
    if (!bytes) return fail(bytes.error());
    if (read) return intake.takeBytes(file.name, std::move(*bytes), *read, forms::AddressBook());
    const auto ready = reader(library);
    if (!ready) return fail(ready.error());
    const auto pages = [&](const ocr::Page& page, const std::string& crops) {
        return (*ready)->readSheets(page, crops);
    };
    return intake.takeBytes(file.name, std::move(*bytes), pages, (*ready)->addresses());
}

Result<bool> IntakeWorker::work() {
    const auto file = file_.read([](Database& database) { return intake_book::nextFile(database); });
    if (!file) return fail(file.error());
    if (!*file) return false;
    const FileRow& row = **file;
    if (auto begun = file_.write(
            [&](Database& database) { return intake_book::fileIs(database, row.number, FileState::reading); });
        !begun)
        return fail(begun.error());
    const auto taken = take(row);
    if (!taken && passing(taken.error())) return fail(taken.error());
    const auto settled = file_.write([&](Database& database) -> Result<void> {
        if (!taken) {
            Error why = taken.error();
            why.place = {};
            return intake_book::fileIs(database, row.number, FileState::failed, why);
        }
        // Of this batch the same file is the same, also after a crash; in another one it comes again.
        std::int64_t fresh = 0;
        bool known = !taken->empty();
        for (const Intake::Taken& page : *taken) {
            const auto batch = intake_book::batchOf(database, page.record.id());
            if (!batch) return fail(batch.error());
            fresh += batch->empty() ? 1 : 0;
            known = known && page.known && !batch->empty() && *batch != row.batch;
        }
        if (fresh > 0)
            if (auto counted = figures::happened(database, row.municipality, Happening::page, now(), fresh); !counted)
                return counted;
        for (const Intake::Taken& page : *taken) {
            if (auto put = intake_book::putPage(database, page.record, row.municipality, row.batch, !page.known); !put)
                return put;
        }
        return intake_book::fileIs(database, row.number, FileState::done,
                                   known ? std::optional(takenBefore()) : std::nullopt);
    });
    if (!settled) return fail(settled.error());
    return true;
}

Result<std::vector<PageRecord>> IntakeWorker::assign(const std::vector<std::string>& pages, const std::string& layout,
                                                     const std::vector<forms::Point>& corners,
                                                     const std::string& person) {
    const std::lock_guard one(mending_);
    std::vector<PageRecord> records;
    for (const std::string& page : pages) {
        auto record = data_.pages().find(page);
        if (!record) return fail(record.error());
        records.push_back(std::move(*record));
    }
    const forms::Library& library = *library_;
    forms::Library only = library;
    std::erase_if(only.layouts, [&](const auto& known) { return known->id != layout; });
    if (only.layouts.empty())
        return fail(ErrorKind::notFound, "C034",
                    {"そのレイアウトはひな型集にありません。layouts/ のファイルの id を確かめてください",
                     "the library has no such layout; see the ids in its layouts/ folders"});
    const auto reader = makeReader_(only);
    if (!reader) return fail(reader.error());
    std::optional<ocr::Help> help;
    if (corners.size() == 4) {
        help = ocr::Help{layout, 1, {}};
        std::copy(corners.begin(), corners.end(), help->corners.begin());
    }
    Intake intake(data_, library, openStation_, kProcess);
    auto assigned = intake.assign(records, **reader, person, help);
    if (!assigned) return assigned;
    const auto told = file_.write([&](Database& database) -> Result<void> {
        for (const PageRecord& record : *assigned)
            if (auto done = intake_book::pageIs(database, record.id(), record.state); !done) return done;
        return {};
    });
    if (!told) return fail(told.error());
    return assigned;
}

Result<void> IntakeWorker::dismiss(const std::string& page, const std::string& person, const std::string& reason) {
    const std::lock_guard one(mending_);
    auto record = data_.pages().find(page);
    if (!record) return fail(record.error());
    if (record->state != PageState::waiting) return fail(pageDoesNotWait());
    record->state = PageState::dismissed;
    record->person = person;
    record->note = reason;
    record->dismissed = DateTime::fromUnixMillis(now()).iso();
    if (auto saved = data_.pages().save(*record); !saved) return saved;
    return file_.write(
        [&](Database& database) { return intake_book::pageIs(database, record->id(), PageState::dismissed); });
}

Result<void> IntakeWorker::restore(const std::string& page, const std::string& person) {
    const std::lock_guard one(mending_);
    auto record = data_.pages().find(page);
    if (!record) return fail(record.error());
    if (record->state != PageState::dismissed) return fail(pageDoesNotWait());
    record->state = PageState::waiting;
    record->person = person;
    record->note.clear();
    record->dismissed.clear();
    if (auto saved = data_.pages().save(*record); !saved) return saved;
    return file_.write(
        [&](Database& database) { return intake_book::pageIs(database, record->id(), PageState::waiting); });
}

}  // namespace toitsu::station
