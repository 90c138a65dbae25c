#include "workflows/stores/ground.h"

#include <set>

namespace toitsu::workflows {

namespace {

// What the earlier changes of the request will have done.
struct Ahead {
    std::map<std::string, std::int64_t> sequences;
    std::set<std::string> keys;
    std::set<std::string> published;
    std::set<std::string> taken;
};

Result<bool> fits(const Change& change, Ground& ground, Ahead& ahead) {
    const StoredCase& row = change.after;
    const auto moved = ahead.sequences.find(row.id);
    Result<std::int64_t> sequence = moved == ahead.sequences.end() ? ground.sequenceOf(row.id) : moved->second;
    if (!sequence) return fail(std::move(sequence.error()));
    if (*sequence != change.expected) return false;
    if (change.expected == 0 && !row.businessKey.empty()) {
        if (!ahead.keys.insert(keyOf(row)).second) return false;
        const auto taken = ground.keyIsTaken(row);
        if (!taken || *taken) return taken ? Result<bool>(false) : taken;
    }
    for (const std::string& id : change.taken) {
        if (!ahead.taken.insert(id).second) return false;
        if (ahead.published.contains(id)) continue;
        const auto there = ground.messageIsThere(id);
        if (!there || !*there) return there;
    }
    for (const StoredMessage& message : change.published) ahead.published.insert(message.id);
    ahead.sequences[row.id] = row.sequence;
    return true;
}

}  // namespace

Result<void> canBeMade(const std::vector<Change>& changes, Ground& ground) {
    Ahead ahead;
    for (const Change& change : changes) {
        const auto good = fits(change, ground, ahead);
        if (!good) return fail(good.error());
        if (!*good) return fail(caseHasMoved());
    }
    return {};
}

std::string keyOf(const StoredCase& row) {
    return row.municipality + '\n' + row.process + '\n' + row.businessKey;
}

Error caseHasMoved() {
    return {
        ErrorKind::conflict,
        "W105",
        {"案件が同時に変更されました。もう一度行ってください。", "the case was changed at the same time; try again"},
        {}};
}

}  // namespace toitsu::workflows
