// Many at once, and killed at once: every item is entered by one person, every task completed once, and what was
// answered before a kill is there after it.

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <thread>

#include "tests/unit/station/verify/desk_sample.h"

namespace toitsu::station {
namespace {

TEST(DeskWork, ManyPeopleAtOnce) {
    DeskStation at;
    for (int n = 0; n < 30; ++n) at.addCase({"count", "account", "total"});
    at.tick();
    std::atomic<int> said = 0;
    const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(5);
    std::vector<std::thread> people;
    for (const char* name : {"a", "b", "c", "d"})
        people.emplace_back([&, person = std::string(name)] {
            while (said < 120 && std::chrono::steady_clock::now() < end) {
                bool worked = false;
                for (const Mode mode : {Mode::exception, Mode::blind, Mode::carousel}) {
                    const auto handed = at.desk->next(person, {mode, {"202011"}, {}, {}, 4}, at.now);
                    ASSERT_TRUE(handed) << handed.error().text(Language::en);
                    if (!*handed) continue;
                    worked = true;
                    std::vector<Saying> sayings;
                    for (const ItemView& item : (*handed)->items)
                        sayings.push_back(about(item, item.field == "account" ? correct("1111") : accept()));
                    const auto heard = at.desk->submit(person, (*handed)->lease, sayings, "", at.now);
                    ASSERT_TRUE(heard) << heard.error().text(Language::en);
                    for (const Heard& one : heard->entries) {
                        EXPECT_NE(one.state, "refused") << one.problem->text(Language::en);
                        ++said;
                    }
                }
                if (!worked) std::this_thread::yield();
            }
        });
    for (std::thread& person : people) person.join();
    EXPECT_EQ(said, 30 * 4) << "two entries for the account";
    at.now += 10'000;
    EXPECT_EQ(at.tick(), 30);
    EXPECT_EQ(at.tick(), 0);
}

// In a process of its own: takes and enters, and tells each answer through the pipe before it goes on.
[[noreturn]] void workUntilKilled(const std::string& folder, int out) {
    DeskStation at(withoutSample(), folder);
    at.now += 1000 * static_cast<Instant>(::getpid() % 7);
    for (;;) {
        at.cases = static_cast<int>(at.station->engine().cases().value().size());
        at.addCase({"count", "total"});
        at.tick();
        const auto handed = at.next("sato");
        if (!handed) continue;
        for (std::size_t n = 0; n < handed->items.size(); ++n) {
            const Heard heard = at.say("sato", *handed, n, accept());
            if (heard.id.size() != 32 || ::write(out, heard.id.data(), 32) != 32) std::_Exit(1);
        }
        at.now += 10'000;
        at.tick();
    }
}

TEST(DeskWork, WhatWasAnsweredBeforeAKillIsThereAfterIt) {
    const auto folder = files::TemporaryFolder::make("toitsu-desk-killed-").value();
    const std::string data = folder.path() + "/data";
    std::vector<std::string> answered;
    for (int round = 0; round < 5; ++round) {
        int ends[2];
        ASSERT_EQ(::pipe(ends), 0);
        const pid_t child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            ::close(ends[0]);
            workUntilKilled(data, ends[1]);
        }
        ::close(ends[1]);
        for (int n = 0; n < 6 + round; ++n) {
            std::string id(32, ' ');
            ASSERT_EQ(::read(ends[0], id.data(), 32), 32);
            answered.push_back(id);
        }
        ASSERT_EQ(::kill(child, SIGKILL), 0);
        int status = 0;
        ASSERT_EQ(::waitpid(child, &status, 0), child);
        ::close(ends[0]);
    }
    DeskStation at(withoutSample(), data);
    for (const std::string& id : answered)
        EXPECT_EQ(at.file->read([&](Database& database) { return entryById(database, id); }).value().size(), 1u);
    at.now += 100'000'000;
    at.tick();
    for (auto handed = at.next("suzuki"); handed; handed = at.next("suzuki"))
        for (std::size_t n = 0; n < handed->items.size(); ++n)
            EXPECT_EQ(at.say("suzuki", *handed, n, accept()).state, "done");
    at.now += 10'000;
    at.tick();
    const auto cases = at.station->engine().cases().value();
    EXPECT_GE(cases.size(), 10u);
    for (const workflows::CaseView& one : cases) {
        EXPECT_EQ(one.status, workflows::CaseStatus::completed);
        int completions = 0;
        const auto history = at.station->engine().history(one.id).value();
        for (const workflows::HistoryEntry& entry : history) completions += entry.kind == "task-completed" ? 1 : 0;
        EXPECT_EQ(completions, 1) << "a task is completed once";
    }
}

}  // namespace
}  // namespace toitsu::station
