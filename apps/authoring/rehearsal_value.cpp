#include "apps/authoring/rehearsal_value.h"

#include <cmath>

namespace toitsu::authoring {

namespace {

std::string layoutOf(const std::string& sample, const FormRehearsal& form) {
    for (const SampleOutcome& one : form.outcomes)
        if (one.sample == sample) return one.layout;
    return {};
}

List changesOf(const std::vector<Worse>& changes, const FormRehearsal& form) {
    List out;
    for (const Worse& one : changes)
        out.emplace_back(Context{{"sample", one.sample},
                                 {"layout", layoutOf(one.sample, form)},
                                 {"field", one.field},
                                 {"was", one.was},
                                 {"is", one.is}});
    return out;
}

// With the layout: who may not see that paper is not told of its samples.
Value named(const std::string& sample, const std::string& layout) {
    return Context{{"sample", sample}, {"layout", layout}};
}

Value formValue(const FormRehearsal& form) {
    List samples;
    for (const SampleOutcome& one : form.outcomes) {
        List fields;
        for (const auto& [field, outcome] : one.fields)
            fields.emplace_back(Context{{"field", field}, {"outcome", outcomeName(outcome)}});
        samples.emplace_back(
            Context{{"sample", one.sample},
                    {"layout", one.layout},
                    {"status", one.status},
                    {"residual_mm", Decimal::fromDouble(std::round(one.residualMm * 1000) / 1000).value_or(Decimal(0))},
                    {"fields", std::move(fields)}});
    }
    List unknown, gone;
    for (const std::string& sample : form.comparison.unknown) unknown.push_back(named(sample, layoutOf(sample, form)));
    for (const SampleOutcome& one : form.comparison.gone) gone.push_back(named(one.sample, one.layout));
    return Context{{"folder", form.folder},
                   {"golden", form.golden},
                   {"expected", form.samples},
                   {"samples", std::move(samples)},
                   {"worse", changesOf(form.comparison.worse, form)},
                   {"better", changesOf(form.comparison.better, form)},
                   {"unknown", std::move(unknown)},
                   {"gone", std::move(gone)}};
}

}  // namespace

Value wordingValue(const Wording& wording) {
    return Context{{"ja", wording.ja}, {"en", wording.en}};
}

Value rehearsalValue(const Rehearsal& rehearsal) {
    List forms, tests, errors;
    for (const FormRehearsal& one : rehearsal.forms) forms.push_back(formValue(one));
    for (const TestRehearsal& one : rehearsal.tests)
        tests.emplace_back(Context{{"path", one.path},
                                   {"id", one.id},
                                   {"title", one.title},
                                   {"passed", one.passed},
                                   {"line", one.line},
                                   {"expected", wordingValue(one.expected)},
                                   {"got", wordingValue(one.got)}});
    for (const Error& one : rehearsal.errors)
        errors.emplace_back(
            Context{{"code", one.code}, {"message", wordingValue(one.message)}, {"path", one.place.file}});
    return Context{{"passed", rehearsal.passed()},
                   {"forms", std::move(forms)},
                   {"tests", std::move(tests)},
                   {"errors", std::move(errors)}};
}

}  // namespace toitsu::authoring
