#include "ocr/internal/reference.h"

#include <cmath>
#include <cstring>

#include <opencv2/imgproc.hpp>

#include "forms/blank.h"
#include "ocr/internal/ink.h"
#include "ocr/internal/mat.h"

namespace toitsu::ocr {

Features featuresOf(const cv::Mat& grey) {
    const auto akaze = cv::AKAZE::create(cv::AKAZE::DESCRIPTOR_MLDB, 0, 3, 0.0005f);
    akaze->setNOctaves(3);
    Features features;
    akaze->detect(grey, features.points);
    cv::KeyPointsFilter::retainBest(features.points, 2500);
    akaze->compute(grey, features.points, features.descriptors);
    return features;
}

cv::Mat Reference::blankAt(double dpi) const {
    cv::Mat out;
    cv::resize(blank, out, {}, dpi / kBlankDpi, dpi / kBlankDpi, cv::INTER_AREA);
    return out;
}

namespace {

Result<cv::Mat> blankOf(const forms::Layout& layout, const forms::LayoutPage& page) {
    if (page.blank.empty()) {
        const auto drawn = forms::drawBlank(layout, page, kBlankDpi);
        if (!drawn) return fail(drawn.error());
        cv::Mat mat(drawn->height, drawn->width, CV_8UC1);
        std::memcpy(mat.data, drawn->pixels.data(), drawn->pixels.size());
        return mat;
    }
    const auto pages = load(page.blank);
    if (!pages) return fail(pages.error());
    cv::Mat mat = greyOf(pages->front().picture).clone();
    const double wanted = page.width / 25.4 * kBlankDpi, tall = page.height / 25.4 * kBlankDpi;
    // The picture must have the page's shape; its resolution may be another one.
    if (std::abs(mat.cols / wanted - mat.rows / tall) > 0.02 * mat.cols / wanted)
        return fail(ErrorKind::schema, "S030",
                    {"白紙の画像の縦横比がレイアウトの用紙と合いません。用紙の大きさか画像を直してください",
                     "the blank's picture does not have the proportions of the layout's page; mend width and height or "
                     "the picture"},
                    {page.blank, 0, 0, 0});
    const cv::Size size(static_cast<int>(std::lround(wanted)), static_cast<int>(std::lround(tall)));
    if (std::abs(mat.cols - size.width) > 2 || std::abs(mat.rows - size.height) > 2)
        cv::resize(mat, mat, size, 0, 0, mat.cols > size.width ? cv::INTER_AREA : cv::INTER_CUBIC);
    return mat;
}

// Textured in both directions (a line alone slides along itself), spread over the page: strong corners with a distance.
std::vector<cv::Point2d> texturedPlaces(const cv::Mat& blank150, const forms::LayoutPage& page) {
    cv::Mat soft;
    cv::GaussianBlur(blank150, soft, {5, 5}, 1.2);
    constexpr double pixel = 25.4 / 150;
    std::vector<cv::Point2f> corners;
    // Millimetres between patches so that some 140 of them cover the page whatever its size.
    const double apart = std::sqrt(page.width * page.height / 140.0) * 0.72;
    cv::goodFeaturesToTrack(soft, corners, 160, 0.01, apart / pixel, cv::noArray(), 7);
    std::vector<cv::Point2d> places;
    for (const auto& c : corners) {
        const cv::Point2d mm((c.x + 0.5) * pixel, (c.y + 0.5) * pixel);
        if (mm.x > 4 && mm.y > 4 && mm.x < page.width - 4 && mm.y < page.height - 4) places.push_back(mm);
    }
    return places;
}

}  // namespace

Result<Reference> makeReference(std::shared_ptr<const forms::Layout> layout, const forms::LayoutPage& page) {
    auto blank = blankOf(*layout, page);
    if (!blank) return fail(blank.error());
    Reference reference;
    reference.layout = std::move(layout);
    reference.page = &page;
    reference.blank = *blank;
    reference.features = featuresOf(reference.blankAt(kFeatureDpi));
    reference.ink = inkMask(reference.blankAt(kInkDpi), kInkDpi);
    reference.inkPixels = cv::countNonZero(reference.ink);
    reference.patches = texturedPlaces(reference.blankAt(150), page);
    if (reference.patches.size() < 20)
        return fail(ErrorKind::schema, "S030",
                    {"白紙に目印となる線や文字が少なすぎて、位置合わせができません",
                     "the blank has too few lines and letters to place a scan by; print more on it"},
                    reference.layout->place);
    return reference;
}

}  // namespace toitsu::ocr
