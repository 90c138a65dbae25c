#include "apps/station/retention/disposal_register.h"

#include "tests/unit/station/retention/retention_station.h"

namespace toitsu::station {
namespace {

class DestroyedBeforeTest : public ::testing::Test, public RetentionStation {
protected:
    void destroy(const std::string& caseId) {
        const auto list = retention->ask(kMine, {caseId}, "", "kanri", now);
        ASSERT_TRUE(list);
        ASSERT_TRUE(retention->approve(*list, "kessai", now));
        sweepAll();
    }
    std::string again(const std::string& caseId, const std::string& municipality = kMine) {
        const auto all = before.of(*file, retention->beside(), municipality);
        EXPECT_TRUE(all) << all.error().text(Language::en);
        return (*all)->record(caseId, 0);
    }
    DestroyedBefore before;
};

TEST_F(DestroyedBeforeTest, KnowsEveryRecordHereAndBesideAndReadsEachOnce) {
    const std::string one = addCase("A").caseId, two = addCase("B").caseId;
    EXPECT_EQ(again(one), "");
    now = at("2028-04-01");
    destroy(one);
    EXPECT_EQ(again(one), "202011-1");
    EXPECT_EQ(again(one, kTheirs), "") << "another municipality's";
    EXPECT_EQ(again(two), "");
    destroy(two);
    EXPECT_EQ(again(two), "202011-2");
    EXPECT_EQ(again(one), "202011-1");
    // Known already, here and there: neither is opened again.
    const std::string first = retention->beside().folder() + "/202011-1.json";
    ASSERT_TRUE(files::writeAtomically(first, "no record"));
    EXPECT_EQ(again(one), "202011-1");
    DestroyedBefore fresh;
    EXPECT_TRUE(fresh.of(*file, retention->beside(), kMine)) << "the station file has it";
    ASSERT_TRUE(files::writeAtomically(retention->beside().folder() + "/202011-9.json", "no record"));
    EXPECT_EQ(before.of(*file, retention->beside(), kMine).error().code, "V509");
    EXPECT_TRUE(before.of(*file, retention->beside(), kTheirs));
}

}  // namespace
}  // namespace toitsu::station
