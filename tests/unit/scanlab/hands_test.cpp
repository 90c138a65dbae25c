// How answers are written: every way of marking, digits with bars and slashes, letters by strokes.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "base/files.h"
#include "base/text.h"
#include "tests/scanlab/batch.h"
#include "tests/scanlab/family.h"

namespace toitsu::scanlab {
namespace {

forms::ChoicePlace threeOptions(forms::Mark mark) {
    forms::ChoicePlace place;
    place.field = "kind";
    place.mark = mark;
    const double width = mark == forms::Mark::circle ? 18 : 4, height = mark == forms::Mark::circle ? 6 : 4;
    for (const auto& [code, x] : {std::pair{"a", 20.0}, {"b", 60.0}, {"c", 100.0}})
        place.options.push_back({code, code, {x, 30, width, height}, {}});
    return place;
}

Sheet white() {
    return Sheet(forms::BlankPicture{1600, 800, std::vector<std::uint8_t>(std::size_t{1600} * 800, 255)}, 300);
}

int inkIn(const Sheet& sheet, const forms::Box& box) {
    int count = 0;
    for (int y = static_cast<int>(sheet.pixels(box.y)); y < static_cast<int>(sheet.pixels(box.bottom())); ++y)
        for (int x = static_cast<int>(sheet.pixels(box.x)); x < static_cast<int>(sheet.pixels(box.right())); ++x)
            count += sheet.bgr()[static_cast<std::size_t>(y * sheet.width() + x) * 3] < 200 ? 1 : 0;
    return count;
}

forms::Box around(const forms::Box& box) {
    return {box.x - 8, box.y - 8, box.width + 16, box.height + 16};
}

constexpr Pen kPen{{25, 22, 20, 0.98, 0.02}, 0.5};

TEST(Marks, EveryKindPutsInkWhereItSaysAndNowhereElse) {
    for (const forms::Mark mark : {forms::Mark::check, forms::Mark::circle, forms::Mark::cross}) {
        const auto place = threeOptions(mark);
        for (const std::string& kind : markKinds()) {
            for (std::uint64_t seed = 1; seed <= 12; ++seed) {
                Sheet sheet = white();
                Random random(seed);
                const auto marking = markOptions(sheet, place, {"b"}, true, kind, {}, kPen, random);
                const auto has = [](const std::vector<std::string>& list, const std::string& code) {
                    return std::find(list.begin(), list.end(), code) != list.end();
                };
                EXPECT_TRUE(has(marking.marked, "b")) << kind;
                EXPECT_EQ(marking.marked.size(), marking.kind == "two" ? 2u : 1u) << kind;
                EXPECT_EQ(marking.struck.size(), marking.kind == "correction" ? 1u : 0u) << kind;
                for (const auto& option : place.options) {
                    const bool expected = has(marking.marked, option.option) || has(marking.struck, option.option);
                    EXPECT_EQ(inkIn(sheet, around(option.box)) > 60, expected)
                        << kind << " " << option.option << " seed " << seed;
                }
            }
        }
    }
}

TEST(Marks, AKindThatWouldSayNoOverTextBecomesTheHabit) {
    for (const char* kind : {"cross", "slash", "fill", "dot"}) {
        Sheet sheet = white();
        Random random(2);
        EXPECT_EQ(markOptions(sheet, threeOptions(forms::Mark::circle), {"a"}, true, kind, {}, kPen, random).kind,
                  "circle");
        EXPECT_EQ(markOptions(sheet, threeOptions(forms::Mark::check), {"a"}, true, kind, {}, kPen, random).kind, kind);
    }
}

TEST(Marks, NothingChosenIsNothingMarkedUnlessSomebodyChangedHisMind) {
    Sheet sheet = white();
    Random random(3);
    const auto place = threeOptions(forms::Mark::check);
    EXPECT_EQ(markOptions(sheet, place, {}, true, "fill", {}, kPen, random).kind, "none");
    EXPECT_EQ(inkIn(sheet, {0, 0, 135, 60}), 0);
    const auto corrected = markOptions(sheet, place, {}, true, "correction", {}, kPen, random);
    EXPECT_EQ(corrected.kind, "correction");
    EXPECT_TRUE(corrected.marked.empty());
    EXPECT_EQ(corrected.struck.size(), 1u);
}

TEST(Marks, TwoOptionsOfOneQuestionStandBothInTheTruth) {
    const auto folder = files::TemporaryFolder::make("scanlab-marks");
    ASSERT_TRUE(makeLibrary(folder->path(), {.layouts = 3, .near = 0, .seed = 4}));
    forms::Findings findings;
    const auto library = forms::Library::load(folder->path(), findings);
    const auto digits = DigitShapes::load("");
    ASSERT_TRUE(library && digits);
    Order order{.profile = "dpi150"};
    order.manner.marks = "two";
    const auto& layout = *library->layouts[0];
    const auto sample = makeSample(*library, layout, layout.pages[0], 5, order, *digits);
    ASSERT_TRUE(sample);
    int two = 0;
    for (const Value& mark : *sample->truth["marks"].list()) {
        if (*mark["kind"].string() != "two") continue;
        ++two;
        ASSERT_EQ(mark["marked"].list()->size(), 2u);
        EXPECT_EQ(text::split(*sample->truth["fields"][*mark["field"].string()].string(), '|').size(), 2u);
    }
    EXPECT_GT(two, 0);
}

int inked(const Mask& mask) {
    return static_cast<int>(std::count_if(mask.pixels.begin(), mask.pixels.end(), [](auto p) { return p > 127; }));
}

TEST(DigitShapes, BarsAndSlashesAddAStroke) {
    const auto digits = DigitShapes::load("");
    ASSERT_TRUE(digits);
    Random random(4);
    Mask seven = digits->draw(7, 60, 6, {"Klee One", true}, random);
    const int before = inked(seven);
    barSeven(seven, 6, random);
    EXPECT_GT(inked(seven), before + 30);
    Mask zero = digits->draw(0, 60, 6, {"Klee One", true}, random);
    const int open = inked(zero);
    slashZero(zero, 6, random);
    EXPECT_GT(inked(zero), open + 60);
}

TEST(StrokeLetters, WriteWhatKanjiVgHasAndDifferentlyEachTime) {
    const std::string zip = TOITSU_SHARED_DIR "/data/kanjivg.zip";
    if (!std::filesystem::exists(zip)) GTEST_SKIP() << "skipped: no data at " << zip;
    const auto letters = StrokeLetters::load(zip);
    ASSERT_TRUE(letters) << letters.error().text(Language::en);
    EXPECT_TRUE(letters->canWrite("カミジョウ　ヒナ"));
    EXPECT_TRUE(letters->canWrite("あいうえおがぱゃっー"));
    EXPECT_FALSE(letters->canWrite("ア𠮷"));
    EXPECT_FALSE(letters->canWrite(""));
    Random random(6);
    const Mask one = letters->write("アオイ", 60, 5, random), two = letters->write("アオイ", 60, 5, random);
    EXPECT_GT(inked(one), 1500);
    EXPECT_LT(inked(one), 9000);
    EXPECT_GT(one.width, 150);
    EXPECT_LT(one.width, 300);
    EXPECT_TRUE(one.width != two.width || one.pixels != two.pixels);
    Random again(6);
    EXPECT_EQ(letters->write("アオイ", 60, 5, again).pixels, one.pixels);
}

TEST(StrokeLetters, AFileThatIsNoZipIsRefused) {
    for (const char* path : {TOITSU_SOURCE_DIR "/LICENSE", TOITSU_SOURCE_DIR "/absent.zip"}) {
        const auto letters = StrokeLetters::load(path);
        ASSERT_FALSE(letters);
        EXPECT_EQ(letters.error().code, "T030");
    }
}

}  // namespace
}  // namespace toitsu::scanlab
