#include "ocr/internal/mat.h"

#include <cassert>
#include <cstring>

#include <opencv2/imgproc.hpp>

namespace toitsu::ocr {

cv::Mat view(const Picture& picture) {
    if (picture.empty()) return {};
    // OpenCV has no read-only matrix; nobody here writes through this one.
    auto* data = const_cast<std::uint8_t*>(picture.pixels->data());
    return cv::Mat(picture.height, picture.width, picture.channels == 1 ? CV_8UC1 : CV_8UC3, data);
}

Picture own(const cv::Mat& mat) {
    assert(mat.depth() == CV_8U && (mat.channels() == 1 || mat.channels() == 3));
    const auto rowBytes = static_cast<std::size_t>(mat.cols) * mat.elemSize();
    auto pixels = std::make_shared<std::vector<std::uint8_t>>(rowBytes * static_cast<std::size_t>(mat.rows));
    for (int y = 0; y < mat.rows; ++y)
        std::memcpy(pixels->data() + static_cast<std::size_t>(y) * rowBytes, mat.ptr(y), rowBytes);
    return {mat.cols, mat.rows, mat.channels(), std::move(pixels)};
}

cv::Mat greyOf(const Picture& picture) {
    const cv::Mat source = view(picture);
    if (picture.channels == 1) return source;
    cv::Mat grey;
    cv::cvtColor(source, grey, cv::COLOR_BGR2GRAY);
    return grey;
}

}  // namespace toitsu::ocr
