// The engine's claim is the recorded intent. Then: look – act – look. Whatever leaves it open whether the system has
// the record waits for another look where a second entry is surely without effect, and goes to a person everywhere
// else.

#include <algorithm>
#include <array>

#include "backends/backend.h"

namespace toitsu::backends {

namespace {

Outcome failed(Error error) {
    return {Outcome::State::failed, std::nullopt, std::move(error)};
}
Outcome uncertain(Error error) {
    return {Outcome::State::uncertain, std::nullopt, std::move(error)};
}

Error rejection(const Lookup& lookup) {
    return {ErrorKind::refused,
            "B024",
            {"業務システムが登録を断りました（" + lookup.reason.ja +
                 "）。内容か接続定義を直し、業務システム側の結果を片付けてから再試行してください。",
             "the business system rejected the entry (" + lookup.reason.en +
                 "); correct the record or the binding, have the result removed, then retry"},
            {}};
}

// What a look means when it found something; nothing when the key is absent.
std::optional<Outcome> conclude(const Lookup& lookup) {
    switch (lookup.state) {
        case Lookup::State::entered:
            return Outcome{Outcome::State::entered, lookup.receipt, std::nullopt};
        case Lookup::State::pending:
            return Outcome{Outcome::State::waiting, std::nullopt, std::nullopt};
        case Lookup::State::rejected:
            return failed(rejection(lookup));
        case Lookup::State::absent:
            break;
    }
    return std::nullopt;
}

// A binding of another town or another operation would put a citizen's data into the wrong system.
std::optional<Error> mismatch(const Binding& binding, const workflows::Job& job) {
    if (binding.municipality() == job.municipality && binding.operation() == job.operation) return std::nullopt;
    return Error{ErrorKind::refused,
                 "B015",
                 {"接続定義 " + binding.id() +
                      " は、この依頼の団体と操作のものではありません。接続定義の選び方を確認してください。",
                  "the binding " + binding.id() + " is not for this job's municipality and operation"},
                 {}};
}

// Failures after which the system certainly does not have the record. A backend that is merely unavailable may have it.
bool surelyNotEntered(const Error& error) {
    constexpr std::array<std::string_view, 4> known{"B020", "B021", "B030", "B032"};
    if (error.code == unknownOutcome) return false;
    return error.kind != ErrorKind::unavailable || std::find(known.begin(), known.end(), error.code) != known.end();
}

// The job is not over, and the same step later is harmless.
Outcome waiting(Error error) {
    return {Outcome::State::waiting, std::nullopt, std::move(error)};
}

// The first look failed. A first attempt has done nothing yet; a later one may follow an act that arrived.
Outcome afterFailedLook(const workflows::Job& job, const Error& error) {
    const bool first = job.attempt <= 1 && !job.reclaimed;
    // An answer that cannot be read is the answer to something that was entered.
    if (error.kind == ErrorKind::input) return uncertain(error);
    if (first) return failed(error);
    return error.kind == ErrorKind::unavailable ? waiting(error) : uncertain(error);
}

Outcome afterFailedEntry(Backend& backend, const workflows::Job& job, const Error& error) {
    const auto found = backend.look(job.key);
    if (found)
        if (auto outcome = conclude(*found)) return *outcome;
    // B021 may come after the file had its final name: only a look that worked says that it has not.
    if (surelyNotEntered(error) && (found || error.code != "B021")) return failed(error);
    return backend.refusesDuplicates() ? waiting(error) : uncertain(error);
}

Error interrupted() {
    return {ErrorKind::refused,
            "B042",
            {"前の試行が途中で終わり、業務システムに登録が見当たりません。遅れて登録されることがあります。業務システム"
             "で確認してから"
             "再試行してください。",
             "an earlier attempt ended half-way and the system does not show the entry, which may still arrive; look "
             "into the "
             "system, then retry"},
            {}};
}

}  // namespace

Outcome perform(const Binding& binding, Backend& backend, const workflows::Job& job, const Context& fields) {
    if (auto wrong = mismatch(binding, job)) return failed(*wrong);

    const auto before = backend.look(job.key);
    if (!before) return afterFailedLook(job, before.error());
    if (auto outcome = conclude(*before)) return *outcome;
    if (job.reclaimed && !backend.refusesDuplicates()) return uncertain(interrupted());

    const auto row = binding.row(fields);
    if (!row) return failed(row.error());
    if (auto done = backend.enter(job.key, *row); !done) return afterFailedEntry(backend, job, done.error());

    const auto after = backend.look(job.key);
    if (!after) return after.error().kind == ErrorKind::unavailable ? waiting(after.error()) : uncertain(after.error());
    if (auto outcome = conclude(*after)) return *outcome;
    return uncertain(
        Error{ErrorKind::internal,
              "B041",
              {"登録を渡しましたが、業務システムに見当たりません。業務システムで受付の有無を確認してください。",
               "the entry was handed over and the business system does not show it; look into the system"},
              {}});
}

}  // namespace toitsu::backends
