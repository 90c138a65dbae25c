#include "ocr/recognizers/printed_text.h"

#include <algorithm>
#include <string_view>

#include <opencv2/core.hpp>

#include "base/text.h"
#include "ocr/recognizers/kana_line.h"
#include "ocr/recognizers/number_text.h"

// Where one pass of the engine and a second source agree, the second pass is not even made.

namespace toitsu::ocr {

void readPrintedNumber(PrintedSegment& segment, const forms::Field& field, const std::string& part, Verdict& verdict) {
    const auto suppose = [&](const std::u32string& text) { return Hypothesis{text, segment.testify(text, noKanji)}; };
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
    verdict.weigh(best.text, best.testimonies.characters);
    if (second)
        verdict.confidence *= 0.997;
    else
        verdict.doubt(0.6, kUncertain);
}

namespace {

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

}  // namespace

bool scriptsDecide(const std::u32string& text) {
    static constexpr std::u32string_view kanji = U"一二八口力夕卜工三千才", kana = U"ーニハロカタトエミチオ";
    const auto isDouble = [](char32_t c) {
        return kanji.find(c) != std::u32string_view::npos || kana.find(c) != std::u32string_view::npos;
    };
    const auto isKatakana = [](char32_t c) { return c >= U'ァ' && c <= U'ヾ'; };
    for (std::size_t n = 0; n < text.size(); ++n) {
        // Beside kanji and kana a dash may be 一 or ー: 健一.
        for (const std::size_t beside : {n - 1, n + 1})
            if (text[n] == U'-' && beside < text.size() && text[beside] >= U'ぁ' && text[beside] < U'！') return false;
        if (!isDouble(text[n])) continue;
        if (n == 0 && text[n] == U'ー') return false;  // no word begins so: 一ノ瀬
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

bool lineMayHide(const std::u32string& text) {
    static constexpr std::u32string_view rests = U"一二十干千土丁卜日目ーニフノト";
    return text.find_first_of(rests) != std::u32string::npos;
}

bool spaceMayBeLost(const cv::Mat& ink, const std::u32string& text) {
    constexpr double kLost = 0.55;  // of a letter; kanji set side by side leave 0.4 at most
    const auto isKanji = [](char32_t c) { return (c >= U'㐀' && c <= U'鿿') || c == U'々' || c >= 0x20000; };
    if (text.size() < 2 || !std::all_of(text.begin(), text.end(), isKanji)) return false;
    cv::Mat columns;
    cv::reduce(ink, columns, 0, cv::REDUCE_MAX);
    int gap = 0, widest = 0;
    for (int x = 0; x < columns.cols; ++x) {
        gap = columns.at<std::uint8_t>(x) == 0 ? gap + 1 : 0;
        widest = std::max(widest, gap);
    }
    const double letter = (columns.cols - widest) / static_cast<double>(text.size());
    return widest > kLost * letter;
}

void readPrintedKana(PrintedSegment& segment, const Engines& engines, Verdict& verdict) {
    const auto suppose = [&](TextPass pass) {
        const std::u32string text = inOneScript(text::decode(segment.read(pass).text));
        return Hypothesis{text, segment.testify(text, noKanji)};
    };
    Hypothesis best = suppose(TextPass::rawLine);
    if (best.supported(kSure, true)) {
        verdict.text += text::encode(best.text);
        verdict.weigh(best.text, best.testimonies.characters);
        verdict.confidence *= 0.997;
        return;
    }
    Hypothesis other = suppose(TextPass::line);
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
    verdict.weigh(text::decode(text), best.testimonies.characters);
    if (second)
        verdict.confidence *= 0.995;
    else
        verdict.doubt(0.6, kUncertain);
}

BothPasses readPrintedText(PrintedSegment& segment, Verdict& verdict) {
    const auto suppose = [&](TextPass pass) {
        const std::u32string text = text::decode(segment.read(pass).text);
        return Hypothesis{text, segment.testify(text, everyKanji)};
    };
    BothPasses read{suppose(TextPass::rawLine), {}};
    bool second = read.best.supported(kSure, true) && scriptsDecide(read.best.text);
    if (second) {
        read.other = read.best;
        verdict.text += text::encode(read.best.text);
        verdict.other += text::encode(read.best.text);
        verdict.weigh(read.best.text, read.best.testimonies.characters);
        verdict.confidence *= 0.995;
        return read;
    }
    read.other = suppose(TextPass::line);
    const bool agree = read.best.text == read.other.text;
    if (read.other.weight() > read.best.weight()) std::swap(read.best, read.other);
    second = read.best.supported(agree ? kLikely : kSure, true);
    std::u32string text = read.best.text;
    // A person sees first what the network is sure of.
    if (!second) text = asSeen(read.best.text, read.best.testimonies.characters);
    verdict.text += text::encode(text);
    verdict.other += text::encode(text == read.best.text ? read.other.text : read.best.text);
    verdict.weigh(text, read.best.testimonies.characters);
    if (second && scriptsDecide(read.best.text))
        verdict.confidence *= 0.995;
    else
        verdict.doubt(agree ? 0.8 : 0.45, text::containsKanji(text::encode(text)) ? kLookAlikes : kUncertain);
    return read;
}

}  // namespace toitsu::ocr
