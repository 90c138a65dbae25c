#include <gtest/gtest.h>

#include "base/files.h"
#include "ocr/page.h"

namespace toitsu::ocr {

namespace {

const std::string kSamples = TOITSU_SOURCE_DIR "/templates/forms/salary-change/samples/";

Picture chequered(int width, int height) {
    auto pixels = std::make_shared<std::vector<std::uint8_t>>();
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) pixels->push_back((x / 3 + y / 2) % 2 == 0 ? 255 : 10);
    return {width, height, 1, pixels};
}

class Load : public testing::Test {
protected:
    Load() : folder_(*files::TemporaryFolder::make("toitsu-load")) {}
    std::string put(const std::string& name, const std::string& bytes) const {
        const std::string path = folder_.path() + "/" + name;
        EXPECT_TRUE(files::writeAtomically(path, bytes));
        return path;
    }
    static void expectError(const Result<std::vector<Page>>& pages, const std::string& code, ErrorKind kind) {
        ASSERT_FALSE(pages);
        EXPECT_EQ(pages.error().code, code);
        EXPECT_EQ(pages.error().kind, kind);
        EXPECT_FALSE(pages.error().place.file.empty());
        EXPECT_FALSE(pages.error().message.ja.empty());
    }
    files::TemporaryFolder folder_;
};

std::string bigEndian(unsigned value) {
    return {static_cast<char>(value >> 24), static_cast<char>(value >> 16 & 0xff), static_cast<char>(value >> 8 & 0xff),
            static_cast<char>(value & 0xff)};
}

}  // namespace

TEST_F(Load, PngComesBackPixelForPixel) {
    const Picture picture = chequered(41, 23);
    const std::string path = folder_.path() + "/a.png";
    ASSERT_TRUE(writePng(picture, path));
    const auto pages = load(path);
    ASSERT_TRUE(pages) << pages.error().text(Language::en);
    ASSERT_EQ(pages->size(), 1u);
    EXPECT_EQ(pages->front().picture.width, 41);
    EXPECT_EQ(pages->front().picture.height, 23);
    EXPECT_EQ(*pages->front().picture.pixels, *picture.pixels);
}

TEST_F(Load, TiffWithTwoG4PagesKeepsOrderAndResolution) {
    const auto pages = load(kSamples + "matsumoto-2023-22-bilevel200.tif");
    ASSERT_TRUE(pages) << pages.error().text(Language::en);
    ASSERT_EQ(pages->size(), 2u);
    EXPECT_EQ(pages->at(0).number, 1);
    EXPECT_EQ(pages->at(1).number, 2);
    EXPECT_NEAR(pages->at(0).dpi, 200, 1);
    EXPECT_NE(*pages->at(0).picture.pixels, *pages->at(1).picture.pixels);
}

TEST_F(Load, ScannedPdfIsDrawnAtTheScansResolution) {
    const auto pages = load(kSamples + "matsumoto-2023-21-dpi200.pdf");
    ASSERT_TRUE(pages) << pages.error().text(Language::en);
    EXPECT_EQ(pages->front().dpi, 200);
    EXPECT_NEAR(pages->front().picture.width, 2339, 50);  // A4 landscape
}

TEST_F(Load, ExifOrientationIsRespected) {
    const std::string jpeg = *files::read(kSamples + "komoro-2021-32-dpi150.jpg");
    // An APP1 segment after the start marker: one TIFF directory with the orientation tag, 6 = turn right by 90°.
    using namespace std::string_literals;
    const std::string tiff = "MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"s;
    const std::string body = "Exif\0\0"s + tiff;
    const auto length = static_cast<unsigned>(body.size() + 2);
    const std::string segment = "\xff\xe1"s + static_cast<char>(length >> 8) + static_cast<char>(length & 0xff) + body;
    const auto plain = load(put("plain.jpg", jpeg)),
               turned = load(put("turned.jpg", jpeg.substr(0, 2) + segment + jpeg.substr(2)));
    ASSERT_TRUE(plain);
    ASSERT_TRUE(turned) << turned.error().text(Language::en);
    const Picture a = plain->front().picture, b = turned->front().picture;
    ASSERT_EQ(b.width, a.height);
    ASSERT_EQ(b.height, a.width);
    // Turned right: the upper left corner becomes the upper right one.
    const auto at = [](const Picture& p, int x, int y) {
        return p.pixels->at(
            (static_cast<std::size_t>(y) * static_cast<std::size_t>(p.width) + static_cast<std::size_t>(x)) *
            static_cast<std::size_t>(p.channels));
    };
    for (int n = 0; n < 50; ++n) EXPECT_EQ(at(b, b.width - 1 - n, 7 * n), at(a, 7 * n, n));
}

TEST_F(Load, MissingEmptyAndForeignFiles) {
    expectError(load(folder_.path() + "/none.png"), "S001", ErrorKind::notFound);
    expectError(load(folder_.path()), "S001", ErrorKind::input);
    expectError(load(put("empty.tif", "")), "S002", ErrorKind::input);
    expectError(load(put("text.png", "this is a letter, not a picture")), "S003", ErrorKind::input);
}

TEST_F(Load, CutFilesAreErrorsNotHalfPages) {
    for (const char* name :
         {"komoro-2021-32-dpi150.jpg", "komoro-2021-310-bilevel200.tif", "matsumoto-2023-21-dpi200.pdf"}) {
        const std::string bytes = *files::read(kSamples + name);
        for (const double share : {0.98, 0.6, 0.2, 0.01}) {
            const auto pages =
                load(put(std::string("cut-") + name,
                         bytes.substr(0, static_cast<std::size_t>(share * static_cast<double>(bytes.size())))));
            ASSERT_FALSE(pages) << name << " cut to " << share;
            EXPECT_EQ(pages.error().code, "S004") << name << " " << share;
        }
    }
    const std::string path = folder_.path() + "/whole.png";
    ASSERT_TRUE(writePng(chequered(400, 300), path));
    const std::string png = *files::read(path);
    expectError(load(put("cut.png", png.substr(0, png.size() / 2))), "S004", ErrorKind::input);
}

TEST_F(Load, LimitsHoldBeforeAnythingIsDecoded) {
    using namespace std::string_literals;
    const std::string header = "\x89PNG\r\n\x1a\n"s + bigEndian(13) + "IHDR" + bigEndian(60000) + bigEndian(60000) +
                               "\x08\0\0\0\0"s + bigEndian(0);
    expectError(load(put("bomb.png", header)), "S005", ErrorKind::limit);
    Limits limits;
    limits.pages = 1;
    expectError(load(kSamples + "matsumoto-2023-22-bilevel200.tif", limits), "S006", ErrorKind::limit);
    limits.bytes = 1000;
    expectError(load(kSamples + "komoro-2021-32-dpi150.jpg", limits), "S007", ErrorKind::limit);
    limits = {};
    limits.pixels = 100'000;
    expectError(load(kSamples + "matsumoto-2023-21-dpi200.pdf", limits), "S005", ErrorKind::limit);
    expectError(load(kSamples + "komoro-2021-310-bilevel200.tif", limits), "S005", ErrorKind::limit);
}

}  // namespace toitsu::ocr
