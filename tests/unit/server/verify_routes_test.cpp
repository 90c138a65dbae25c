// Verification over the API: every answer fits its shape, 個人番号 stays covered, and nothing of another municipality
// is in any answer.

#include <random>

#include "apps/station/audit.h"
#include "tests/unit/server/station_people.h"

namespace toitsu::server {
namespace {

class VerifyRoutes : public StationPeople {
protected:
    static Value nextBody(const char* mode) { return Context{{"mode", mode}}; }
    static std::string textOf(const Value& value) { return value.string() == nullptr ? "" : *value.string(); }
    static Value saying(const Value& item, Context more) {
        more.put("item", item["id"]);
        more.put("revision", item["revision"]);
        return more;
    }
    Value say(const Browser& browser, const Value& work, List entries, const std::string& key = {}) {
        Pairs more;
        if (!key.empty()) more.emplace_back("idempotency-key", key);
        return told(browser, Method::post, "/api/v1/verify/entries",
                    Context{{"lease", work["lease"]["id"]}, {"entries", std::move(entries)}}, std::move(more));
    }
    std::vector<std::string> actions() {
        const auto listed = file->read([](Database& database) {
            return station::audit::list(database, {kMine, kTheirs}, 0, 100);
        });
        std::vector<std::string> out;
        for (const auto& row : listed->rows) out.push_back(row.entry.action);
        return out;
    }
};

TEST_F(VerifyRoutes, ACaseIsVerifiedByTwoPeople) {
    account("sato", {{kMine, {Role::verifier}}});
    account("suzuki", {{kMine, {Role::verifier}}});
    const std::string id = addCase(kMine, "統一花子");
    const Browser sato = signedIn("sato"), suzuki = signedIn("suzuki");
    const Value queues = told(sato, Method::get, "/api/v1/verify/queues");
    EXPECT_EQ(textOf((*queues["queues"].list())[0]["mode"]), "exception");
    Value work = told(sato, Method::post, "/api/v1/verify/next", nextBody("exception"));
    ASSERT_EQ(work["items"].list()->size(), 4u);
    const Value unseen = say(sato, work, {saying((*work["items"].list())[3], {{"action", "accept"}})});
    EXPECT_EQ(textOf((*unseen["entries"].list())[0]["problem"]["code"]), "V138") << "nobody has seen it";
    told(sato, Method::del, "/api/v1/verify/leases/" + textOf(work["lease"]["id"]));
    work = told(sato, Method::post, "/api/v1/verify/next", Context{{"mode", "exception"}, {"reason", "照合"}});
    ASSERT_EQ(work["items"].list()->size(), 4u);
    const Value& name = (*work["items"].list())[1];
    EXPECT_EQ(textOf(name["text"]), "統一花子");
    EXPECT_EQ(textOf(name["input"]["mode"]), "text");
    EXPECT_EQ(name["page"]["box"].list()->size(), 4u);
    EXPECT_EQ(ask(suzuki, Method::post, "/api/v1/verify/next", nextBody("exception")).status, 204);
    told(sato, Method::post, "/api/v1/verify/leases/" + textOf(work["lease"]["id"]) + "/heartbeat", Context{});
    EXPECT_EQ(code(ask(suzuki, Method::post, "/api/v1/verify/leases/" + textOf(work["lease"]["id"]) + "/heartbeat",
                       Context{})),
              "V125");
    const Value& items = work["items"];
    const Value said = say(sato, work,
                           {saying((*items.list())[0], {{"action", "accept"}, {"keystrokes", 1}, {"active_ms", 700}}),
                            saying((*items.list())[1], {{"action", "correct"}, {"text", "統一華子"}}),
                            saying((*items.list())[2], {{"action", "correct"}, {"text", "1111"}}),
                            saying((*items.list())[3], {{"action", "accept"}})},
                           "key-1");
    EXPECT_EQ(textOf((*said["entries"].list())[2]["state"]), "second");
    EXPECT_FALSE(said["case"]["done"].isTrue());
    const Value undone =
        told(sato, Method::post, "/api/v1/verify/entries/" + textOf((*said["entries"].list())[1]["id"]) + "/undo",
             Context{});
    say(sato, undone, {saying(undone["item"], {{"action", "accept"}})});
    const Value blind = told(suzuki, Method::post, "/api/v1/verify/next", nextBody("blind"));
    ASSERT_EQ(blind["items"].list()->size(), 1u);
    const Value& second = (*blind["items"].list())[0];
    EXPECT_TRUE(second["text"].isNull());
    EXPECT_TRUE(second["candidates"].list()->empty());
    const Value done = say(suzuki, blind, {saying(second, {{"action", "correct"}, {"text", "1111"}})});
    EXPECT_TRUE(done["case"]["done"].isTrue());
    clock += 10'000;
    StationPeople::work();
    const auto one = running->engine().findCase(id).value();
    EXPECT_EQ(one.at, std::vector<std::string>{"decide"});
    EXPECT_EQ(forms::canonicalText(forms::fromValue(one.variables["record"])->find("account")->value), "1111");
}

TEST_F(VerifyRoutes, PicturesAreUprightEnlargedAndCovered) {
    account("sato", {{kMine, {Role::verifier}}});
    account("entry", {{kMine, {Role::entry}}});
    addCase(kMine, "統一花子");
    const Browser sato = signedIn("sato"), entry = signedIn("entry");
    const Value work = told(sato, Method::post, "/api/v1/verify/next", nextBody("exception"));
    const Value& secret = (*work["items"].list())[3];
    EXPECT_TRUE(secret["sensitive"].isTrue());
    EXPECT_TRUE(secret["text"].isNull());
    EXPECT_TRUE(secret["candidates"].list()->empty());
    const std::string crop = textOf(secret["crop"]);
    const auto picture = [&](const Browser& browser, const std::string& target) {
        const Response answer = ask(browser, Method::get, target);
        EXPECT_EQ(answer.status, 200) << answer.body;
        EXPECT_TRUE(files::writeAtomically(folder.path() + "/answer.img", answer.body));
        return ocr::load(folder.path() + "/answer.img").value().at(0).picture;
    };
    const auto black = [](const ocr::Picture& shown) {
        return std::count_if(shown.pixels->begin(), shown.pixels->end(), [](std::uint8_t pixel) { return pixel < 30; });
    };
    const ocr::Picture covered = picture(sato, crop);
    EXPECT_NEAR(covered.width, 2 * (236 + 16), 4);
    EXPECT_EQ(black(covered), 0) << "the ink is not there";
    const auto before = actions();
    EXPECT_EQ(std::count(before.begin(), before.end(), "my-number.crop"), 0);
    EXPECT_GT(black(picture(sato, crop + "&reason=%E7%85%A7%E5%90%88")), 1000);
    EXPECT_EQ(black(picture(entry, crop + "&reason=x")), 0) << "whoever may not read it does not by saying why";
    const auto after = actions();
    EXPECT_EQ(std::count(after.begin(), after.end(), "my-number.crop"), 1);
    const std::string page = textOf(secret["page"]["url"]);
    EXPECT_EQ(black(picture(sato, page + "?width=827")), 0);
    EXPECT_GT(black(picture(sato, page + "?width=827&reason=x")), 1000);
    told(sato, Method::del, "/api/v1/verify/leases/" + textOf(work["lease"]["id"]));
    const Value open =
        told(sato, Method::post, "/api/v1/verify/next", Context{{"mode", "exception"}, {"reason", "照合"}});
    EXPECT_EQ(textOf((*open["items"].list())[3]["text"]), "123456789018");
}

TEST_F(VerifyRoutes, WhoMayOnlyEnterIsGivenNoComparison) {
    account("entry", {{kMine, {Role::entry}}});
    const Browser entry = signedIn("entry");
    for (const char* mode : {"compare", "qa"})
        EXPECT_EQ(ask(entry, Method::post, "/api/v1/verify/next", nextBody(mode)).status, 403);
}

// Whatever somebody of one municipality asks, with ids of the other or without: not a byte of it comes back.
TEST_F(VerifyRoutes, NothingOfAnotherMunicipalityIsInAnyAnswer) {
    account("mine", {{kMine, allRoles()}});
    account("theirs", {{kTheirs, {Role::verifier}}});
    const std::string word = "隠岐島子";
    std::vector<std::string> foreign{addCase(kTheirs, word), addPage(kTheirs, 500)};
    for (int n = 0; n < 3; ++n) {
        foreign.push_back(addCase(kTheirs, word));
        addCase(kMine, "統一花子");
    }
    const Browser mine = signedIn("mine"), theirs = signedIn("theirs");
    const Value held = told(theirs, Method::post, "/api/v1/verify/next", nextBody("exception"));
    foreign.push_back(textOf(held["lease"]["id"]));
    for (const Value& item : *held["items"].list()) {
        foreign.push_back(textOf(item["id"]));
        foreign.push_back(textOf(item["task"]));
        foreign.push_back(textOf(item["page"]["id"]));
    }
    const auto tasks = running->engine().tasks().value();
    for (const auto& task : tasks)
        if (task.municipality == kTheirs) foreign.push_back(task.id);
    std::mt19937 chance(7);
    const auto pick = [&](std::size_t most) { return std::uniform_int_distribution<std::size_t>(0, most - 1)(chance); };
    const Routes& routes = server->dispatcher().router().routes();
    const char* const modes[] = {"exception", "carousel", "blind", "compare", "qa"};
    int refused = 0;
    for (int n = 0; n < 600; ++n) {
        const Route& route = routes[pick(routes.size())];
        if (route.pattern == "/api/v1/session" || route.pattern == "/api/v1/session/password" ||
            route.pattern == "/api/v1/events" || route.pattern == "/metrics")
            continue;
        const std::string& other = foreign[pick(foreign.size())];
        std::string target = route.pattern;
        for (std::size_t at = target.find('{'); at != std::string::npos; at = target.find('{'))
            target.replace(at, target.find('}') - at + 1, other);
        for (const char* name : {"municipality?", "status?", "state?", "q?"})
            if (route.text.query.find(name) != std::string::npos && pick(2) == 0) {
                const std::string value = name == std::string("municipality?") ? kTheirs
                                          : name == std::string("q?")          ? other
                                          : name == std::string("state?")      ? "waiting"
                                                                               : "running";
                target += (target.find('?') == std::string::npos ? "?" : "&") +
                          std::string(name).substr(0, std::string(name).size() - 1) + "=" + value;
            }
        Context body;
        const std::string& wants = route.text.request;
        if (wants.find("mode:") != std::string::npos) body.put("mode", modes[pick(5)]);
        if (wants.find("municipality?") != std::string::npos && pick(2) == 0) body.put("municipality", kTheirs);
        if (wants.find("lease:") != std::string::npos) {
            body.put("lease", foreign[4]);
            body.put("entries", List{Context{{"item", other}, {"revision", 0}, {"action", "accept"}}});
        }
        if (wants.find("pages:") != std::string::npos) {
            body.put("pages", List{other});
            body.put("layout", std::string("trial-") + kTheirs);
        }
        if (wants.find("reason") != std::string::npos) body.put("reason", "x");
        if (wants.find("variables") != std::string::npos && pick(2) == 0) body.put("variables", Context{});
        const Response answer = ask(mine, route.method, target, Value(body));
        refused += answer.status >= 400 ? 1 : 0;
        std::string all = answer.body;
        for (const auto& [name, value] : answer.headers) all += value;
        EXPECT_EQ(all.find(word), std::string::npos) << route.pattern;
        // What the caller wrote itself may be told back; what it did not write may not appear.
        if (withoutIds(all).find(kTheirs) != std::string::npos) {
            EXPECT_NE(target.find(kTheirs), std::string::npos) << route.pattern << " " << all;
        }
        for (const std::string& id : foreign)
            EXPECT_TRUE(id == other || all.find(id) == std::string::npos) << route.pattern << " " << id;
    }
    EXPECT_GT(refused, 50);
    const auto after = running->engine().tasks().value();
    for (const auto& task : after) EXPECT_TRUE(task.municipality == kMine || task.claimedBy.empty());
    const auto cases = running->engine().cases().value();
    for (const auto& one : cases)
        EXPECT_TRUE(one.municipality == kMine || one.at == std::vector<std::string>{"verify"})
            << "nothing was done to it";
}

}  // namespace
}  // namespace toitsu::server
