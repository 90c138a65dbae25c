#include "ocr/internal/surroundings.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "ocr/internal/warp.h"

// The blank's window around an end of the box is laid over the scan's at every shift of up to a millimetre. The nearest
// shift that is as good as the best says how far off the mapping is: along a lone line every shift is as good, so only
// the distance across it counts.

namespace toitsu::ocr {

namespace {

constexpr double kDpi = 100;
constexpr double kPixel = 25.4 / kDpi;
constexpr double kAround = 3;                  // mm beyond the box: frames and labels
constexpr double kWidest = 24, kHighest = 24;  // mm: of one window; larger boxes are looked at end by end
constexpr int kReach = 4;                      // pixels
constexpr float kAsGood = 0.97F;

std::vector<Box> endsOf(const Box& box) {
    const Box whole{box.x - kAround, box.y - kAround, box.width + 2 * kAround, box.height + 2 * kAround};
    std::vector<Box> ends;
    const double width = std::min(whole.width, kWidest), height = std::min(whole.height, kHighest);
    for (const bool right : {false, true})
        for (const bool lower : {false, true}) {
            if ((right && width == whole.width) || (lower && height == whole.height)) continue;
            ends.push_back(
                {right ? whole.right() - width : whole.x, lower ? whole.bottom() - height : whole.y, width, height});
        }
    return ends;
}

}  // namespace

std::optional<Surroundings> surroundingsOf(const Reference& reference, const cv::Mat& grey, const Mapping& mapping,
                                           const Box& box) {
    std::optional<Surroundings> worst;
    for (const Box& end : endsOf(box)) {
        const double coarse = 25.4 / kCoarseDpi;
        const cv::Rect rect(
            static_cast<int>(std::lround(end.x / coarse)), static_cast<int>(std::lround(end.y / coarse)),
            static_cast<int>(std::lround(end.width / coarse)), static_cast<int>(std::lround(end.height / coarse)));
        const cv::Rect on = rect & cv::Rect({0, 0}, reference.coarse.size());
        const cv::Size size(static_cast<int>(std::lround(on.width * coarse / kPixel)),
                            static_cast<int>(std::lround(on.height * coarse / kPixel)));
        if (size.width < 8 || size.height < 8) continue;
        cv::Mat print, scores;
        cv::resize(reference.coarse(on), print, size, 0, 0, cv::INTER_AREA);
        cv::Scalar mean, deviation;
        cv::meanStdDev(print, mean, deviation);
        if (deviation[0] < 6) continue;
        const cv::Mat seen = cutOut(grey, mapping,
                                    {on.x * coarse - kReach * kPixel, on.y * coarse - kReach * kPixel,
                                     (size.width + 2 * kReach) * kPixel, (size.height + 2 * kReach) * kPixel},
                                    kDpi);
        cv::matchTemplate(seen, print, scores, cv::TM_CCOEFF_NORMED);
        double best = 0;
        cv::minMaxLoc(scores, nullptr, &best);
        double nearest = 1e9;
        for (int y = 0; y < scores.rows; ++y)
            for (int x = 0; x < scores.cols; ++x)
                if (scores.at<float>(y, x) >= kAsGood * static_cast<float>(best))
                    nearest = std::min(nearest, std::hypot(x - kReach, y - kReach) * kPixel);
        if (!worst) worst = Surroundings{};
        worst->offMm = std::max(worst->offMm, nearest);
        worst->likeness = std::min(worst->likeness, best);
    }
    return worst;
}

}  // namespace toitsu::ocr
