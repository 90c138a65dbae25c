#include <gtest/gtest.h>

#include <filesystem>

#include "base/files.h"
#include "forms/check_digits.h"
#include "tests/scanlab/fill.h"
#include "tests/scanlab/people.h"
#include "tests/scanlab/scan_file.h"
#include "tests/scanlab/strokes.h"

namespace toitsu::scanlab {
namespace {

TEST(Random, IsTheSameEverywhereAndForksAreIndependent) {
    Random one(42), two(42);
    EXPECT_EQ(one.next(), two.next());
    Random fork = one.fork("a");
    EXPECT_NE(one.fork("b").next(), fork.next());
    for (int i = 0; i < 1000; ++i) {
        const int value = one.integer(3, 5);
        EXPECT_TRUE(value >= 3 && value <= 5);
    }
}

TEST(Fill, ASignatureIsWrittenAndASealStamped) {
    forms::Form form;
    forms::Field name, sealed, signedHere;
    name.id = "a.name", name.type = forms::FieldType::personName;
    sealed.id = "a.seal", sealed.type = forms::FieldType::seal;
    signedHere.id = "a.signature", signedHere.type = forms::FieldType::signature;
    form.fields = {name, sealed, signedHere};
    forms::LayoutPage page;
    page.seals = {{"a.seal", {20, 20, 12, 12}, {}}, {"a.signature", {60, 20, 60, 10}, {}, true}};
    Answers answers;
    answers.set("a.name", "長野　太郎");
    answers.set("a.seal", "true");
    answers.set("a.signature", "true");
    Sheet sheet({2480, 3508, std::vector<std::uint8_t>(std::size_t{2480} * 3508, 255)}, 300);
    Random random(1);
    const Writer writer = drawWriter(*findProfile("clean"), random);
    const Filled filled = fill(sheet, page, form, answers, writer, {}, DigitShapes::load("").value(), random);
    EXPECT_EQ(filled.sources.count("a.signature"), 1U);
    EXPECT_EQ(filled.sources.count("a.seal"), 0U);
}

TEST(People, NumbersHaveRightCheckDigits) {
    Random random(1);
    for (int i = 0; i < 500; ++i) {
        EXPECT_TRUE(forms::validCorporateNumber(drawCorporateNumber(random)));
        EXPECT_TRUE(forms::validMyNumber(drawMyNumber(random)));
        EXPECT_TRUE(forms::validMunicipalityCode(drawMunicipalityCode(random)));
    }
}

TEST(Sheet, IsPrintedInAColourThatLeavesThePaperWhite) {
    Sheet sheet({3, 1, {255, 0, 128}}, 300);
    ASSERT_NE(printInk("green"), nullptr);
    EXPECT_EQ(printInk("mauve"), nullptr);
    const Ink green = *printInk("green");
    sheet.printIn(green);
    EXPECT_EQ(std::vector<std::uint8_t>(sheet.bgr().begin(), sheet.bgr().begin() + 3),
              (std::vector<std::uint8_t>{255, 255, 255}));
    EXPECT_EQ(sheet.bgr()[3], green.blue);
    EXPECT_EQ(sheet.bgr()[4], green.green);
    EXPECT_EQ(sheet.bgr()[5], green.red);
    EXPECT_GT(sheet.bgr()[8], green.red);  // half printed
    EXPECT_LT(sheet.bgr()[8], 255);
}

TEST(FillText, WritesPartsOfADateInJapaneseYears) {
    forms::Form form;
    forms::Field date, money, phone;
    date.id = "d", date.type = forms::FieldType::date;
    money.id = "m", money.type = forms::FieldType::money;
    phone.id = "p", phone.type = forms::FieldType::phone;
    form.fields = {date, money, phone};
    Answers answers;
    answers.fields = {{"d", "2024-03-09"}, {"m", "1234500"}, {"p", "0263-12-3456"}};
    const auto text = [&](const char* field, const char* part, bool padded) {
        forms::TextPlace place;
        place.field = field, place.part = part;
        return textOf(place, form, answers, padded);
    };
    EXPECT_EQ(text("d", "era", false), "令和");
    EXPECT_EQ(text("d", "year", false), "6");
    EXPECT_EQ(text("d", "month", true), "03");
    EXPECT_EQ(text("d", "", false), "令和6年3月9日");
    EXPECT_EQ(text("m", "", false), "1,234,500");
    EXPECT_EQ(text("p", "2", false), "12");
}

int inked(const Mask& mask) {
    int count = 0;
    for (const auto pixel : mask.pixels) count += pixel > 127;
    return count;
}

TEST(Strokes, ATickReachesOutOfItsBoxAndACircleGoesRound) {
    Random random(5);
    const forms::Box box{100, 100, 50, 50};
    const Drawing ticked = tick(box, 6, random);
    EXPECT_GT(inked(ticked.mask), 300);
    EXPECT_LT(ticked.top, 110);
    const Drawing round = circle({100, 100, 120, 60}, 6, random);
    EXPECT_GT(inked(round.mask), 1200);
    EXPECT_LT(round.left, 115);
    EXPECT_GT(round.left + round.mask.width, 205);
    const int middle = (130 - round.top) * round.mask.width + 160 - round.left;
    EXPECT_EQ(round.mask.pixels[static_cast<std::size_t>(middle)], 0) << "the option's text stays free";
}

TEST(DigitShapes, DrawsEveryDigitFromMnistOrFonts) {
    const std::string mnist = TOITSU_SHARED_DIR "/data/mnist";
    for (const std::string& folder : {std::string{}, mnist}) {
        if (!folder.empty() && !std::filesystem::exists(folder)) GTEST_SKIP() << "skipped: no data at " << folder;
        const auto digits = DigitShapes::load(folder);
        ASSERT_TRUE(digits);
        Random random(9);
        for (int digit = 0; digit <= 9; ++digit) {
            const Mask mask = digits->draw(digit, 50, 6, {"Klee One", true}, random);
            EXPECT_GT(inked(mask), 100) << digit;
            EXPECT_LT(inked(mask), 2500) << digit;
        }
    }
}

TEST(DigitShapes, AFolderWithoutMnistIsAnError) {
    const auto digits = DigitShapes::load(TOITSU_SOURCE_DIR "/tests");
    ASSERT_FALSE(digits);
    EXPECT_EQ(digits.error().code, "T001");
}

TEST(ScanFile, HoldsItsResolutionAndRefusesWhatItCannotHold) {
    const auto folder = files::TemporaryFolder::make("scanlab");
    ASSERT_TRUE(folder);
    Scan scan;
    scan.width = 40, scan.height = 30, scan.dpi = 200;
    scan.pixels.assign(1200, 255);
    ASSERT_TRUE(writeScans({scan}, folder->path() + "/a.jpg"));
    const auto jpeg = files::read(folder->path() + "/a.jpg");
    ASSERT_TRUE(jpeg);
    EXPECT_EQ(jpeg->substr(13, 5), std::string("\1\0\xC8\0\xC8", 5));  // per inch, 200 × 200
    ASSERT_TRUE(writeScans({scan}, folder->path() + "/a.png"));
    EXPECT_EQ(files::read(folder->path() + "/a.png")->substr(37, 4), "pHYs");
    ASSERT_TRUE(writeScans({scan, scan}, folder->path() + "/a.pdf"));
    EXPECT_NE(files::read(folder->path() + "/a.pdf")->find("/Count 2"), std::string::npos);
    scan.bilevel = true;
    ASSERT_TRUE(writeScans({scan, scan}, folder->path() + "/a.tif"));
    const auto refused = writeScans({scan, scan}, folder->path() + "/b.jpg");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "T011");
}

}  // namespace
}  // namespace toitsu::scanlab
