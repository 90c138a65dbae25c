#include "apps/authoring/rehearsal.h"

#include <algorithm>
#include <filesystem>

#include "apps/authoring/library_file.h"
#include "apps/station/library_folder.h"
#include "apps/station/places.h"
#include "base/json.h"
#include "rules/test_cases.h"
#include "workflows/trial/play.h"

namespace toitsu::authoring {

namespace fs = std::filesystem;
namespace trial = workflows::trial;

namespace {

class Rehearsing {
public:
    Rehearsing(const Stage& stage, const RehearsalPlan& plan, const RehearsalOptions& options)
        : stage_(stage), plan_(plan), options_(options) {}

    Result<Rehearsal> run() {
        if (auto done = runForms(); !done) return fail(done.error());
        for (const std::string& model : plan_.models) runModel(model);
        if (plan_.flows) runFlows();
        return std::move(out_);
    }

private:
    void tell(Error error) { out_.errors.push_back(stage_.told(std::move(error))); }

    Result<void> runForms() {
        struct Wanted {
            std::string folder;
            std::vector<Sample> samples;
        };
        std::vector<Wanted> wanted;
        for (const auto& [folder, layouts] : plan_.forms) {
            auto samples = samplesIn(stage_.file(folder) + "/samples");
            if (!samples) {
                tell(samples.error());
                continue;
            }
            std::erase_if(*samples, [&layouts = layouts](const Sample& one) {
                return !layouts.empty() && layouts.count(one.layout) == 0;
            });
            expected_ += samples->size();
            wanted.push_back({folder, std::move(*samples)});
        }
        if (expected_ == 0) {
            for (const Wanted& one : wanted) out_.forms.push_back({one.folder, {}, {}, 0, false});
            return {};
        }
        const auto library = station::openForms(stage_.root(), [](const Error&) {});  // lint tells what is wrong
        if (!library) return fail(library.error());
        const auto weights = station::weightsFolder(options_.weights);
        if (!weights) return fail(weights.error());
        const auto reader = ocr::Reader::make(*library, {*weights, "", "", true, 1, ""});
        if (!reader) return fail(reader.error());
        for (const Wanted& one : wanted)
            if (auto done = runForm(one.folder, one.samples, *library, *reader); !done) return done;
        return {};
    }

    Result<void> runForm(const std::string& folder, const std::vector<Sample>& samples, const forms::Library& library,
                         const ocr::Reader& reader) {
        FormRehearsal form;
        form.folder = folder;
        form.samples = static_cast<int>(samples.size());
        auto golden = Golden::of(stage_.file(folder));
        if (!golden) return fail(golden.error());
        form.golden = golden->exists;
        const std::size_t before = done_;
        Trial trying;
        trying.failed = [&](const Error& error) { tell(error); };
        trying.progress = [&](std::size_t done, std::size_t) {
            done_ = before + done;
            return options_.progress(done_, expected_);
        };
        form.outcomes = trySamples(samples, library, reader, trying);
        const auto& layouts = plan_.forms.at(folder);
        std::erase_if(golden->outcomes,
                      [&](const SampleOutcome& one) { return !layouts.empty() && layouts.count(one.layout) == 0; });
        form.comparison = compareOutcomes(golden->outcomes, form.outcomes);
        out_.forms.push_back(std::move(form));
        return {};
    }

    void runModel(const std::string& path) {
        const std::string file = stage_.file(path);
        for (const std::string& test : rules::testCaseFiles(fs::path(file).parent_path().string(), file)) {
            const auto report = rules::runTestCases(test);
            if (!report || report->error) {
                tell(report ? *report->error : report.error());
                continue;
            }
            for (const rules::TestCaseResult& one : report->cases) {
                TestRehearsal made{stage_.pathOf(test), one.id, "", one.passed(), one.place.line, {}, {}};
                for (const rules::TestResult& result : one.results) {
                    if (result.right) continue;
                    const std::string expected = json::write(result.expected), got = json::write(result.actual);
                    made.line = result.place.line;
                    made.expected = {result.name + " = " + expected, result.name + " = " + expected};
                    made.got = {got, got};
                    break;
                }
                out_.tests.push_back(std::move(made));
            }
        }
    }

    void runFlows() {
        for (const std::string& file : station::filesBelow(stage_.file("flows"), ".xml")) {
            const auto text = files::read(file, kLongestText);
            if (!text || !trial::looksLikeScript(*text)) continue;
            std::vector<Error> mistakes;
            const auto script = trial::readScript(*text, file, mistakes);
            for (const Error& mistake : mistakes) tell(mistake);
            if (!script) continue;
            const auto outcome = trial::play(*script);
            if (!outcome) {
                tell(outcome.error());
                continue;
            }
            for (const trial::TestOutcome& one : outcome->tests) {
                TestRehearsal made{stage_.pathOf(file), one.id, one.title, !one.difference, one.place.line, {}, {}};
                if (one.difference) {
                    made.line = one.difference->place.line;
                    made.expected = one.difference->expected;
                    made.got = one.difference->got;
                }
                out_.tests.push_back(std::move(made));
            }
        }
    }

    const Stage& stage_;
    const RehearsalPlan& plan_;
    const RehearsalOptions& options_;
    Rehearsal out_;
    std::size_t done_ = 0, expected_ = 0;
};

}  // namespace

bool Rehearsal::passed() const {
    return errors.empty() &&
           std::all_of(forms.begin(), forms.end(), [](const auto& one) { return one.comparison.worse.empty(); }) &&
           std::all_of(tests.begin(), tests.end(), [](const auto& one) { return one.passed; });
}

RehearsalPlan planFor(const Texts& texts) {
    RehearsalPlan plan;
    for (const auto& [path, text] : texts) {
        const LibraryFile file = described(path, text);
        const std::string folder = formFolderOf(path);
        switch (file.kind) {
            case FileKind::form:
                plan.forms[folder].clear();
                break;
            case FileKind::layout:
                // Whoever has said "all" already means this one, too.
                if (texts.count(folder + "/form.xml") == 0) plan.forms[folder].insert(file.name);
                break;
            case FileKind::flow:
                plan.flows = true;
                break;
            case FileKind::decision:
                plan.models.insert(path);
                plan.flows = true;  // flows ask it
                break;
        }
    }
    return plan;
}

Result<Rehearsal> rehearse(const std::string& library, const Texts& texts, const RehearsalPlan& plan,
                           const RehearsalOptions& options) {
    const auto stage = Stage::make(library, "", texts);
    if (!stage) return fail(stage.error());
    auto run = Rehearsing(*stage, plan, options).run();
    if (!run) return fail(stage->told(run.error()));
    return run;
}

}  // namespace toitsu::authoring
