#pragma once

// What a page is when it is no form: nothing (an empty back), or a sheet that only separates. Asked about pages that
// fit no layout; such a page is dropped, with the reason, and needs no person.

#include "ocr/page.h"

namespace toitsu::ocr {

enum class PageKind { form, blank, separator };

struct PageVerdict {
    PageKind kind = PageKind::form;
    std::string code;  // S050 blank, S051 separator
    Wording reason;
};

PageVerdict kindOf(const Page& page);

}  // namespace toitsu::ocr
