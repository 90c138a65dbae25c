#include "apps/cli/internal/shell_values.h"

namespace toitsu::cli::shell {

tl::unexpected<Error> wrong(const std::string& ja, const std::string& en) {
    return fail(ErrorKind::usage, "C190", {ja, en});
}

Result<std::string> text(const Value& request, const char* name) {
    if (const std::string* found = request[name].string()) return *found;
    return wrong(std::string("\"") + name + "\" に文字列が要ります。",
                 std::string("\"") + name + "\" must be a string");
}

std::string textOr(const Value& request, const char* name, std::string otherwise) {
    const std::string* found = request[name].string();
    return found ? *found : otherwise;
}

Result<std::int64_t> integer(const Value& request, const char* name) {
    const Decimal* number = request[name].number();
    if (const auto whole = number ? number->toInteger() : std::nullopt) return *whole;
    return wrong(std::string("\"") + name + "\" に整数が要ります。",
                 std::string("\"") + name + "\" must be a whole number");
}

std::int64_t integerOr(const Value& request, const char* name, std::int64_t otherwise) {
    const Decimal* number = request[name].number();
    return number ? number->toInteger().value_or(otherwise) : otherwise;
}

Context context(const Value& request, const char* name) {
    return request[name].context() ? *request[name].context() : Context();
}

bool truth(const Value& request, const char* name) {
    return request[name].isTrue();
}

Result<workflows::Instant> instant(const Value& value, const char* name) {
    if (const Decimal* number = value.number()) {
        if (const auto whole = number->toInteger()) return *whole;
    }
    if (const DateTime* moment = value.dateTime()) return moment->unixMillis();
    if (const std::string* iso = value.string()) {
        if (const auto moment = DateTime::parse(*iso)) return moment->unixMillis();
    }
    return wrong(
        std::string("\"") + name + "\" は 2026-04-01T09:00:00+09:00 の形か、1970 年からのミリ秒です。",
        std::string("\"") + name + "\" is written as 2026-04-01T09:00:00+09:00, or as milliseconds since 1970");
}

Result<workflows::Instant> after(const Value& value, const char* name, workflows::Instant from) {
    if (const Decimal* number = value.number()) {
        if (const auto whole = number->toInteger()) return from + *whole;
    }
    if (const std::string* iso = value.string()) {
        if (const auto exact = parseDayTimeDuration(*iso))
            return from + exact->seconds * 1000 + exact->nanoseconds / 1'000'000;
        if (const auto months = parseYearMonthDuration(*iso)) {
            DateTime moment = DateTime::fromUnixMillis(from);
            moment.date = moment.date.plusMonths(months->months);
            return moment.unixMillis();
        }
    }
    return wrong(std::string("\"") + name + "\" は PT5M や P3D の形か、ミリ秒です。",
                 std::string("\"") + name + "\" is written as PT5M or P3D, or as milliseconds");
}

Value when(workflows::Instant at) {
    return DateTime::fromUnixMillis(at).iso();
}

Value whenOr(const std::optional<workflows::Instant>& at) {
    return at ? when(*at) : Value();
}

const char* word(workflows::CaseStatus status) {
    switch (status) {
        case workflows::CaseStatus::running:
            return "running";
        case workflows::CaseStatus::incident:
            return "incident";
        case workflows::CaseStatus::completed:
            break;
    }
    return "completed";
}

Value view(const workflows::Task& task) {
    return Context{{"id", task.id},
                   {"case", task.caseId},
                   {"element", task.element},
                   {"name", task.name},
                   {"role", task.role},
                   {"form", task.form},
                   {"created", when(task.created)},
                   {"due", whenOr(task.due)},
                   {"claimed_by", task.claimedBy},
                   {"municipality", task.municipality},
                   {"variables", task.variables}};
}

Value view(const workflows::Job& job) {
    Context out = {{"id", job.id},
                   {"case", job.caseId},
                   {"element", job.element},
                   {"operation", job.operation},
                   {"key", job.key},
                   {"attempt", job.attempt},
                   {"lease_until", when(job.leaseUntil)},
                   {"reclaimed", job.reclaimed},
                   {"municipality", job.municipality},
                   {"variables", job.variables}};
    if (!job.script.empty()) out.put("script", job.script);
    return out;
}

Value view(const workflows::CaseView& one) {
    List at;
    for (const std::string& element : one.at) at.push_back(element);
    Context out = {{"id", one.id},
                   {"process", one.process},
                   {"definition", one.definition},
                   {"municipality", one.municipality},
                   {"key", one.businessKey},
                   {"status", word(one.status)},
                   {"suspended", one.suspended},
                   {"started", when(one.started)},
                   {"ended", whenOr(one.ended)},
                   {"at", std::move(at)},
                   {"variables", one.variables}};
    if (!one.error.empty()) out.put("error", one.error);
    return out;
}

Value view(const workflows::Incident& incident) {
    return Context{{"id", incident.id},     {"case", incident.caseId},     {"element", incident.element},
                   {"code", incident.code}, {"message", incident.message}, {"created", when(incident.created)}};
}

Value view(const workflows::HistoryEntry& entry) {
    return Context{{"sequence", entry.sequence}, {"at", when(entry.at)}, {"kind", entry.kind},
                   {"element", entry.element},   {"actor", entry.actor}, {"detail", entry.detail}};
}

Value view(const Error& error) {
    Context out = {{"code", error.code}, {"message", error.message.in(userLanguage())}};
    if (!error.place.file.empty() || error.place.line > 0) {
        out.put("file", error.place.file);
        out.put("line", error.place.line);
        out.put("column", error.place.column);
    }
    return out;
}

}  // namespace toitsu::cli::shell
