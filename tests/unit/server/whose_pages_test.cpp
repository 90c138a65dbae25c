// Whose form a page is: a machine says what it looks like, and whoever handed it in may hand in for some
// municipalities only. A page of another one waits with them, and nothing that was read of it is kept or told.

#include <filesystem>

#include "tests/unit/server/intake_people.h"

namespace toitsu::server {
namespace {

class WhosePages : public IntakePeople {
protected:
    WhosePages() {
        EXPECT_TRUE(running->engine().deploy(
            R"(<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:test"
  expressionLanguage="https://www.omg.org/spec/DMN/20230324/FEEL/"><process id="intake" isExecutable="true">
  <startEvent id="s"/><userTask id="u"/><endEvent id="e"/><sequenceFlow id="a" sourceRef="s" targetRef="u"/>
  <sequenceFlow id="b" sourceRef="u" targetRef="e"/></process></definitions>)",
            "intake.bpmn", clock));
        running->intake().read = [this](const ocr::Page& page, const std::string&) {
            ocr::SheetReading sheet;
            sheet.page = page;
            sheet.reading = says;
            return std::vector<ocr::SheetReading>{sheet};
        };
        says = theirForm();
        account("mine", {{kMine, {Role::reception}}});
        account("theirs", {{kTheirs, {Role::reception}}});
        account("both", {{kMine, {Role::reception}}, {kTheirs, {Role::reception}}});
        mine = signedIn("mine");
        theirs = signedIn("theirs");
        both = signedIn("both");
    }
    ocr::PageReading theirForm() {
        ocr::PageReading reading;
        reading.status = ocr::PageStatus::read;
        reading.form = "trial";
        reading.layout = std::string("trial-") + kTheirs;
        reading.residualMm = 0.123;
        const auto add = [&](const std::string& field, const std::string& text, double top) {
            forms::Reading one;
            one.field = field;
            one.page = 1;
            one.candidates = {{text, 0.9}};
            one.quad = {{{50, top}, {350, top}, {350, top + 40}, {50, top + 40}}};
            one.crop = folder.path() + "/" + field + ".png";
            EXPECT_TRUE(files::writeAtomically(one.crop, "a crop"));
            reading.readings.push_back(one);
        };
        add("name", "山田太郎", 100);
        add("person.my-number", "123456789018", 200);
        return reading;
    }
    std::string handIn(const Browser& browser, const std::string& bytes, const std::string& query = {}) {
        const Response taken = upload(browser, bytes, "a.png", {}, query);
        EXPECT_EQ(taken.status, 202) << taken.body;
        work();
        return textOf((*json::parse(taken.body))["batch"]);
    }
    Value onlyPage(const Browser& browser, const std::string& state) {
        const Value listed = told(browser, Method::get, "/api/v1/pages?state=" + state);
        EXPECT_EQ(listed["pages"].list()->size(), 1u) << json::write(listed);
        return listed["pages"].list()->empty() ? Value() : (*listed["pages"].list())[0];
    }
    std::size_t cases() { return running->engine().cases()->size(); }

    ocr::PageReading says;
    Browser mine, theirs, both;
};

TEST_F(WhosePages, AnotherMunicipalitysFormWaitsAndNothingOfItIsKept) {
    const std::string batch = handIn(mine, picture(200));
    EXPECT_EQ(cases(), 0u);
    const Response listed = ask(mine, Method::get, "/api/v1/pages?state=waiting");
    for (const std::string& secret :
         {std::string(kTheirs), std::string("山田"), std::string("123456789018"), std::string("0.123")})
        EXPECT_EQ(listed.body.find(secret), std::string::npos) << listed.body;
    const Value page = onlyPage(mine, "waiting");
    EXPECT_EQ(textOf(page["code"]), "C119");
    EXPECT_TRUE(told(theirs, Method::get, "/api/v1/pages?state=waiting")["pages"].list()->empty());
    EXPECT_FALSE(std::filesystem::exists(folder.path() + "/name.png")) << "a crop was left";
    const auto record = running->data().pages().find(textOf(page["id"]));
    ASSERT_EQ(record->covered.size(), 1u) << "where the number stands is known, and covered";
    EXPECT_EQ(record->covered[0][0].y, 200);
    EXPECT_EQ(json::write(record->reading).find("山田"), std::string::npos);
    // Once more is the same, also after it was set aside.
    EXPECT_EQ(
        ask(mine, Method::post, "/api/v1/pages/" + textOf(page["id"]) + "/dismiss", Context{{"reason", "よその紙"}})
            .status,
        204);
    handIn(mine, picture(200));
    EXPECT_EQ(textOf(onlyPage(mine, "dismissed")["note"]), "よその紙");
    EXPECT_EQ(numberOf(told(mine, Method::get, "/api/v1/intake/batches/" + batch)["pages"]["dropped"]), 1);
}

TEST_F(WhosePages, HandedInWhereItBelongsItIsTheirs) {
    handIn(mine, picture(200));
    const std::string id = textOf(onlyPage(mine, "waiting")["id"]);
    const std::string batch = handIn(theirs, picture(200));
    EXPECT_EQ(cases(), 1u);
    EXPECT_EQ(running->engine().cases()->front().municipality, kTheirs);
    EXPECT_EQ(numberOf(told(theirs, Method::get, "/api/v1/intake/batches/" + batch)["pages"]["in_cases"]), 1);
    EXPECT_EQ(ask(mine, Method::get, "/api/v1/pages/" + id).status, 404) << "it is no longer theirs who had it first";
    EXPECT_EQ(ask(mine, Method::get, "/api/v1/pages/" + id + "/image?width=240").status, 404);
    handIn(mine, picture(200));
    EXPECT_EQ(cases(), 1u) << "the same file is the same form";
}

TEST_F(WhosePages, WhoTakesScansInForBothMayMixThem) {
    handIn(both, picture(200), "?municipality=" + std::string(kMine));
    ASSERT_EQ(cases(), 1u);
    EXPECT_EQ(running->engine().cases()->front().municipality, kTheirs);
}

TEST_F(WhosePages, OfLayoutsThatLookAlikeOnlyTheirOwnAreGuessed) {
    says.status = ocr::PageStatus::ambiguous;
    says.code = "S021";
    says.reason = {"決められません", "several fit"};
    says.rivals = {says.layout, std::string("trial-") + kMine};
    says.readings.clear();
    handIn(mine, picture(200));
    const Value page = onlyPage(mine, "waiting");
    EXPECT_EQ(textOf(page["code"]), "S021");
    const std::string shown = json::write(page);
    EXPECT_EQ(shown.find(kTheirs), std::string::npos) << shown;
    EXPECT_NE(shown.find(std::string("trial-") + kMine), std::string::npos) << shown;
}

}  // namespace
}  // namespace toitsu::server
