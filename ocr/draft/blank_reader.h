#pragma once

// BlankReader: looks at the picture of an unfilled form.

#include <memory>

#include "base/result.h"
#include "forms/draft/seen_page.h"
#include "ocr/page.h"

namespace toitsu::ocr {

struct SeenBlank {
    forms::SeenPage page;
    Picture upright;  // grey, 300 dpi, of the paper's size: what a layout's blank="…" names
    double skew = 0;  // degrees that were taken out
};

class BlankReader {
public:
    static Result<BlankReader> make();  // S032 without Tesseract's Japanese data
    BlankReader(BlankReader&&) noexcept;
    BlankReader& operator=(BlankReader&&) noexcept;
    ~BlankReader();

    SeenBlank look(const Page& page) const;  // not for two threads at once

private:
    struct Inner;
    explicit BlankReader(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

}  // namespace toitsu::ocr
