#include "apps/cli/quality_command.h"

#include <algorithm>
#include <map>

#include "apps/cli/page_memory.h"
#include "apps/cli/progress_line.h"
#include "apps/cli/quality_report.h"
#include "apps/station/library_folder.h"
#include "apps/station/page_json.h"
#include "apps/station/page_pipeline.h"
#include "apps/station/places.h"
#include "base/json.h"

namespace toitsu::cli {

using namespace authoring;

namespace {

// Reads the scans of the folders and compares each page with its truth; errors are told, the others go on.
void addFolders(const QualityCommandOptions& options, const forms::Library& library, forms::Quality& quality,
                QualityCounts& counts, Terminal& terminal) {
    std::map<std::pair<std::string, int>, Sample> truths;
    std::vector<std::string> scans;
    for (const std::string& folder : options.folders) {
        auto samples = samplesIn(folder);
        if (!samples) return terminal.report(samples.error());
        if (samples->empty())
            return terminal.report({ErrorKind::input,
                                    "C097",
                                    {"正解のファイル（画像と同じ名前の .json）がありません",
                                     "there is no truth: a .json of the same name beside each scan"},
                                    {folder, 0, 0, 0}});
        for (Sample& sample : *samples) {
            if (sample.page == 1) scans.push_back(sample.file);
            truths.insert_or_assign({sample.file, sample.page}, std::move(sample));
        }
    }
    const auto weights = station::weightsFolder(options.weights);
    if (!weights) return terminal.report(weights.error());
    keepPageMemory();
    const int jobs = station::jobCount(options.jobs, scans);
    const auto reader = ocr::Reader::make(library, {*weights, "", "", true, jobs, options.lineModel});
    if (!reader) return terminal.report(reader.error());
    ProgressLine progress(terminal, errorsOnTerminal());
    std::size_t done = 0;
    station::readPages(scans, library, *reader, jobs, {}, [&](station::PipelinePage& page) {
        progress.hide();
        if (page.error) {
            terminal.report(*page.error);
            return true;
        }
        const auto truth = truths.find({page.read.page.file, page.number});
        if (truth != truths.end()) {
            const forms::Record* record = page.read.record ? &*page.read.record : nullptr;
            const Value value = station::pageValue(page.read.page, page.read.reading, record, terminal.language);
            if (const auto added = addRead(value, truth->second, library, quality); !added)
                terminal.report(added.error());
            ++counts.pages;
        }
        progress.show(++done, std::max(page.expected, done));
        return true;
    });
}

}  // namespace

void quality(const QualityCommandOptions& options, Terminal& terminal) {
    if (options.data.empty() && options.folders.empty())
        return terminal.report({ErrorKind::usage,
                                "C098",
                                {"--data か、画像と正解のあるフォルダーを指定してください",
                                 "name a data folder with --data, or folders with scans and their truth"},
                                {}});
    std::optional<station::DataFolder> data;
    if (!options.data.empty()) {
        auto opened = station::DataFolder::open(options.data);
        if (!opened) return terminal.report(opened.error());
        data = std::move(*opened);
    }
    const auto folder =
        station::libraryFolder(options.library.empty() && data ? data->rememberedLibrary() : options.library);
    if (!folder) return terminal.report(folder.error());
    const auto library = station::openForms(*folder, terminal.reporter());
    if (!library) return terminal.report(library.error());

    forms::Quality quality({options.target / 100, 0.95});
    QualityCounts counts;
    if (data) {
        const auto confirmed = addConfirmed(*data, *library, quality);
        if (!confirmed) return terminal.report(confirmed.error());
        counts = *confirmed;
    }
    if (!options.folders.empty()) addFolders(options, *library, quality, counts, terminal);

    // An empty table would look like an answer.
    if (counts.pages == 0 && terminal.exitStatus() != 0) return;
    if (options.format == "json")
        terminal.out << json::writePretty(qualityValue(quality, counts)) << '\n';
    else if (options.format == "csv")
        terminal.out << qualityCsv(quality);
    else
        terminal.out << qualityText(quality, counts, terminal);
}

}  // namespace toitsu::cli
