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

// The same text with every character that the network sees otherwise, with certainty, as the network sees it.
std::u32string asSeen(const std::u32string& read, const std::vector<Testimony>& testimonies) {
    std::u32string text = read;
    for (std::size_t n = 0; n < testimonies.size() && n < text.size(); ++n)
        if (testimonies[n].support < 0.1 && testimonies[n].otherSupport > kSure && testimonies[n].other != 0)
            text[n] = testimonies[n].other;
    return text;
}

void readNumber(PrintedSegment& segment, const forms::Field& field, const std::string& part, Verdict& verdict) {
    const auto suppose = [&](const std::u32string& text) { return Hypothesis{text, segment.testify(text, false)}; };
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
        for (const auto& text : {asSeen(best.text, best.testimonies.characters), segment.seenNumber()}) {
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
        return Hypothesis{text, segment.testify(text, false)};
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

// Kanji and katakana of the same strokes. Their neighbours tell them apart only where all are of one script: 浩二,
// タロウ.
bool scriptsDecide(const std::u32string& text) {
    static constexpr std::u32string_view kanji = U"一二八口力夕卜工三千才", kana = U"ーニハロカタトエミチオ";
    const auto isDouble = [](char32_t c) {
        return kanji.find(c) != std::u32string_view::npos || kana.find(c) != std::u32string_view::npos;
    };
    const auto isKatakana = [](char32_t c) { return c >= U'ァ' && c <= U'ヾ'; };
    for (std::size_t n = 0; n < text.size(); ++n) {
        if (!isDouble(text[n])) continue;
        bool anySame = false;
        for (const int step : {-1, 1})
            for (auto at = static_cast<std::ptrdiff_t>(n) + step;
                 at >= 0 && at < static_cast<std::ptrdiff_t>(text.size()); at += step) {
                const char32_t beside = text[static_cast<std::size_t>(at)];
                if (isDouble(beside)) continue;
                if (isKatakana(beside) != isKatakana(text[n]) || (beside >= U'ぁ' && beside <= U'ゖ')) return false;
                anySame = true;
                break;
            }
        if (!anySame) return false;
    }
    return true;
}

void readText(PrintedSegment& segment, Verdict& verdict) {
    const auto suppose = [&](TextPass pass) {
        const std::u32string text = text::decode(segment.read(pass).text);
        return Hypothesis{text, segment.testify(text, true)};
    };
    Hypothesis best = suppose(TextPass::line), other = suppose(TextPass::rawLine);
    const bool agree = best.text == other.text;
    if (other.weight() > best.weight()) std::swap(best, other);
    const bool second = best.supported(agree ? kLikely : kSure, true);
    std::u32string text = best.text;
    // A person sees first what the network is sure of.
    if (!second) text = asSeen(best.text, best.testimonies.characters);
    verdict.text += text::encode(text);
    verdict.other += text::encode(text == best.text ? other.text : best.text);
    if (second && scriptsDecide(best.text))
        verdict.confidence *= 0.995;
    else
        verdict.doubt(agree ? 0.8 : 0.45, text::containsKanji(text::encode(text)) ? kLookAlikes : kUncertain);
}

// An address as one pass read it, with what the networks say of it.
struct ReadAddress {
    AddressText parts;
    std::vector<Testimony> testimonies;  // one for each character
    std::vector<std::size_t> gaps;       // where segments meet
    bool cut = true;

    std::u32string place() const { return parts.text.substr(0, parts.place); }
    std::string text() const {
        std::u32string out = parts.text;
        for (auto gap = gaps.rbegin(); gap != gaps.rend(); ++gap)
            if (*gap >= parts.house) out.insert(*gap, 1, U'\u3000');
        return text::encode(out);
    }
};

// From one character of an address to another all have the networks' word; those in `told` need none, the grammar or
// both passes have told them.
bool supported(const ReadAddress& read, std::size_t from, std::size_t to, double least, std::u32string_view told) {
    for (std::size_t n = from; n < to; ++n) {
        const Testimony& t = read.testimonies[n];
        if (told.find(t.character) != std::u32string_view::npos) continue;
        if (!t.known || t.support < least) return false;
    }
    return true;
}

bool contradicted(const ReadAddress& read, std::size_t to) {
    return std::any_of(read.testimonies.begin(), read.testimonies.begin() + static_cast<std::ptrdiff_t>(to),
                       [](const Testimony& t) { return t.known && t.support < kFaint && t.otherSupport > kSure; });
}

ReadAddress readAddress(std::vector<PrintedSegment>& segments, TextPass pass, const forms::AddressBook& book) {
    ReadAddress read;
    std::u32string all;
    for (auto& segment : segments) {
        const std::u32string text = plainNumber(text::decode(segment.read(pass).text), forms::FieldType::address);
        if (!all.empty()) read.gaps.push_back(all.size());
        auto testimonies = segment.testify(text, true).characters;
        read.cut = read.cut && testimonies.size() == text.size();
        testimonies.resize(text.size());
        read.testimonies.insert(read.testimonies.end(), testimonies.begin(), testimonies.end());
        all += text;
    }
    read.parts = addressText(all, book);
    read.cut = read.cut && read.parts.text.size() == read.testimonies.size();
    return read;
}

// What the network sees in a doubtful character of the place, where the book knows the place then: for a person to see
// first.
AddressText likelierPlace(const ReadAddress& read, const forms::AddressBook& book) {
    std::vector<std::u32string> others{asSeen(read.parts.text, read.testimonies)};
    for (std::size_t n = 0; n < read.testimonies.size() && n < read.parts.text.size(); ++n) {
        if (read.testimonies[n].support > kLikely || read.testimonies[n].other == 0) continue;
        for (std::u32string one : {read.parts.text, others.front()}) {
            one[n] = read.testimonies[n].other;
            others.push_back(std::move(one));
        }
    }
    for (const auto& other : others) {
        const AddressText parts = addressText(other, book);
        if (parts.complete()) return parts;
    }
    return read.parts;
}

void readAddress(std::vector<PrintedSegment>& segments, const Engines& engines, Verdict& verdict) {
    const forms::AddressBook& book = *engines.addresses;
    ReadAddress best = readAddress(segments, TextPass::line, book);
    ReadAddress other = readAddress(segments, TextPass::rawLine, book);
    const bool placeAgrees = best.place() == other.place(), allAgree = best.parts.text == other.parts.text;
    const auto good = [&](const ReadAddress& read) {
        const AddressText& parts = read.parts;
        if (!read.cut || !parts.complete() || contradicted(read, parts.place)) return false;
        // Behind the house number there is no grammar: a building needs both passes and the networks.
        const bool building = parts.house < parts.text.size();
        return (placeAgrees || supported(read, 0, parts.place, kLikely, {})) &&
               supported(read, parts.place, parts.house, kSure, U"丁目番地号の一二三四五六七八九十") &&
               (!building || (allAgree && supported(read, parts.house, parts.text.size(), kLikely, U"号室階棟")));
    };
    const auto rank = [&](const ReadAddress& read) {
        return (good(read) ? 4 : 0) + (read.parts.complete() ? 2 : 0) + (read.parts.townKnown ? 1 : 0);
    };
    if (rank(other) > rank(best)) std::swap(best, other);
    const bool accepted = good(best);
    if (!best.parts.complete()) best.parts = likelierPlace(best, book);
    verdict.text = best.text();
    verdict.other = other.text();
    verdict.confidence = 0.995;
    if (!accepted) verdict.doubt(best.parts.townKnown ? 0.8 : 0.6, best.parts.townKnown ? kUncertain : kUnknownPlace);
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
    auto found = printedSegments(sheet.withoutPrint(place.box), engines);
    auto& segments = found.all;
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
    if (found.strokeLeftOut) verdict.doubt(0.6, kUncertain);
    reading.confidence = verdict.confidence;
    if (!verdict.text.empty()) reading.candidates.push_back({verdict.text, verdict.confidence});
    if (!text::trim(verdict.other).empty() && verdict.other != verdict.text && !verdict.accepted)
        reading.candidates.push_back({verdict.other, std::min(verdict.confidence, 1 - verdict.confidence)});
    reading.doubt = !verdict.accepted;
    reading.why = verdict.why;
    return reading;
}

}  // namespace toitsu::ocr
