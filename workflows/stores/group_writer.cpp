#include "workflows/stores/group_writer.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace toitsu::workflows {

namespace {

// A group's transaction must not grow without bounds, nor keep its first request waiting for ever.
constexpr std::size_t mostRequests = 2'000;
constexpr std::size_t mostBytes = 16u << 20;

bool refused(const Result<void>& result) {
    return !result && result.error().kind == ErrorKind::conflict;
}

}  // namespace

GroupWriter::GroupWriter(Transactions transactions)
    : transactions_(std::move(transactions)), thread_([this] { run(); }) {}

GroupWriter::~GroupWriter() {
    {
        const std::lock_guard lock(mutex_);
        ending_ = true;
    }
    asked_.notify_one();
    thread_.join();
}

std::future<Result<void>> GroupWriter::later(std::function<Result<void>()> make, std::size_t weight) {
    Request request{std::move(make), {}, weight};
    auto answer = request.answer.get_future();
    bool first = false;
    {
        const std::lock_guard lock(mutex_);
        first = waiting_.empty();
        waiting_.push_back(std::move(request));
    }
    if (first) asked_.notify_one();
    return answer;
}

void GroupWriter::run() {
    for (;;) {
        std::vector<Request> group = next();
        if (group.empty()) return;
        make(group);
    }
}

std::vector<GroupWriter::Request> GroupWriter::next() {
    std::unique_lock lock(mutex_);
    asked_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
    std::size_t count = 0;
    std::size_t bytes = 0;
    while (count < waiting_.size() && count < mostRequests && bytes < mostBytes) bytes += waiting_[count++].weight;
    const auto end = waiting_.begin() + static_cast<std::ptrdiff_t>(count);
    std::vector<Request> group(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(end));
    waiting_.erase(waiting_.begin(), end);
    return group;
}

void GroupWriter::make(std::vector<Request>& group) {
    if (together(group)) return;
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
