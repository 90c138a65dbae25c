// What a test looks at. Each check says what was expected and what is there, in the words of the script.

#include <algorithm>

#include "base/json.h"
#include "workflows/trial/player.h"

namespace toitsu::workflows::trial {

namespace {

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
    return out.empty() ? "-" : out;
}

std::string statusName(CaseStatus status) {
    return status == CaseStatus::completed ? "completed" : status == CaseStatus::incident ? "incident" : "running";
}

std::string momentText(Instant moment) {
    return DateTime::fromUnixMillis(moment).iso();
}

Wording said(const std::string& what, const std::string& value) {
    return {what + " " + value, what + " " + value};
}

}  // namespace

std::string Player::openWork() const {
    const auto seen = stage_.engine().findCase(caseId_);
    if (!seen) return "-";
    std::string text = statusName(seen->status) + ", at " + joined(seen->at);
    const auto incidents = stage_.engine().incidents();
    if (!incidents) return text;
    for (const Incident& one : *incidents)
        if (one.caseId == caseId_) text += ", incident " + one.code + " at " + one.element + " (" + one.message + ")";
    return text;
}

Player::Answer Player::check(const Then& then, const Place& place) {
    if (!then.refused.empty()) {
        const std::string got = refused_ ? refused_->code : "-";
        if (got != then.refused)
            return Difference{place, said("refused", then.refused),
                              refused_ ? Wording{got + " " + refused_->message.ja, got + " " + refused_->message.en}
                                       : Wording{"できた", "it was done"}};
    }
    refused_.reset();
    const auto seen = stage_.engine().findCase(caseId_);
    if (!seen) return failed(place, {"案件がある", "there is a case"}, seen.error());
    if (auto differs = checkStanding(then, *seen, place)) return differs;
    if (auto differs = checkPath(then, place)) return differs;
    if (auto differs = checkValues(then, *seen, place)) return differs;
    if (auto differs = checkEvents(then, *seen, place)) return differs;
    return checkWork(then, place);
}

Player::Answer Player::checkStanding(const Then& then, const CaseView& seen, const Place& place) {
    if (!then.incident.empty()) {
        const auto open = stage_.engine().incidents();
        if (!open) return failed(place, said("incident", then.incident), open.error());
        const bool there = std::any_of(open->begin(), open->end(), [&](const Incident& one) {
            return one.caseId == caseId_ && one.code == then.incident;
        });
        if (!there) return Difference{place, said("incident", then.incident), said("", openWork())};
    }
    if (then.status && *then.status != statusName(seen.status))
        return Difference{place, said("status", *then.status), said("status", openWork())};
    if (!then.error.empty() && then.error != seen.error)
        return Difference{place, said("error", then.error), said("error", seen.error.empty() ? "-" : seen.error)};
    if (!then.at) return std::nullopt;
    auto wanted = *then.at;
    auto got = seen.at;
    std::sort(wanted.begin(), wanted.end());
    std::sort(got.begin(), got.end());
    if (wanted != got) return Difference{place, said("at", joined(wanted)), said("at", joined(got))};
    return std::nullopt;
}

Player::Answer Player::checkPath(const Then& then, const Place& place) {
    if (!then.path && then.never.empty()) return std::nullopt;
    const auto seen = stage_.engine().findCase(caseId_);
    if (!seen) return failed(place, {"案件がある", "there is a case"}, seen.error());
    for (const std::string& element : then.never)
        if (std::find(seen->path.begin(), seen->path.end(), element) != seen->path.end())
            return Difference{place, said("never", element), said("path", joined(seen->path))};
    if (!then.path) return std::nullopt;
    auto at = seen->path.begin();
    for (const std::string& element : *then.path) {
        at = std::find(at, seen->path.end(), element);
        if (at == seen->path.end())
            return Difference{place, said("path", joined(*then.path)), said("path", joined(seen->path))};
        ++at;
    }
    return std::nullopt;
}

Player::Answer Player::checkValues(const Then& then, const CaseView& seen, const Place& place) {
    const auto wanted = values(then.variables, place);
    if (!wanted) return failed(place, {"変数を比べる", "variables are compared"}, wanted.error());
    for (const auto& [name, value] : wanted->entries()) {
        const Value& got = seen.variables[name];
        if (got == value) continue;
        return Difference{place, said(name, json::write(value)), said(name, json::write(got))};
    }
    if (!then.holds) return std::nullopt;
    std::vector<rules::Remark> remarks;
    const Value held = then.holds.evaluate(seen.variables.context() ? *seen.variables.context() : Context{}, &remarks);
    if (held.isTrue()) return std::nullopt;
    Wording got = said("", json::write(held));
    if (!remarks.empty()) {
        got.ja += " (" + remarks.front().text(Language::ja) + ")";
        got.en += " (" + remarks.front().text(Language::en) + ")";
    }
    return Difference{place, said("holds", then.holds.source()), got};
}

Player::Answer Player::checkEvents(const Then& then, const CaseView& seen, const Place& place) {
    if (then.sent.empty()) return std::nullopt;
    const auto history = stage_.engine().history(seen.id);
    if (!history) return failed(place, said("sent", then.sent), history.error());
    std::vector<std::string> sent;
    for (const HistoryEntry& entry : *history) {
        if (entry.kind != name(Kind::messageThrown) && entry.kind != name(Kind::signalThrown)) continue;
        if (const std::string* what = entry.detail["name"].string()) sent.push_back(*what);
    }
    if (std::find(sent.begin(), sent.end(), then.sent) != sent.end()) return std::nullopt;
    return Difference{place, said("sent", then.sent), said("sent", joined(sent))};
}

Player::Answer Player::checkWork(const Then& then, const Place& place) {
    if (then.element.empty()) return std::nullopt;
    const Wording wanted = {"「" + then.element + "」に開いている作業がある", "there is open work at " + then.element};
    const auto task = stage_.task(then.element);
    if (!task) return failed(place, wanted, task.error());
    const auto job = stage_.job(then.element);
    if (!job) return failed(place, wanted, job.error());
    const auto standing = stage_.engine().standing(caseId_);
    if (!standing) return failed(place, wanted, standing.error());
    std::string due = *task && (*task)->due ? momentText(*(*task)->due) : "-";
    bool open = *task || *job;
    for (const Standing::Waiting& waiting : standing->waits) {
        if (waiting.element != then.element) continue;
        open = true;
        if (waiting.due) due = momentText(*waiting.due);
    }
    if (!open) return Difference{place, wanted, said("", openWork())};
    const auto differ = [&](const char* what, const std::optional<std::string>& want,
                            const std::string& got) -> Answer {
        if (!want || *want == got) return std::nullopt;
        return Difference{place, said(what, *want), said(what, got.empty() ? "-" : got)};
    };
    if (auto differs = differ("role", then.role, *task ? (*task)->role : "")) return differs;
    if (auto differs = differ("form", then.form, *task ? (*task)->form : "")) return differs;
    if (auto differs = differ("operation", then.operation, *job ? (*job)->operation : "")) return differs;
    const std::string wantedDue = then.due ? momentText(*then.due) : due;
    if (due == wantedDue) return std::nullopt;
    return Difference{place, said("due", wantedDue), said("due", due)};
}

}  // namespace toitsu::workflows::trial
