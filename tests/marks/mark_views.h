#pragma once

// The views of every option of a mark sheet, as ocr/training/marks.py learns from them.

#include <fstream>
#include <string>

#include "ocr/recognizers/sheet.h"
#include "tests/scanlab/mark_sheet.h"

namespace toitsu::marks {

// FOLDER/views.u8: 2·kMarkSide² bytes each, 0 = print, 255 = ink; FOLDER/views.csv: class,place,kind,profile of each.
class ViewFile {
public:
    ViewFile(const std::string& folder, std::uint64_t seed);
    // False when the page could not be placed.
    bool add(const forms::Library& library, const scanlab::MarkedSheet& sheet, const std::string& profile);
    bool good() const { return pixels_.good() && labels_.good(); }
    int count() const { return count_; }

private:
    void write(const ocr::Sheet& sheet, forms::Box box, bool red, const std::string& name, const std::string& about);
    scanlab::Random random_;
    std::ofstream pixels_, labels_;
    int count_ = 0;
};

}  // namespace toitsu::marks
