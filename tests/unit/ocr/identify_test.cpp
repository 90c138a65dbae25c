#include "ocr/internal/identify.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>

#include <opencv2/imgproc.hpp>

#include "base/files.h"
#include "ocr/internal/chamfer.h"
#include "ocr/internal/frame.h"
#include "ocr/internal/mat.h"
#include "ocr/internal/shifted.h"

namespace toitsu::ocr {

namespace {

// Two layouts of the library that print the same but for what `change` does to the second, and a scan of the first.
struct Pair {
    forms::Library library;
    std::unique_ptr<Catalogue> catalogue;
    cv::Mat scan;
};

template <class F>
Pair pairOf(F&& change) {
    forms::Findings findings;
    auto loaded = forms::Library::load(TOITSU_SOURCE_DIR "/templates", findings);
    EXPECT_TRUE(loaded);
    Pair pair{std::move(*loaded), nullptr, {}};
    const auto first = std::make_shared<const forms::Layout>(*pair.library.layout("nagano-2024"));
    auto second = std::make_shared<forms::Layout>(*first);
    second->id = "other";
    change(second->pages[0]);
    pair.library.layouts = {first, second};
    auto catalogue = Catalogue::make(pair.library);
    EXPECT_TRUE(catalogue);
    pair.catalogue = std::move(*catalogue);
    const auto blank = blankOf(*first, first->pages[0], 200);
    EXPECT_TRUE(blank);
    cv::GaussianBlur(*blank, pair.scan, {3, 3}, 1.0);
    return pair;
}

constexpr double kRow = 9.2;  // mm

// A title and 28 equal rows, and a library of that alone.
struct Table {
    forms::Library library;
    std::shared_ptr<forms::Layout> layout;
    std::unique_ptr<Catalogue> catalogue;
};

Table tableOf() {
    forms::Findings findings;
    auto loaded = forms::Library::load(TOITSU_SOURCE_DIR "/templates", findings);
    EXPECT_TRUE(loaded);
    Table table{std::move(*loaded), nullptr, nullptr};
    table.layout = std::make_shared<forms::Layout>(*table.library.layout("nagano-2024"));
    auto& page = table.layout->pages[0];
    page.width = 210;
    page.height = 297;
    page.blank.clear();
    page.texts.clear();
    page.choices.clear();
    page.seals.clear();
    auto& printed = page.printed;
    printed.clear();
    printed.push_back(forms::PrintedText{"活字の読み取り（表）", {40, 8, 130, 9}, 6, "centre"});
    for (int n = 0; n < 28; ++n) {
        const double y = 22 + kRow * n;
        for (const double x : {12.0, 105.0}) {
            printed.push_back(forms::PrintedText{x < 100 ? "氏名" : "電話番号", {x + 1, y + 2.6, 19, 4}});
            printed.push_back(forms::PrintedFrame{{x, y, 93, kRow}});
            printed.push_back(forms::PrintedLine{{x + 21, y}, {x + 21, y + kRow}, 0.15});
        }
    }
    table.library.layouts = {table.layout};
    auto catalogue = Catalogue::make(table.library);
    EXPECT_TRUE(catalogue);
    table.catalogue = std::move(*catalogue);
    return table;
}

cv::Mat scanOf(const Table& table) {
    const auto blank = blankOf(*table.layout, table.layout->pages[0], 200);
    EXPECT_TRUE(blank);
    cv::Mat scan;
    cv::GaussianBlur(*blank, scan, {3, 3}, 1.0);
    return scan;
}

// Changes what the table prints.
template <class F>
void reprint(Table& table, F&& change) {
    auto layout = std::make_shared<forms::Layout>(*table.layout);
    change(layout->pages[0].printed);
    table.layout = layout;
    table.library.layouts = {layout};
    auto catalogue = Catalogue::make(table.library);
    ASSERT_TRUE(catalogue);
    table.catalogue = std::move(*catalogue);
}

// No title, the cells parted in their middle, words in the first `rows` rows only: half a turn changes no line.
void symmetric(std::vector<forms::Printed>& printed, int rows) {
    printed.erase(std::remove_if(printed.begin(), printed.end(),
                                 [&](const auto& one) {
                                     const auto* text = std::get_if<forms::PrintedText>(&one);
                                     return text != nullptr && (text->box.y < 20 || text->box.y > 22 + rows * kRow);
                                 }),
                  printed.end());
    for (auto& one : printed)
        if (auto* line = std::get_if<forms::PrintedLine>(&one))
            line->from.x = line->to.x = line->from.x < 100 ? 58.5 : 151.5;
}

bool believed(const Identified& found) {
    return found.best && found.best->refined && found.best->recall >= kLeastRecall;
}

}  // namespace

// Equal rows fit one row off without any residual: the title, the first and the last row tell.
TEST(Shifted, ATableARowOffIsFoundWhereItIs) {
    const Table table = tableOf();
    const cv::Mat scan = scanOf(table);
    constexpr double perMm = 200 / 25.4;
    const cv::Matx33d flat(perMm, 0, 0, 0, perMm, 0, 0, 0, 1);
    const Sketch& sketch = table.catalogue->sketches().front();
    const Frame frame = makeFrame(scan, flat, {210, 297});
    const cv::Matx33d right = frame.toScan.inv() * flat;
    for (const double rows : {-2.0, -1.0, 1.0, 2.0}) {
        const Laid wrong = layOver(sketch, frame, right * cv::Matx33d(1, 0, 0, 0, 1, rows * kRow, 0, 0, 1));
        ASSERT_GT(wrong.recall, 0.75) << "it is to look right";
        Laid best = wrong;
        for (const Laid& other : shiftedLays(sketch, frame, wrong))
            if (other.recall > best.recall) best = other;
        const cv::Vec3d off = right.inv() * best.toFrame * cv::Vec3d(105, 148, 1);
        EXPECT_NEAR(off[1] / off[2], 148, 0.3) << rows;
        EXPECT_GT(best.recall, wrong.recall + 0.02) << rows;
    }
}

// Half a turn about the middle of the table.
TEST(Shifted, ATableUpsideDownIsFoundUpright) {
    const Table table = tableOf();
    const cv::Mat scan = scanOf(table);
    constexpr double perMm = 200 / 25.4;
    const cv::Matx33d flat(perMm, 0, 0, 0, perMm, 0, 0, 0, 1);
    const Sketch& sketch = table.catalogue->sketches().front();
    const Frame frame = makeFrame(scan, flat, {210, 297});
    const cv::Matx33d right = frame.toScan.inv() * flat;
    for (const double rows : {0.0, 1.0, -2.0}) {
        const cv::Matx33d turn(-1, 0, 210, 0, -1, 2 * 22 + 28 * kRow + rows * kRow, 0, 0, 1);
        const Laid wrong = layOver(sketch, frame, right * turn);
        ASSERT_GT(wrong.recall, 0.6) << "it is to look right";
        Laid best = wrong;
        for (const Laid& other : shiftedLays(sketch, frame, wrong))
            if (other.recall > best.recall) best = other;
        const cv::Vec3d off = right.inv() * best.toFrame * cv::Vec3d(50, 100, 1);
        EXPECT_NEAR(off[0] / off[2], 50, 0.3) << rows;
        EXPECT_NEAR(off[1] / off[2], 100, 0.3) << rows;
        EXPECT_GT(best.recall, wrong.recall + 0.02) << rows;
    }
}

// Blank cells and nothing that tells top from bottom: refused rather than read upside down.
TEST(Identify, ATableThatLooksTheSameUpsideDownIsNotBelieved) {
    Table table = tableOf();
    reprint(table, [](auto& printed) { symmetric(printed, 0); });
    EXPECT_FALSE(believed(identify(*table.catalogue, scanOf(table), 200)));
}

// A few words alone tell top from bottom. Rough laying finds the wrong way up as good, and did so most often askew.
TEST(Identify, ATableFedAskewIsNotTakenUpsideDown) {
    Table table = tableOf();
    reprint(table, [](auto& printed) { symmetric(printed, 6); });
    const cv::Mat flat = scanOf(table);
    constexpr double perMm = 200 / 25.4;
    int right = 0;
    for (const double degrees : {-5.0, -3.5, -2.0, -1.0, 0.0, 1.0, 2.0, 3.5, 5.0}) {
        const cv::Mat turn = cv::getRotationMatrix2D({827, 1169}, degrees, 1);
        cv::Mat scan;
        cv::warpAffine(flat, scan, turn, flat.size(), cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar(255));
        const auto found = identify(*table.catalogue, scan, 200);
        if (!believed(found)) continue;
        const Point seen = found.best->mapping.toScan({50, 60});
        const cv::Mat there = turn * cv::Mat(cv::Vec3d(50 * perMm, 60 * perMm, 1));
        const double off = std::hypot(seen.x - there.at<double>(0), seen.y - there.at<double>(1)) / perMm;
        EXPECT_LT(off, 0.3) << degrees;
        right += off < 0.3 ? 1 : 0;
    }
    EXPECT_GE(right, 8);
}

TEST(Identify, RowsWithoutTitleAndEndAreNotBelieved) {
    const Table table = tableOf();
    cv::Mat scan = scanOf(table);
    const auto pixels = [](double mm) { return static_cast<int>(mm * 200 / 25.4); };
    // 26 of the rows, whichever they are.
    scan.rowRange(0, pixels(22 + kRow - 1)).setTo(cv::Scalar(255));
    scan.rowRange(pixels(22 + 27 * kRow + 1), scan.rows).setTo(cv::Scalar(255));
    EXPECT_FALSE(believed(identify(*table.catalogue, scan, 200)));
}

TEST(Identify, OneOtherWordTellsTwoLayoutsApart) {
    const Pair pair = pairOf([](forms::LayoutPage& page) {
        for (auto& printed : page.printed)
            if (auto* text = std::get_if<forms::PrintedText>(&printed); text != nullptr && text->text == "提出日") {
                text->text = "届出日";
                return;
            }
        FAIL() << "the layout no longer has the word that this test changes";
    });
    const auto found = identify(*pair.catalogue, pair.scan, 200);
    ASSERT_TRUE(found.best);
    EXPECT_EQ(found.best->sketch->layout->id, "nagano-2024");
    EXPECT_TRUE(found.rivals.empty());
    // And the other way round: a scan of the second is not taken for the first.
    const auto& other = pair.catalogue->sketches()[1];
    const auto blank = blankOf(*other.layout, *other.page, 200);
    ASSERT_TRUE(blank);
    const auto second = identify(*pair.catalogue, *blank, 200);
    ASSERT_TRUE(second.best);
    EXPECT_EQ(second.best->sketch->layout->id, "other");
    EXPECT_TRUE(second.rivals.empty());
}

// 8 and 3 at 2.6 mm: three quarters of the one are the other.
TEST(Identify, OneDigitOfAFormNumberTellsTwoLayoutsApart) {
    const auto number = [](forms::LayoutPage& page, const char* text) {
        page.printed.push_back(forms::PrintedText{text, {13.26, 4.6, 60, 4}, 2.6});
    };
    for (const char* scanned : {"様式第8号", "様式第3号"}) {
        Pair pair = pairOf([](forms::LayoutPage&) {});
        auto first = std::make_shared<forms::Layout>(*pair.library.layouts[0]);
        auto second = std::make_shared<forms::Layout>(*pair.library.layouts[1]);
        number(first->pages[0], scanned);
        number(second->pages[0], scanned == std::string("様式第8号") ? "様式第3号" : "様式第8号");
        pair.library.layouts = {first, second};
        auto catalogue = Catalogue::make(pair.library);
        ASSERT_TRUE(catalogue);
        const auto blank = blankOf(*first, first->pages[0], 200);
        ASSERT_TRUE(blank);
        cv::GaussianBlur(*blank, pair.scan, {3, 3}, 1.0);
        const auto found = identify(**catalogue, pair.scan, 200);
        ASSERT_TRUE(found.best);
        EXPECT_EQ(found.best->sketch->layout->id, first->id) << scanned;
        EXPECT_TRUE(found.rivals.empty()) << scanned;
    }
}

// A ring about an option makes it look like neither layout's print; the character that the other one prints beside it
// is still missing.
TEST(Identify, ARingAboutTheOnlyWordThatDiffersHidesNothing) {
    const auto option = [](forms::LayoutPage& page, const std::string& word) {
        const double left = word == "無職" ? 31.6 : 30;
        page.printed.push_back(forms::PrintedText{word, {left, 6, 30, 4}, 3});
    };
    for (const std::string scanned : {"無職", "無職等"}) {
        Pair pair = pairOf([](forms::LayoutPage&) {});
        auto first = std::make_shared<forms::Layout>(*pair.library.layouts[0]);
        auto second = std::make_shared<forms::Layout>(*pair.library.layouts[1]);
        option(first->pages[0], scanned);
        option(second->pages[0], scanned == "無職" ? "無職等" : "無職");
        pair.library.layouts = {first, second};
        auto catalogue = Catalogue::make(pair.library);
        ASSERT_TRUE(catalogue);
        cv::GaussianBlur(blankOf(*first, first->pages[0], 200).value(), pair.scan, {3, 3}, 1.0);
        const cv::Point middle(272, 62);
        const cv::Size half(scanned == "無職" ? 37 : 50, 22);
        cv::Mat ringed = pair.scan.clone();
        cv::ellipse(ringed, middle, half, 4, 0, 360, cv::Scalar(60), 4, cv::LINE_AA);
        const auto found = identify(**catalogue, ringed, 200);
        ASSERT_TRUE(found.best);
        const bool itself = found.best->sketch->layout->id == first->id;
        // What stands to the left or right of it in the other layout may not show that it is missing: a doubt, then.
        EXPECT_TRUE((itself && found.rivals.empty()) || scanned != "無職");
        EXPECT_TRUE(itself || !found.rivals.empty()) << scanned;
        // Blotted out or rubbed out, the word tells nothing: then a person chooses.
        for (const int grey : {30, 250}) {
            cv::Mat gone = pair.scan.clone();
            cv::ellipse(gone, middle, half, 0, 0, 360, cv::Scalar(grey), cv::FILLED, cv::LINE_AA);
            EXPECT_FALSE(identify(**catalogue, gone, 200).rivals.empty()) << scanned << " under " << grey;
        }
    }
}

// More near-duplicates than the votes of lines can name: whichever was scanned is told from all others.
TEST(Identify, OneOfAFamilyLargerThanTheShortlistIsItself) {
    Table table = tableOf();
    auto& page = table.layout->pages[0];
    page.width = 105;
    page.height = 148;
    page.printed.clear();
    for (int n = 0; n < 11; ++n) {
        const double y = 22 + kRow * n;
        page.printed.push_back(forms::PrintedText{n % 2 == 0 ? "氏名" : "電話番号", {11, y + 2.6, 19, 4}});
        page.printed.push_back(forms::PrintedFrame{{10, y, 85, kRow}});
    }
    table.library.layouts.clear();
    for (int n = 0; n < 44; ++n) {
        auto layout = std::make_shared<forms::Layout>(*table.layout);
        layout->id = std::to_string(n);
        layout->pages[0].printed.push_back(forms::PrintedText{std::to_string(107 + 13 * n), {60, 10, 30, 6}, 5});
        table.library.layouts.push_back(layout);
    }
    auto catalogue = Catalogue::make(table.library);
    ASSERT_TRUE(catalogue);
    for (const std::size_t n : {0U, 21U, 43U}) {
        const auto& scanned = *table.library.layouts[n];
        const auto blank = blankOf(scanned, scanned.pages[0], 200);
        ASSERT_TRUE(blank);
        cv::Mat scan;
        cv::GaussianBlur(*blank, scan, {3, 3}, 1.0);
        const auto found = identify(**catalogue, scan, 200);
        ASSERT_TRUE(believed(found)) << n;
        EXPECT_EQ(found.best->sketch->layout->id, scanned.id);
        EXPECT_TRUE(found.rivals.empty()) << n;
    }
}

TEST(Identify, LayoutsThatPrintTheSameAreRivals) {
    const Pair pair = pairOf([](forms::LayoutPage&) {});
    const auto found = identify(*pair.catalogue, pair.scan, 200);
    ASSERT_TRUE(found.best);
    EXPECT_EQ(found.rivals.size(), 1u);
}

TEST(Identify, AFormMarkDecidesBetweenPagesThatFitAlike) {
    const Pair pair = pairOf([](forms::LayoutPage&) {});
    for (const auto& marked : pair.catalogue->sketches()) {
        const auto found = identify(*pair.catalogue, pair.scan, 200, &marked);
        ASSERT_TRUE(found.best);
        EXPECT_EQ(found.best->sketch, &marked);
        EXPECT_TRUE(found.rivals.empty());
    }
}

TEST(Identify, AFormMarkThatThePrintContradictsMakesBothRivals) {
    const Pair pair = pairOf([](forms::LayoutPage& page) {
        for (auto& printed : page.printed)
            if (auto* text = std::get_if<forms::PrintedText>(&printed); text != nullptr && text->text == "提出日")
                text->text = "届出日";
    });
    const auto& copied = pair.catalogue->sketches()[1];
    const auto found = identify(*pair.catalogue, pair.scan, 200, &copied);
    ASSERT_TRUE(found.best);
    EXPECT_EQ(found.best->sketch->layout->id, "nagano-2024");
    ASSERT_EQ(found.rivals.size(), 1u);
    EXPECT_EQ(found.rivals[0], &copied);
}

TEST(Identify, ABlankThatIsGoneIsNamedAndNotTakenForABadScan) {
    const auto folder = files::TemporaryFolder::make("toitsu-blank");
    ASSERT_TRUE(folder);
    const std::string path = folder->path() + "/blank.png";
    Pair pair = pairOf([](forms::LayoutPage&) {});
    auto pictured = std::make_shared<forms::Layout>(*pair.library.layouts[0]);
    const auto drawn = blankOf(*pictured, pictured->pages[0], 300);
    ASSERT_TRUE(drawn);
    ASSERT_TRUE(writePng(own(*drawn), path));
    pictured->pages[0].blank = path;
    pair.library.layouts = {pictured};
    const auto catalogue = Catalogue::make(pair.library);
    ASSERT_TRUE(catalogue);
    std::filesystem::remove(path);
    const auto found = identify(**catalogue, pair.scan, 200);
    ASSERT_TRUE(found.failure);
    EXPECT_TRUE(found.best && !found.best->refined);
}

TEST(Identify, CornersShownByAPersonPlaceAPageThatIsHardToFind) {
    const Pair pair = pairOf([](forms::LayoutPage&) {});
    // The page lies small and askew in a larger picture whose resolution nobody knows.
    cv::Mat desk(3000, 3400, CV_8UC1, cv::Scalar(180));
    const double w = pair.scan.cols, h = pair.scan.rows;
    const std::array<cv::Point2f, 4> from{cv::Point2f(0, 0),
                                          {static_cast<float>(w), 0},
                                          {static_cast<float>(w), static_cast<float>(h)},
                                          {0, static_cast<float>(h)}};
    const std::array<cv::Point2f, 4> to{cv::Point2f(700, 500), {2500, 760}, {2360, 1990}, {560, 1800}};
    cv::warpPerspective(pair.scan, desk, cv::getPerspectiveTransform(from.data(), to.data()), desk.size(),
                        cv::INTER_AREA, cv::BORDER_TRANSPARENT);
    std::array<Point, 4> shown;
    for (std::size_t n = 0; n < 4; ++n) shown[n] = {to[n].x + 8.0, to[n].y - 7.0};  // a person's hand
    const auto found = placeByCorners(*pair.catalogue, pair.catalogue->sketches()[0], desk, shown);
    ASSERT_TRUE(found.best);
    ASSERT_TRUE(found.best->refined);
    EXPECT_LT(found.best->mapping.residualMm, 0.2);
    const Point corner = found.best->mapping.toScan({0, 0});
    EXPECT_LT(std::hypot(corner.x - to[0].x, corner.y - to[0].y), 6);
}

}  // namespace toitsu::ocr
