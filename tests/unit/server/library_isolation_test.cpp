// A layout is its municipality's: whatever an author of another one writes beside it, asks and tries, says nothing of
// it. The library of these tests has words that stand in one municipality's files only.

#include "apps/station/audit.h"
#include "tests/unit/server/library_people.h"

namespace toitsu::server {
namespace {

constexpr const char* kPeek = "forms:trial:layouts:peek.xml";
constexpr const char* kOtherPaths = "/forms/trial/layouts/";

class LibraryIsolation : public LibraryRoutes {
protected:
    LibraryIsolation() {
        theirs =
            changed(files::read(library() + kOtherPaths + "trial-202029.xml").value(), "20 20 30 8", "20 20 77.5 8");
        write(library() + kOtherPaths + "trial-202029.xml", theirs);
    }
    // A layout of one's own that says nothing but what it is based on.
    std::string basedOn(const std::string& base, const std::string& id, const std::string& more = "") {
        const std::string mine = text(kLayout);
        return changed(changed(mine.substr(0, mine.find('>')), "id=\"trial-202011\"", "id=\"" + id + "\" " + more),
                       "from=", "based-on=\"" + base + "\" from=") +
               "/>";
    }
    Response post(const Browser& browser, const std::string& what, Context body) {
        return ask(browser, Method::post, "/api/v1/library/" + what, std::move(body));
    }
    Browser both() {
        account("both", {{kMine, {Role::author}}, {kTheirs, {Role::author}}});
        return signedIn("both");
    }
    std::string withoutCount() {
        return changed(text(kForm), "  <field id=\"count\" type=\"digits\" length=\"3\" title=\"数\"/>\n", "");
    }
    static bool says(const Response& answer, const std::string& what) {
        return answer.body.find(what) != std::string::npos;
    }

    std::string theirs;
};

TEST_F(LibraryIsolation, ADraftBesideTheSubjectLeansOnNothingHidden) {
    ASSERT_EQ(save(sato, kPeek, basedOn("trial-202029", "peek"), 0).status, 201) << "a text is never lost";
    const List with{kPeek};
    EXPECT_EQ(code(post(sato, "unify", {{"form", kForm}, {"with", with}})), "V321");
    EXPECT_EQ(told(sato, Method::post, "/api/v1/library/unify", Context{{"form", kForm}})["papers"].list()->size(), 1u);
    const Response checked = post(sato, "check", {{"file", kForm}, {"text", text(kForm)}, {"with", with}});
    ASSERT_EQ(checked.status, 200) << checked.body;
    EXPECT_TRUE(says(checked, "F066")) << checked.body;
    // What a form breaks is counted, whatever stands beside it.
    const Value alone = check(sato, kForm, withoutCount());
    EXPECT_GE(numberOf(alone["elsewhere"]), 1);
    const Response beside = post(sato, "check", {{"file", kForm}, {"text", withoutCount()}, {"with", with}});
    EXPECT_EQ(numberOf((*json::parse(beside.body))["elsewhere"]), numberOf(alone["elsewhere"])) << beside.body;
    EXPECT_FALSE(says(beside, "trial-202029.xml")) << beside.body;
    for (const char* subject : {kForm, kLayout})
        EXPECT_EQ(code(post(sato, "trials", {{"file", subject}, {"text", text(subject)}, {"with", with}})), "F066");
    // Nothing is suggested that is not there for the account.
    ASSERT_EQ(save(sato, kPeek, basedOn("trial-20202", "peek"), 1).status, 200);
    const Response near = post(sato, "check", {{"file", kForm}, {"text", text(kForm)}, {"with", with}});
    EXPECT_TRUE(says(near, "F066")) << near.body;
    EXPECT_FALSE(says(near, "202029")) << near.body;
    EXPECT_TRUE(plans.empty());
}

TEST_F(LibraryIsolation, NoNameAndNoIdLeadsAroundIt) {
    // A file that the studio does not edit, for its name, is a layout all the same.
    write(library() + kOtherPaths + "松本.xml", changed(theirs, "id=\"trial-202029\"", "id=\"odd\""));
    const Context odd{{"file", kLayout}, {"text", basedOn("odd", "trial-202011")}};
    EXPECT_TRUE(says(post(sato, "check", odd), "F066"));
    EXPECT_EQ(code(post(sato, "trials", odd)), "F066");
    // An own paper of the same id is not what it means where both are there.
    const char* twin = "forms:trial:layouts:a-twin.xml";
    const std::string second = changed(text(kLayout), "id=\"trial-202011\"", "id=\"trial-202029\"");
    ASSERT_EQ(save(sato, twin, second, 0).status, 201);
    EXPECT_EQ(code(post(sato, "trials",
                        {{"file", kLayout}, {"text", basedOn("trial-202029", "trial-202011")}, {"with", List{twin}}})),
              "F066");
    EXPECT_EQ(code(askFor(sato, {{twin, 1}})), "F054") << "the station would read by one of the two only";
}

TEST_F(LibraryIsolation, OnlySamplesOfOnesOwnAreReadAndCounted) {
    const std::string named = changed(text(kLayout), "id=\"trial-202011\"", "id=\"trial-202029\"");
    told(sato, Method::post, "/api/v1/library/trials", Context{{"file", kLayout}, {"text", named}});
    rehearse();
    ASSERT_EQ(plans.size(), 1u);
    EXPECT_EQ(plans[0].forms.at("forms/trial"), std::set<std::string>{""});
    authoring::FormRehearsal form;
    form.folder = "forms/trial";
    form.samples = 3;
    form.outcomes = {{"a.png", "trial-202011", true, "read", 0, {}},
                     {"b.png", "trial-202029", true, "read", 0, {}},
                     {"c.png", "trial-202029", true, "read", 0, {}}};
    outcome.forms = {form};
    ASSERT_EQ(save(sato, kLayout, widened(), 0).status, 201);
    const std::string id = idOf(askFor(sato, {{kLayout, 1}}));
    rehearse();
    const std::string path = "/api/v1/library/requests/" + id;
    EXPECT_EQ(numberOf((*told(suzuki, Method::get, path)["result"]["forms"].list())[0]["expected"]), 1);
    EXPECT_EQ(numberOf((*told(both(), Method::get, path)["result"]["forms"].list())[0]["expected"]), 3);
}

TEST_F(LibraryIsolation, APictureIsItsLayouts) {
    const auto withPicture = [](const std::string& layout, const std::string& name) {
        return changed(layout, "paper=\"A4\"", "paper=\"A4\" blank=\"" + name + "\"");
    };
    ocr::Picture white{827, 1169, 1, nullptr};
    white.pixels = std::make_shared<std::vector<std::uint8_t>>(827u * 1169u, std::uint8_t{255});
    for (const char* name : {"theirs.png", "fresh.png"})
        ASSERT_TRUE(ocr::writePng(white, library() + kOtherPaths + name));
    write(library() + kOtherPaths + "trial-202029.xml", withPicture(theirs, "theirs.png"));
    const auto body = [&](const char* name) {
        return Context{{"file", kLayout}, {"text", withPicture(widened(), name)}};
    };
    const Response hidden = post(sato, "check", body("theirs.png")), gone = post(sato, "check", body("theirs.pmg"));
    EXPECT_TRUE(says(hidden, "F043")) << hidden.body;
    EXPECT_TRUE(says(gone, "F043")) << gone.body;
    EXPECT_FALSE(says(post(sato, "check", body("fresh.png")), "F043")) << "no layout has it yet";
    Context page = body("theirs.png");
    page.put("page", 1);
    EXPECT_EQ(code(post(sato, "drawing", page)), "F043");
    EXPECT_EQ(code(post(sato, "trials", body("theirs.png"))), "F043");
    ASSERT_EQ(save(sato, kLayout, withPicture(widened(), "theirs.png"), 0).status, 201);
    EXPECT_EQ(code(askFor(sato, {{kLayout, 1}})), "F043");
    EXPECT_EQ(post(both(), "drawing", page).status, 200);
    // One that both have is no secret of the other.
    write(library() + kOtherPaths + "trial-202011.xml", withPicture(text(kLayout), "theirs.png"));
    EXPECT_EQ(post(sato, "drawing", page).status, 200);
}

TEST_F(LibraryIsolation, MistakesElsewhereAreCountedNotNamed) {
    write(library() + kOtherPaths + "trial-202029.xml",
          changed(basedOn("trial-202011", "trial-202029"), "municipality=\"202011\"", "municipality=\"202029\""));
    ASSERT_EQ(save(sato, kLayout, changed(widened(), "id=\"trial-202011\"", "id=\"trial-202012\""), 0).status, 201);
    const Response counted = askFor(sato, {{kLayout, 1}});
    EXPECT_EQ(code(counted), "V305");
    EXPECT_FALSE(says(counted, "202029")) << counted.body;
    EXPECT_FALSE(says(counted, "F066")) << counted.body;
    const Response named = askFor(both(), {{kLayout, 1}});
    EXPECT_EQ(code(named), "V305");
    EXPECT_TRUE(says(named, "trial-202029.xml")) << named.body;
    // One's own paper that breaks with it is named, without what only the other municipality has.
    write(library() + kOtherPaths + "zz.xml", basedOn("trial-202011", "zz"));
    const Response own = askFor(sato, {{kLayout, 1}});
    EXPECT_EQ(code(own), "V305");
    EXPECT_TRUE(says(own, "zz.xml")) << own.body;
    EXPECT_FALSE(says(own, "202029")) << own.body;
}

TEST_F(LibraryIsolation, ATrailHasItsOwnPapersAndWhatIsEverybodys) {
    const Browser other = both();
    const std::string wider = changed(theirs, "id=\"trial-202029\"", "id=\"trial-202029\" version=\"2\"");
    const auto trail = [&](const std::string& municipality) {
        std::string told;
        const auto rows =
            file->read([&](Database& database) { return station::audit::list(database, {municipality}, 0, 100); });
        for (const auto& row : rows->rows)
            if (row.entry.action == "library.ask") told += json::write(Value(row.entry.detail));
        return told;
    };
    ASSERT_EQ(save(other, kTheirLayout, wider, 0).status, 201);
    const Response asked = askFor(other, {{kTheirLayout, 1}});
    ASSERT_EQ(asked.status, 201) << asked.body;
    EXPECT_EQ(trail(kMine), "") << "nothing of it concerns them";
    EXPECT_NE(trail(kTheirs).find("trial-202029.xml"), std::string::npos);
    told(other, Method::post, "/api/v1/library/requests/" + idOf(asked) + "/refuse", Context{{"reason", ""}});
    ASSERT_EQ(save(other, kLayout, widened(), 0).status, 201);
    ASSERT_EQ(save(other, "decisions:route.dmn", decision("\"b\""), 0).status, 201);
    ASSERT_EQ(askFor(other, {{kTheirLayout, 1}, {kLayout, 1}, {"decisions:route.dmn", 1}}).status, 201);
    EXPECT_NE(trail(kMine).find("trial-202011.xml"), std::string::npos);
    EXPECT_NE(trail(kMine).find("route.dmn"), std::string::npos);
    EXPECT_EQ(trail(kMine).find("trial-202029.xml"), std::string::npos) << trail(kMine);
    EXPECT_NE(trail(kTheirs).find("route.dmn"), std::string::npos);
    EXPECT_EQ(trail(kTheirs).find("trial-202011.xml"), std::string::npos) << trail(kTheirs);
}

TEST_F(LibraryIsolation, AnOverlaysTestsAreItsMunicipalitys) {
    const std::string overlay = "<overlay xmlns=\"urn:toitsu:overlay:1\" id=\"o\" flow=\"trial\" municipality=\"";
    const std::string test = "<flow-test xmlns=\"urn:toitsu:flow-test:1\" flow=\"../trial.bpmn\"";
    for (const char* inner : {"/flows/overlays", "/flows/tests"}) ASSERT_TRUE(files::makeFolders(library() + inner));
    for (const char* of : {kMine, kTheirs}) {
        const std::string name = std::string("/o-") + of + ".xml";
        write(library() + "/flows/overlays" + name, overlay + of + "\"/>");
        write(library() + "/flows/tests" + name, test + " overlay=\"../overlays" + name + "\"/>");
        outcome.tests.push_back({"flows/tests" + name, std::string("id-") + of, "", false, 1, {}, {}});
    }
    write(library() + "/flows/tests/all.xml", test + "/>");
    outcome.tests.push_back({"flows/tests/all.xml", "id-all", "", true, 1, {}, {}});
    outcome.errors = {{ErrorKind::schema, "W302", {"id-202029", "id-202029"}, {"flows/tests/o-202029.xml", 1, 1, 0}}};
    const Value trial = told(sato, Method::post, "/api/v1/library/trials",
                             Context{{"file", "flows:trial.bpmn"}, {"text", text("flows:trial.bpmn")}});
    rehearse();
    const Response shown = ask(sato, Method::get, "/api/v1/library/trials/" + textOf(trial["id"]));
    EXPECT_TRUE(says(shown, "id-202011")) << shown.body;
    EXPECT_TRUE(says(shown, "id-all")) << shown.body;
    EXPECT_FALSE(says(shown, "202029")) << shown.body;
    EXPECT_TRUE(says(shown, "\"elsewhere\":2")) << "that something was wrong is told";
}

// Somebody who may see both asks for it; until it is published it is not the municipality's own.
TEST_F(LibraryIsolation, ARequestIsComparedAsWhoLooksMaySeeIt) {
    const Browser other = both();
    ASSERT_EQ(save(other, kLayout, basedOn("trial-202029", "trial-202011", "version=\"2\""), 0).status, 201);
    const Response asked = askFor(other, {{kLayout, 1}});
    ASSERT_EQ(asked.status, 201) << asked.body;
    const std::string path = "/api/v1/library/requests/" + idOf(asked) + "/differences";
    EXPECT_TRUE(says(ask(other, Method::get, path), "77.5"));
    const Response shown = ask(sato, Method::get, path);
    EXPECT_EQ(shown.status, 200);
    EXPECT_FALSE(says(shown, "77.5")) << shown.body;
    EXPECT_FALSE((*(*json::parse(shown.body))["files"].list())[0]["problem"].isNull()) << shown.body;
}

}  // namespace
}  // namespace toitsu::server
