// Somebody who verified in one municipality and was moved to another: what was handed out there is theirs no longer.

#include "tests/unit/server/station_people.h"

namespace toitsu::server {
namespace {

class MovedClerk : public StationPeople {
protected:
    static std::string textOf(const Value& value) { return value.string() == nullptr ? "" : *value.string(); }
    static Value entries(const Value& work, List said) {
        return Context{{"lease", work["lease"]["id"]}, {"entries", std::move(said)}};
    }
    static Value saying(const Value& item, const std::string& text) {
        return Context{{"item", item["id"]}, {"revision", item["revision"]}, {"action", "correct"}, {"text", text}};
    }
    void move(const Account& who, const std::string& municipality, Role role = Role::verifier) {
        Accounts::Change change;
        change.grants = std::vector<Grant>{{municipality, {role}}};
        ASSERT_TRUE(server->accounts().change(Authority{}, who.id, change));
    }
    std::string heartbeat(const Browser& browser, const Value& work) {
        return code(ask(browser, Method::post, "/api/v1/verify/leases/" + textOf(work["lease"]["id"]) + "/heartbeat",
                        Context{}));
    }
    std::string undo(const Browser& browser, const std::string& entry) {
        return code(ask(browser, Method::post, "/api/v1/verify/entries/" + entry + "/undo", Context{}));
    }
};

TEST_F(MovedClerk, NeitherKeepsNorEntersNorTakesBack) {
    const Account sato = account("sato", {{kTheirs, {Role::verifier}}});
    addCase(kTheirs, "隠岐島子");
    const Browser browser = signedIn("sato");
    const Value work = told(browser, Method::post, "/api/v1/verify/next", Context{{"mode", "exception"}});
    const List& items = *work["items"].list();
    ASSERT_EQ(items.size(), 4u);
    const Value said = told(browser, Method::post, "/api/v1/verify/entries", entries(work, {saying(items[0], "124")}));
    const std::string entry = textOf((*said["entries"].list())[0]["id"]);
    ASSERT_FALSE(entry.empty());

    move(sato, kMine);
    EXPECT_EQ(heartbeat(browser, work), "V125");
    EXPECT_EQ(code(ask(browser, Method::post, "/api/v1/verify/entries", entries(work, {saying(items[1], "統一")}))),
              "V125");
    const Response back = ask(browser, Method::post, "/api/v1/verify/entries/" + entry + "/undo", Context{});
    EXPECT_EQ(code(back), "V127") << "like one that is not there";
    EXPECT_EQ(back.body.find(kTheirs), std::string::npos);
    EXPECT_EQ(running->desk().item(textOf(items[1]["id"]))->revision, 0) << "nothing was entered";

    move(sato, kTheirs);
    EXPECT_EQ(heartbeat(browser, work), "") << "and back again";
    EXPECT_EQ(undo(browser, entry), "");
}

// The last stage has rights of its own.
TEST_F(MovedClerk, AComparisonEndsWithTheRightToCompare) {
    account("sato", {{kMine, {Role::verifier}}});
    account("suzuki", {{kMine, {Role::verifier}}});
    const Account tanaka = account("tanaka", {{kMine, {Role::verifier}}});
    addCase(kMine, "統一花子");
    const Browser third = signedIn("tanaka");
    const char* const typed[] = {"1111", "2222"};
    int n = 0;
    for (const auto& [login, mode] : {std::pair("sato", "exception"), std::pair("suzuki", "blind")}) {
        const Browser browser = signedIn(login);
        const Value work = told(browser, Method::post, "/api/v1/verify/next", Context{{"mode", mode}});
        for (const Value& item : *work["items"].list())
            if (textOf(item["field"]) == "account")
                told(browser, Method::post, "/api/v1/verify/entries", entries(work, {saying(item, typed[n])}));
        ++n;
    }
    const Value work = told(third, Method::post, "/api/v1/verify/next", Context{{"mode", "compare"}});
    ASSERT_EQ(work["items"].list()->size(), 1u);
    EXPECT_EQ(heartbeat(third, work), "");
    move(tanaka, kMine, Role::entry);
    EXPECT_EQ(heartbeat(third, work), "V125");
    EXPECT_EQ(code(ask(third, Method::post, "/api/v1/verify/entries",
                       entries(work, {saying((*work["items"].list())[0], "1111")}))),
              "V125");
}

// Several sayings are answered each by itself; what lies elsewhere is not held, and how far its case is is not told.
TEST_F(MovedClerk, WorkOfOnesNewPlaceGoesOnBesideIt) {
    const Account sato = account("sato", {{kTheirs, {Role::verifier}}});
    addCase(kTheirs, "隠岐島子");
    addCase(kMine, "統一花子");
    const Browser browser = signedIn("sato");
    const Value theirs = told(browser, Method::post, "/api/v1/verify/next", Context{{"mode", "exception"}});
    move(sato, kMine);
    const Value mine = told(browser, Method::post, "/api/v1/verify/next", Context{{"mode", "exception"}});
    const Value& here = (*mine["items"].list())[0];
    const Value& there = (*theirs["items"].list())[0];
    const Value both = told(browser, Method::post, "/api/v1/verify/entries",
                            entries(mine, {saying(there, "124"), saying(here, "125")}));
    EXPECT_EQ(textOf((*both["entries"].list())[0]["problem"]["code"]), "V129");
    EXPECT_EQ(textOf((*both["entries"].list())[1]["state"]), "done");
    const Value alone = told(browser, Method::post, "/api/v1/verify/entries", entries(mine, {saying(there, "124")}));
    EXPECT_EQ(textOf((*alone["entries"].list())[0]["problem"]["code"]), "V129");
    EXPECT_TRUE(alone["case"].isNull());
    EXPECT_EQ(ask(browser, Method::del, "/api/v1/verify/leases/" + textOf(theirs["lease"]["id"])).status, 204)
        << "giving it back is allowed";
}

}  // namespace
}  // namespace toitsu::server
