// "Right" means: the municipality's own system has exactly one entry under the case's key, and every column of it is
// what the binding makes of the truth. The truth never touches the way of the data itself; it only answers the clerk's
// questions.

#include "apps/cli/demo_check.h"

#include <algorithm>
#include <filesystem>
#include <map>

#include "apps/station/sealed_record.h"
#include "apps/station/station.h"
#include "base/text.h"

namespace toitsu::cli {

using namespace authoring;

namespace {

std::string textOf(const Value& value) {
    return value.string() == nullptr ? std::string() : *value.string();
}

double numberOf(const Value& value) {
    return value.number() == nullptr ? 0 : value.number()->toDouble();
}

// The canonical text of a truth, so that "1,000" and "1000" in a truth file are no difference.
std::string canonical(const forms::Field& field, const std::string& text) {
    if (text.empty()) return {};
    const auto parsed = forms::parseField(field, text);
    return parsed ? forms::canonicalText(*parsed) : text;
}

std::string shownAs(const forms::Field& field, const std::string& canonicalText) {
    if (canonicalText == "true") return "あり";
    if (canonicalText == "false") return "なし";
    if (field.options.empty() || canonicalText.empty()) return canonicalText;
    std::vector<std::string> titles;
    for (const std::string& code : text::split(canonicalText, '|')) {
        const forms::Option* option = field.option(code);
        titles.push_back(option == nullptr ? code : option->title);
    }
    return text::join(titles, "、");
}

std::vector<FieldCheck> checkFields(const ScanResult& result, const forms::Form& form, const forms::Record* last) {
    std::vector<FieldCheck> checks;
    const List* fields = result.page.reading["fields"].list();
    if (fields == nullptr) return checks;
    for (const Value& read : *fields) {
        const forms::Field* field = form.field(textOf(read["field"]));
        // A picture is its crop: the truth of a sample holds none to compare it with.
        if (field == nullptr || field->type == forms::FieldType::image) continue;
        // A field that this layout does not have can be neither right nor wrong.
        const auto truth = result.sample.fields.find(field->id);
        if (read["quad"].isNull() && (truth == result.sample.fields.end() || truth->second.empty())) continue;
        FieldCheck check;
        check.field = field->id;
        check.title = field->title;
        check.truth = truth == result.sample.fields.end() ? "" : canonical(*field, truth->second);
        check.machine = textOf(read["value"]);
        check.doubt = textOf(read["status"]) == "doubt";
        check.why = textOf(read["why"]);
        check.raw = textOf(read["raw"]);
        check.confidence = numberOf(read["confidence"]);
        check.right = check.machine == check.truth;
        if (const List* parts = read["parts"].list())
            for (const Value& part : *parts)
                if (const std::string crop = textOf(part["crop"]); !crop.empty())
                    check.crops.push_back(std::filesystem::path(crop).filename().string());
        const forms::FieldValue* value = last == nullptr ? nullptr : last->find(field->id);
        check.answered = value == nullptr ? check.machine : forms::canonicalText(value->value);
        if (value != nullptr) check.confirmedBy = value->confirmedBy;
        check.machineShown = shownAs(*field, check.machine);
        check.answeredShown = shownAs(*field, check.answered);
        check.truthShown = shownAs(*field, check.truth);
        checks.push_back(std::move(check));
    }
    return checks;
}

// Where a case that has not ended stands, in words.
Wording waitingFor(const workflows::CaseView& one, const std::vector<workflows::Incident>& incidents,
                   const std::vector<workflows::Task>& tasks) {
    for (const workflows::Incident& incident : incidents)
        if (incident.caseId == one.id)
            return {incident.code + " " + incident.message, incident.code + " " + incident.message};
    for (const workflows::Task& task : tasks)
        if (task.caseId == one.id) return {"「" + task.name + "」を待っています", "waits for '" + task.name + "'"};
    return {"処理の途中です", "is under way"};
}

Result<void> judgeEntry(ScanResult& result, const workflows::CaseView& one, const forms::Form& form,
                        const station::Bindings& bindings, const DemoSystems& systems) {
    const Value& receipt = one.variables["receipt"];
    result.backend = textOf(receipt["backend"]);
    result.receipt = textOf(receipt["number"]);
    const auto binding = bindings.find(one.municipality, form.id + ".register");
    const auto truth = truthRecord(form, result.sample);
    if (!truth) return fail(truth.error());
    result.verdict = Verdict::wrong;
    if (binding == nullptr || result.receipt.empty()) {
        result.reason = {"受付番号がないまま案件が終わりました", "the case ended without a receipt"};
        return {};
    }
    const auto expected = binding->row(forms::scope(*truth));
    if (!expected) return fail(expected.error());
    const auto found = systems.compare(binding->id(), textOf(receipt["key"]), *expected);
    if (!found) return fail(found.error());
    result.differing = found->differing;
    if (found->entries != 1)
        result.reason = {"業務システムに " + std::to_string(found->entries) + " 件入っています（1 件のはず）",
                         "the backend has " + std::to_string(found->entries) + " entries; it must be one"};
    else if (!result.differing.empty())
        result.reason = {"業務システムの値が正解と違う列: " + text::join(result.differing, "、"),
                         "columns of the backend that differ from the truth: " + text::join(result.differing, ", ")};
    else
        result.verdict = Verdict::right;
    return {};
}

}  // namespace

Result<std::vector<ScanResult>> checkDemo(const std::vector<Sample>& samples, const station::DataFolder& data,
                                          const forms::Library& library, const station::Bindings& bindings,
                                          const DemoSystems& systems,
                                          std::shared_ptr<const station::Decisions> decisions) {
    auto station = station::Station::open(data, std::move(decisions));
    if (!station) return fail(station.error());
    const auto incidents = station->engine().incidents();
    if (!incidents) return fail(incidents.error());
    const auto tasks = station->engine().tasks();
    if (!tasks) return fail(tasks.error());
    std::vector<ScanResult> results;
    for (const Sample& sample : samples) {
        ScanResult result;
        result.sample = sample;
        auto page = data.pages().find(sample.pageId());
        if (!page) return fail(page.error());
        result.page = std::move(*page);
        const Value& millis = result.page.reading["ms"];
        for (const char* step : {"load", "identify", "place", "read"}) result.machineMillis += numberOf(millis[step]);
        const forms::Layout* layout = library.layout(result.layout());
        const forms::Form* form = layout == nullptr ? nullptr : library.asked(layout->form, layout->id);
        if (layout != nullptr) result.layoutTitle = layout->title;
        if (form != nullptr) result.formTitle = form->title;
        if (result.page.state != station::PageState::inCase || form == nullptr) {
            result.reason = {result.page.code + " " + result.page.reason.ja,
                             result.page.code + " " + result.page.reason.en};
            results.push_back(std::move(result));
            continue;
        }
        auto one = station->engine().findCase(result.page.caseId);
        if (!one) return fail(one.error());
        auto history = station->engine().history(result.page.caseId);
        if (!history) return fail(history.error());
        result.history = std::move(*history);
        const auto last = station::recordOf(data.vault(), one->variables);
        auto opened = station::openReading(data.vault(), result.page.reading, one->municipality, result.page.id());
        if (!opened) return fail(opened.error());
        result.page.reading = std::move(*opened);
        result.fields = checkFields(result, *form, last ? &*last : nullptr);
        if (result.layout() != sample.layout) {
            result.verdict = Verdict::wrong;
            result.reason = {"別のレイアウトとして読みました", "it was taken for another layout"};
        } else if (one->status == workflows::CaseStatus::completed) {
            if (auto judged = judgeEntry(result, *one, *form, bindings, systems); !judged) return fail(judged.error());
        } else {
            result.reason = waitingFor(*one, *incidents, *tasks);
        }
        result.oneCase = std::move(*one);
        results.push_back(std::move(result));
    }
    return results;
}

Quadrants& Quadrants::operator+=(const Quadrants& other) {
    acceptedRight += other.acceptedRight;
    acceptedWrong += other.acceptedWrong;
    doubtRight += other.doubtRight;
    doubtWrong += other.doubtWrong;
    return *this;
}

std::string ScanResult::layout() const {
    return textOf(page.reading["layout"]);
}

std::optional<double> ScanResult::residual() const {
    const Decimal* number = page.reading["residual_mm"].number();
    return number == nullptr ? std::nullopt : std::optional<double>(number->toDouble());
}

Quadrants ScanResult::quadrants() const {
    Quadrants quadrants;
    for (const FieldCheck& check : fields)
        ++(check.doubt ? (check.right ? quadrants.doubtRight : quadrants.doubtWrong)
                       : (check.right ? quadrants.acceptedRight : quadrants.acceptedWrong));
    return quadrants;
}

int ScanResult::doubtful() const {
    return static_cast<int>(
        std::count_if(fields.begin(), fields.end(), [](const FieldCheck& check) { return check.doubt; }));
}

}  // namespace toitsu::cli
