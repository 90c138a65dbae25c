// Where a list goes on is told in its reader's own terms: a cursor counts nothing that others have written.

#include "apps/server/paging.h"
#include "apps/station/audit.h"
#include "tests/unit/server/library_people.h"

namespace toitsu::server {
namespace {

class AuditCursors : public People {
protected:
    static constexpr const char* kMine = "202011";
    static constexpr const char* kTheirs = "202029";

    void append(const std::string& municipality, int times) {
        for (int n = 0; n < times; ++n)
            ASSERT_TRUE(file->write([&](Database& database) {
                return station::audit::append(database,
                                              {municipality, clock.load(), "console", "trial", "subject", {}});
            }));
    }
    Value listed(const Browser& browser, const std::string& query) {
        const Response answer = ask(browser, Method::get, "/api/v1/audit?" + query);
        EXPECT_EQ(answer.status, 200) << answer.body;
        return json::parse(answer.body).value_or(Value());
    }
    std::string refusal(const Browser& browser, const std::string& position) {
        return code(ask(browser, Method::get, "/api/v1/audit?after=" + cursor(position)));
    }
    static std::string textOf(const Value& value) { return value.string() == nullptr ? "" : *value.string(); }
    static std::string rowName(const Value& row) {
        return textOf(row["municipality"]) + " " + std::to_string(row["number"].number()->toInteger().value_or(-1));
    }
};

TEST_F(AuditCursors, CountNothingOfOtherChains) {
    account("mine", {{kMine, {Role::auditor}}});
    account("both", {{kMine, {Role::auditor}}, {kTheirs, {Role::auditor}}});
    const Browser mine = signedIn("mine"), both = signedIn("both");
    append(kMine, 2);
    for (const int others : {0, 7, 100}) {
        append(kTheirs, others);
        append(kMine, 1);
        const Value page = listed(mine, "limit=1");
        EXPECT_EQ(textOf(page["next"]), cursor(rowName((*page["rows"].list())[0])));
    }
    EXPECT_EQ(refusal(mine, std::string(kTheirs) + " 1"), "V001") << "a chain that is not his";
    EXPECT_EQ(refusal(both, std::string(kTheirs) + " 1"), "");
    EXPECT_EQ(refusal(mine, " 1"), "V001") << "the station's own";
    for (const std::string position : {"5", "202011", "202011 ", "202011 0", "202011 -1", "202011 99999", "202011 1x",
                                       "202011 1 1", "202011 99999999999999999999"})
        EXPECT_EQ(refusal(mine, position), "V001") << position;
}

TEST_F(AuditCursors, LeadThroughSeveralChainsWithoutAGap) {
    account("both", {{kMine, {Role::auditor}}, {kTheirs, {Role::auditor}}});
    const Browser both = signedIn("both");
    for (int n = 0; n < 5; ++n) {
        append(n % 2 == 0 ? kMine : kTheirs, n);
        append("202088", 1);
    }
    std::vector<std::string> whole, paged;
    const Value all = listed(both, "limit=500");
    for (const Value& row : *all["rows"].list()) whole.push_back(rowName(row));
    ASSERT_GT(whole.size(), 10u);
    std::string after;
    do {
        const Value page = listed(both, "limit=3" + (after.empty() ? "" : "&after=" + after));
        for (const Value& row : *page["rows"].list()) paged.push_back(rowName(row));
        after = textOf(page["next"]);
        append(kTheirs, 1);  // what is written meanwhile moves nothing
    } while (!after.empty() && paged.size() <= whole.size());
    EXPECT_EQ(paged, whole);
}

using RequestCursors = LibraryRoutes;

TEST_F(RequestCursors, AreTheRequestShownLast) {
    ASSERT_EQ(save(sato, kLayout, widened(), 0).status, 201);
    const std::string paper = idOf(askFor(sato, {{kLayout, 1}}));
    ASSERT_EQ(save(sato, "decisions:route.dmn", decision("\"b\""), 0).status, 201);
    const std::string rule = idOf(askFor(sato, {{"decisions:route.dmn", 1}}));
    const std::string path = "/api/v1/library/requests?limit=1";
    const Value first = told(sato, Method::get, path);
    EXPECT_EQ(textOf((*first["requests"].list())[0]["id"]), rule);
    EXPECT_EQ(textOf(first["next"]), cursor(rule));
    const Value second = told(sato, Method::get, path + "&after=" + cursor(rule));
    ASSERT_EQ(second["requests"].list()->size(), 1u);
    EXPECT_EQ(textOf((*second["requests"].list())[0]["id"]), paper);
    EXPECT_EQ(ask(ito, Method::get, path + "&after=" + cursor(rule)).status, 200) << "a decision is everybody's";
    EXPECT_EQ(code(ask(ito, Method::get, path + "&after=" + cursor(paper))), "V001") << "not another's paper";
    for (const char* position : {"1", "none"})
        EXPECT_EQ(code(ask(sato, Method::get, path + "&after=" + cursor(position))), "V001");
}

}  // namespace
}  // namespace toitsu::server
