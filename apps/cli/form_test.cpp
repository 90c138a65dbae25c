#include "apps/cli/form_test.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

#include "apps/authoring/form_trial.h"
#include "apps/authoring/template_files.h"
#include "apps/cli/form_test_report.h"
#include "apps/cli/page_memory.h"
#include "apps/cli/progress_line.h"
#include "apps/station/library_folder.h"
#include "apps/station/page_pipeline.h"
#include "apps/station/places.h"
#include "base/files.h"

namespace toitsu::cli {

using namespace authoring;

namespace fs = std::filesystem;

namespace {

// One form to test, and of which layouts.
struct Target {
    std::string folder;             // of form.xml
    std::set<std::string> layouts;  // ids; empty: all
    std::vector<Sample> samples;
};

Result<std::vector<Target>> targetsOf(const std::vector<std::string>& paths, Terminal& terminal) {
    std::map<std::string, Target> targets;
    const auto add = [&](const std::string& formFile) -> Target& {
        const std::string folder = fs::path(formFile).parent_path().string();
        Target& target = targets[fs::absolute(folder).lexically_normal().string()];
        target.folder = folder.empty() ? "." : folder;
        return target;
    };
    for (const std::string& path : paths) {
        std::error_code failed;
        if (fs::is_directory(path, failed)) {
            bool any = false;
            for (const std::string& file : templateFiles(path))
                if (fs::path(file).filename() == "form.xml") add(file).layouts.clear(), any = true;
            if (!any)
                return fail(ErrorKind::notFound, "C006",
                            {"このフォルダーに様式もレイアウトもありません", "no form and no layout in this folder"},
                            Place{path, 0, 0, 0});
        } else if (fs::path(path).filename() == "form.xml") {
            add(path);
        } else {
            forms::Findings findings;
            const auto loaded = loadLayoutFile(path, findings);
            for (std::size_t i = 1; i < findings.errors.size(); ++i) terminal.report(findings.errors[i]);
            if (!loaded) return fail(findings.errors.front());
            add(formFileOf(path)).layouts.insert(loaded->layout.id);
        }
    }
    std::vector<Target> list;
    for (auto& [folder, target] : targets) list.push_back(std::move(target));
    return list;
}

// The library that a form stands in: …/forms/<form>; a form that stands alone is its own.
std::string libraryOf(const std::string& formFolder) {
    const fs::path forms = fs::absolute(formFolder).lexically_normal().parent_path();
    return forms.filename() == "forms" ? forms.parent_path().string() : formFolder;
}

std::vector<SampleOutcome> readSamples(const std::vector<Sample>& samples, const forms::Library& library,
                                       const ocr::Reader& reader, int jobs, Terminal& terminal) {
    ProgressLine progress(terminal, errorsOnTerminal());
    Trial trial;
    trial.jobs = jobs;
    trial.failed = [&](const Error& error) {
        progress.hide();
        terminal.report(error);
    };
    trial.progress = [&](std::size_t done, std::size_t expected) {
        progress.hide();
        progress.show(done, expected);
        return true;
    };
    auto outcomes = trySamples(samples, library, reader, trial);
    progress.hide();
    return outcomes;
}

bool wanted(const Target& target, const std::string& layout) {
    return target.layouts.empty() || target.layouts.count(layout) != 0;
}

Result<void> findSamples(Target& target) {
    auto samples = samplesIn((fs::path(target.folder) / "samples").string());
    if (!samples) return fail(samples.error());
    std::erase_if(*samples, [&](const Sample& sample) { return !wanted(target, sample.layout); });
    if (samples->empty())
        return fail(ErrorKind::notFound, "C142",
                    {"見本がありません。samples/ に画像と正解を置くか、toitsu form fill --out で作ってください",
                     "there are no samples; put pictures and their truth into samples/, or make some with toitsu form "
                     "fill --out"},
                    Place{target.folder, 0, 0, 0});
    target.samples = std::move(*samples);
    return {};
}

Result<FormTested> testForm(const Target& target, const forms::Library& library, const ocr::Reader& reader, int jobs,
                            bool update, Terminal& terminal) {
    auto golden = Golden::of(target.folder);
    if (!golden) return fail(golden.error());
    FormTested tested;
    tested.form = fs::path(fs::absolute(target.folder).lexically_normal()).filename().string();
    tested.outcomes = readSamples(target.samples, library, reader, jobs, terminal);
    tested.golden = golden->exists;
    std::vector<SampleOutcome> known = golden->outcomes;
    std::erase_if(known, [&](const SampleOutcome& one) { return !wanted(target, one.layout); });
    tested.comparison = compareOutcomes(known, tested.outcomes);
    if (tested.outcomes.size() < target.samples.size()) {  // told already, sample by sample
        tested.unread = static_cast<int>(target.samples.size() - tested.outcomes.size());
    } else if (update) {
        std::vector<SampleOutcome> now = tested.outcomes;
        for (const SampleOutcome& one : golden->outcomes)
            if (!wanted(target, one.layout)) now.push_back(one);  // layouts that were not asked for stay as they are
        if (const auto written = files::writeAtomically(golden->file, writeGolden(now)); !written)
            return fail(written.error());
        tested.written = golden->file;
    }
    return tested;
}

}  // namespace

void formTest(const FormTestOptions& options, Terminal& terminal) {
    std::vector<std::string> paths = options.paths;
    if (paths.empty()) {
        const auto folder = station::libraryFolder(options.library);
        if (!folder) return terminal.report(folder.error());
        paths.push_back(*folder);
    }
    const auto targets = targetsOf(paths, terminal);
    if (!targets) return terminal.report(targets.error());
    const auto weights = station::weightsFolder(options.weights);
    if (!weights) return terminal.report(weights.error());
    keepPageMemory();
    std::map<std::string, std::vector<Target>> byLibrary;
    std::vector<std::string> scans;
    for (Target target : *targets) {
        if (const auto found = findSamples(target); !found) {
            terminal.report(found.error());
            continue;
        }
        for (const Sample& sample : target.samples) scans.push_back(sample.file);
        byLibrary[options.library.empty() ? libraryOf(target.folder) : options.library].push_back(std::move(target));
    }
    const int jobs = station::jobCount(options.jobs, scans);
    std::vector<FormTested> tested;
    for (const auto& [folder, inside] : byLibrary) {
        const auto library = station::openForms(folder, terminal.reporter());
        if (!library) return terminal.report(library.error());
        const auto reader = ocr::Reader::make(*library, {*weights, "", "", true, jobs, options.lineModel});
        if (!reader) return terminal.report(reader.error());
        for (const Target& target : inside) {
            auto one = testForm(target, *library, *reader, jobs, options.update, terminal);
            if (one)
                tested.push_back(std::move(*one));
            else
                terminal.report(one.error());
        }
    }
    reportFormTests(tested, options.format, terminal);
    for (const FormTested& one : tested)
        if (one.unread > 0 || (!one.comparison.worse.empty() && one.written.empty())) terminal.differs();
}

}  // namespace toitsu::cli
