#pragma once

// Reader: the way from a page to readings – identify, place, read – for one library.

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "forms/address_book.h"
#include "forms/library.h"
#include "forms/reading.h"
#include "ocr/page.h"

namespace toitsu::ocr {

enum class PageStatus { read, ambiguous, rejected };

// A place of the layout that was found again in the scan.
struct FoundAnchor {
    forms::Point at;     // scan pixels
    double errorMm = 0;  // what placing could not explain there
};

struct PageReading {
    PageStatus status = PageStatus::rejected;
    std::string code;          // of the reason: S020 no layout fits, S021 ambiguous, S026 several sheets …
    Wording reason;            // when not read
    std::string form, layout;  // when read (or the best guess when ambiguous)
    int layoutPage = 1;
    double margin = 0;                      // of identification: best score − second score
    std::vector<std::string> rivals;        // layouts that might be meant, when ambiguous
    double residualMm = 0;                  // 95th percentile of what registration could not explain
    std::array<forms::Point, 4> corners{};  // of the layout's page in scan pixels
    std::vector<FoundAnchor> anchors;       // when read
    std::vector<forms::Reading> readings;
    double identifyMillis = 0, placeMillis = 0, readMillis = 0;  // processor time
    std::map<std::string, double> recognizerMillis;              // of readMillis, by recogniser
};

// One of the sheets that a picture shows – nearly always the only one. Where there are several, `page` says which and
// what part of its picture shows it; all places are in pixels of the whole picture.
struct SheetReading {
    Page page;
    PageReading reading;
};

struct ReaderOptions {
    std::string weights;      // folder with the networks: digits.onnx, kana.onnx and their .json
    std::string crops;        // folder for pictures of the places; "" writes none
    std::string cropPrefix;   // of the file names: no personal data
    bool secretCrops = true;  // also of fields that are 個人番号
    int threads = 1;          // that prepare the layouts; reading takes the threads that call it
    std::string lineModel{};  // folder of a model for handwritten lines (docs/line-model.md); "" for none
};

// What a person says about a page that the machine could not place: which layout it is, and where its corners are.
struct Help {
    std::string layout;
    int layoutPage = 1;
    std::array<forms::Point, 4> corners{};  // of the layout's page in scan pixels, upper left first, clockwise
};

class Reader {
public:
    // Draws or loads every layout's blank and prepares it. S030 when a blank cannot be made or read, S031 weights, S033
    // and S035 the line model. Many threads may read with one Reader.
    static Result<Reader> make(const forms::Library& library, const ReaderOptions& options);
    Reader(Reader&&) noexcept;
    Reader& operator=(Reader&&) noexcept;
    ~Reader();

    // The picture as one page. S026 when a second sheet lies beside it.
    PageReading read(const Page& page, const std::string& cropPrefix = {}) const;
    // Every sheet that lies on the glass, at least one: rows from above, in each from the left. One S026 for all where
    // they cannot be told apart.
    std::vector<SheetReading> readSheets(const Page& page, const std::string& cropPrefix = {}) const;
    // S024 when the library has no such layout or page.
    PageReading read(const Page& page, const Help& help, const std::string& cropPrefix = {}) const;

    const forms::AddressBook& addresses() const;  // what unify compares postcodes with

private:
    struct Inner;
    explicit Reader(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

}  // namespace toitsu::ocr
