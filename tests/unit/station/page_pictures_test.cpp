// Pictures for people: nothing of another sheet, nothing that can be read where nobody knows what stands where, and
// what was covered once stays covered.

#include "apps/station/page_pictures.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/files.h"
#include "ocr/page.h"

namespace toitsu::station {
namespace {

constexpr int kWide = 800, kHigh = 1100;

class PagePicturesTest : public ::testing::Test {
protected:
    // Black and white stripes, three pixels wide: as fine as the strokes of what people write.
    PagePicturesTest() {
        record.fileName = "a.png";
        record.received = "2026-11-29T00:00:00Z";
        ocr::Picture picture{kWide, kHigh, 1, nullptr};
        auto pixels = std::make_shared<std::vector<std::uint8_t>>(static_cast<std::size_t>(kWide * kHigh));
        for (std::size_t at = 0; at < pixels->size(); ++at)
            (*pixels)[at] = at % kWide / 3 % 2 == 0 ? std::uint8_t{0} : std::uint8_t{255};
        picture.pixels = pixels;
        EXPECT_TRUE(ocr::writePng(picture, folder.path() + "/a.png"));
        record.sha256 = data.blobs().put(files::read(folder.path() + "/a.png").value())->sha256;
        record.reading = Context{{"size", List{kWide, kHigh}}};
    }
    void save() { ASSERT_TRUE(data.pages().save(record)); }
    ocr::Picture decoded(const Result<std::string>& bytes) {
        EXPECT_TRUE(bytes) << bytes.error().text(Language::en);
        EXPECT_TRUE(files::writeAtomically(folder.path() + "/shown", *bytes));
        return ocr::load(folder.path() + "/shown").value().at(0).picture;
    }
    // How far apart the darkest and the lightest pixel of a part are.
    static int contrast(const ocr::Picture& shown, int left, int top, int right, int bottom) {
        int dark = 255, light = 0;
        for (int y = top; y < bottom; ++y)
            for (int x = left; x < right; ++x) {
                const auto at = static_cast<std::size_t>((y * shown.width + x) * shown.channels);
                dark = std::min(dark, static_cast<int>((*shown.pixels)[at]));
                light = std::max(light, static_cast<int>((*shown.pixels)[at]));
            }
        return light - dark;
    }

    files::TemporaryFolder folder = files::TemporaryFolder::make("toitsu-pictures-").value();
    DataFolder data = DataFolder::create(folder.path() + "/data").value();
    forms::Library library;
    PagePictures pictures{data, library};
    PageRecord record;
    using Detail = PagePictures::Detail;
};

TEST_F(PagePicturesTest, TheOtherSheetOnTheGlassIsNotShown) {
    record.sheet = 2;
    record.sheets = 2;
    record.reading = Context{{"size", List{kWide, kHigh}}, {"part", List{400, 100, 780, 1000}}};
    save();
    for (const Detail detail : {Detail::covered, Detail::everything}) {
        const ocr::Picture shown = decoded(pictures.page(record.id(), kWide, detail));
        ASSERT_EQ(shown.width, kWide) << "places stand where they stood";
        ASSERT_EQ(shown.height, kHigh);
        EXPECT_GT(contrast(shown, 410, 110, 770, 990), 200);
        EXPECT_LT(contrast(shown, 0, 0, 390, kHigh), 20);
        EXPECT_LT(contrast(shown, 0, 1010, kWide, kHigh), 20);
    }
    ItemPayload item;
    item.page = record.id();
    item.places = {{{{300, 200}, {500, 200}, {500, 240}, {300, 240}}}};
    const ocr::Picture crop = decoded(pictures.crop(item, {.scale = 1, .field = "name"}));
    EXPECT_LT(contrast(crop, 0, 0, crop.width * 2 / 5, crop.height), 20);
    EXPECT_GT(contrast(crop, crop.width * 3 / 5, 0, crop.width - 10, crop.height), 200);
}

TEST_F(PagePicturesTest, AnOutlineShowsNothingThatIsWritten) {
    save();
    const ocr::Picture readable = decoded(pictures.page(record.id(), 400, Detail::covered));
    EXPECT_GT(contrast(readable, 20, 20, 380, 500), 150) << "they are told apart at this size";
    const ocr::Picture outline = decoded(pictures.page(record.id(), 400, Detail::outline));
    EXPECT_EQ(outline.width, 400);
    EXPECT_EQ(outline.height, readable.height);
    EXPECT_LT(contrast(outline, 20, 20, 380, 500), 90) << "a hundred pixels do not tell them";
}

TEST_F(PagePicturesTest, WhereANumberStoodByAnEarlierReadingStaysCovered) {
    const Quad place{{{100, 300}, {500, 300}, {500, 360}, {100, 360}}};
    record.covered = {place};
    save();
    const auto shown = [&](Detail detail) { return decoded(pictures.page(record.id(), kWide, detail)); };
    EXPECT_LT(contrast(shown(Detail::covered), 110, 305, 490, 355), 20);
    EXPECT_GT(contrast(shown(Detail::everything), 110, 305, 490, 355), 200);
    ItemPayload beside, over;
    beside.page = over.page = record.id();
    beside.places = {{{{100, 364}, {500, 364}, {500, 400}, {100, 400}}}};
    over.places = {place};
    const ocr::Picture other = decoded(pictures.crop(beside, {.scale = 1, .field = "name"}));
    EXPECT_LT(contrast(other, 10, 0, other.width - 10, 1), 20) << "what reaches into the crop from above";
    EXPECT_GT(contrast(decoded(pictures.crop(over, {.scale = 1, .field = "name"})), 10, 10, 390, 50), 200)
        << "a field that stands there now can be read";
}

}  // namespace
}  // namespace toitsu::station
