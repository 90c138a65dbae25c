#include "ocr/internal/reduced.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/mat.h"

namespace toitsu::ocr {

Reduced reduced(const Page& page, double dpi) {
    const double longest = std::max(page.picture.width, page.picture.height);
    const double own = page.dpi > 0 ? page.dpi : longest / (297 / 25.4);
    Reduced result{view(page.picture), own, 1};
    const double ratio = own / dpi;
    if (ratio < 1.15) return result;
    // Between one and one and a half every pixel takes part in a bilinear one as well.
    const double factor = ratio < 1.5 ? ratio : std::round(ratio);
    const cv::Size size(std::max(1, static_cast<int>(page.picture.width / factor)),
                        std::max(1, static_cast<int>(page.picture.height / factor)));
    cv::Mat small;
    if (ratio < 1.5) {
        cv::resize(result.mat, small, size, 0, 0, cv::INTER_LINEAR);
    } else {
        const int whole = static_cast<int>(factor);
        const cv::Mat even = result.mat(cv::Rect(0, 0, size.width * whole, size.height * whole));
        cv::resize(even, small, size, 0, 0, cv::INTER_AREA);
    }
    result.mat = small;
    result.factor = factor;
    result.dpi = own / factor;
    return result;
}

}  // namespace toitsu::ocr
