// A 個人番号 that is shown stays on the screen: no browser keeps the answer. What is covered is asked for again.

#include "tests/unit/server/intake_people.h"

namespace toitsu::server {
namespace {

class UncoveredAnswers : public IntakePeople {
protected:
    static std::string caching(const Response& response) {
        EXPECT_EQ(response.status, 200) << response.body;
        const std::string* header = findPair(response.headers, "Cache-Control");
        return header == nullptr ? "" : *header;
    }
};

TEST_F(UncoveredAnswers, AreNotStored) {
    account("sato", {{kMine, {Role::verifier}}});
    account("entry", {{kMine, {Role::entry}}});
    const std::string id = addCase(kMine, "統一花子");
    const Browser sato = signedIn("sato"), entry = signedIn("entry");
    const Value work = told(sato, Method::post, "/api/v1/verify/next", Context{{"mode", "exception"}});
    const Value& name = (*work["items"].list())[1];
    const Value& number = (*work["items"].list())[3];
    const std::string crop = textOf(number["crop"]), page = textOf(number["page"]["url"]) + "?width=827";
    const std::string covered = "private, no-cache", why = "&reason=%E7%85%A7%E5%90%88";
    for (const std::string& target : {crop, page}) {
        EXPECT_EQ(caching(ask(sato, Method::get, target)), covered) << target;
        EXPECT_EQ(caching(ask(sato, Method::get, target + why)), "no-store") << target;
        EXPECT_EQ(caching(ask(entry, Method::get, target + why)), covered) << "it is covered for them";
        const Response first = ask(sato, Method::get, target);
        const std::string* tag = findPair(first.headers, "ETag");
        ASSERT_NE(tag, nullptr);
        EXPECT_EQ(ask(sato, Method::get, target, {}, {{"if-none-match", *tag}}).status, 304);
        EXPECT_EQ(ask(sato, Method::get, target + why, {}, {{"if-none-match", "*"}}).status, 200)
            << "nobody has kept it";
    }
    EXPECT_EQ(caching(ask(sato, Method::get, textOf(name["crop"]) + why)), covered) << "no secret";
    const std::string path = "/api/v1/cases/" + id;
    EXPECT_EQ(caching(ask(sato, Method::get, path)), covered);
    EXPECT_EQ(caching(ask(sato, Method::get, path + "?reason=x")), "no-store");
}

// Nobody knows yet where a number stands on a page that waits: its picture is whole.
TEST_F(UncoveredAnswers, NorAreWholePagesThatWait) {
    account("reception", {{kMine, {Role::reception}}});
    const Browser reception = signedIn("reception");
    ASSERT_EQ(upload(reception, picture(200), "a.png").status, 202);
    work();
    const Value page = (*told(reception, Method::get, "/api/v1/pages")["pages"].list())[0];
    const std::string image = "/api/v1/pages/" + textOf(page["id"]) + "/image?width=";
    EXPECT_EQ(caching(ask(reception, Method::get, image + "240")), "private, no-cache");
    EXPECT_EQ(caching(ask(reception, Method::get, image + "1200")), "no-store");
}

}  // namespace
}  // namespace toitsu::server
