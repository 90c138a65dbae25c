#include "workflows/stores/group_writer.h"

#include <utility>

namespace toitsu::workflows {

namespace {

bool refused(const Result<void>& result) {
    return !result && result.error().kind == ErrorKind::conflict;
}

}  // namespace

GroupWriter::GroupWriter(Transactions transactions)
    : transactions_(std::move(transactions)), gatherer_([this](std::vector<Request>& group) { handle(group); }) {}

std::future<Result<void>> GroupWriter::later(std::function<Result<void>()> make, std::size_t bytes) {
    Request request{std::move(make), {}, false};
    auto answer = request.answer.get_future();
    gatherer_.add(std::move(request), bytes);
    return answer;
}

std::future<Result<void>> GroupWriter::between(std::function<Result<void>()> make) {
    Request request{std::move(make), {}, true};
    auto answer = request.answer.get_future();
    gatherer_.add(std::move(request), 1);
    return answer;
}

void GroupWriter::handle(std::vector<Request>& group) {
    std::vector<Request> some;
    for (Request& request : group) {
        if (!request.between) {
            some.push_back(std::move(request));
            continue;
        }
        make(some);
        some.clear();
        request.answer.set_value(request.make());
    }
    make(some);
}

void GroupWriter::make(std::vector<Request>& group) {
    if (group.empty() || together(group)) return;
    // Something went wrong that is no refusal. It may be one request's own fault, so each is tried by itself.
    for (Request& request : group) request.answer.set_value(alone(request));
}

// Whether everybody has been answered.
bool GroupWriter::together(std::vector<Request>& group) {
    if (group.size() == 1) return false;  // the way of one alone is the same
    if (!transactions_.begin()) return false;
    std::vector<Result<void>> results;
    results.reserve(group.size());
    for (Request& request : group) {
        results.push_back(request.make());
        if (results.back() || refused(results.back())) continue;
        transactions_.rollback();
        return false;
    }
    if (!transactions_.commit()) {
        transactions_.rollback();
        return false;
    }
    for (std::size_t n = 0; n < group.size(); ++n) group[n].answer.set_value(std::move(results[n]));
    return true;
}

Result<void> GroupWriter::alone(Request& request) {
    if (auto begun = transactions_.begin(); !begun) return begun;
    auto result = request.make();
    if (!result) {
        transactions_.rollback();
        return result;
    }
    auto durable = transactions_.commit();
    if (!durable) transactions_.rollback();
    return durable;
}

}  // namespace toitsu::workflows
