#pragma once

// Somebody with every role and everything that a route can be about, so that hostile requests get past the question
// whether there is such a thing.

#include <set>

#include "apps/server/http_head.h"
#include "apps/server/problem.h"
#include "apps/station/verify/findings.h"
#include "tests/unit/server/hostile.h"
#include "tests/unit/server/library_people.h"

namespace toitsu::server {

class HostilePeople : public LibraryRoutes {
protected:
    HostilePeople() {
        running->intake().read = [](const ocr::Page& page, const std::string&) {
            ocr::SheetReading sheet;
            sheet.page = page;
            sheet.reading.status = ocr::PageStatus::rejected;
            sheet.reading.code = "S021";
            return std::vector<ocr::SheetReading>{sheet};
        };
        const std::string stuck = R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d3"
  targetNamespace="urn:test" expressionLanguage="https://www.omg.org/spec/DMN/20230324/FEEL/">
  <process id="stuck" isExecutable="true"><startEvent id="s"/><exclusiveGateway id="g"/><endEvent id="e"/><endEvent id="f"/>
    <sequenceFlow id="a" sourceRef="s" targetRef="g"/>
    <sequenceFlow id="b" sourceRef="g" targetRef="e"><conditionExpression>way = 1</conditionExpression></sequenceFlow>
    <sequenceFlow id="c" sourceRef="g" targetRef="f"><conditionExpression>way = 3</conditionExpression></sequenceFlow>
  </process></definitions>)";
        const auto deployed = running->engine().deploy(stuck, "stuck.bpmn", clock);
        EXPECT_TRUE(deployed) << deployed.error().text(Language::en);
        who = account("mallory", {{kMine, allRoles()}});
        target = account("target", {{kMine, {Role::entry}}});
        enter();
        document = json::parse(services->openApi).value();
        const std::string text = files::read(std::string(TOITSU_SOURCE_DIR) + "/docs/errors.md").value();
        for (std::size_t at = text.find("| "); at != std::string::npos; at = text.find("\n| ", at + 1)) {
            const std::size_t from = text.find_first_not_of("\n| ", at);
            documented.insert(text.substr(from, 4));
        }
    }

    // Signed in, whatever hostile requests have done to the password.
    void enter() {
        clock += 16 * 60'000;  // past every wait for guessing
        ASSERT_TRUE(server->accounts().change(Authority{}, who.id, {{}, kPassword, false, {}}));
        ASSERT_TRUE(file->write([](Database& db) { return db.run("UPDATE accounts SET must_change = 0"); }));
        mallory = signedIn("mallory");
        sato = signedIn("sato");
        suzuki = signedIn("suzuki");
    }
    bool entered() {
        for (const Browser& one : {mallory, sato, suzuki})
            if (ask(one, Method::get, "/api/v1/session").status != 200) return false;
        return true;
    }

    std::string upload() {
        ocr::Picture page{400, 560, 1, nullptr};
        auto pixels = std::make_shared<std::vector<std::uint8_t>>(400u * 560u, std::uint8_t{255});
        (*pixels)[static_cast<std::size_t>(++uploads)] = 0;
        page.pixels = pixels;
        const std::string path = folder.path() + "/upload.png";
        EXPECT_TRUE(ocr::writePng(page, path));
        const auto batch =
            running->intake().put({kMine, who.id, "a.png", {}, {}}, files::read(path).value(), services->now());
        EXPECT_TRUE(batch);
        work();
        return batch.value_or("");
    }
    std::string waitingPage() {
        const Value pages = told(mallory, Method::get, "/api/v1/pages?limit=1");
        if (!pages["pages"].list()->empty()) return textOf(pages["pages"].list()->front()["id"]);
        upload();
        return waitingPage();
    }
    std::string openCase() {
        const std::string id = addCase(kMine, "統一花子");
        auto all = running->data().pages().all().value();
        for (auto& record : all)
            if (record.state == station::PageState::inCase && record.caseId.empty()) {
                record.caseId = id;
                EXPECT_TRUE(running->data().pages().save(record));
            }
        EXPECT_TRUE(running->intake().adopt(clock));
        return id;
    }
    std::string incident() {
        if (running->engine().incidents()->empty()) {
            EXPECT_TRUE(running->engine().start("stuck", kMine, "k" + std::to_string(++uploads), {}, clock));
        }
        return running->engine().incidents()->front().id;
    }
    std::string decision() {
        const std::string id = openCase();
        EXPECT_TRUE(running->engine().completeTask(running->desk().tasksOf(id).front(), "jiro", {}, clock));
        workflows::WorkQuery query;
        query.municipality = kMine;
        const auto open = running->engine().tasks(query).value();
        for (const workflows::Task& task : open)
            if (task.caseId == id) return task.id;
        ADD_FAILURE() << "no decision waits";
        return {};
    }
    void workFromDesk() {
        Response handed = ask(mallory, Method::post, "/api/v1/verify/next", Context{{"mode", "exception"}});
        if (handed.status != 200) {
            clock += 200'000;  // past every lease
            if (!entered()) enter();
            openCase();
            handed = ask(mallory, Method::post, "/api/v1/verify/next", Context{{"mode", "exception"}});
        }
        ASSERT_EQ(handed.status, 200) << handed.body;
        const Value value = json::parse(handed.body).value();
        known["lease"] = value["lease"]["id"];
        known["item"] = (*value["items"].list())[0]["id"];
        known["revision"] = (*value["items"].list())[0]["revision"];
    }
    std::string entry() {
        const Value said = Context{{"item", known["item"]}, {"revision", known["revision"]}, {"action", "doubt"}};
        const Response heard = ask(mallory, Method::post, "/api/v1/verify/entries",
                                   Context{{"lease", known["lease"]}, {"entries", List{said}}});
        EXPECT_EQ(heard.status, 200) << heard.body;
        return textOf((*json::parse(heard.body).value()["entries"].list())[0]["id"]);
    }
    std::int64_t revision(const char* id) {
        const Response there = ask(mallory, Method::get, std::string("/api/v1/library/drafts/") + id);
        return there.status == 200 ? numberOf(json::parse(there.body).value()["revision"]) : 0;
    }
    std::int64_t draft() {
        if (const std::int64_t old = revision(kLayout); old > 0)
            ask(mallory, Method::del, std::string("/api/v1/library/drafts/") + kLayout, {},
                {{"if-match", '"' + std::to_string(old) + '"'}});
        EXPECT_LT(save(suzuki, kLayout, widened(), 0).status, 300);
        return revision(kLayout);
    }
    // Asked for by another author, and its samples are read.
    std::string request() {
        const Value open = told(mallory, Method::get, "/api/v1/library/requests?state=open");
        if (!open["requests"].list()->empty()) return textOf(open["requests"].list()->front()["id"]);
        const char* decided = "decisions:route.dmn";
        const std::string number = std::to_string(++uploads);
        EXPECT_LT(save(suzuki, decided, LibraryRoutes::decision("\"" + number + "\""), revision(decided)).status, 300);
        const std::string id = idOf(askFor(suzuki, {{decided, static_cast<int>(revision(decided))}}));
        rehearse();
        return id;
    }
    void nothingAsked() {
        const Value open = told(mallory, Method::get, "/api/v1/library/requests?state=open");
        for (const Value& one : *open["requests"].list())
            told(mallory, Method::post, "/api/v1/library/requests/" + textOf(one["id"]) + "/refuse",
                 Context{{"reason", "x"}});
    }

    // A page that was set aside long ago: it may be destroyed.
    std::string overdue() {
        const std::string page = waitingPage();
        EXPECT_TRUE(running->intake().dismiss(page, "x", "x"));
        auto record = running->data().pages().find(page).value();
        record.dismissed = "2020-01-01T00:00:00+09:00";
        EXPECT_TRUE(running->data().pages().save(record));
        return page;
    }
    std::string aboutRetention(const std::string& pattern) {
        auto& retention = running->retention();
        if (pattern.find("/holds") != std::string::npos) {
            const std::string id = openCase();
            known["case"] = id;
            if (pattern.ends_with("/release")) {
                EXPECT_TRUE(retention.hold(id, "x", "x", clock));
            }
            return id;
        }
        if (pattern.find("/disposals") == std::string::npos) return "x";
        const std::string page = overdue();
        known["things"] = List{page};
        if (!pattern.ends_with("/approve") && !pattern.ends_with("/withdraw")) return "x";
        return retention.ask(kMine, {page}, "", who.id, clock).value_or("");
    }

    // The members and the {id} that this route understands; made anew when they were used up.
    std::string prepare(const std::string& pattern) {
        if (!entered()) enter();
        const auto about = [&](const char* part) { return pattern.find(part) != std::string::npos; };
        known = {{"municipality", kMine},
                 {"layout", std::string("trial-") + kMine},
                 {"mode", "exception"},
                 {"password", "kumo yama 4 ishi"},
                 {"account", "new-" + std::to_string(++uploads)},
                 {"kind", "layout"},
                 {"corners", List{List{1, 1}, List{90, 1}, List{90, 99}, List{1, 99}}},
                 {"with", List{}},
                 {"old", kPassword},
                 {"new", "umi hashi 7 kaze"},
                 {"variables", Context{{"way", 2}}}};
        if (pattern == "/api/v1/library/requests") nothingAsked();
        if (about("/library/")) {
            known["file"] = kLayout;
            known["form"] = kForm;
            known["id"] = kLayout;
            known["text"] = widened();
            known["base"] = authoring::tagOf(studio->published(*authoring::pathOf(kLayout)).value_or(""));
            known["revision"] = draft();
        } else {
            known["form"] = "trial";
            known["field"] = "name";
            known["text"] = "統一花子";
        }
        if (pattern == "/api/v1/session") {
            known["account"] = "sato";
            known["password"] = kPassword;
        }
        if (about("/retention/")) return aboutRetention(pattern);
        if (about("/verify/")) workFromDesk();
        if (about("/restore")) {
            const std::string page = waitingPage();
            EXPECT_TRUE(running->intake().dismiss(page, "x", "x"));
            return page;
        }
        if (about("/pages")) known["pages"] = List{waitingPage()};
        if (about("/entries/")) return entry();
        if (about("/leases/")) return textOf(known["lease"]);
        if (about("/cases/")) return openCase();
        if (about("/tasks/")) return decision();
        if (about("/incidents/")) return incident();
        if (about("/pages/")) return waitingPage();
        if (about("/crops/")) return openCase() + ":name";
        if (about("/requests/")) return request();
        if (about("/trials/"))
            return idOf(
                ask(mallory, Method::post, "/api/v1/library/trials", Context{{"file", kLayout}, {"text", widened()}}));
        if (about("/library/")) return kLayout;
        if (about("/accounts/")) return target.id;
        if (about("/batches/")) return upload();
        if (about("/findings/")) {
            const std::string id = "f" + std::to_string(++uploads);
            EXPECT_TRUE(file->write([&](Database& database) {
                return station::findings::put(database, {id, "case-1", kMine, "trial", "count", "1", "2", clock});
            }));
            return id;
        }
        return "x";
    }
    static std::string filled(const std::string& pattern, const std::string& id) {
        std::string path;
        for (std::size_t at = 0; at < pattern.size(); ++at) {
            if (pattern[at] != '{') {
                path += pattern[at];
                continue;
            }
            path += pattern.substr(at, 8) == "{number}" ? "1" : id;
            at = pattern.find('}', at);
        }
        return path;
    }
    Value operation(const Route& route) const {
        return document["paths"][route.pattern][lowered(methodName(route.method))];
    }
    // Whether what a request of this route is about can be there for one more.
    static bool usesUp(const std::string& pattern) {
        return pattern.find("/tasks/{id}/complete") != std::string::npos ||
               (pattern.find("/tasks/") == std::string::npos && !pattern.ends_with("/suspend") &&
                !pattern.ends_with("/resume") && !pattern.ends_with("/heartbeat"));
    }
    // Members that do not go together.
    static std::vector<std::set<std::string>> variants(const std::string& pattern) {
        if (pattern != "/api/v1/verify/entries") return {{}};
        return {{"code", "choose"}, {"text"}};
    }
    Value exampleFor(const Route& route, const std::set<std::string>& leftOut = {}) {
        if (route.pattern == "/api/v1/verify/entries") known["action"] = leftOut.count("code") ? "correct" : "code";
        const Value schema = operation(route)["requestBody"]["content"]["application/json"]["schema"];
        return Examples(
                   document,
                   [this](const std::string& name) {
                       const auto found = known.find(name);
                       return found == known.end() ? Value() : found->second;
                   },
                   leftOut)
            .of(schema, "");
    }

    // As it came from the network: the body is what it is.
    Response send(const Route& route, const std::string& path, const std::string& body, Pairs more = {}) {
        Request request;
        request.method = route.method;
        request.target = path;
        request.peer = "127.0.0.1";
        request.headers = {{"host", "localhost:1"}, {"cookie", "toitsu_session=" + mallory.token}};
        if (route.method != Method::get) {
            request.headers.emplace_back("x-csrf-token", mallory.csrf);
            request.headers.emplace_back("content-type", route.body == Body::bytes ? "image/png" : "application/json");
        }
        if (route.pattern == "/api/v1/library/drafts/{id}")
            request.headers.emplace_back("if-match", '"' + std::to_string(numberOf(known["revision"])) + '"');
        for (auto& header : more) request.headers.push_back(std::move(header));
        const auto admitted = server->dispatcher().admit(request);
        if (!admitted) return admitted.error();
        if (body.size() > *admitted && route.body != Body::none) return server->dispatcher().refuse(bodyTooLarge());
        request.body = body;
        Response answer = server->dispatcher().answer(request);
        server->dispatcher().answered(request, answer, std::chrono::microseconds(1));
        return answer;
    }

    // An answer to a hostile request: no defect, a documented code, nothing that a browser runs, and what was taken in
    // comes back as it was.
    void judge(const Response& answer, const std::string& what) {
        EXPECT_LT(answer.status, 500) << what << " " << answer.body.substr(0, 500);
        const bool isJson = answer.type == "application/json" || answer.type == "application/problem+json";
        if (answer.status >= 400) {
            EXPECT_EQ(answer.type, "application/problem+json") << what;
            EXPECT_TRUE(documented.count(code(answer)) == 1) << what << " " << answer.body.substr(0, 500);
        }
        EXPECT_NE(answer.type.substr(0, 9), "text/html") << what;
        EXPECT_EQ(*findPair(answer.headers, "X-Content-Type-Options"), "nosniff") << what;
        for (const auto& [name, value] : answer.headers) EXPECT_EQ(value.find(kBegin), std::string::npos) << what;
        if (!isJson) {
            EXPECT_EQ(answer.body.find("<script>alert"), std::string::npos) << what;
            return;
        }
        const auto value = json::parse(answer.body);
        ASSERT_TRUE(value) << what << " " << answer.body.substr(0, 500);
        everyText(*value, [&](const std::string& text) { literal(text, what); });
    }
    void literal(const std::string& text, const std::string& what) {
        if (text.find(kBegin) == std::string::npos && text.find(kEnd) == std::string::npos) return;
        ++returned;
        static const std::vector<std::string> texts = hostileTexts();
        EXPECT_TRUE(std::any_of(texts.begin(), texts.end(),
                                [&](const std::string& one) { return text.find(one) != std::string::npos; }))
            << what << " changed a text: " << json::write(Value(text)).substr(0, 200);
    }

    Account who, target;
    Browser mallory;
    Value document;
    std::set<std::string> documented;
    std::map<std::string, Value> known;
    int uploads = 0, returned = 0;
};

}  // namespace toitsu::server
