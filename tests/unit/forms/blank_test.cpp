#include "forms/blank.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/files.h"
#include "example.h"

namespace toitsu::forms {
namespace {

int darkest(const BlankPicture& picture, const Box& box, double dpi) {
    const auto pixel = [&](double mm) { return static_cast<int>(std::lround(mm / 25.4 * dpi)); };
    int value = 255;
    for (int y = pixel(box.y); y < pixel(box.bottom()); ++y) {
        for (int x = pixel(box.x); x < pixel(box.right()); ++x) {
            value = std::min<int>(value,
                                  picture.pixels[static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                                                 static_cast<std::size_t>(x)]);
        }
    }
    return value;
}

double meanInk(const BlankPicture& picture) {
    double sum = 0;
    for (const std::uint8_t pixel : picture.pixels) sum += 255 - pixel;
    return sum / static_cast<double>(picture.pixels.size());
}

std::string output(const std::string& command) {
    std::string text;
    FILE* pipe = popen(command.c_str(), "r");
    if (!pipe) return text;
    std::array<char, 4096> buffer;
    for (std::size_t count; (count = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
        text.append(buffer.data(), count);
    return pclose(pipe) == 0 ? text : std::string();
}

TEST(Blank, isDrawnWhereTheLayoutSays) {
    const Layout layout = example::layout();
    const auto picture = drawBlank(layout, layout.pages[0], 300);
    ASSERT_TRUE(picture) << picture.error().text(Language::en);
    EXPECT_EQ(picture->width, 2480);
    EXPECT_EQ(picture->height, 3508);
    ASSERT_EQ(picture->pixels.size(), 2480u * 3508u);
    EXPECT_LT(darkest(*picture, {60, 10, 90, 10}, 300), 20) << "the title";
    EXPECT_LT(darkest(*picture, {25.9, 91, 0.2, 5}, 300), 120) << "the line between the first two cells";
    EXPECT_EQ(darkest(*picture, {21, 91, 4, 5}, 300), 255) << "a cell is empty";
    EXPECT_LT(darkest(*picture, {19.9, 110, 0.2, 4}, 300), 120) << "a square to tick";
    EXPECT_LT(darkest(*picture, {24.8, 110, 12, 4}, 300), 60) << "its text";
    EXPECT_LT(darkest(*picture, {20, 40, 10, 6}, 300), 60) << "text to circle";
    EXPECT_LT(darkest(*picture, {90, 50, 12, 12}, 300), 160) << "the ring of the seal";
    EXPECT_LT(darkest(*picture, {190, 40, 8, 60}, 300), 60) << "vertical text";
    EXPECT_EQ(darkest(*picture, {1, 230, 200, 60}, 300), 255) << "nothing else";
}

TEST(Blank, looksTheSameAtEveryResolution) {
    const Layout layout = example::layout();
    const auto coarse = drawBlank(layout, layout.pages[0], 100), fine = drawBlank(layout, layout.pages[0], 400);
    ASSERT_TRUE(coarse && fine);
    EXPECT_EQ(coarse->width, 827);
    EXPECT_EQ(fine->width, 3307);
    EXPECT_NEAR(meanInk(*coarse), meanInk(*fine), 0.05 * meanInk(*fine));
    for (const double dpi : {0.0, -1.0, 19.0, 5000.0, std::nan("")}) {
        const auto refused = drawBlank(layout, layout.pages[0], dpi);
        ASSERT_FALSE(refused);
        EXPECT_EQ(refused.error().code, "F303");
    }
}

TEST(Blank, pdfHoldsRealJapaneseTextAndIsReproducible) {
    const auto folder = files::TemporaryFolder::make("blank");
    ASSERT_TRUE(folder);
    const std::string first = folder->path() + "/a.pdf", second = folder->path() + "/b.pdf";
    ASSERT_TRUE(writeBlankPdf(example::layout(), first));
    ASSERT_TRUE(writeBlankPdf(example::layout(), second));
    EXPECT_EQ(files::read(first).value(), files::read(second).value());
    const std::string text = output("pdftotext -layout '" + first + "' -");
    ASSERT_FALSE(text.empty()) << "pdftotext (poppler-utils) is needed";
    for (const char* printed : {"届出書", "昭和", "1 新規", "同意します", "印"})
        EXPECT_NE(text.find(printed), std::string::npos) << printed;
    EXPECT_NE(output("pdffonts '" + first + "'").find("CJK"), std::string::npos);
    EXPECT_NE(output("pdfinfo '" + first + "'").find("A4"), std::string::npos);
}

TEST(Blank, pngKnowsItsResolutionAndServesAsBlank) {
    const auto folder = files::TemporaryFolder::make("blank");
    ASSERT_TRUE(folder);
    Layout layout = example::layout();
    const std::string path = folder->path() + "/blank.png";
    ASSERT_TRUE(writeBlankPng(layout, layout.pages[0], 300, path));
    const std::string png = files::read(path).value();
    const std::size_t chunk = png.find("pHYs");
    ASSERT_NE(chunk, std::string::npos);
    EXPECT_EQ(png.substr(chunk + 4, 9), (std::string{0, 0, 0x2e, 0x23, 0, 0, 0x2e, 0x23, 1}));  // 11811 per metre
    const auto drawn = drawBlank(layout, layout.pages[0], 300);
    layout.pages[0].blank = path;
    layout.pages[0].printed.clear();
    const auto loaded = drawBlank(layout, layout.pages[0], 300);
    ASSERT_TRUE(drawn && loaded) << loaded.error().text(Language::en);
    std::size_t different = 0;
    for (std::size_t i = 0; i < drawn->pixels.size(); ++i)
        different += std::abs(drawn->pixels[i] - loaded->pixels[i]) > 2 ? 1 : 0;
    EXPECT_LT(different, drawn->pixels.size() / 1000);

    std::ofstream(path, std::ios::binary) << png.substr(0, png.size() / 2);
    EXPECT_EQ(drawBlank(layout, layout.pages[0], 300).error().code, "F304");
    std::ofstream(path, std::ios::binary) << "GIF89a, and forty more bytes that are no picture at all";
    EXPECT_EQ(drawBlank(layout, layout.pages[0], 300).error().code, "F304");
}

TEST(BlankDeathTest, withoutAJapaneseFontNothingIsDrawn) {
    testing::FLAGS_gtest_death_test_style = "threadsafe";  // a fresh process: fontconfig reads its configuration once
    EXPECT_EXIT(
        {
            const auto folder = files::TemporaryFolder::make("fonts");
            const std::string file = folder->path() + "/fonts.conf";
            std::ofstream(file) << "<?xml version=\"1.0\"?><fontconfig><dir>" << folder->path()
                                << "</dir></fontconfig>";
            setenv("FONTCONFIG_FILE", file.c_str(), 1);
            const Layout layout = example::layout();
            const auto picture = drawBlank(layout, layout.pages[0], 50);
            std::fprintf(stderr, "%s", picture ? "drawn" : picture.error().code.c_str());
            std::filesystem::remove_all(folder->path());
            std::exit(picture ? 1 : 0);
        },
        testing::ExitedWithCode(0), "F301");
}

}  // namespace
}  // namespace toitsu::forms
