#include "ocr/internal/reference.h"

#include <cmath>
#include <cstring>

#include <opencv2/imgproc.hpp>

#include "forms/blank.h"
#include "ocr/internal/ink.h"
#include "ocr/internal/mat.h"

namespace toitsu::ocr {

Result<cv::Mat> blankOf(const forms::Layout& layout, const forms::LayoutPage& page, double dpi) {
    if (page.blank.empty()) {
        const auto drawn = forms::drawBlank(layout, page, dpi);
        if (!drawn) return fail(drawn.error());
        cv::Mat mat(drawn->height, drawn->width, CV_8UC1);
        std::memcpy(mat.data, drawn->pixels.data(), drawn->pixels.size());
        return mat;
    }
    const auto pages = load(page.blank);
    if (!pages) return fail(pages.error());
    cv::Mat mat = greyOf(pages->front().picture).clone();
    const double wanted = page.width / 25.4 * dpi, tall = page.height / 25.4 * dpi;
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

std::vector<cv::Point2d> texturedPlaces(const cv::Mat& blank, double dpi, const forms::LayoutPage& page, int about) {
    cv::Mat soft;
    cv::GaussianBlur(blank, soft, {5, 5}, 1.2);
    const double pixel = 25.4 / dpi;
    std::vector<cv::Point2f> corners;
    // Millimetres between patches so that about so many of them cover the page whatever its size.
    const double apart = std::sqrt(page.width * page.height / about) * 0.72;
    cv::goodFeaturesToTrack(soft, corners, about * 8 / 7, 0.01, apart / pixel, cv::noArray(), 7);
    std::vector<cv::Point2d> places;
    for (const auto& c : corners) {
        const cv::Point2d mm((c.x + 0.5) * pixel, (c.y + 0.5) * pixel);
        if (mm.x > 4 && mm.y > 4 && mm.x < page.width - 4 && mm.y < page.height - 4) places.push_back(mm);
    }
    return places;
}

namespace {

cv::Mat softened(const cv::Mat& blank, double dpi) {
    cv::Mat out;
    cv::resize(blank, out, {}, dpi / kBlankDpi, dpi / kBlankDpi, cv::INTER_AREA);
    cv::GaussianBlur(out, out, {3, 3}, 0.8);
    return out;
}

}  // namespace

Result<cv::Mat> coarseOf(const Sketch& sketch) {
    const auto blank = blankOf(*sketch.layout, *sketch.page, kBlankDpi);
    if (!blank) return fail(blank.error());
    return softened(*blank, kCoarseDpi);
}

Result<Reference> makeReference(const Sketch& sketch) {
    auto blank = blankOf(*sketch.layout, *sketch.page, kBlankDpi);
    if (!blank) return fail(blank.error());
    Reference reference;
    reference.layout = sketch.layout;
    reference.page = sketch.page;
    reference.blank = *blank;
    reference.coarse = softened(*blank, kCoarseDpi);
    reference.fine = softened(*blank, kFineDpi);
    reference.lines = ruledLines(inkMask(reference.coarse, kCoarseDpi), kCoarseDpi, 4.8, 600);
    reference.patches = texturedPlaces(reference.coarse, kCoarseDpi, *sketch.page);
    reference.dense = texturedPlaces(reference.coarse, kCoarseDpi, *sketch.page, 560);
    return reference;
}

}  // namespace toitsu::ocr
