#pragma once

// Pages of many scans, read side by side and handed on in the order of the files. No more pages are in memory than
// threads and two: a page that is read fast waits for the slow one before it, and nothing new is opened meanwhile.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "forms/library.h"
#include "ocr/formats/field_text.h"
#include "ocr/reader.h"

namespace toitsu::station {

struct PipelinePage {
    std::size_t file = 0;  // index of the scan
    int number = 1;        // page in it
    int pagesInFile = 0;   // 0 when it could not be opened
    ocr::ReadPage read;
    std::optional<Error> error;  // instead of `read`; the other pages go on
    std::size_t expected = 0;    // pages of this run as far as known: a scan that is not open yet counts as one

    bool lastOnPage = true;  // of the sheets that lay on the glass together

    bool lastOfFile() const { return number >= pagesInFile && lastOnPage; }
};

struct PipelineOptions {
    bool crops = false;  // the readers write pictures of the fields: name them
};

// Called in the caller's thread, in order; several times for a page that shows several sheets. False stops: pages that
// are being read are thrown away.
using PageTaker = std::function<bool(PipelinePage&)>;

// In `jobs` threads, all with the same reader.
void readPages(const std::vector<std::string>& files, const forms::Library& library, const ocr::Reader& reader,
               int jobs, const PipelineOptions& options, const PageTaker& take);

// As many threads as asked for; 0: all cores but one, which belongs to whoever else works on this machine.
// Never more than there can be pages at once.
int jobCount(int asked, const std::vector<std::string>& files);

}  // namespace toitsu::station
