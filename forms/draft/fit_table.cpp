#include "forms/draft/fit_table.h"

#include <algorithm>
#include <set>
#include <string>

#include "forms/draft/columns.h"
#include "forms/draft/fit.h"
#include "forms/draft/spans.h"

namespace toitsu::forms {

namespace {

constexpr double kAlone = 0.85;                   // for a group's field, where nothing repeats
constexpr double kNoEnd = 0.9, kOtherEnd = 0.75;  // for the end of a span, a field that is none, or the other one

// その世帯主: of what the line above asks.
void pointBack(std::vector<Question>& questions) {
    for (std::size_t q = 1; q < questions.size(); ++q) {
        Question& question = questions[q];
        const Question& above = questions[q - 1];
        if (question.label.rfind("その", 0) != 0 || question.label.rfind("その他", 0) == 0) continue;
        if (question.page == above.page && question.block == above.block)
            question.context.insert(question.context.begin(), above.label);
    }
}

// The same words with another number in each row.
bool onlyCounts(const std::vector<std::size_t>& column, const std::vector<Question>& questions) {
    std::set<std::string> words;
    std::set<int> numbers;
    for (const std::size_t q : column) {
        const std::vector<int> here = numbersIn(questions[q].label);
        if (here.size() != 1) return false;
        words.insert(withoutRowNumber(questions[q].label));
        numbers.insert(here.front());
    }
    return words.size() == 1 && numbers.size() == column.size();
}

// The rows of a column ask the same, whichever of them carries the words; they are given to a group together.
void poolColumns(FitTable& table, const std::vector<Question>& questions) {
    std::vector<bool> repeats(questions.size(), false);
    for (auto& column : findColumns(questions)) {
        for (const std::size_t q : column) repeats[q] = true;
        Question unnamed = questions[column.front()];  // 第1希望 counts the rows, it names nothing
        unnamed.label.clear();
        const bool counted = onlyCounts(column, questions);
        for (std::size_t a = 0; a < table.asks.size(); ++a) {
            if (table.asks[a].group == nullptr) continue;
            double best = counted ? fit(unnamed, table.asks[a].field) : 0;
            for (const std::size_t q : column) best = std::max(best, table.fits[q][a]);
            for (const std::size_t q : column) table.fits[q][a] = best;
        }
        table.units.push_back({std::move(column), true});
    }
    for (std::size_t q = 0; q < questions.size(); ++q) {
        table.units.push_back({{q}, false});
        if (repeats[q]) continue;
        table.units.push_back({{q}, true});
        for (std::size_t a = 0; a < table.asks.size(); ++a)
            if (table.asks[a].group != nullptr) table.fits[q][a] *= kAlone;
    }
}

}  // namespace

FitTable fitTable(const Form& form, std::vector<Question>& questions) {
    FitTable table;
    table.asks = asksOf(form);
    const std::vector<SpanEnd> ends = findSpans(questions);
    pointBack(questions);
    table.fits.assign(questions.size(), std::vector<double>(table.asks.size(), 0));
    for (std::size_t q = 0; q < questions.size(); ++q)
        for (std::size_t a = 0; a < table.asks.size(); ++a) {
            table.fits[q][a] = fit(questions[q], table.asks[a].field);
            const SpanEnd end = spanEndOf(table.asks[a].field);
            if (ends[q] != SpanEnd::none && ends[q] != end)
                table.fits[q][a] *= end == SpanEnd::none ? kNoEnd : kOtherEnd;
        }
    poolColumns(table, questions);
    return table;
}

}  // namespace toitsu::forms
