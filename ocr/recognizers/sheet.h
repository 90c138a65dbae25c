#pragma once

// Sheet: a placed page as recognisers see it – straight cut-outs in the layout's millimetres, beside the same cut-out
// of the blank. Inside ocr only.

#include <array>

#include <opencv2/core.hpp>

#include "ocr/internal/canvas.h"
#include "ocr/internal/reference.h"
#include "ocr/mapping.h"
#include "ocr/page.h"

namespace toitsu::ocr {

// Every cut-out lies on the blank's grid of pixels. For one thread.
class Sheet {
public:
    Sheet(const Reference& reference, const Picture& scan, Mapping mapping);

    const Mapping& mapping() const { return mapping_; }
    const Reference& reference() const { return *reference_; }
    bool coloured() const { return canvas_.coloured(); }
    double traceLevel() const { return traceLevel_; }  // grey: lighter than this is paper

    cv::Mat grey(const Box& box) const;     // 300 dpi, paper flattened to 255
    cv::Mat dropRed(const Box& box) const;  // the same without red ink; equals grey() for grey scans
    cv::Mat colour(const Box& box) const;   // as scanned (1 or 3 channels)
    cv::Mat blank(const Box& box) const;    // the blank's own pixels

    // 255 where there is ink that the blank does not have. `red`: whether red ink counts. `faint`: whether a mere trace
    // counts, which may be noise as well.
    cv::Mat newInk(const Box& box, bool red, bool faint = false) const;
    // 255 on what the blank prints and just around it.
    cv::Mat print(const Box& box) const;
    // dropRed() with that painted over as paper.
    cv::Mat withoutPrint(const Box& box) const;

    std::array<Point, 4> quad(const Box& box) const;  // scan pixels

private:
    double paperSpread() const;

    const Reference* reference_;
    Mapping mapping_;
    cv::Mat scan_;
    Canvas canvas_;
    double inkLevel_ = 190;  // darker than this is ink: as near to the paper as the scan's noise allows
    double traceLevel_ = 215;
};

Box grown(const Box& box, double mm);

}  // namespace toitsu::ocr
