// Hostile text that is taken arrives as it was written: where it is read again over the API, and in the file that the
// business system reads. What a form makes of a text (trimming, composing) is the only difference.

#include <filesystem>

#include "apps/station/audit.h"
#include "base/csv.h"
#include "base/text.h"
#include "tests/unit/server/hostile_people.h"

namespace toitsu::server {
namespace {

class HostileLiteral : public HostilePeople {
protected:
    static std::string encoded(const std::string& text) {
        std::string out;
        for (const char c : text) {
            constexpr const char* kHex = "0123456789ABCDEF";
            const auto byte = static_cast<unsigned char>(c);
            out += std::string("%") + kHex[byte / 16] + kHex[byte % 16];
        }
        return out;
    }
    Response post(const std::string& path, const Value& body) { return ask(mallory, Method::post, path, body); }
    Value get(const std::string& path) { return told(mallory, Method::get, path); }
    std::string inTrail(const std::string& action, const std::string& member) {
        const Value trail = get("/api/v1/audit?limit=5");
        for (const Value& row : *trail["rows"].list())
            if (textOf(row["action"]) == action) return textOf(row["detail"][member]);
        return "nothing";
    }
};

TEST_F(HostileLiteral, OnTheWayThroughTheApi) {
    int taken = 0;
    const std::string findings = "/api/v1/findings?state=settled&limit=500";
    for (const std::string& text : hostileTexts()) {
        if (!entered()) enter();
        if (text::length(text) <= 100) {
            const Response named = ask(mallory, Method::put, "/api/v1/accounts/" + target.id, Context{{"name", text}});
            ASSERT_EQ(named.status, 200) << named.body;
            EXPECT_EQ(textOf(json::parse(named.body).value()["name"]), text);
            const Value accounts = get("/api/v1/accounts");
            EXPECT_NE(json::write(accounts).find(json::write(Value(text))), std::string::npos);
        }

        // A draft of the library, a request for it, and its refusal. An XML text has no control characters; a draft
        // is only a draft.
        nothingAsked();
        const std::int64_t now = draft();
        const Response kept = ask(mallory, Method::put, std::string("/api/v1/library/drafts/") + kLayout,
                                  draftBody(text, studio->published(*authoring::pathOf(kLayout)).value()),
                                  {{"if-match", '"' + std::to_string(now) + '"'}});
        if (kept.status == 200) {
            EXPECT_EQ(textOf(get(std::string("/api/v1/library/drafts/") + kLayout)["text"]), text);
            ++taken;
        } else {
            EXPECT_NE(code(kept), "");
        }
        const std::string asked = request();
        ASSERT_EQ(post("/api/v1/library/requests/" + asked + "/refuse", Context{{"reason", text}}).status, 200);
        EXPECT_EQ(textOf(get("/api/v1/library/requests/" + asked)["reason"]), text);

        // A word about a difference that the sample has found.
        const std::string finding = prepare("/api/v1/findings/{id}/settle");
        ASSERT_EQ(post("/api/v1/findings/" + finding + "/settle", Context{{"note", text}}).status, 204);
        EXPECT_NE(json::write(get(findings)).find(json::write(Value(text))), std::string::npos);

        // Why a 個人番号 is looked at.
        if (text.find('\0') == std::string::npos && text.size() < 1000) {
            get("/api/v1/cases/" + openCase() + "?reason=" + encoded(text));
            EXPECT_EQ(inTrail("my-number.case", "reason"), text);
        }
        // What somebody gives a flow.
        const std::string task = decision();
        const std::string id = running->engine().task(task)->caseId;
        ASSERT_EQ(post("/api/v1/tasks/" + task + "/complete", Context{{"variables", Context{{"memo", text}}}}).status,
                  204);
        EXPECT_EQ(textOf(running->engine().findCase(id)->variables["memo"]), text);
    }
    EXPECT_GE(taken, 18);
}

TEST_F(HostileLiteral, FromTheDeskToTheBusinessSystem) {
    const std::string flow = R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:flow="urn:toitsu:flow:1" id="d2" targetNamespace="urn:test"
  expressionLanguage="https://www.omg.org/spec/DMN/20230324/FEEL/">
  <process id="trial" name="試験の流れ" isExecutable="true">
    <startEvent id="s"/><userTask id="verify" name="確認" flow:role="検証者" flow:form="verify"/>
    <serviceTask id="register" name="登録" flow:operation="trial.register"/><endEvent id="e"/>
    <sequenceFlow id="a" sourceRef="s" targetRef="verify"/>
    <sequenceFlow id="b" sourceRef="verify" targetRef="register"/><sequenceFlow id="c" sourceRef="register" targetRef="e"/>
  </process>
</definitions>)";
    const auto deployed = running->engine().deploy(flow, "trial2.bpmn", clock);
    ASSERT_TRUE(deployed) << deployed.error().text(Language::en);
    account("jiro", {{kMine, {Role::verifier}}});
    int arrived = 0;
    for (const std::string& text : hostileTexts()) {
        enter();
        const std::string id = openCase();
        const Value handed =
            told(mallory, Method::post, "/api/v1/verify/next", Context{{"mode", "exception"}, {"reason", "照合"}});
        List entries;
        for (const Value& item : *handed["items"].list()) {
            Context said{{"item", item["id"]}, {"revision", item["revision"]}, {"action", "accept"}};
            if (textOf(item["field"]) == "name") {
                said.put("action", "correct");
                said.put("text", text);
            }
            entries.emplace_back(said);
        }
        const Value heard = told(mallory, Method::post, "/api/v1/verify/entries",
                                 Context{{"lease", handed["lease"]["id"]}, {"entries", entries}});
        const Value& name = (*heard["entries"].list())[1];
        const bool refused = textOf(name["state"]) == "refused";
        if (refused) {  // NUL is no text; the case goes on without it
            EXPECT_EQ(documented.count(textOf(name["problem"]["code"])), 1u) << json::write(name);
            EXPECT_NE(text.find('\0'), std::string::npos) << text;
            Context said = *entries[1].context();
            said.put("text", "統一太郎");
            told(mallory, Method::post, "/api/v1/verify/entries",
                 Context{{"lease", handed["lease"]["id"]}, {"entries", List{said}}});
        }
        const Browser jiro = signedIn("jiro");
        const Value blind = told(jiro, Method::post, "/api/v1/verify/next", Context{{"mode", "blind"}});
        const Value second = (*blind["items"].list())[0];
        told(jiro, Method::post, "/api/v1/verify/entries",
             Context{{"lease", blind["lease"]["id"]},
                     {"entries", List{Context{{"item", second["id"]},
                                              {"revision", second["revision"]},
                                              {"action", "correct"},
                                              {"text", "4567"}}}}});
        for (int round = 0; round < 3; ++round) {
            clock += 60'000;
            work();
        }
        const std::string expected = refused ? "統一太郎" : text::trim(text::nfc(text));
        const Value record = get("/api/v1/cases/" + id)["record"];
        EXPECT_EQ(textOf((*record["fields"].list())[1]["text"]), expected);
        // The machine's file: quoted where the format asks for it, and otherwise nothing added or taken away.
        std::vector<std::string> names;
        for (const auto& file_ : std::filesystem::directory_iterator(keys.path() + "/system/inbox")) {
            const auto rows = csv::parse(files::read(file_.path().string()).value());
            ASSERT_TRUE(rows);
            for (const auto& row : *rows) names.push_back(row.front());
        }
        if (std::find(names.begin(), names.end(), expected) == names.end()) {
            // Control characters are refused by the binding, and the flow is told: never another text.
            EXPECT_TRUE(std::any_of(text.begin(), text.end(), [](char c) { return c >= 0 && c < 0x20; })) << text;
            const Value receipt = running->engine().findCase(id)->variables["receipt"];
            EXPECT_EQ(textOf(receipt["state"]), "rejected") << "neither here nor there: " << json::write(receipt);
            EXPECT_EQ(textOf(receipt["code"]), "B014") << json::write(receipt);
            continue;
        }
        ++arrived;
    }
    EXPECT_GE(arrived, 18);
    EXPECT_EQ(log.str().find(kBegin), std::string::npos);
}

}  // namespace
}  // namespace toitsu::server
