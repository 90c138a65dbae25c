#pragma once

// A page between reading and settling: everything but its pixels, and what it says to collating.

#include "apps/station/collate.h"
#include "apps/station/page_record.h"
#include "forms/library.h"
#include "forms/record.h"
#include "ocr/reader.h"

namespace toitsu::station {

struct ReadSheet {
    PageRecord record;
    bool known = false;  // the record was here before
    ocr::Page page;      // without its pixels
    ocr::PageReading reading;
};

// The part of the picture that shows the record's sheet, as it was cut; empty where the picture is one sheet.
ocr::PixelBox partOf(const PageRecord& record);

// The layout of a page that was read; nullptr when it was not.
const forms::Layout* layoutOf(const forms::Library& library, const ocr::PageReading& reading);
bool oneOfSeveral(const forms::Library& library, const ocr::PageReading& reading);

StackPage stackPage(const forms::Library& library, const PageRecord& record);
// With what is written on every page of its layout.
StackPage stackPage(const forms::Library& library, const ocr::PageReading& reading,
                    const forms::AddressBook& addresses);

// The record of a page alone, as `toitsu read` tells it.
forms::Record recordOfPage(const forms::Library& library, const ocr::PageReading& reading,
                           const forms::AddressBook& addresses);

}  // namespace toitsu::station
