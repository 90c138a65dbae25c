#pragma once

// GroupWriter: one thread that makes durable what any number of threads ask for. All requests that wait are made in one
// transaction and share its fsync, in the order in which they came; while that one is being flushed the next group
// gathers.

#include <condition_variable>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

#include "base/result.h"

namespace toitsu::workflows {

class GroupWriter {
public:
    struct Request {
        std::function<Result<void>()> make;  // in the open transaction; W105 means that nothing was written
        std::promise<Result<void>> answer;
        std::size_t weight = 1;  // about the bytes that it writes
    };
    // How a store begins, ends and gives up a transaction. `commit` answers only when all is durable.
    struct Transactions {
        std::function<Result<void>()> begin;
        std::function<Result<void>()> commit;
        std::function<void()> rollback;
    };

    explicit GroupWriter(Transactions transactions);
    ~GroupWriter();  // what was asked for before is still made
    GroupWriter(const GroupWriter&) = delete;
    GroupWriter& operator=(const GroupWriter&) = delete;

    std::future<Result<void>> later(std::function<Result<void>()> make, std::size_t weight = 1);

private:
    void run();
    std::vector<Request> next();
    void make(std::vector<Request>& group);
    bool together(std::vector<Request>& group);
    Result<void> alone(Request& request);

    Transactions transactions_;
    std::mutex mutex_;
    std::condition_variable asked_;
    std::vector<Request> waiting_;
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace toitsu::workflows
