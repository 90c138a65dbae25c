#include "apps/station/watched_folder.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <set>

#include "base/files.h"
#include "base/json.h"

namespace toitsu::station {
namespace {

namespace fs = std::filesystem;

struct Killed {};

class Watched : public ::testing::Test {
protected:
    WatchedFolder open(const std::string& station = "station-1") {
        auto opened = WatchedFolder::open({root(), station, 3000, {}});
        EXPECT_TRUE(opened) << opened.error().text(Language::en);
        return std::move(*opened);
    }
    std::string root() const { return folder_.path() + "/watched"; }
    void put(const std::string& name, const std::string& content) const {
        ASSERT_TRUE(files::makeFolders(root() + "/in"));
        ASSERT_TRUE(files::writeAtomically(root() + "/in/" + name, content));
    }
    std::vector<std::string> names(const std::string& part) const {
        std::vector<std::string> all;
        for (const auto& entry : fs::recursive_directory_iterator(root() + "/" + part))
            if (!entry.is_directory()) all.push_back(entry.path().filename().string());
        std::sort(all.begin(), all.end());
        return all;
    }
    static bool endsWith(const std::string& text, const std::string& end) {
        return text.size() >= end.size() && text.compare(text.size() - end.size(), end.size(), end) == 0;
    }
    static Outcome good() { return {true, Context{{"state", "done"}}}; }
    static Outcome bad() { return {false, Context{{"state", "error"}}}; }

    files::TemporaryFolder folder_ = files::TemporaryFolder::make("toitsu-watch").value();
};

TEST_F(Watched, AFileIsCompleteWhenItHasNotChangedForTheSettlingTime) {
    WatchedFolder watched = open();
    put("a.tif", "half");
    EXPECT_TRUE(watched.claim(1000).empty());
    EXPECT_EQ(watched.pending(), 1);
    EXPECT_TRUE(watched.claim(3000).empty()) << "two seconds";
    put("a.tif", "half and more");
    EXPECT_TRUE(watched.claim(4500).empty()) << "it has grown";
    EXPECT_TRUE(watched.claim(7000).empty());
    const auto arrivals = watched.claim(7500);
    ASSERT_EQ(arrivals.size(), 1u);
    EXPECT_TRUE(endsWith(arrivals[0].name, "-a.tif"));
    EXPECT_FALSE(arrivals[0].refused);
    EXPECT_EQ(*files::read(arrivals[0].path), "half and more");
    EXPECT_TRUE(names("in").empty());
    EXPECT_EQ(watched.pending(), 0);
    ASSERT_TRUE(watched.settle(arrivals[0], good()));
    EXPECT_EQ(names("done"), (std::vector<std::string>{arrivals[0].name, arrivals[0].name + ".json"}));
    EXPECT_TRUE(names("work").empty());
}

TEST_F(Watched, RenamedFromATemporaryNameItIsCompleteAtOnce) {
    WatchedFolder watched = open();
    for (const char* temporary : {"b.pdf.part", "c.tmp", ".hidden", "~$office.pdf", "Thumbs.db"})
        put(temporary, "content");
    EXPECT_TRUE(watched.claim(1000).empty());
    EXPECT_TRUE(watched.claim(100'000).empty()) << "temporary names are never taken";
    fs::rename(root() + "/in/b.pdf.part", root() + "/in/b.pdf");
    const auto arrivals = watched.claim(100'001);
    ASSERT_EQ(arrivals.size(), 1u);
    EXPECT_TRUE(endsWith(arrivals[0].name, "-b.pdf"));
}

TEST_F(Watched, CoarseTimesAndClocksSetBackDoNotHurryIt) {
    WatchedFolder watched = open();
    put("a.tif", "12345");
    // A share that tells every file's time as zero: only the size can show growth.
    const timespec zero[2]{{0, 0}, {0, 0}};
    ::utimensat(AT_FDCWD, (root() + "/in/a.tif").c_str(), zero, 0);
    EXPECT_TRUE(watched.claim(50'000).empty());
    EXPECT_TRUE(watched.claim(10'000).empty()) << "the clock was set back";
    EXPECT_TRUE(watched.claim(12'000).empty());
    EXPECT_EQ(watched.claim(13'000).size(), 1u);
}

TEST_F(Watched, EmptyFilesWaitAMinute) {
    WatchedFolder watched = open();
    put("a.tif", "");
    EXPECT_TRUE(watched.claim(1000).empty());
    EXPECT_TRUE(watched.claim(30'000).empty());
    EXPECT_EQ(watched.claim(61'000).size(), 1u);
}

TEST_F(Watched, LinksSpecialFilesAndStrangeNamesEndInErrorUnopened) {
    WatchedFolder watched = open();
    const std::string secret = folder_.path() + "/secret";
    ASSERT_TRUE(files::writeAtomically(secret, "secret"));
    fs::create_symlink(secret, root() + "/in/link.tif");
    fs::create_hard_link(secret, root() + "/in/hard.tif");
    ASSERT_EQ(::mkfifo((root() + "/in/pipe.tif").c_str(), 0600), 0);
    put("new\nline.tif", "x");
    put("\xff\xfe.tif", "x");
    put(std::string(200, 'n') + ".tif", "x");
    fs::create_directory(root() + "/in/folder");
    std::set<std::string> codes;
    const auto arrivals = watched.claim(1000);
    ASSERT_EQ(arrivals.size(), 6u);
    for (const Arrival& arrival : arrivals) {
        EXPECT_TRUE(arrival.refused) << arrival.name;
        codes.insert(arrival.why.code);
        EXPECT_FALSE(arrival.why.message.ja.empty());
        EXPECT_TRUE(arrival.name.find_first_of("\n\xff") == std::string::npos);
        ASSERT_TRUE(watched.settle(arrival, bad()));
    }
    EXPECT_EQ(codes, (std::set<std::string>{"C103", "C104"}));
    EXPECT_EQ(names("error").size(), 12u) << "each with its report";
    EXPECT_EQ(*files::read(secret), "secret");
    EXPECT_TRUE(fs::is_directory(root() + "/in/folder"));
}

TEST_F(Watched, WhatGrewWhileItWasReadGoesBack) {
    WatchedFolder watched = open();
    put("slow.tif", "first half");
    EXPECT_TRUE(watched.claim(0).empty());
    const auto arrivals = watched.claim(3000);
    ASSERT_EQ(arrivals.size(), 1u);
    // The writer has the file open and goes on, wherever it was renamed to.
    ASSERT_TRUE(files::writeAtomically(arrivals[0].path, "first half, second half"));
    ASSERT_TRUE(watched.settle(arrivals[0], bad()));
    EXPECT_TRUE(names("error").empty());
    EXPECT_TRUE(watched.claim(4000).empty());
    const auto again = watched.claim(7000);
    ASSERT_EQ(again.size(), 1u);
    EXPECT_EQ(*files::read(again[0].path), "first half, second half");
}

TEST_F(Watched, WhatVanishesWhileItIsReadEndsNothing) {
    WatchedFolder watched = open();
    put("a.tif", "a");
    put("b.tif", "b");
    EXPECT_TRUE(watched.claim(0).empty());
    const auto arrivals = watched.claim(3000);
    ASSERT_EQ(arrivals.size(), 2u);
    fs::remove(arrivals[0].path);
    fs::rename(arrivals[1].path, root() + "/elsewhere.tif");
    EXPECT_TRUE(watched.settle(arrivals[0], bad()));
    EXPECT_TRUE(watched.settle(arrivals[1], good()));
    // What was seen of them is told all the same.
    EXPECT_EQ(names("error"), (std::vector<std::string>{arrivals[0].name + ".json"}));
    EXPECT_EQ(names("done"), (std::vector<std::string>{arrivals[1].name + ".json"}));
    put("c.tif", "c");
    EXPECT_TRUE(watched.claim(4000).empty());
    EXPECT_EQ(watched.claim(7000).size(), 1u);
}

TEST_F(Watched, TwoStationsNeverTakeOneFileTwice) {
    WatchedFolder first = open("one"), second = open("two");
    for (int n = 0; n < 20; ++n) put("scan" + std::to_string(n) + ".tif", std::to_string(n));
    std::set<std::string> contents;
    int claimed = 0;
    const auto take = [&](WatchedFolder& station, workflows::Instant now) {
        for (const Arrival& arrival : station.claim(now)) {
            ++claimed;
            contents.insert(*files::read(arrival.path));
            ASSERT_TRUE(station.settle(arrival, good()));
        }
    };
    for (workflows::Instant now = 0; now < 10'000; now += 1000) {
        take(first, now);
        take(second, now);
    }
    EXPECT_EQ(claimed, 20);
    EXPECT_EQ(contents.size(), 20u);
    // In the middle of a claim the other one is faster with the same file.
    put("race.tif", "race");
    first.claim(20'000);
    second.claim(20'000);
    std::vector<Arrival> faster;
    first.beforeStep = [&](const std::string& step) {
        if (step == "claim" && faster.empty()) faster = second.claim(24'000);
    };
    EXPECT_TRUE(first.claim(24'000).empty());
    ASSERT_EQ(faster.size(), 1u);
    EXPECT_EQ(*files::read(faster[0].path), "race");
}

TEST_F(Watched, TheSameNameTwiceIsTwoFiles) {
    WatchedFolder watched = open();
    for (workflows::Instant now : {0, 10'000}) {
        put("scan.tif", "content " + std::to_string(now));
        watched.claim(now);
        for (const Arrival& arrival : watched.claim(now + 3000)) ASSERT_TRUE(watched.settle(arrival, good()));
    }
    EXPECT_EQ(names("done").size(), 4u);
    // With the clock standing still as well.
    for (int n = 0; n < 2; ++n) {
        WatchedFolder again = open();
        put("scan.tif", "third " + std::to_string(n));
        again.claim(20'000);
        for (const Arrival& arrival : again.claim(23'000)) ASSERT_TRUE(again.settle(arrival, good()));
    }
    EXPECT_EQ(names("done").size(), 8u);
}

TEST_F(Watched, KilledAtAnyStepNothingIsLostAndNothingDoubled) {
    int steps = 1;
    for (int killAt = 0; killAt < steps; ++killAt) {
        fs::remove_all(root());
        std::set<std::string> expected;
        int count = 0;
        std::map<std::string, int> processed;  // what intake knows by content: more than once is only looked up
        const auto run = [&](WatchedFolder& watched, workflows::Instant from) {
            for (workflows::Instant now = from; now < from + 8000; now += 1000)
                for (const Arrival& arrival : watched.claim(now)) {
                    watched.beforeStep("take in");
                    const std::string content = *files::read(arrival.path);
                    ++processed[content];
                    ASSERT_TRUE(watched.settle(arrival, content.front() == 'x' ? bad() : good()));
                }
        };
        WatchedFolder first = open();
        for (const std::string content : {"a", "b", "x broken", "c"}) {
            put(content.substr(0, 1) + ".tif", content);
            expected.insert(content);
        }
        first.beforeStep = [&](const std::string&) {
            if (count++ == killAt) throw Killed{};
        };
        bool killed = false;
        try {
            run(first, 1000);
        } catch (const Killed&) {
            killed = true;
        }
        if (killAt == 0) steps = 16;  // four files, four steps
        EXPECT_TRUE(killed) << killAt;
        WatchedFolder second = open();
        run(second, 50'000);
        std::set<std::string> contents;
        for (const char* part : {"done", "error"})
            for (const std::string& name : names(part)) {
                if (endsWith(name, ".json")) continue;
                const std::string path = root() + "/" + part + "/" + name, content = *files::read(path);
                EXPECT_TRUE(contents.insert(content).second) << content << " twice, killed at " << killAt;
                EXPECT_TRUE(fs::exists(path + ".json")) << name << ", killed at " << killAt;
                EXPECT_EQ(std::string(part), content.front() == 'x' ? "error" : "done");
            }
        EXPECT_EQ(contents, expected) << "killed at " << killAt;
        EXPECT_EQ(names("done").size() + names("error").size(), 8u) << "killed at " << killAt;
        EXPECT_TRUE(names("in").empty() && names("work").empty()) << "killed at " << killAt;
    }
}

TEST_F(Watched, FoldersWithinEachOtherAndBadNamesAreRefused) {
    const auto code = [&](WatchSettings settings) {
        const auto opened = WatchedFolder::open(settings);
        return opened ? "" : opened.error().code;
    };
    ASSERT_TRUE(files::makeFolders(root() + "/in/data"));
    EXPECT_EQ(code({root(), "s", 3000, {root() + "/in/data"}}), "C101");
    EXPECT_EQ(code({root(), "s", 3000, {root()}}), "C101");
    EXPECT_EQ(code({root() + "/data/watched", "s", 3000, {root() + "/data"}}), "C101");
    EXPECT_EQ(code({root(), "s", 3000, {folder_.path() + "/elsewhere", root() + "-not"}}), "");
    for (const char* station : {"", "../up", "a/b", "端末"})
        EXPECT_EQ(code({root(), station, 3000, {}}), "C102") << station;
    fs::remove_all(root() + "/done");
    fs::create_directory_symlink(folder_.path(), root() + "/done");
    EXPECT_EQ(code({root(), "s", 3000, {}}), "C100");
}

}  // namespace
}  // namespace toitsu::station
