#pragma once

// Intake worker: files that were handed in over the server are read one after another, in the background. A file is
// kept before it is answered; a station that is killed goes on with it. Pages that wait are mended here, too.

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "apps/station/intake.h"
#include "apps/station/intake_book.h"
#include "apps/station/library_shelf.h"
#include "apps/station/watched_folder.h"
#include "forms/library.h"
#include "ocr/reader.h"

namespace toitsu::station {

class IntakeWorker {
public:
    using MakeReader = std::function<Result<std::unique_ptr<ocr::Reader>>(const forms::Library&)>;

    IntakeWorker(DataFolder& data, StationFile& file, LibraryView library, OpenStation openStation,
                 MakeReader makeReader);

    struct Upload {
        std::string municipality, person, name;
        std::string batch;            // "" – a new one
        std::set<std::string> reach;  // where the person may take scans in, beside the municipality
    };
    // The batch that the file is in. V135 no such batch of this municipality.
    Result<std::string> put(const Upload& upload, std::string_view bytes, workflows::Instant now);

    // Reads the oldest file that waits. False: none does. A file that is no scan is failed, and the next one's turn
    // comes; other errors (a full disk) leave it waiting.
    Result<bool> work();

    // As one submission of one layout, with the four corners of the first where the machine cannot find them. C03x;
    // V136 a page that is not this municipality's or does not wait.
    Result<std::vector<PageRecord>> assign(const std::vector<std::string>& pages, const std::string& layout,
                                           const std::vector<forms::Point>& corners, const std::string& person);
    Result<void> dismiss(const std::string& page, const std::string& person, const std::string& reason);
    Result<void> restore(const std::string& page, const std::string& person);
    // How people are shown a waiting page: `quarters` more, clockwise.
    Result<PageRecord> turn(const std::string& page, int quarters);

    // Takes a case apart: it is ended, and its pages wait again. The undo of an assignment, and what is done about
    // pages of two persons in one case. V140 once a person has finished a task of it or a machine was told of it.
    Result<std::vector<std::string>> split(const std::string& caseId, const std::string& person,
                                           const std::string& reason, workflows::Instant now);
    // What was begun before a crash.
    Result<void> finishSplits(workflows::Instant now);

    // Pages that were taken in without a server, with the command line or a demo, are counted from now on, too.
    Result<int> adopt(workflows::Instant now);

    // Files of a watched folder that are complete: kept, then moved on. How many. The batch is the folder's of the day.
    Result<int> watch(WatchedFolder& folder, const std::string& name, const std::string& municipality,
                      workflows::Instant now);

    // While it runs no page is mended, and no file that comes in is kept: what destroys them asks first whether it may.
    Result<void> undisturbed(const std::function<Result<void>()>& make) {
        const std::scoped_lock both(mending_, keeping_);
        return make();
    }

    // Replaces reading; for tests.
    std::optional<ReadPage> read;

private:
    Result<std::vector<Intake::Taken>> take(const FileRow& file);
    Result<void> keep(const BatchRow& batch, const std::string& name, const std::set<std::string>& reach,
                      std::string_view bytes);
    Result<std::vector<std::string>> takeApart(const SplitRow& split, workflows::Instant now);
    Result<ocr::Reader*> reader(const forms::Library& library);

    DataFolder& data_;
    StationFile& file_;
    const LibraryView library_;
    OpenStation openStation_;
    MakeReader makeReader_;
    std::unique_ptr<ocr::Reader> reader_;       // loaded when the first file comes
    const forms::Library* readerOf_ = nullptr;  // the edition that it knows
    std::mutex mending_, keeping_;
};

Error pageDoesNotWait();  // C033

}  // namespace toitsu::station
