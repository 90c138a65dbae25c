#include "ocr/recognizers/digit_decision.h"

#include <algorithm>
#include <array>
#include <functional>
#include <map>

// Bayes over whole texts. A text is a run of digits with empty cells before and after it. What the field can hold and
// where the layout lets it begin or end makes some texts likely beforehand and others not: a text against the rule
// counts `kAgainst` as much as one that keeps it, one that stands elsewhere in the boxes `kElsewhere`. A candidate's
// confidence is its own weight among the weights of all texts and of all that is no digit – summed exactly, over the
// states of the field's rule, so that a check digit that fits says as much as it can say and no more.

namespace toitsu::ocr {

namespace {

constexpr double kAgainst = 0.02;  // people write numbers that are wrong, and the rule may not know all that are right
constexpr double kElsewhere = 0.05;  // people begin in the first box although amounts end in the last
constexpr double kStain = 1e-5;      // in every cell: misread whatever the network says (blots, labels that were wrong)
// What stands in a number's box is far oftener a digit than it was where the network learned: what is no digit counts
// this much, for what is proposed. A person looks either way.
constexpr double kRatherADigit = 0.2;
constexpr std::size_t kBeam = 48, kKept = 5;
constexpr double kLeast = 0.001;  // a candidate below this is of no use to anyone

struct Text {
    std::string cells;
    double probability = 1;
};

double emptiness(const DigitProbabilities& p, bool leading) {
    return p[kEmptyCell] + (leading ? p[kFillerCell] : 0);
}

// The place's texts, likeliest first, by the three likeliest of every cell. A filler is read as empty only where only
// fillers and empty cells stand before it, in front of a number that is written to the right.
std::vector<Text> likeliest(const std::vector<DigitProbabilities>& cells, bool rightAligned) {
    std::vector<Text> beam{{}};
    for (const auto& p : cells) {
        std::vector<Text> longer;
        for (const Text& text : beam) {
            const bool leading = rightAligned && text.cells.find_first_not_of(' ') == std::string::npos;
            std::array<std::pair<double, char>, 12> options;
            for (std::size_t n = 0; n < 10; ++n) options[n] = {p[n], static_cast<char>('0' + n)};
            options[10] = {emptiness(p, leading), ' '};
            options[11] = {p[kNoDigit] + (leading ? 0 : p[kFillerCell]), '?'};
            std::partial_sort(options.begin(), options.begin() + 3, options.end(), std::greater<>());
            for (std::size_t n = 0; n < 3; ++n)
                longer.push_back({text.cells + options[n].second, text.probability * options[n].first});
        }
        const std::size_t kept = std::min(kBeam, longer.size());
        std::partial_sort(longer.begin(), longer.begin() + static_cast<std::ptrdiff_t>(kept), longer.end(),
                          [](const Text& a, const Text& b) { return a.probability > b.probability; });
        longer.resize(kept);
        beam = std::move(longer);
    }
    return beam;
}

// Of all runs of digits in [begin, end): the weight of those that keep the rule, and of all.
std::pair<double, double> runs(const std::vector<DigitProbabilities>& cells, std::size_t begin, std::size_t end,
                               const DigitForm& form) {
    const int length = static_cast<int>(end - begin);
    double all = 1;
    for (std::size_t n = begin; n < end; ++n) {
        double digits = 0;
        for (std::size_t d = 0; d < 10; ++d) digits += cells[n][d];
        all *= digits;
    }
    if (!form.lengthFits(length)) return {0, all};
    std::map<int, double> states{{form.start(), 1.0}};
    for (int at = 0; at < length; ++at) {
        std::map<int, double> next;
        for (const auto& [state, weight] : states)
            for (int d = 0; d < 10; ++d) {
                const int to = form.step(state, at, length, d);
                if (to >= 0)
                    next[to] += weight * cells[begin + static_cast<std::size_t>(at)][static_cast<std::size_t>(d)];
            }
        states = std::move(next);
    }
    double kept = 0;
    for (const auto& [state, weight] : states)
        if (form.accepts(state, length)) kept += weight;
    return {kept, all};
}

double placed(std::size_t begin, std::size_t end, std::size_t count, bool rightAligned) {
    return (rightAligned ? end == count : begin == 0) ? 1 : kElsewhere;
}

double weightOf(const Text& text, const DigitForm& form, bool rightAligned) {
    const auto first = text.cells.find_first_not_of(' ');
    if (first == std::string::npos) return text.probability;
    const auto last = text.cells.find_last_not_of(' ') + 1;
    const std::string run = text.cells.substr(first, last - first);
    if (run.find('?') != std::string::npos) return text.probability;
    if (run.find(' ') != std::string::npos) return text.probability * kAgainst;
    return text.probability * (form.fits(run) ? 1 : kAgainst) * placed(first, last, text.cells.size(), rightAligned);
}

// The weight of everything that may stand there.
double total(const std::vector<DigitProbabilities>& cells, const DigitForm& form, bool rightAligned) {
    const std::size_t count = cells.size();
    std::vector<double> before(count + 1, 1), plain(count + 1, 1), after(count + 1, 1);  // all empty up to, from
    for (std::size_t n = 0; n < count; ++n) {
        before[n + 1] = before[n] * emptiness(cells[n], rightAligned);
        plain[n + 1] = plain[n] * cells[n][kEmptyCell];
    }
    for (std::size_t n = count; n > 0; --n) after[n - 1] = after[n] * cells[n - 1][kEmptyCell];
    double sum = before[count], covered = before[count], unfilled = plain[count];
    for (std::size_t begin = 0; begin < count; ++begin)
        for (std::size_t end = begin + 1; end <= count; ++end) {
            const double around = before[begin] * after[end];
            if (around < 1e-12) continue;
            const auto [kept, all] = runs(cells, begin, end, form);
            sum += around * (kept + kAgainst * (all - kept)) * placed(begin, end, count, rightAligned);
            covered += around * all;
            unfilled += plain[begin] * after[end] * all;
        }
    double known = 1;
    for (const auto& p : cells) known *= 1 - p[kNoDigit] - p[kFillerCell];
    // What is left: a gap between digits, or something that is no digit – that is as likely as the network says.
    const double gaps = std::max(0.0, known - unfilled), other = std::max(0.0, 1 - known - (covered - unfilled));
    return sum + kAgainst * gaps + other;
}

std::vector<DigitProbabilities> stained(std::vector<DigitProbabilities> cells) {
    for (auto& p : cells)
        for (double& one : p) one = (1 - kStain) * one + kStain / static_cast<double>(p.size());
    return cells;
}

bool isAllDigits(const forms::Candidate& candidate) {
    return candidate.text.find('?') == std::string::npos;
}

void proposeADigit(std::vector<forms::Candidate>& candidates) {
    if (isAllDigits(candidates.front())) return;
    const auto digits = std::max_element(candidates.begin(), candidates.end(), [](const auto& a, const auto& b) {
        return (isAllDigits(a) ? a.confidence : -1) < (isAllDigits(b) ? b.confidence : -1);
    });
    const double digit = digits->confidence, none = candidates.front().confidence;
    if (!isAllDigits(*digits) || digit < kRatherADigit * none) return;
    digits->confidence = (digit + none) * digit / (digit + kRatherADigit * none);
    candidates.front().confidence = digit + none - digits->confidence;
    std::rotate(candidates.begin(), digits, digits + 1);
}

}  // namespace

DigitDecision decideDigits(const std::vector<DigitProbabilities>& read, const DigitForm& form, bool rightAligned) {
    DigitDecision decision;
    const auto cells = stained(read);
    const double all = total(cells, form, rightAligned);
    const auto texts = likeliest(cells, rightAligned);
    if (texts.empty() || all <= 0) return decision;
    const std::string& first = texts.front().cells;
    for (const Text& text : texts)
        decision.candidates.push_back({text.cells, std::min(1.0, weightOf(text, form, rightAligned) / all)});
    const auto rest = decision.candidates.begin() + (form.mayReorder() ? 0 : 1);
    std::stable_sort(rest, decision.candidates.end(),
                     [](const auto& a, const auto& b) { return a.confidence > b.confidence; });
    if (form.mayReorder()) proposeADigit(decision.candidates);
    const std::string& best = decision.candidates.front().text;
    const std::size_t begin = best.find_first_not_of(' ');
    decision.empty = begin == std::string::npos;
    decision.noDigit = first.find('?') != std::string::npos || best.find('?') != std::string::npos;
    decision.reordered = best != first;
    decision.unfit =
        !decision.empty && !decision.noDigit && !form.fits(best.substr(begin, best.find_last_not_of(' ') + 1 - begin));
    decision.confidence = decision.candidates.front().confidence;
    const auto useless = std::find_if(decision.candidates.begin() + 1, decision.candidates.end(),
                                      [](const auto& c) { return c.confidence < kLeast; });
    decision.candidates.erase(useless, decision.candidates.end());
    if (decision.candidates.size() > kKept) decision.candidates.resize(kKept);
    return decision;
}

}  // namespace toitsu::ocr
