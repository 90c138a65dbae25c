#include "workflows/stores/postgres_pool.h"

#include "workflows/stores/postgres_schema.h"

namespace toitsu::workflows {

Result<std::unique_ptr<PostgresLink>> PostgresPool::connect() const {
    auto link = PostgresLink::open(where_);
    if (!link) return link;
    if (auto begun = beginSession(**link, municipality_); !begun) return fail(std::move(begun.error()));
    return link;
}

Result<std::unique_ptr<PostgresLink>> PostgresPool::take() {
    std::unique_lock lock(mutex_);
    given_.wait(lock, [this] { return lent_ < mostLinks; });
    ++lent_;
    while (!idle_.empty()) {
        auto link = std::move(idle_.back());
        idle_.pop_back();
        if (!link->lost()) return link;
    }
    lock.unlock();
    auto link = connect();
    if (!link) give(nullptr);
    return link;
}

void PostgresPool::give(std::unique_ptr<PostgresLink> link) {
    {
        const std::lock_guard lock(mutex_);
        --lent_;
        if (link && !link->lost()) idle_.push_back(std::move(link));
    }
    given_.notify_one();
}

Result<std::vector<PgRows>> PostgresPool::ask(const std::vector<PgStatement>& statements) {
    constexpr int mostTries = 5;
    for (int tried = 1;; ++tried) {
        auto link = take();
        if (!link) return fail(std::move(link.error()));
        auto rows = (*link)->runAll(statements);
        const bool lost = (*link)->lost();
        if (!rows && !lost && statements.size() > 1) static_cast<void>((*link)->script("ROLLBACK"));
        give(std::move(*link));
        const bool again = !rows && (lost || rows.error().code == "W125");
        if (!again || tried == mostTries) return rows;
    }
}

Result<PgRows> PostgresPool::ask(const std::string& sql, const std::vector<PgText>& parameters) {
    auto rows = ask(std::vector<PgStatement>{{sql, parameters}});
    if (!rows) return fail(std::move(rows.error()));
    return std::move(rows->front());
}

}  // namespace toitsu::workflows
