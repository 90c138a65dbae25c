#include "ocr/sheet_part.h"

#include <opencv2/core.hpp>

#include "ocr/internal/mat.h"

namespace toitsu::ocr {

std::string pageLabel(int page, int sheet) {
    return std::to_string(page) + (sheet > 0 ? "." + std::to_string(sheet) : std::string());
}

Page partAlone(const Page& page) {
    if (page.sheet == 0) return page;
    Page out = page;
    out.sheet = 0;
    out.part = {};
    const cv::Rect part(page.part.left, page.part.top, page.part.right - page.part.left,
                        page.part.bottom - page.part.top);
    const cv::Rect inside = part & cv::Rect(0, 0, page.picture.width, page.picture.height);
    if (inside.empty()) return out;
    out.picture = page.picture.pixels ? own(view(page.picture)(inside))
                                      : Picture{inside.width, inside.height, page.picture.channels, {}};
    return out;
}

void move(forms::Reading& reading, double dx, double dy) {
    for (auto& p : reading.quad) p = {p.x + dx, p.y + dy};
}

void move(PageReading& reading, double dx, double dy) {
    for (auto& p : reading.corners) p = {p.x + dx, p.y + dy};
    for (auto& anchor : reading.anchors) anchor.at = {anchor.at.x + dx, anchor.at.y + dy};
    for (auto& one : reading.readings) move(one, dx, dy);
}

}  // namespace toitsu::ocr
