#pragma once

// Intake: a file becomes pages, and every page belongs to a case or waits for a person. Pages of one submission of a
// form that has several become one case (collate.h). Giving the same file twice – or being killed and starting again –
// changes nothing: originals are named by their content and cases by original and page.

#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "apps/station/collate.h"
#include "apps/station/data_folder.h"
#include "apps/station/read_sheet.h"
#include "apps/station/station.h"
#include "forms/library.h"
#include "ocr/reader.h"
#include "workflows/engine.h"

namespace toitsu::station {

// How a page is read: ocr::Reader, or what a test puts in its place. The text begins the names of its crops.
// Every sheet that the picture shows, at least one.
using ReadPage = std::function<std::vector<ocr::SheetReading>(const ocr::Page&, const std::string& crops)>;

// C119: the page is another municipality's form than those that may become cases here.
inline constexpr const char* kForeign = "C119";

class Intake {
public:
    Intake(DataFolder& data, const forms::Library& library, OpenStation openStation, std::string process)
        : data_(data), library_(library), openStation_(std::move(openStation)), process_(std::move(process)) {}

    // Deploys flows/*.bpmn of the library.
    Result<void> deployFlows();

    struct Taken {
        PageRecord record;
        bool known = false;  // it was already here
    };
    // One file, all pages. A broken file is an error and leaves nothing behind.
    Result<std::vector<Taken>> take(const std::string& file, const ocr::Reader& reader);
    Result<std::vector<Taken>> take(const std::string& file, const ReadPage& read, const forms::AddressBook& addresses);
    // The same of a file's bytes; `file` is for messages.
    Result<std::vector<Taken>> takeBytes(const std::string& file, std::string bytes, const ReadPage& read,
                                         const forms::AddressBook& addresses);

    // Waiting pages once more, as one submission of the one layout that a person named and, where the machine cannot
    // find them, with the four corners of the first that the person showed: these are kept with the page. C032 when a
    // page does not fit that layout either, C033 when it does not wait, C036 when two are the same page of the form.
    Result<std::vector<PageRecord>> assign(const std::vector<PageRecord>& pages, const ocr::Reader& readerOfLayout,
                                           const std::string& person,
                                           const std::optional<ocr::Help>& help = std::nullopt);

    Feeding feeding = Feeding::asFed;
    // The municipalities whose forms may become cases; any, where it is not said. Another one's page waits (C119).
    std::optional<std::set<std::string>> reach;
    std::string shownAs;  // the file's name as people know it; "" the last part of its path
    // Called before every step that changes what is kept: tests fail there.
    std::function<void(const std::string& step)> beforeStep = [](const std::string&) {};

private:
    bool readsAgain(const std::vector<Taken>& known) const;
    Result<void> keepToReach(ocr::PageReading& reading, PageRecord& record) const;
    Result<void> save(const PageRecord& record);
    // One case of all of them, in the layout's order; their records are the caller's to save.
    Result<void> startCase(const std::vector<ReadSheet*>& sheets, const forms::AddressBook& addresses);
    Result<void> settleAlone(ReadSheet& sheet, const ocr::Page& page, const forms::AddressBook& addresses);
    Result<void> settle(const Submission& submission, std::vector<ReadSheet>& stack,
                        const forms::AddressBook& addresses);

    DataFolder& data_;
    const forms::Library& library_;
    OpenStation openStation_;
    std::string process_;
};

}  // namespace toitsu::station
