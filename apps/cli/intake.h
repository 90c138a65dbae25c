#pragma once

// Intake: a file becomes pages, and every page a case or a page that waits for a person. Giving the same file twice –
// or being killed and starting again – changes nothing: originals are named by their content and cases by original and
// page.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "apps/cli/data_folder.h"
#include "apps/cli/library_folder.h"
#include "forms/library.h"
#include "ocr/reader.h"
#include "workflows/engine.h"

namespace toitsu::cli {

class Intake {
public:
    Intake(DataFolder& data, const forms::Library& library, std::shared_ptr<const Decisions> decisions,
           std::string process)
        : data_(data), library_(library), decisions_(std::move(decisions)), process_(std::move(process)) {}

    // Deploys flows/*.bpmn of the library.
    Result<void> deployFlows();

    struct Taken {
        PageRecord record;
        bool known = false;  // it was already here
    };
    // One file, all pages. A broken file is an error and leaves nothing behind.
    Result<std::vector<Taken>> take(const std::string& file, const ocr::Reader& reader);

    // A waiting page once more, with the one layout that a person named and, where the machine cannot find them, the
    // four corners that the person showed: these are kept with the page. C032 when it does not fit that layout either,
    // C033 when the page does not wait.
    Result<PageRecord> assign(const PageRecord& record, const ocr::Reader& readerOfLayout, const std::string& person,
                              const std::optional<ocr::Help>& help = std::nullopt);

private:
    // Reads one page and starts its case; the record is the caller's to save.
    Result<PageRecord> place(PageRecord record, const ocr::Page& page, const ocr::Reader& reader,
                             const std::optional<ocr::Help>& help = std::nullopt);

    DataFolder& data_;
    const forms::Library& library_;
    std::shared_ptr<const Decisions> decisions_;
    std::string process_;
};

}  // namespace toitsu::cli
