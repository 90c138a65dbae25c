#pragma once

// Gatherer: one thread that handles what any number of threads add, in the order in which it came. While a group is
// being handled (and flushed to the disk), the next one gathers: the natural group commit.

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <iterator>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace toitsu::workflows {

template <class Item>
class Gatherer {
public:
    using Handle = std::function<void(std::vector<Item>& group)>;

    explicit Gatherer(Handle handle) : handle_(std::move(handle)), thread_([this] { run(); }) {}
    ~Gatherer() {  // what was added before is still handled
        {
            const std::lock_guard lock(mutex_);
            ending_ = true;
        }
        added_.notify_one();
        thread_.join();
    }
    Gatherer(const Gatherer&) = delete;
    Gatherer& operator=(const Gatherer&) = delete;

    void add(Item item, std::size_t bytes) {
        bool first = false;
        {
            const std::lock_guard lock(mutex_);
            first = waiting_.empty();
            waiting_.emplace_back(std::move(item), bytes);
        }
        if (first) added_.notify_one();
    }

private:
    // A group must not grow without bounds, nor keep its first item waiting for ever.
    static constexpr std::size_t mostItems = 2'000;
    static constexpr std::size_t mostBytes = std::size_t{16} << 20;

    void run() {
        for (;;) {
            std::vector<Item> group = next();
            if (group.empty()) return;
            handle_(group);
        }
    }

    std::vector<Item> next() {
        std::unique_lock lock(mutex_);
        added_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
        std::vector<Item> group;
        std::size_t bytes = 0;
        auto at = waiting_.begin();
        for (; at != waiting_.end() && group.size() < mostItems && bytes < mostBytes; ++at) {
            bytes += at->second;
            group.push_back(std::move(at->first));
        }
        waiting_.erase(waiting_.begin(), at);
        return group;
    }

    Handle handle_;
    std::mutex mutex_;
    std::condition_variable added_;
    std::vector<std::pair<Item, std::size_t>> waiting_;
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace toitsu::workflows
