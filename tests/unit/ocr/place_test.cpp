#include "ocr/internal/place.h"

#include <gtest/gtest.h>

#include <cmath>

#include <opencv2/imgproc.hpp>

#include "forms/library.h"
#include "ocr/internal/astray.h"
#include "ocr/internal/surroundings.h"

namespace toitsu::ocr {

namespace {

constexpr double kDpi = 200, kPerMm = kDpi / 25.4;

struct Placing : testing::Test {
    void SetUp() override {
        forms::Findings findings;
        auto loaded = forms::Library::load(TOITSU_SOURCE_DIR "/templates", findings);
        ASSERT_TRUE(loaded);
        library_ = std::move(*loaded);
        layout_ = std::make_shared<const forms::Layout>(*library_.layout("nagano-2024"));
        auto sketch = makeSketch(layout_, layout_->pages[0]);
        ASSERT_TRUE(sketch);
        auto reference = makeReference(*sketch);
        ASSERT_TRUE(reference);
        reference_ = std::move(*reference);
        first_.homography = {kPerMm, 0, 0, 0, kPerMm, 0, 0, 0, 1};
        first_.width = page().width;
        first_.height = page().height;
    }

    const forms::LayoutPage& page() const { return layout_->pages[0]; }

    // The blank scanned, when the paper's point p is seen at the flat page's point p + shape(p).
    template <class F>
    cv::Mat scanned(F&& shape) const {
        const cv::Mat& blank = reference_.blank;
        const cv::Size size(static_cast<int>(page().width * kPerMm), static_cast<int>(page().height * kPerMm));
        cv::Mat soft;
        cv::GaussianBlur(blank, soft, {}, 0.7);
        cv::Mat_<cv::Vec2f> map(size);
        for (int y = 0; y < size.height; ++y)
            for (int x = 0; x < size.width; ++x) {
                const Point seen{(x + 0.5) / kPerMm, (y + 0.5) / kPerMm};
                Point paper = seen;
                for (int round = 0; round < 6; ++round) {
                    const Point d = shape(paper);
                    paper = {seen.x - d.x, seen.y - d.y};
                }
                map(y, x) = {static_cast<float>(paper.x * kBlankDpi / 25.4 - 0.5),
                             static_cast<float>(paper.y * kBlankDpi / 25.4 - 0.5)};
            }
        cv::Mat out;
        cv::remap(soft, out, map, cv::noArray(), cv::INTER_LINEAR, cv::BORDER_CONSTANT, cv::Scalar(255));
        return out;
    }

    template <class F>
    double error(const Mapping& mapping, F&& shape, Point p) const {
        const Point found = mapping.toScan(p), d = shape(p);
        return std::hypot(found.x / kPerMm - p.x - d.x, found.y / kPerMm - p.y - d.y);
    }

    forms::Library library_;
    std::shared_ptr<const forms::Layout> layout_;
    Reference reference_;
    Mapping first_;
};

Point curl(Point p) {
    return {0.9 * std::sin(p.y / 42) + 0.5 * std::sin(p.x / 30 + 1), 1.0 * std::sin(p.x / 45 + p.y / 90)};
}

}  // namespace

TEST_F(Placing, CurledPaperIsFollowedToItsEdge) {
    const cv::Mat scan = scanned(curl);
    const auto mapping = refine(reference_, scan, first_);
    ASSERT_TRUE(mapping);
    int places = 0;
    for (const auto& text : page().texts)
        for (const Point p : {Point{text.box.x, text.box.y}, Point{text.box.right(), text.box.bottom()}}) {
            const double off = error(*mapping, curl, p);
            EXPECT_TRUE(off < 0.3 || astray(reference_, scan, *mapping, text.box)) << text.field << " " << off << " mm";
            places += off < 0.3 ? 1 : 0;
        }
    EXPECT_GE(places, static_cast<int>(2 * page().texts.size()) - 2);
}

TEST_F(Placing, FlatPaperIsCertainEverywhere) {
    const auto still = [](Point) { return Point{0.4, -0.3}; };
    const cv::Mat scan = scanned(still);
    const auto mapping = refine(reference_, scan, first_);
    ASSERT_TRUE(mapping);
    EXPECT_LT(mapping->residualMm, 0.05);
    for (const auto& text : page().texts) {
        EXPECT_LT(error(*mapping, still, {text.box.x, text.box.y}), 0.06) << text.field;
        EXPECT_LT(mapping->uncertainty(text.box), 0.2) << text.field;
        EXPECT_FALSE(astray(reference_, scan, *mapping, text.box)) << text.field;
    }
}

// A fold bends a narrow strip right across the page: too narrow for a surface, and most of the page knows nothing of
// it. What was found anywhere along it tells of all of it.
TEST_F(Placing, AFoldIsFollowedAlongItsWholeLength) {
    for (const bool across : {true, false})
        for (const double part : {0.3, 0.42, 0.5, 0.58}) {
            const auto fold = [&, middle = part * (across ? page().height : page().width)](Point p) {
                const double u = across ? p.y + 0.01 * p.x - middle : p.x - 0.01 * p.y - middle;
                const double by = std::abs(u) < 10 ? 0.3 * std::sin(u * CV_PI / 10) : 0;
                return across ? Point{0, by} : Point{by, 0};
            };
            const cv::Mat scan = scanned(fold);
            const auto mapping = refine(reference_, scan, first_, true);
            ASSERT_TRUE(mapping);
            for (const auto& text : page().texts)
                for (const Point p : {Point{text.box.x, text.box.y}, Point{text.box.right(), text.box.bottom()}})
                    EXPECT_TRUE(error(*mapping, fold, p) < 0.12 || astray(reference_, scan, *mapping, text.box))
                        << text.field << " " << error(*mapping, fold, p) << " mm off, folded at " << part
                        << (across ? " of the height" : " of the width");
        }
}

TEST_F(Placing, WhatCannotBeSeenOnCurledPaperIsNotBelieved) {
    cv::Mat scan = scanned(curl);
    // A third of the page is covered by another, empty sheet.
    const cv::Rect covered(0, static_cast<int>(scan.rows * 0.66), scan.cols,
                           scan.rows - static_cast<int>(scan.rows * 0.66));
    scan(covered).setTo(cv::Scalar(250));
    const auto mapping = refine(reference_, scan, first_);
    if (!mapping) return;  // refused, which is as safe
    int hidden = 0;
    for (const auto& text : page().texts) {
        if (text.box.y < page().height * 0.72) continue;
        ++hidden;
        EXPECT_TRUE(astray(reference_, scan, *mapping, text.box)) << text.field;
    }
    EXPECT_GT(hidden, 0) << "the layout has no place down there any more: choose another";
}

TEST_F(Placing, WhatWasLostOnFlatPaperIsNotBelieved) {
    const auto still = [](Point) { return Point{}; };
    const cv::Mat flat = scanned(still);
    int moved = 0;
    // Part of the page stands up to 2.4 mm from where flat paper would have it, too far to be found again.
    for (const double by : {1.6, 2.4})
        for (const double from : {0.45, 0.55, 0.65}) {
            cv::Mat scan = flat.clone();
            const cv::Rect part(scan.cols / 2, static_cast<int>(scan.rows * from), scan.cols / 2 - 40,
                                static_cast<int>(scan.rows * 0.3));
            const auto off = static_cast<int>(by * kPerMm);
            flat(part).copyTo(scan(part + cv::Point(off, off)));
            const auto mapping = refine(reference_, scan, first_, true);
            if (!mapping) continue;
            for (const auto& text : page().texts) {
                const cv::Rect box(static_cast<int>(text.box.x * kPerMm), static_cast<int>(text.box.y * kPerMm),
                                   static_cast<int>(text.box.width * kPerMm),
                                   static_cast<int>(text.box.height * kPerMm));
                if ((box & part) != box) continue;
                ++moved;
                const auto shift = [&](Point) { return Point{off / kPerMm, off / kPerMm}; };
                double worst = 0;
                for (const Point p : {Point{text.box.x, text.box.y}, Point{text.box.right(), text.box.bottom()}})
                    worst = std::max(worst, error(*mapping, shift, p));
                EXPECT_TRUE(worst < 0.5 || astray(reference_, scan, *mapping, text.box))
                    << text.field << " " << by << " " << from << ": " << worst << " mm, residual "
                    << mapping->residualMm << ", support " << mapping->support;
            }
        }
    EXPECT_GT(moved, 10);
}

// Most of a page found again, and a corner of it not: the nearest that was found is 18 mm from the field's far end.
TEST_F(Placing, ALostRegionCountsHoweverFlatTheRestIs) {
    const auto still = [](Point) { return Point{}; };
    const cv::Mat scan = scanned(still);
    auto mapping = refine(reference_, scan, first_);
    ASSERT_TRUE(mapping);
    EXPECT_TRUE(mapping->whole);
    const Box box{100, 100, 40, 8};
    mapping->residualMm = 0.069;
    mapping->anchors.clear();
    for (double y = 5; y < page().height; y += 5)
        for (double x = 5; x <= 120; x += 5) mapping->anchors.push_back({{x, y}, 0.02});
    Reference bare = reference_;
    bare.coarse = cv::Mat(reference_.coarse.size(), CV_8UC1, cv::Scalar(255));  // its surroundings tell nothing
    EXPECT_FALSE(astray(bare, scan, *mapping, box));
    mapping->whole = false;
    EXPECT_TRUE(astray(bare, scan, *mapping, box));
}

TEST_F(Placing, SurroundingsSeeWhereAPlaceReallyIs) {
    const auto still = [](Point) { return Point{}; };
    const cv::Mat scan = scanned(still);
    Mapping wrong = first_;
    wrong.homography[2] = 0.8 * kPerMm;  // half a millimetre and more to the right
    wrong.homography[5] = 0.6 * kPerMm;
    int asked = 0;
    for (const auto& text : page().texts) {
        const auto right = surroundingsOf(reference_, scan, first_, text.box);
        const auto off = surroundingsOf(reference_, scan, wrong, text.box);
        if (!right || !off) continue;
        ++asked;
        EXPECT_LT(right->offMm, 0.1) << text.field;
        EXPECT_GT(right->likeness, 0.8) << text.field;
        EXPECT_GT(off->offMm, 0.4) << text.field;
    }
    EXPECT_GT(asked, 3);
}

}  // namespace toitsu::ocr
