#include "apps/station/retention/retention.h"

#include <algorithm>
#include <set>

#include "apps/station/audit.h"
#include "apps/station/intake_book.h"
#include "apps/station/random_id.h"
#include "apps/station/verify/item_payload.h"

namespace toitsu::station {

namespace {

constexpr std::size_t kShaLength = 64;

Error notDue(const std::string& subject) {
    return {
        ErrorKind::conflict,
        "V505",
        {"廃棄の対象にできないものが含まれています（期限前、廃棄停止中、または別の廃棄案にあります）。一覧を開き直し"
         "て選んでください",
         "something of it cannot be destroyed now (not yet due, held, or on another list); choose again from the "
         "list"},
        Place{subject, 0, 0, 0}};
}

Error noSuchList() {
    return {ErrorKind::notFound, "V502", {"その廃棄案はありません", "there is no such list"}, {}};
}

Error waitsNoMore() {
    return {ErrorKind::conflict,
            "V504",
            {"この廃棄案はもう承認待ちではありません。一覧を開き直してください",
             "this list does not wait for approval any more; look at it again"},
            {}};
}

Result<DisposalRow> waiting(Database& database, const std::string& id) {
    auto row = retention_book::disposal(database, id);
    if (!row) return fail(row.error());
    if (!*row) return fail(noSuchList());
    if ((*row)->state != DisposalState::asked) return fail(waitsNoMore());
    return std::move(**row);
}

Result<void> tell(Database& database, const std::string& municipality, Instant now, const std::string& person,
                  const std::string& action, const std::string& subject, Context detail = {}) {
    return audit::append(database, {municipality, now, person, action, subject, std::move(detail)});
}

Result<Context> tally(Database& database, const std::string& disposal) {
    const auto all = retention_book::tally(database, disposal);
    if (!all) return fail(all.error());
    return Context{{"cases", all->cases}, {"pages", all->pages}};
}

}  // namespace

Result<void> Retention::hold(const std::string& caseId, const std::string& person, const std::string& reason,
                             Instant now) {
    const auto view = parts_.station.engine().findCase(caseId);
    if (!view) return fail(view.error());
    return parts_.file.write([&](Database& database) -> Result<void> {
        const auto listed = retention_book::listedOf(database, caseId);
        if (!listed) return fail(listed.error());
        if (*listed && (*listed)->line == LineState::erasing)
            return fail(ErrorKind::conflict, "V508",
                        {"この案件はもう廃棄が始まっています。止められません",
                         "this case is being destroyed already; it cannot be held any more"});
        const auto put = retention_book::putHold(database, {0, caseId, view->municipality, reason, person, now});
        if (!put) return fail(put.error());
        if (!*put)
            return fail(ErrorKind::conflict, "V506",
                        {"この案件にはもう廃棄停止があります", "this case is held already"});
        return tell(database, view->municipality, now, person, "retention.hold", caseId);
    });
}

Result<void> Retention::release(const std::string& caseId, const std::string& person, Instant now) {
    return parts_.file.write([&](Database& database) -> Result<void> {
        const auto stands = retention_book::holdOf(database, caseId);
        if (!stands) return fail(stands.error());
        if (!*stands)
            return fail(ErrorKind::notFound, "V507", {"この案件に廃棄停止はありません", "no hold stands on this case"});
        const auto lifted = retention_book::liftHold(database, caseId, person, now);
        if (!lifted) return fail(lifted.error());
        return tell(database, (*stands)->municipality, now, person, "retention.release", caseId);
    });
}

Result<std::string> Retention::ask(const std::string& municipality, const std::vector<std::string>& subjects,
                                   const std::string& note, const std::string& person, Instant now) {
    const auto all = due(municipality, civilDay(now));
    if (!all) return fail(all.error());
    std::set<std::string> wanted(subjects.begin(), subjects.end());
    std::set<std::string> originals;  // of the chosen cases: pages set aside that lie beside them go along
    for (const std::string& subject : subjects) {
        const auto view = parts_.station.engine().findCase(subject);
        if (!view && view.error().kind != ErrorKind::notFound) return fail(view.error());
        if (view)
            for (const std::string& page : pagesOf(view->variables)) originals.insert(page.substr(0, kShaLength));
    }
    std::vector<LineRow> lines;
    for (const KeptThing& thing : *all) {
        const bool named = wanted.erase(thing.line.subject) > 0;
        const bool along =
            thing.line.kind == LineKind::onPage && originals.contains(thing.line.subject.substr(0, kShaLength));
        if (thing.status == KeptThing::Status::due && (subjects.empty() || named || along))
            lines.push_back(thing.line);
        else if (named)
            return fail(notDue(thing.line.subject));
    }
    if (!wanted.empty()) return fail(notDue(*wanted.begin()));
    if (lines.empty()) return fail(notDue(municipality));
    DisposalRow row;
    row.id = randomId();
    row.municipality = municipality;
    row.askedBy = person;
    row.note = note;
    row.asked = now;
    const auto durable = parts_.file.write([&](Database& database) -> Result<void> {
        for (const LineRow& line : lines) {
            const auto hold = retention_book::holdOf(database, line.subject);
            if (!hold) return fail(hold.error());
            const auto listed = retention_book::listedOf(database, line.subject);
            if (!listed) return fail(listed.error());
            if (*hold || *listed) return fail(notDue(line.subject));
        }
        if (auto put = retention_book::putDisposal(database, row, lines); !put) return put;
        const auto counted = tally(database, row.id);
        if (!counted) return fail(counted.error());
        return tell(database, municipality, now, person, "retention.ask", row.id, *counted);
    });
    if (!durable) return fail(durable.error());
    return row.id;
}

Result<void> Retention::approve(const std::string& disposal, const std::string& person, Instant now) {
    return parts_.file.write([&](Database& database) -> Result<void> {
        auto row = waiting(database, disposal);
        if (!row) return fail(row.error());
        if (row->askedBy == person)
            return fail(ErrorKind::refused, "V503",
                        {"廃棄を申請した人は承認できません。別の人が承認してください",
                         "whoever asked for it cannot approve it; another person must"});
        row->state = DisposalState::approved;
        row->decidedBy = person;
        row->decided = now;
        if (auto put = retention_book::disposalIs(database, *row); !put) return put;
        const auto counted = tally(database, disposal);
        if (!counted) return fail(counted.error());
        return tell(database, row->municipality, now, person, "retention.approve", disposal, *counted);
    });
}

Result<void> Retention::withdraw(const std::string& disposal, const std::string& person, Instant now) {
    return parts_.file.write([&](Database& database) -> Result<void> {
        auto row = waiting(database, disposal);
        if (!row) return fail(row.error());
        row->state = DisposalState::withdrawn;
        row->decidedBy = person;
        row->decided = now;
        if (auto put = retention_book::disposalIs(database, *row); !put) return put;
        return tell(database, row->municipality, now, person, "retention.withdraw", disposal);
    });
}

}  // namespace toitsu::station
