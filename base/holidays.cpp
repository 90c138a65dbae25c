#include "base/holidays.h"

#include <algorithm>
#include <array>
#include <map>

// Each year's holidays come from one table of rules (which days, from which year to which), then single laws change
// them, then article 3 adds 振替休日 and 国民の休日. No rule reaches over the turn of a year: 12/31 is never a holiday.

namespace toitsu {

namespace {

struct Rule {
    const char* name;
    int month;
    int day;     // of the month; 0 for a Monday
    int monday;  // which Monday of the month
    int first;   // years in which it is a holiday
    int last;
};

constexpr int endless = 9999;

// Article 2 with its amendments: 1966 (敬老, 体育; 建国記念の日 by decree of 1966-12-09), 1989 (みどりの日, 12/23),
// 1995 (海の日), 1998 and 2001 (ハッピーマンデー), 2005 (昭和の日), 2014 (山の日), 2017 (2/23; none in 2019), 2018
// (スポーツの日).
constexpr auto rules = std::to_array<Rule>({
    {"元日", 1, 1, 0, 1949, endless},           {"成人の日", 1, 15, 0, 1949, 1999},
    {"成人の日", 1, 0, 2, 2000, endless},       {"建国記念の日", 2, 11, 0, 1967, endless},
    {"天皇誕生日", 2, 23, 0, 2020, endless},    {"天皇誕生日", 4, 29, 0, 1949, 1988},
    {"みどりの日", 4, 29, 0, 1989, 2006},       {"昭和の日", 4, 29, 0, 2007, endless},
    {"憲法記念日", 5, 3, 0, 1949, endless},     {"みどりの日", 5, 4, 0, 2007, endless},
    {"こどもの日", 5, 5, 0, 1949, endless},     {"海の日", 7, 20, 0, 1996, 2002},
    {"海の日", 7, 0, 3, 2003, endless},         {"山の日", 8, 11, 0, 2016, endless},
    {"敬老の日", 9, 15, 0, 1966, 2002},         {"敬老の日", 9, 0, 3, 2003, endless},
    {"体育の日", 10, 10, 0, 1966, 1999},        {"体育の日", 10, 0, 2, 2000, 2019},
    {"スポーツの日", 10, 0, 2, 2020, endless},  {"文化の日", 11, 3, 0, 1948, endless},
    {"勤労感謝の日", 11, 23, 0, 1948, endless}, {"天皇誕生日", 12, 23, 0, 1989, 2018},
});

const std::vector<Decree>& decreed() {
    using enum Decree::Effect;
    static const std::vector<Decree> table{
        {{1959, 4, 10}, dayOff, "皇太子明仁親王の結婚の儀"},  // 昭和34年法律第16号
        {{1989, 2, 24}, dayOff, "昭和天皇の大喪の礼"},        // 平成元年法律第4号
        {{1990, 11, 12}, dayOff, "即位礼正殿の儀"},           // 平成2年法律第24号
        {{1993, 6, 9}, dayOff, "皇太子徳仁親王の結婚の儀"},   // 平成5年法律第32号
        // 平成30年法律第99号: these two count as 国民の祝日 in article 3, so 4/30 and 5/2 became 国民の休日.
        {{2019, 5, 1}, holiday, "天皇の即位の日"},
        {{2019, 10, 22}, holiday, "即位礼正殿の儀の行われる日"},
        // 平成27年法律第33号, article 32 (as amended in 2018 and 2020): moved for the Olympic Games.
        {{2020, 7, 20}, removed, ""},
        {{2020, 7, 23}, holiday, "海の日"},
        {{2020, 7, 24}, holiday, "スポーツの日"},
        {{2020, 8, 10}, holiday, "山の日"},
        {{2020, 8, 11}, removed, ""},
        {{2020, 10, 12}, removed, ""},
        {{2021, 7, 19}, removed, ""},
        {{2021, 7, 22}, holiday, "海の日"},
        {{2021, 7, 23}, holiday, "スポーツの日"},
        {{2021, 8, 8}, holiday, "山の日"},
        {{2021, 8, 11}, removed, ""},
        {{2021, 10, 11}, removed, ""},
    };
    return table;
}

using Days = std::map<Date, Holiday>;

constexpr int sunday = 7;

void add(Days& days, const Date& date, Holiday::Kind kind, const std::string& name) {
    days.emplace(date, Holiday{date, kind, name});
}

Date dateOf(const Rule& rule, int year) {
    if (rule.monday == 0) return {year, rule.month, rule.day};
    const Date start{year, rule.month, 1};
    return start.plusDays((8 - start.weekday()) % 7 + 7 * (rule.monday - 1));
}

Days ofArticle2(int year) {
    Days out;
    for (const Rule& rule : rules)
        if (year >= rule.first && year <= rule.last) add(out, dateOf(rule, year), Holiday::Kind::holiday, rule.name);
    if (year >= 1949) add(out, springEquinox(year), Holiday::Kind::holiday, "春分の日");
    add(out, autumnEquinox(year), Holiday::Kind::holiday, "秋分の日");
    return out;
}

void apply(Days& days, std::span<const Decree> decrees, int year) {
    for (const Decree& decree : decrees) {
        if (decree.date.year != year) continue;
        days.erase(decree.date);
        if (decree.effect == Decree::Effect::removed) continue;
        const bool holiday = decree.effect == Decree::Effect::holiday;
        add(days, decree.date, holiday ? Holiday::Kind::holiday : Holiday::Kind::dayOff, decree.name);
    }
}

// Paragraph 2. From 1973-04-12 the day after a Sunday's holiday; from 2007 the next day that is no 国民の祝日.
void addSubstitutes(Days& days, const Days& holidays) {
    for (const auto& [date, holiday] : holidays) {
        if (date < Date{1973, 4, 12} || date.weekday() != sunday) continue;
        Date day = date.plusDays(1);
        while (date.year >= 2007 && holidays.contains(day)) day = day.plusDays(1);
        if (!holidays.contains(day)) add(days, day, Holiday::Kind::substitute, "振替休日");
    }
}

// Paragraph 3. From 1985-12-27 a day between two 国民の祝日; until 2006 no Sunday, and never one that is a 振替休日
// already.
void addDaysBetween(Days& days, const Days& holidays) {
    for (const auto& [date, holiday] : holidays) {
        const Date day = date.plusDays(1);
        if (day < Date{1985, 12, 27} || holidays.contains(day) || !holidays.contains(day.plusDays(1))) continue;
        if (day.year >= 2007 || day.weekday() != sunday) add(days, day, Holiday::Kind::between, "国民の休日");
    }
}

}  // namespace

Holidays::Holidays(std::span<const Decree> further) {
    for (int year = first.year; year <= last.year; ++year) {
        Days days = ofArticle2(year);
        apply(days, decreed(), year);
        apply(days, further, year);
        Days holidays = days;
        std::erase_if(holidays, [](const auto& day) { return day.second.kind != Holiday::Kind::holiday; });
        addSubstitutes(days, holidays);
        addDaysBetween(days, holidays);
        for (auto& [date, holiday] : days) days_.push_back(std::move(holiday));
    }
}

const Holidays& Holidays::ofLaw() {
    static const Holidays table{std::span<const Decree>{}};
    return table;
}

const Holiday* Holidays::find(const Date& day) const {
    const auto at = std::ranges::lower_bound(days_, day, {}, &Holiday::date);
    return at != days_.end() && at->date == day ? &*at : nullptr;
}

std::span<const Holiday> Holidays::inYear(int year) const {
    const auto from = std::ranges::lower_bound(days_, Date{year, 1, 1}, {}, &Holiday::date);
    const auto to = std::ranges::upper_bound(days_, Date{year, 12, 31}, {}, &Holiday::date);
    return {from, to};
}

}  // namespace toitsu
