// Pages that look like another municipality's paper, or were in a case there: whoever took them in sees that they wait,
// and nothing of that municipality.

#include "tests/unit/server/intake_people.h"

namespace toitsu::server {
namespace {

class ForeignPapers : public IntakePeople {
protected:
    ForeignPapers() {
        running->intake().read = [this](const ocr::Page& page, const std::string&) {
            ocr::SheetReading sheet;
            sheet.page = page;
            sheet.reading.status = ocr::PageStatus::rejected;
            sheet.reading.code = "S022";
            sheet.reading.reason = {"残差が大きすぎます（1.23 mm）", "too large a residual (1.23 mm)"};
            sheet.reading.form = "trial";
            sheet.reading.layout = theirs;
            sheet.reading.rivals = {theirs, mine};
            sheet.reading.residualMm = 1.23;
            return std::vector<ocr::SheetReading>{sheet};
        };
        account("reception", {{kMine, {Role::reception}}});
        account("all", {{kMine, {Role::reception}}, {kTheirs, {Role::reception}}});
        reception = signedIn("reception");
        all = signedIn("all");
        EXPECT_EQ(upload(all, picture(200), "a.png", {}, std::string("?municipality=") + kMine).status, 202);
        work();
        id = textOf((*told(reception, Method::get, "/api/v1/pages")["pages"].list())[0]["id"]);
    }

    Value seen(const Browser& browser) { return told(browser, Method::get, "/api/v1/pages/" + id); }
    void readAs(const std::string& layout, station::PageState state, const std::string& caseId) {
        auto record = running->data().pages().find(id).value();
        Context reading = *record.reading.context();
        reading.put("layout", layout);
        record.reading = reading;
        record.state = state;
        record.caseId = caseId;
        record.code = state == station::PageState::waiting ? "C116" : "";
        record.note = "滞納の世帯";
        ASSERT_TRUE(running->data().pages().save(record));
    }

    const std::string mine = std::string("trial-") + kMine, theirs = std::string("trial-") + kTheirs;
    std::string id;
    Browser reception, all;
};

TEST_F(ForeignPapers, AreNotAmongTheGuesses) {
    for (const std::string target : {"/api/v1/pages", "/api/v1/pages?state=waiting&limit=1"}) {
        const Response answer = ask(reception, Method::get, target);
        EXPECT_EQ(answer.body.find(kTheirs), std::string::npos) << answer.body;
        EXPECT_EQ(answer.body.find("1.23 mm"), std::string::npos) << answer.body;
    }
    const Value page = seen(reception);
    EXPECT_TRUE(page["layout"].isNull());
    EXPECT_TRUE(page["residual_mm"].isNull());
    EXPECT_FALSE(textOf(page["reason"]["ja"]).empty()) << "that it could not be placed is told";
    ASSERT_EQ(page["guesses"].list()->size(), 1u);
    EXPECT_EQ(textOf((*page["guesses"].list())[0]["layout"]), mine);
    const Value turned = told(reception, Method::post, "/api/v1/pages/" + id + "/turn", Context{{"quarters", 1}});
    EXPECT_TRUE(turned["layout"].isNull());

    const Value whole = seen(all);
    EXPECT_EQ(textOf(whole["layout"]), theirs);
    EXPECT_FALSE(whole["residual_mm"].isNull());
    EXPECT_EQ(textOf((*whole["guesses"].list())[0]["layout"]), theirs);
    EXPECT_NE(textOf(whole["reason"]["ja"]).find("1.23"), std::string::npos);
}

TEST_F(ForeignPapers, WhyACaseWasTakenApartStaysThere) {
    readAs(theirs, station::PageState::waiting, "");
    EXPECT_TRUE(seen(reception)["note"].isNull());
    EXPECT_EQ(textOf(seen(reception)["code"]), "C116");
    EXPECT_EQ(textOf(seen(all)["note"]), "滞納の世帯");
    readAs(mine, station::PageState::waiting, "");
    EXPECT_EQ(textOf(seen(reception)["note"]), "滞納の世帯") << "of a case of one's own";
    readAs(mine, station::PageState::inCase, "");
    EXPECT_TRUE(seen(reception)["note"].isNull()) << "assigned anew: it was said about another case";
    readAs(theirs, station::PageState::waiting, "");
    ASSERT_EQ(ask(reception, Method::post, "/api/v1/pages/" + id + "/dismiss", Context{{"reason", "送付状"}}).status,
              204);
    EXPECT_EQ(textOf(seen(reception)["note"]), "送付状") << "what was said here is told here";
}

TEST_F(ForeignPapers, OfAPaperThatIsGoneTheCaseSaysWhoseItIs) {
    const std::string there = addCase(kTheirs, "隠岐島子"), here = addCase(kMine, "統一花子");
    readAs("trial-gone", station::PageState::inCase, there);
    EXPECT_TRUE(seen(reception)["case"].isNull());
    EXPECT_TRUE(seen(reception)["layout"].isNull());
    EXPECT_EQ(textOf(seen(all)["case"]), there);
    readAs("trial-gone", station::PageState::inCase, here);
    EXPECT_EQ(textOf(seen(reception)["case"]), here);
}

}  // namespace
}  // namespace toitsu::server
