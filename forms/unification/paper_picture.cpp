#include "forms/unification/paper_picture.h"

#include "forms/blank.h"
#include "forms/blank_png.h"

namespace toitsu::forms::unification {

Result<std::string> paperPicture(const Layout& layout, const LayoutPage& page, double dpi) {
    const auto picture = drawBlank(layout, page, dpi);
    if (!picture) return fail(picture.error());
    return encodeGreyPng(*picture, dpi);
}

}  // namespace toitsu::forms::unification
