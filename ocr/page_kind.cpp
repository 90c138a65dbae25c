#include "ocr/page_kind.h"

#include "ocr/blank_page.h"
#include "ocr/internal/codes.h"
#include "ocr/internal/mat.h"
#include "ocr/page_codes.h"
#include "ocr/patch_code.h"

namespace toitsu::ocr {

PageVerdict kindOf(const Page& page) {
    if (checkBlank(page).blank)
        return {PageKind::blank, "S050", {"白紙です（裏面など）", "the page is blank, perhaps a back"}};
    const PageVerdict separator{PageKind::separator, "S051", {"区切りの紙です", "the page is a separator sheet"}};
    for (const PageCode& code : codesOn(page))
        if (code.text == kSeparatorText) return separator;
    if (patchCode(page)) return separator;
    // As a barcode of any other kind, too: slower, and only for pages that fit nothing else.
    const cv::Mat grey = greyOf(page.picture);
    for (const FoundCode& code : findCodes(grey, {}))
        if (code.text == kSeparatorText || code.text == kSeparatorPlain) return separator;
    return {};
}

}  // namespace toitsu::ocr
