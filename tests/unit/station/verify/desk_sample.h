#pragma once

// A station with one small flow and one form of four fields, for tests of the desk. Time is a number that the test
// sets.

#include <gtest/gtest.h>

#include "apps/station/case_search.h"
#include "apps/station/case_variables.h"
#include "apps/station/verify/desk.h"
#include "apps/station/verify/figures.h"
#include "apps/station/verify/findings.h"
#include "base/files.h"
#include "forms/doubts.h"

namespace toitsu::station {

constexpr const char* kDeskForm =
    R"(<form xmlns="urn:toitsu:form:1" id="trial" version="1" title="試験" basis="なし" retention="P1Y">
  <field id="count" type="digits" length="3" title="数" required="true"/>
  <field id="name" type="person-name" title="氏名"/>
  <field id="account" type="digits" length="4" title="口座" policy="double"/>
  <field id="total" type="money" title="計"/>
  <rule id="total-not-zero" test='total = null or total != 0' message="計が0です"/>
</form>)";

constexpr const char* kDeskFlow = R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:flow="urn:toitsu:flow:1" id="d"
  targetNamespace="urn:test" expressionLanguage="https://www.omg.org/spec/DMN/20230324/FEEL/">
  <process id="trial" isExecutable="true">
    <startEvent id="s"/><userTask id="verify" name="確認" flow:role="検証者" flow:form="verify"/>
    <exclusiveGateway id="more" default="ends"/>
    <userTask id="again" name="照合" flow:role="検証者" flow:form="verify" flow:four-eyes="verify"/><endEvent id="e"/>
    <sequenceFlow id="a" sourceRef="s" targetRef="verify"/><sequenceFlow id="b" sourceRef="verify" targetRef="more"/>
    <sequenceFlow id="c" sourceRef="more" targetRef="again">
      <conditionExpression xsi:type="tFormalExpression">twice = true</conditionExpression></sequenceFlow>
    <sequenceFlow id="ends" sourceRef="more" targetRef="e"/><sequenceFlow id="f" sourceRef="again" targetRef="e"/>
  </process>
</definitions>)";

inline Saying accept() {
    return {};
}
inline Saying about(const ItemView& item, Saying saying = {}) {
    saying.item = item.id;
    saying.revision = item.revision;
    return saying;
}
inline Saying correct(const std::string& text) {
    Saying saying;
    saying.action = Action::correct;
    saying.text = text;
    return saying;
}
inline Saying coded(Code code, const std::string& note = {}) {
    Saying saying;
    saying.action = Action::code;
    saying.code = code;
    saying.note = note;
    return saying;
}
inline Saying chosen(int which) {
    Saying saying;
    saying.action = Action::choose;
    saying.choose = which;
    return saying;
}
inline Saying doubted(const std::string& note) {
    Saying saying;
    saying.action = Action::doubt;
    saying.note = note;
    return saying;
}

inline DeskPolicy withoutSample() {
    DeskPolicy policy;
    policy.samplePerMille = 0;
    return policy;
}

class DeskStation {
public:
    explicit DeskStation(DeskPolicy policy = withoutSample(), const std::string& in = {})
        : data(DataFolder::create(in.empty() ? folder.path() + "/data" : in).value()), policies(policy) {
        forms::Findings findings;
        const auto form = forms::parseForm(kDeskForm, "form.xml", findings);
        EXPECT_TRUE(form) << (findings.errors.empty() ? "" : findings.errors.front().text(Language::en));
        library.forms.push_back(std::make_shared<const forms::Form>(*form));
        start();
        EXPECT_TRUE(station->engine().deploy(kDeskFlow, "trial.bpmn", now));
    }

    void start() {
        auto opened = Station::open(data, std::make_shared<const Decisions>());
        ASSERT_TRUE(opened) << opened.error().text(Language::en);
        station = std::make_unique<Station>(std::move(*opened));
        auto own = StationFile::open(data.path() + "/station.sqlite", Desk::tables());
        ASSERT_TRUE(own) << own.error().text(Language::en);
        file = std::move(*own);
        auto desk_ = Desk::open({*file, *station, data, library, policies}, now);
        ASSERT_TRUE(desk_) << desk_.error().text(Language::en);
        desk = std::move(*desk_);
        tick();
    }
    void stop() {
        desk.reset();
        file.reset();
        station.reset();
    }
    void restart() {
        stop();
        start();
    }
    int tick() {
        int done = 0;
        do {
            const auto completed = desk->tick(now);
            EXPECT_TRUE(completed) << completed.error().text(Language::en);
            if (completed) done += *completed;
        } while (desk->pending());
        return done;
    }

    // A case whose fields of these names are doubtful; the others were read for certain.
    std::string addCase(const std::set<std::string>& doubtful, const std::string& municipality = "202011",
                        Context more = {}) {
        forms::Record record;
        record.form = "trial";
        record.municipality = municipality;
        for (const auto& [id, text] : {std::pair<const char*, const char*>{"count", "123"},
                                       {"name", "統一太郎"},
                                       {"account", "4567"},
                                       {"total", "800"}}) {
            forms::FieldValue value;
            value.field = id;
            value.value = forms::parseField(*library.forms.front()->field(id), text).value();
            value.raw = text;
            value.confidence = 0.8;
            value.candidates = {{text, 0.8}, {"?", 0.1}};
            forms::Reading reading;
            reading.field = id;
            reading.quad = {{{10, 20}, {110, 20}, {110, 50}, {10, 50}}};
            reading.candidates = value.candidates;
            value.readings = {reading};
            value.doubt = value.ownDoubt = doubtful.count(id) > 0;
            if (value.doubt) value.why = value.ownWhy = {"薄い", "faint"};
            record.fields.push_back(value);
        }
        Context variables =
            caseVariables(data.vault(), *library.forms.front(), record, std::string(64, 'a') + "-1").value();
        variables.put("page", Context{{"blob", std::string(64, 'a')}, {"number", 1}});
        for (const auto& [name, value] : more.entries()) variables.put(name, value);
        const auto id = station->engine().start("trial", municipality, "k" + std::to_string(++cases), variables, ++now);
        EXPECT_TRUE(id) << id.error().text(Language::en);
        return *id;
    }

    std::optional<Handed> next(const std::string& person, Mode mode = Mode::exception,
                               std::vector<std::string> municipalities = {"202011"}) {
        auto handed = desk->next(person, {mode, std::move(municipalities), {}, {}, 24}, now);
        EXPECT_TRUE(handed) << handed.error().text(Language::en);
        return handed ? *handed : std::nullopt;
    }
    Heard say(const std::string& person, const Handed& handed, std::size_t at, Saying saying) {
        const auto heard = desk->submit(person, handed.lease, {about(handed.items.at(at), std::move(saying))}, "", now);
        EXPECT_TRUE(heard) << heard.error().text(Language::en);
        return heard ? heard->entries.at(0) : Heard{};
    }
    forms::Record recordOf(const std::string& caseId) {
        return forms::fromValue(station->engine().findCase(caseId).value().variables["record"]).value();
    }

    files::TemporaryFolder folder = files::TemporaryFolder::make("toitsu-desk-").value();
    DataFolder data;
    forms::Library library;
    DeskPolicies policies;
    Instant now = 1'000'000;
    int cases = 0;
    std::unique_ptr<Station> station;
    std::unique_ptr<StationFile> file;
    std::unique_ptr<Desk> desk;
};

}  // namespace toitsu::station
