// Group commit without a database: who shares a transaction, and who is answered what when something fails.

#include "workflows/stores/group_writer.h"

#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace toitsu::workflows {
namespace {

Error broken(const char* code, ErrorKind kind = ErrorKind::unavailable) {
    return {kind, code, {"x", "x"}, {}};
}

// Commits are held back until the test lets them go, so that requests gather behind the first one.
class Disk {
public:
    GroupWriter::Transactions transactions() {
        return {[this]() -> Result<void> {
                    ++begun;
                    return {};
                },
                [this]() -> Result<void> {
                    std::unique_lock lock(mutex_);
                    ++waiting_;
                    changed_.notify_all();
                    changed_.wait(lock, [this] { return open_; });
                    ++flushed;
                    return full ? Result<void>(tl::unexpected(broken("W104"))) : Result<void>();
                },
                [this] { ++rolledBack; }};
    }
    void untilItWaits() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return waiting_ > 0; });
    }
    void letGo() {
        {
            const std::lock_guard lock(mutex_);
            open_ = true;
        }
        changed_.notify_all();
    }
    std::atomic<int> begun = 0;
    std::atomic<int> flushed = 0;
    std::atomic<int> rolledBack = 0;
    std::atomic<bool> full = false;

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    int waiting_ = 0;
    bool open_ = false;
};

TEST(GroupWriter, ManyShareOneFlush) {
    Disk disk;
    GroupWriter writer(disk.transactions());
    std::vector<int> order;
    std::vector<std::future<Result<void>>> answers;
    answers.push_back(writer.later([]() -> Result<void> { return {}; }));
    disk.untilItWaits();
    for (int n = 0; n < 100; ++n)
        answers.push_back(writer.later([&order, n]() -> Result<void> {
            order.push_back(n);
            return {};
        }));
    disk.letGo();
    for (auto& answer : answers) EXPECT_TRUE(answer.get());
    EXPECT_EQ(disk.flushed, 2) << "the first alone, then a hundred together";
    ASSERT_EQ(order.size(), 100u);
    for (int n = 0; n < 100; ++n) EXPECT_EQ(order[static_cast<std::size_t>(n)], n);
}

TEST(GroupWriter, ARefusalHoldsNobodyUp) {
    Disk disk;
    GroupWriter writer(disk.transactions());
    auto first = writer.later([]() -> Result<void> { return {}; });
    disk.untilItWaits();
    auto good = writer.later([]() -> Result<void> { return {}; });
    auto refused = writer.later([]() -> Result<void> { return fail(broken("W105", ErrorKind::conflict)); });
    auto alsoGood = writer.later([]() -> Result<void> { return {}; });
    disk.letGo();
    EXPECT_TRUE(first.get());
    EXPECT_TRUE(good.get());
    EXPECT_EQ(refused.get().error().code, "W105");
    EXPECT_TRUE(alsoGood.get());
    EXPECT_EQ(disk.flushed, 2);
    EXPECT_EQ(disk.rolledBack, 0);
}

TEST(GroupWriter, OneThatBreaksIsTriedAloneLikeAllTheOthers) {
    Disk disk;
    GroupWriter writer(disk.transactions());
    auto first = writer.later([]() -> Result<void> { return {}; });
    disk.untilItWaits();
    int tries = 0;
    auto good = writer.later([&]() -> Result<void> {
        ++tries;
        return {};
    });
    auto bad = writer.later([]() -> Result<void> { return fail(broken("W104")); });
    disk.letGo();
    EXPECT_TRUE(first.get());
    EXPECT_TRUE(good.get());
    EXPECT_EQ(bad.get().error().code, "W104");
    EXPECT_EQ(tries, 2);
    EXPECT_EQ(disk.rolledBack, 2) << "the group, then the bad one";
}

TEST(GroupWriter, AFullDiskIsAnErrorForEverybody) {
    Disk disk;
    disk.full = true;
    disk.letGo();
    GroupWriter writer(disk.transactions());
    std::vector<std::future<Result<void>>> answers;
    for (int n = 0; n < 10; ++n) answers.push_back(writer.later([]() -> Result<void> { return {}; }));
    for (auto& answer : answers) EXPECT_EQ(answer.get().error().code, "W104");
    disk.full = false;
    EXPECT_TRUE(writer.later([]() -> Result<void> { return {}; }).get()) << "and it goes on when there is room";
}

TEST(GroupWriter, EndsWhenAllIsDone) {
    Disk disk;
    std::vector<std::future<Result<void>>> answers;
    {
        GroupWriter writer(disk.transactions());
        for (int n = 0; n < 50; ++n) answers.push_back(writer.later([]() -> Result<void> { return {}; }));
        disk.letGo();
    }
    for (auto& answer : answers) {
        ASSERT_EQ(answer.wait_for(std::chrono::seconds(0)), std::future_status::ready);
        EXPECT_TRUE(answer.get());
    }
}

}  // namespace
}  // namespace toitsu::workflows
