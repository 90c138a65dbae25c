// Intake and cases over the API: every page that comes in is somewhere and counted, what waits can be mended and taken
// back, and a case shows its way without what is secret.

#include "apps/station/verify/findings.h"
#include "tests/unit/server/intake_people.h"

namespace toitsu::server {
namespace {

class OfficeRoutes : public IntakePeople {};

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
    EXPECT_EQ(textOf(read["person"]), textOf(told(mine, Method::get, "/api/v1/session")["account"]["name"]));
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

TEST_F(OfficeRoutes, AWaitingPageIsShownTurned) {
    account("reception", {{kMine, {Role::reception}}});
    const Browser mine = signedIn("reception");
    ASSERT_EQ(upload(mine, picture(200), "a.png").status, 202);
    work();
    const Value page = (*told(mine, Method::get, "/api/v1/pages")["pages"].list())[0];
    const std::string path = "/api/v1/pages/" + textOf(page["id"]);
    EXPECT_EQ(numberOf(page["turned"]), 0);
    const Value turned = told(mine, Method::post, path + "/turn", Context{{"quarters", 3}});
    EXPECT_EQ(numberOf(turned["turned"]), 3);
    EXPECT_EQ(numberOf(turned["width"]), numberOf(page["height"]));
    EXPECT_EQ(numberOf(turned["height"]), numberOf(page["width"]));
    const Value once = told(mine, Method::post, path + "/turn", Context{{"quarters", 2}});
    EXPECT_EQ(numberOf(once["turned"]), 1);
    EXPECT_EQ(numberOf(told(mine, Method::get, path)["turned"]), 1);
    const Response picture = ask(mine, Method::get, path + "/image?width=2400");
    ASSERT_EQ(picture.status, 200);
    EXPECT_EQ(jpegSize(picture.body), std::make_pair(560, 400));
    EXPECT_EQ(ask(mine, Method::post, path + "/turn", Context{{"quarters", 4}}).status, 400);
}

TEST_F(OfficeRoutes, ACaseIsTakenApartUntilSomebodyHasActedOnIt) {
    account("reception", {{kMine, {Role::reception, Role::verifier}}});
    account("theirs", {{kTheirs, {Role::reception}}});
    const Browser mine = signedIn("reception"), theirs = signedIn("theirs");
    const std::string id = addCase(kMine, "山田");
    auto record = running->data().pages().all().value().front();
    record.caseId = id;
    ASSERT_TRUE(running->data().pages().save(record));
    ASSERT_EQ(running->intake().adopt(clock).value(), 1);
    const std::string path = "/api/v1/cases/" + id + "/split";
    EXPECT_EQ(ask(theirs, Method::post, path, Context{{"reason", "違う人"}}).status, 404);
    EXPECT_EQ((*running->pictures().about(record.id()))->state, station::PageState::inCase);
    const Value apart = told(mine, Method::post, path, Context{{"reason", "違う人のページ"}});
    EXPECT_EQ((*running->pictures().about(record.id()))->state, station::PageState::waiting);
    ASSERT_EQ(apart["pages"].list()->size(), 1u);
    work();
    EXPECT_EQ(running->engine().findCase(id)->status, workflows::CaseStatus::completed);
    EXPECT_TRUE(running->desk().tasksOf(id).empty());
    const Value page = (*told(mine, Method::get, "/api/v1/pages")["pages"].list())[0];
    EXPECT_EQ(textOf(page["code"]), "C116");
    // The next case of the page is another one.
    EXPECT_EQ(running->data().pages().find(record.id())->caseKey(), record.id() + "+1");
    // Twice is once.
    EXPECT_EQ(ask(mine, Method::post, path, Context{{"reason", "違う人のページ"}}).status, 409);

    const std::string further = addCase(kMine, "佐藤");
    const std::string task = running->desk().tasksOf(further).front();
    ASSERT_TRUE(running->engine().completeTask(task, "hanako", {}, clock));
    const Response refused =
        ask(mine, Method::post, "/api/v1/cases/" + further + "/split", Context{{"reason", "違う人"}});
    EXPECT_EQ(refused.status, 409);
    EXPECT_NE(refused.body.find("V140"), std::string::npos) << refused.body;
    EXPECT_EQ(running->engine().findCase(further)->status, workflows::CaseStatus::running);
    EXPECT_FALSE(running->engine().findCase(further)->suspended);
}

TEST_F(OfficeRoutes, TakingApartIsFinishedAfterACrash) {
    const std::string id = addCase(kMine, "山田");
    auto record = running->data().pages().all().value().front();
    record.caseId = id;
    ASSERT_TRUE(running->data().pages().save(record));
    ASSERT_EQ(running->intake().adopt(clock).value(), 1);
    // Written down, and nothing done yet.
    ASSERT_TRUE(file->write([&](Database& database) {
        return station::intake_book::putSplit(database, {id, "hanako", "違う人", clock});
    }));
    ASSERT_TRUE(running->intake().finishSplits(clock));
    EXPECT_EQ(running->engine().findCase(id)->status, workflows::CaseStatus::completed);
    const auto after = running->data().pages().find(record.id());
    EXPECT_EQ(after->state, station::PageState::waiting);
    EXPECT_EQ(after->round, 1);
    ASSERT_TRUE(running->intake().finishSplits(clock));
    EXPECT_EQ(running->data().pages().find(record.id())->round, 1);
}

TEST_F(OfficeRoutes, WhatWentOnIsNotTakenApartLater) {
    const std::string id = addCase(kMine, "山田");
    auto record = running->data().pages().all().value().front();
    record.caseId = id;
    ASSERT_TRUE(running->data().pages().save(record));
    ASSERT_TRUE(file->write([&](Database& database) {
        return station::intake_book::putSplit(database, {id, "hanako", "違う人", clock});
    }));
    ASSERT_TRUE(running->engine().completeTask(running->desk().tasksOf(id).front(), "jiro", {}, clock));
    ASSERT_TRUE(running->intake().finishSplits(clock));
    EXPECT_EQ(running->engine().findCase(id)->status, workflows::CaseStatus::running);
    EXPECT_EQ(running->data().pages().find(record.id())->state, station::PageState::inCase);
    EXPECT_TRUE(
        file->read([](Database& database) { return station::intake_book::openSplits(database); }).value().empty());
}

TEST_F(OfficeRoutes, ACaseIsFoundByAName) {
    account("verifier", {{kMine, {Role::verifier}}});
    const Browser mine = signedIn("verifier");
    const std::string id = addCase(kMine, "山田　太郎");
    addCase(kMine, "佐藤　花子");
    addCase(kTheirs, "山田　次郎");
    const auto found = [&](const std::string& q) {
        std::vector<std::string> ids;
        const Value answer = told(mine, Method::get, "/api/v1/cases?q=" + q);
        for (const Value& one : *answer["cases"].list()) ids.push_back(textOf(one["id"]));
        return ids;
    };
    EXPECT_EQ(found("%E5%B1%B1%E7%94%B0"), std::vector<std::string>{id});  // 山田
    EXPECT_EQ(found(id), std::vector<std::string>{id});
    EXPECT_TRUE(found("123456789018").empty());  // nobody is found by 個人番号
    const Value row = (*told(mine, Method::get, "/api/v1/cases?q=" + id)["cases"].list())[0];
    EXPECT_EQ(textOf(row["waiting_for"]), "検証者");
    const Value whole = told(mine, Method::get, "/api/v1/cases/" + id);
    EXPECT_EQ(textOf((*whole["history"].list())[0]["text"]["ja"]), "案件が始まった");
}

TEST_F(OfficeRoutes, FiguresAreOfOnesOwnMunicipalities) {
    account("verifier", {{kMine, {Role::verifier}}});
    account("theirs", {{kTheirs, {Role::verifier}}});
    account("boss", {{kMine, {Role::admin}}});
    const Browser mine = signedIn("verifier"), theirs = signedIn("theirs"), boss = signedIn("boss");
    addCase(kMine, "山田");
    const Value quality = told(mine, Method::get, "/api/v1/quality");
    ASSERT_EQ(quality["forms"].list()->size(), 1u);
    EXPECT_EQ(textOf((*quality["forms"].list())[0]["form_title"]), "試験");
    EXPECT_EQ(told(theirs, Method::get, "/api/v1/quality")["forms"].list()->size(), 0u);
    const Value status = told(mine, Method::get, "/api/v1/status");
    EXPECT_EQ(status["throughput"]["hours"].list()->size(), 24u);
    ASSERT_EQ(status["waits"].list()->size(), 1u);
    EXPECT_EQ(numberOf((*status["waits"].list())[0]["waiting"]), 1);
    EXPECT_EQ(told(theirs, Method::get, "/api/v1/status")["waits"].list()->size(), 0u);
    // Somebody enters a field: their pace is theirs, and the administrator's to see.
    const Value handed = told(mine, Method::post, "/api/v1/verify/next", Context{{"mode", "exception"}});
    const Value item = (*handed["items"].list())[0];
    const Value entry = Context{{"item", item["id"]},  {"revision", item["revision"]},
                                {"action", "correct"}, {"text", "123"},
                                {"keystrokes", 4},     {"active_ms", 1500}};
    told(mine, Method::post, "/api/v1/verify/entries",
         Context{{"lease", handed["lease"]["id"]}, {"entries", List{entry}}}, {{"idempotency-key", "pace-1"}});
    for (const Browser& who : {mine, boss}) {
        const Value paces = told(who, Method::get, "/api/v1/counters");
        ASSERT_EQ(paces["rows"].list()->size(), 1u);
        EXPECT_EQ(numberOf((*paces["rows"].list())[0]["keystrokes_median"]), 4);
        EXPECT_FALSE(textOf((*paces["rows"].list())[0]["form_title"]).empty());
        EXPECT_EQ((*paces["rows"].list())[0]["active_s_median"].number()->toDouble(), 1.5);
    }
    EXPECT_EQ(told(theirs, Method::get, "/api/v1/counters")["rows"].list()->size(), 0u);
}

TEST_F(OfficeRoutes, AFindingIsOpenUntilSomebodySaysHowItWasMended) {
    account("verifier", {{kMine, {Role::verifier}}});
    account("decider", {{kMine, {Role::decider}}});
    account("theirs", {{kTheirs, {Role::verifier}}});
    const Browser mine = signedIn("verifier"), theirs = signedIn("theirs"), decider = signedIn("decider");
    ASSERT_TRUE(file->write([&](Database& database) {
        return station::findings::put(database, {"f1", "case-1", kMine, "trial", "count", "123", "128", clock});
    }));
    const auto open = [&](const Browser& who) {
        const Value answer = told(who, Method::get, "/api/v1/findings");
        return answer["findings"].list()->size();
    };
    EXPECT_EQ(open(mine), 1u);
    EXPECT_EQ(open(decider), 1u);
    EXPECT_EQ(open(theirs), 0u);
    const std::string path = "/api/v1/findings/f1/settle";
    const Value note = Context{{"note", "台帳を128に直した"}};
    EXPECT_EQ(ask(theirs, Method::post, path, note).status, 404);
    EXPECT_EQ(ask(decider, Method::post, path, note).status, 403);
    EXPECT_EQ(ask(mine, Method::post, path, Context{{"note", ""}}).status, 400);
    EXPECT_EQ(ask(mine, Method::post, path, note).status, 204);
    EXPECT_EQ(ask(mine, Method::post, path, note).status, 409);
    EXPECT_EQ(open(mine), 0u);
    const Value settled = told(mine, Method::get, "/api/v1/findings?state=settled");
    EXPECT_EQ(textOf((*settled["findings"].list())[0]["note"]), "台帳を128に直した");
}

TEST_F(OfficeRoutes, PagesFromBeforeTheServerAreCounted) {
    account("reception", {{kMine, {Role::reception}}});
    account("theirs", {{kTheirs, {Role::reception}}});
    addPage(kMine, 1);
    addPage(kMine, 2);
    addPage(kTheirs, 3);
    EXPECT_EQ(running->intake().adopt(clock).value(), 3);
    EXPECT_EQ(running->intake().adopt(clock).value(), 0);
    const auto sheets = [&](const std::string& name) {
        return numberOf(told(signedIn(name), Method::get, "/api/v1/status")["reconciliation"]["sheets"]);
    };
    EXPECT_EQ(sheets("reception"), 2);
    EXPECT_EQ(sheets("theirs"), 1);
}

// A command took it in, it fits no paper, and the library has papers of several municipalities: whoever takes scans in
// for all of them sees it, and nobody else.
TEST_F(OfficeRoutes, APageOfNobodyIsForWhoeverServesAll) {
    account("mine", {{kMine, {Role::reception}}});
    account("all", {{kMine, {Role::reception}}, {kTheirs, {Role::reception}}});
    const std::string known = addPage(kMine, 1);
    station::PageRecord stray = running->data().pages().find(known).value();
    stray.page = 2;
    stray.state = station::PageState::waiting;
    stray.code = "S020";
    stray.caseId.clear();
    Context reading = *stray.reading.context();
    reading.put("layout", Value());
    stray.reading = reading;
    // Another file: the others of its own would tell whose it is.
    stray.sha256 = running->data().blobs().put("not a scan of anybody's").value().sha256;
    ASSERT_TRUE(running->data().pages().save(stray));
    ASSERT_EQ(running->intake().adopt(clock).value(), 2);
    const Browser mine = signedIn("mine"), all = signedIn("all");
    EXPECT_EQ(told(mine, Method::get, "/api/v1/pages?state=waiting")["pages"].list()->size(), 0u);
    EXPECT_EQ(numberOf(told(mine, Method::get, "/api/v1/status")["reconciliation"]["sheets"]), 1);
    EXPECT_EQ(ask(mine, Method::get, "/api/v1/pages/" + stray.id()).status, 404);
    EXPECT_EQ(ask(mine, Method::post, "/api/v1/pages/" + stray.id() + "/dismiss", Context{{"reason", "x"}}).status,
              404);
    ASSERT_EQ(told(all, Method::get, "/api/v1/pages?state=waiting")["pages"].list()->size(), 1u);
    EXPECT_EQ(told(all, Method::get, "/api/v1/pages?state=waiting&municipality=202011")["pages"].list()->size(), 0u);
    EXPECT_EQ(numberOf(told(all, Method::get, "/api/v1/status")["reconciliation"]["sheets"]), 2);
    EXPECT_EQ(ask(all, Method::get, "/api/v1/pages/no-such-page-1").status, 404);
    EXPECT_EQ(ask(all, Method::post, "/api/v1/pages/" + stray.id() + "/dismiss", Context{{"reason", "回覧"}}).status,
              204);
    EXPECT_EQ(told(all, Method::get, "/api/v1/pages?state=waiting")["pages"].list()->size(), 0u);
}

TEST_F(OfficeRoutes, AWatchedFolderIsABatchOfTheDay) {
    account("reception", {{kMine, {Role::reception}}});
    const Browser mine = signedIn("reception");
    auto watched = station::WatchedFolder::open({folder.path() + "/scanner", "server", 3000, {}});
    ASSERT_TRUE(watched);
    write(folder.path() + "/scanner/in/stack.png", picture(180));
    write(folder.path() + "/scanner/in/again.png", picture(180));
    write(folder.path() + "/scanner/in/no-scan.png", "PNG");
    const auto look = [&] { return running->intake().watch(*watched, "窓口", kMine, clock).value(); };
    EXPECT_EQ(look(), 0);  // perhaps still being written
    clock += 4000;
    EXPECT_EQ(look(), 3);
    work();
    const Value batches = told(mine, Method::get, "/api/v1/intake/batches");
    ASSERT_EQ(batches["batches"].list()->size(), 1u);
    const Value batch = (*batches["batches"].list())[0];
    EXPECT_TRUE(batch["person"].isNull()) << "a watched folder is nobody";
    EXPECT_EQ(numberOf(batch["files"]), 2);  // the same file twice is one
    EXPECT_EQ(numberOf(batch["failed"]), 1);
    EXPECT_EQ(numberOf(batch["pages"]["waiting"]), 1);
    EXPECT_TRUE(files::read(folder.path() + "/scanner/in/stack.png").error().kind == ErrorKind::notFound);
    // In another batch it is told that the file was here before.
    clock += 1000;  // the newest of two of one moment would be either
    ASSERT_EQ(upload(mine, picture(180), "third.png").status, 202);
    work();
    const Value newest = (*told(mine, Method::get, "/api/v1/intake/batches")["batches"].list())[0];
    EXPECT_EQ(numberOf(newest["known"]), 1);
    const Value whole = told(mine, Method::get, "/api/v1/intake/batches/" + textOf(newest["id"]));
    EXPECT_EQ(textOf((*whole["list"].list())[0]["code"]), "C117");
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
