#include "forms/checks/date.h"

#include <array>
#include <optional>
#include <vector>

#include "base/text.h"
#include "forms/digits.h"

namespace toitsu::forms {
namespace {

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

std::string plain(std::string_view text) {
    std::string out;
    for (const char c : text::halfWidthAscii(text))
        if (c != ' ' && c != '\t') out += c;
    return out;
}

void replaceAll(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

struct Group {
    std::size_t from, length;
};

std::vector<Group> digitGroups(const std::string& text) {
    std::vector<Group> groups;
    for (std::size_t n = 0; n < text.size(); ++n) {
        if (!isDigit(text[n])) continue;
        if (n == 0 || !isDigit(text[n - 1])) groups.push_back({n, 0});
        ++groups.back().length;
    }
    return groups;
}

bool zero(const std::string& text, const Group& group) {
    return text.find_first_not_of('0', group.from) >= group.from + group.length;
}

// Where month and day stand: the last two numbers, or the last four of the digits that stand together.
std::optional<std::pair<Group, Group>> monthAndDay(const std::string& text) {
    const auto groups = digitGroups(text);
    if (groups.empty()) return {};
    const Group last = groups.back();
    if (last.length >= 6) return {{{last.from + last.length - 4, 2}, {last.from + last.length - 2, 2}}};
    if (groups.size() < 2 || last.length > 2) return {};
    const Group month = groups[groups.size() - 2];
    return month.length <= 2 ? std::optional(std::pair(month, last)) : std::nullopt;
}

// 昭和30年3月00日, 3300300, 昭和30年月日不詳
std::optional<Checked> partial(const std::string& entered) {
    std::string text = entered;
    if (text == "0000-00-00" || text == "00000000" || text == "年月日不詳" || text == "年月日不明" || text == "不詳")
        return unknownDay(0, 0);
    replaceAll(text, "不明", "不詳");
    replaceAll(text, "年月日不詳", "年00月00日");
    replaceAll(text, "月日不詳", "月00日");
    replaceAll(text, "年不詳月不詳日", "年00月00日");
    replaceAll(text, "月不詳日", "月00日");
    replaceAll(text, "月不詳", "月00日");
    const auto parts = monthAndDay(text);
    if (!parts || !zero(text, parts->second)) return {};
    const bool monthToo = zero(text, parts->first);
    text[parts->second.from + parts->second.length - 1] = '1';
    if (monthToo) text[parts->first.from + parts->first.length - 1] = '1';
    const auto date = parseAnyDate(text);
    if (!date) return {};
    return unknownDay(date->date.year, monthToo ? 0 : date->date.month);
}

// 8.4.1 or 080401: what it would be in each era in which such a year has been.
std::vector<std::string> withEra(const std::string& text) {
    std::vector<std::string> dates;
    for (const Era era : {Era::reiwa, Era::heisei, Era::showa, Era::taisho, Era::meiji}) {
        const auto date = parseAnyDate(eraName(era) + text);
        if (date && !date->overflow && !date->early && digitGroups(text).size() != 2) dates.push_back(date->date.iso());
    }
    return dates;
}

}  // namespace

Checked checkDate(const WarekiDate& date) {
    if (date.overflow) {
        return checkedWarning(date.date.iso(), "F222",
                              {"元号の終わりより後の年です。西暦に直した日付を確かめてください。",
                               "The year lies after the era's end. Check the date it was taken for."});
    }
    if (date.early) {
        return checkedWarning(date.date.iso(), "F223",
                              {"元号の始まりより前の日付です。確かめてください。",
                               "The date lies before the era's first day. Check it."});
    }
    return checkedOk(date.date.iso());
}

Checked unknownDay(int year, int month) {
    const auto padded = [](int number, std::size_t width) {
        std::string digits = std::to_string(number);
        return std::string(width - std::min(width, digits.size()), '0') + digits;
    };
    return checkedWarning(padded(year, 4) + "-" + padded(month, 2) + "-00", "F224",
                          {"日付の一部が不詳です。書類にそう書かれているか確かめてください。",
                           "a part of the date is unknown (不詳). Check that the paper says so."});
}

Checked checkDate(std::string_view text) {
    const std::string entered = plain(text);
    if (const auto iso = Date::parse(entered)) return checkedOk(iso->iso());
    if (const auto date = parseAnyDate(entered)) return checkDate(*date);
    if (auto unknown = partial(entered)) return *unknown;
    Checked none = checkedError(
        "F203", {"日付として読めません。令和8年4月1日 か 2026-04-01 の形で、実在する日付を入力してください。",
                 "this is no date. Enter one that exists, as 令和8年4月1日 or 2026-04-01."});
    none.candidates = withEra(entered);
    return none;
}

}  // namespace toitsu::forms
