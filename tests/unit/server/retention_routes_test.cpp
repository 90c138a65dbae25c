// Retention over the API: an administrator asks and reads no value, another person agrees, an auditor reads the record;
// nobody sees or destroys another municipality's.

#include <filesystem>

#include "apps/station/retention/disposal_record.h"
#include "tests/unit/server/station_people.h"

namespace toitsu::server {
namespace {

class RetentionRoutes : public StationPeople {
protected:
    ~RetentionRoutes() override { std::filesystem::remove_all(folder.path() + ".disposals"); }

    static std::string textOf(const Value& value) { return value.string() == nullptr ? "" : *value.string(); }
    static std::int64_t numberOf(const Value& value) {
        return value.number() == nullptr ? -1 : value.number()->toInteger().value_or(-1);
    }
    std::string addEnded(const std::string& municipality, const std::string& name) {
        const std::string id = addCase(municipality, name);
        auto page = running->data().pages().find(running->engine().findCase(id)->businessKey).value();
        page.caseId = id;
        EXPECT_TRUE(running->data().pages().save(page));
        EXPECT_TRUE(running->intake().adopt(clock));
        for (int n = 0; n < 2; ++n) {
            const auto open = running->engine().tasks(municipality).value();
            for (const workflows::Task& task : open)
                if (task.caseId == id) {
                    EXPECT_TRUE(running->engine().completeTask(task.id, n == 0 ? "a" : "b", {}, clock));
                }
            work();
        }
        EXPECT_TRUE(running->engine().findCase(id)->ended);
        return id;
    }
    static Instant day(const char* iso) { return DateTime::parse(std::string(iso) + "T10:00:00+09:00")->unixMillis(); }
};

TEST_F(RetentionRoutes, TwoPeopleHaveItDestroyed) {
    const std::string old = addEnded(kMine, "見本花子"), held = addEnded(kMine, "見本次郎");
    const std::string theirs = addEnded(kTheirs, "別町太郎");
    account("kanri", {{kMine, {Role::admin}}});
    account("both", {{kMine, {Role::admin, Role::decider}}});
    account("kessai", {{kMine, {Role::decider}}});
    account("kansa", {{kMine, {Role::auditor}}});
    account("uketsuke", {{kMine, {Role::reception}}});
    account("yoso", {{kTheirs, allRoles()}});
    clock = day("2028-04-01");
    const Browser kanri = signedIn("kanri"), both = signedIn("both"), kessai = signedIn("kessai"),
                  kansa = signedIn("kansa"), reception = signedIn("uketsuke"), yoso = signedIn("yoso");

    std::string answers;
    const auto get = [&](const Browser& browser, const std::string& target) {
        const Value value = told(browser, Method::get, target);
        answers += json::write(value);
        return value;
    };
    const Value due = get(kanri, "/api/v1/retention/due");
    EXPECT_EQ(numberOf(due["counts"]["due"]), 2);
    EXPECT_EQ(numberOf(get(kanri, "/api/v1/retention/due?until=2028-03-31")["counts"]["due"]), 0);
    EXPECT_EQ(due["things"].list()->size(), 2u);
    EXPECT_EQ(numberOf(due["counts"]["unknown"]), 0);
    EXPECT_EQ(json::write(due).find(theirs), std::string::npos);
    const Value first = get(kanri, "/api/v1/retention/due?limit=1");
    const Value second = get(kanri, "/api/v1/retention/due?limit=1&after=" + textOf(first["next"]));
    EXPECT_NE(textOf(first["things"].list()->at(0)["id"]), textOf(second["things"].list()->at(0)["id"]));
    EXPECT_TRUE(second["next"].isNull());
    EXPECT_EQ(ask(reception, Method::get, "/api/v1/retention/due").status, 403);
    EXPECT_EQ(ask(kanri, Method::get, "/api/v1/cases/" + old).status, 403) << "an administrator reads no case";
    EXPECT_EQ(ask(kanri, Method::get, "/api/v1/retention/due?until=soon").status, 400);

    const std::string holds = "/api/v1/retention/holds", lists = "/api/v1/retention/disposals";
    const Value reason = Context{{"case", held}, {"reason", "開示請求 令和10年第3号"}};
    EXPECT_EQ(ask(kansa, Method::post, holds, reason).status, 403);
    EXPECT_EQ(ask(yoso, Method::post, holds, reason).status, 404);
    EXPECT_EQ(ask(kessai, Method::post, holds, Context{{"case", held}, {"reason", ""}}).status, 400);
    EXPECT_EQ(ask(kessai, Method::post, holds, reason).status, 204);
    EXPECT_EQ(code(ask(kanri, Method::post, holds, reason)), "V506");
    EXPECT_EQ(get(kansa, holds)["holds"].list()->size(), 1u);
    EXPECT_EQ(get(yoso, holds)["holds"].list()->size(), 0u);
    EXPECT_EQ(ask(yoso, Method::post, holds + "/" + held + "/release", Context{}).status, 404);

    const Value everything = Context{{"municipality", kMine}, {"note", "令和10年度廃棄"}};
    EXPECT_EQ(ask(kessai, Method::post, lists, everything).status, 403);
    EXPECT_EQ(ask(yoso, Method::post, lists, everything).status, 404);
    EXPECT_EQ(code(ask(kanri, Method::post, lists, Context{{"municipality", kMine}, {"things", List{held}}})), "V505");
    EXPECT_EQ(code(ask(kanri, Method::post, lists, Context{{"municipality", kMine}, {"things", List{theirs}}})), "V505")
        << "not in one's own list, whatever its state elsewhere";
    EXPECT_EQ(ask(kanri, Method::post, lists, Context{{"municipality", kMine}, {"things", List{}}}).status, 400)
        << "none is not all";
    const Value asked = told(both, Method::post, lists, everything, {{"idempotency-key", "one"}});
    answers += json::write(asked);
    EXPECT_EQ(textOf(told(both, Method::post, lists, everything, {{"idempotency-key", "one"}})["id"]),
              textOf(asked["id"]));
    EXPECT_EQ(numberOf(asked["cases"]), 1);
    EXPECT_EQ(textOf(asked["lines"].list()->at(0)["id"]), old);
    const std::string list = lists + "/" + textOf(asked["id"]);
    EXPECT_EQ(code(ask(both, Method::post, list + "/approve", Context{})), "V503");
    EXPECT_EQ(ask(kanri, Method::post, list + "/approve", Context{}).status, 403);
    EXPECT_EQ(ask(kansa, Method::post, list + "/withdraw", Context{}).status, 403);
    EXPECT_EQ(ask(yoso, Method::post, list + "/approve", Context{}).status, 404);
    EXPECT_EQ(ask(yoso, Method::get, list).status, 404);
    work();
    EXPECT_TRUE(running->engine().findCase(old)) << "asked for is not agreed to";
    EXPECT_EQ(ask(kessai, Method::post, list + "/approve", Context{}).status, 204);
    work();
    EXPECT_FALSE(running->engine().findCase(old));
    EXPECT_TRUE(running->engine().findCase(held));
    EXPECT_TRUE(running->engine().findCase(theirs));
    EXPECT_EQ(textOf(get(kansa, list)["state"]), "done");
    EXPECT_EQ(code(ask(kessai, Method::post, list + "/withdraw", Context{})), "V504");

    const Value records = get(kansa, "/api/v1/retention/records");
    ASSERT_EQ(records["records"].list()->size(), 1u);
    EXPECT_EQ(get(yoso, "/api/v1/retention/records")["records"].list()->size(), 0u);
    const std::string record = std::string("/api/v1/retention/records/") + kMine + "/1";
    EXPECT_EQ(ask(yoso, Method::get, record).status, 404);
    EXPECT_EQ(ask(kansa, Method::get, std::string("/api/v1/retention/records/") + kMine + "/2").status, 404);
    const Value one = get(kansa, record);
    EXPECT_EQ(textOf(one["lines"].list()->at(0)["subject"]), old);
    EXPECT_EQ(textOf(one["asked_by_name"]), "見本 both");
    EXPECT_EQ(textOf(one["approved_by_name"]), "見本 kessai");
    EXPECT_EQ(textOf(one["note"]), "令和10年度廃棄");
    EXPECT_EQ(numberOf(one["totals"]["originals"]), 1);
    const Response table = ask(kansa, Method::get, record + "?as=csv");
    EXPECT_EQ(table.body.substr(0, 3), "\xef\xbb\xbf");
    EXPECT_NE(table.body.find(old + ",trial,試験,1,"), std::string::npos) << table.body;
    answers += table.body;
    for (const char* value : {"見本花子", "見本次郎", "別町太郎", "4567", "sealed:"})
        EXPECT_EQ(answers.find(value), std::string::npos) << value;

    EXPECT_EQ(ask(kanri, Method::post, holds + "/" + held + "/release", Context{}).status, 204);
    EXPECT_EQ(code(ask(kanri, Method::post, holds + "/" + held + "/release", Context{})), "V507");
    const auto verified = file->read([](Database& database) { return station::verifyRecords(database); });
    ASSERT_TRUE(verified) << verified.error().text(Language::en);
    EXPECT_EQ(*verified, 1);
    const auto changed = file->write([](Database& database) -> Result<void> {
        return database.run(
            "DROP TRIGGER retention_records_are_not_changed; "
            "UPDATE retention_records SET text = replace(text, '令和10年度', '令和11年度')");
    });
    ASSERT_TRUE(changed);
    EXPECT_EQ(file->read([](Database& database) { return station::verifyRecords(database); }).error().code, "V509");
}

// A page that fits no paper and was handed in without saying whose it is: it may not be kept for ever either.
TEST_F(RetentionRoutes, APageOfNobodyGoesByTwoWhoServeAll) {
    const std::string theirs = addEnded(kTheirs, "別町太郎");
    station::PageRecord stray;
    stray.sha256 = running->data().blobs().put("not a scan of anybody's").value().sha256;
    stray.page = stray.pagesInFile = 1;
    stray.fileName = "kairan.png";
    stray.state = station::PageState::dismissed;
    stray.received = stray.dismissed = DateTime::fromUnixMillis(day("2026-11-29")).iso();
    ASSERT_TRUE(running->data().pages().save(stray));
    ASSERT_EQ(running->intake().adopt(clock).value(), 1);
    account("kanri", {{kMine, {Role::admin}}});
    account("all", {{kMine, {Role::admin, Role::decider}}, {kTheirs, {Role::admin, Role::decider}}});
    account("half", {{kMine, {Role::decider}}});
    account("other", {{kMine, {Role::decider}}, {kTheirs, {Role::decider}}});
    clock = day("2027-11-30");
    const Browser kanri = signedIn("kanri"), all = signedIn("all"), half = signedIn("half"), other = signedIn("other");
    const auto counted = [&](const Browser& browser, const std::string& until = "2027-11-30") {
        return numberOf(told(browser, Method::get, "/api/v1/retention/due?until=" + until)["counts"]["due"]);
    };
    EXPECT_EQ(counted(all, "2027-11-29"), 0) << "a day early";
    EXPECT_EQ(counted(kanri), 0) << "serves one municipality";
    EXPECT_EQ(counted(all), 1);
    const std::string lists = "/api/v1/retention/disposals";
    const Value nobodys = Context{{"municipality", ""}, {"note", "回覧"}};
    EXPECT_EQ(ask(kanri, Method::post, lists, nobodys).status, 404);
    const Value asked = told(all, Method::post, lists, nobodys);
    EXPECT_EQ(textOf(asked["lines"].list()->at(0)["id"]), stray.id());
    EXPECT_EQ(numberOf(asked["pages"]), 1);
    const std::string list = lists + "/" + textOf(asked["id"]);
    EXPECT_EQ(ask(half, Method::post, list + "/approve", Context{}).status, 404);
    EXPECT_EQ(code(ask(all, Method::post, list + "/approve", Context{})), "V503");
    EXPECT_EQ(ask(other, Method::post, list + "/approve", Context{}).status, 204);
    work();
    EXPECT_EQ(running->data().pages().find(stray.id()).error().kind, ErrorKind::notFound);
    EXPECT_EQ(running->data().blobs().read(stray.sha256).error().code, "C020");
    EXPECT_TRUE(running->engine().findCase(theirs)) << "nobody's is not everybody's";
    EXPECT_EQ(counted(all), 0);
    EXPECT_EQ(told(kanri, Method::get, "/api/v1/retention/records")["records"].list()->size(), 0u);
    EXPECT_EQ(told(all, Method::get, "/api/v1/retention/records")["records"].list()->size(), 1u);
    EXPECT_EQ(ask(kanri, Method::get, "/api/v1/retention/records/-/1").status, 404);
    EXPECT_EQ(textOf(told(all, Method::get, "/api/v1/retention/records/-/1")["lines"].list()->at(0)["subject"]),
              stray.id());
    EXPECT_EQ(ask(all, Method::get, "/api/v1/retention/records/-/1?as=csv").status, 200);
    EXPECT_EQ(file->read([](Database& database) { return station::verifyRecords(database); }).value(), 1);
}

// A new table holds something of a case, and the sweep has to know it, or it does not: whoever makes one says so here.
TEST_F(RetentionRoutes, EveryTableHasItsPlace) {
    const std::set<std::string> swept{"answers",      "case_terms",    "desk_entries",   "desk_items",
                                      "desk_purging", "desk_tasks",    "ended_cases",    "figures_cases",
                                      "figures_mark", "findings",      "intake_batches", "intake_files",
                                      "intake_pages", "intake_splits", "retention_holds"};
    const std::set<std::string> without{"parts",
                                        "sqlite_sequence",
                                        "accounts",
                                        "grants",
                                        "sessions",
                                        "audit",
                                        "audit_heads",  // people and what they did
                                        "desk_leases",  // ids of items
                                        "ended_cases_mark",
                                        "figures_hours",
                                        "figures_looked_at",
                                        "figures_read",  // counted
                                        "library_drafts",
                                        "library_published",
                                        "library_request_files",
                                        "library_requests",
                                        "library_revisions",
                                        "retention_disposals",
                                        "retention_lines",
                                        "retention_records"};
    const auto all = file->read([](Database& database) -> Result<std::vector<std::string>> {
        std::vector<std::string> out;
        const auto done = database.each("SELECT name FROM sqlite_schema WHERE type = 'table'",
                                        [&](const Statement& row) { out.push_back(row.text(0)); });
        if (!done) return fail(done.error());
        return out;
    });
    ASSERT_GE(all->size(), swept.size());
    for (const std::string& table : *all)
        EXPECT_NE(swept.contains(table), without.contains(table)) << "which is it? " << table;
}

TEST(RecordTable, NoCellIsAFormula) {
    const std::string table = station::recordTable(
        Context{{"municipality", "202011"},
                {"number", 1},
                {"asked_by", "=cmd|' /C calc'!A0"},
                {"lines", List{Context{{"form_title", "+1\n\"x\""}, {"form", "@a"}, {"pages", -1}, {"why", "-1"}}}}});
    EXPECT_NE(table.find("'=cmd|' /C calc'!A0"), std::string::npos) << table;
    EXPECT_NE(table.find("\"'+1\n\"\"x\"\"\""), std::string::npos) << table;
    EXPECT_NE(table.find(",'@a,"), std::string::npos) << table;
    EXPECT_NE(table.find(",'-1,"), std::string::npos) << table;
}

}  // namespace
}  // namespace toitsu::server
