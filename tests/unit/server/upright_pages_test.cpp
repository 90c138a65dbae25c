// Sheets that lay on the glass sideways or upside down: people see them upright, the box stands over the same ink, and
// 個人番号 is covered wherever it came to lie.

#include "tests/unit/server/station_people.h"

namespace toitsu::server {
namespace {

class UprightPages : public StationPeople, public testing::WithParamInterface<int> {
protected:
    UprightPages() { lying = GetParam(); }

    ocr::Picture picture(const Browser& browser, const std::string& target) {
        const Response answer = ask(browser, Method::get, target);
        EXPECT_EQ(answer.status, 200) << answer.body;
        EXPECT_TRUE(files::writeAtomically(folder.path() + "/answer.img", answer.body));
        return ocr::load(folder.path() + "/answer.img").value().at(0).picture;
    }
    // Pixels from `dark` up to `light`, without it, in a part of a picture.
    static int inked(const ocr::Picture& shown, int left, int top, int right, int bottom, int dark, int light) {
        int out = 0;
        for (int y = top; y < bottom; ++y)
            for (int x = left; x < right; ++x) {
                const int pixel = (*shown.pixels)[static_cast<std::size_t>(y * shown.width + x)];
                if (pixel >= dark && pixel < light) ++out;
            }
        return out;
    }
};

TEST_P(UprightPages, TheBoxStandsOverTheSameInkAndTheMaskCovers) {
    account("sato", {{kMine, {Role::verifier}}});
    addCase(kMine, "統一花子");
    const Browser sato = signedIn("sato");
    const Value work = told(sato, Method::post, "/api/v1/verify/next", Context{{"mode", "exception"}});
    const Value name = (*work["items"].list())[1]["page"];
    const auto number = [](const Value& value) { return static_cast<int>(value.number()->toInteger().value_or(-1)); };
    EXPECT_EQ(number(name["width"]), 827);
    EXPECT_EQ(number(name["height"]), 1169);
    const List& box = *name["box"].list();
    EXPECT_NEAR(number(box[0]), 79, 1);
    EXPECT_NEAR(number(box[1]), 158, 1);
    EXPECT_NEAR(number(box[2]), 236, 1);
    EXPECT_NEAR(number(box[3]), 31, 1);

    const std::string url = *name["url"].string() + "?width=827";
    const ocr::Picture shown = picture(sato, url);
    ASSERT_EQ(shown.width, 827);
    ASSERT_EQ(shown.height, 1169);
    const int x = number(box[0]), y = number(box[1]), wide = number(box[2]), high = number(box[3]);
    const int inBox = inked(shown, x, y, x + wide, y + high, 80, 130);
    EXPECT_GT(inBox, 4000) << "the name's ink is in its box";
    EXPECT_EQ(inked(shown, 0, 0, 827, 1169, 80, 130), inBox) << "and nowhere else";
    EXPECT_EQ(inked(shown, 0, 0, 827, 1169, 0, 30), 0) << "no ink of the number is left";
    const int mask = (315 - 79) * (346 - 315);
    EXPECT_GE(inked(shown, 79, 315, 315, 346, 50, 78), mask * 97 / 100) << "its whole place is covered";
    const ocr::Picture open = picture(sato, url + "&reason=x");
    EXPECT_GT(inked(open, 80, 320, 310, 340, 0, 30), 4000) << "it would stand there";
    EXPECT_EQ(inked(open, 0, 360, 827, 1169, 0, 30), 0);
}

TEST_P(UprightPages, WhoTookTheScanInSeesWhichPagesWentTogether) {
    account("reception", {{kMine, {Role::reception}}});
    account("theirs", {{kTheirs, {Role::reception}}});
    const Browser reception = signedIn("reception"), theirs = signedIn("theirs");
    const std::string id = addCase(kMine, "統一花子");
    auto record = running->data().pages().all().value().front();
    record.caseId = id;
    ASSERT_TRUE(running->data().pages().save(record));
    ASSERT_EQ(running->intake().adopt(clock).value(), 1);
    const std::string path = "/api/v1/intake/batches/by-command-" + std::string(kMine) + "/pages";
    EXPECT_EQ(ask(theirs, Method::get, path).status, 404);
    const Value listed = told(reception, Method::get, path);
    ASSERT_EQ(listed["pages"].list()->size(), 1u);
    const Value& page = (*listed["pages"].list())[0];
    EXPECT_EQ(*page["state"].string(), "case");
    EXPECT_EQ(*page["case"].string(), id);
    EXPECT_EQ(page["width"].number()->toInteger(), 827);
    const std::string image = "/api/v1/pages/" + record.id() + "/image?width=";
    const ocr::Picture small = picture(reception, image + "240");
    EXPECT_LT(small.width, small.height);
    EXPECT_EQ(inked(picture(reception, image + "827&reason=x"), 0, 0, 827, 1169, 0, 30), 0) << "covered for them";
    EXPECT_EQ(ask(theirs, Method::get, image + "240").status, 404);
}

INSTANTIATE_TEST_SUITE_P(Laid, UprightPages, testing::Values(0, 1, 2, 3));

}  // namespace
}  // namespace toitsu::server
