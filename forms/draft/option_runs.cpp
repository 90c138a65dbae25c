#include "forms/draft/option_runs.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/text.h"
#include "forms/draft/label_words.h"

namespace toitsu::forms {

namespace {

constexpr double kMostGap = 16;  // mm: further apart, something is written between them

bool isDigit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

// １購入 → 購入, ア 厚生年金 → 厚生年金; unchanged where no number stands before it.
std::string withoutNumber(const std::string& words) {
    std::u32string letters = text::decode(text::halfWidthAscii(words));
    static const std::u32string kana = U"アイウエオカキロハニ";
    std::size_t digits = 0;
    while (digits < letters.size() && digits < 2 && isDigit(letters[digits])) ++digits;
    if (digits == 0 && letters.size() > 2 && kana.find(letters[0]) != std::u32string::npos && letters[1] >= 0x4E00)
        digits = 1;  // a kanji behind it
    if (digits == 0 || digits == letters.size()) return words;
    if (letters[digits] == U'.' || letters[digits] == U'．') ++digits;
    return text::encode(letters.substr(digits));
}

bool numbered(const std::string& words) {
    return withoutNumber(words) != words;
}

// Side by side they are circled; apart, a name stands before each.
bool bankWord(const std::string& words) {
    static const std::set<std::string> known{"銀行", "金庫", "信用金庫", "信金", "農協",   "組合", "信組",
                                             "労金", "漁協", "本店",     "支店", "出張所", "本所", "支所"};
    return known.contains(words);
}

bool sentence(const std::string& words) {
    for (const char* sign : {"。", "、", "：", ":", "→", "※", "「", "ます", "ました", "ください", "とおり"})
        if (words.find(sign) != std::string::npos) return true;
    return false;
}

// Short words below each other, further apart than the lines of one label are, in one column or in several.
std::vector<std::size_t> optionColumns(const SeenPage& page, const Region& region) {
    if (!region.cells.empty() || !region.squares.empty() || !region.rings.empty() || !region.underlines.empty())
        return {};
    std::vector<std::vector<std::size_t>> columns;
    std::vector<std::size_t> texts = region.texts;
    std::sort(texts.begin(), texts.end(),
              [&](std::size_t a, std::size_t b) { return page.texts[a].box.y < page.texts[b].box.y; });
    for (const std::size_t n : texts) {
        const SeenText& text = page.texts[n];
        if (text.vertical || sentence(text.text) || text.box.height > 5) return {};
        if (text.afterDot) continue;                                           // 国籍・在留資格
        if (text.text.starts_with("(") && text.text.ends_with(")")) continue;  // a note
        if (text::length(text.text) > 12 || text.box.height < 2.3) return {};
        const auto at = std::find_if(columns.begin(), columns.end(), [&](const auto& column) {
            const Box& up = page.texts[column.back()].box;
            return std::abs(up.x - text.box.x) < 1 || std::abs(up.centre().x - text.box.centre().x) < 1.2;
        });
        if (at == columns.end())
            columns.push_back({n});
        else
            at->push_back(n);
    }
    std::vector<std::size_t> all;
    for (const auto& column : columns) {
        if (column.size() < 2) continue;  // what stands alone is a heading
        for (std::size_t k = 0; k + 1 < column.size(); ++k) {
            const Box &up = page.texts[column[k]].box, &low = page.texts[column[k + 1]].box;
            if (low.y - up.y < (column.size() > 2 ? 1.65 : 2) * up.height) return {};
        }
        all.insert(all.end(), column.begin(), column.end());
    }
    if (all.size() + (columns.size() > 1 ? 1 : 0) < texts.size() / 2) return {};
    // A table's labels are no list.
    const auto asking =
        std::count_if(all.begin(), all.end(), [&](std::size_t n) { return asksForWriting(page.texts[n].text); });
    return 3 * static_cast<std::size_t>(asking) >= all.size() + 1 ? std::vector<std::size_t>() : all;
}

}  // namespace

bool isOptionNumber(const std::string& text) {
    const std::string half = text::halfWidthAscii(text);
    static const std::set<std::string> letters{"ア", "イ", "ウ", "エ", "オ", "カ", "キ", "ロ", "ハ", "ニ",
                                               "口", "ユ", "二", "一", "I",  "l",  "A",  "B",  "C",  "D"};
    if (letters.contains(half)) return true;  // some are what a 1 is taken for
    return !half.empty() && half.size() <= 2 &&
           std::all_of(half.begin(), half.end(), [](char c) { return (c >= '0' && c <= '9') || c == '.'; });
}

bool isOptionWord(const std::string& words, const std::vector<std::string>& optionWords) {
    const std::string bare = withoutNumber(words);
    const bool single = text::length(words) <= 1;
    return std::any_of(optionWords.begin(), optionWords.end(), [&](const std::string& known) {
        if (known == words || known == bare) return true;
        if (single) return false;
        if (alike(known, words) > 0.8 || (bare != words && alike(known, bare) > 0.8)) return true;
        const auto colon = known.rfind(": ");
        return colon != std::string::npos && alike(known.substr(colon + 2), bare) > 0.8;
    });
}

bool isUnit(const std::string& text) {
    static const std::set<std::string> units{
        "円",   "通",   "人",   "枚",  "部",  "名",   "歳", "才", "時",   "分",   "日",   "月",   "年",   "回",
        "%",    "％",   "級",   "号",  "番",  "台",   "㎡", "m",  "時間", "か月", "ヶ月", "日間", "年間", "年度",
        "年分", "千円", "月分", "円)", "人)", "世帯", "頭", "匹", "件",   "泊",   "店",   "支店", "銀行"};
    return units.contains(text);
}

bool asksLast(const std::string& label) {
    static const std::set<std::string> asked{"kana",
                                             "name",
                                             "address",
                                             "phone",
                                             "postcode",
                                             "birth-date",
                                             "my-number",
                                             "signature",
                                             "age",
                                             "account-number",
                                             "account-holder",
                                             "copies",
                                             "corporate-number",
                                             "reason",
                                             "number",
                                             "submitted-on",
                                             "change-date",
                                             "date",
                                             "remarks",
                                             "domicile",
                                             "family-head",
                                             "symbol",
                                             "purpose",
                                             "amount",
                                             "title",
                                             "insured-number",
                                             "relation",
                                             "employer",
                                             "insurer-number"};
    return asked.contains(identifierOf(label, true));
}

bool asksForWriting(const std::string& label) {
    // 住所と同じ says more than 住所.
    const std::u32string words = labelWords(label);
    return std::all_of(words.begin(), words.end(), [](char32_t c) { return c >= 0xE000; }) && asksLast(label);
}

std::vector<std::vector<std::size_t>> optionRuns(const SeenPage& page, const Region& region,
                                                 const std::vector<std::string>& optionWords) {
    struct Thing {
        Box box;
        std::size_t text;  // page.texts.size(): something else
    };
    std::vector<Thing> things;
    double tallest = 0;
    for (const std::size_t n : region.texts) {
        things.push_back({page.texts[n].box, n});
        tallest = std::max(tallest, std::min(page.texts[n].box.height, 4.0));
    }
    for (const std::size_t n : region.cells) things.push_back({page.cells[n].box, page.texts.size()});
    for (const std::size_t n : region.squares) things.push_back({page.squares[n], page.texts.size()});
    for (const std::size_t n : region.rings) things.push_back({page.rings[n], page.texts.size()});
    for (const std::size_t n : region.underlines) things.push_back({page.underlines[n], page.texts.size()});
    std::sort(things.begin(), things.end(), [](const Thing& a, const Thing& b) { return a.box.x < b.box.x; });

    const auto known = [&](std::size_t n) {
        return isUsualOption(page.texts[n].text) || bankWord(page.texts[n].text) ||
               isOptionWord(page.texts[n].text, optionWords);
    };
    const auto fits = [&](std::size_t n) {
        const SeenText& text = page.texts[n];
        const std::size_t length = text::length(text.text);
        if (text.vertical || text.box.height > 5 || sentence(text.text) || isEra(text.text)) return false;
        if (known(n)) return true;
        // Small words are captions, hints and notes; ・ between words makes one label of them.
        const bool caption = std::find(region.captions.begin(), region.captions.end(), n) != region.captions.end();
        return length <= 12 && text.box.height > (length == 1 ? 1.8 : 2.3) && !caption && !text.afterDot &&
               text.box.height > 0.8 * tallest - (length == 1 ? 0.8 : 0) && !isUnit(text.text) &&
               !text.text.starts_with("(") && !text.text.starts_with(")") &&
               (numbered(text.text) || !asksForWriting(text.text));
    };
    std::vector<bool> used(things.size(), false);
    std::vector<std::vector<std::size_t>> runs;
    for (std::size_t first = 0; first < things.size(); ++first) {
        if (used[first] || things[first].text == page.texts.size() || !fits(things[first].text)) continue;
        std::vector<std::size_t> run{things[first].text};
        std::size_t last = first;
        bool stopped = false;
        const auto level = [&](const Box& a, const Box& b) {
            return std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y) > 0.4 * std::min(a.height, b.height);
        };
        // What stands directly behind boxes or a square belongs to them.
        const bool behind =
            std::any_of(things.begin(), things.begin() + static_cast<std::ptrdiff_t>(first), [&](const Thing& other) {
                return other.text == page.texts.size() && level(other.box, things[first].box) &&
                       things[first].box.x - other.box.right() < 4;
            });
        for (std::size_t next = first + 1; next < things.size() && !stopped; ++next) {
            if (!level(things[last].box, things[next].box)) continue;
            const double gap = things[next].box.x - things[last].box.right();
            const bool text = things[next].text < page.texts.size();
            const bool counts = text && (numbered(page.texts[things[next].text].text) ||
                                         isOptionNumber(page.texts[things[next].text].text));
            if (gap > (counts ? 2 * kMostGap : kMostGap)) break;
            if (!text) {
                if (gap < 6) run.pop_back();  // a label of boxes
                stopped = true;
            } else if (fits(things[next].text)) {
                run.push_back(things[next].text);
                used[next] = true;
                last = next;
            } else if (!page.texts[things[next].text].text.starts_with("(") || gap > 3) {
                stopped = true;
            } else {
                last = next;  // ２号（標準）
            }
        }
        const auto counted = static_cast<std::size_t>(
            std::count_if(run.begin(), run.end(), [&](std::size_t n) { return numbered(page.texts[n].text); }));
        if (counted >= 2 && !numbered(page.texts[run.front()].text)) run.erase(run.begin());
        // 市民税の課税　有　無: a label before them. 父　母　他 are evenly spaced.
        const auto gap = [&](std::size_t k) { return page.texts[run[k + 1]].box.x - page.texts[run[k]].box.right(); };
        if (run.size() > 2 && !known(run.front()) && std::abs(gap(0) - gap(1)) > 0.25 * gap(1) &&
            std::all_of(run.begin() + 1, run.end(),
                        [&](std::size_t n) { return known(n) || page.texts[n].text == "?"; }))
            run.erase(run.begin());
        if (behind || run.size() < 2) continue;
        // 住　所
        if (run.size() == 2 && std::none_of(run.begin(), run.end(), known) &&
            std::all_of(run.begin(), run.end(), [&](std::size_t n) { return text::length(page.texts[n].text) == 1; }))
            continue;
        // 定めあり　定めなし
        const auto letters = [&](std::size_t k) { return text::decode(page.texts[run[k]].text); };
        const bool pair = run.size() == 2 && letters(0).size() == letters(1).size() && letters(0).size() > 3 &&
                          letters(0).substr(0, 2) == letters(1).substr(0, 2);
        const bool sure = run.size() >= 3 || pair || std::any_of(run.begin(), run.end(), known) ||
                          (region.cells.empty() && region.squares.empty() && region.rings.empty());
        if (sure) runs.push_back(std::move(run));
    }
    if (runs.empty()) {
        auto column = optionColumns(page, region);
        if (!column.empty()) runs.push_back(std::move(column));
    }
    std::stable_sort(runs.begin(), runs.end(), [&](const auto& a, const auto& b) {
        return page.texts[a.front()].box.y + 1 < page.texts[b.front()].box.y;
    });
    return runs;
}

}  // namespace toitsu::forms
