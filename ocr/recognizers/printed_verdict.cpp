#include "ocr/recognizers/printed_verdict.h"

#include <algorithm>

#include "base/text.h"

namespace toitsu::ocr {

const Wording kUncertain{"活字の読み取りに確信がありません", "the printed text was not read with certainty"};
const Wording kLookAlikes{"漢字や濁点は形の似た字と取り違えるため、人が確かめます",
                          "kanji and voiced kana are mistaken for look-alikes; a person checks them"};
const Wording kUnknownPlace{"住所録にない地名か、読み違いです", "the place is not in the address book, or misread"};

void Verdict::part() {
    text += "\u3000";
    other += "\u3000";
}

void Verdict::doubt(double least, Wording reason) {
    confidence = std::min(confidence, least);
    if (accepted) why = std::move(reason);
    accepted = false;
}

std::vector<forms::Candidate> Verdict::candidates() const {
    if (!accepted && !ranked.empty()) return ranked;
    std::vector<forms::Candidate> all;
    if (!text.empty()) all.push_back({text, confidence});
    if (!text::trim(other).empty() && other != text && !accepted)
        all.push_back({other, std::min(confidence, 1 - confidence)});
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
