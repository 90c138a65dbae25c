#pragma once

// GroupWriter: makes what any number of threads ask for durable in groups. All requests that wait are made in one
// transaction and share its fsync, in the order in which they came.

#include <functional>
#include <future>
#include <vector>

#include "base/result.h"
#include "workflows/stores/gatherer.h"

namespace toitsu::workflows {

class GroupWriter {
public:
    // How a store begins, ends and gives up a transaction. `commit` answers only when all is durable.
    struct Transactions {
        std::function<Result<void>()> begin;
        std::function<Result<void>()> commit;
        std::function<void()> rollback;
    };

    explicit GroupWriter(Transactions transactions);

    // `make` runs in the open transaction, perhaps a second time when the first was given up. When it answers a
    // conflict (W105) it has written nothing. `bytes`: about how much it writes.
    std::future<Result<void>> later(std::function<Result<void>()> make, std::size_t bytes = 1);
    // In the same thread and order, but outside of any transaction: what a database does only there.
    std::future<Result<void>> between(std::function<Result<void>()> make);

private:
    struct Request {
        std::function<Result<void>()> make;
        std::promise<Result<void>> answer;
        bool between = false;
    };
    void handle(std::vector<Request>& group);
    void make(std::vector<Request>& group);
    bool together(std::vector<Request>& group);
    Result<void> alone(Request& request);

    Transactions transactions_;
    Gatherer<Request> gatherer_;  // the last member: its thread ends first
};

}  // namespace toitsu::workflows
