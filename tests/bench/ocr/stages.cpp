#include <algorithm>
#include <filesystem>
#include <memory>
#include <thread>

#include "base/files.h"
#include "tests/bench/ocr/made_form.h"
#include "tests/bench/ocr/measure.h"
#include "tests/bench/ocr/parts.h"
#include "tests/bench/ocr/table.h"
#include "tests/golden/stranger_library.h"

namespace toitsu::bench {

namespace {

Result<void> addRow(const Table& table, const std::string& name, const std::string& file, const forms::Library& library,
                    const ocr::Reader& reader, const std::string& layout, int times) {
    const auto cost = medianCost(file, library, reader, layout, times);
    if (!cost) return fail(cost.error());
    const auto tesseract = tesseractMillis(file);  // in the thread that has just read: no threads of OpenMP
    if (!tesseract) return fail(tesseract.error());
    table.row({name, number(cost->decode), number(cost->identify), number(cost->place), number(cost->read),
               number(cost->unify), number(cost->all), number(cost->all / cost->decode), number(*tesseract, 0),
               number(*tesseract / cost->all)});
    std::string parts = "    of read:";
    for (const auto& [recognizer, millis] : cost->recognizers) parts += "  " + recognizer + " " + number(millis);
    table.row({parts});
    return {};
}

// Pages that we did not draw. Their layout names every text as handwritten; here what is printed there is read.
Result<void> addForeign(const Table& table, const BenchOptions& options) {
    const auto stranger = golden::foreignLibrary(options.foreign);
    if (!stranger) return fail(stranger.error());
    forms::Findings findings;
    auto library = forms::Library::load(stranger->path, findings);
    if (!library) return fail(library.error());
    for (auto& layout : library->layouts) {
        auto printed = std::make_shared<forms::Layout>(*layout);
        for (auto& page : printed->pages)
            for (auto& text : page.texts)
                if (text.cells == 0) text.written = forms::Written::printed;
        layout = std::move(printed);
    }
    const auto reader = ocr::Reader::make(*library, {options.weights, "", ""});
    if (!reader) return fail(reader.error());
    for (const auto& [name, file] : {std::pair{"form A of strangers, colour JPEG 300", "A_scan_000.jpg"},
                                     std::pair{"form A of strangers, fax 200 (PNG)", "A_fax200_000.png"}})
        if (auto done = addRow(table, name, options.foreign + "/" + file, *library, *reader, "a", options.times); !done)
            return fail(done.error());
    return {};
}

}  // namespace

Result<void> printStages(const BenchOptions& options) {
    const Table table("Milliseconds of processor time for one page on one core (medians of " +
                          std::to_string(options.times) + "); tess.: tesseract -l jpn on the whole page",
                      42, {"", "decode", "identify", "place", "read", "unify", "all", "/decode", "tess.", "tess./all"});
    struct Kind {
        const char* name;
        FormSize size;
    };
    for (const Kind& kind : {Kind{"7 texts, 44 boxes", {7, 44, 11}}, Kind{"marks and digits", {0, 44, 11}},
                             Kind{"marks only", {0, 0, 22}}}) {
        const auto library = madeForm(options.work + "/stages", kind.size);
        if (!library) return fail(library.error());
        const auto reader = ocr::Reader::make(*library, {options.weights, "", ""});
        if (!reader) return fail(reader.error());
        for (const auto& [what, profile] : {std::pair{"grey JPEG 300", "scan"}, std::pair{"colour JPEG 300", "colour"},
                                            std::pair{"G4 300", "bilevel300"}}) {
            const auto file = madeScan(*library, *library->layouts.front(), profile, 0, 41, options.work);
            if (!file) return fail(file.error());
            if (auto done = addRow(table, std::string(kind.name) + ", " + what, *file, *library, *reader, "bench",
                                   options.times);
                !done)
                return fail(done.error());
        }
    }
    return std::filesystem::exists(options.foreign) ? addForeign(table, options) : Result<void>{};
}

int threadsOf(const BenchOptions& options) {
    return options.jobs > 0 ? options.jobs : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
}

Result<void> printThroughput(const BenchOptions& options) {
    const auto library = madeForm(options.work + "/throughput", {});
    if (!library) return fail(library.error());
    std::vector<std::string> different, files;
    for (const char* profile : {"scan", "bilevel300", "copier"}) {
        auto file = madeScan(*library, *library->layouts.front(), profile, 0, 42, options.work);
        if (!file) return fail(file.error());
        different.push_back(std::move(*file));
    }
    const auto reader = ocr::Reader::make(*library, {options.weights, "", ""});
    if (!reader) return fail(reader.error());
    const Table table("Pages per second, 7 texts and 44 boxes each, decoding and unifying included", 8,
                      {"jobs", "pages/s", "times one", "pages/s of CPU", "peak MB"});
    double one = 0;
    const int most = threadsOf(options);
    for (int jobs = 1; jobs <= most; jobs = jobs == most ? most + 1 : std::min(2 * jobs, most)) {
        files.clear();
        for (int n = 0; n < 4 * options.times * jobs; ++n)
            files.push_back(different[static_cast<std::size_t>(n) % different.size()]);
        throughput({files.begin(), files.begin() + 2 * jobs}, *library, *reader, jobs);  // engines, blanks
        forgetMostResident();
        const Throughput measured = throughput(files, *library, *reader, jobs);
        if (jobs == 1) one = measured.perSecond;
        table.row({std::to_string(jobs), number(measured.perSecond, 2), number(measured.perSecond / one, 2),
                   number(measured.perCpuSecond, 2), number(mostResidentMb(), 0)});
    }
    return {};
}

}  // namespace toitsu::bench
