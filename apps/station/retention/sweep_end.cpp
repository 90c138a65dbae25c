// The end of a list: what was deleted leaves the files of the databases, too; then the record is written, once.

#include <filesystem>

#include "apps/station/audit.h"
#include "apps/station/erase_file.h"
#include "apps/station/retention/sweep.h"
#include "base/hash.h"
#include "base/json.h"

namespace toitsu::station {

namespace fs = std::filesystem;

namespace {

// Kept messages that nobody can take any more, with what they carry.
Result<void> dropOldMessages(workflows::Store& store, const std::string& municipality, Instant now) {
    if (municipality.empty()) return {};  // a message is somebody's
    constexpr int kMost = 10'000;
    const auto kept = store.messages(municipality, "", std::nullopt, 0, kMost);
    if (!kept) return fail(kept.error());
    for (const workflows::StoredMessage& message : *kept)
        if (message.expires <= now)
            if (auto dropped = store.dropMessage(message.id); !dropped) return dropped;
    return {};
}

// What was being written when a process was killed: files::writeAtomically leaves it under a name of its own.
Result<void> dropHalves(const DataFolder& data) {
    constexpr auto kSurelyOver = std::chrono::hours(1);
    for (const std::string& folder : {data.path() + "/pages", data.drafts(), data.crops(), data.path() + "/blobs"}) {
        std::vector<std::string> halves;
        std::error_code failed;
        const auto now = fs::file_time_type::clock::now();
        for (fs::recursive_directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
            std::error_code gone;
            const std::string name = it->path().filename().string();
            const bool half = name.find(".new-") != std::string::npos || name.ends_with(".erasing");
            if (half && now - it->last_write_time(gone) > kSurelyOver && !gone) halves.push_back(it->path().string());
        }
        for (const std::string& half : halves) {
            const std::string whole = half.ends_with(".erasing") ? half.substr(0, half.size() - 8) : half;
            if (auto erased = eraseFile(whole); !erased) return erased;
        }
    }
    return {};
}

Context sum(const std::vector<LineRow>& lines) {
    Context out;
    std::int64_t cases = 0, spared = 0, setAside = 0;
    std::vector<std::pair<std::string, std::int64_t>> totals{
        {"pages", 0}, {"originals", 0}, {"originals_left", 0}, {"entries", 0}, {"crops", 0}};
    for (const LineRow& line : lines) {
        if (line.state != LineState::erased) {
            ++spared;
            continue;
        }
        ++(line.kind == LineKind::onCase ? cases : setAside);
        const auto counts = json::parse(line.counts);
        for (auto& [name, total] : totals)
            if (counts && (*counts)[name].number() != nullptr)
                total += (*counts)[name].number()->toInteger().value_or(0);
    }
    out.put("cases", cases);
    out.put("pages_set_aside", setAside);
    out.put("spared", spared);
    for (const auto& [name, total] : totals) out.put(name, total);
    return out;
}

// How many files, not which: their names are what somebody wrote.
std::int64_t filesIn(const std::string& folder) {
    std::int64_t count = 0;
    std::error_code failed;
    for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed))
        if (it->is_regular_file(failed)) ++count;
    return count;
}

Value lineValue(const LineRow& line) {
    const auto counts = json::parse(line.counts.empty() ? "{}" : line.counts);
    const auto count = [&](const char* name) {
        const Decimal* number = counts && line.state == LineState::erased ? (*counts)[name].number() : nullptr;
        return Value(number == nullptr ? std::int64_t{0} : number->toInteger().value_or(0));
    };
    const bool never = line.period.empty();
    return Context{{"kind", line.kind == LineKind::onCase ? "case" : "page"},
                   {"subject", line.subject},
                   {"form", line.form},
                   {"form_title", line.title},
                   {"form_version", line.version},
                   {"ended", civilDay(line.ended).iso()},
                   {"period", line.period},
                   {"begins", never ? Value() : Value(line.begins.iso())},
                   {"due", never ? Value() : Value(line.due.iso())},
                   {"again", line.again},
                   {"state", std::string(lineStateName(line.state))},
                   {"why", line.why},
                   {"pages", count("pages")},
                   {"originals", count("originals")},
                   {"originals_left", count("originals_left")},
                   {"entries", count("entries")},
                   {"crops", count("crops")}};
}

}  // namespace

Value recordValue(const DisposalRow& disposal, const std::vector<LineRow>& lines, std::int64_t number,
                  const RetentionPolicy& policy, const std::vector<Sweep::Parts::Folder>& watched) {
    List all, left;
    for (const LineRow& line : lines) all.push_back(lineValue(line));
    for (const Sweep::Parts::Folder& folder : watched) {
        if (folder.municipality != disposal.municipality) continue;
        const fs::path path = fs::path(folder.path).lexically_normal();
        left.push_back(Context{{"what", "watched-folder"},
                               {"folder", (path.has_filename() ? path : path.parent_path()).filename().string()},
                               {"files", filesIn(folder.path + "/done") + filesIn(folder.path + "/error")}});
    }
    left.push_back(Context{{"what", "backups"}});
    left.push_back(Context{{"what", "business-systems"}});
    return Context{
        {"format", 1},
        {"municipality", disposal.municipality},
        {"number", number},
        {"disposal", disposal.id},
        {"asked_by", disposal.askedBy},
        {"asked", DateTime::fromUnixMillis(disposal.asked).iso()},
        {"approved_by", disposal.decidedBy},
        {"approved", DateTime::fromUnixMillis(disposal.decided).iso()},
        {"finished", DateTime::fromUnixMillis(disposal.finished).iso()},
        {"note", disposal.note},
        {"ground", policy.ground},
        {"begins", std::string(beginsName(policy.begins))},
        {"method",
         Context{
             {"ja", "ファイルは0で上書きして削除。データベースは行を削除して全体を書き直し、ログを空にした。"},
             {"en",
              "Files overwritten with zeros and removed; rows deleted, databases written anew, their logs emptied."}}},
        {"totals", sum(lines)},
        {"lines", all},
        {"left", left}};
}

Result<void> Sweep::end(DisposalRow& disposal, Instant now) {
    if (disposal.state == DisposalState::approved) {
        if (auto may = parts_.beforeStep("messages"); !may) return may;
        if (auto dropped = dropOldMessages(parts_.station.store(), disposal.municipality, now); !dropped)
            return dropped;
        if (auto dropped = dropHalves(parts_.data); !dropped) return dropped;
        if (auto may = parts_.beforeStep("scrub cases"); !may) return may;
        if (auto done = parts_.station.store().scrub(); !done) return done;
        if (auto may = parts_.beforeStep("scrub station"); !may) return may;
        if (auto done = parts_.file.scrub(); !done) return done;
        if (auto may = parts_.beforeStep("record"); !may) return may;
        if (auto recorded = record(disposal, now); !recorded) return recorded;
    }
    if (auto may = parts_.beforeStep("copy"); !may) return may;
    const auto records =
        parts_.file.read([&](Database& database) { return retention_book::records(database, disposal.municipality); });
    if (!records) return fail(records.error());
    for (const RecordRow& row : *records)
        if (row.disposal == disposal.id)
            if (auto put = beside_.put(row); !put) return put;
    if (auto may = parts_.beforeStep("done"); !may) return may;
    disposal.state = DisposalState::done;
    return parts_.file.write([&](Database& database) { return retention_book::disposalIs(database, disposal); });
}

Result<void> Sweep::record(DisposalRow& disposal, Instant now) {
    const auto records = everyRecord(parts_.file, beside_, disposal.municipality);
    if (!records) return fail(records.error());
    RecordRow row;
    row.municipality = disposal.municipality;
    row.disposal = disposal.id;
    row.number = records->empty() ? 1 : records->back().number + 1;
    row.at = now;
    disposal.finished = now;
    disposal.state = DisposalState::recorded;
    return parts_.file.write([&](Database& database) -> Result<void> {
        const auto lines = retention_book::lines(database, disposal.id);
        if (!lines) return fail(lines.error());
        const Value value =
            recordValue(disposal, *lines, row.number, parts_.policies.of(disposal.municipality), parts_.watched);
        row.text = json::writePretty(value) + "\n";
        row.sha256 = sha256Hex(row.text);
        if (auto put = retention_book::putRecord(database, row); !put) return put;
        if (auto put = retention_book::disposalIs(database, disposal); !put) return put;
        const Value& totals = value["totals"];
        return audit::append(database, {disposal.municipality, now, "system", "retention.dispose", disposal.id,
                                        Context{{"record", row.number},
                                                {"sha256", row.sha256},
                                                {"cases", totals["cases"]},
                                                {"pages", totals["pages_set_aside"]},
                                                {"spared", totals["spared"]}}});
    });
}

}  // namespace toitsu::station
