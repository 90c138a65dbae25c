#pragma once

// Pictures for people: a page, and the place of a field cut out of it, upright and enlarged. What shows 個人番号 is
// covered unless it was asked for and allowed. Decoded pages are kept for a while: those who look at one field of a
// page look at its others.

#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "apps/station/data_folder.h"
#include "apps/station/library_shelf.h"
#include "apps/station/secret_places.h"
#include "apps/station/verify/item_payload.h"
#include "forms/library.h"
#include "ocr/page.h"

namespace toitsu::station {

// How a page is shown: upright once it was placed, before that as a person turned it. Quarters clockwise, 0–3.
int quartersShown(const PageRecord& record);
int quartersUpright(const Value& reading);  // of a page as `toitsu read` prints it; 0 where nothing was placed
// Where on the scan a point of what was shown lies, and the other way. `width`, `height`: of the scan.
forms::Point onScan(const forms::Point& shown, int quarters, int width, int height);
forms::Point asShown(const forms::Point& scanned, int quarters, int width, int height);

class PagePictures {
public:
    PagePictures(const DataFolder& data, LibraryView library) : data_(data), library_(library) {}

    // How much of a page is shown.
    enum class Detail {
        everything,  // also 個人番号, after it was allowed
        covered,     // but 個人番号
        outline,     // what kind of page it is; nothing written on it can be read
    };
    struct About {
        int width = 0, height = 0;                         // of the picture
        int turned = 0;                                    // quarters clockwise by which people are shown it
        std::string municipality;                          // of the layout it was read as; "" while nobody knows
        bool placed = false;                               // it is known what stands where
        std::vector<std::pair<std::string, Quad>> secret;  // fields that are 個人番号, and where they stand
        std::vector<Quad> earlier;                         // where an earlier reading saw one
        ocr::PixelBox part;                                // that shows the sheet, of several on the glass; empty: all
        PageState state = PageState::waiting;
    };
    // C030 no such page.
    Result<std::shared_ptr<const About>> about(const std::string& page);

    struct Wanted {
        double scale = 2;
        bool alone = false;      // everything but the field is covered
        bool uncovered = false;  // of 個人番号, after it was allowed
        std::string field;       // whose places they are
    };
    // PNG. V131 when the item has no place on paper.
    Result<std::string> crop(const ItemPayload& item, const Wanted& wanted);
    // JPEG, `width` pixels wide at most.
    Result<std::string> page(const std::string& page, int width, Detail detail);

private:
    Result<std::shared_ptr<const ocr::Picture>> picture(const std::string& page);

    const DataFolder& data_;
    const LibraryView library_;
    std::mutex mutex_;
    // What is remembered of a page holds as long as its record and the library are those that it was made of.
    struct Remembered {
        std::string page;
        PageRecords::Stamp record;
        const forms::Library* library = nullptr;
        std::shared_ptr<const About> about;
    };
    std::list<Remembered> abouts_;
    std::list<std::pair<std::string, std::shared_ptr<const ocr::Picture>>> pictures_;
    std::array<std::mutex, 8> decoding_;  // by page: two who ask for one decode it once
};

}  // namespace toitsu::station
