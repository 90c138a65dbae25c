#pragma once

// Inside ocr only: what poppler's tools say about a PDF, and at which resolution a page is best drawn.

#include <string>
#include <string_view>
#include <vector>

#include "ocr/page.h"

namespace toitsu::ocr {

struct PdfPage {
    double width = 0, height = 0;  // points, before turning
    int turn = 0;                  // degrees clockwise: 0, 90, 180, 270
};

struct PdfInfo {
    int pages = 0;
    std::vector<PdfPage> sizes;
};

// What a line of `pdfimages -list` tells.
struct EmbeddedImage {
    int page = 0;
    int width = 0, height = 0;
    double dpiX = 0, dpiY = 0;
};

// How to draw a page.
struct PdfDrawing {
    double dpiX = 300, dpiY = 300;
};

PdfInfo parsePdfInfo(const std::string& output);
std::vector<EmbeddedImage> parsePdfImages(const std::string& output);
PdfDrawing drawingOf(const PdfPage& page, const std::vector<EmbeddedImage>& imagesOfPage);

// A binary PPM or PGM of 8 bits; an empty picture when it is anything else.
Picture pictureOfPnm(std::string_view bytes);

}  // namespace toitsu::ocr
