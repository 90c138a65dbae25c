// What is due: cases by the form that they were written on, pages that were set aside by the day that was done.

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "apps/station/intake_book.h"
#include "apps/station/retention/retention.h"

namespace toitsu::station {

namespace {

constexpr int kAllPages = 1'000'000'000;
// A month's end and the day itself: what ended this many days later than the calendar says is looked at, too.
constexpr std::int64_t kSlackDays = 3;

// The shortest that any form asks for: what has ended later than that before `until` is due of none.
Instant lookBefore(const forms::Library& library, Date until) {
    std::optional<Date> latest;
    for (const auto& form : library.forms) {
        const auto period = periodOf(form->retention);
        if (!period) continue;
        const Date ended = until.plusMonths(-period->months).plusDays(kSlackDays - period->days);
        if (!latest || ended > *latest) latest = ended;
    }
    const Date day = std::min(latest.value_or(until), until).plusDays(1);
    return beginningOf(day);
}

// When a page was set aside; of records from before that was written down, when the record was written last.
Instant setAside(const PageRecords& pages, const PageRecord& page) {
    if (const auto at = DateTime::parse(page.dismissed)) return at->unixMillis();
    constexpr std::int64_t kNanosPerMilli = 1'000'000;
    return pages.stamp(page.id()).changed / kNanosPerMilli;
}

}  // namespace

std::string_view statusName(KeptThing::Status status) {
    switch (status) {
        case KeptThing::Status::due:
            return "due";
        case KeptThing::Status::later:
            return "later";
        case KeptThing::Status::held:
            return "held";
        case KeptThing::Status::never:
            return "never";
        case KeptThing::Status::listed:
            return "listed";
    }
    return "later";
}

std::optional<Period> Retention::periodOfForm(const std::string& form, LineRow& line) const {
    const forms::Form* known = form.empty() ? nullptr : parts_.library->form(form);
    if (known == nullptr) return std::nullopt;
    line.title = known->title;
    line.period = known->retention;
    return periodOf(known->retention);
}

// A case is on one form; where its flow has put records of others beside it, the longest counts, and one without a
// retention is never over.
KeptThing Retention::keptCase(const EndedCase& one, const RetentionPolicy& policy, Date until) const {
    KeptThing thing;
    LineRow& line = thing.line;
    line.subject = one.id;
    line.began = one.began;
    line.ended = one.ended;
    const LineRow blank = line;
    bool first = true, never = false;
    for (const EndedCase::OnForm& on : one.forms) {
        LineRow found = blank;
        found.form = on.form;
        found.version = on.version;
        const auto period = periodOfForm(on.form, found);
        if (!period) {
            never = true;
            if (first || line.title.empty()) line = found;
            first = false;
            continue;
        }
        const Kept kept = keptFrom(policy.begins, civilDay(found.ended), *period);
        found.begins = kept.begins;
        found.due = kept.due;
        if (first || found.due > line.due) line = found;
        first = false;
    }
    if (first || never) {
        thing.status = KeptThing::Status::never;
        line.begins = line.due = Date{};
        if (never) line.period.clear();
    } else {
        thing.status = line.due <= until ? KeptThing::Status::due : KeptThing::Status::later;
    }
    return thing;
}

Result<void> Retention::casesInto(std::vector<KeptThing>& out, const std::string& municipality, Date until,
                                  const Destroyed& destroyed) const {
    const RetentionPolicy& policy = parts_.policies.of(municipality);
    const auto ended = parts_.file.read([&](Database& database) {
        return ended_cases::of(database, municipality, lookBefore(*parts_.library, until));
    });
    if (!ended) return fail(ended.error());
    for (const EndedCase& one : *ended) {
        KeptThing thing = keptCase(one, policy, until);
        thing.line.again = destroyed.record(one.id, one.began);
        // What was destroyed by its right and has come back from a backup goes again.
        if (!thing.line.again.empty()) thing.status = KeptThing::Status::due;
        if (thing.status != KeptThing::Status::later) out.push_back(std::move(thing));
    }
    return {};
}

Result<std::int64_t> Retention::unknown(const std::string& municipality, Date until) const {
    if (municipality.empty()) return 0;  // every case is somebody's
    workflows::CaseQuery query;
    query.municipality = municipality;
    query.status = workflows::CaseStatus::completed;
    query.endedBefore = lookBefore(*parts_.library, until);
    const auto ended = parts_.station.store().countCases(query);
    if (!ended) return ended;
    const auto known = parts_.file.read(
        [&](Database& database) { return ended_cases::count(database, municipality, *query.endedBefore); });
    if (!known) return known;
    return std::max<std::int64_t>(*ended - *known, 0);
}

Result<void> Retention::pagesInto(std::vector<KeptThing>& out, const std::string& municipality, Date until,
                                  const Destroyed& destroyed) const {
    const RetentionPolicy& policy = parts_.policies.of(municipality);
    const auto period = periodOf(policy.dropped);
    if (!period) return {};
    const auto ids = parts_.file.read([&](Database& database) {
        return intake_book::pages(database, {municipality}, PageState::dismissed, "", kAllPages);
    });
    if (!ids) return fail(ids.error());
    for (const std::string& id : *ids) {
        const auto page = parts_.data.pages().find(id);
        if (!page && page.error().kind == ErrorKind::notFound) continue;
        if (!page) return fail(page.error());
        if (page->state != PageState::dismissed) continue;
        KeptThing thing;
        LineRow& line = thing.line;
        line.subject = id;
        line.kind = LineKind::onPage;
        line.ended = setAside(parts_.data.pages(), *page);
        const auto received = DateTime::parse(page->received);
        line.began = received ? received->unixMillis() : line.ended;
        line.period = policy.dropped;
        // A year after it was set aside, whatever the municipality counts cases from.
        const Kept kept = keptFrom(RetentionPolicy::Begins::end, civilDay(line.ended), *period);
        line.begins = kept.begins;
        line.due = kept.due;
        line.again = destroyed.record(id, line.began);
        if (line.due > until && line.again.empty()) continue;
        thing.status = KeptThing::Status::due;
        out.push_back(std::move(thing));
    }
    return {};
}

Result<void> Retention::mark(std::vector<KeptThing>& out, const std::string& municipality) const {
    std::unordered_map<std::string, HoldRow> held;
    std::unordered_set<std::string> listed;
    const auto read = parts_.file.read([&](Database& database) -> Result<void> {
        const auto holds = retention_book::holds(database, municipality);
        if (!holds) return fail(holds.error());
        for (const HoldRow& hold : *holds) held.emplace(hold.caseId, hold);
        const auto open = retention_book::listed(database, municipality);
        if (!open) return fail(open.error());
        for (const auto& one : *open) listed.insert(one.subject);
        return {};
    });
    if (!read) return read;
    for (KeptThing& thing : out) {
        if (listed.contains(thing.line.subject)) thing.status = KeptThing::Status::listed;
        if (const auto hold = held.find(thing.line.subject); hold != held.end()) {
            thing.status = KeptThing::Status::held;
            thing.hold = hold->second;
        }
    }
    return {};
}

Result<std::vector<KeptThing>> Retention::due(const std::string& municipality, Date until) const {
    std::vector<KeptThing> out;
    const auto destroyed = destroyed_.of(parts_.file, beside_, municipality);
    if (!destroyed) return fail(destroyed.error());
    if (auto done = casesInto(out, municipality, until, **destroyed); !done) return fail(done.error());
    if (auto done = pagesInto(out, municipality, until, **destroyed); !done) return fail(done.error());
    if (auto done = mark(out, municipality); !done) return fail(done.error());
    std::sort(out.begin(), out.end(), [](const KeptThing& a, const KeptThing& b) {
        return a.line.due != b.line.due ? a.line.due < b.line.due : a.line.subject < b.line.subject;
    });
    return out;
}

}  // namespace toitsu::station
