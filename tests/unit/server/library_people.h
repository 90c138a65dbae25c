#pragma once

// Three authors before a small library: two of one municipality, one of another. Samples are read by nobody: the test
// says what came of them.

#include <algorithm>
#include <vector>

#include "apps/authoring/studio.h"
#include "tests/unit/server/station_people.h"

namespace toitsu::server {

constexpr const char* kForm = "forms:trial:form.xml";
constexpr const char* kLayout = "forms:trial:layouts:trial-202011.xml";
constexpr const char* kTheirLayout = "forms:trial:layouts:trial-202029.xml";

class LibraryRoutes : public StationPeople {
protected:
    LibraryRoutes() {
        write(library() + "/decisions/route.dmn", decision("\"a\""));
        openStudio();
        account("sato", {{kMine, {Role::author}}});
        account("suzuki", {{kMine, {Role::author}}});
        account("ito", {{kTheirs, {Role::author}}});
        sato = signedIn("sato");
        suzuki = signedIn("suzuki");
        ito = signedIn("ito");
    }
    ~LibraryRoutes() override { closeStudio(); }

    std::string library() const { return folder.path() + "/library"; }
    void openStudio() {
        authoring::StudioOptions options;
        options.library = library();
        options.now = [this] { return clock.load(); };
        options.takeUp = [this](const auto& paths) { return running->takeUp(paths); };
        options.failed = [](const Error& error) { ADD_FAILURE() << error.text(Language::en); };
        options.works = false;
        options.rehearse = [this](const authoring::Texts&, const authoring::RehearsalPlan& plan,
                                  const authoring::RehearsalOptions& how) -> Result<authoring::Rehearsal> {
            plans.push_back(plan);
            if (!how.progress(1, 2)) return fail(ErrorKind::refused, "T001", {"止めた", "stopped"});
            return outcome;
        };
        auto opened = authoring::Studio::open(*file, options);
        ASSERT_TRUE(opened) << opened.error().text(Language::en);
        studio = std::move(*opened);
        services->studio = studio.get();
    }
    void closeStudio() {
        services->studio = nullptr;
        studio.reset();
    }

    static std::string decision(const std::string& answer) {
        return R"(<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/" id="d" name="行き先" namespace="urn:t">
  <decision id="route" name="route"><variable name="route" typeRef="string"/><literalExpression><text>)" +
               answer + R"(</text></literalExpression></decision>
</definitions>
)";
    }
    static std::string textOf(const Value& value) { return value.string() == nullptr ? "" : *value.string(); }
    static std::int64_t numberOf(const Value& value) {
        return value.number() == nullptr ? -1 : value.number()->toInteger().value_or(-1);
    }
    std::string text(const std::string& id) {
        return textOf(told(sato, Method::get, "/api/v1/library/files/" + id)["text"]);
    }
    static std::string changed(std::string text, const std::string& from, const std::string& to) {
        const std::size_t at = text.find(from);
        EXPECT_NE(at, std::string::npos) << from;
        return at == std::string::npos ? text : text.replace(at, from.size(), to);
    }
    static Value draftBody(const std::string& text, const std::string& published) {
        return Context{{"text", text}, {"base", published.empty() ? Value() : Value(authoring::tagOf(published))}};
    }
    Response save(const Browser& browser, const std::string& id, const std::string& text, std::int64_t revision) {
        Pairs head;
        if (revision == 0)
            head.emplace_back("if-none-match", "*");
        else
            head.emplace_back("if-match", '"' + std::to_string(revision) + '"');
        const auto published = studio->published(*authoring::pathOf(id));
        return ask(browser, Method::put, "/api/v1/library/drafts/" + id, draftBody(text, published.value_or("")),
                   std::move(head));
    }
    Response askFor(const Browser& browser, const std::vector<std::pair<std::string, int>>& files) {
        List list;
        for (const auto& [id, revision] : files) list.emplace_back(Context{{"id", id}, {"revision", revision}});
        return ask(browser, Method::post, "/api/v1/library/requests",
                   Context{{"files", std::move(list)}, {"note", "枠を広げた"}});
    }
    static std::string idOf(const Response& response) { return textOf((*json::parse(response.body))["id"]); }
    // The layout of municipality 202011, its first box wider and its version 2.
    std::string widened() {
        return changed(changed(text(kLayout), "box=\"20 20 30 8\"", "box=\"20 20 36 8\""), "id=\"trial-202011\"",
                       "id=\"trial-202011\" version=\"2\"");
    }
    Value check(const Browser& browser, const std::string& id, const std::string& of) {
        return told(browser, Method::post, "/api/v1/library/check", Context{{"file", id}, {"text", of}});
    }
    std::string release(const Browser& browser, const std::string& id) {
        const Response answer = ask(browser, Method::post, "/api/v1/library/requests/" + id + "/release", Context{});
        return answer.status == 200 ? textOf((*json::parse(answer.body))["state"]) : code(answer);
    }
    void rehearse() { ASSERT_TRUE(studio->work().value_or(false)); }

    authoring::Rehearsal outcome;
    std::vector<authoring::RehearsalPlan> plans;
    std::unique_ptr<authoring::Studio> studio;
    Browser sato, suzuki, ito;
};

}  // namespace toitsu::server
