#pragma once

// Gatherer: one thread that handles what any number of threads add, in the order in which it came. While a group is
// being handled (and flushed to the disk), the next one gathers: the natural group commit. Those who have just been
// answered come again a moment later, so the next group waits for as many as the last one had, but never longer than
// half of what that one took. Somebody alone never waits.

#include <algorithm>
#include <chrono>
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
        bool worth = false;
        {
            const std::lock_guard lock(mutex_);
            waiting_.emplace_back(std::move(item), bytes);
            worth = waiting_.size() == 1 || waiting_.size() == lastSize_;
        }
        if (worth) added_.notify_one();
    }

private:
    // A group must not grow without bounds, nor keep its first item waiting for ever.
    static constexpr std::size_t mostItems = 2'000;
    static constexpr std::size_t mostBytes = std::size_t{16} << 20;
    static constexpr auto longestPause = std::chrono::milliseconds(2);
    using Clock = std::chrono::steady_clock;

    void run() {
        for (;;) {
            std::vector<Item> group = next();
            if (group.empty()) return;
            const auto start = Clock::now();
            const std::size_t size = group.size();
            handle_(group);
            const std::lock_guard lock(mutex_);
            lastSize_ = size;
            lastTook_ = Clock::now() - start;
        }
    }

    std::vector<Item> next() {
        std::unique_lock lock(mutex_);
        added_.wait(lock, [this] { return ending_ || !waiting_.empty(); });
        if (lastSize_ > 1 && !ending_)
            added_.wait_for(lock, std::min<Clock::duration>(lastTook_ / 2, longestPause),
                            [this] { return ending_ || waiting_.size() >= lastSize_; });
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
    std::size_t lastSize_ = 0;
    Clock::duration lastTook_{};
    bool ending_ = false;
    std::thread thread_;
};

}  // namespace toitsu::workflows
