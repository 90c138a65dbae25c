#include "ocr/recognizers/printed_verdict.h"

#include <algorithm>

#include "base/text.h"

namespace toitsu::ocr {

const Wording kUncertain{"活字の読み取りに確信がありません", "the printed text was not read with certainty"};
const Wording kLookAlikes{"漢字や濁点は形の似た字と取り違えるため、人が確かめます",
                          "kanji and voiced kana are mistaken for look-alikes; a person checks them"};
const Wording kUnknownPlace{"住所録にない地名か、読み違いです", "the place is not in the address book, or misread"};

namespace {

constexpr double kNotKnown = 0.9;  // evidence of a character that no network knows
constexpr double kNoFit = 0.3;     // of a text that does not fit the pieces of its line

}  // namespace

void Verdict::part() {
    text += "\u3000";
    other += "\u3000";
}

void Verdict::weigh(const std::u32string& next, const std::vector<Testimony>& testimonies) {
    if (testimonies.size() != next.size()) {
        evidence *= kNoFit;
        return;
    }
    for (std::size_t n = 0; n < next.size(); ++n) {
        const Testimony& t = testimonies[n];
        const double support = next[n] == t.character ? t.support : next[n] == t.other ? t.otherSupport : 0;
        evidence *= t.known || next[n] != t.character ? std::max(support, kFaint) : kNotKnown;
    }
}

void Verdict::doubt(double least, Wording reason) {
    confidence = std::min(confidence, least);
    if (accepted) why = std::move(reason);
    accepted = false;
}

std::vector<forms::Candidate> Verdict::candidates() const {
    if (!accepted && !ranked.empty()) return ranked;
    std::vector<forms::Candidate> all;
    const double first = confidence * evidence;
    if (!text.empty()) all.push_back({text, first});
    if (!text::trim(other).empty() && other != text && !accepted) all.push_back({other, std::min(first, 1 - first)});
    return all;
}

double Hypothesis::weight() const {
    if (testimonies.characters.empty()) return 1e-12;
    double product = 1;
    for (const Testimony& t : testimonies.characters)
        if (t.known) product *= std::max(t.support, kFaint);
    return product;
}

std::u32string asSeen(const std::u32string& read, const std::vector<Testimony>& testimonies) {
    std::u32string text = read;
    for (std::size_t n = 0; n < testimonies.size() && n < text.size(); ++n)
        if (testimonies[n].support < 0.1 && testimonies[n].otherSupport > kSure && testimonies[n].other != 0)
            text[n] = testimonies[n].other;
    return text;
}

}  // namespace toitsu::ocr
