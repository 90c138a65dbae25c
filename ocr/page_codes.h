#pragma once

// Codes on a page: the QR codes and barcodes that say what a page is, before anybody knows its layout. A form prints
// `TOITSU:<layout id>:<page>` in a QR code; a separator sheet `TOITSU:SEPARATOR`.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "forms/geometry.h"
#include "ocr/page.h"

namespace toitsu::ocr {

struct PageCode {
    std::string kind;  // as a layout names it: qr, code128 …
    std::string text;
    std::vector<forms::Point> quad;  // in the page's pixels
};

// QR codes on a page of any orientation, looked for at about 150 dpi: modules of 0.4 mm and more (a mark of 12 mm).
// Costs 3–8 ms on a grey page without one, 11 ms on a coloured one of 200 dpi.
std::vector<PageCode> codesOn(const Page& page);

// What a QR code of ours says.
struct FormCode {
    std::string layout;
    int page = 1;
};
std::optional<FormCode> formCode(std::string_view text);
std::string formCodeText(std::string_view layout, int page);

inline constexpr std::string_view kSeparatorText = "TOITSU:SEPARATOR";
inline constexpr std::string_view kSeparatorPlain = "TOITSU-SEPARATOR";  // for Code 39, which has no colon

}  // namespace toitsu::ocr
