#include "apps/cli/demo_clerk.h"

#include "apps/station/answers.h"
#include "apps/station/case_variables.h"
#include "apps/station/sealed_record.h"
#include "apps/station/station.h"

namespace toitsu::cli {

using namespace authoring;

namespace {

const Sample* sampleOf(const std::vector<Sample>& samples, const workflows::Task& task) {
    const std::string* blob = task.variables["page"]["blob"].string();
    const Decimal* page = task.variables["page"]["number"].number();
    if (blob == nullptr || page == nullptr) return nullptr;
    for (const Sample& sample : samples)
        if (sample.sha256 == *blob && Decimal(sample.page) == *page) return &sample;
    return nullptr;
}

std::vector<station::Answer> answersFor(const forms::Record& record, const Sample& sample) {
    std::vector<station::Answer> answers;
    for (const forms::FieldValue& field : record.fields) {
        if (!field.doubt) continue;
        const auto truth = sample.fields.find(field.field);
        answers.push_back({field.field, truth == sample.fields.end() ? std::string() : truth->second});
    }
    return answers;
}

}  // namespace

Result<ClerkWork> answerFromTruth(const std::vector<Sample>& samples, const station::DataFolder& data,
                                  const forms::Library& library, std::shared_ptr<const station::Decisions> decisions,
                                  const std::string& person) {
    ClerkWork work;
    auto station = station::Station::open(data, std::move(decisions));
    if (!station) return fail(station.error());
    const auto tasks = station->engine().tasks();
    if (!tasks) return fail(tasks.error());
    const station::Answers desk(data, library);
    for (const workflows::Task& task : *tasks) {
        const Sample* sample = sampleOf(samples, task);
        // A record that the business system sent back has no doubt that the truth could answer: it waits for a real
        // person.
        if (sample == nullptr || task.form != "verify") continue;
        auto draft = desk.draft(task);
        if (!draft) return fail(draft.error());
        const forms::Form* form = library.asked(draft->form, draft->layout);
        if (form == nullptr || !task.variables["receipt"]["state"].isNull()) continue;
        const auto answers = answersFor(*draft, *sample);
        draft = desk.answer(task, answers, false, person);
        if (!draft) return fail(draft.error());
        work.fields += static_cast<int>(answers.size());
        if (draft->doubtful()) {
            if (auto kept = desk.keep(task, *draft); !kept) return fail(kept.error());
            continue;
        }
        const auto variables =
            station::caseVariables(data.vault(), *form, *draft, station::recordSubject(task.variables));
        if (!variables) return fail(variables.error());
        if (auto done = station->engine().completeTask(task.id, person, *variables, station::now()); !done)
            return fail(done.error());
        desk.forget(task);
        ++work.tasks;
    }
    return work;
}

}  // namespace toitsu::cli
