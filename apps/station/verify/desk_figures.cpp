// What the desk tells the figures when people have finished a task.

#include "apps/station/verify/desk_working.h"
#include "apps/station/verify/sample.h"

namespace toitsu::station {

Result<void> Desk::countEnded(Instant now) {
    std::map<std::string, std::int64_t> ended;
    {
        const std::lock_guard lock(noticedMutex_);
        ended.swap(endedCases_);
    }
    if (ended.empty()) return {};
    const auto counted = parts_.file.write([&](Database& database) -> Result<void> {
        for (const auto& [municipality, number] : ended)
            if (auto done = figures::happened(database, municipality, Happening::caseEnded, now, number); !done)
                return done;
        return {};
    });
    if (counted) return counted;
    const std::lock_guard lock(noticedMutex_);
    for (const auto& [municipality, number] : ended) endedCases_[municipality] += number;
    return counted;
}

// At once, not when the whole sample of the case is done: a wrong value may be on its way.
Result<void> Desk::tellFindings(Database& database, const Working& working) {
    if (working.row.kind != TaskKind::sample) return {};
    for (const Entry& entry : working.entries) {
        const auto state = working.draft.items.find(entry.field);
        const auto kept = itemById(database, entry.item);
        if (!kept) return fail(kept.error());
        if (kept->empty() || state == working.draft.items.end()) continue;
        const std::string stands = ItemPayload::parse(kept->front().payload).text;
        const auto& decision = state->second.decision;
        const bool wrong = decision && decision->code != Code::illegible && decision->text != stands;
        const TaskRow& row = working.row;
        const auto told = wrong ? findings::put(database, {entry.item, row.caseId, row.municipality, row.form,
                                                           entry.field, stands, decision->text, entry.at})
                                : findings::withdraw(database, entry.item);
        if (!told) return told;
    }
    return {};
}

Result<Desk::Finished> Desk::finishedSample(const TaskRow& row) {
    Finished out;
    out.row = row;
    const auto items = parts_.file.read([&](Database& database) { return itemsOf(database, row.task); });
    if (!items) return fail(items.error());
    const std::lock_guard lock(mutex_);
    const DeskTask* task = waiting_.task(row.task);
    if (task == nullptr) return out;
    for (const ItemRow& kept : *items) {
        const ItemPayload payload = ItemPayload::parse(kept.payload);
        for (const auto& item : task->items) {
            if (item->field != kept.field || !item->state.decision) continue;
            // What nobody can read says nothing about the machine.
            if (item->state.decision->code == Code::illegible) continue;
            const std::string& entered = item->state.decision->text;
            out.fields.push_back({kept.field, perMilleOf(payload.confidence), true, entered == payload.text});
        }
    }
    return out;
}

Result<Desk::Finished> Desk::finishedTask(const TaskRow& row, const Draft& draft) {
    Finished out;
    out.row = row;
    auto fields = lookedAt(row, draft.items);
    if (!fields) return fail(fields.error());
    out.fields = std::move(*fields);
    return out;
}

// The first time that people have finished it: later, what stands there is not the machine's any more.
Result<std::vector<FieldLookedAt>> Desk::lookedAt(const TaskRow& row,
                                                  const std::map<std::string, ItemState>& states) const {
    std::vector<FieldLookedAt> out;
    const forms::Form* form = formOf(row);
    std::vector<ItemRow> items;
    const auto asked = parts_.file.read([&](Database& database) -> Result<void> {
        const auto before = closedBefore(database, row.caseId);
        if (!before) return fail(before.error());
        if (*before) return {};
        auto all = itemsOf(database, row.task);
        if (!all) return fail(all.error());
        items = std::move(*all);
        return {};
    });
    if (!asked) return fail(asked.error());
    for (const ItemRow& item : items) {
        const forms::Field* field = form == nullptr ? nullptr : form->field(item.field);
        const auto state = states.find(item.field);
        if (field == nullptr || field->myNumber || !item.firstBy.empty()) continue;
        if (state == states.end() || !state->second.decision) continue;
        if (state->second.decision->code == Code::illegible) continue;
        const ItemPayload payload = ItemPayload::parse(item.payload);
        if (payload.places.empty()) continue;  // the machine had nothing to read
        if (payload.why.ja.empty()) continue;  // no doubt of the machine's: the record came back to be looked through
        out.push_back(
            {item.field, perMilleOf(payload.confidence), false, state->second.decision->text == payload.text});
    }
    return out;
}

}  // namespace toitsu::station
