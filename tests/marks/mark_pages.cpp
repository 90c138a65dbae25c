#include "tests/marks/mark_pages.h"

#include <opencv2/imgcodecs.hpp>

namespace toitsu::marks {

ocr::Page pageOf(const scanlab::Scan& scan) {
    cv::Mat picture(scan.height, scan.width, scan.channels == 3 ? CV_8UC3 : CV_8UC1,
                    const_cast<std::uint8_t*>(scan.pixels.data()));
    cv::Mat decoded = picture;
    if (scan.jpegQuality > 0 && !scan.bilevel) {
        std::vector<std::uint8_t> bytes;
        cv::imencode(".jpg", picture, bytes, {cv::IMWRITE_JPEG_QUALITY, scan.jpegQuality});
        decoded = cv::imdecode(bytes, scan.channels == 3 ? cv::IMREAD_COLOR : cv::IMREAD_GRAYSCALE);
    }
    ocr::Page page;
    page.dpi = scan.dpi;
    page.picture = {decoded.cols, decoded.rows, decoded.channels(),
                    std::make_shared<const std::vector<std::uint8_t>>(decoded.datastart, decoded.dataend)};
    return page;
}

}  // namespace toitsu::marks
