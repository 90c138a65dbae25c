// printed-fields: how well printed fields are read and whether their confidences can be believed.
//
//   printed_fields --seed 900000 --pages 16 --fonts "MotoyaLCedar,Konatu" [--dpi 200] [--profile mixed] [--weights
//   FOLDER]
//
// A JSON line for every field: its kind, the typeface, the degradation, what was printed, the first candidate, whether
// it is right, confidence, doubt. ocr/training/printed_calibration.py counts them.

#include <CLI/CLI.hpp>

#include <algorithm>
#include <iostream>

#include "base/files.h"
#include "base/json.h"
#include "base/text.h"
#include "ocr/reader.h"
#include "tests/golden/printed_page.h"
#include "tests/scanlab/scan_file.h"

namespace {

using namespace toitsu;

struct Run {
    std::string fonts = "Noto Sans CJK JP,IPAMincho", profile = "scan";
    std::string weights = TOITSU_SOURCE_DIR "/ocr/weights";
    int pages = 2, seed = 6100, dpi = 0;
};

Result<void> readPage(const golden::PrintedPage& page, const std::string& family, const std::string& profile,
                      const std::string& folder, const ocr::Reader& reader) {
    const std::string file = folder + "/page." + scanlab::naturalFormat(page.scan);
    if (auto written = scanlab::writeScans({page.scan}, file); !written) return written;
    const auto loaded = ocr::load(file);
    if (!loaded) return fail(loaded.error());
    const auto read = reader.read(loaded->front());
    if (read.status != ocr::PageStatus::read) {
        std::cerr << "not read: " << read.reason.en << '\n';
        return {};
    }
    for (const auto& field : page.fields) {
        const auto reading = std::find_if(read.readings.begin(), read.readings.end(),
                                          [&](const auto& r) { return r.field == field.field; });
        if (reading == read.readings.end()) continue;
        const std::string got = reading->candidates.empty() ? "" : reading->candidates.front().text;
        std::cout << json::write(Context{{"kind", field.kind},
                                         {"font", family},
                                         {"profile", profile},
                                         {"text", field.text},
                                         {"read", got},
                                         {"right", golden::compared(field.text) == golden::compared(got)},
                                         {"confidence", std::to_string(reading->confidence)},
                                         {"doubt", reading->doubt}})
                  << '\n';
    }
    return {};
}

Result<void> readAll(const Run& run) {
    auto folder = files::TemporaryFolder::make("toitsu-printed");
    if (!folder) return fail(folder.error());
    if (auto made = golden::writePrintedLibrary(folder->path()); !made) return made;
    forms::Findings findings;
    const auto library = forms::Library::load(folder->path(), findings);
    if (!library) return fail(library.error());
    const auto reader = ocr::Reader::make(*library, {run.weights, "", ""});
    if (!reader) return fail(reader.error());
    const auto families = text::split(run.fonts, ',');
    for (int n = 0; n < run.pages; ++n) {
        const std::string& family = families[static_cast<std::size_t>(n) % families.size()];
        const auto seed = static_cast<std::uint64_t>(run.seed + n);
        scanlab::Random random = scanlab::Random(seed).fork("profile");
        const scanlab::Profile* found =
            run.profile == "mixed" ? &scanlab::drawProfile(random) : scanlab::findProfile(run.profile);
        if (found == nullptr) return fail(ErrorKind::input, "T040", {"その劣化はありません", "no such degradation"});
        scanlab::Profile profile = *found;
        if (run.dpi > 0) profile.dpi = run.dpi;
        const auto& layout = *library->layouts[static_cast<std::size_t>(n / static_cast<int>(families.size())) % 2];
        const auto page = golden::printPage(layout, reader->addresses(), family, profile, seed);
        if (!page) return fail(page.error());
        if (auto done = readPage(*page, family, profile.name, folder->path(), *reader); !done) return done;
    }
    return {};
}

}  // namespace

int main(int argc, char** argv) {
    Run run;
    CLI::App app("Reads printed fields made by the generator; a JSON line each");
    app.add_option("--fonts", run.fonts, "Typefaces, with commas between them");
    app.add_option("--profile", run.profile, "Degradation, or mixed");
    app.add_option("--weights", run.weights, "Folder of the weights");
    app.add_option("--pages", run.pages)->check(CLI::Range(1, 10000));
    app.add_option("--seed", run.seed, "Of the first page");
    app.add_option("--dpi", run.dpi, "Instead of the degradation's own");
    CLI11_PARSE(app, argc, argv);
    if (const auto done = readAll(run); !done) {
        std::cerr << done.error().text(Language::en) << '\n';
        return 1;
    }
    return 0;
}
