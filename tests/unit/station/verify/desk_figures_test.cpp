// What the desk counts: how the machine reads, how fast people work, what an hour brought.

#include "tests/unit/station/verify/desk_sample.h"

namespace toitsu::station {
namespace {

// What the machine doubted is right or wrong once a person has decided it, what it accepted where the sample says so.
TEST(Desk, FiguresTellHowTheMachineReads) {
    DeskPolicy policy;
    policy.samplePerMille = 50;
    DeskStation it(policy);
    for (int n = 0; n < 40; ++n) it.addCase({"count", "name"});
    it.tick();
    const auto tallies = [&] {
        return it.file->read([](Database& database) { return figures::tallies(database, {"202011"}, "trial"); })
            .value();
    };
    const auto of = [&](const std::string& field) {
        for (const FieldTally& tally : tallies())
            if (tally.field == field) return tally;
        return FieldTally{};
    };
    EXPECT_EQ(of("count").doubted, 40);
    ASSERT_EQ(of("account").accepted.size(), 1u);
    EXPECT_EQ(of("account").accepted.front().perMille, 800);
    EXPECT_EQ(of("account").accepted.front().number, 40);
    it.restart();
    EXPECT_EQ(of("count").doubted, 40);  // no case is counted twice

    // One case: the number was right, the name was not.
    const auto handed = it.next("a");
    ASSERT_TRUE(handed);
    ASSERT_EQ(handed->items.size(), 2u);
    EXPECT_EQ(it.say("a", *handed, 0, accept()).state, "done");
    EXPECT_EQ(it.say("a", *handed, 1, correct("統一次郎")).state, "done");
    EXPECT_EQ(of("count").doubtRight, 0);  // it can still be taken back
    it.now += 60'000;
    EXPECT_EQ(it.tick(), 1);
    EXPECT_EQ(of("count").doubtRight, 1);
    EXPECT_EQ(of("count").doubtWrong, 0);
    EXPECT_EQ(of("name").doubtWrong, 1);
    EXPECT_EQ(of("name").doubtRight, 0);

    // One sampled field, entered as it was read.
    const auto sample = it.next("b", Mode::qa);
    ASSERT_TRUE(sample);
    const ItemView& item = sample->items.front();
    const auto open = [&] {
        return it.file->read([](Database& database) { return figures::openSamples(database, {"202011"}, "trial"); })
            .value();
    };
    const auto before = open();
    EXPECT_EQ(it.say("b", *sample, 0, correct(item.payload.text)).state, "done");
    it.now += 60'000;
    it.tick();
    const auto after = of(item.field);
    ASSERT_EQ(after.sampled.size(), 1u);
    EXPECT_EQ(after.sampled.front().number, 1);
    EXPECT_EQ(after.sampled.front().right, 1);
    EXPECT_EQ(open(), before - 1);

    const auto hours =
        it.file->read([&](Database& database) { return figures::hours(database, {"202011"}, it.now); }).value();
    ASSERT_EQ(hours.size(), 24u);
    EXPECT_EQ(hours.back().entries, 3);
    EXPECT_EQ(hours.back().tasks, 1);
    const auto paces =
        it.file->read([](Database& database) { return figures::paces(database, "202011", "a"); }).value();
    ASSERT_EQ(paces.size(), 2u);
    EXPECT_EQ(paces.front().person, "a");
    EXPECT_EQ(paces.front().entries, 1);
    const auto waits = it.desk->waits({"202011"});
    ASSERT_FALSE(waits.empty());
    EXPECT_EQ(waits.front().waiting, 39u);
}

// `toitsu intake`, and then a server: nobody saw the case begin.
TEST(Desk, ACaseFromBeforeTheServerIsCountedWithItsTask) {
    DeskStation it;
    it.stop();
    {
        auto alone = Station::open(it.data, std::make_shared<const Decisions>());
        ASSERT_TRUE(alone);
        it.station = std::make_unique<Station>(std::move(*alone));
        it.addCase({"count"});
        it.station.reset();
    }
    it.start();
    const auto counted = [&] {
        std::int64_t doubted = 0;
        const auto all =
            it.file->read([](Database& database) { return figures::tallies(database, {"202011"}, "trial"); }).value();
        for (const FieldTally& tally : all) doubted += tally.doubted;
        return doubted;
    };
    EXPECT_EQ(counted(), 1);
    it.restart();
    EXPECT_EQ(counted(), 1);
}

std::vector<std::string> found(DeskStation& it, const std::string& beginning) {
    return it.file->read([&](Database& database) { return case_search::find(database, {"202011"}, beginning, 10); })
        .value();
}

FieldTally countTally(DeskStation& it) {
    const auto all =
        it.file->read([](Database& database) { return figures::tallies(database, {"202011"}, "trial"); }).value();
    for (const FieldTally& tally : all)
        if (tally.field == "count") return tally;
    return {};
}

// Killed before the desk had looked at it.
TEST(Desk, ACaseThatNobodySawBeginIsSampledAndFoundAfterTheNextStart) {
    DeskPolicy policy;
    policy.samplePerMille = 1000;
    DeskStation it(policy);
    it.restart();
    const std::string id = it.addCase({});
    it.stop();
    it.start();
    EXPECT_EQ(found(it, "統一"), std::vector<std::string>{id});
    ASSERT_EQ(countTally(it).accepted.size(), 1u);
    const auto samples = [&] {
        return it.file->read([](Database& database) { return figures::openSamples(database, {"202011"}, ""); }).value();
    };
    EXPECT_EQ(samples(), 4);
    it.restart();
    EXPECT_EQ(samples(), 4);
    EXPECT_EQ(countTally(it).accepted.front().number, 1);
}

// A station that has run for hours looks at nothing twice, and only at the end of what is there.
TEST(Desk, WhatWasCountedIsNotLookedAtAgain) {
    DeskStation it;
    const std::string first = it.addCase({"count"});
    it.tick();
    it.now += 2 * 3'600'000;
    it.addCase({"count"});
    it.tick();
    const auto mark = it.file->read(figures::mark).value();
    EXPECT_EQ(mark, std::optional<std::string>(first));
    it.restart();
    EXPECT_EQ(countTally(it).doubted, 2);
}

// The engine has completed the task, and the station dies before the desk has noted it down.
TEST(Desk, ATaskFinishedJustBeforeAKillIsCountedOnce) {
    DeskStation it;
    const std::string id = it.addCase({"count"});
    it.tick();
    const auto handed = it.next("a");
    ASSERT_TRUE(handed);
    EXPECT_EQ(it.say("a", *handed, 0, correct("321")).state, "done");
    it.desk.reset();
    auto record = it.recordOf(id);
    record = forms::confirm(*it.library.forms.front(), record, "name", "別名花子", "a").value();
    record = forms::confirm(*it.library.forms.front(), record, "count", "321", "a").value();
    const auto variables =
        caseVariables(it.data.vault(), *it.library.forms.front(), record, std::string(64, 'a') + "-1").value();
    ASSERT_TRUE(it.station->engine().completeTask(handed->items.front().task, "a", variables, it.now));
    it.restart();
    EXPECT_EQ(countTally(it).doubtWrong, 1);
    EXPECT_EQ(found(it, "別名"), std::vector<std::string>{id});
    it.restart();
    EXPECT_EQ(countTally(it).doubtWrong, 1);
    const auto hours =
        it.file->read([&](Database& database) { return figures::hours(database, {"202011"}, it.now); }).value();
    EXPECT_EQ(hours.back().tasks, 1);
}

}  // namespace
}  // namespace toitsu::station
