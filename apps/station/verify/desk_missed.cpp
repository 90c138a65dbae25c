// What happened while nobody was there to count it: cases that `toitsu intake` made, and whatever a killed station had
// done and not yet noted down.

#include <algorithm>

#include "apps/station/sealed_record.h"
#include "apps/station/verify/desk_working.h"
#include "apps/station/verify/sample.h"

namespace toitsu::station {

namespace {

constexpr int kPage = 1000;
// A case may be durable so much later than one that began after it.
constexpr Instant kLateMillis = 3'600'000;

}  // namespace

Result<std::vector<std::string>> Desk::missedCases() const {
    const auto mark = parts_.file.read(figures::mark);
    if (!mark) return fail(mark.error());
    std::vector<std::string> out;
    workflows::CaseQuery query;
    query.most = kPage;
    query.after = *mark ? **mark : std::string();
    for (;;) {
        const auto some = parts_.station.store().cases(query);
        if (!some) return fail(some.error());
        for (const workflows::StoredCase& one : *some) {
            query.after = one.id;
            if (!*mark) continue;
            const auto known = parts_.file.read([&](Database& database) { return figures::counted(database, one.id); });
            if (!known) return fail(known.error());
            if (!*known) out.push_back(one.id);
        }
        if (some->size() < kPage) break;
    }
    if (*mark) return out;
    // Cases from before there was a mark are counted with their tasks; it begins behind them.
    const auto begun = parts_.file.write([&](Database& database) { return figures::setMark(database, query.after); });
    if (!begun) return fail(begun.error());
    return out;
}

// Losing one that was due costs the next start a longer look.
std::optional<std::string> Desk::markDue(const std::vector<TakenUp>& taken, Instant now) {
    std::optional<std::string> due;
    for (const TakenUp& one : taken) {
        if (!one.started) continue;
        if (!nextMark_) nextMark_ = {one.row.created, one.row.caseId};
        if (now - nextMark_->first < kLateMillis) continue;
        due = nextMark_->second;
        nextMark_ = {one.row.created, one.row.caseId};
    }
    return due;
}

Result<Desk::Finished> Desk::finishedElsewhere(const TaskRow& row) const {
    Finished out;
    out.row = row;
    out.here = false;
    const forms::Form* form = formOf(row);
    if (row.kind != TaskKind::verify || form == nullptr) return out;
    const auto about = parts_.station.engine().findCase(row.caseId);
    if (!about && about.error().kind != ErrorKind::notFound) return fail(about.error());
    if (!about || about->variables["record"].isNull()) return out;
    const auto record = recordOf(vault(), about->variables);
    if (!record && record.error().kind != ErrorKind::input) return fail(record.error());
    if (record) out.terms = case_search::termsOf(*form, *record, about->variables, parts_.data.pages());
    std::map<std::string, ItemState> states;
    {
        const std::lock_guard lock(mutex_);
        const DeskTask* task = waiting_.task(row.task);
        if (task == nullptr || !task->wholeSince) return out;
        for (const auto& item : task->items) states.emplace(item->field, item->state);
    }
    out.here = true;
    auto fields = lookedAt(row, states);
    if (!fields) return fail(fields.error());
    out.fields = std::move(*fields);
    return out;
}

}  // namespace toitsu::station
