// Characters of names that only few fonts have – variation selectors, planes beyond the first, private use,
// compatibility ideographs – go from what a person types through the record to the business system, byte for byte.

#include <filesystem>

#include "tests/unit/server/station_people.h"

namespace toitsu::server {
namespace {

class NameCharacters : public StationPeople, public testing::WithParamInterface<const char*> {
protected:
    NameCharacters() {
        const auto deployed = running->engine().deploy(
            R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:flow="urn:toitsu:flow:1" id="d2" targetNamespace="urn:test"
  expressionLanguage="https://www.omg.org/spec/DMN/20230324/FEEL/">
  <process id="trial" name="試験の流れ" isExecutable="true">
    <startEvent id="s"/><userTask id="verify" name="確認" flow:role="検証者" flow:form="verify"/>
    <serviceTask id="register" name="登録" flow:operation="trial.register"/><endEvent id="e"/>
    <sequenceFlow id="a" sourceRef="s" targetRef="verify"/>
    <sequenceFlow id="b" sourceRef="verify" targetRef="register"/><sequenceFlow id="c" sourceRef="register" targetRef="e"/>
  </process>
</definitions>)",
            "trial.bpmn", clock);
        EXPECT_TRUE(deployed) << deployed.error().text(Language::en);
        account("sato", {{kMine, {Role::verifier}}});
        account("suzuki", {{kMine, {Role::verifier}}});
    }

    // Every item with what stands there, the name as `typed`.
    void enter(const Browser& browser, const char* mode, const std::string& typed) {
        const Value work =
            told(browser, Method::post, "/api/v1/verify/next", Context{{"mode", mode}, {"reason", "照合"}});
        ASSERT_FALSE(work.isNull());
        List entries;
        for (const Value& item : *work["items"].list()) {
            const std::string field = *item["field"].string();
            Context entry{{"item", item["id"]}, {"revision", item["revision"]}, {"action", "accept"}};
            if (field == "name" || item["text"].isNull()) {
                entry.put("action", "correct");
                entry.put("text", field == "name" ? typed : "4567");
            }
            entries.push_back(entry);
        }
        const Value said = told(browser, Method::post, "/api/v1/verify/entries",
                                Context{{"lease", work["lease"]["id"]}, {"entries", entries}});
        for (const Value& one : *said["entries"].list()) EXPECT_NE(*one["state"].string(), "refused");
    }
};

TEST_P(NameCharacters, ArriveAsTheyWereTyped) {
    const std::string typed = GetParam();
    const std::string id = addCase(kMine, "誤読");
    const Browser sato = signedIn("sato"), suzuki = signedIn("suzuki");
    enter(sato, "exception", typed);
    enter(suzuki, "blind", typed);
    clock += 60'000;
    work();
    const Value one = told(sato, Method::get, "/api/v1/cases/" + id);
    std::string shown;
    bool name = false;
    for (const Value& field : *one["record"]["fields"].list())
        if (*field["field"].string() == "name") {
            shown = *field["text"].string();
            name = field["name"].isTrue();
        }
    EXPECT_EQ(shown, typed);
    EXPECT_TRUE(name);
    std::string handedOver;
    for (const auto& entry : std::filesystem::directory_iterator(keys.path() + "/system/inbox"))
        handedOver += files::read(entry.path().string()).value();
    EXPECT_NE(handedOver.find(typed), std::string::npos) << handedOver;
}

INSTANTIATE_TEST_SUITE_P(Written, NameCharacters,
                         testing::Values("葛\U000E0100飾　太郎", "𠮷田　辻\U000E0101子", "山﨑　\uE123子",
                                         "\uF9DC高　\uFA19二", "\u9ED1\uFE00田　髙子"));

}  // namespace
}  // namespace toitsu::server
