// The order makes it safe to die anywhere: the original first (whole or not there at all), then the case (the engine
// answers the same case for the same original and page), last the records of its pages. A record that is there says
// that all of it is done. Pages of a form of several pages are settled when the whole file was read; after a death
// between two of their records the file is read again, gives the same submissions, and the case is there already.

#include "apps/station/intake.h"

#include <algorithm>
#include <filesystem>

#include "base/files.h"
#include "base/hash.h"

namespace toitsu::station {

namespace {

// Decoded pages that intake holds at the same time: some forty grey ones of A4 at 300 dpi.
constexpr std::uint64_t kMostBytesKept = 384u << 20;

std::string lastPart(const std::string& path) {
    return std::filesystem::path(path).filename().string();
}

ReadPage readWith(const ocr::Reader& reader) {
    return [&reader](const ocr::Page& page, const std::string& crops) { return reader.readSheets(page, crops); };
}

std::string cropsOf(const PageRecord& record) {
    return record.sha256.substr(0, 16) + "-" + record.label() + "-";
}

ocr::Page withoutPixels(const ocr::Page& page) {
    ocr::Page out = page;
    out.picture.pixels.reset();
    return out;
}

// All sheets of a page that was taken in wholly before; otherwise none.
Result<std::vector<PageRecord>> knownPage(const DataFolder& data, const std::string& sha, int number) {
    PageRecord one;
    one.sha256 = sha;
    one.page = number;
    one.sheet = data.pages().has(one.id()) ? 0 : 1;
    std::vector<PageRecord> known;
    do {
        if (!data.pages().has(one.id())) return std::vector<PageRecord>();
        auto record = data.pages().find(one.id());
        if (!record) return fail(record.error());
        known.push_back(std::move(*record));
        ++one.sheet;
    } while (one.sheet > 1 && one.sheet <= known.front().sheets);
    return known;
}

// All pages of a file that was taken in wholly before; otherwise none.
Result<std::vector<Intake::Taken>> knownFile(const DataFolder& data, const std::string& sha) {
    std::vector<Intake::Taken> known;
    int pages = 1;
    for (int number = 1; number <= pages; ++number) {
        auto sheets = knownPage(data, sha, number);
        if (!sheets) return fail(sheets.error());
        if (sheets->empty()) return std::vector<Intake::Taken>();
        pages = sheets->front().pagesInFile;
        for (PageRecord& record : *sheets) known.push_back({std::move(record), true});
    }
    return known;
}

// Pages that wait because of how they were fed, and nobody has dealt with.
bool waitsForCompanions(const PageRecord& record) {
    return record.state == PageState::waiting && record.person.empty() && record.code.starts_with("C11");
}

// It was handed in where it may not become a case; handed in elsewhere it may.
bool isForeign(const PageRecord& record) {
    return record.state != PageState::inCase && record.code == kForeign;
}

Error alreadyDone() {
    return {ErrorKind::conflict,
            "C033",
            {"この画像は既に処理されています。toitsu page show で状態を確かめてください",
             "this page has already been dealt with; see toitsu page show"},
            {}};
}

// Who has given the corners is not told to give them.
Error doesNotFit(const ocr::PageReading& reading, const PageRecord& record, bool helped) {
    return {ErrorKind::refused,
            "C032",
            {"このレイアウトとしても読み取れません（" + reading.code + " " + reading.reason.ja +
                 (helped ? "）。四隅の位置を確かめるか、別のレイアウトを選ぶか、理由を残して除外してください"
                         : "）。別のレイアウトを選ぶか、四隅を示すか、理由を残して除外してください"),
             "it cannot be read as that layout either (" + reading.code + " " + reading.reason.en +
                 (helped ? "); look at its corners again, choose another, or set it aside with a reason"
                         : "); choose another, show its corners, or set it aside with a reason")},
            Place{record.shortId(), 0, 0, 0}};
}

Error otherThanBefore(const PageRecord& record) {
    return {ErrorKind::input,
            "C021",
            {"保存した原本が保存時と異なります。バックアップからこのファイルを戻してください",
             "the archived original is not what was stored; restore this file from a backup"},
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
    const auto station = openStation_();
    if (!station) return fail(station.error());
    for (const std::string& file : filesBelow(library_.folder + "/flows", ".bpmn")) {
        auto xml = files::read(file);
        if (!xml) return fail(xml.error());
        if (auto deployed = (*station)->engine().deploy(*xml, file, now()); !deployed) return fail(deployed.error());
    }
    return {};
}

// Somebody who says how the stack was fed wants what waits to be looked at once more.
bool Intake::readsAgain(const std::vector<Taken>& known) const {
    return std::any_of(known.begin(), known.end(), [&](const Taken& taken) {
        return isForeign(taken.record) || (feeding != Feeding::asFed && waitsForCompanions(taken.record));
    });
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
    return takeBytes(file, std::move(*bytes), read, addresses);
}

Result<std::vector<Intake::Taken>> Intake::takeBytes(const std::string& file, std::string bytes, const ReadPage& read,
                                                     const forms::AddressBook& addresses) {
    const ocr::Limits limits;
    const std::string sha = sha256Hex(bytes);
    if (auto known = knownFile(data_, sha); !known || (!known->empty() && !readsAgain(*known))) return known;
    beforeStep("store");
    auto stored = data_.blobs().put(bytes);
    if (!stored) return fail(stored.error());
    const auto refused = [&](Error error) {
        if (stored->isNew) data_.blobs().discard(sha);
        error.place.file = file;
        return fail(error);
    };
    auto scan = ocr::Scan::fromBytes(file, std::move(bytes), limits);
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
        auto known = knownPage(data_, sha, number);
        if (!known) return fail(known.error());
        std::vector<StackPage> before;
        for (const PageRecord& record : *known) before.push_back(stackPage(library_, record));
        const auto keepKnown = [&](std::vector<StackPage> as) {
            for (PageRecord& record : *known) {
                sheets.emplace_back().record = std::move(record);
                sheets.back().known = true;
            }
            stack.insert(stack.end(), as.begin(), as.end());
        };
        // A page of a submission is read again: its companions may need it.
        const bool again = std::any_of(before.begin(), before.end(), [](const StackPage& page) {
            return page.kind == StackPage::Kind::form && page.ranks > 1;
        });
        const bool foreign = !known->empty() && std::all_of(known->begin(), known->end(), isForeign);
        if (!known->empty() && !again && !foreign) {
            keepKnown(std::move(before));
            continue;
        }
        const auto index = static_cast<std::size_t>(number - 1);
        Result<ocr::Page> page = index < kept.size() ? Result<ocr::Page>(std::move(kept[index])) : scan->page(number);
        if (!page) return fail(page.error());
        page->file = file;
        PageRecord fresh;
        fresh.sha256 = sha;
        fresh.page = number;
        fresh.pagesInFile = scan->pages();
        fresh.fileName = shownAs.empty() ? lastPart(file) : shownAs;
        fresh.received = DateTime::fromUnixMillis(now()).iso();
        std::vector<ocr::SheetReading> readings = read(*page, cropsOf(fresh));
        // Cut otherwise than before: it stays as it is, and belongs to nobody.
        if (!known->empty() && known->size() != readings.size()) {
            keepKnown(std::vector<StackPage>(known->size()));
            continue;
        }
        fresh.sheets = static_cast<int>(readings.size());
        for (ocr::SheetReading& one : readings) {
            ReadSheet& sheet = sheets.emplace_back();
            fresh.sheet = one.page.sheet;
            sheet.record = fresh;
            sheet.reading = std::move(one.reading);
            if (auto within = keepToReach(sheet.reading, sheet.record); !within) return fail(within.error());
            if (data_.pages().has(fresh.id()) && !(foreign && sheet.reading.code != kForeign)) {
                auto record = data_.pages().find(fresh.id());
                if (!record) return fail(record.error());
                sheet.record = std::move(*record);
                sheet.known = true;
            }
            sheet.page = withoutPixels(one.page);
            if (oneOfSeveral(library_, sheet.reading)) {
                stack.push_back(stackPage(library_, sheet.reading, addresses));
                continue;
            }
            if (!sheet.known)
                if (auto settled = settleAlone(sheet, one.page, addresses); !settled) return fail(settled.error());
            // Read before as one of several and now as something else: it stays as it is, and belongs to nobody.
            const bool other = sheet.known && again;
            stack.push_back(other ? StackPage{} : stackPage(library_, sheet.record));
            sheet.reading.readings.clear();
        }
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
        auto original = data_.blobs().read(waiting.sha256);
        if (!original) return fail(original.error());
        auto scan = ocr::Scan::fromBytes(waiting.fileName, std::move(*original));
        if (!scan) return fail(scan.error());
        if (waiting.page > scan->pages()) return fail(otherThanBefore(waiting));
        auto decoded = scan->page(waiting.page);
        if (!decoded) return fail(decoded.error());
        ocr::Page& page = *decoded;
        page.file = waiting.fileName;
        ReadSheet& sheet = sheets.emplace_back();
        sheet.record = waiting;
        sheet.record.person = person;
        const bool helped = help && sheets.size() == 1;
        if (helped)
            for (const auto& corner : help->corners) sheet.record.corners.push_back(corner);
        page.sheet = waiting.sheet;
        page.part = partOf(waiting);
        if (helped) {
            sheet.reading = readerOfLayout.read(page, *help, cropsOf(sheet.record));
        } else {
            sheet.reading = readerOfLayout.read(ocr::partAlone(page), cropsOf(sheet.record));
            move(sheet.reading, page.part.left, page.part.top);
        }
        sheet.page = withoutPixels(page);
        if (layoutOf(library_, sheet.reading) == nullptr) return fail(doesNotFit(sheet.reading, waiting, helped));
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

}  // namespace toitsu::station
