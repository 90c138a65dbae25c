#include "workflows/stores/postgres_group.h"

#include "workflows/encoding.h"

namespace toitsu::workflows {

std::vector<PgStatement> PostgresGroup::questions(const std::vector<const std::vector<Change>*>& requests) {
    std::set<std::string> ids;
    std::set<std::string> messages;
    PgArray keys, processes, municipalities;
    for (const std::vector<Change>* changes : requests)
        for (const Change& change : *changes) {
            ids.insert(change.after.id);
            messages.insert(change.taken.begin(), change.taken.end());
            if (change.expected != 0 || change.after.businessKey.empty()) continue;
            keys.add(change.after.businessKey);
            processes.add(change.after.process);
            municipalities.add(change.after.municipality);
        }
    PgArray cases, kept;
    for (const std::string& id : ids) cases.add(id);
    for (const std::string& id : messages) kept.add(id);
    // In one order everywhere, so that two groups never wait for one another.
    return {
        {"SELECT id, sequence FROM cases WHERE id = ANY ($1::text[]) ORDER BY id FOR UPDATE", {cases.text()}},
        {"SELECT c.municipality, c.process, c.business_key FROM unnest($1::text[], $2::text[], $3::text[]) AS k (key, "
         "process, municipality) JOIN cases c ON c.business_key = k.key AND c.business_key <> '' AND c.process = "
         "k.process "
         "AND c.municipality = k.municipality",
         {keys.text(), processes.text(), municipalities.text()}},
        {"SELECT id FROM messages WHERE id = ANY ($1::text[]) ORDER BY id FOR UPDATE", {kept.text()}}};
}

PostgresGroup::PostgresGroup(const std::vector<PgRows>& answers) {
    const PgRows& cases = answers[0];
    for (std::size_t n = 0; n < cases.rows.size(); ++n) sequences_[cases.text(n, 0)] = cases.integer(n, 1);
    for (std::size_t n = 0; n < answers[1].rows.size(); ++n) {
        StoredCase row;
        row.municipality = answers[1].text(n, 0);
        row.process = answers[1].text(n, 1);
        row.businessKey = answers[1].text(n, 2);
        keys_.insert(keyOf(row));
    }
    for (std::size_t n = 0; n < answers[2].rows.size(); ++n) there_.insert(answers[2].text(n, 0));
}

Result<std::int64_t> PostgresGroup::sequenceOf(const std::string& caseId) {
    const auto found = sequences_.find(caseId);
    return found == sequences_.end() ? 0 : found->second;
}

Result<bool> PostgresGroup::keyIsTaken(const StoredCase& row) {
    return keys_.contains(keyOf(row));
}

Result<bool> PostgresGroup::messageIsThere(const std::string& id) {
    return there_.contains(id);
}

Result<void> PostgresGroup::add(const std::vector<Change>& changes) {
    if (auto possible = canBeMade(changes, *this); !possible) return possible;
    for (const Change& change : changes) make(change);
    return {};
}

void PostgresGroup::make(const Change& change) {
    const StoredCase& after = change.after;
    Row& row = cases_[after.id];
    StoredCase merged = after;
    if (after.snapshot.empty()) {
        merged.snapshot = row.row.snapshot;
        merged.snapshotAt = row.row.snapshotAt;
    }
    row.row = std::move(merged);
    row.fresh |= change.expected == 0;
    sequences_[after.id] = after.sequence;
    if (change.expected == 0 && !after.businessKey.empty()) keys_.insert(keyOf(after));
    std::int64_t sequence = change.expected;
    for (const Event& event : change.events) events_.push_back({&after, ++sequence, &event});
    for (const std::string& id : change.closed) work_[id].reset();
    for (const std::string& id : change.taken) {
        there_.erase(id);
        published_.erase(id);
        taken_.insert(id);
    }
    for (const StoredMessage& message : change.published) {
        there_.insert(message.id);
        published_.emplace(message.id, message);
    }
    for (const Work& work : change.opened) work_[work.id] = work;
}

namespace {

// Columns of equal length, each an array parameter.
struct Columns {
    explicit Columns(std::size_t count) : arrays(count) {}
    std::vector<PgArray> arrays;
    std::vector<PgText> parameters() const {
        std::vector<PgText> out;
        for (const PgArray& array : arrays) out.emplace_back(array.text());
        return out;
    }
    bool empty() const { return arrays[0].empty(); }
};

constexpr const char* newCases =
    "INSERT INTO cases (id, process, definition, municipality, business_key, status, started, ended, sequence) SELECT "
    "* FROM "
    "unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::smallint[], $7::bigint[], $8::bigint[], "
    "$9::bigint[])";
constexpr const char* movedCases =
    "UPDATE cases c SET definition = n.definition, status = n.status, ended = n.ended, sequence = n.sequence FROM "
    "unnest($1::text[], $2::text[], $3::smallint[], $4::bigint[], $5::bigint[]) AS n (id, definition, status, ended, "
    "sequence) "
    "WHERE c.id = n.id";
constexpr const char* snapshots =
    "INSERT INTO snapshots (case_number, municipality, at, state) SELECT c.number, c.municipality, n.at, n.state FROM "
    "unnest($1::text[], $2::bigint[], $3::text[]) AS n (id, at, state) JOIN cases c ON c.id = n.id ON CONFLICT "
    "(case_number) "
    "DO UPDATE SET at = excluded.at, state = excluded.state";
constexpr const char* events =
    "INSERT INTO events (case_number, sequence, municipality, at, kind, element, actor, detail) SELECT c.number, "
    "n.sequence, "
    "c.municipality, n.at, n.kind, n.element, n.actor, n.detail FROM unnest($1::text[], $2::bigint[], $3::bigint[], "
    "$4::text[], $5::text[], $6::text[], $7::text[]) AS n (id, sequence, at, kind, element, actor, detail) JOIN cases "
    "c ON "
    "c.id = n.id";
constexpr const char* openedWork =
    "INSERT INTO work (id, case_id, municipality, kind, due, created, name, key) SELECT * FROM unnest($1::text[], "
    "$2::text[], $3::text[], $4::smallint[], $5::bigint[], $6::bigint[], $7::text[], $8::text[]) ON CONFLICT (id) DO "
    "UPDATE "
    "SET kind = excluded.kind, due = excluded.due, created = excluded.created, name = excluded.name, key = "
    "excluded.key, "
    "reserved_until = 0";
constexpr const char* publishedMessages =
    "INSERT INTO messages (id, municipality, name, key, variables, received, expires) SELECT * FROM unnest($1::text[], "
    "$2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[]) ON CONFLICT DO NOTHING";

}  // namespace

std::vector<PgStatement> PostgresGroup::statements() const {
    std::vector<PgStatement> out;
    const auto put = [&](const char* sql, const Columns& columns) {
        if (!columns.empty()) out.push_back({sql, columns.parameters()});
    };
    Columns fresh(9), moved(5), states(3), entries(7), opened(8), messages(7);
    for (const auto& [id, kept] : cases_) {
        const StoredCase& row = kept.row;
        const auto status = static_cast<std::int64_t>(row.status);
        if (kept.fresh) {
            fresh.arrays[0].add(id);
            fresh.arrays[1].add(row.process);
            fresh.arrays[2].add(row.definition);
            fresh.arrays[3].add(row.municipality);
            fresh.arrays[4].add(row.businessKey);
            fresh.arrays[5].add(status);
            fresh.arrays[6].add(row.started);
            fresh.arrays[7].add(row.ended);
            fresh.arrays[8].add(row.sequence);
        } else {
            moved.arrays[0].add(id);
            moved.arrays[1].add(row.definition);
            moved.arrays[2].add(status);
            moved.arrays[3].add(row.ended);
            moved.arrays[4].add(row.sequence);
        }
        if (row.snapshot.empty()) continue;
        states.arrays[0].add(id);
        states.arrays[1].add(row.snapshotAt);
        states.arrays[2].add(row.snapshot);
    }
    for (const Entry& entry : events_) {
        entries.arrays[0].add(entry.row->id);
        entries.arrays[1].add(entry.sequence);
        entries.arrays[2].add(entry.event->at);
        entries.arrays[3].add(std::string(name(entry.event->kind)));
        entries.arrays[4].add(entry.event->element);
        entries.arrays[5].add(entry.event->actor);
        entries.arrays[6].add(encode(entry.event->detail));
    }
    PgArray closed, taken;
    for (const auto& [id, work] : work_) {
        if (!work) {
            closed.add(id);
            continue;
        }
        opened.arrays[0].add(id);
        opened.arrays[1].add(work->caseId);
        opened.arrays[2].add(work->municipality);
        opened.arrays[3].add(static_cast<std::int64_t>(work->kind));
        opened.arrays[4].add(work->due);
        opened.arrays[5].add(work->created);
        opened.arrays[6].add(work->name);
        opened.arrays[7].add(work->key);
    }
    for (const std::string& id : taken_) taken.add(id);
    for (const auto& [id, message] : published_) {
        messages.arrays[0].add(id);
        messages.arrays[1].add(message.municipality);
        messages.arrays[2].add(message.name);
        messages.arrays[3].add(message.key);
        messages.arrays[4].add(message.variables);
        messages.arrays[5].add(message.received);
        messages.arrays[6].add(message.expires);
    }
    put(newCases, fresh);
    put(movedCases, moved);
    put(snapshots, states);
    put(events, entries);
    if (!closed.empty()) out.push_back({"DELETE FROM work WHERE id = ANY ($1::text[])", {closed.text()}});
    put(openedWork, opened);
    if (!taken.empty()) out.push_back({"DELETE FROM messages WHERE id = ANY ($1::text[])", {taken.text()}});
    put(publishedMessages, messages);
    return out;
}

}  // namespace toitsu::workflows
