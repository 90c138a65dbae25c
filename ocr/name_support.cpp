// With k a reading in kana, n a written name, x and y what was seen of them: P(k, n | x, y) ∝ P(k | x) · P(n | y) ·
// P(k, n) / (P(k) · P(n)). The last factor is far above 1 where the lexicon reads n as k, and small where it reads n
// otherwise. It is 1, no evidence, for a name that it does not list.

#include "ocr/name_support.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "ocr/recognizers/name_decoder.h"

namespace toitsu::ocr {

namespace {

constexpr double kReadOtherwise = 0.02;  // a listed name whose bearer reads it as no list does
constexpr double kBeyondDoubt = 0.999;

double wordEvidence(const NameLexicon& lexicon, NameKind kind, std::u32string_view kana, std::u32string_view name) {
    const double written = lexicon.writingShare(kind, name);
    if (written <= 0) return 1;
    const double together = lexicon.pairShare(kind, name, kana);
    return (1 - kReadOtherwise) * together / (written * lexicon.readingShare(kind, kana)) + kReadOtherwise;
}

struct Evidence {
    double factor = 1;
    bool listed = false;  // the lexicon reads both words of the name so
};

Evidence evidence(const NameLexicon& lexicon, const std::string& kanaText, const std::string& nameText) {
    const auto kana = wordsOf(inKatakana(text::decode(kanaText))), name = wordsOf(text::decode(nameText));
    if (kana.size() != 2 || name.size() != 2) return {};
    Evidence sum{1, true};
    for (const std::size_t n : {std::size_t{0}, std::size_t{1}}) {
        const NameKind kind = n == 0 ? NameKind::family : NameKind::given;
        sum.factor *= wordEvidence(lexicon, kind, kana[n], name[n]);
        sum.listed = sum.listed && lexicon.pairShare(kind, name[n], kana[n]) > 0;
    }
    return sum;
}

void weigh(std::vector<forms::Candidate>& candidates, const std::vector<double>& weights, double sum) {
    for (std::size_t n = 0; n < candidates.size(); ++n) candidates[n].confidence = weights[n] / sum;
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const auto& a, const auto& b) { return a.confidence > b.confidence; });
}

}  // namespace

const forms::Field* counterpart(const forms::Form& form, const forms::Field& field) {
    const auto sibling = [&](std::string_view own, std::string_view other, forms::FieldType type) {
        const forms::Field* found = nullptr;
        if (field.id.ends_with(own))
            found = form.field(field.id.substr(0, field.id.size() - own.size()) + std::string(other));
        return found != nullptr && found->type == type ? found : nullptr;
    };
    if (field.type == forms::FieldType::kana) return sibling("kana", "name", forms::FieldType::personName);
    if (field.type == forms::FieldType::personName) return sibling("name", "kana", forms::FieldType::kana);
    return nullptr;
}

const Wording& handwrittenKana() {
    static const Wording wording{"手書きのかなは人が確かめます", "handwritten kana are checked by a person"};
    return wording;
}

void supportNames(forms::Reading& kana, forms::Reading& name, const NameLexicon& lexicon) {
    if (kana.candidates.empty() || name.candidates.empty()) return;
    // What the candidates leave over is something else, of which nothing is known.
    std::vector<double> kanaWeights(kana.candidates.size(), 0), nameWeights(name.candidates.size(), 0);
    const std::string seen = kana.candidates.front().text;
    double sum = 0, listed = 0, kanaRest = 1, nameRest = 1;
    for (const auto& c : kana.candidates) kanaRest -= c.confidence;
    for (const auto& c : name.candidates) nameRest -= c.confidence;
    kanaRest = std::max(kanaRest, 0.0);
    nameRest = std::max(nameRest, 0.0);
    for (std::size_t k = 0; k < kana.candidates.size(); ++k) {
        for (std::size_t n = 0; n < name.candidates.size(); ++n) {
            const auto found = evidence(lexicon, kana.candidates[k].text, name.candidates[n].text);
            const double joint = kana.candidates[k].confidence * name.candidates[n].confidence * found.factor;
            kanaWeights[k] += joint;
            nameWeights[n] += joint;
            if (found.listed && k == 0) listed += joint;
            sum += joint;
        }
        kanaWeights[k] += kana.candidates[k].confidence * nameRest;
        sum += kana.candidates[k].confidence * nameRest;
    }
    for (std::size_t n = 0; n < name.candidates.size(); ++n) nameWeights[n] += name.candidates[n].confidence * kanaRest;
    sum += kanaRest;
    if (sum <= 0) return;
    weigh(kana.candidates, kanaWeights, sum);
    weigh(name.candidates, nameWeights, sum);
    kana.confidence = kana.candidates.front().confidence;
    name.confidence = name.candidates.front().confidence;
    if (kana.doubt && kana.why.en == handwrittenKana().en && kana.candidates.front().text == seen &&
        listed >= kBeyondDoubt * sum) {
        kana.doubt = false;
        kana.why = {};
    }
}

namespace {

bool oneApart(std::u32string_view a, std::u32string_view b) {
    if (a.size() != b.size()) return false;
    std::size_t apart = 0;
    for (std::size_t n = 0; n < a.size(); ++n) apart += a[n] == b[n] ? 0U : 1U;
    return apart == 1;
}

}  // namespace

bool misreadBeside(const std::string& kanaText, const std::string& nameText, const NameLexicon& lexicon) {
    const auto kana = wordsOf(inKatakana(text::decode(kanaText))), name = wordsOf(text::decode(nameText));
    if (kana.size() != 2 || name.size() != 2) return false;
    for (const std::size_t n : {std::size_t{0}, std::size_t{1}}) {
        const NameKind kind = n == 0 ? NameKind::family : NameKind::given;
        const auto readings = lexicon.readingsOf(kind, name[n]);
        if (std::find(readings.begin(), readings.end(), kana[n]) != readings.end()) continue;
        if (std::any_of(readings.begin(), readings.end(), [&](const auto& r) { return oneApart(r, kana[n]); }))
            return true;
    }
    return false;
}

namespace {

void doubtMisread(forms::Reading& kana, const forms::Reading& name, const NameLexicon& lexicon) {
    if (kana.doubt || kana.candidates.empty() || name.candidates.empty()) return;
    if (!misreadBeside(kana.candidates.front().text, name.candidates.front().text, lexicon)) return;
    kana.doubt = true;
    kana.why = {"フリガナが氏名の読みと1字だけ違います", "the kana are one character away from how the name is read"};
}

}  // namespace

void supportNames(std::vector<forms::Reading>& readings, const forms::Form& form, const NameLexicon& lexicon) {
    for (auto& kana : readings) {
        const forms::Field* field = form.field(kana.field);
        if (field == nullptr || field->type != forms::FieldType::kana) continue;
        const forms::Field* named = counterpart(form, *field);
        if (named == nullptr) continue;
        for (auto& name : readings)
            if (name.field == named->id) {
                supportNames(kana, name, lexicon);
                doubtMisread(kana, name, lexicon);
            }
    }
}

}  // namespace toitsu::ocr
