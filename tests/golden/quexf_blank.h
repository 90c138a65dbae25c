#pragma once

// The blank of quexf-scan is itself a scan of a print: its pages are straightened so that the box list's coordinates
// hold.

#include <vector>

#include "ocr/page.h"

namespace toitsu::golden {

struct ListedBox {
    double left = 0, top = 0, right = 0, bottom = 0;  // pixels, as the box list says
};

// From the corner marks, which the list puts at (180, 180)–(2300, 3328), and the check squares found near where the
// list has them. An empty picture when the marks are not found.
ocr::Picture straightened(const ocr::Picture& blank, const std::vector<ListedBox>& squares);

}  // namespace toitsu::golden
