// Intake and cases over the API: every page that comes in is somewhere and counted, what waits can be mended and taken
// back, and a case shows its way without what is secret.

#include "tests/unit/server/station_people.h"

namespace toitsu::server {
namespace {

class OfficeRoutes : public StationPeople {
protected:
    OfficeRoutes() {
        // The machine cannot place anything: every page waits for a person.
        running->intake().read = [](const ocr::Page& page, const std::string&) {
            ocr::SheetReading sheet;
            sheet.page = page;
            sheet.reading.status = ocr::PageStatus::rejected;
            sheet.reading.code = "S021";
            sheet.reading.reason = {"位置が合いません", "it cannot be placed"};
            return std::vector<ocr::SheetReading>{sheet};
        };
    }

    static std::string textOf(const Value& value) { return value.string() == nullptr ? "" : *value.string(); }
    static std::int64_t numberOf(const Value& value) {
        return value.number() == nullptr ? -1 : value.number()->toInteger().value_or(-1);
    }

    std::string picture(int shade) {
        ocr::Picture page{400, 560, 1,
                          std::make_shared<std::vector<std::uint8_t>>(400u * 560u, static_cast<std::uint8_t>(shade))};
        const std::string path = folder.path() + "/upload.png";
        EXPECT_TRUE(ocr::writePng(page, path));
        return files::read(path).value();
    }

    Response upload(const Browser& browser, const std::string& bytes, const std::string& name,
                    const std::string& batch = {}) {
        Request request;
        request.method = Method::post;
        request.target = "/api/v1/scans";
        request.headers = {{"host", "localhost:1"},
                           {"cookie", "toitsu_session=" + browser.token},
                           {"x-csrf-token", browser.csrf},
                           {"content-type", "application/octet-stream"},
                           {"x-file-name", name}};
        if (!batch.empty()) request.headers.emplace_back("x-batch", batch);
        auto admitted = server->dispatcher().admit(request);
        if (!admitted) return admitted.error();
        request.body = bytes;
        return server->dispatcher().answer(request);
    }
};

TEST_F(OfficeRoutes, EveryPageOfABatchIsSomewhere) {
    account("reception", {{kMine, {Role::reception}}});
    account("theirs", {{kTheirs, {Role::reception}}});
    const Browser mine = signedIn("reception"), theirs = signedIn("theirs");
    const Response first = upload(mine, picture(200), "%E7%94%B3%E8%AB%8B.png");
    ASSERT_EQ(first.status, 202) << first.body;
    const std::string batch = textOf((*json::parse(first.body))["batch"]);
    EXPECT_EQ(upload(mine, picture(210), "..%2F..%2Fetc%2Fpasswd", batch).status, 202);
    EXPECT_EQ(upload(mine, "no picture at all", "broken.png", batch).status, 202);
    EXPECT_EQ(upload(theirs, picture(220), "x.png", batch).status, 404) << "somebody else's batch";
    EXPECT_EQ(textOf(told(mine, Method::get, "/api/v1/intake/batches/" + batch)["state"]), "reading");
    work();
    const Value read = told(mine, Method::get, "/api/v1/intake/batches/" + batch);
    EXPECT_EQ(numberOf(read["files"]), 3);
    EXPECT_EQ(numberOf(read["failed"]), 1);
    EXPECT_EQ(numberOf(read["pages"]["waiting"]), 2);
    EXPECT_EQ(textOf((*read["list"].list())[0]["name"]), "申請.png");
    EXPECT_EQ(textOf((*read["list"].list())[1]["name"]), "passwd");
    EXPECT_EQ(textOf((*read["list"].list())[2]["code"]), "S003");

    const Value pages = told(mine, Method::get, "/api/v1/pages?state=waiting");
    ASSERT_EQ(pages["pages"].list()->size(), 2u);
    const Value& page = (*pages["pages"].list())[0];
    EXPECT_EQ(textOf(page["code"]), "S021");
    EXPECT_EQ(ask(mine, Method::get, textOf(page["thumbnail"])).status, 200);
    EXPECT_EQ(ask(theirs, Method::get, textOf(page["thumbnail"])).status, 404);
    const std::string path = "/api/v1/pages/" + textOf(page["id"]);
    EXPECT_EQ(ask(theirs, Method::post, path + "/dismiss", Context{{"reason", "x"}}).status, 404);
    EXPECT_EQ(ask(mine, Method::post, path + "/restore", Context{}).status, 409);
    EXPECT_EQ(ask(mine, Method::post, path + "/dismiss", Context{{"reason", "送付状"}}).status, 204);
    Value status = told(mine, Method::get, "/api/v1/status");
    EXPECT_EQ(numberOf(status["reconciliation"]["dropped"]), 1);
    EXPECT_EQ(numberOf(status["reconciliation"]["sheets"]), 2);
    EXPECT_EQ(ask(mine, Method::post, path + "/restore", Context{}).status, 204);
    status = told(mine, Method::get, "/api/v1/status");
    EXPECT_EQ(numberOf(status["reconciliation"]["waiting"]), 2);
    EXPECT_EQ(numberOf(told(theirs, Method::get, "/api/v1/status")["reconciliation"]["sheets"]), 0);
    EXPECT_EQ(ask(mine, Method::post, "/api/v1/pages/assign",
                  Context{{"pages", List{page["id"]}}, {"layout", std::string("trial-") + kTheirs}})
                  .status,
              404)
        << "no case for another municipality";
}

TEST_F(OfficeRoutes, WhoHandsInForSeveralSaysForWhom) {
    account("both", {{kMine, {Role::reception}}, {kTheirs, {Role::reception}}});
    EXPECT_EQ(code(upload(signedIn("both"), picture(1), "a.png")), "V134");
}

TEST_F(OfficeRoutes, ACaseShowsItsWayAndKeepsItsSecret) {
    account("verifier", {{kMine, {Role::verifier}}});
    account("decider", {{kMine, {Role::decider}}});
    const Browser verifier = signedIn("verifier"), decider = signedIn("decider");
    const std::string id = addCase(kMine, "統一花子");
    addCase(kMine, "統一次郎");
    addCase(kTheirs, "隠岐島子");
    const Value first = told(verifier, Method::get, "/api/v1/cases?limit=1");
    ASSERT_EQ(first["cases"].list()->size(), 1u);
    const Value second = told(verifier, Method::get, "/api/v1/cases?limit=1&after=" + textOf(first["next"]));
    ASSERT_EQ(second["cases"].list()->size(), 1u);
    EXPECT_TRUE(second["next"].isNull());
    EXPECT_NE(textOf((*first["cases"].list())[0]["id"]), textOf((*second["cases"].list())[0]["id"]));

    const Value whole = told(verifier, Method::get, "/api/v1/cases/" + id);
    const List& fields = *whole["record"]["fields"].list();
    ASSERT_EQ(fields.size(), 4u);
    EXPECT_EQ(textOf(fields[1]["text"]), "統一花子");
    EXPECT_TRUE(fields[3]["text"].isNull());
    EXPECT_TRUE(fields[3]["raw"].isNull());
    EXPECT_EQ(ask(verifier, Method::get, textOf(fields[1]["crop"])).status, 200);
    EXPECT_EQ(textOf((*whole["path"].list()).back()["name"]), "確認");
    ASSERT_EQ(whole["tasks"].list()->size(), 1u);
    EXPECT_EQ(textOf(told(verifier, Method::get, "/api/v1/cases/" + id + "?reason=x")["record"]["fields"].list()->at(
                  3)["text"]),
              "123456789018");
    EXPECT_TRUE(told(decider, Method::get, "/api/v1/cases/" + id + "?reason=x")["record"]["fields"]
                    .list()
                    ->at(3)["text"]
                    .isNull());
    EXPECT_EQ(ask(verifier, Method::get, "/api/v1/cases/" + id + "/flow").type, "application/xml");

    const std::string task = textOf((*whole["tasks"].list())[0]["id"]);
    EXPECT_EQ(code(ask(verifier, Method::post, "/api/v1/tasks/" + task + "/complete", Context{})), "V137");
    EXPECT_EQ(ask(verifier, Method::post, "/api/v1/tasks/" + task + "/claim", Context{}).status, 204);
    EXPECT_EQ(ask(decider, Method::post, "/api/v1/tasks/" + task + "/claim", Context{}).status, 409);
    EXPECT_EQ(ask(verifier, Method::post, "/api/v1/tasks/" + task + "/release", Context{}).status, 204);
    EXPECT_EQ(told(verifier, Method::get, "/api/v1/tasks")["tasks"].list()->size(), 2u);
    EXPECT_EQ(ask(verifier, Method::post, "/api/v1/cases/" + id + "/suspend", Context{}).status, 403);
    EXPECT_EQ(ask(decider, Method::post, "/api/v1/cases/" + id + "/suspend", Context{}).status, 204);
    EXPECT_TRUE(told(decider, Method::get, "/api/v1/cases/" + id)["suspended"].isTrue());
}

}  // namespace
}  // namespace toitsu::server
