#include "apps/authoring/form_trial.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "apps/station/page_pipeline.h"
#include "base/files.h"

namespace toitsu::authoring {

namespace fs = std::filesystem;

namespace {

Outcome outcomeOf(const forms::FieldValue* value, const std::string& right) {
    const bool same = value != nullptr && forms::canonicalText(value->value) == right;
    if (value == nullptr || value->doubt) return same ? Outcome::doubtful : Outcome::doubtfulWrong;
    return same ? Outcome::right : Outcome::wrong;
}

Result<SampleOutcome> judged(const station::PipelinePage& page, const Sample& sample, const forms::Library& library) {
    SampleOutcome out;
    out.sample = sample.name();
    out.layout = sample.layout;
    const forms::Layout* layout = library.layout(sample.layout);
    const forms::Form* form = layout == nullptr ? nullptr : library.asked(layout->form, layout->id);
    if (form == nullptr)
        return fail(
            ErrorKind::notFound, "C034",
            {"見本の正解が示すレイアウトがひな型集にありません", "the library lacks the layout that the truth names"},
            Place{sample.truthFile, 0, 0, 0});
    const auto truth = truthRecord(*form, sample);
    if (!truth) return fail(truth.error());
    const forms::Record* record = page.read.record ? &*page.read.record : nullptr;
    const bool other = record != nullptr && record->layout != sample.layout;
    out.status = record == nullptr ? (page.read.reading.status == ocr::PageStatus::ambiguous ? "ambiguous" : "rejected")
                 : other           ? "other-layout"
                                   : "read";
    out.read = out.status == "read";
    out.residualMm = out.read ? page.read.reading.residualMm : 0;
    for (const auto& [id, ignored] : sample.fields) {
        const forms::Field* field = form->field(id);
        if (field == nullptr || field->type == forms::FieldType::image) continue;
        const forms::FieldValue* value = record == nullptr ? nullptr : record->find(id);
        Outcome outcome = outcomeOf(value, forms::canonicalText(truth->find(id)->value));
        if (other && outcome == Outcome::right) outcome = Outcome::wrong;  // right by chance on the wrong paper
        out.fields[id] = outcome;
    }
    return out;
}

}  // namespace

std::vector<SampleOutcome> trySamples(const std::vector<Sample>& samples, const forms::Library& library,
                                      const ocr::Reader& reader, const Trial& trial) {
    std::vector<std::string> files;
    std::map<std::pair<std::string, int>, const Sample*> byPage;
    for (const Sample& sample : samples) {
        if (files.empty() || files.back() != sample.file) files.push_back(sample.file);
        byPage[{sample.file, sample.page}] = &sample;
    }
    std::vector<SampleOutcome> outcomes;
    station::readPages(files, library, reader, trial.jobs, {}, [&](station::PipelinePage& page) {
        if (page.error) {
            trial.failed(*page.error);
            return true;
        }
        const auto sample = byPage.find({page.read.page.file, page.number});
        if (sample == byPage.end()) return true;
        auto outcome = judged(page, *sample->second, library);
        if (outcome)
            outcomes.push_back(std::move(*outcome));
        else
            trial.failed(outcome.error());
        return trial.progress(outcomes.size(), std::max(page.expected, outcomes.size()));
    });
    return outcomes;
}

Result<Golden> Golden::of(const std::string& formFolder) {
    Golden golden;
    golden.file = (fs::path(formFolder) / "golden.json").string();
    std::error_code failed;
    golden.exists = fs::is_regular_file(golden.file, failed);
    if (!golden.exists) return golden;
    const auto text = files::read(golden.file);
    if (!text) return fail(text.error());
    auto outcomes = readGolden(*text, golden.file);
    if (!outcomes) return fail(outcomes.error());
    golden.outcomes = std::move(*outcomes);
    return golden;
}

}  // namespace toitsu::authoring
