#include "apps/cli/read_command.h"

#include <algorithm>

#include "apps/cli/page_memory.h"
#include "apps/cli/progress_line.h"
#include "apps/cli/read_output.h"
#include "apps/cli/scan_files.h"
#include "apps/station/library_folder.h"
#include "apps/station/page_pipeline.h"
#include "apps/station/places.h"
#include "base/files.h"

namespace toitsu::cli {

void read(const ReadOptions& options, Terminal& terminal) {
    const auto folder = station::libraryFolder(options.library);
    if (!folder) return terminal.report(folder.error());
    const auto weights = station::weightsFolder(options.weights);
    if (!weights) return terminal.report(weights.error());
    const auto library = station::openForms(*folder, terminal.reporter());
    if (!library) return terminal.report(library.error());
    if (!options.crops.empty())
        if (const auto made = files::makeFolders(options.crops); !made) return terminal.report(made.error());
    const std::vector<std::string> scans = scanFiles(options.files, terminal);
    const auto output = readOutput(options, scans, terminal);
    if (!output) return terminal.report(output.error());
    keepPageMemory();
    const int jobs = station::jobCount(options.jobs, scans);
    const auto reader = ocr::Reader::make(*library, {*weights, options.crops, "", true, jobs, options.lineModel});
    if (!reader) return terminal.report(reader.error());

    ProgressLine progress(terminal, errorsOnTerminal());
    std::size_t done = 0;
    station::readPages(scans, *library, *reader, jobs, {!options.crops.empty()}, [&](station::PipelinePage& page) {
        progress.hide();
        if (page.error) terminal.report(*page.error);
        const auto added = (*output)->add(page);
        if (!added) terminal.report(added.error());
        progress.show(++done, std::max(page.expected, done));
        // What one file cannot have does not stop the others; a full disk or a mistake on the command line does.
        return added || added.error().kind == ErrorKind::refused || added.error().kind == ErrorKind::internal;
    });
    progress.hide();
    if (const auto finished = (*output)->finish(); !finished) terminal.report(finished.error());
}

}  // namespace toitsu::cli
