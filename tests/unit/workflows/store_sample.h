#pragma once

// Changes as an engine would commit them, for the tests of stores.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "workflows/store.h"

namespace toitsu::workflows::sample {

using Ids = std::vector<std::string>;

inline const std::string here = "202011";
inline const std::string there = "202029";

inline Change newCase(const std::string& id, const std::string& key = {}, const std::string& municipality = here) {
    Change change;
    change.after = {.id = id,
                    .process = "p",
                    .definition = "hash",
                    .municipality = municipality,
                    .businessKey = key.empty() ? id : key,
                    .status = CaseStatus::running,
                    .started = 10,
                    .ended = {},
                    .sequence = 2,
                    .snapshotAt = 2,
                    .snapshot = "snapshot of " + id};
    change.events = {{10, Kind::caseStarted, "", "", {{"n", 1}}},
                     {10, Kind::taskCreated, "a", "who", {{"d", Date{2026, 1, 2}}}}};
    return change;
}

// One event more, without a snapshot.
inline Change next(const std::string& id, std::int64_t expected, const std::string& municipality = here) {
    Change change = newCase(id, {}, municipality);
    change.expected = expected;
    change.events = {{20, Kind::taskCompleted, "a", "who", {}}};
    change.after.sequence = expected + 1;
    change.after.snapshotAt = 0;
    change.after.snapshot.clear();
    return change;
}

inline Change ended(const std::string& id, std::int64_t expected, Instant at, const std::string& municipality = here) {
    Change change = next(id, expected, municipality);
    change.after.status = CaseStatus::completed;
    change.after.ended = at;
    return change;
}

inline Work work(const std::string& id, Work::Kind kind, std::optional<Instant> due = {}, Instant created = 10,
                 const std::string& name = {}, const std::string& key = {}, const std::string& municipality = here) {
    return {id, id.substr(0, id.find('.')), municipality, kind, due, created, name, key};
}

inline StoredMessage message(const std::string& id, const std::string& name, const std::string& key,
                             Instant received = 10, Instant expires = 100) {
    return {id, here, name, key, "{}", received, expires};
}

template <class Row>
Ids ids(const Result<std::vector<Row>>& rows) {
    Ids out;
    EXPECT_TRUE(rows) << (rows ? "" : rows.error().text(Language::en));
    if (rows)
        for (const Row& row : *rows) out.push_back(row.id);
    return out;
}

inline std::string code(const Result<void>& result) {
    return result ? "" : result.error().code;
}

}  // namespace toitsu::workflows::sample
