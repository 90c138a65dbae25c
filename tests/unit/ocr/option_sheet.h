#pragma once

// A white page of three squares (or three words to circle) on which a test draws, placed exactly.

#include <cstring>

#include <opencv2/imgproc.hpp>

#include "ocr/recognizers/sheet.h"

namespace toitsu::ocr {

struct OptionSheet {
    explicit OptionSheet(forms::Mark mark, int channels = 1) : paper(height, width, CV_MAKETYPE(CV_8U, channels)) {
        const double across = mark == forms::Mark::circle ? 12 : 4, down = mark == forms::Mark::circle ? 6 : 4;
        place.field = "kind";
        place.mark = mark;
        page.width = width / kPixelsPerMm;
        page.height = height / kPixelsPerMm;
        reference.page = &page;
        reference.blank = cv::Mat(height, width, CV_8UC1, cv::Scalar(255));
        for (const double x : {15.0, 45.0, 75.0}) {
            const forms::Box box{x, 20, across, down};
            place.options.push_back({"o" + std::to_string(place.options.size()), "", box, {}});
            if (mark == forms::Mark::circle)
                cv::putText(reference.blank, "ABC", at(box.x + 2, box.bottom() - 1), cv::FONT_HERSHEY_DUPLEX, 1.4, 0,
                            3);
            else
                cv::rectangle(reference.blank, at(box.x, box.y), at(box.right(), box.bottom()), 0, 3);
        }
        paper = cv::Scalar::all(255);
        cv::Mat printed;
        cv::cvtColor(reference.blank, printed, cv::COLOR_GRAY2BGR);
        (channels == 3 ? printed : reference.blank).copyTo(paper);
    }

    static cv::Point at(double x, double y) {  // mm
        return {static_cast<int>(std::lround(x * kPixelsPerMm)), static_cast<int>(std::lround(y * kPixelsPerMm))};
    }
    // mm from the middle of an option.
    void stroke(std::size_t option, forms::Point from, forms::Point to, const cv::Scalar& ink = cv::Scalar::all(30)) {
        const forms::Point c = place.options[option].box.centre();
        cv::line(paper, at(c.x + from.x, c.y + from.y), at(c.x + to.x, c.y + to.y), ink, 6, cv::LINE_AA);
    }
    void tick(std::size_t option, const cv::Scalar& ink = cv::Scalar::all(30)) {
        stroke(option, {-1.6, -0.2}, {-0.4, 1.5}, ink);
        stroke(option, {-0.4, 1.5}, {2.4, -2.2}, ink);
    }
    void ring(std::size_t option, double across, double down) {
        const forms::Point c = place.options[option].box.centre();
        cv::ellipse(paper, at(c.x, c.y), at(across, down), 4, 0, 360, cv::Scalar::all(30), 6, cv::LINE_AA);
    }

    // Looks at the paper as it is now; to be used before the next call.
    Sheet seen() const {
        picture = {paper.cols, paper.rows, paper.channels(),
                   std::make_shared<const std::vector<std::uint8_t>>(paper.datastart, paper.dataend)};
        Mapping mapping;
        mapping.homography = {kPixelsPerMm, 0, 0, 0, kPixelsPerMm, 0, 0, 0, 1};
        mapping.width = page.width;
        mapping.height = page.height;
        return Sheet(reference, picture, mapping);
    }

    static constexpr int width = 1200, height = 600;
    forms::LayoutPage page;
    forms::ChoicePlace place;
    Reference reference;
    cv::Mat paper;
    mutable Picture picture;  // a sheet looks at pixels that it does not own
};

}  // namespace toitsu::ocr
