// Who may have what destroyed, and when: lists, holds, four eyes.

#include "tests/unit/station/retention/retention_station.h"

namespace toitsu::station {
namespace {

class RetentionTest : public ::testing::Test, public RetentionStation {
protected:
    std::string statusOf(const std::string& subject, const char* until, const std::string& municipality = kMine) {
        const auto all = retention->due(municipality, Date::parse(until).value());
        EXPECT_TRUE(all) << all.error().text(Language::en);
        for (const KeptThing& thing : *all)
            if (thing.line.subject == subject) return std::string(statusName(thing.status));
        return "not listed";
    }
    std::string codeOf(const Result<void>& result) { return result ? "" : result.error().code; }
    std::string codeOf(const Result<std::string>& result) { return result ? "" : result.error().code; }
    DisposalState stateOf(const std::string& id) {
        return read([&](Database& database) { return retention_book::disposal(database, id); })->state;
    }
};

TEST_F(RetentionTest, IsDueByItsFormAndItsDay) {
    const std::string mine = addCase("A").caseId, kept = addCase("B", "kept").caseId;
    const std::string theirs = addCase("C", "trial", kTheirs).caseId;
    EXPECT_EQ(statusOf(mine, "2028-03-31"), "not listed");
    EXPECT_EQ(statusOf(mine, "2028-04-01"), "due");
    EXPECT_EQ(statusOf(kept, "2028-04-01"), "never") << "its form names no retention";
    EXPECT_EQ(statusOf(theirs, "2028-04-01"), "not listed") << "another municipality's";
    EXPECT_EQ(statusOf(theirs, "2028-04-01", kTheirs), "due");
    const auto all = retention->due(kMine, {2028, 4, 1});
    ASSERT_EQ(all->size(), 2u);
    const LineRow& line = all->back().line;
    EXPECT_EQ(line.form, "trial");
    EXPECT_EQ(line.title, "試験");
    EXPECT_EQ(line.version, 1);
    EXPECT_EQ(line.period, "P1Y");
    EXPECT_EQ(line.begins.iso(), "2027-04-01");
}

TEST_F(RetentionTest, ListsArePagedAndCounted) {
    for (const char* mark : {"A", "B", "C"}) addCase(mark);
    addPage("D", "D", 1, 1, PageState::dismissed);
    now = at("2028-04-01");
    const auto list = retention->ask(kMine, {}, "", "kanri", now);
    ASSERT_TRUE(list);
    const auto tally = read([&](Database& database) { return retention_book::tally(database, *list); });
    EXPECT_EQ(tally.cases, 3);
    EXPECT_EQ(tally.pages, 1);
    const auto all = read([&](Database& database) { return retention_book::lines(database, *list); });
    const auto part = read([&](Database& database) { return retention_book::lines(database, *list, 1, 2); });
    ASSERT_EQ(all.size(), 4u);
    ASSERT_EQ(part.size(), 2u);
    EXPECT_EQ(part.at(0).subject, all.at(1).subject);
    EXPECT_EQ(part.at(1).subject, all.at(2).subject);
    EXPECT_EQ(all.at(3).kind, LineKind::onPage) << "cases first";
    ASSERT_TRUE(retention->approve(*list, "kessai", now));
    sweepAll();
    const auto after = read([&](Database& database) { return retention_book::tally(database, *list); });
    EXPECT_EQ(after.erased, 4);
    EXPECT_EQ(after.spared, 0);
}

TEST_F(RetentionTest, SaysHowManyItDoesNotKnowYet) {
    looksThrough = false;
    const std::string one = addCase("A").caseId;
    EXPECT_EQ(retention->unknown(kMine, {2028, 4, 1}).value(), 1);
    EXPECT_EQ(retention->unknown(kTheirs, {2028, 4, 1}).value(), 0);
    EXPECT_EQ(retention->unknown(kMine, {2027, 1, 1}).value(), 0) << "too young for any period";
    EXPECT_EQ(statusOf(one, "2028-04-01"), "not listed");
    lookThrough();
    EXPECT_EQ(retention->unknown(kMine, {2028, 4, 1}).value(), 0);
    EXPECT_EQ(statusOf(one, "2028-04-01"), "due");
}

TEST_F(RetentionTest, AHeldCaseIsNotListedAndOnlyAPersonLetsItGo) {
    const std::string one = addCase("A").caseId;
    now = at("2028-04-01");
    ASSERT_TRUE(retention->hold(one, "kanri", "訴訟", now));
    EXPECT_EQ(codeOf(retention->hold(one, "kanri", "訴訟", now)), "V506");
    EXPECT_EQ(statusOf(one, "2028-04-01"), "held");
    EXPECT_EQ(codeOf(retention->ask(kMine, {one}, "", "kanri", now)), "V505");
    EXPECT_EQ(codeOf(retention->ask(kMine, {}, "", "kanri", now)), "V505") << "nothing else is due";
    ASSERT_TRUE(retention->release(one, "kessai", now));
    EXPECT_EQ(codeOf(retention->release(one, "kessai", now)), "V507");
    EXPECT_EQ(statusOf(one, "2028-04-01"), "due");
    EXPECT_EQ(codeOf(retention->hold("nobody", "kanri", "x", now)), "W042");
    const auto trail = read([](Database& database) { return audit::list(database, {kMine}, 0, 10); });
    EXPECT_EQ(trail.rows.at(0).entry.action, "retention.release");
    EXPECT_EQ(trail.rows.at(1).entry.action, "retention.hold");
    EXPECT_EQ(json::write(Value(trail.rows.at(1).entry.detail)).find("訴訟"), std::string::npos)
        << "a reason goes with its case";
}

TEST_F(RetentionTest, TwoPeopleAgree) {
    const std::string one = addCase("A").caseId;
    now = at("2028-03-31");
    EXPECT_EQ(codeOf(retention->ask(kMine, {one}, "", "kanri", now)), "V505") << "a day early";
    now = at("2028-04-01");
    EXPECT_EQ(codeOf(retention->ask(kTheirs, {one}, "", "kanri", now)), "V505") << "another municipality's";
    const auto list = retention->ask(kMine, {one}, "", "kanri", now);
    ASSERT_TRUE(list);
    EXPECT_EQ(statusOf(one, "2028-04-01"), "listed");
    EXPECT_EQ(codeOf(retention->ask(kMine, {one}, "", "kanri", now)), "V505") << "it is on a list";
    EXPECT_EQ(codeOf(retention->approve(*list, "kanri", now)), "V503") << "by whoever asked";
    EXPECT_EQ(codeOf(retention->approve("x", "kessai", now)), "V502");
    sweepAll();
    EXPECT_TRUE(station->engine().findCase(one)) << "nobody has approved it";
    ASSERT_TRUE(retention->withdraw(*list, "kanri", now));
    EXPECT_EQ(codeOf(retention->approve(*list, "kessai", now)), "V504");
    const auto again = retention->ask(kMine, {}, "令和10年度", "kanri", now);
    ASSERT_TRUE(again);
    ASSERT_TRUE(retention->approve(*again, "kessai", now));
    EXPECT_EQ(codeOf(retention->approve(*again, "kessai", now)), "V504");
    EXPECT_EQ(codeOf(retention->withdraw(*again, "kanri", now)), "V504");
    sweepAll();
    EXPECT_FALSE(station->engine().findCase(one));
    EXPECT_EQ(stateOf(*again), DisposalState::done);
    EXPECT_EQ(stateOf(*list), DisposalState::withdrawn);
}

TEST_F(RetentionTest, AHoldAfterApprovalWinsAndOneDuringTheSweepIsTooLate) {
    const std::string held = addCase("A").caseId, late = addCase("B").caseId;
    now = at("2028-04-01");
    const auto list = retention->ask(kMine, {}, "", "kanri", now);
    ASSERT_TRUE(list);
    ASSERT_TRUE(retention->approve(*list, "kessai", now));
    ASSERT_TRUE(retention->hold(held, "kanri", "開示請求", now));
    std::string told;
    beforeStep = [&](std::string_view step) {
        if (step == "engine" && told.empty()) told = codeOf(retention->hold(late, "kanri", "開示請求", now));
    };
    sweepAll();
    EXPECT_EQ(told, "V508");
    EXPECT_TRUE(station->engine().findCase(held));
    EXPECT_FALSE(station->engine().findCase(late));
    for (const LineRow& line : read([&](Database& database) { return retention_book::lines(database, *list); })) {
        EXPECT_EQ(line.state, line.subject == held ? LineState::spared : LineState::erased);
        EXPECT_EQ(line.why, line.subject == held ? "held" : "");
    }
    EXPECT_EQ(statusOf(held, "2028-04-01"), "held");
}

TEST_F(RetentionTest, PagesThatWereSetAsideGoAYearLater) {
    const auto page = addPage("A", "A", 1, 1, PageState::dismissed);
    const auto waits = addPage("B", "B", 1, 1, PageState::waiting);
    EXPECT_EQ(statusOf(page.page, "2027-11-29"), "not listed");
    EXPECT_EQ(statusOf(page.page, "2027-11-30"), "due");
    now = at("2027-12-24");
    const auto list = retention->ask(kMine, {page.page}, "", "kanri", now);
    ASSERT_TRUE(list);
    ASSERT_TRUE(retention->approve(*list, "kessai", now));
    sweepAll();
    EXPECT_FALSE(data->pages().has(page.page));
    EXPECT_FALSE(std::filesystem::exists(data->blobs().path(page.sha256)));
    EXPECT_TRUE(data->pages().has(waits.page)) << "what waits is never due";
    EXPECT_EQ(filesWith("A note"), std::vector<std::string>());
}

TEST_F(RetentionTest, APageThatWasTakenBackIsSpared) {
    const auto page = addPage("A", "A", 1, 1, PageState::dismissed);
    now = at("2027-12-24");
    const auto list = retention->ask(kMine, {}, "", "kanri", now);
    ASSERT_TRUE(retention->approve(*list, "kessai", now));
    PageRecord record = data->pages().find(page.page).value();
    record.state = PageState::waiting;
    ASSERT_TRUE(data->pages().save(record));
    sweepAll();
    EXPECT_TRUE(data->pages().has(page.page));
    const auto lines = read([&](Database& database) { return retention_book::lines(database, *list); });
    EXPECT_EQ(lines.at(0).why, "restored");
}

}  // namespace
}  // namespace toitsu::station
