#include "forms/draft/columns.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/text.h"
#include "forms/draft/label_words.h"

namespace toitsu::forms {

namespace {

constexpr double kLevel = 1.2;  // mm: how far places of one column may stand off each other

bool sameShape(const Question& a, const Question& b) {
    if (a.page != b.page || a.kind != b.kind || a.cells != b.cells || a.parts.size() != b.parts.size()) return false;
    if (a.kind == Question::Kind::choice && (a.mark != b.mark || a.options.size() != b.options.size())) return false;
    const double slack = a.kind == Question::Kind::choice || a.kind == Question::Kind::date ? 4 : 2;
    return std::abs(a.box.width - b.box.width) < slack && std::abs(a.box.height - b.box.height) < slack;
}

bool bare(const std::string& words) {
    return labelWords(withoutRowNumber(words)).empty();
}

// The texts around them name the same thing, or one has no word of its own.
bool sameWords(const Question& a, const Question& b) {
    const auto near = [](const Question& question) {
        std::vector<std::string> words{withoutRowNumber(question.label)};
        for (const std::string& label : question.labels) words.push_back(withoutRowNumber(label));
        std::erase_if(words, bare);
        return words;
    };
    const auto x = near(a), y = near(b);
    if (x.empty() || y.empty()) return true;
    return std::any_of(x.begin(), x.end(), [&](const std::string& word) {
        return std::any_of(y.begin(), y.end(), [&](const std::string& other) { return alike(word, other) > 0.7; });
    });
}

// The longest run of `list` with one distance; a row that was not found leaves a gap of two.
std::vector<std::size_t> evenRun(const std::vector<std::size_t>& list, const std::vector<Question>& questions,
                                 bool down) {
    const auto at = [&](std::size_t n) {
        const Point middle = questions[list[n]].box.centre();
        return down ? middle.y : middle.x;
    };
    std::vector<std::size_t> best;
    double most = 0;
    for (std::size_t first = 0; first + 1 < list.size(); ++first)
        for (std::size_t second = first + 1; second < list.size(); ++second) {
            const double pitch = at(second) - at(first);
            if (pitch < 3.5) continue;
            std::vector<std::size_t> run{list[first], list[second]};
            double last = at(second), gaps = 0;
            for (std::size_t n = second + 1; n < list.size(); ++n) {
                const double steps = std::round((at(n) - last) / pitch);
                if (steps < 1 || steps > 2 || std::abs(at(n) - last - steps * pitch) > kLevel) continue;
                run.push_back(list[n]);
                last = at(n);
                gaps += steps - 1;
            }
            const double worth = static_cast<double>(run.size()) - 0.6 * gaps;
            if (worth <= most) continue;
            most = worth;
            best = std::move(run);
        }
    return best;
}

}  // namespace

std::string withoutRowNumber(const std::string& words) {
    std::u32string out;
    for (const char32_t c : text::decode(text::halfWidthAscii(words)))
        if (!(c >= U'0' && c <= U'9') && !(c >= 0x2460 && c <= 0x2473)) out += c;
    return text::encode(out);
}

std::vector<int> numbersIn(const std::string& words) {
    std::vector<int> numbers;
    bool inside = false;
    for (const char32_t c : text::decode(text::halfWidthAscii(words))) {
        const bool circled = c >= 0x2460 && c <= 0x2473, digit = c >= U'0' && c <= U'9';
        if (circled) numbers.push_back(static_cast<int>(c - 0x2460) + 1);
        if (digit && !inside) numbers.push_back(0);
        if (digit && numbers.back() < 1000) numbers.back() = 10 * numbers.back() + static_cast<int>(c - U'0');
        inside = digit;
    }
    return numbers;
}

std::vector<std::vector<std::size_t>> findColumns(const std::vector<Question>& questions) {
    std::vector<std::vector<std::size_t>> columns;
    std::vector<bool> taken(questions.size(), false);
    const auto gather = [&](bool down) {
        for (std::size_t q = 0; q < questions.size(); ++q) {
            if (taken[q]) continue;
            std::vector<std::size_t> list{q};
            for (std::size_t other = 0; other < questions.size(); ++other) {
                if (other == q || taken[other] || !sameShape(questions[q], questions[other])) continue;
                const Box &a = questions[q].box, &b = questions[other].box;
                if (std::abs(down ? a.x - b.x : a.y - b.y) > kLevel || !sameWords(questions[q], questions[other]))
                    continue;
                list.push_back(other);
            }
            std::stable_sort(list.begin(), list.end(), [&](std::size_t x, std::size_t y) {
                return down ? questions[x].box.y < questions[y].box.y : questions[x].box.x < questions[y].box.x;
            });
            std::vector<std::size_t> run = evenRun(list, questions, down);
            if (std::find(run.begin(), run.end(), q) == run.end()) continue;
            for (const std::size_t n : run) taken[n] = true;
            columns.push_back(std::move(run));
        }
    };
    gather(true);
    // Columns that stand beside each other, and rows that run to the right.
    std::vector<std::vector<std::size_t>> joined;
    for (auto& column : columns) {
        const auto beside = std::find_if(joined.begin(), joined.end(), [&](const auto& other) {
            const Question &a = questions[other.front()], &b = questions[column.front()];
            return sameShape(a, b) && std::abs(a.box.y - b.box.y) < kLevel && sameWords(a, b) &&
                   !numbersIn(a.label).empty() && !numbersIn(b.label).empty() && a.label != b.label;
        });
        if (beside == joined.end())
            joined.push_back(std::move(column));
        else
            beside->insert(beside->end(), column.begin(), column.end());
    }
    columns = std::move(joined);
    gather(false);
    return columns;
}

}  // namespace toitsu::forms
