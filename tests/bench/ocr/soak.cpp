#include <algorithm>
#include <iostream>
#include <optional>
#include <vector>

#include "apps/station/page_pipeline.h"
#include "tests/bench/ocr/made_form.h"
#include "tests/bench/ocr/measure.h"
#include "tests/bench/ocr/parts.h"
#include "tests/bench/ocr/table.h"

// A handful of different pages over and over through the pipeline of `toitsu read --jobs`. What comes out is compared
// with what the same page gave the first time: a page that another thread's page leaked into would show.

namespace toitsu::bench {

namespace {

std::string signatureOf(const station::PipelinePage& page) {
    std::string out = page.read.reading.layout + page.read.reading.code;
    for (const auto& reading : page.read.reading.readings) {
        out += "\n" + reading.field + "/" + reading.part + (reading.doubt ? "?" : "=");
        for (const auto& candidate : reading.candidates)
            out += " " + candidate.text + ":" + number(candidate.confidence, 6);
    }
    return out;
}

Error lost(std::size_t page) {
    return {ErrorKind::internal,
            "T041",
            {"ページが失われたか、重複したか、順序か読取結果が変わりました",
             "a page was lost, doubled, out of order or read differently than the first time"},
            {"", static_cast<int>(page), 0, 0}};
}

}  // namespace

Result<void> soak(const BenchOptions& options) {
    const auto library = madeForm(options.work + "/soak", {2, 44, 11});
    if (!library) return fail(library.error());
    std::vector<std::string> different;
    for (const char* profile : {"scan", "bilevel300", "copier", "flip", "dpi150", "shadow", "fold"}) {
        auto file = madeScan(*library, *library->layouts.front(), profile, 0, 46, options.work);
        if (!file) return fail(file.error());
        different.push_back(std::move(*file));
    }
    const int jobs = threadsOf(options);
    const auto reader = ocr::Reader::make(*library, {options.weights, "", "", true, jobs});
    if (!reader) return fail(reader.error());
    const auto pages = static_cast<std::size_t>(options.pages);
    std::vector<std::string> files;
    for (std::size_t n = 0; n < pages; ++n) files.push_back(different[n % different.size()]);

    const Table table(std::to_string(pages) + " pages, " + std::to_string(jobs) + " jobs", 12,
                      {"pages", "resident MB"});
    std::vector<std::string> first(different.size());
    std::vector<double> resident;
    std::size_t handed = 0, records = 0;
    std::optional<Error> wrong;
    const std::size_t every = std::max<std::size_t>(1, pages / 20);
    station::readPages(files, *library, *reader, jobs, {}, [&](station::PipelinePage& page) {
        const std::string now = page.error ? page.error->code : signatureOf(page);
        std::string& known = first[page.file % different.size()];
        if (known.empty()) known = now;
        if (page.file != handed || page.number != 1 || page.error || now != known) wrong = lost(handed);
        ++handed;
        records += page.read.record ? 1 : 0;
        if (handed % every == 0) {
            resident.push_back(residentMb());
            table.row({std::to_string(handed), number(resident.back(), 0)});
        }
        return !wrong;
    });
    std::cout << "sheets in " << pages << ", records out " << records << '\n';
    if (wrong) return fail(*wrong);
    if (handed != pages || records != pages) return fail(lost(handed));
    if (resident.size() < 10) return {};
    // Threads and their arenas settle within the first fifth; after that only the noise of what is in flight is left.
    const std::size_t settled = resident.size() / 5;
    const double before =
        *std::max_element(resident.begin(), resident.begin() + static_cast<std::ptrdiff_t>(2 * settled));
    const double after = *std::min_element(resident.end() - static_cast<std::ptrdiff_t>(settled), resident.end());
    std::cout << "most in the first two fifths " << number(before, 0) << " MB, least in the last fifth "
              << number(after, 0) << " MB\n";
    if (after > before * 1.05 + 8)
        return fail(ErrorKind::internal, "T042", {"メモリーが増え続けています", "memory grew"});
    return {};
}

}  // namespace toitsu::bench
