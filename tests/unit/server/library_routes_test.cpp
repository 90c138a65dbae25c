// The studio over the API: drafts that nobody loses, checks that nothing can crash, trials of one's own.

#include "tests/unit/server/library_people.h"

namespace toitsu::server {
namespace {

TEST_F(LibraryRoutes, TheListHasTheFourKindsAndOnlyOnesOwnPapers) {
    const Value listed = told(sato, Method::get, "/api/v1/library");
    std::vector<std::string> ids;
    for (const Value& one : *listed["files"].list()) ids.push_back(textOf(one["id"]));
    EXPECT_EQ(ids, (std::vector<std::string>{"decisions:route.dmn", "flows:trial.bpmn", kForm, kLayout}));
    const Value& layout = (*listed["files"].list())[3];
    EXPECT_EQ(textOf(layout["municipality"]), kMine);
    EXPECT_EQ(numberOf(layout["version"]), 1);
    EXPECT_TRUE(layout["editable"].isTrue());
    EXPECT_TRUE(layout["published"].isNull()) << "nobody knows who put it there";
    EXPECT_TRUE(listed["unwritable"].isNull());
    account("reader", {{kMine, {Role::entry}}});
    const Browser reader = signedIn("reader");
    const Value read = told(reader, Method::get, "/api/v1/library?limit=3");
    EXPECT_FALSE((*read["files"].list())[0]["editable"].isTrue());
    const Value rest = told(reader, Method::get, "/api/v1/library?limit=3&after=" + textOf(read["next"]));
    EXPECT_EQ(rest["files"].list()->size(), 1u);
    for (const char* id : {kTheirLayout, "forms:trial:layouts:..", "forms:none:form.xml", "..:..:etc:passwd",
                           "forms:trial:samples:a.json", "flows:overlays:x.bpmn"})
        EXPECT_EQ(code(ask(sato, Method::get, std::string("/api/v1/library/files/") + id)), "V300") << id;
}

TEST_F(LibraryRoutes, AFileHasAnEtag) {
    const Response first = ask(sato, Method::get, std::string("/api/v1/library/files/") + kForm);
    const std::string* tag = findPair(first.headers, "ETag");
    ASSERT_NE(tag, nullptr);
    EXPECT_EQ(
        ask(sato, Method::get, std::string("/api/v1/library/files/") + kForm, {}, {{"if-none-match", *tag}}).status,
        304);
}

TEST_F(LibraryRoutes, WhenTwoEditNothingIsLost) {
    EXPECT_EQ(save(sato, kLayout, widened(), 0).status, 201);
    EXPECT_EQ(code(ask(sato, Method::put, std::string("/api/v1/library/drafts/") + kLayout, draftBody("x", ""))),
              "V303");
    const Response late = save(suzuki, kLayout, "<layout/>", 0);
    EXPECT_EQ(late.status, 409);
    const Value both = *json::parse(late.body);
    EXPECT_EQ(textOf(both["code"]), "V302");
    EXPECT_EQ(textOf(both["theirs"]["text"]), widened());
    EXPECT_EQ(textOf(both["theirs"]["by_name"]), "見本 sato");
    EXPECT_EQ(textOf(both["yours"]), "<layout/>");
    EXPECT_EQ(save(suzuki, kLayout, widened() + "<!-- 2 -->", 1).status, 200);
    EXPECT_EQ(save(sato, kLayout, widened() + "<!-- 1 -->", 1).status, 409);
    const Value draft = told(sato, Method::get, std::string("/api/v1/library/drafts/") + kLayout);
    EXPECT_EQ(numberOf(draft["revision"]), 2);
    EXPECT_EQ(draft["editors"].list()->size(), 2u);
    EXPECT_TRUE(draft["current"].isTrue());
    // The live library has not been touched, and a new start finds the draft again.
    EXPECT_EQ(text(kLayout).find("36 8"), std::string::npos);
    closeStudio();
    openStudio();
    EXPECT_EQ(textOf(told(sato, Method::get, std::string("/api/v1/library/drafts/") + kLayout)["text"]),
              widened() + "<!-- 2 -->");
    const Pairs old{{"if-match", "\"1\""}}, now{{"if-match", "\"2\""}};
    EXPECT_EQ(ask(sato, Method::del, std::string("/api/v1/library/drafts/") + kLayout, {}, old).status, 409);
    EXPECT_EQ(ask(sato, Method::del, std::string("/api/v1/library/drafts/") + kLayout, {}, now).status, 204);
    EXPECT_EQ(code(ask(sato, Method::get, std::string("/api/v1/library/drafts/") + kLayout)), "V300");
    // The next one is another one: whoever still holds the first cannot overwrite it unseen.
    EXPECT_EQ(save(suzuki, kLayout, widened() + "<!-- 3 -->", 0).status, 201);
    EXPECT_EQ(save(sato, kLayout, "<layout/>", 1).status, 409);
    EXPECT_EQ(save(sato, kLayout, "<layout/>", 2).status, 409);
    EXPECT_EQ(numberOf(told(sato, Method::get, std::string("/api/v1/library/drafts/") + kLayout)["revision"]), 3);
}

TEST_F(LibraryRoutes, APaperStaysItsMunicipalitys) {
    EXPECT_EQ(code(save(ito, kLayout, widened(), 0)), "V300");
    EXPECT_EQ(code(save(sato, kLayout, changed(text(kLayout), "202011", kTheirs), 0)), "V011");
    const char* fresh = "forms:trial:layouts:new.xml";
    EXPECT_EQ(save(sato, fresh, "<layout municipality=", 0).status, 201) << "not yet readable";
    EXPECT_EQ(code(ask(ito, Method::get, std::string("/api/v1/library/drafts/") + fresh)), "V300");
    EXPECT_EQ(code(save(ito, fresh, "<layout/>", 1)), "V300");
    EXPECT_EQ(save(sato, fresh, changed(text(kLayout), "trial-202011", "new"), 1).status, 200);
    EXPECT_EQ(told(suzuki, Method::get, "/api/v1/library")["files"].list()->size(), 5u) << "of the same municipality";
    EXPECT_EQ(told(ito, Method::get, "/api/v1/library")["files"].list()->size(), 4u);
    EXPECT_EQ(code(save(sato, "forms:nothing:layouts:new.xml", "<layout/>", 0)), "V301");
    for (const char* path : {"check", "diff", "drawing", "trials"}) {
        Context body{{"file", kTheirLayout}, {"text", "<layout/>"}};
        if (std::string_view(path) == "drawing") body.put("page", 1);
        EXPECT_EQ(code(ask(sato, Method::post, std::string("/api/v1/library/") + path, body)), "V300") << path;
    }
}

TEST_F(LibraryRoutes, ACheckSaysWhatLintSaysAndWhereTheBoxesStand) {
    const Value good = check(sato, kLayout, text(kLayout));
    for (const Value& one : *good["findings"].list()) EXPECT_EQ(textOf(one["severity"]), "warning");
    const List& boxes = *(*good["pages"].list())[0]["boxes"].list();
    ASSERT_EQ(boxes.size(), 4u);
    EXPECT_EQ(textOf(boxes[0]["field"]), "count");
    EXPECT_EQ(numberOf(boxes[0]["line"]), 3);
    EXPECT_EQ(numberOf((*boxes[0]["box"].list())[2]), 30);
    EXPECT_TRUE(boxes[0]["own"].isTrue());
    EXPECT_EQ(good["fields"].list()->size(), 4u);
    const Value wrong = check(sato, kLayout, changed(text(kLayout), "field=\"name\"", "field=\"nome\""));
    const Value& first = (*wrong["findings"].list())[0];
    EXPECT_EQ(textOf(first["severity"]), "error");
    EXPECT_EQ(numberOf(first["line"]), 4);
    EXPECT_EQ(textOf(first["file"]), kLayout);
    EXPECT_NE(textOf(first["message"]["ja"]), textOf(first["message"]["en"]));
    EXPECT_TRUE(wrong["pages"].isNull());
    // A form that loses a field breaks its papers; of another municipality's only the number is told.
    const Value form = check(
        sato, kForm, changed(text(kForm), "  <field id=\"count\" type=\"digits\" length=\"3\" title=\"数\"/>\n", ""));
    EXPECT_GE(numberOf(form["elsewhere"]), 1);
    bool own = false;
    for (const Value& one : *form["findings"].list()) {
        own = own || textOf(one["file"]) == kLayout;
        EXPECT_NE(textOf(one["file"]), kTheirLayout);
    }
    EXPECT_TRUE(own);
    // Together with the draft of the form that has the field.
    ASSERT_EQ(save(sato, kForm,
                   changed(text(kForm), "</form>", "  <field id=\"extra\" type=\"text\" title=\"追加\"/>\n</form>"), 0)
                  .status,
              201);
    const std::string more =
        changed(text(kLayout), "  </page>", "    <place field=\"extra\" box=\"20 200 30 8\"/>\n  </page>");
    const auto errors = [](const Value& checked) {
        int count = 0;
        for (const Value& one : *checked["findings"].list()) count += textOf(one["severity"]) == "error";
        return count;
    };
    EXPECT_GT(errors(check(sato, kLayout, more)), 0);
    EXPECT_EQ(errors(told(sato, Method::post, "/api/v1/library/check",
                          Context{{"file", kLayout}, {"text", more}, {"with", List{kForm}}})),
              0);
    EXPECT_EQ(errors(check(sato, "flows:trial.bpmn", text("flows:trial.bpmn"))), 0);
    EXPECT_GT(errors(check(sato, "flows:trial.bpmn",
                           changed(text("flows:trial.bpmn"), "targetRef=\"decide\"", "targetRef=\"x\""))),
              0);
    EXPECT_GT(errors(check(sato, "decisions:route.dmn", decision("1 +"))), 0);
}

TEST_F(LibraryRoutes, HostileTextsAreToldNotDied) {
    std::string deep;
    for (int n = 0; n < 20'000; ++n) deep += "<a>";
    std::string many =
        "<layout xmlns=\"urn:toitsu:layout:1\" form=\"trial\" municipality=\"202011\" id=\"x\"><page "
        "number=\"1\" paper=\"A4\">";
    for (int n = 0; n < 9'000; ++n) many += "<place field=\"name\" box=\"20 40 60 8\"/>";
    many += "</page></layout>";
    const std::string begin =
        "<layout xmlns=\"urn:toitsu:layout:1\" form=\"trial\" municipality=\"202011\" id=\"x\"><page "
        "number=\"1\" paper=\"A4\">";
    for (const std::string& text : std::vector<std::string>{
             "", "\xff\xfe", deep, many, std::string(1000, '\0'),
             "<!DOCTYPE a [<!ENTITY b \"c\">]><layout>&b;</layout>",
             begin + "<place field=\"name\" box=\"20 40 60 8\" cells=\"999999999\"/></page></layout>",
             begin + "<place field=\"name\" box=\"1e308 1e308 1e308 nan\"/></page></layout>",
             begin + "<rows group=\"x\" count=\"2000000000\" pitch=\"0 1\"/></page></layout>",
             begin + "</page><page number=\"2\" blank=\"../../../etc/passwd\"/></layout>"}) {
        for (const char* id : {kLayout, kForm, "flows:trial.bpmn", "decisions:route.dmn"}) {
            const Response answer =
                ask(sato, Method::post, "/api/v1/library/check", Context{{"file", id}, {"text", text}});
            if (answer.status != 200) continue;  // no UTF-8, for one
            EXPECT_FALSE((*json::parse(answer.body))["findings"].list()->empty()) << id << " " << text.substr(0, 80);
            EXPECT_EQ(answer.body.find("/tmp/"), std::string::npos) << "nobody is told where it was tried";
        }
        const int drawn =
            ask(sato, Method::post, "/api/v1/library/drawing", Context{{"file", kLayout}, {"text", text}, {"page", 1}})
                .status;
        EXPECT_TRUE(drawn >= 400 && drawn < 500) << drawn;
    }
    EXPECT_EQ(code(ask(sato, Method::post, "/api/v1/library/check",
                       Context{{"file", kLayout}, {"text", std::string((512u << 10) + 1, 'a')}})),
              "V304");
    EXPECT_EQ(code(save(sato, kLayout, std::string((512u << 10) + 1, 'a'), 0)), "V304");
}

TEST_F(LibraryRoutes, APageIsDrawnAndTextsAreCompared) {
    const Response drawn = ask(sato, Method::post, "/api/v1/library/drawing",
                               Context{{"file", kLayout}, {"text", text(kLayout)}, {"page", 1}});
    EXPECT_EQ(drawn.status, 200);
    EXPECT_EQ(drawn.type, "image/svg+xml");
    EXPECT_NE(drawn.body.find("<svg"), std::string::npos);
    EXPECT_EQ(code(ask(sato, Method::post, "/api/v1/library/drawing",
                       Context{{"file", kLayout}, {"text", text(kLayout)}, {"page", 7}})),
              "V300");
    const auto diff = [&](const char* id, const std::string& of) {
        return told(sato, Method::post, "/api/v1/library/diff", Context{{"file", id}, {"text", of}});
    };
    const Value moved = diff(kLayout, changed(text(kLayout), "20 20 30 8", "40 20 30 8"));
    ASSERT_GE(numberOf(moved["differences"]), 1);
    EXPECT_EQ(textOf((*moved["changes"].list())[0]["subject"]), "count");
    EXPECT_EQ(numberOf(diff(kForm, changed(text(kForm), "title=\"氏名\"", "title=\"名前\""))["differences"]), 1);
    EXPECT_GE(numberOf(diff("flows:trial.bpmn",
                            changed(text("flows:trial.bpmn"), "name=\"決裁\"", "name=\"決定\""))["differences"]),
              1);
    EXPECT_EQ(code(ask(sato, Method::post, "/api/v1/library/diff", Context{{"file", kLayout}, {"text", "<layout"}})),
              "V321");
    EXPECT_EQ(
        code(ask(sato, Method::post, "/api/v1/library/diff", Context{{"file", "flows:new.bpmn"}, {"text", "<a/>"}})),
        "V300");
}

TEST_F(LibraryRoutes, PapersAreUnifiedAsFarAsTheAccountMaySeeThem) {
    const Value mine = told(sato, Method::post, "/api/v1/library/unify", Context{{"form", kForm}});
    EXPECT_EQ(mine["papers"].list()->size(), 1u);
    account("both", {{kMine, {Role::author}}, {kTheirs, {Role::author}}});
    const Value all = told(signedIn("both"), Method::post, "/api/v1/library/unify", Context{{"form", kForm}});
    EXPECT_EQ(all["papers"].list()->size(), 2u);
    EXPECT_EQ(code(ask(sato, Method::post, "/api/v1/library/unify", Context{{"form", kLayout}})), "V300");
}

// What a layout is based on is shown with it: its places, its text, its picture.
TEST_F(LibraryRoutes, ATextIsBasedOnNothingThatItsWriterMayNotSee) {
    const std::string path = "/forms/trial/layouts/trial-202029.xml", mine = text(kLayout);
    const std::string theirs = changed(files::read(library() + path).value(), "20 20 30 8", "20 20 77.5 8");
    write(library() + path, theirs);
    const auto basedOn = [&](const std::string& id) {
        return changed(mine.substr(0, mine.find('>')), "from=", "based-on=\"" + id + "\" from=") + "/>";
    };
    const std::string peeking = basedOn("trial-202029");
    const Context body{{"file", kLayout}, {"text", peeking}};
    for (const std::string& one : {peeking, basedOn("trial-20202")}) {
        const Response checked =
            ask(sato, Method::post, "/api/v1/library/check", Context{{"file", kLayout}, {"text", one}});
        ASSERT_EQ(checked.status, 200) << checked.body;
        EXPECT_NE(checked.body.find("F066"), std::string::npos) << checked.body;
        EXPECT_EQ(checked.body.find("77.5"), std::string::npos) << checked.body;
        if (one != peeking) {
            EXPECT_EQ(checked.body.find("202029"), std::string::npos) << "named as what may be meant";
        }
    }
    Context page = body;
    page.put("page", 1);
    EXPECT_EQ(code(ask(sato, Method::post, "/api/v1/library/drawing", page)), "F066");
    EXPECT_EQ(code(ask(sato, Method::post, "/api/v1/library/diff", body)), "V321");
    EXPECT_EQ(code(ask(sato, Method::post, "/api/v1/library/trials", body)), "F066");
    ASSERT_EQ(save(sato, kLayout, peeking, 0).status, 201) << "a text is never lost";
    EXPECT_EQ(code(askFor(sato, {{kLayout, 1}})), "F066");
    account("both", {{kMine, {Role::author}}, {kTheirs, {Role::author}}});
    const Value seen = check(signedIn("both"), kLayout, peeking);
    EXPECT_TRUE(seen["findings"].list()->empty()) << json::write(seen);
    // What somebody who may see both has published is the municipality's own, and its drafts go on from there.
    write(library() + "/forms/trial/layouts/trial-202011.xml", peeking);
    const Value now = check(sato, kLayout, peeking);
    EXPECT_TRUE(now["findings"].list()->empty()) << json::write(now);
    EXPECT_EQ(now["pages"].list()->size(), 1u);
}

TEST_F(LibraryRoutes, WordsComeFromTheSchema) {
    const Value words = told(sato, Method::get, "/api/v1/library/vocabulary?kind=layout");
    EXPECT_EQ(textOf(words["root"]), "layout");
    EXPECT_EQ(ask(sato, Method::get, "/api/v1/library/vocabulary?kind=nothing").status, 400);
    EXPECT_TRUE(told(sato, Method::get, "/api/v1/library/vocabulary?kind=flow")["types"].list()->empty());
}

TEST_F(LibraryRoutes, ATrialIsOnesOwnAndCanBeStopped) {
    const Value body = Context{{"file", kForm}, {"text", text(kForm)}};
    Value trial = told(sato, Method::post, "/api/v1/library/trials", body);
    EXPECT_EQ(textOf(trial["state"]), "waiting");
    const std::string path = "/api/v1/library/trials/" + textOf(trial["id"]);
    EXPECT_EQ(code(ask(suzuki, Method::get, path)), "V313");
    authoring::FormRehearsal form;
    form.folder = "forms/trial";
    form.outcomes = {{"a.png", "trial-202011", true, "read", 0.1, {{"count", authoring::Outcome::wrong}}},
                     {"b.png", "trial-202029", true, "read", 0.1, {{"count", authoring::Outcome::wrong}}}};
    form.comparison.worse = {{"a.png", "count", "right", "wrong"}, {"b.png", "count", "right", "wrong"}};
    outcome.forms = {form};
    rehearse();
    ASSERT_EQ(plans.size(), 1u);
    EXPECT_EQ(plans[0].forms.at("forms/trial"), std::set<std::string>{"trial-202011"}) << "no sample of others";
    trial = told(sato, Method::get, path);
    EXPECT_EQ(textOf(trial["state"]), "done");
    EXPECT_FALSE(trial["result"]["passed"].isTrue());
    const Value& shown = (*trial["result"]["forms"].list())[0];
    EXPECT_EQ(shown["samples"].list()->size(), 1u);
    EXPECT_EQ(shown["worse"].list()->size(), 1u);
    EXPECT_EQ(numberOf(trial["result"]["elsewhere"]), 1);
    const Value second = told(sato, Method::post, "/api/v1/library/trials", body);
    EXPECT_EQ(ask(sato, Method::del, "/api/v1/library/trials/" + textOf(second["id"])).status, 204);
    EXPECT_FALSE(studio->work().value_or(true));
    EXPECT_EQ(textOf(told(sato, Method::get, "/api/v1/library/trials/" + textOf(second["id"]))["state"]), "stopped");
    for (int n = 0; n < 20; ++n) {  // one for each file and account, so: many accounts
        const std::string login = "author-" + std::to_string(n);
        account(login, {{kMine, {Role::author}}});
        told(signedIn(login), Method::post, "/api/v1/library/trials", body);
    }
    EXPECT_EQ(code(ask(sato, Method::post, "/api/v1/library/trials", body)), "V314");
}

TEST_F(LibraryRoutes, WithoutAStudioItSaysSo) {
    services->studio = nullptr;
    for (const char* path : {"", "/files/forms:trial:form.xml", "/drafts/forms:trial:form.xml", "/requests",
                             "/vocabulary?kind=form", "/trials/x", "/requests/x"})
        EXPECT_EQ(code(ask(sato, Method::get, std::string("/api/v1/library") + path)), "V316") << path;
}

}  // namespace
}  // namespace toitsu::server
