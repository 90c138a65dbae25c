#include "forms/synthetic_answer.h"

#include <algorithm>

namespace toitsu::forms {

std::map<std::string, int> drawFilledRows(const Form& form, Random& random) {
    std::map<std::string, int> rows;
    for (const Group& group : form.groups)
        rows[group.id] = std::min(group.rows, random.chance(0.1) ? group.rows : random.integer(0, 3));
    return rows;
}

std::string drawAnswer(const Field& field, const Answerer& who, Random& random) {
    switch (field.type) {
        case FieldType::text:
            return drawEmployer(random).name;
        case FieldType::kana:
            return who.person.kana();
        case FieldType::personName:
            return who.person.name();
        case FieldType::date:
            return field.id.ends_with("birth-date") ? drawBirthDate(who.today, 18, 94, random).iso()
                                                    : who.today.plusDays(-random.integer(0, 600)).iso();
        case FieldType::postcode:
            return who.address.postcode;
        case FieldType::address:
            return who.address.text;
        case FieldType::phone:
            return drawPhone(who.address, random.chance(0.5), random);
        case FieldType::money:
            return std::to_string(random.integer(1, 9999) * 100);
        case FieldType::digits: {
            const int length = field.length == 0       ? 6
                               : field.lengthIsMaximum ? random.integer(1, field.length)
                                                       : field.length;
            return drawDigits(length, random);
        }
        case FieldType::municipalityCode:
            return drawMunicipalityCode(random);
        case FieldType::myNumber:
            return drawMyNumber(random);
        case FieldType::corporateNumber:
            return drawCorporateNumber(random);
        case FieldType::insurerNumber:
            return drawInsurerNumber(field.length == 6 ? 6 : 8, random);
        case FieldType::bankCode:
        case FieldType::branchCode:
        case FieldType::accountNumber:
            return drawDigits(field.length, random);
        case FieldType::yuchoSymbol:
            return "1" + drawDigits(4, random);
        case FieldType::yuchoNumber:
            return std::to_string(random.integer(1, 999999)) + "1";
        case FieldType::accountHolder:
            return who.person.kana();
        case FieldType::choice:
            return who.options.empty() ? "" : random.pick(who.options);
        case FieldType::choices: {
            std::string text;
            for (const std::string& code : who.options)
                if (random.chance(0.35)) text += (text.empty() ? "" : "|") + code;
            return text;
        }
        case FieldType::flag:
        case FieldType::seal:
        case FieldType::signature:
            return random.chance(0.6) ? "true" : "false";
        case FieldType::image:
            return {};
    }
    return {};
}

}  // namespace toitsu::forms
