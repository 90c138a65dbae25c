// The order makes it safe to die anywhere: the original first (whole or not there at all), then the case (the engine
// answers the same case for the same original and page), last the records of its pages. A record that is there says
// that all of it is done. Pages of a form of several pages are settled when the whole file was read; after a death
// between two of their records the file is read again, gives the same submissions, and the case is there already.

#include "apps/cli/intake.h"

#include <algorithm>
#include <filesystem>

#include "apps/cli/station.h"
#include "base/files.h"
#include "base/hash.h"

namespace toitsu::cli {

namespace {

// Decoded pages that intake holds at the same time: some forty grey ones of A4 at 300 dpi.
constexpr std::uint64_t kMostBytesKept = 384u << 20;

std::string lastPart(const std::string& path) {
    return std::filesystem::path(path).filename().string();
}

ReadPage readWith(const ocr::Reader& reader, const std::optional<ocr::Help>& help = std::nullopt) {
    return [&reader, help](const ocr::Page& page, const std::string& crops) {
        return help ? reader.read(page, *help, crops) : reader.read(page, crops);
    };
}

std::string cropsOf(const PageRecord& record) {
    return record.sha256.substr(0, 16) + "-" + std::to_string(record.page) + "-";
}

ocr::Page withoutPixels(const ocr::Page& page) {
    ocr::Page out = page;
    out.picture.pixels.reset();
    return out;
}

// All pages of a file that was taken in wholly before; otherwise none.
Result<std::vector<Intake::Taken>> knownFile(const DataFolder& data, const std::string& sha) {
    std::vector<Intake::Taken> known;
    int pages = 1;
    for (int number = 1; number <= pages; ++number) {
        const std::string id = sha + "-" + std::to_string(number);
        if (!data.pages().has(id)) return std::vector<Intake::Taken>();
        auto record = data.pages().find(id);
        if (!record) return fail(record.error());
        pages = record->pagesInFile;
        known.push_back({std::move(*record), true});
    }
    return known;
}

// Pages that wait because of how they were fed, and nobody has dealt with.
bool waitsForCompanions(const PageRecord& record) {
    return record.state == PageState::waiting && record.person.empty() && record.code.starts_with("C11");
}

Error alreadyDone() {
    return {ErrorKind::conflict,
            "C033",
            {"この画像は既に処理されています。toitsu page show で状態を確かめてください",
             "this page has already been dealt with; see toitsu page show"},
            {}};
}

Error doesNotFit(const ocr::PageReading& reading, const PageRecord& record) {
    return {ErrorKind::refused,
            "C032",
            {"このレイアウトとしても読み取れません（" + reading.code + " " + reading.reason.ja +
                 "）。別のレイアウトを選ぶか、toitsu page dismiss で理由を残して外してください",
             "it cannot be read as that layout either (" + reading.code + " " + reading.reason.en +
                 "); choose another, or set it aside with toitsu page dismiss and a reason"},
            Place{record.shortId(), 0, 0, 0}};
}

Error samePageTwice(int number) {
    const std::string page = std::to_string(number);
    return {ErrorKind::usage,
            "C036",
            {"2つの画像がどちらも帳票の " + page + " ページ目です。1件には各ページ1つだけを指定してください",
             "two of these are both page " + page + " of the form; a submission has each page once"},
            {}};
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

// Somebody who says how the stack was fed wants what waits to be looked at once more.
bool Intake::collatesAgain(const std::vector<Taken>& known) const {
    return feeding != Feeding::asFed &&
           std::any_of(known.begin(), known.end(), [](const Taken& taken) { return waitsForCompanions(taken.record); });
}

Result<std::vector<Intake::Taken>> Intake::take(const std::string& file, const ocr::Reader& reader) {
    return take(file, readWith(reader), reader.addresses());
}

Result<std::vector<Intake::Taken>> Intake::take(const std::string& file, const ReadPage& read,
                                                const forms::AddressBook& addresses) {
    const ocr::Limits limits;
    auto bytes = files::read(file, limits.bytes);
    if (!bytes || bytes->empty()) {
        // The loader names the trouble in its own codes (S001, S002, S007 …), as `toitsu read` does.
        auto pages = ocr::load(file, limits);
        return fail(pages ? bytes.error() : pages.error());
    }
    const std::string sha = sha256Hex(*bytes);
    if (auto known = knownFile(data_, sha); !known || (!known->empty() && !collatesAgain(*known))) return known;
    beforeStep("store");
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
    std::vector<ReadSheet> sheets;
    std::vector<StackPage> stack;
    for (int number = 1; number <= scan->pages(); ++number) {
        ReadSheet& sheet = sheets.emplace_back();
        sheet.record.sha256 = sha;
        sheet.record.page = number;
        sheet.record.pagesInFile = scan->pages();
        sheet.record.fileName = lastPart(file);
        sheet.record.received = DateTime::fromUnixMillis(now()).iso();
        if (data_.pages().has(sheet.record.id())) {
            auto known = data_.pages().find(sheet.record.id());
            if (!known) return fail(known.error());
            sheet.record = std::move(*known);
            sheet.known = true;
            StackPage before = stackPage(library_, sheet.record);
            // A page of a submission is read again: its companions may need it.
            if (before.kind != StackPage::Kind::form || before.ranks == 1) {
                stack.push_back(std::move(before));
                continue;
            }
        }
        const auto index = static_cast<std::size_t>(number - 1);
        Result<ocr::Page> page = index < kept.size() ? Result<ocr::Page>(std::move(kept[index])) : scan->page(number);
        if (!page) return fail(page.error());
        page->file = file;
        sheet.reading = read(*page, cropsOf(sheet.record));
        sheet.page = withoutPixels(*page);
        if (oneOfSeveral(library_, sheet.reading)) {
            stack.push_back(stackPage(library_, sheet.reading, addresses));
            continue;
        }
        if (!sheet.known)
            if (auto settled = settleAlone(sheet, *page, addresses); !settled) return fail(settled.error());
        // Read before as one of several and now as something else: it stays as it is, and belongs to nobody.
        stack.push_back(sheet.known ? StackPage{} : stackPage(library_, sheet.record));
        sheet.reading.readings.clear();
    }
    for (const Submission& submission : collate(stack, feeding))
        if (auto settled = settle(submission, sheets, addresses); !settled) return fail(settled.error());
    std::vector<Taken> taken;
    for (ReadSheet& sheet : sheets) taken.push_back({std::move(sheet.record), sheet.known});
    return taken;
}

Result<std::vector<PageRecord>> Intake::assign(const std::vector<PageRecord>& pages, const ocr::Reader& readerOfLayout,
                                               const std::string& person, const std::optional<ocr::Help>& help) {
    std::vector<std::string> ids;
    for (const PageRecord& page : pages) ids.push_back(page.id());
    std::vector<ReadSheet> sheets;
    sheets.reserve(pages.size());
    for (const PageRecord& waiting : pages) {
        // Killed between two records of one submission, a person says the same once more.
        const bool again = waiting.state == PageState::inCase && waiting.isTogether(ids);
        if (waiting.state != PageState::waiting && !again) return fail(alreadyDone());
        auto scan = ocr::load(data_.blobs().path(waiting.sha256));
        if (!scan) return fail(scan.error());
        if (waiting.page > static_cast<int>(scan->size())) return fail(data_.blobs().verify(waiting.sha256).error());
        ocr::Page& page = (*scan)[static_cast<std::size_t>(waiting.page - 1)];
        page.file = waiting.fileName;
        ReadSheet& sheet = sheets.emplace_back();
        sheet.record = waiting;
        sheet.record.person = person;
        const bool helped = help && sheets.size() == 1;
        if (helped)
            for (const auto& corner : help->corners) sheet.record.corners.push_back(corner);
        sheet.reading = readWith(readerOfLayout, helped ? help : std::nullopt)(page, cropsOf(sheet.record));
        sheet.page = withoutPixels(page);
        if (layoutOf(library_, sheet.reading) == nullptr) return fail(doesNotFit(sheet.reading, waiting));
    }
    std::vector<ReadSheet*> inOrder;
    for (ReadSheet& sheet : sheets) inOrder.push_back(&sheet);
    std::sort(inOrder.begin(), inOrder.end(),
              [](const ReadSheet* a, const ReadSheet* b) { return a->reading.layoutPage < b->reading.layoutPage; });
    for (std::size_t n = 1; n < inOrder.size(); ++n)
        if (inOrder[n - 1]->reading.layoutPage == inOrder[n]->reading.layoutPage)
            return fail(samePageTwice(inOrder[n]->reading.layoutPage));
    if (auto started = startCase(inOrder, readerOfLayout.addresses()); !started) return fail(started.error());
    std::vector<PageRecord> records;
    for (const ReadSheet* sheet : inOrder) {
        if (auto saved = save(sheet->record); !saved) return fail(saved.error());
        records.push_back(sheet->record);
    }
    return records;
}

}  // namespace toitsu::cli
