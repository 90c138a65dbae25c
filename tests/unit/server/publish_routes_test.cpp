// Publishing over the API: by two people, after the samples were read, into the running station.

#include <filesystem>

#include "apps/station/audit.h"
#include "tests/unit/server/library_people.h"

namespace toitsu::server {
namespace {

using PublishRoutes = LibraryRoutes;

TEST_F(PublishRoutes, ItIsReleasedByAnotherPersonAndTakenUpAtOnce) {
    const std::string before = text(kLayout), after = widened();
    ASSERT_EQ(save(sato, kLayout, after, 0).status, 201);
    const Response asked = askFor(sato, {{kLayout, 1}});
    ASSERT_EQ(asked.status, 201) << asked.body;
    const std::string id = idOf(asked);
    EXPECT_EQ(code(askFor(suzuki, {{kLayout, 1}})), "V320") << "asked for already";
    EXPECT_EQ(release(suzuki, id), "V309") << "its samples have not been read";
    rehearse();
    EXPECT_EQ(release(sato, id), "V308") << "four eyes";
    EXPECT_EQ(release(ito, id), "V300") << "another municipality's paper";
    const forms::Library& edition = running->library();
    const double width = edition.layout("trial-202011")->pages[0].texts[0].box.width;
    clock += 1000;
    EXPECT_EQ(release(suzuki, id), "released");
    EXPECT_EQ(release(suzuki, id), "V309");
    EXPECT_EQ(files::read(library() + "/forms/trial/layouts/trial-202011.xml").value(), after);
    EXPECT_EQ(running->library().layout("trial-202011")->version, 2) << "the running station reads by it";
    EXPECT_EQ(running->library().layout("trial-202011")->pages[0].texts[0].box.width, width + 6);
    EXPECT_EQ(running->library().layouts.size(), 2u);
    EXPECT_EQ(edition.layout("trial-202011")->version, 1) << "who has begun goes on";
    const Value now = told(sato, Method::get, std::string("/api/v1/library/files/") + kLayout);
    EXPECT_EQ(numberOf(now["file"]["version"]), 2);
    EXPECT_TRUE(now["file"]["draft"].isNull()) << "it says nothing else any more";
    EXPECT_EQ(textOf(now["file"]["published"]["asked_by_name"]), "見本 sato");
    EXPECT_EQ(textOf(now["file"]["published"]["released_by_name"]), "見本 suzuki");
    ASSERT_EQ(now["versions"].list()->size(), 2u);
    EXPECT_EQ(textOf(told(sato, Method::get, std::string("/api/v1/library/files/") + kLayout + "/versions/1")["text"]),
              before);
    EXPECT_EQ(code(ask(sato, Method::get, std::string("/api/v1/library/files/") + kLayout + "/versions/9")), "V300");
    const auto trail = file->read([](Database& database) { return station::audit::list(database, {kMine}, 0, 100); });
    std::vector<std::string> actions;
    for (const auto& row : trail->rows) actions.push_back(row.entry.action);
    EXPECT_EQ(std::count(actions.begin(), actions.end(), "library.ask"), 1);
    EXPECT_EQ(std::count(actions.begin(), actions.end(), "library.release"), 1);
}

TEST_F(PublishRoutes, WhoHasEditedItDoesNotReleaseIt) {
    ASSERT_EQ(save(suzuki, kLayout, widened() + "<!-- s -->", 0).status, 201);
    ASSERT_EQ(save(sato, kLayout, widened(), 1).status, 200);
    const std::string id = idOf(askFor(sato, {{kLayout, 2}}));
    rehearse();
    EXPECT_EQ(release(suzuki, id), "V308");
    account("third", {{kMine, {Role::author}}});
    EXPECT_EQ(release(signedIn("third"), id), "released");
}

TEST_F(PublishRoutes, MistakesAndWorseSamplesAreNotPublished) {
    ASSERT_EQ(save(sato, kLayout, changed(widened(), "field=\"name\"", "field=\"nome\""), 0).status, 201);
    const Response wrong = askFor(sato, {{kLayout, 1}});
    EXPECT_EQ(code(wrong), "V305");
    EXPECT_NE(wrong.body.find("\"line\":4"), std::string::npos) << wrong.body;
    ASSERT_EQ(save(sato, kLayout, changed(widened(), "version=\"2\"", "version=\"1\""), 1).status, 200);
    EXPECT_EQ(code(askFor(sato, {{kLayout, 2}})), "V306");
    ASSERT_EQ(save(sato, kLayout, text(kLayout), 2).status, 200);
    EXPECT_EQ(code(askFor(sato, {{kLayout, 3}})), "V319");
    ASSERT_EQ(save(sato, kLayout, widened(), 3).status, 200);
    EXPECT_EQ(code(askFor(sato, {{kLayout, 3}})), "V302") << "not what was saved last";
    EXPECT_EQ(askFor(sato, {}).status, 400);
    authoring::FormRehearsal form;
    form.comparison.worse = {{"a.png", "count", "right", "wrong"}};
    outcome.forms = {form};
    const std::string id = idOf(askFor(sato, {{kLayout, 4}}));
    rehearse();
    EXPECT_TRUE(plans.back().forms.at("forms/trial").empty()) << "all papers of the form are read again";
    const Value failed = told(suzuki, Method::get, "/api/v1/library/requests/" + id);
    EXPECT_EQ(textOf(failed["state"]), "failed");
    EXPECT_FALSE(failed["may_release"].isTrue());
    EXPECT_EQ(release(suzuki, id), "V311");
    EXPECT_EQ(text(kLayout).find("36 8"), std::string::npos);
    const Value taken = told(sato, Method::post, "/api/v1/library/requests/" + id + "/refuse", Context{{"reason", ""}});
    EXPECT_EQ(textOf(taken["state"]), "withdrawn");
    EXPECT_EQ(code(ask(sato, Method::post, "/api/v1/library/requests/" + id + "/refuse", Context{{"reason", ""}})),
              "V309");
    outcome.forms.clear();
    const std::string again = idOf(askFor(sato, {{kLayout, 4}}));
    rehearse();
    const Value refused =
        told(suzuki, Method::post, "/api/v1/library/requests/" + again + "/refuse", Context{{"reason", "枠が狭い"}});
    EXPECT_EQ(textOf(refused["state"]), "refused");
    const Value open = told(sato, Method::get, "/api/v1/library/requests?state=open");
    EXPECT_TRUE(open["requests"].list()->empty());
    EXPECT_EQ(told(sato, Method::get, "/api/v1/library/requests?limit=1")["requests"].list()->size(), 1u);
    EXPECT_TRUE(told(ito, Method::get, "/api/v1/library/requests")["requests"].list()->empty());
    EXPECT_EQ(code(ask(ito, Method::get, "/api/v1/library/requests/" + again)), "V300");
}

TEST_F(PublishRoutes, WhatChangedMeanwhileIsLookedAtFirst) {
    ASSERT_EQ(save(sato, kLayout, widened(), 0).status, 201);
    const std::string id = idOf(askFor(sato, {{kLayout, 1}}));
    rehearse();
    write(library() + "/forms/trial/layouts/trial-202011.xml", text(kLayout) + "<!-- by hand -->\n");
    EXPECT_EQ(release(suzuki, id), "V307");
    EXPECT_FALSE(told(sato, Method::get, std::string("/api/v1/library/drafts/") + kLayout)["current"].isTrue());
}

TEST_F(PublishRoutes, AFormAndItsPapersGoTogether) {
    addCase(kMine, "統一花子");
    const std::string fields =
        changed(changed(text(kForm), "</form>", "  <field id=\"extra\" type=\"text\" title=\"追加\"/>\n</form>"),
                "version=\"1\"", "version=\"2\"");
    ASSERT_EQ(save(sato, kForm, fields, 0).status, 201);
    EXPECT_EQ(code(askFor(sato, {{kForm, 1}})), "V318") << "records of version 1 would be stranded";
    const std::string good = changed(fields, "</form>", "  <migration from=\"1\"/>\n</form>");
    ASSERT_EQ(save(sato, kForm, good, 1).status, 200);
    const std::string paper =
        changed(widened(), "  </page>", "    <place field=\"extra\" box=\"20 200 30 8\" written=\"hand\"/>\n  </page>");
    ASSERT_EQ(save(sato, kLayout, paper, 0).status, 201);
    EXPECT_EQ(code(askFor(sato, {{kLayout, 1}})), "V305") << "the field is not published";
    const Response asked = askFor(sato, {{kLayout, 1}, {kForm, 2}});
    ASSERT_EQ(asked.status, 201) << asked.body;
    rehearse();
    EXPECT_EQ(release(suzuki, idOf(asked)), "released");
    EXPECT_EQ(running->library().form("trial")->version, 2);
    // A case that is open goes on, by the form's migration.
    account("verifier", {{kMine, {Role::verifier}}});
    const Value work = told(signedIn("verifier"), Method::post, "/api/v1/verify/next", Context{{"mode", "exception"}});
    EXPECT_GE(work["items"].list()->size(), 4u);
}

TEST_F(PublishRoutes, ANumberStaysSecret) {
    const std::string open =
        changed(changed(text(kForm), "type=\"my-number\" title=\"個人番号\" sensitivity=\"my-number\"",
                        "type=\"digits\" length=\"12\" title=\"個人番号\""),
                "version=\"1\"", "version=\"2\"");
    ASSERT_EQ(save(sato, kForm, changed(open, "</form>", "  <migration from=\"1\"/>\n</form>"), 0).status, 201);
    EXPECT_EQ(code(askFor(sato, {{kForm, 1}})), "V312");
}

TEST_F(PublishRoutes, FlowsAndDecisionsAreTakenUp) {
    ASSERT_EQ(save(sato, "decisions:route.dmn", decision("\"b\""), 0).status, 201);
    ASSERT_EQ(
        save(sato, "flows:trial.bpmn", changed(text("flows:trial.bpmn"), "name=\"決裁\"", "name=\"決定\""), 0).status,
        201);
    const auto old = running->engine().newest("trial").value();
    const Response asked = askFor(sato, {{"decisions:route.dmn", 1}, {"flows:trial.bpmn", 1}});
    ASSERT_EQ(asked.status, 201) << asked.body;
    rehearse();
    EXPECT_TRUE(plans.back().flows);
    EXPECT_EQ(release(ito, idOf(asked)), "released") << "they are everybody's";
    EXPECT_NE(running->engine().newest("trial").value(), old);
    EXPECT_EQ(
        numberOf(told(sato, Method::get, "/api/v1/library/files/flows:trial.bpmn")["file"]["published"]["number"]), 2);
}

// The process ends after the release is written down and before, or after, the file is.
TEST_F(PublishRoutes, ANewStartFinishesWhatWasBeingReleased) {
    ASSERT_EQ(save(sato, kLayout, widened(), 0).status, 201);
    const std::string id = idOf(askFor(sato, {{kLayout, 1}}));
    rehearse();
    const auto begun = file->write([&](Database& database) {
        return authoring::studio_book::decide(
            database, id, {authoring::RequestState::ready, authoring::RequestState::releasing, "x", "", 1});
    });
    ASSERT_TRUE(begun);
    closeStudio();
    openStudio();
    EXPECT_EQ(textOf(told(sato, Method::get, "/api/v1/library/requests/" + id)["state"]), "released");
    EXPECT_NE(text(kLayout).find("36 8"), std::string::npos);
    EXPECT_EQ(told(sato, Method::get, std::string("/api/v1/library/files/") + kLayout)["versions"].list()->size(), 2u);
}

// A disk that was away for a while: nobody has to start anything anew.
TEST_F(PublishRoutes, WhatCouldNotBeWrittenIsWrittenLater) {
    ASSERT_EQ(save(sato, kLayout, widened(), 0).status, 201);
    const std::string id = idOf(askFor(sato, {{kLayout, 1}}));
    rehearse();
    const auto begun = file->write([&](Database& database) {
        return authoring::studio_book::decide(
            database, id, {authoring::RequestState::ready, authoring::RequestState::releasing, "x", "", 1});
    });
    ASSERT_TRUE(begun);
    const std::string papers = library() + "/forms/trial/layouts";
    std::filesystem::rename(papers, papers + ".away");
    write(papers, "no folder");
    EXPECT_FALSE(studio->work());
    EXPECT_EQ(textOf(told(sato, Method::get, "/api/v1/library/requests/" + id)["state"]), "releasing");
    std::filesystem::remove(papers);
    std::filesystem::rename(papers + ".away", papers);
    EXPECT_TRUE(studio->work());
    EXPECT_EQ(textOf(told(sato, Method::get, "/api/v1/library/requests/" + id)["state"]), "released");
    EXPECT_NE(text(kLayout).find("36 8"), std::string::npos);
    EXPECT_EQ(running->library().layout("trial-202011")->version, 2);
}

// Two requests whose samples were read beside each other: the second has not been tried with the first.
TEST_F(PublishRoutes, SamplesAreReadAgainAfterSomethingElseWasPublished) {
    ASSERT_EQ(save(sato, kLayout, widened(), 0).status, 201);
    ASSERT_EQ(save(sato, "decisions:route.dmn", decision("\"b\""), 0).status, 201);
    const std::string paper = idOf(askFor(sato, {{kLayout, 1}}));
    const std::string rule = idOf(askFor(sato, {{"decisions:route.dmn", 1}}));
    rehearse();
    rehearse();
    EXPECT_EQ(release(suzuki, rule), "released");
    EXPECT_EQ(release(suzuki, paper), "V322");
    EXPECT_EQ(release(suzuki, paper), "V309") << "they are being read";
    EXPECT_EQ(textOf(told(suzuki, Method::get, "/api/v1/library/requests/" + paper)["state"]), "testing");
    rehearse();
    EXPECT_EQ(release(suzuki, paper), "released");
}

TEST_F(PublishRoutes, SamplesOfAnotherMunicipalityAreNotNamed) {
    authoring::FormRehearsal form;
    form.folder = "forms/trial";
    form.outcomes = {{"ours.png", "trial-202011", true, "read", 0, {}},
                     {"theirs.png", "trial-202029", true, "read", 0, {}}};
    form.comparison.unknown = {"ours.png", "theirs.png"};
    form.comparison.gone = {{"our-old.png", "trial-202011", true, "read", 0, {}},
                            {"their-old.png", "trial-202029", true, "read", 0, {}}};
    outcome.forms = {form};
    outcome.errors = {
        {ErrorKind::input, "X001", {"読めない", "unreadable"}, {"forms/trial/samples/their-bad.png", 0, 0, 0}}};
    ASSERT_EQ(save(sato, kLayout, widened(), 0).status, 201);
    const std::string id = idOf(askFor(sato, {{kLayout, 1}}));
    rehearse();
    const Response shown = ask(suzuki, Method::get, "/api/v1/library/requests/" + id);
    EXPECT_EQ(shown.body.find("their"), std::string::npos) << shown.body;
    EXPECT_NE(shown.body.find("ours.png"), std::string::npos);
    EXPECT_NE(shown.body.find("our-old.png"), std::string::npos);
    EXPECT_NE(shown.body.find("\"elsewhere\":1"), std::string::npos) << "that something was wrong is told";
}

}  // namespace
}  // namespace toitsu::server
