#include "apps/station/page_record.h"

#include <gtest/gtest.h>

#include "base/files.h"

namespace toitsu::station {
namespace {

PageRecord waiting(const std::string& letter, int page) {
    PageRecord record;
    record.sha256 = std::string(64, letter.front());
    record.page = page;
    record.pagesInFile = 2;
    record.fileName = "申請.tif";
    record.received = "2026-11-22T10:00:0" + std::to_string(page) + "+09:00";
    record.code = "S020";
    record.reason = {"合う帳票がありません", "no layout fits"};
    record.loadMillis = 12.5;
    record.reading = Context{{"status", "rejected"}, {"fields", List{}}};
    return record;
}

class PageRecordTest : public ::testing::Test {
protected:
    files::TemporaryFolder folder = files::TemporaryFolder::make("toitsu-pages-").value();
    PageRecords records{folder.path()};
};

TEST_F(PageRecordTest, ComesBackAsItWasKept) {
    const PageRecord kept = waiting("a", 2);
    ASSERT_TRUE(records.save(kept));
    const PageRecord found = records.find(kept.id()).value();
    EXPECT_EQ(found.sha256, kept.sha256);
    EXPECT_EQ(found.page, 2);
    EXPECT_EQ(found.pagesInFile, 2);
    EXPECT_EQ(found.fileName, kept.fileName);
    EXPECT_EQ(found.state, PageState::waiting);
    EXPECT_EQ(found.code, "S020");
    EXPECT_EQ(found.reason.ja, kept.reason.ja);
    EXPECT_DOUBLE_EQ(found.loadMillis, 12.5);
    EXPECT_EQ(found.reading, kept.reading);
}

// What is covered of a page must not be lost for a damaged number.
TEST_F(PageRecordTest, PlacesComeBackOrAreSaidToBeBroken) {
    PageRecord kept = waiting("a", 1);
    kept.corners = {{1, 2}, {3, 2}, {3, 4}, {1, 4}};
    kept.covered = {{{{10.5, 20}, {30, 20}, {30, 40}, {10.5, 40}}}};
    ASSERT_TRUE(records.save(kept));
    const PageRecord found = records.find(kept.id()).value();
    ASSERT_EQ(found.covered.size(), 1u);
    EXPECT_EQ(found.covered[0][0].x, 10.5);
    EXPECT_EQ(found.covered[0][2].y, 40);
    ASSERT_EQ(found.corners.size(), 4u);
    const std::string path = records.path(kept.id());
    const std::string text = files::read(path).value();
    for (const std::string broken : {"null", "\"x\"", "[]"}) {
        std::string damaged = text;
        damaged.replace(damaged.find("10.5"), 4, broken);
        ASSERT_TRUE(files::writeAtomically(path, damaged));
        const auto read = records.find(kept.id());
        ASSERT_FALSE(read) << broken;
        EXPECT_EQ(read.error().code, "C035") << broken;
    }
}

TEST_F(PageRecordTest, EveryStateSurvives) {
    for (const PageState state : {PageState::inCase, PageState::waiting, PageState::dismissed}) {
        PageRecord record = waiting("b", 1);
        record.state = state;
        ASSERT_TRUE(records.save(record));
        EXPECT_EQ(records.find(record.id()).value().state, state);
    }
}

TEST_F(PageRecordTest, IsFoundByTheBeginningOfItsId) {
    ASSERT_TRUE(records.save(waiting("a", 1)));
    ASSERT_TRUE(records.save(waiting("a", 2)));
    ASSERT_TRUE(records.save(waiting("b", 1)));
    EXPECT_EQ(records.find("bbb").value().page, 1);
    EXPECT_EQ(records.find("aaaaaaaaaaaa-2").value().page, 2);
    EXPECT_EQ(records.find("aaa").error().code, "C031");
    EXPECT_EQ(records.find("c").error().code, "C030");
    EXPECT_EQ(records.find("").error().code, "C030");
}

TEST_F(PageRecordTest, ListsOldestFirst) {
    ASSERT_TRUE(records.save(waiting("a", 2)));
    ASSERT_TRUE(records.save(waiting("b", 1)));
    const auto all = records.all().value();
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].sha256.front(), 'b');
}

}  // namespace
}  // namespace toitsu::station
