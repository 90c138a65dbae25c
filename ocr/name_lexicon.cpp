// Shares come from the dictionaries' costs, which fall with the logarithm of how usual a name is. What no list has is
// judged by its kana two by two (a bigram model over the listed readings), so that ヤマザワ is likelier than ヤヌゾワ.

#include "ocr/name_lexicon.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "base/files.h"
#include "base/text.h"

namespace toitsu::ocr {

namespace {

constexpr double kCostOfE = 1500;  // a name e times as usual costs so much less
constexpr double kKana = 80;       // how many kana there are, for pairs that were never seen

tl::unexpected<Error> unusable(const std::string& file, int line) {
    return fail(ErrorKind::input, "S034",
                {"氏名の辞書が読めません。ocr/weights を入れ直すか --weights で場所を指定してください",
                 "the lexicon of names cannot be read; restore ocr/weights or name its folder with --weights"},
                {file, line, 0, 0});
}

std::u32string pairOf(char32_t before, char32_t kana) {
    return {before, kana};
}

}  // namespace

std::u32string foldedVariants(std::u32string_view written) {
    static const std::u32string variants =
        U"髙高﨑崎嵜崎碕崎濵浜濱浜邊辺邉辺齋斎齊斎斉斎澤沢廣広國国嶋島嶌島櫻桜眞真德徳惠恵榮栄龍竜條条瀧滝藏蔵"
        U"與与塚塚萬万壽寿靜静禮礼豐豊曾曽槇槙柳柳栁柳𠮷吉冨富峯峰舘館莊荘實実圓円傳伝彌弥晉晋會会學学鐵鉄淸清";
    std::u32string folded(written);
    for (char32_t& c : folded)
        for (std::size_t n = 0; n + 1 < variants.size(); n += 2)
            if (variants[n] == c) {
                c = variants[n + 1];
                break;
            }
    return folded;
}

Result<NameLexicon> NameLexicon::load(const std::string& folder) {
    const std::string file = folder + "/names.txt";
    const auto content = files::read(file);
    if (!content) return unusable(file, 0);
    NameLexicon lexicon;
    double total[2] = {0, 0};
    std::unordered_map<std::u32string, double> counts;
    std::unordered_map<char32_t, double> befores;
    int number = 0;
    for (const auto& line : text::split(*content, '\n')) {
        ++number;
        if (line.empty() || line.front() == '#') continue;
        const auto columns = text::split(line, '\t');
        if (columns.size() != 3) return unusable(file, number);
        const NameKind kind = columns[0] == "姓" ? NameKind::family : NameKind::given;
        auto& names = kind == NameKind::family ? lexicon.family_ : lexicon.given_;
        const std::u32string reading = text::decode(columns[1]);
        auto& writings = names.byReading[reading];
        double sum = 0;
        for (const auto& way : text::split(columns[2], ' ')) {
            const auto colon = way.find(':');
            const int cost = colon == std::string::npos ? 0 : std::atoi(way.c_str() + colon + 1);
            if (cost <= 0) return unusable(file, number);
            writings.push_back({foldedVariants(text::decode(way.substr(0, colon))), std::exp(-cost / kCostOfE)});
            sum += writings.back().share;
        }
        names.shareOfReading[reading] = sum;
        total[kind == NameKind::family ? 0 : 1] += sum;
        char32_t before = 0;
        for (const char32_t kana : reading + U'\0') {
            counts[pairOf(before, kana)] += 1;
            befores[before] += 1;
            before = kana;
        }
    }
    if (total[0] <= 0 || total[1] <= 0) return unusable(file, 0);
    for (const NameKind kind : {NameKind::family, NameKind::given}) {
        auto& names = kind == NameKind::family ? lexicon.family_ : lexicon.given_;
        const double whole = total[kind == NameKind::family ? 0 : 1];
        for (auto& [reading, share] : names.shareOfReading) share /= whole;
        for (auto& [reading, writings] : names.byReading)
            for (auto& writing : writings) {
                writing.share /= whole;
                names.readings[writing.text].push_back(reading);
            }
    }
    for (const auto& [pair, count] : counts) lexicon.pairs_[pair] = (count + 1) / (befores[pair.front()] + kKana);
    for (const auto& [before, count] : befores) lexicon.pairs_[pairOf(before, U'？')] = 1 / (count + kKana);
    return lexicon;
}

double NameLexicon::following(char32_t before, char32_t kana) const {
    auto found = pairs_.find(pairOf(before, kana));
    if (found == pairs_.end()) found = pairs_.find(pairOf(before, U'？'));
    return found == pairs_.end() ? 1 / kKana : found->second;
}

bool NameLexicon::lists(NameKind kind, std::u32string_view katakana) const {
    return of(kind).shareOfReading.count(std::u32string(katakana)) > 0;
}

double NameLexicon::readingShare(NameKind kind, std::u32string_view katakana) const {
    const auto& listed = of(kind).shareOfReading;
    const auto found = listed.find(std::u32string(katakana));
    double share = found == listed.end() ? 0 : (1 - kUnlisted) * found->second;
    double sequence = kUnlisted;
    char32_t before = 0;
    for (const char32_t kana : katakana) {
        sequence *= following(before, kana);
        before = kana;
    }
    return share + sequence * following(before, 0);
}

double NameLexicon::writingShare(NameKind kind, std::u32string_view written) const {
    double sum = 0;
    for (const auto& reading : readingsOf(kind, written)) sum += pairShare(kind, written, reading);
    return sum;
}

double NameLexicon::pairShare(NameKind kind, std::u32string_view written, std::u32string_view katakana) const {
    const auto& byReading = of(kind).byReading;
    const auto found = byReading.find(std::u32string(katakana));
    if (found == byReading.end()) return 0;
    const std::u32string folded = foldedVariants(written);
    double share = 0;  // 渡辺 and 渡邊 are two writings in the list and one here
    for (const auto& writing : found->second)
        if (writing.text == folded) share += writing.share;
    return share;
}

std::vector<std::u32string> NameLexicon::readingsOf(NameKind kind, std::u32string_view written) const {
    const auto& readings = of(kind).readings;
    const auto found = readings.find(foldedVariants(written));
    if (found == readings.end()) return {};
    auto out = found->second;
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    std::stable_sort(out.begin(), out.end(), [&](const auto& a, const auto& b) {
        return pairShare(kind, written, a) > pairShare(kind, written, b);
    });
    return out;
}

}  // namespace toitsu::ocr
