#include "ocr/recognizers/choice_decision.h"

#include <algorithm>

#include "base/text.h"

// An option counts or it does not: struck out is as good as unmarked. The options together must make sense: one mark
// where one is asked, a correction only beside what it was corrected to. What is read is the likeliest answer of the
// whole question. It is for a person where it makes no sense, where some option alone says something else, and where
// an option is not sure enough.

namespace toitsu::ocr {

namespace {

constexpr double kSure = 0.97;      // of one option's state
constexpr double kSeconded = 0.93;  // the same where the amount of ink clearly agrees
constexpr double kSurest = 0.9998;  // nothing is believed more
// Where one answer is asked for: how much rarer than one mark two are, and a mark taken back with none in its place.
constexpr double kTwoMarks = 0.05, kOnlyStruck = 0.3;
constexpr double kStrayMm2 = 1.2;
constexpr double kLetterMm = 3.2;  // of an option's text beside its box

}  // namespace

OptionScore scoreOf(const OptionLook& look) {
    OptionScore score;
    if (look.inked) score = {look.meaning.marked, look.meaning.struck, false, false};
    if (!look.redInked || score.marked + score.struck >= 0.5) return score;
    // A seal across an option says nothing, a red tick is a tick – and may be an official's.
    const MarkMeaning& red = look.redMeaning;
    if (red.nothing < kSure) score = {red.marked, red.struck, true, false};
    return score;
}

void doubtStrayInk(const Sheet& sheet, const forms::ChoicePlace& choice, double nearMm,
                   std::vector<OptionScore>& scores) {
    if (std::any_of(scores.begin(), scores.end(),
                    [](const OptionScore& score) { return score.marked >= 0.5 || score.struck >= 0.5; }))
        return;
    for (std::size_t n = 0; n < scores.size(); ++n) {
        const auto& option = choice.options[n];
        Box window = grown(option.box, nearMm);
        if (choice.mark != forms::Mark::circle)
            window.width += kLetterMm * static_cast<double>(text::length(option.printed));
        const cv::Mat ink = sheet.newInk(window, false, true);
        scores[n].unsure = scores[n].unsure || cv::countNonZero(ink) > kStrayMm2 * kPixelsPerMm * kPixelsPerMm;
    }
}

double ramp(double value, double no, double yes) {
    return std::clamp((value - no) / (yes - no), 0.0, 1.0);
}

namespace {

void doubtBecause(forms::Reading& reading, Wording why) {
    if (!reading.doubt) reading.why = std::move(why);
    reading.doubt = true;
}

// The options that count, by index, and how likely they are that together.
struct Answer {
    std::vector<std::size_t> marked;
    double weight = 0;
};

double bounded(double probability) {
    return std::clamp(probability, 1 - kSurest, kSurest);
}

Answer weighed(std::vector<std::size_t> marked, const std::vector<OptionScore>& scores, bool one) {
    Answer answer{std::move(marked), 1};
    double noneStruck = 1;
    for (std::size_t n = 0; n < scores.size(); ++n) {
        const bool counts = std::find(answer.marked.begin(), answer.marked.end(), n) != answer.marked.end();
        const double marks = bounded(scores[n].marked);
        answer.weight *= counts ? marks : 1 - marks;
        if (!counts) noneStruck *= 1 - std::min(1.0, scores[n].struck / (1 - marks));
    }
    if (!one) return answer;
    if (answer.marked.size() > 1) answer.weight *= kTwoMarks;
    if (answer.marked.empty()) answer.weight *= noneStruck + (1 - noneStruck) * kOnlyStruck;
    return answer;
}

// What each option says by itself.
std::vector<std::size_t> apart(const std::vector<OptionScore>& scores) {
    std::vector<std::size_t> marked;
    for (std::size_t n = 0; n < scores.size(); ++n)
        if (scores[n].marked >= 0.5) marked.push_back(n);
    return marked;
}

// Likeliest first. Where one answer is asked for, more than two marks are not believed unless each speaks for itself.
std::vector<Answer> answersOf(const std::vector<OptionScore>& scores, bool one) {
    std::vector<Answer> answers{weighed(apart(scores), scores, one)};
    const auto add = [&](std::vector<std::size_t> marked) {
        if (marked != answers.front().marked) answers.push_back(weighed(std::move(marked), scores, one));
    };
    if (one) add({});
    for (std::size_t a = 0; one && a < scores.size(); ++a) {
        add({a});
        for (std::size_t b = a + 1; b < scores.size(); ++b) add({a, b});
    }
    double sum = 0;
    for (const auto& answer : answers) sum += answer.weight;
    for (auto& answer : answers)
        if (one) answer.weight /= sum;
    std::stable_sort(answers.begin(), answers.end(),
                     [](const Answer& a, const Answer& b) { return a.weight > b.weight; });
    return answers;
}

std::string textOf(const forms::ChoicePlace& choice, const std::vector<std::size_t>& marked) {
    std::string out;
    for (const std::size_t n : marked) out += (out.empty() ? "" : "|") + choice.options[n].option;
    return out;
}

}  // namespace

void decide(const forms::ChoicePlace& choice, const std::vector<OptionScore>& scores, bool one,
            forms::Reading& reading) {
    bool corrected = false;
    for (const auto& score : scores) {
        corrected = corrected || score.struck >= 0.5;
        const double sure = std::max(score.marked, 1 - score.marked);
        if (score.unsure || sure < (score.seconded ? kSeconded : kSure))
            doubtBecause(reading, {"印があるかどうかはっきりしません", "it is not clear whether an option is marked"});
    }
    const auto alone = apart(scores);
    if (one && alone.size() > 1) doubtBecause(reading, {"二つ以上に印があります", "more than one option is marked"});
    if (corrected && alone.empty())
        doubtBecause(reading,
                     {"印が消されていて、ほかに印がありません", "a mark was struck out and no other one stands there"});
    const auto answers = answersOf(scores, one);
    const Answer& best = answers.front();
    if (best.marked != alone)
        doubtBecause(reading, {"印の組み合わせがはっきりしません", "the options' marks do not agree with one another"});
    const std::string marked = textOf(choice, best.marked);
    reading.confidence = std::min(best.weight, kSurest);
    reading.candidates.push_back({marked, reading.confidence});
    // The other explanations of the same ink, for the person who decides.
    for (std::size_t n = 0; n < scores.size(); ++n)
        if (choice.options[n].option != marked && scores[n].marked > 0.02)
            reading.candidates.push_back(
                {choice.options[n].option, std::min(scores[n].marked, 1 - reading.confidence)});
}

}  // namespace toitsu::ocr
