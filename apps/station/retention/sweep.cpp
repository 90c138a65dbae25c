#include "apps/station/retention/sweep.h"

#include <algorithm>
#include <filesystem>

#include "apps/station/erase_file.h"
#include "apps/station/verify/item_payload.h"
#include "base/json.h"

namespace toitsu::station {

namespace {

constexpr std::size_t kShaLength = 64;

std::int64_t size(const std::vector<std::string>& list) {
    return static_cast<std::int64_t>(list.size());
}

}  // namespace

Result<bool> Sweep::step(Instant now) {
    auto disposal = parts_.file.read([](Database& database) { return retention_book::nextToDo(database); });
    if (!disposal) return fail(disposal.error());
    if (!*disposal) return false;
    if (auto looked = lookUpCrops((*disposal)->id); !looked) return fail(looked.error());
    auto line =
        parts_.file.read([&](Database& database) { return retention_book::nextLine(database, (*disposal)->id); });
    if (!line) return fail(line.error());
    auto done = !*line ? end(**disposal, now) : (*line)->state == LineState::listed ? begin(**line) : Result<void>();
    if (done && *line && (*line)->state == LineState::erasing) done = erase(**line, now);
    if (!done) return fail(done.error());
    return true;
}

// Also what earlier assignments of a page to other layouts have left there.
Result<void> Sweep::lookUpCrops(const std::string& disposal) {
    if (list_ == disposal) return {};
    const auto lines = parts_.file.read([&](Database& database) { return retention_book::lines(database, disposal); });
    if (!lines) return fail(lines.error());
    std::vector<std::string> originals;
    for (const LineRow& line : *lines) {
        if (line.kind == LineKind::onPage) originals.push_back(line.subject.substr(0, kShaLength));
        const auto view = parts_.station.engine().findCase(line.subject);
        if (!view && view.error().kind != ErrorKind::notFound) return fail(view.error());
        if (view)
            for (const std::string& page : pagesOf(view->variables)) originals.push_back(page.substr(0, kShaLength));
    }
    if (auto loaded = crops_.load(parts_.data.crops(), originals); !loaded) return loaded;
    list_ = disposal;
    return {};
}

Result<void> Sweep::spare(LineRow& line, const std::string& why) {
    line.state = LineState::spared;
    line.why = why;
    line.plan.clear();
    return parts_.file.write([&](Database& database) { return retention_book::lineIs(database, line); });
}

Result<void> Sweep::begin(LineRow& line) {
    if (auto may = parts_.beforeStep("plan"); !may) return may;
    return line.kind == LineKind::onCase ? beginCase(line) : beginPage(line);
}

Result<void> Sweep::beginCase(LineRow& line) {
    const auto view = parts_.station.engine().findCase(line.subject);
    if (!view && view.error().kind != ErrorKind::notFound) return fail(view.error());
    if (!view) return spare(line, "missing");
    if (!view->ended || *view->ended != line.ended || view->started != line.began) return spare(line, "changed");
    const auto trace = traceOfCase(parts_.data, parts_.station.engine(), *view, crops_);
    if (!trace) return fail(trace.error());
    LineRow after = line;
    after.state = LineState::erasing;
    after.plan = trace->text();
    bool held = false;
    const auto durable = parts_.file.write([&](Database& database) -> Result<void> {
        // In one transaction: whoever holds it now is told that it is too late.
        const auto hold = retention_book::holdOf(database, line.subject);
        if (!hold) return fail(hold.error());
        held = hold->has_value();
        if (held) return {};
        const auto entries = entriesOfCase(database, line.subject);
        if (!entries) return fail(entries.error());
        after.counts = json::write(
            Value(Context{{"pages", size(trace->pages)}, {"crops", size(trace->crops)}, {"entries", *entries}}));
        return retention_book::lineIs(database, after);
    });
    if (!durable) return durable;
    if (held) return spare(line, "held");
    line = after;
    return {};
}

Result<void> Sweep::beginPage(LineRow& line) {
    return parts_.undisturbed([&]() -> Result<void> {
        const auto page = parts_.data.pages().find(line.subject);
        if (!page && page.error().kind != ErrorKind::notFound) return fail(page.error());
        if (!page) return spare(line, "missing");
        if (page->state != PageState::dismissed) return spare(line, "restored");
        const CaseTrace trace = traceOfPage(*page, crops_);
        line.state = LineState::erasing;
        line.plan = trace.text();
        line.counts =
            json::write(Value(Context{{"pages", size(trace.pages)}, {"crops", size(trace.crops)}, {"entries", 0}}));
        return parts_.file.write([&](Database& database) { return retention_book::lineIs(database, line); });
    });
}

// The case goes first: what is left of it is then nobody's, and nobody finds half of it.
Result<void> Sweep::erase(LineRow& line, Instant now) {
    const CaseTrace trace = CaseTrace::parse(line.plan);
    if (line.kind == LineKind::onCase) {
        if (auto may = parts_.beforeStep("engine"); !may) return may;
        if (const auto purged = parts_.station.engine().purgeCases({line.subject}); !purged)
            return fail(purged.error());
        if (auto may = parts_.beforeStep("desk"); !may) return may;
        if (auto forgotten = parts_.forget(line.subject); !forgotten) return forgotten;
    }
    if (auto done = erasePages(line, trace); !done) return done;
    if (line.state == LineState::spared) return {};
    for (const auto& [folder, names] :
         {std::pair(parts_.data.crops(), &trace.crops), std::pair(parts_.data.drafts(), &trace.drafts)}) {
        for (const std::string& name : *names) {
            if (auto may = parts_.beforeStep("file"); !may) return may;
            if (auto erased = eraseFile(folder + "/" + name); !erased) return erased;
        }
    }
    // Together: what is handed in anew meanwhile would lose its row, or its original.
    return parts_.undisturbed([&]() -> Result<void> {
        const auto gone = eraseOriginals(trace);
        if (!gone) return fail(gone.error());
        if (auto may = parts_.beforeStep("flush"); !may) return may;
        std::vector<std::string> folders{parts_.data.path() + "/pages", parts_.data.crops(), parts_.data.drafts()};
        for (const std::string& sha256 : *gone)
            folders.push_back(std::filesystem::path(parts_.data.blobs().path(sha256)).parent_path().string());
        for (const std::string& folder : folders)
            if (auto flushed = flushFolder(folder); !flushed) return flushed;
        if (auto may = parts_.beforeStep("rows"); !may) return may;
        const auto counts = json::parse(line.counts);
        Context counted = counts && counts->context() != nullptr ? *counts->context() : Context{};
        counted.put("originals", size(*gone));
        counted.put("originals_left", size(trace.originals) - size(*gone));
        line.counts = json::write(Value(counted));
        line.state = LineState::erased;
        line.plan.clear();
        return parts_.file.write([&](Database& database) -> Result<void> {
            if (auto rows = eraseRows(database, line, trace, *gone, now); !rows) return rows;
            return retention_book::lineIs(database, line);
        });
    });
}

// A page that was set aside may have been taken back after a crash, before its record was gone: then it is spared.
Result<void> Sweep::erasePages(LineRow& line, const CaseTrace& trace) {
    return parts_.undisturbed([&]() -> Result<void> {
        for (const std::string& id : trace.pages) {
            if (line.kind == LineKind::onPage && parts_.data.pages().has(id)) {
                const auto page = parts_.data.pages().find(id);
                if (!page) return fail(page.error());
                if (page->state != PageState::dismissed) return spare(line, "restored");
            }
            if (auto may = parts_.beforeStep("page"); !may) return may;
            if (auto erased = eraseFile(parts_.data.pages().path(id)); !erased) return erased;
        }
        return {};
    });
}

// → those that are gone now. What another page is on stays, and so does what has been handed in again and waits.
Result<std::vector<std::string>> Sweep::eraseOriginals(const CaseTrace& trace) {
    std::vector<std::string> gone;
    for (const std::string& sha256 : trace.originals) {
        const auto needed =
            parts_.file.read([&](Database& database) { return originalIsNeeded(database, sha256, trace); });
        if (!needed) return fail(needed.error());
        if (*needed) continue;
        if (auto may = parts_.beforeStep("original"); !may) return fail(may.error());
        if (auto erased = eraseFile(parts_.data.blobs().path(sha256)); !erased) return fail(erased.error());
        gone.push_back(sha256);
    }
    return gone;
}

}  // namespace toitsu::station
