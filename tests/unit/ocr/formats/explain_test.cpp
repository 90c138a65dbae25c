#include "ocr/formats/explain.h"

#include <algorithm>

#include "tests/unit/ocr/formats/sample_page.h"

namespace toitsu::ocr {
namespace {

struct Bgr {
    int blue, green, red;
};

Bgr at(const Picture& picture, int x, int y) {
    const auto* pixel =
        picture.pixels->data() +
        (static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) + static_cast<std::size_t>(x)) * 3;
    return {pixel[0], pixel[1], pixel[2]};
}

// Whether any pixel of a small square is clearly more of one colour than of the others.
template <class Is>
bool anyNear(const Picture& picture, int x, int y, Is is) {
    for (int dy = -2; dy <= 2; ++dy)
        for (int dx = -2; dx <= 2; ++dx)
            if (is(at(picture, x + dx, y + dy))) return true;
    return false;
}

bool green(Bgr c) {
    return c.green > c.red + 40 && c.green > c.blue + 20;
}
bool red(Bgr c) {
    return c.red > c.green + 80 && c.red > c.blue + 80;
}
bool blue(Bgr c) {
    return c.blue > c.red + 80;
}

TEST(Explain, FramesEachFieldInTheColourOfItsConfidence) {
    ReadPage page = example::page();
    page.reading.anchors = {{{300, 500}, 0.05}, {{320, 500}, 0.9}};
    const auto drawn = explain(page, Language::ja);
    ASSERT_TRUE(drawn) << drawn.error().text(Language::en);
    EXPECT_EQ(drawn->channels, 3);
    EXPECT_GT(drawn->width, 400 + 500);  // the list beside the page
    EXPECT_GE(drawn->height, 600);
    EXPECT_TRUE(anyNear(*drawn, 100, 170, green));  // accepted: the choice's lower edge
    EXPECT_TRUE(anyNear(*drawn, 100, 340, red));    // in doubt at 0.5: the remark's
    EXPECT_FALSE(anyNear(*drawn, 100, 340, green));
    EXPECT_FALSE(anyNear(*drawn, 100, 400, red));  // nothing stands there
    EXPECT_TRUE(anyNear(*drawn, 300, 500, blue));
    EXPECT_TRUE(anyNear(*drawn, 320, 500, red));
    EXPECT_NE(*explain(page, Language::en)->pixels, *drawn->pixels);
}

TEST(Explain, TurnsAPageThatLiesUpsideDown) {
    ReadPage page = example::page();
    const auto upsideDown = [](Quad quad) {
        for (forms::Point& p : quad) p = {400 - p.x, 600 - p.y};
        return quad;
    };
    page.reading.corners = upsideDown(page.reading.corners);
    for (forms::FieldValue& field : page.record->fields)
        for (forms::Reading& reading : field.readings) reading.quad = upsideDown(reading.quad);
    const auto drawn = explain(page, Language::ja);
    ASSERT_TRUE(drawn);
    EXPECT_TRUE(anyNear(*drawn, 100, 170, green));
    EXPECT_TRUE(anyNear(*drawn, 100, 340, red));
}

TEST(Explain, SaysWhyAFieldIsInDoubt) {
    ReadPage page = example::page();
    const auto one = explain(page, Language::ja);
    page.record->find("person.name")->why = {"別の理由です。", "Another reason."};
    const auto other = explain(page, Language::ja);
    ASSERT_TRUE(one && other);
    EXPECT_NE(*one->pixels, *other->pixels);
    page.record->find("kind")->why = {"採用された項目の理由", "of a field that was accepted"};
    EXPECT_EQ(*explain(page, Language::ja)->pixels, *other->pixels);
}

TEST(Explain, SaysWhyAPageWasNotRead) {
    const auto drawn = explain(example::rejected(), Language::ja);
    ASSERT_TRUE(drawn);
    bool reason = false;
    for (int y = 0; y < 100; ++y)
        for (int x = 400; x < drawn->width; ++x) reason = reason || red(at(*drawn, x, y));
    EXPECT_TRUE(reason);
}

TEST(Explain, RefusesAPictureWithoutPixels) {
    const auto drawn = explain(ReadPage{}, Language::ja);
    ASSERT_FALSE(drawn);
    EXPECT_EQ(drawn.error().code, "S042");
}

}  // namespace
}  // namespace toitsu::ocr
