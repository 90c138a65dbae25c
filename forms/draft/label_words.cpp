#include "forms/draft/label_words.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"

namespace toitsu::forms {

namespace {

struct Meaning {
    const char* words;       // of one meaning, separated by |
    const char* identifier;  // of a field
};

// Longer words before shorter ones that they hold are found first whatever their order here.
constexpr Meaning kMeanings[] = {
    {"フリガナ|フリカナ|ヨミガナ|ヨミカタ|カナ", "kana"},
    {"氏名|名前|姓名|オ名前", "name"},
    {"住所|現住所|居所|所在地|所在", "address"},
    {"電話番号|電話|連絡先|TEL|日中連絡先", "phone"},
    {"郵便番号|〒", "postcode"},
    {"生年月日|誕生日|生年", "birth-date"},
    {"個人番号|マイナンバー", "my-number"},
    {"法人番号", "corporate-number"},
    {"印鑑|押印|捺印|印|㊞", "seal"},
    {"署名|自署|サイン", "signature"},
    {"性別", "sex"},
    {"年齢|満年齢", "age"},
    {"続柄|関係|間柄", "relation"},
    {"金融機関|銀行", "bank"},
    {"支店|本支店|店舗", "branch"},
    {"口座番号", "account-number"},
    {"預金種別|預金種類|口座種別|口座種類|種目|預金種目", "account-kind"},
    {"名義人|口座名義|名義", "account-holder"},
    {"通数|枚数|部数|通", "copies"},
    {"理由|事由|原因|ワケ", "reason"},
    {"申請日|申請年月日|届出日|届出年月日|請求日|請求年月日|提出日|提出年月日|記入日|記入年月日|届出", "submitted-on"},
    {"異動年月日|異動日|変更年月日|変更日", "change-date"},
    {"年月日|日付|期日", "date"},
    {"備考|摘要|特記事項", "remarks"},
    {"世帯主", "head"},
    {"本籍", "domicile"},
    {"筆頭者", "family-head"},
    {"国籍", "nationality"},
    {"勤務先|職場|会社|事業所|就労先", "employer"},
    {"職業|職種", "occupation"},
    {"名称|商号|屋号", "title"},
    {"被保険者番号", "insured-number"},
    {"保険者番号", "insurer-number"},
    {"受給者番号|受給者証番号", "recipient-number"},
    {"記号", "symbol"},
    {"番号|№|NO", "number"},
    {"使用目的|利用目的|目的|使イミチ|提出先", "purpose"},
    {"金額|額", "amount"},
    {"申請者|申請人|届出人|届出者|請求者|請求人|窓口ニ来タ人|窓口ニ来ラレタ人|来庁サレタ人|来庁者|申込者|申込人|依頼人|"
     "届ケ出ル人",
     "applicant"},
    {"対象者|必要人|必要トスル人|証明必要人|証明必要トスル人|対象", "subject"},
    {"代理人|代理者", "proxy"},
    {"保護者|親権者", "guardian"},
    {"児童|子供|子ドモ|コドモ|園児", "child"},
    {"配偶者|夫|妻", "spouse"},
    {"被保険者", "insured"},
    {"受給者", "recipient"},
    {"世帯員|家族", "member"},
    {"事業者", "business"},
    {"学校", "school"},
    {"区分|種別|種類|別", "kind"},
    {"父", "father"},
    {"母", "mother"},
    {"新シイ", "new"},
    {"異動後|変更後|転居後", "after"},
    {"旧|異動前|変更前|転居前|今マデ|コレマデ", "old"},
    {"本人", "self"},
    {"同意|承諾", "consent"},
    {"カラ|開始|始マリ|始期", "from"},
    {"マデ|終了|終ワリ|終期", "to"},
};

constexpr char32_t kFirst = 0xE000;

bool isMeaning(char32_t c) {
    return c >= kFirst && c < kFirst + std::size(kMeanings);
}

// What the print engine takes for one another, to one of both.
char32_t settled(char32_t c) {
    switch (c) {
        case U'ロ':
            return U'口';
        case U'ニ':
        case U'二':
            return U'ニ';
        case U'一':
        case U'－':
        case U'―':
        case U'—':
        case U'ｰ':
            return U'ー';
        case U'夕':
            return U'タ';
        case U'力':
            return U'カ';
        case U'工':
            return U'エ';
        case U'卜':
            return U'ト';
        case U'方':
        case U'者':
            return U'人';
        default:
            return c;
    }
}

struct Dictionary {
    std::vector<std::pair<std::u32string, char32_t>> words;  // longest first
    Dictionary() {
        for (std::size_t n = 0; n < std::size(kMeanings); ++n)
            for (const std::string& word : text::split(kMeanings[n].words, '|')) {
                std::u32string letters = text::decode(word);
                std::transform(letters.begin(), letters.end(), letters.begin(), settled);
                words.emplace_back(std::move(letters), kFirst + static_cast<char32_t>(n));
            }
        std::stable_sort(words.begin(), words.end(),
                         [](const auto& a, const auto& b) { return a.first.size() > b.first.size(); });
    }
};

bool isSkipped(char32_t c) {
    static const std::u32string skipped =
        U" 　・()（）「」『』[]［］【】〔〕:：※、。,.，．－-‐/／?？!！*＊→_＿|｜'\"〜~…";
    return skipped.find(c) != std::u32string::npos;
}

std::u32string plain(std::string_view raw) {
    std::u32string out;
    for (const char32_t c : text::decode(text::katakana(text::fullWidthKana(text::halfWidthAscii(raw)))))
        if (!isSkipped(c)) out += c >= U'a' && c <= U'z' ? c - U'a' + U'A' : c;
    return out;
}

double weightOf(char32_t c) {
    if (isMeaning(c)) return 3;
    if (c >= 0x3041 && c <= 0x30FF) return 0.4;
    return 1;
}

// How much of `whole` is said by `part`; every letter counts once.
double said(const std::u32string& whole, std::u32string part) {
    double sum = 0, all = 0;
    for (const char32_t c : whole) {
        all += weightOf(c);
        const auto at = part.find(c);
        if (at == std::u32string::npos) continue;
        sum += weightOf(c);
        part.erase(at, 1);
    }
    return all > 0 ? sum / all : 0;
}

using Words = std::u32string (*)(std::string_view);

// The last part of a title is what it asks: 窓口に来た人の｜住所.
std::pair<std::u32string, std::u32string> headOf(std::string_view title, Words words) {
    std::string_view particle = ": ";  // 職員欄: 受付印
    auto at = title.find(particle);
    if (at == std::string_view::npos) at = title.rfind(particle = "の");
    if (at == std::string_view::npos || at == 0 || at + particle.size() >= title.size()) return {words(title), {}};
    return {words(title.substr(at + particle.size())), words(title.substr(0, at))};
}

double titleFitIn(Words wordsOf, std::string_view title, std::string_view label,
                  const std::vector<std::string>& context) {
    const auto [head, rest] = headOf(title, wordsOf);
    const std::u32string words = wordsOf(label);
    if (words.empty()) return 0;
    // 世帯主 alone stands for 世帯主の氏名.
    const double headSaid = std::max(said(head, words), rest.empty() ? 0 : 0.75 * said(rest, words)),
                 labelSaid = std::max(said(words, head + rest), said(words, head));
    double restSaid = 1;
    if (!rest.empty()) {
        restSaid = said(rest, words);
        double weight = 0.9;
        for (const std::string& further : context) {
            restSaid = std::max(restSaid, weight * said(rest, words + wordsOf(further)));
            weight *= 0.95;
        }
        const double share = 0.3;
        return (0.45 * headSaid + (0.55 - share) * labelSaid + share * restSaid) * std::min(1.0, 0.2 + headSaid);
    }
    return (0.55 * headSaid + 0.45 * labelSaid) * std::min(1.0, 0.2 + headSaid);
}

std::u32string lettersOf(std::string_view raw) {
    std::u32string letters;
    for (char32_t c : plain(raw)) {
        c = settled(c);
        if (c != U'ノ' && c != U'等') letters += c;
    }
    return letters;
}

// By meanings, and by letters: 異動した日 is no word that is known, yet much of 異動日.
double titleFitWhole(std::string_view title, std::string_view label, const std::vector<std::string>& context) {
    const double letters = titleFitIn(lettersOf, title, label, context);
    // 住所 and 所在地 mean the same, yet who prints one means the field that is called so.
    return 0.97 * std::max(titleFitIn(labelWords, title, label, context), 0.85 * letters) + 0.03 * letters;
}

}  // namespace

std::u32string labelWords(std::string_view raw) {
    static const Dictionary dictionary;
    const std::u32string letters = lettersOf(raw);
    std::u32string out;
    for (std::size_t at = 0; at < letters.size();) {
        const auto word = std::find_if(dictionary.words.begin(), dictionary.words.end(), [&](const auto& entry) {
            return letters.compare(at, entry.first.size(), entry.first) == 0;
        });
        if (word == dictionary.words.end()) {
            out += letters[at++];
            continue;
        }
        out += word->second;
        at += word->first.size();
    }
    return out;
}

double titleFit(std::string_view title, std::string_view label, const std::vector<std::string>& context) {
    // 請求の理由（第三者の請求）: what stands in brackets explains; 給付を希望しない（不要）: or says it again.
    const auto bracket = std::min(title.find("（"), title.find("("));
    const double whole = titleFitWhole(title, label, context);
    if (bracket == std::string_view::npos || bracket == 0) return whole;
    const std::string_view inside = title.substr(bracket);
    return std::max({whole, 0.96 * titleFitWhole(title.substr(0, bracket), label, context),
                     text::length(inside) > 3 ? 0.9 * titleFitWhole(inside, label, {}) : 0.0});
}

double labelSaid(std::string_view title, std::string_view label) {
    const std::u32string words = labelWords(label);
    return words.empty() ? 1 : said(words, labelWords(title));
}

double alike(std::string_view a, std::string_view b) {
    const std::u32string x = labelWords(a), y = labelWords(b);
    if (x.empty() || y.empty()) return 0;
    if (x == y) return 1;
    const double forth = said(x, y), back = said(y, x);
    return 0.98 * (forth + back > 0 ? 2 * forth * back / (forth + back) : 0);
}

std::string identifierOf(std::string_view label, bool last) {
    std::string found;
    for (const char32_t c : labelWords(label)) {
        if (!isMeaning(c)) continue;
        if (found.empty() || last) found = kMeanings[c - kFirst].identifier;
    }
    return found;
}

bool isForOffice(std::string_view label) {
    static const std::array<std::u32string, 20> words{U"受付",       U"決裁",     U"職員",   U"事務処理", U"処理欄",
                                                      U"記入シナイ", U"記入欄ハ", U"確認者", U"手数料",   U"収入印紙",
                                                      U"入力",       U"照合",     U"審査",   U"台帳",     U"課長",
                                                      U"市記入",     U"市役所",   U"役場",   U"発送",     U"決定欄"};
    const std::u32string letters = plain(label);
    return letters == U"係" || letters == U"交付" || letters == U"通知" ||
           std::any_of(words.begin(), words.end(),
                       [&](const auto& word) { return letters.find(word) != std::u32string::npos; });
}

}  // namespace toitsu::forms
