// Every answer is what its route says it is: each GET of the API is asked of a station that has something to tell, and
// its body held against the declared shape. The screens' types are made of these shapes.

#include <map>

#include "tests/unit/server/intake_people.h"

namespace toitsu::server {
namespace {

class AnswerShapes : public IntakePeople {};

TEST_F(AnswerShapes, EveryGetAnswersAsItSays) {
    account("all", {{kMine, allRoles()}});
    const Browser all = signedIn("all");
    const std::string batch = textOf((*json::parse(upload(all, picture(200), "1.png").body))["batch"]);
    work();
    const std::string page = textOf((*told(all, Method::get, "/api/v1/pages")["pages"].list())[0]["id"]);
    const std::string one = addCase(kMine, "山田");
    const std::map<std::string, std::string> known = {
        {"/api/v1/intake/batches/{id}", "/api/v1/intake/batches/" + batch},
        {"/api/v1/intake/batches/{id}/pages", "/api/v1/intake/batches/" + batch + "/pages"},
        {"/api/v1/pages/{id}", "/api/v1/pages/" + page},
        {"/api/v1/cases/{id}", "/api/v1/cases/" + one},
    };
    int asked = 0;
    std::vector<std::string> others;
    for (const Route& route : server->dispatcher().router().routes()) {
        const std::string& pattern = route.pattern;
        if (route.method != Method::get || !pattern.starts_with("/api/v1/")) continue;
        // Of the library and of retention there are tests with a studio and with things to destroy, which hold answers
        // against their shapes as well. Pictures, flows and events are no JSON.
        const bool elsewhere = pattern.starts_with("/api/v1/library") || pattern.starts_with("/api/v1/retention");
        if (elsewhere || route.text.response.empty()) continue;
        const auto at = known.find(pattern);
        if (at == known.end() && pattern.find('{') != std::string::npos) {
            others.push_back(pattern);
            continue;
        }
        const Value answer = told(all, Method::get, at == known.end() ? pattern : at->second);
        EXPECT_FALSE(answer.isNull()) << pattern;
        ++asked;
    }
    EXPECT_TRUE(others.empty()) << "an example is missing: " << others.front();
    EXPECT_GE(asked, 19);
}

}  // namespace
}  // namespace toitsu::server
