#include "apps/server/retention_values.h"

#include "apps/server/routes.h"
#include "apps/server/values.h"
#include "apps/station/retention/retention_policy.h"

namespace toitsu::server {

using station::DisposalRow;
using station::LineKind;
using station::LineRow;

Context lineValue(const LineRow& line) {
    const bool never = line.period.empty();
    return Context{{"kind", line.kind == LineKind::onCase ? "case" : "page"},
                   {"id", line.subject},
                   {"form", line.form},
                   {"form_title", line.title},
                   {"form_version", line.version},
                   {"ended", station::civilDay(line.ended).iso()},
                   {"period", textOrNull(line.period)},
                   {"begins", never ? Value() : Value(line.begins.iso())},
                   {"due", never ? Value() : Value(line.due.iso())},
                   {"again", textOrNull(line.again)}};
}

Value holdValue(const Services& services, const station::HoldRow& hold) {
    return Context{{"case", hold.caseId},
                   {"municipality", hold.municipality},
                   {"reason", hold.reason},
                   {"person", services.personName(hold.person)},
                   {"at", isoTime(hold.at)}};
}

Context disposalValue(const Services& services, const Request& request, const DisposalRow& row,
                      const station::retention_book::Tally& tally) {
    const auto personOf = [&](const std::string& id) { return id.empty() ? Value() : Value(services.personName(id)); };
    return Context{{"id", row.id},
                   {"municipality", row.municipality},
                   {"state", std::string(station::disposalStateName(row.state))},
                   {"asked_by", personOf(row.askedBy)},
                   {"asked", isoTime(row.asked)},
                   {"own", Value(row.askedBy == request.access.account())},
                   {"note", row.note},
                   {"decided_by", personOf(row.decidedBy)},
                   {"decided", row.decided == 0 ? Value() : Value(isoTime(row.decided))},
                   {"finished", row.finished == 0 ? Value() : Value(isoTime(row.finished))},
                   {"cases", tally.cases},
                   {"pages", tally.pages},
                   {"erased", tally.erased},
                   {"spared", tally.spared}};
}

std::vector<NamedShape> retentionShapes() {
    const std::string line =
        "kind: case|page, id: string, form: string, form_title: string, form_version: int, ended: string, "
        "period: string|null, begins: string|null, due: string|null, again: string|null, ";
    const std::string disposal =
        "{id: string, municipality: string, state: asked|approved|done|withdrawn, asked_by: string|null, asked: time, "
        "own: bool, note: string, decided_by: string|null, decided: time|null, finished: time|null, cases: int, "
        "pages: int, erased: int, spared: int";
    return {
        {"Hold", "{case: string, municipality: string, reason: string, person: string, at: time}"},
        {"KeptThing", "{" + line + "municipality: string, status: due|held|listed|never, hold: Hold|null}"},
        {"DisposalLine", "{" + line + "state: listed|erasing|erased|spared, why: held|changed|missing|restored|null}"},
        {"Disposal", disposal + "}"},
        {"DisposalFile", disposal + ", lines: [DisposalLine], next: string|null}"},
        {"RecordLine",
         "{municipality: string, number: int, finished: time, sha256: string, cases: int, pages_set_aside: int, "
         "spared: int}"},
    };
}

}  // namespace toitsu::server
