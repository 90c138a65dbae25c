#include "forms/draft/option_order.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace toitsu::forms {

namespace {

constexpr double kGuess = 0.2;

// `options`: all of one field, as they stand on the paper.
void order(const std::vector<Option>& known, const std::vector<DraftOption*>& options) {
    const auto indexOf = [&](const std::string& code) {
        const auto at = std::find_if(known.begin(), known.end(), [&](const Option& o) { return o.code == code; });
        return at - known.begin();
    };
    std::set<std::string> used;
    for (const DraftOption* option : options) used.insert(option->code);
    for (std::size_t first = 0; first < options.size(); ++first) {
        if (!options[first]->code.empty()) continue;
        std::size_t end = first;
        while (end < options.size() && options[end]->code.empty()) ++end;
        const auto from = first == 0 ? 0 : indexOf(options[first - 1]->code) + 1;
        const auto to = end == options.size() ? static_cast<std::ptrdiff_t>(known.size()) : indexOf(options[end]->code);
        std::vector<std::string> left;
        for (auto n = from; n < to; ++n)
            if (const std::string& code = known[static_cast<std::size_t>(n)].code; !used.contains(code))
                left.push_back(code);
        if (left.size() == end - first)
            for (std::size_t n = first; n < end; ++n) {
                options[n]->code = left[n - first];
                options[n]->confidence = kGuess;
                used.insert(left[n - first]);
            }
        first = end;
    }
}

}  // namespace

void orderOptions(const Form& form, std::vector<Question>& questions) {
    std::map<std::pair<std::string, int>, std::vector<DraftOption*>> fields;
    for (Question& question : questions)
        if (question.kind == Question::Kind::choice && !question.field.empty())
            for (DraftOption& option : question.options) fields[{question.field, question.page}].push_back(&option);
    for (const auto& [at, options] : fields)
        if (const Field* field = form.field(at.first); field != nullptr && !field->options.empty())
            order(field->options, options);
}

}  // namespace toitsu::forms
