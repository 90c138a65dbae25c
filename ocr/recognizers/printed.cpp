#include "ocr/recognizers/printed.h"

#include <algorithm>

#include "base/text.h"
#include "ocr/recognizers/address_text.h"
#include "ocr/recognizers/empty_place.h"
#include "ocr/recognizers/kana_line.h"
#include "ocr/recognizers/number_text.h"
#include "ocr/recognizers/printed_segment.h"

// A print engine proposes, a second source agrees or not: the networks for digits and kana, the address book for
// places, the shape of numbers. The engine's own certainty decides nothing – it takes a character that it does not know
// for one that it knows with full certainty (犀 for 屋, 髙 for 高, ブ for プ). Where one pass of the engine and a
// second source agree, the second pass is not even made.

namespace toitsu::ocr {

namespace {

constexpr double kSure = 0.9;    // support of each character that counts as a second source's word
constexpr double kLikely = 0.5;  // enough where both passes agree as well
constexpr double kFaint = 0.02;  // of an unsupported character among candidates

// What a field's reading is made of; confidence is that of the first candidate.
struct Verdict {
    std::string text, other;
    double confidence = 1;
    bool accepted = true;
    Wording why;

    void doubt(double least, Wording reason) {
        confidence = std::min(confidence, least);
        if (accepted) why = std::move(reason);
        accepted = false;
    }
};

const Wording kUncertain{"活字の読み取りに確信がありません", "the printed text was not read with certainty"};
const Wording kLookAlikes{"漢字や濁点は形の似た字と取り違えるため、人が確かめます",
                          "kanji and voiced kana are mistaken for look-alikes; a person checks them"};
const Wording kUnknownPlace{"住所録にない地名か、読み違いです", "the place is not in the address book, or misread"};

// One way to understand a segment, with what speaks for it.
struct Hypothesis {
    std::u32string text;
    Testimonies testimonies;

    // The product of all supports, characters that no network knows left out.
    double weight() const {
        if (testimonies.characters.empty()) return 1e-12;
        double product = 1;
        for (const Testimony& t : testimonies.characters)
            if (t.known) product *= std::max(t.support, kFaint);
        return product;
    }
    bool supported(double least, bool unknownCounts) const { return testimonies.least(unknownCounts) >= least; }
};

// The same text with every digit that the network sees otherwise, with certainty, as the network sees it.
std::u32string asSeen(const Hypothesis& hypothesis) {
    std::u32string text = hypothesis.text;
    for (std::size_t n = 0; n < hypothesis.testimonies.characters.size(); ++n) {
        const Testimony& t = hypothesis.testimonies.characters[n];
        if (t.known && t.support < 0.1 && t.otherSupport > 0.98 && t.other != 0) text[n] = t.other;
    }
    return text;
}

void readNumber(PrintedSegment& segment, const forms::Field& field, const std::string& part, Verdict& verdict) {
    const auto suppose = [&](const std::u32string& text) { return Hypothesis{text, segment.testify(text)}; };
    const auto plain = [&](TextPass pass) { return plainNumber(text::decode(segment.read(pass).text), field.type); };
    const auto good = [&](const Hypothesis& h) {
        return fitsNumber(h.text, field.type, part) && h.supported(kSure, false) && !h.testimonies.characters.empty();
    };
    Hypothesis best = suppose(plain(TextPass::line));
    bool second = good(best);  // the second source agrees with the first pass or with the second
    if (!second) {
        Hypothesis other = suppose(plain(TextPass::rawLine));
        verdict.other += text::encode(other.text);
        second = good(other);
        if (second || other.weight() > best.weight()) std::swap(best, other);
        // Where neither pass stands, a person sees first what the network makes of it.
        for (const auto& text : {asSeen(best), segment.seenNumber()}) {
            if (second || text.empty() || !fitsNumber(text, field.type, part)) continue;
            Hypothesis seen = suppose(text);
            if (seen.weight() <= best.weight()) continue;
            verdict.other = text::encode(best.text);
            best = std::move(seen);
        }
    }
    verdict.text += text::encode(best.text);
    if (second)
        verdict.confidence *= 0.997;
    else
        verdict.doubt(0.6, kUncertain);
}

// へ, べ and ぺ are the same strokes as ヘ, ベ and ペ, ー as 一: the script of the word decides.
std::u32string inOneScript(std::u32string text) {
    static constexpr std::u32string_view hira = U"へべぺ", kata = U"ヘベペ";
    const auto both = [](char32_t c) {
        return hira.find(c) != std::u32string_view::npos || kata.find(c) != std::u32string_view::npos;
    };
    const auto hiragana =
        std::count_if(text.begin(), text.end(), [&](char32_t c) { return !both(c) && c >= U'ぁ' && c <= U'ゖ'; });
    const auto katakana =
        std::count_if(text.begin(), text.end(), [&](char32_t c) { return !both(c) && c >= U'ァ' && c <= U'ヶ'; });
    for (char32_t& c : text) {
        const auto h = hira.find(c), k = kata.find(c);
        if (katakana > hiragana && h != std::u32string_view::npos) c = kata[h];
        if (hiragana > katakana && k != std::u32string_view::npos) c = hira[k];
        if (c == U'一' && hiragana + katakana > 0) c = U'ー';
    }
    return text;
}

void readKana(PrintedSegment& segment, const Engines& engines, Verdict& verdict) {
    const auto suppose = [&](TextPass pass) {
        const std::u32string text = inOneScript(text::decode(segment.read(pass).text));
        return Hypothesis{text, segment.testify(text)};
    };
    Hypothesis best = suppose(TextPass::line);
    if (best.supported(kSure, true)) {
        verdict.text += text::encode(best.text);
        verdict.confidence *= 0.997;
        return;
    }
    Hypothesis other = suppose(TextPass::rawLine);
    const bool agree = best.text == other.text;
    if (other.weight() > best.weight()) std::swap(best, other);
    const bool second = best.supported(agree ? kLikely : kSure, true);
    std::string text = text::encode(best.text), alternative = text::encode(other.text);
    if (!second) {
        // Neither stands: the network alone may know better, and a person sees it first then.
        const KanaLine shapes = readKanaLine(segment.grey(), segment.ink(), engines.kana, KanaScript::both);
        if (shapes.confidence >= kLikely && !agree && shapes.text != text) {
            alternative = text;
            text = shapes.text;
        }
    }
    verdict.text += text;
    verdict.other += alternative;
    if (second)
        verdict.confidence *= 0.995;
    else
        verdict.doubt(0.6, kUncertain);
}

bool needsSecondSource(const std::u32string& text) {
    static const std::u32string voiced = U"バビブベボパピプペポばびぶべぼぱぴぷぺぽ";
    return std::any_of(text.begin(), text.end(), [](char32_t c) { return voiced.find(c) != std::u32string::npos; }) ||
           text::containsKanji(text::encode(text));
}

void readText(PrintedSegment& segment, Verdict& verdict) {
    const SegmentText& first = segment.read(TextPass::line);
    const SegmentText& second = segment.read(TextPass::rawLine);
    const bool firstBetter = second.confidence <= first.confidence + 5;
    const std::string& text = firstBetter ? first.text : second.text;
    verdict.text += text;
    verdict.other += firstBetter ? second.text : first.text;
    const double least = std::min(first.confidence, second.confidence);
    if (text.empty() || first.text != second.text) return verdict.doubt(0.45, kUncertain);
    if (needsSecondSource(text::decode(text))) {
        const Testimonies seen = segment.testify(text::decode(text));
        if (seen.least(true) < kSure) return verdict.doubt(least >= 90 ? 0.95 : 0.8, kLookAlikes);
    }
    if (least < 96) return verdict.doubt(least >= 75 ? 0.95 : 0.8, kUncertain);
    verdict.confidence *= 0.995;
}

// From one character of an address to another every character has the network's word. What no network knows passes
// where `unknown` has it: 番地 is told by the grammar, 号室 of a building by nothing else.
bool supported(const std::vector<Testimony>& testimonies, std::size_t from, std::size_t to,
               std::u32string_view unknown) {
    for (std::size_t n = from; n < to; ++n) {
        const Testimony& t = testimonies[n];
        if (t.known ? t.support < kSure : unknown.find(t.character) == std::u32string_view::npos) return false;
    }
    return true;
}

void readAddress(std::vector<PrintedSegment>& segments, const Engines& engines, Verdict& verdict) {
    struct Whole {
        AddressText parts;
        std::vector<Testimony> testimonies;
        std::vector<std::size_t> gaps;  // where segments meet
        bool cut = true;
    };
    const auto understand = [&](TextPass pass) {
        Whole whole;
        std::u32string read;
        for (auto& segment : segments) {
            const std::u32string text = plainNumber(text::decode(segment.read(pass).text), forms::FieldType::address);
            if (!read.empty()) whole.gaps.push_back(read.size());
            auto testimonies = segment.testify(text).characters;
            whole.cut = whole.cut && testimonies.size() == text.size();
            testimonies.resize(text.size());
            whole.testimonies.insert(whole.testimonies.end(), testimonies.begin(), testimonies.end());
            read += text;
        }
        whole.parts = addressText(read, *engines.addresses);
        return whole;
    };
    const auto good = [&](const Whole& whole) {
        if (!whole.cut || !whole.parts.complete() || whole.parts.text.size() != whole.testimonies.size()) return false;
        return supported(whole.testimonies, whole.parts.place, whole.parts.house,
                         U"丁目番地号の一二三四五六七八九十") &&
               supported(whole.testimonies, whole.parts.house, whole.testimonies.size(), U"号室階棟");
    };
    Whole best = understand(TextPass::line), other = understand(TextPass::rawLine);
    const auto place = [](const Whole& whole) { return whole.parts.text.substr(0, whole.parts.place); };
    const bool placeAgrees = place(best) == place(other);
    const bool allAgree = best.parts.text == other.parts.text;
    const auto rank = [&](const Whole& w) {
        return (good(w) ? 8 : 0) + (w.parts.complete() ? 4 : 0) + (w.parts.townKnown ? 2 : 0);
    };
    if (rank(other) > rank(best)) std::swap(best, other);
    const auto written = [](const Whole& whole) {
        std::u32string text = whole.parts.text;
        for (auto gap = whole.gaps.rbegin(); gap != whole.gaps.rend(); ++gap)
            if (*gap >= whole.parts.house) text.insert(*gap, 1, U'　');
        return text::encode(text);
    };
    verdict.text = written(best);
    verdict.other = written(other);
    if (!best.parts.townKnown) return verdict.doubt(0.6, kUnknownPlace);
    // Beyond the house number there is no grammar: 号室 needs both passes.
    const bool building = best.parts.house < best.parts.text.size();
    if (!good(best) || !placeAgrees || (building && !allAgree)) return verdict.doubt(0.8, kUncertain);
    verdict.confidence = 0.995;
}

}  // namespace

bool readsPrinted(const Target& target) {
    return std::holds_alternative<const forms::TextPlace*>(target.place);
}

forms::Reading readPrinted(const Target& target, const Sheet& sheet, const Engines& engines) {
    const auto& place = *std::get<const forms::TextPlace*>(target.place);
    forms::Reading reading;
    reading.version = engines.text->version();
    if (isEmpty(sheet, place.box)) return emptyPlace(sheet, place.box, reading.version);
    if (place.written == forms::Written::hand) {
        // A print engine reads handwriting right in one of three fields; its guess would only mislead the person who
        // looks.
        reading.doubt = true;
        reading.why = {"手書きの文字は人が読みます", "handwritten letters are read by a person"};
        return reading;
    }
    auto segments = printedSegments(sheet.withoutPrint(place.box), engines);
    Verdict verdict;
    if (target.field->type == forms::FieldType::address) {
        readAddress(segments, engines, verdict);
    } else {
        for (std::size_t n = 0; n < segments.size(); ++n) {
            if (n > 0) {  // what a typist puts between words
                verdict.text += "\u3000";
                verdict.other += "\u3000";
            }
            if (isNumberType(target.field->type))
                readNumber(segments[n], *target.field, place.part, verdict);
            else if (target.field->type == forms::FieldType::kana)
                readKana(segments[n], engines, verdict);
            else
                readText(segments[n], verdict);
        }
    }
    if (verdict.text.empty()) verdict.doubt(0, kUncertain);
    reading.confidence = verdict.confidence;
    if (!verdict.text.empty()) reading.candidates.push_back({verdict.text, verdict.confidence});
    if (!text::trim(verdict.other).empty() && verdict.other != verdict.text && !verdict.accepted)
        reading.candidates.push_back({verdict.other, std::min(verdict.confidence, 1 - verdict.confidence)});
    reading.doubt = !verdict.accepted;
    reading.why = verdict.why;
    return reading;
}

}  // namespace toitsu::ocr
