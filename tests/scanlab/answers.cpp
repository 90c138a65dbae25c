#include "tests/scanlab/answers.h"

#include <algorithm>
#include <map>

#include "forms/record.h"
#include "tests/scanlab/people.h"

namespace toitsu::scanlab {

bool Paper::shows(const std::string& field) const {
    const auto named = [&](const auto& place) { return place.field == field; };
    return std::any_of(layout_.pages.begin(), layout_.pages.end(), [&](const forms::LayoutPage& page) {
        return std::any_of(page.texts.begin(), page.texts.end(), named) ||
               std::any_of(page.choices.begin(), page.choices.end(), named) ||
               std::any_of(page.barcodes.begin(), page.barcodes.end(), named) ||
               std::any_of(page.seals.begin(), page.seals.end(), named) ||
               std::any_of(page.images.begin(), page.images.end(), named);
    });
}

std::vector<std::string> Paper::options(const std::string& field) const {
    std::vector<std::string> codes;
    for (const auto& page : layout_.pages) {
        for (const auto& choice : page.choices) {
            if (choice.field != field || !choice.part.empty()) continue;
            for (const auto& option : choice.options) codes.push_back(option.option);
        }
    }
    if (!codes.empty()) return codes;
    if (const forms::Field* known = form_.field(field)) {
        for (const auto& option : known->options) codes.push_back(option.code);
    }
    return codes;
}

bool Paper::offers(const std::string& field, const std::string& option) const {
    const auto codes = options(field);
    return shows(field) && std::find(codes.begin(), codes.end(), option) != codes.end();
}

Date Paper::day(Random& random) const {
    return layout_.from.value_or(Date{2024, 4, 1}).plusDays(random.integer(20, 380));
}

// How many rows of each repeating group people fill: mostly one or two, seldom all, sometimes none.
std::map<std::string, int> filledRows(const Paper& paper, Random& random) {
    std::map<std::string, int> rows;
    for (const forms::Group& group : paper.form().groups)
        rows[group.id] = std::min(group.rows, random.chance(0.1) ? group.rows : random.integer(0, 3));
    return rows;
}

Answers answerAnyForm(const Paper& paper, Random& random) {
    Answers answers;
    const Date today = paper.day(random);
    const auto rows = filledRows(paper, random);
    for (const forms::Field& field : paper.form().fields) {
        if (!field.group.empty() && field.row > rows.at(field.group)) continue;
        if (!paper.shows(field.id) || (!field.required && random.chance(0.2))) continue;
        const Person person = drawPerson(random);
        const Address address = drawAddress(paper.municipality(), random);
        const auto codes = paper.options(field.id);
        std::string text;
        switch (field.type) {
            case forms::FieldType::text:
                text = drawEmployer(random).name;
                break;
            case forms::FieldType::kana:
                text = person.kana();
                break;
            case forms::FieldType::personName:
                text = person.name();
                break;
            case forms::FieldType::date:
                text = field.id.ends_with("birth-date") ? drawBirthDate(today, 18, 94, random).iso()
                                                        : today.plusDays(-random.integer(0, 600)).iso();
                break;
            case forms::FieldType::postcode:
                text = address.postcode;
                break;
            case forms::FieldType::address:
                text = address.text;
                break;
            case forms::FieldType::phone:
                text = drawPhone(address, random.chance(0.5), random);
                break;
            case forms::FieldType::money:
                text = std::to_string(random.integer(1, 9999) * 100);
                break;
            case forms::FieldType::digits:
                text = drawDigits(
                    field.length > 0 ? (field.lengthIsMaximum ? random.integer(1, field.length) : field.length) : 6,
                    random);
                break;
            case forms::FieldType::municipalityCode:
                text = drawMunicipalityCode(random);
                break;
            case forms::FieldType::myNumber:
                text = drawMyNumber(random);
                break;
            case forms::FieldType::corporateNumber:
                text = drawCorporateNumber(random);
                break;
            case forms::FieldType::insurerNumber:
                text = drawInsurerNumber(field.length == 6 ? 6 : 8, random);
                break;
            case forms::FieldType::bankCode:
            case forms::FieldType::branchCode:
            case forms::FieldType::accountNumber:
                text = drawDigits(field.length, random);
                break;
            case forms::FieldType::yuchoSymbol:
                text = "1" + drawDigits(4, random);
                break;
            case forms::FieldType::yuchoNumber:
                text = std::to_string(random.integer(1, 999999)) + "1";
                break;
            case forms::FieldType::accountHolder:
                text = person.kana();
                break;
            case forms::FieldType::choice:
                text = codes.empty() ? "" : random.pick(codes);
                break;
            case forms::FieldType::choices:
                for (const auto& code : codes) {
                    if (random.chance(0.35)) text += (text.empty() ? "" : "|") + code;
                }
                break;
            case forms::FieldType::flag:
            case forms::FieldType::seal:
            case forms::FieldType::signature:
                text = random.chance(0.6) ? "true" : "false";
                break;
            case forms::FieldType::image:
                break;
        }
        answers.set(field.id, text);
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
