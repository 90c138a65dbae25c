// Destroying: nothing of it is left, nothing else is touched, and killed anywhere it is finished once.

#include <sys/wait.h>
#include <unistd.h>

#include "apps/station/fsck.h"
#include "tests/unit/station/retention/retention_station.h"

namespace toitsu::station {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMark = "ZQ7GONE";
constexpr const char* kOther = "ZQ7STAYS";

class SweepTest : public ::testing::Test, public RetentionStation {
protected:
    // Before and after them, so that their rows lie between those of others on the databases' pages.
    void neighbours(int count) {
        for (int n = 0; n < count; ++n) addCase(kOther + std::to_string(++others));
    }
    std::string approved(const std::vector<std::string>& subjects) {
        const auto list = retention->ask(kMine, subjects, "", "kanri", now);
        EXPECT_TRUE(list) << list.error().text(Language::en);
        EXPECT_TRUE(retention->approve(*list, "kessai", now));
        return *list;
    }
    Value record() {
        const auto all = retention->records(kMine).value();
        EXPECT_EQ(all.size(), 1u);
        return json::parse(all.at(0).text).value();
    }
    static std::int64_t number(const Value& value) {
        return value.number() == nullptr ? -1 : value.number()->toInteger().value_or(-1);
    }
    int others = 0;
};

TEST_F(SweepTest, LeavesNothingOfItAndAllOfTheOthers) {
    neighbours(12);
    const Made gone = addCase(kMark);
    const std::set<std::string> places = [&] {
        const auto some = filesWith(kMark);
        return std::set<std::string>(some.begin(), some.end());
    }();
    EXPECT_GE(places.size(), 6u) << "page, two crops, draft, both databases or their logs";
    neighbours(12);
    now = at("2028-04-01");
    ASSERT_TRUE(retention->ask(kMine, {gone.caseId}, "", "kanri", now));
    const auto lists = read([](Database& database) { return retention_book::disposals(database, {kMine}); });
    ASSERT_TRUE(retention->approve(lists.at(0).id, "kessai", now));
    auto before = everything();
    sweepAll();
    EXPECT_EQ(filesWith(kMark), std::vector<std::string>());
    EXPECT_EQ(filesWith(gone.sha256.substr(0, 16)), std::vector<std::string>());
    EXPECT_FALSE(fs::exists(data->blobs().path(gone.sha256)));

    const auto after = everything();
    for (const auto& [place, bytes] : after) {
        ASSERT_TRUE(before.contains(place)) << place;
        if (place.find(":") == std::string::npos) {
            EXPECT_EQ(bytes, before[place]) << place;
            continue;
        }
        // Rows: what is left is what was there, but for those of the one case.
        std::multiset<std::string> was, is;
        std::istringstream first(before[place]), second(bytes);
        for (std::string line; std::getline(first, line);) was.insert(line);
        for (std::string line; std::getline(second, line);) is.insert(line);
        for (const std::string& line : is) EXPECT_TRUE(was.contains(line)) << place << " " << line;
        if (was.size() == is.size()) {
            EXPECT_EQ(was, is) << place;
        }
        for (int n = 1; n <= others && place.find(":answers") == std::string::npos; ++n) {
            const std::string mark = kOther + std::to_string(n) + "太郎";
            const auto with = [&](const std::multiset<std::string>& rows) {
                return std::count_if(rows.begin(), rows.end(),
                                     [&](const std::string& row) { return row.find(mark) != std::string::npos; });
            };
            EXPECT_EQ(with(was), with(is)) << place;
        }
    }
    for (const auto& [place, bytes] : before)
        if (!after.contains(place)) {
            EXPECT_TRUE(bytes.empty() || bytes.find(kOther) == std::string::npos) << place;
        }
    EXPECT_EQ(before.size() - after.size(), 5u) << "page, two crops, draft, original";
    const auto left = retention->due(kMine, {2028, 4, 1}).value();
    for (const KeptThing& thing : left) {
        const auto whole = station->engine().findCase(thing.line.subject);
        ASSERT_TRUE(whole);
        EXPECT_EQ(station->engine().history(whole->id)->empty(), false);
    }
    EXPECT_TRUE(file->read([](Database& database) { return audit::verify(database); }));
    EXPECT_EQ(number(record()["totals"]["cases"]), 1);
    EXPECT_EQ(number(record()["totals"]["crops"]), 2);
    EXPECT_EQ(number(record()["totals"]["entries"]), 1);
    EXPECT_EQ(number(record()["totals"]["originals"]), 1);
    EXPECT_EQ(json::write(record()).find("ZQ7"), std::string::npos);
}

TEST_F(SweepTest, ADeskHandsOutNothingOfIt) {
    const Made gone = addCase(kMark);
    const auto sample = desk->next("jiro", {Mode::qa, {kMine}, {}, {}, 24}, now);
    ASSERT_TRUE(sample && *sample) << "its quality sample waits, and somebody holds it";
    ASSERT_TRUE(desk->release("jiro", (*sample)->lease, now));
    now = at("2028-04-01");
    approved({gone.caseId});
    sweepAll();
    EXPECT_FALSE(*desk->next("jiro", {Mode::qa, {kMine}, {}, {}, 24}, now));
    EXPECT_EQ(desk->item((*sample)->items.at(0).id).error().code, "V124");
    close();
    open();
    EXPECT_FALSE(*desk->next("jiro", {Mode::qa, {kMine}, {}, {}, 24}, now)) << "nor after a restart";
}

TEST_F(SweepTest, AnOriginalGoesWithItsLastPage) {
    const Made first = addCase(kMark, "trial", kMine, "stack", 1);
    const Made second = addCase(kOther, "trial", kMine, "stack", 2);
    ASSERT_EQ(first.sha256, second.sha256);
    now = at("2028-04-01");
    approved({first.caseId});
    sweepAll();
    EXPECT_TRUE(fs::exists(data->blobs().path(first.sha256)));
    EXPECT_FALSE(data->pages().has(first.page));
    EXPECT_TRUE(data->pages().has(second.page));
    EXPECT_EQ(number(record()["lines"].list()->at(0)["originals_left"]), 1);
    EXPECT_FALSE(filesWith("stack.png").empty()) << "its name stays with it";
    approved({second.caseId});
    sweepAll();
    EXPECT_FALSE(fs::exists(data->blobs().path(first.sha256)));
    EXPECT_EQ(filesWith("stack.png"), std::vector<std::string>());
}

// Whoever kills it at any step, and starts it again.
TEST_F(SweepTest, KilledAnywhereItIsFinishedOnce) {
    neighbours(2);
    const Made one = addCase(kMark), two = addCase(std::string(kMark) + "2");
    const Made page = addPage(kMark, std::string(kMark) + "3", 1, 1, PageState::dismissed);
    now = at("2028-04-01");
    approved({one.caseId, two.caseId, page.page});
    close();
    fs::copy(path(), folder.path() + "/template", fs::copy_options::recursive);
    bool finished = false;
    int killed = 0;
    for (int step = 1; !finished; ++step) {
        name = "run-" + std::to_string(step);
        fs::copy(folder.path() + "/template", path(), fs::copy_options::recursive);
        const pid_t child = ::fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            int left = step;
            beforeStep = [&](std::string_view) {
                if (--left == 0) ::_exit(9);
            };
            open();
            for (;;) {
                const auto more = sweep->step(now);
                if (!more) ::_exit(1);
                if (!*more) ::_exit(0);
            }
        }
        int status = 0;
        ASSERT_EQ(::waitpid(child, &status, 0), child);
        ASSERT_TRUE(WIFEXITED(status));
        finished = WEXITSTATUS(status) == 0;
        ASSERT_TRUE(finished || WEXITSTATUS(status) == 9) << WEXITSTATUS(status);
        killed += finished ? 0 : 1;
        open();
        sweepAll();
        EXPECT_EQ(filesWith(kMark), std::vector<std::string>()) << step;
        EXPECT_EQ(filesWith(".erasing"), std::vector<std::string>()) << step;
        EXPECT_EQ(number(record()["totals"]["cases"]), 2) << step;
        EXPECT_EQ(number(record()["totals"]["pages"]), 3) << step;
        EXPECT_EQ(number(record()["totals"]["originals"]), 3) << step;
        EXPECT_EQ(number(record()["totals"]["crops"]), 6) << step;
        const auto trail = read([](Database& database) { return audit::list(database, {kMine}, 0, 100); });
        EXPECT_EQ(std::count_if(trail.rows.begin(), trail.rows.end(),
                                [](const AuditRow& row) { return row.entry.action == "retention.dispose"; }),
                  1)
            << step;
        EXPECT_TRUE(file->read([](Database& database) { return audit::verify(database); })) << step;
        EXPECT_EQ(retention->due(kMine, {2028, 4, 1})->size(), 2u) << "the neighbours";
        EXPECT_FALSE(filesWith(kOther).empty());
        close();
        fs::remove_all(path());
        fs::remove_all(path() + ".disposals");
    }
    EXPECT_GT(killed, 30);
    open();
}

TEST_F(SweepTest, WhatABackupBringsBackIsDueAgain) {
    const Made one = addCase(kMark);
    neighbours(1);
    close();
    fs::copy(path(), folder.path() + "/backup", fs::copy_options::recursive);
    open();
    now = at("2028-04-01");
    approved({one.caseId});
    sweepAll();
    close();
    fs::remove_all(path());
    fs::copy(folder.path() + "/backup", path(), fs::copy_options::recursive);
    const auto report = fsck(DataFolder::create(path(), folder.path() + "/key").value());
    ASSERT_TRUE(report) << report.error().text(Language::en);
    EXPECT_EQ(std::count_if(report->remarks.begin(), report->remarks.end(),
                            [](const Error& remark) { return remark.code == "V513"; }),
              1)
        << "the one, not its neighbour";
    open();
    now = at("2028-04-02");
    ASSERT_TRUE(station->engine().findCase(one.caseId)) << "it is back";
    bool found = false;
    const auto back = retention->due(kMine, civilDay(now)).value();
    for (const KeptThing& thing : back) {
        EXPECT_EQ(thing.line.again, thing.line.subject == one.caseId ? "202011-1" : "");
        found = found || thing.line.subject == one.caseId;
    }
    EXPECT_TRUE(found);
    approved({one.caseId});
    sweepAll();
    EXPECT_FALSE(station->engine().findCase(one.caseId));
    const auto records = retention->records(kMine).value();
    ASSERT_EQ(records.size(), 2u);
    EXPECT_EQ(records.at(1).number, 2) << "the first number is taken, though the backup does not know it";
}

}  // namespace
}  // namespace toitsu::station
