#include "base/era.h"

#include <array>

#include "base/text.h"

namespace toitsu {

namespace {

struct EraEntry {
    Era era;
    std::string_view name;
    std::string_view shortName;
    std::string_view letter;
    std::string_view sign;    // one character for the whole name
    std::string_view number;  // the code printed on tax and pension forms
    std::string_view code;
    Date firstDay;
};

constexpr std::array<EraEntry, 5> eras{{
    {Era::meiji, "明治", "明", "M", "㍾", "1", "meiji", {1868, 1, 25}},
    {Era::taisho, "大正", "大", "T", "㍽", "2", "taisho", {1912, 7, 30}},
    {Era::showa, "昭和", "昭", "S", "㍼", "3", "showa", {1926, 12, 25}},
    {Era::heisei, "平成", "平", "H", "㍻", "4", "heisei", {1989, 1, 8}},
    {Era::reiwa, "令和", "令", "R", "㋿", "5", "reiwa", {2019, 5, 1}},
}};

const EraEntry& entryOf(Era era) {
    return eras[static_cast<std::size_t>(era) - 1];
}

std::string lowerCase(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

bool takePrefix(std::string_view& text, std::string_view prefix) {
    if (text.substr(0, prefix.size()) != prefix) return false;
    text.remove_prefix(prefix.size());
    return true;
}

std::optional<Era> takeEra(std::string_view& text) {
    for (const EraEntry& entry : eras)
        for (const std::string_view written : {entry.name, entry.shortName, entry.sign, entry.letter})
            if (takePrefix(text, written)) return entry.era;
    for (const EraEntry& entry : eras)
        if (takePrefix(text, lowerCase(entry.letter))) return entry.era;
    return std::nullopt;
}

struct Digits {
    int value = 0;
    std::size_t count = 0;
};

Digits takeDigits(std::string_view& text) {
    Digits out;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9' && out.count < 9) {
        out.value = out.value * 10 + (text.front() - '0');
        ++out.count;
        text.remove_prefix(1);
    }
    return out;
}

// 十一 = 11, 二十 = 20, 二〇 = 20: vertical forms write so. Nothing when there is no such number in front.
std::optional<int> takeKanjiNumber(std::string_view& text) {
    constexpr std::array<std::string_view, 10> digits{"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    int tens = 0;
    int ones = 0;
    bool any = false;
    while (tens < 1000) {
        if (takePrefix(text, "十")) {
            tens = tens * 100 + (ones == 0 ? 10 : ones * 10);
            ones = 0;
            any = true;
            continue;
        }
        int digit = -1;
        for (std::size_t i = 0; i < digits.size() && digit < 0; ++i)
            if (takePrefix(text, digits[i])) digit = static_cast<int>(i);
        if (digit < 0) break;
        ones = ones * 10 + digit;
        if (ones > 9999) return std::nullopt;
        any = true;
    }
    return any ? std::optional<int>(tens + ones) : std::nullopt;
}

std::optional<int> takeNumber(std::string_view& text) {
    const Digits read = takeDigits(text);
    return read.count > 0 ? std::optional<int>(read.value) : takeKanjiNumber(text);
}

// The mark behind year or month: 年 and 月, or twice the same of . / -
bool takeMark(std::string_view& text, std::string_view word, std::string_view& mark) {
    for (const std::string_view known : {word, std::string_view("."), std::string_view("/"), std::string_view("-")}) {
        const bool agrees = mark.empty() || known == mark || (known == word && mark == "年");
        if (!agrees || !takePrefix(text, known)) continue;
        mark = known;
        return true;
    }
    return false;
}

// What halfWidthAscii leaves: spaces anywhere, and the points that a hand writes between numbers.
std::string prepared(std::string_view text) {
    std::u32string out;
    for (const char32_t c : text::decode(text::halfWidthAscii(text))) {
        if (c == U' ' || c == U'\t') continue;
        out.push_back(c == U'・' || c == U'･' ? U'.' : c);
    }
    return text::encode(out);
}

std::optional<WarekiDate> dateOf(std::optional<Era> era, int year, int month, int day) {
    if (era) return fromWareki(Wareki{*era, year, month, day});
    const Date date{year, month, day};
    if (year < 1 || !date.valid()) return std::nullopt;
    return WarekiDate{date, false, false};
}

}  // namespace

std::optional<Era> parseEra(std::string_view text) {
    const std::string wanted = lowerCase(text::trim(text::halfWidthAscii(text)));
    for (const EraEntry& entry : eras)
        for (const std::string_view written : {entry.name, entry.shortName, entry.sign, entry.number, entry.code})
            if (wanted == written) return entry.era;
    for (const EraEntry& entry : eras)
        if (wanted == lowerCase(entry.letter)) return entry.era;
    return std::nullopt;
}

std::string eraName(Era era) {
    return std::string(entryOf(era).name);
}

std::string eraCode(Era era) {
    return std::string(entryOf(era).code);
}

Date eraFirstDay(Era era) {
    return entryOf(era).firstDay;
}

std::optional<Wareki> toWareki(const Date& date) {
    for (auto entry = eras.rbegin(); entry != eras.rend(); ++entry)
        if (date >= entry->firstDay)
            return Wareki{entry->era, date.year - entry->firstDay.year + 1, date.month, date.day};
    return std::nullopt;
}

std::string warekiText(const Date& date) {
    const std::string monthAndDay = std::to_string(date.month) + "月" + std::to_string(date.day) + "日";
    const auto wareki = toWareki(date);
    if (!wareki) return std::to_string(date.year) + "年" + monthAndDay;
    return eraName(wareki->era) + (wareki->year == 1 ? "元" : std::to_string(wareki->year)) + "年" + monthAndDay;
}

std::optional<WarekiDate> fromWareki(const Wareki& wareki) {
    constexpr int farthestYear = 9999;
    const EraEntry& entry = entryOf(wareki.era);
    if (wareki.year < 1 || wareki.year > farthestYear) return std::nullopt;
    const Date date{entry.firstDay.year + wareki.year - 1, wareki.month, wareki.day};
    if (!date.valid()) return std::nullopt;
    const bool last = wareki.era == Era::reiwa;
    const bool overflow = !last && date >= eras[static_cast<std::size_t>(wareki.era)].firstDay;
    return WarekiDate{date, overflow, date < entry.firstDay};
}

std::optional<WarekiDate> parseJapaneseDate(std::string_view text) {
    const std::string held = prepared(text);
    std::string_view rest = held;
    const std::optional<Era> era = takeEra(rest);

    std::string_view ahead = rest;
    const Digits together = takeDigits(ahead);
    if (ahead.empty() && together.count == (era ? 6 : 8))  // 20261121, R081121
        return dateOf(era, together.value / 10000, together.value / 100 % 100, together.value % 100);

    std::optional<int> year;
    if (era && takePrefix(rest, "元")) year = 1;
    if (!year && !era && together.count != 0 && together.count != 4) return std::nullopt;  // 8.11.21 names no era
    if (!year) year = takeNumber(rest);
    if (!year || (!era && *year < 1000)) return std::nullopt;
    std::string_view mark;
    if (!takeMark(rest, "年", mark)) return std::nullopt;
    const auto month = takeNumber(rest);
    if (!month || !takeMark(rest, "月", mark)) return std::nullopt;
    const auto day = takeNumber(rest);
    if (!day) return std::nullopt;
    if (mark == "月") takePrefix(rest, "日");
    if (!rest.empty()) return std::nullopt;
    return dateOf(era, *year, *month, *day);
}

}  // namespace toitsu
