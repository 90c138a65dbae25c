// The order makes it safe to die anywhere: the original first (whole or not there at all), then the case (the engine
// answers the same case for the same original and page), last the page's record. A record that is there says that all
// of it is done.

#include "apps/cli/intake.h"

#include <algorithm>
#include <filesystem>

#include "apps/cli/case_variables.h"
#include "apps/cli/page_json.h"
#include "apps/cli/station.h"
#include "base/files.h"
#include "base/hash.h"
#include "forms/record.h"
#include "ocr/page_kind.h"

namespace toitsu::cli {

namespace {

// Decoded pages that intake holds at the same time: some forty grey ones of A4 at 300 dpi.
constexpr std::uint64_t kMostBytesKept = 384u << 20;

std::string lastPart(const std::string& path) {
    return std::filesystem::path(path).filename().string();
}

}  // namespace

Result<void> Intake::deployFlows() {
    auto station = Station::open(data_, decisions_);
    if (!station) return fail(station.error());
    for (const std::string& file : filesBelow(library_.folder + "/flows", ".bpmn")) {
        auto xml = files::read(file);
        if (!xml) return fail(xml.error());
        if (auto deployed = station->engine().deploy(*xml, file, now()); !deployed) return fail(deployed.error());
    }
    return {};
}

Result<std::vector<Intake::Taken>> Intake::take(const std::string& file, const ocr::Reader& reader) {
    const ocr::Limits limits;
    auto bytes = files::read(file, limits.bytes);
    if (!bytes || bytes->empty()) {
        // The loader names the trouble in its own codes (S001, S002, S007 …), as `toitsu read` does.
        auto pages = ocr::load(file, limits);
        return fail(pages ? bytes.error() : pages.error());
    }
    const std::string sha = sha256Hex(*bytes);
    if (data_.pages().has(sha + "-1")) {
        auto first = data_.pages().find(sha + "-1");
        if (!first) return fail(first.error());
        std::vector<Taken> known{{*first, true}};
        for (int number = 2; number <= first->pagesInFile && data_.pages().has(sha + "-" + std::to_string(number));
             ++number) {
            auto next = data_.pages().find(sha + "-" + std::to_string(number));
            if (!next) return fail(next.error());
            known.push_back({*next, true});
        }
        if (static_cast<int>(known.size()) == first->pagesInFile) return known;
    }
    auto stored = data_.blobs().put(*bytes);
    if (!stored) return fail(stored.error());
    const auto refused = [&](Error error) {
        if (stored->isNew) data_.blobs().discard(sha);
        error.place.file = file;
        return fail(error);
    };
    auto scan = ocr::Scan::open(data_.blobs().path(sha), limits);
    if (!scan) return refused(scan.error());
    // Every page is decoded before the first becomes a case: a file that breaks off on its last page leaves nothing
    // behind. Pages that do not fit into memory together are decoded once more when their turn comes.
    std::vector<ocr::Page> kept;
    std::uint64_t bytesKept = 0;
    for (int number = 1; number <= scan->pages(); ++number) {
        auto page = scan->page(number);
        if (!page) return refused(page.error());
        bytesKept += page->picture.pixels->size();
        if (bytesKept <= kMostBytesKept) kept.push_back(std::move(*page));
    }
    std::vector<Taken> taken;
    for (int number = 1; number <= scan->pages(); ++number) {
        const auto index = static_cast<std::size_t>(number - 1);
        Result<ocr::Page> decoded =
            index < kept.size() ? Result<ocr::Page>(std::move(kept[index])) : scan->page(number);
        if (!decoded) return fail(decoded.error());
        ocr::Page& page = *decoded;
        page.file = file;
        PageRecord record;
        record.sha256 = sha;
        record.page = page.number;
        record.pagesInFile = scan->pages();
        record.fileName = lastPart(file);
        record.received = DateTime::fromUnixMillis(now()).iso();
        if (data_.pages().has(record.id())) {
            auto known = data_.pages().find(record.id());
            if (!known) return fail(known.error());
            taken.push_back({*known, true});
            continue;
        }
        auto placed = place(std::move(record), page, reader);
        if (!placed) return fail(placed.error());
        if (auto saved = data_.pages().save(*placed); !saved) return fail(saved.error());
        taken.push_back({*placed, false});
    }
    return taken;
}

Result<PageRecord> Intake::assign(const PageRecord& waiting, const ocr::Reader& readerOfLayout,
                                  const std::string& person, const std::optional<ocr::Help>& help) {
    if (waiting.state != PageState::waiting)
        return fail(ErrorKind::conflict, "C033",
                    {"この画像は既に処理されています。toitsu page show で状態を確かめてください",
                     "this page has already been dealt with; see toitsu page show"});
    auto pages = ocr::load(data_.blobs().path(waiting.sha256));
    if (!pages) return fail(pages.error());
    if (waiting.page > static_cast<int>(pages->size())) return fail(data_.blobs().verify(waiting.sha256).error());
    ocr::Page& page = (*pages)[static_cast<std::size_t>(waiting.page - 1)];
    page.file = waiting.fileName;
    PageRecord record = waiting;
    record.person = person;
    if (help)
        for (const auto& corner : help->corners) record.corners.push_back(corner);
    auto placed = place(std::move(record), page, readerOfLayout, help);
    if (!placed) return placed;
    if (placed->state == PageState::waiting)
        return fail(ErrorKind::refused, "C032",
                    {"このレイアウトとしても読み取れません（" + placed->code + " " + placed->reason.ja +
                         "）。別のレイアウトを選ぶか、toitsu page dismiss で理由を残して外してください",
                     "it cannot be read as that layout either (" + placed->code + " " + placed->reason.en +
                         "); choose another, or set it aside with toitsu page dismiss and a reason"});
    if (auto saved = data_.pages().save(*placed); !saved) return fail(saved.error());
    return placed;
}

Result<PageRecord> Intake::place(PageRecord record, const ocr::Page& page, const ocr::Reader& reader,
                                 const std::optional<ocr::Help>& help) {
    const std::string crops = record.sha256.substr(0, 16) + "-" + std::to_string(record.page) + "-";
    const ocr::PageReading reading = help ? reader.read(page, *help, crops) : reader.read(page, crops);
    const forms::Form* form = library_.form(reading.form);
    const forms::Layout* layout = library_.layout(reading.layout);
    record.loadMillis = page.loadMillis;
    if (reading.status != ocr::PageStatus::read || form == nullptr || layout == nullptr) {
        record.state = PageState::waiting;
        record.code = reading.code;
        record.reason = reading.reason;
        // What fits no layout may be no form at all; nobody needs to look at an empty back.
        if (reading.code == "S020" && record.person.empty())
            if (const ocr::PageVerdict verdict = ocr::kindOf(page); verdict.kind != ocr::PageKind::form) {
                record.state = PageState::dismissed;
                record.code = verdict.code;
                record.reason = verdict.reason;
            }
        record.reading = pageValue(page, reading, nullptr, Language::ja);
    } else {
        const forms::Record filled = forms::unify(*form, *layout, reading.readings, {.addresses = &reader.addresses()});
        Context variables = caseVariables(*form, filled);
        variables.put("page", Context{{"blob", record.sha256}, {"number", record.page}});
        auto station = Station::open(data_, decisions_);
        if (!station) return fail(station.error());
        auto started = station->engine().start(process_, filled.municipality, record.id(), variables, now());
        if (!started) return fail(started.error());
        record.state = PageState::inCase;
        record.code.clear();
        record.reason = {};
        record.caseId = *started;
        record.reading = pageValue(page, reading, &filled, Language::ja);
    }
    return record;
}

}  // namespace toitsu::cli
