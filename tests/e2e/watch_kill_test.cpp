// The watched folder under kill -9: a whole watch, killed again and again at moments that its own progress chooses, and
// at the end every file that was put in lies in one place with its report, and every page is there once.

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <random>
#include <set>

#include "base/files.h"
#include "base/json.h"
#include "tests/e2e/entered_samples.h"
#include "tests/e2e/program.h"
#include "tests/e2e/victim.h"

namespace toitsu {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> namesIn(const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename().string());
    return names;
}

std::int64_t numberOf(const Value& value) {
    return value.number() == nullptr ? -1 : static_cast<std::int64_t>(value.number()->toDouble());
}

}  // namespace

TEST(WatchKill, NothingIsLostOrDoubled) {
    const auto folder = files::TemporaryFolder::make("toitsu-watch-kill-").value();
    const std::string data = folder.path() + "/data", box = folder.path() + "/box";
    ASSERT_TRUE(files::makeFolders(box + "/in"));
    std::map<std::string, std::string> put;  // content by name
    std::set<std::string> scans;             // of one page at least, each content once
    const auto samples = e2e::enteredSamples(e2e::source("templates"));
    ASSERT_TRUE(samples);
    for (const authoring::Sample& sample : *samples) {
        if (sample.page != 1 || put.size() >= 8) continue;
        put[fs::path(sample.file).filename().string()] = files::read(sample.file).value();
        scans.insert(sample.file);
    }
    ASSERT_EQ(put.size(), 8u);
    put["twice" + fs::path(put.begin()->first).extension().string()] = put.begin()->second;
    put["cut.jpg"] = put.begin()->second.substr(0, 2000);
    put["words.tif"] = "no scan at all";
    for (const auto& [name, bytes] : put) ASSERT_TRUE(files::writeAtomically(box + "/in/" + name, bytes));

    const std::vector<std::string> watch{
        TOITSU_BINARY, "intake",    "--library", e2e::source("templates"), "--data",   data,  "--watch",
        box,           "--station", "counter",   "--until-empty",          "--settle", "0.1", "--every",
        "0.1"};
    std::mt19937 chance(20261124);
    int kills = 0;
    for (int turn = 0; turn < 10; ++turn) {
        const e2e::Blow blow{static_cast<int>(1 + chance() % 2), static_cast<std::int64_t>(chance() % 150'000)};
        const e2e::VictimEnd end = e2e::runVictim(watch, blow);
        if (!end.killed) {
            ASSERT_EQ(end.code, 0) << end.errors;
            break;
        }
        ++kills;
    }
    EXPECT_GE(kills, 2);
    const e2e::VictimEnd last = e2e::runVictim(watch, std::nullopt);
    ASSERT_EQ(last.code, 0) << last.errors;

    EXPECT_TRUE(namesIn(box + "/in").empty());
    EXPECT_TRUE(namesIn(box + "/work/counter").empty());
    std::map<std::string, int> found;  // files by their bytes
    std::int64_t scanned = 0, kept = 0, dropped = 0;
    for (const char* where : {"/done", "/error"})
        for (const std::string& name : namesIn(box + where)) {
            if (name.ends_with(".json")) continue;
            ++found[files::read(box + where + "/" + name).value()];
            const auto text = files::read(box + where + "/" + name + ".json");
            ASSERT_TRUE(text) << name << " has no report";
            const Value report = json::parse(*text).value();
            const bool bad = std::string(where) == "/error";
            EXPECT_EQ(*report["state"].string(), bad ? "error" : "done");
            if (bad) continue;
            EXPECT_EQ(numberOf(report["pages_scanned"]),
                      numberOf(report["pages_kept"]) + numberOf(report["pages_dropped"]));
            scanned += numberOf(report["pages_scanned"]);
            kept += numberOf(report["pages_kept"]);
            dropped += numberOf(report["pages_dropped"]);
        }
    std::map<std::string, int> expected;
    for (const auto& [name, bytes] : put) ++expected[bytes];
    EXPECT_EQ(found, expected) << "every file is there, and as often as it was put in";
    EXPECT_EQ(scanned, kept + dropped);

    const auto pages = e2e::toitsu({"page", "list", "--all", "--format", "jsonl", "--data", data});
    ASSERT_EQ(pages.code, 0) << pages.errors;
    std::set<std::string> ids, cases;
    int inCases = 0;
    for (const std::string& line : pages.lines()) {
        const Value page = json::parse(line).value();
        EXPECT_TRUE(ids.insert(*page["id"].string()).second) << "a page is recorded twice";
        if (*page["state"].string() == "case") ++inCases;
    }
    const auto listed = e2e::toitsu({"case", "list", "--format", "jsonl", "--data", data});
    ASSERT_EQ(listed.code, 0) << listed.errors;
    for (const std::string& line : listed.lines())
        EXPECT_TRUE(cases.insert(*json::parse(line).value()["business_key"].string()).second) << "two cases of a page";
    EXPECT_EQ(static_cast<int>(cases.size()), inCases);
    EXPECT_GE(ids.size(), scans.size());
    // The file that was put in twice is counted in both reports, and is one scan.
    EXPECT_LT(static_cast<std::int64_t>(ids.size()), scanned);
}

}  // namespace toitsu
