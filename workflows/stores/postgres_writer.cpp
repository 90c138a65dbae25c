#include "workflows/stores/postgres_writer.h"

#include <chrono>
#include <thread>

#include "workflows/stores/postgres_group.h"

namespace toitsu::workflows {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr int mostTries = 8;

tl::unexpected<Error> unknownFate() {
    return fail(
        ErrorKind::unavailable, "W123",
        {"書き込みの途中で PostgreSQL との接続が切れ、保存されたかどうか分かりません。案件の状態を確かめてください。",
         "the connection to PostgreSQL was lost while committing and nobody knows whether it was done; look at the "
         "case before doing it again"});
}

bool passes(const Error& error) {
    return error.code == "W125" || error.code == "W120";
}

}  // namespace

PostgresWriter::PostgresWriter(const PostgresPool& pool, std::int64_t patienceMillis)
    : pool_(pool), patienceMillis_(patienceMillis), gatherer_([this](std::vector<Request>& group) { handle(group); }) {}

std::future<Result<void>> PostgresWriter::later(std::vector<Change> changes) {
    std::size_t bytes = 0;
    for (const Change& change : changes)
        bytes += change.after.snapshot.size() + change.events.size() * 300 + change.opened.size() * 200 + 300;
    Request request{std::move(changes), {}};
    auto answer = request.answer.get_future();
    gatherer_.add(std::move(request), bytes);
    return answer;
}

void PostgresWriter::handle(std::vector<Request>& group) {
    std::vector<Request*> all;
    for (Request& request : group) all.push_back(&request);
    auto results = together(all);
    if (results) {
        for (std::size_t n = 0; n < all.size(); ++n) all[n]->answer.set_value(std::move((*results)[n]));
        return;
    }
    const std::string code = results.error().code;
    if (all.size() == 1 || code == "W120" || code == "W123") {
        for (Request* request : all) request->answer.set_value(fail(results.error()));
        return;
    }
    // Refused for what one of them writes, so each is tried by itself.
    for (Request* request : all) {
        std::vector<Request*> alone{request};
        auto result = together(alone);
        request->answer.set_value(result ? std::move(result->front()) : fail(std::move(result.error())));
    }
}

// Starts over for as long as it helps. An error is one for the whole group.
Result<std::vector<Result<void>>> PostgresWriter::together(std::vector<Request*>& group) {
    for (int tried = 1;; ++tried) {
        if (auto there = connected(); !there) return fail(std::move(there.error()));
        auto results = attempt(group);
        if (results || !passes(results.error()) || tried == mostTries) return results;
        std::this_thread::sleep_for(milliseconds(tried * tried));
    }
}

Result<std::vector<Result<void>>> PostgresWriter::attempt(const std::vector<Request*>& group) {
    std::vector<const std::vector<Change>*> requests;
    for (const Request* request : group) requests.push_back(&request->changes);
    std::vector<PgStatement> opening{{"BEGIN"}, {"SELECT pg_current_xact_id()::text"}};
    for (PgStatement& question : PostgresGroup::questions(requests)) opening.push_back(std::move(question));
    auto answers = link_->runAll(opening);
    if (!answers) {
        giveUp();
        return fail(std::move(answers.error()));  // also when the connection was lost: COMMIT was never sent
    }
    const std::string transaction = (*answers)[1].text(0, 0);
    answers->erase(answers->begin(), answers->begin() + 2);
    PostgresGroup writes(*answers);
    std::vector<Result<void>> results;
    bool any = false;
    for (const std::vector<Change>* changes : requests) {
        results.push_back(writes.add(*changes));
        any = any || results.back().has_value();
    }
    if (!any) {
        giveUp();
        return results;
    }
    std::vector<PgStatement> statements = writes.statements();
    statements.push_back({"COMMIT"});
    auto done = link_->runAll(statements);
    if (done) return results;
    Error error = std::move(done.error());
    if (!link_->lost()) {
        giveUp();
        return fail(std::move(error));
    }
    switch (fateOf(transaction)) {
        case Fate::committed:
            return results;
        case Fate::notCommitted:
            return fail(std::move(error));
        case Fate::unknown:
            break;
    }
    return unknownFate();
}

void PostgresWriter::giveUp() {
    // When this fails the connection is lost, and the server rolls back by itself.
    if (!link_->lost()) static_cast<void>(link_->script("ROLLBACK"));
}

// Waits for the server for a while: a standby takes over in seconds.
Result<void> PostgresWriter::connected() {
    if (link_ && !link_->lost()) return {};
    link_.reset();
    const auto deadline = Clock::now() + milliseconds(patienceMillis_);
    for (auto pause = milliseconds(50);; pause = std::min(pause * 2, milliseconds(1'000))) {
        auto link = pool_.connect();
        if (link) {
            link_ = std::move(*link);
            return {};
        }
        if (link.error().code != "W120" || Clock::now() + pause > deadline) return fail(std::move(link.error()));
        std::this_thread::sleep_for(pause);
    }
}

PostgresWriter::Fate PostgresWriter::fateOf(const std::string& transaction) {
    const auto deadline = Clock::now() + milliseconds(patienceMillis_);
    do {
        if (!connected()) return Fate::unknown;
        const auto status = link_->run("SELECT pg_xact_status($1::xid8)", {transaction});
        if (!status) continue;
        const PgText& word = status->rows[0][0];
        if (word == "committed") return Fate::committed;
        if (word == "aborted") return Fate::notCommitted;
        if (!word) return Fate::unknown;                // too long ago for the server to know
        std::this_thread::sleep_for(milliseconds(50));  // "in progress": the old server process has not noticed yet
    } while (Clock::now() < deadline);
    return Fate::unknown;
}

}  // namespace toitsu::workflows
