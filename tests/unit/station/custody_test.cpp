// Backup, restore and fsck: what is copied fits together also while others work, what is bent is found and named.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "apps/station/audit.h"
#include "apps/station/backup.h"
#include "apps/station/fsck.h"
#include "apps/station/library_folder.h"
#include "apps/station/station.h"
#include "apps/station/station_file.h"
#include "base/files.h"

namespace toitsu::station {
namespace {

namespace fs = std::filesystem;

const std::string kFlow =
    R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:test">
<process id="p" isExecutable="true"><startEvent id="s"/><userTask id="look"/><endEvent id="e"/>
<sequenceFlow id="a" sourceRef="s" targetRef="look"/><sequenceFlow id="b" sourceRef="look" targetRef="e"/>
</process></definitions>)";

class CustodyTest : public ::testing::Test {
protected:
    CustodyTest() : data_(DataFolder::create(folder_.path() + "/data").value()) {
        auto station = open(data_);
        EXPECT_TRUE(station.engine().deploy(kFlow, "p.bpmn", 1));
        for (int n = 0; n < 3; ++n) {
            PageRecord page;
            page.sha256 = data_.blobs().put("original " + std::to_string(n)).value().sha256;
            page.fileName = "scan.tif";
            page.received = "2026-11-29T10:00:0" + std::to_string(n) + "+09:00";
            page.state = PageState::inCase;
            page.caseId = station.engine().start("p", "202011", page.id(), {}, 1).value();
            const std::string crop = page.sha256.substr(0, 16) + "-1-a.png";
            EXPECT_TRUE(files::writeAtomically(data_.crops() + "/" + crop, "picture"));
            page.reading =
                Context{{"fields", List{Context{{"field", "a"}, {"parts", List{Context{{"crop", "crops/" + crop}}}}}}}};
            EXPECT_TRUE(data_.pages().save(page));
            pages_.push_back(page);
        }
        const auto file = StationFile::open(data_.path() + "/station.sqlite", {audit::tables()}).value();
        for (int n = 0; n < 5; ++n)
            EXPECT_TRUE(file->write([&](Database& database) {
                return audit::append(database, {"202011", n + 1, "hanako", "page.dismiss", "x", {}});
            }));
    }

    static Station open(const DataFolder& data) {
        return Station::open(data, std::make_shared<const Decisions>()).value();
    }
    std::vector<std::string> codes(const DataFolder& data) {
        const auto report = fsck(data);
        EXPECT_TRUE(report) << report.error().text(Language::en);
        std::vector<std::string> codes;
        if (report)
            for (const Error& defect : report->defects) codes.push_back(defect.code);
        return codes;
    }
    void restored(const std::string& from, const std::string& name) {
        const auto back = restore(from, folder_.path() + "/" + name);
        ASSERT_TRUE(back) << back.error().text(Language::en);
    }

    files::TemporaryFolder folder_ = files::TemporaryFolder::make("custody-").value();
    DataFolder data_;
    std::vector<PageRecord> pages_;
};

using Codes = std::vector<std::string>;

TEST_F(CustodyTest, AWholeFolderHasNoDefect) {
    const auto report = fsck(data_);
    ASSERT_TRUE(report) << report.error().text(Language::en);
    EXPECT_TRUE(report->defects.empty()) << report->defects.front().text(Language::en);
    EXPECT_TRUE(report->remarks.empty());
    EXPECT_EQ(report->pages, 3);
    EXPECT_EQ(report->originals, 3);
    EXPECT_EQ(report->crops, 3);
    EXPECT_EQ(report->cases, 3);
    EXPECT_EQ(report->auditRows, 5);
}

TEST_F(CustodyTest, WhatIsMissingOrBentIsNamed) {
    const std::string blob = data_.blobs().path(pages_[0].sha256);
    ASSERT_TRUE(files::writeAtomically(blob, "original X"));
    EXPECT_EQ(codes(data_), Codes{"C021"});
    fs::remove(blob);
    EXPECT_EQ(codes(data_), Codes{"C020"});
    ASSERT_TRUE(data_.blobs().put("original 0"));
    fs::remove(data_.crops() + "/" + pages_[1].sha256.substr(0, 16) + "-1-a.png");
    EXPECT_EQ(codes(data_), Codes{"V213"});
    ASSERT_TRUE(files::writeAtomically(data_.crops() + "/" + pages_[1].sha256.substr(0, 16) + "-1-a.png", "picture"));
    fs::remove(data_.path() + "/pages/" + pages_[2].id() + ".json");
    EXPECT_EQ(codes(data_), Codes{"V212"});
    EXPECT_EQ(fsck(data_)->remarks.size(), 1u) << "its original belongs to nobody now";
    PageRecord stray = pages_[2];
    stray.caseId = std::string(64, 'f');
    ASSERT_TRUE(data_.pages().save(stray));
    EXPECT_EQ(codes(data_), Codes{"V211"});
}

TEST_F(CustodyTest, ABentRowOfTheAuditTrailIsNamed) {
    {
        const auto database = Database::open(data_.path() + "/station.sqlite").value();
        const auto table = database->word(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name LIKE 'audit%' "
            "AND sql LIKE '%subject%'");
        ASSERT_TRUE(table);
        const auto triggers = database->word(
            "SELECT group_concat('DROP TRIGGER ' || name, ';') FROM sqlite_schema WHERE type = 'trigger'");
        ASSERT_TRUE(triggers);
        ASSERT_TRUE(database->run(*triggers));
        ASSERT_TRUE(database->run("UPDATE " + *table + " SET subject = 'y' WHERE rowid = 3"));
    }
    EXPECT_EQ(codes(data_), Codes{"V030"});
}

TEST_F(CustodyTest, ADamagedDatabaseIsNamedAndTheRestIsStillLookedAt) {
    std::fstream file(data_.path() + "/station.sqlite", std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(0);
    file << "no database at all, whatever it was";
    file.close();
    fs::remove(data_.blobs().path(pages_[0].sha256));
    const Codes found = codes(data_);
    ASSERT_EQ(found.size(), 2u);
    EXPECT_EQ(found[0], "W103");
    EXPECT_EQ(found[1], "C020");
}

TEST_F(CustodyTest, ABackupComesBackAsItWas) {
    const std::string out = folder_.path() + "/copy";
    const auto copied = backUp(data_, out, 1);
    ASSERT_TRUE(copied) << copied.error().text(Language::en);
    restored(out, "again");
    const auto again = DataFolder::open(folder_.path() + "/again");
    ASSERT_TRUE(again);
    EXPECT_EQ(codes(*again), Codes{});
    const auto report = fsck(*again);
    EXPECT_EQ(report->cases, 3);
    EXPECT_EQ(report->auditRows, 5);
    EXPECT_EQ(open(*again).engine().tasks().value().size(), 3u) << "work goes on where it stood";
}

// The copy holds what stood there when it began; what comes while it is made is whole or absent.
TEST_F(CustodyTest, ABackupIsTakenWhileTheStationWorks) {
    const std::string out = folder_.path() + "/copy";
    auto station = open(data_);
    ASSERT_TRUE(station.engine().start("p", "202011", "by hand", {}, 2));
    const auto copied = backUp(data_, out, 1);
    ASSERT_TRUE(copied) << copied.error().text(Language::en);
    ASSERT_TRUE(station.engine().start("p", "202011", "after it", {}, 3));
    restored(out, "again");
    const auto report = fsck(DataFolder::open(folder_.path() + "/again").value());
    ASSERT_TRUE(report) << report.error().text(Language::en);
    EXPECT_TRUE(report->defects.empty()) << report->defects.front().text(Language::en);
    EXPECT_EQ(report->cases, 4) << "with the one that was only in the log of the database";
}

TEST_F(CustodyTest, ABentBackupIsNotRestored) {
    const std::string out = folder_.path() + "/copy";
    ASSERT_TRUE(backUp(data_, out, 1));
    const std::string blob = out + "/blobs/" + pages_[0].sha256.substr(0, 2) + "/" + pages_[0].sha256.substr(2);
    std::ofstream(blob) << "original Y";
    const auto back = restore(out, folder_.path() + "/again");
    ASSERT_FALSE(back);
    EXPECT_EQ(back.error().code, "V202");
    EXPECT_FALSE(fs::exists(folder_.path() + "/again"));
}

TEST_F(CustodyTest, NothingThatIsThereIsOverwritten) {
    const std::string out = folder_.path() + "/copy";
    ASSERT_TRUE(backUp(data_, out, 1));
    EXPECT_EQ(backUp(data_, out, 1).error().code, "V201");
    EXPECT_EQ(restore(out, data_.path()).error().code, "V201");
}

TEST_F(CustodyTest, AManifestThatLeadsOutsideIsRefused) {
    const std::string out = folder_.path() + "/copy";
    fs::create_directory(out);
    ASSERT_TRUE(files::writeAtomically(out + "/manifest.json",
                                       R"({"format":1,"files":[{"file":"../outside","bytes":1,"sha256":"x"}]})"));
    EXPECT_EQ(restore(out, folder_.path() + "/again").error().code, "V202");
    EXPECT_FALSE(fs::exists(folder_.path() + "/outside"));
}

}  // namespace
}  // namespace toitsu::station
