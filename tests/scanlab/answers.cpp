#include "tests/scanlab/answers.h"

#include "forms/record.h"
#include "forms/synthetic_answer.h"
#include "tests/scanlab/people.h"

namespace toitsu::scanlab {

Answers answerAnyForm(const Paper& paper, Random& random) {
    Answers answers;
    const Date today = paper.day(random);
    const auto rows = forms::drawFilledRows(paper.form(), random);
    for (const forms::Field& field : paper.form().fields) {
        if (!field.group.empty() && field.row > rows.at(field.group)) continue;
        if (!paper.shows(field.id) || (!field.required && random.chance(0.2))) continue;
        const Person person = drawPerson(random);
        const Address address = drawAddress(paper.municipality(), random);
        answers.set(field.id, forms::drawAnswer(field, {person, address, today, paper.options(field.id)}, random));
    }
    return answers;
}

Result<Answers> answer(const forms::Form& form, const forms::Layout& layout, Random& random, bool faulty) {
    const Paper paper(form, layout);
    Answers drawn = form.id == "salary-change"    ? answerSalaryChange(paper, random, faulty)
                    : form.id == "residence-copy" ? answerResidenceCopy(paper, random, faulty)
                    : knowsLibraryForm(form.id)   ? answerLibraryForm(paper, random, faulty)
                                                  : answerAnyForm(paper, random);
    Answers shown;
    shown.faults = drawn.faults;
    for (const forms::Field& field : form.fields) {
        if (!paper.shows(field.id)) continue;
        const std::string& text = drawn.fields[field.id];
        const auto value = forms::parseField(field, text);
        if (!value && drawn.faults.empty()) return fail(value.error());
        shown.set(field.id, value && !text.empty() ? forms::canonicalText(*value) : text);
        if (forms::isPresence(field.type) && text.empty()) shown.set(field.id, "false");
    }
    return shown;
}

}  // namespace toitsu::scanlab
