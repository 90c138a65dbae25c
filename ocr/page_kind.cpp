#include "ocr/page_kind.h"

#include "ocr/blank_page.h"
#include "ocr/page_codes.h"

namespace toitsu::ocr {

PageVerdict kindOf(const Page& page) {
    if (checkBlank(page).blank)
        return {PageKind::blank, "S050", {"白紙です（裏面など）", "the page is blank, perhaps a back"}};
    for (const PageCode& code : codesOn(page))
        if (code.text == kSeparatorText)
            return {PageKind::separator, "S051", {"区切りの紙です", "the page is a separator sheet"}};
    return {};
}

}  // namespace toitsu::ocr
