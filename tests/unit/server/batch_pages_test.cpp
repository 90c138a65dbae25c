// A batch's pages, all of them, as they went through the scanner.

#include "tests/unit/server/intake_people.h"

namespace toitsu::server {
namespace {

class BatchPages : public IntakePeople {};

// What the strip of a batch shows: every page of it, whatever became of it, as it went through the scanner.
TEST_F(BatchPages, ABatchesPagesStandInTheOrderOfTheScans) {
    account("reception", {{kMine, {Role::reception}}});
    account("theirs", {{kTheirs, {Role::reception}}});
    const Browser mine = signedIn("reception"), theirs = signedIn("theirs");
    const std::string batch = textOf((*json::parse(upload(mine, picture(200), "1.png").body))["batch"]);
    for (int shade = 201; shade < 205; ++shade)
        ASSERT_EQ(upload(mine, picture(shade), std::to_string(shade - 199) + ".png", batch).status, 202);
    ASSERT_EQ(upload(mine, picture(220), "other.png").status, 202) << "a batch of its own";
    work();
    while (running->intake().work().value()) continue;
    const std::string path = "/api/v1/intake/batches/" + batch + "/pages";
    const auto pages = [&](const std::string& query) {
        const Value answer = told(mine, Method::get, path + query);
        std::vector<std::string> names;
        for (const Value& page : *answer["pages"].list()) names.push_back(textOf(page["file"]));
        return std::pair(names, textOf(answer["next"]));
    };
    EXPECT_EQ(pages("").first, (std::vector<std::string>{"1.png", "2.png", "3.png", "4.png", "5.png"}));
    const auto [first, next] = pages("?limit=3");
    EXPECT_EQ(first.size(), 3u);
    EXPECT_EQ(pages("?after=" + next).first, (std::vector<std::string>{"4.png", "5.png"}));
    EXPECT_EQ(pages("?after=" + next).second, "");

    const Value second = (*told(mine, Method::get, path)["pages"].list())[1];
    const std::string page = "/api/v1/pages/" + textOf(second["id"]);
    EXPECT_EQ(ask(mine, Method::post, page + "/dismiss", Context{{"reason", "送付状"}}).status, 204);
    const Value dropped = (*told(mine, Method::get, path)["pages"].list())[1];
    EXPECT_EQ(textOf(dropped["state"]), "dismissed");
    EXPECT_EQ(textOf(dropped["note"]), "送付状");
    EXPECT_EQ(pages("").first.size(), 5u) << "it stays in its place";
    EXPECT_EQ(ask(theirs, Method::get, path).status, 404);
    EXPECT_EQ(ask(mine, Method::get, "/api/v1/intake/batches/none/pages").status, 404);
}

}  // namespace
}  // namespace toitsu::server
