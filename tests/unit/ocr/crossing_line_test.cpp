#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/mat.h"
#include "ocr/recognizers/crossing_line.h"

namespace toitsu::ocr {

namespace {

// A small page with one cell in the middle, perhaps with a thick printed line beside it, seen through a soft scanner
// and placed a sixth of a millimetre wrong.
struct Scene {
    forms::LayoutPage page;
    Reference reference;
    cv::Mat scan;
    Box cell{17, 12, 5.2, 7};

    explicit Scene(bool beside = false) {
        page.width = 40;
        page.height = 32;
        reference.page = &page;
        const cv::Size size(static_cast<int>(page.width * kPixelsPerMm), static_cast<int>(page.height * kPixelsPerMm));
        reference.blank = cv::Mat(size, CV_8UC1, cv::Scalar(255));
        cv::rectangle(reference.blank, at(cell.x, cell.y), at(cell.right(), cell.bottom()), cv::Scalar(0), 3);
        if (beside) stroke(reference.blank, {23.3, 2}, {23.3, 30}, 8, 0);
        scan = reference.blank.clone();
    }
    static cv::Point at(double x, double y) { return {cvRound(x * kPixelsPerMm), cvRound(y * kPixelsPerMm)}; }
    static void stroke(cv::Mat& mat, Point from, Point to, int width, int grey) {
        cv::line(mat, at(from.x, from.y), at(to.x, to.y), cv::Scalar(grey), width, cv::LINE_AA);
    }
    bool crossed() const {
        cv::Mat soft;
        cv::GaussianBlur(scan, soft, {}, 2.2);
        Mapping mapping;
        mapping.homography = {kPixelsPerMm, 0, 2, 0, kPixelsPerMm, 0, 0, 0, 1};
        mapping.width = page.width;
        mapping.height = page.height;
        return crossedByLine(Sheet(reference, own(soft), mapping), cell);
    }
};

}  // namespace

TEST(CrossingLine, ThePrintsOwnBlurIsNoLine) {
    Scene scene(true);
    Scene::stroke(scene.scan, {19.5, 13.5}, {19.5, 17.5}, 5, 40);  // a one
    EXPECT_FALSE(scene.crossed());
}

// A frame's rule that lies just outside what is looked at reaches into it with its blur alone.
TEST(CrossingLine, ARuleBesideTheCellsIsNoLineHoweverFarItIs) {
    for (double away = 0.6; away < 3; away += 0.1) {
        Scene scene;
        Scene::stroke(scene.reference.blank, {4, 19 + away}, {36, 19 + away}, 4, 0);
        Scene::stroke(scene.reference.blank, {17 - away, 4}, {17 - away, 28}, 4, 0);
        scene.scan = scene.reference.blank.clone();
        EXPECT_FALSE(scene.crossed()) << away << " mm";
    }
}

TEST(CrossingLine, AOneWithinItsCellIsNoLine) {
    Scene scene;
    Scene::stroke(scene.scan, {19.5, 12.4}, {19.2, 18.6}, 5, 40);
    EXPECT_FALSE(scene.crossed());
}

TEST(CrossingLine, AFoldThroughTheCellIsOneFaintAsItIs) {
    Scene scene;
    Scene::stroke(scene.scan, {19.8, 2}, {20.4, 30}, 6, 170);
    EXPECT_TRUE(scene.crossed());
}

// Print above and below the cell hides a fold's ends; inside the cell it is seen all the same.
TEST(CrossingLine, AFoldBetweenPrintIsOne) {
    Scene scene;
    for (const double y : {10.9, 20.1}) {
        Scene::stroke(scene.reference.blank, {18.9, y}, {18.9, y + 0.6}, 4, 0);
        Scene::stroke(scene.scan, {18.9, y}, {18.9, y + 0.6}, 4, 0);
    }
    Scene::stroke(scene.scan, {19.4, 2}, {19.4, 30}, 6, 170);
    EXPECT_TRUE(scene.crossed());
}

TEST(CrossingLine, AStrikeThroughAllCellsIsOne) {
    Scene scene;
    Scene::stroke(scene.scan, {6, 15.2}, {34, 15.8}, 5, 40);
    EXPECT_TRUE(scene.crossed());
}

}  // namespace toitsu::ocr
