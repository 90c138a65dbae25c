#include "forms/draft/split_choices.h"

#include <algorithm>

#include "forms/draft/asks.h"
#include "forms/draft/fit.h"

namespace toitsu::forms {

void splitChoices(const Form& form, std::vector<Question>& questions) {
    std::vector<Question> result;
    for (Question& question : questions) {
        if (question.kind != Question::Kind::choice || question.options.size() < 2) {
            result.push_back(std::move(question));
            continue;
        }
        double best = 0;
        const Field* whole = nullptr;
        for (const Field& field : form.fields)
            if (isChoice(field))
                if (const double value = fit(question, field); value > best) {
                    best = value;
                    whole = &field;
                }
        Question rest = question;
        rest.options.clear();
        std::vector<Question> apart;
        for (const DraftOption& option : question.options) {
            double own = 0.4, other = 0;
            if (whole != nullptr)
                for (const Option& o : whole->options) own = std::max(own, optionFit(option.printed, o));
            Question one = question;
            one.options = {option};
            for (const Field& field : form.fields) {
                if (&field == whole) continue;
                if (field.type == FieldType::flag) other = std::max(other, 0.95 * fit(one, field));
                if (isChoice(field))
                    for (const Option& o : field.options) other = std::max(other, optionFit(option.printed, o));
            }
            if (other > own + 0.2 && other > 0.6)
                apart.push_back(std::move(one));
            else
                rest.options.push_back(option);
        }
        if (!rest.options.empty()) result.push_back(std::move(rest));
        for (Question& one : apart) result.push_back(std::move(one));
    }
    questions = std::move(result);
}

}  // namespace toitsu::forms
