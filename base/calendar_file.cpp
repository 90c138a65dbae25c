#include "base/calendar_file.h"

#include <algorithm>
#include <filesystem>

#include "base/calendar_values.h"
#include "base/files.h"

namespace toitsu {

namespace {

constexpr std::uint64_t largestFile = 4u << 20;
constexpr std::string_view anyDate = "2027-08-13";
constexpr std::string_view anyClock = "08:30";

std::optional<Date> readDate(std::string_view text) {
    const auto date = Date::parse(text);
    return date && *date >= Holidays::first && *date <= Holidays::last ? date : std::nullopt;
}

class Reader {
public:
    explicit Reader(CalendarMistakes& mistakes, CalendarRules& rules) : mistakes_(mistakes), rules_(rules) {}

    void read(const xml::Element& root) {
        mistakes_.only(root, {"id", "title", "municipality", "base", "holidays"}, true);
        if (const xml::Attribute* id = mistakes_.required(root, "id")) rules_.id = id->value;
        if (const xml::Attribute* title = mistakes_.required(root, "title")) rules_.title = title->value;
        if (const auto code = mistakes_.value(root, "municipality", "202011", sixDigits)) rules_.municipality = *code;
        if (const auto closed = mistakes_.value(root, "holidays", "closed", closedWord))
            rules_.closedOnHolidays = *closed;
        if (!root.all("hours").empty()) rules_.week = {};  // own hours take the place of the base's
        for (const xml::Element& child : root.children) {
            if (child.space != calendarNamespace)
                unknown(child);
            else if (child.local == "hours")
                hours(child);
            else if (child.local == "closed")
                closed(child);
            else if (child.local == "open")
                open(child);
            else if (child.local == "decreed")
                decreed(child);
            else
                unknown(child);
        }
        if (std::ranges::all_of(rules_.week, [](const auto& spans) { return spans.empty(); }))
            mistakes_.add(
                "X052",
                {"開庁時間がありません。<hours days=\"mon tue wed thu fri\" from=\"08:30\" to=\"17:15\"/> "
                 "を書いてください。",
                 "there are no office hours; write <hours days=\"mon tue wed thu fri\" from=\"08:30\" to=\"17:15\"/>"},
                root.place);
    }

private:
    static std::optional<std::string> sixDigits(std::string_view text) {
        const bool good = text.size() == 6 && text.find_first_not_of("0123456789") == std::string_view::npos;
        return good ? std::optional(std::string(text)) : std::nullopt;
    }
    static std::optional<bool> closedWord(std::string_view text) {
        if (text == "closed") return true;
        if (text == "open") return false;
        return std::nullopt;
    }

    void unknown(const xml::Element& element) {
        mistakes_.add("X050",
                      {"ここに <" + element.name + "> は書けません。書けるのは hours, closed, open, decreed です。",
                       "<" + element.name + "> cannot stand here; known are hours, closed, open, decreed"},
                      element.place);
    }

    std::optional<OfficeHours> span(const xml::Element& element) {
        const bool both = mistakes_.required(element, "from") && mistakes_.required(element, "to");
        const auto from = mistakes_.value(element, "from", anyClock, readClock);
        const auto to = mistakes_.value(element, "to", "17:15", readClock);
        if (!both || !from || !to) return std::nullopt;
        if (*from < *to) return OfficeHours{*from, *to};
        mistakes_.add("X052",
                      {"from は to より前の時刻でなければなりません。夜を越えるときは二つに分けてください。",
                       "from must be before to; write two spans for a night"},
                      element.place);
        return std::nullopt;
    }

    void add(std::vector<OfficeHours>& spans, const OfficeHours& span, const Place& place) {
        const bool clash = std::ranges::any_of(
            spans, [&](const OfficeHours& other) { return span.from < other.to && other.from < span.to; });
        if (clash)
            mistakes_.add("X052",
                          {"開庁時間が重なっています。一つにまとめるか、時刻を直してください。",
                           "the hours overlap; join them or correct the times"},
                          place);
        else
            spans.push_back(span);
    }

    void hours(const xml::Element& element) {
        mistakes_.only(element, {"days", "from", "to"});
        const bool named = mistakes_.required(element, "days") != nullptr;
        const auto days = mistakes_.value(element, "days", "mon tue wed thu fri", readWeekdays);
        const auto span = this->span(element);
        if (!named || !days || !span) return;
        for (const int weekday : *days) add(rules_.week[static_cast<std::size_t>(weekday - 1)], *span, element.place);
    }

    void open(const xml::Element& element) {
        mistakes_.only(element, {"date", "from", "to", "title"});
        const bool named = mistakes_.required(element, "date") != nullptr;
        const auto date = mistakes_.value(element, "date", anyDate, readDate);
        const auto span = this->span(element);
        if (named && date && span) add(rules_.open[*date], *span, element.place);
    }

    void closed(const xml::Element& element) {
        mistakes_.only(element, {"date", "day", "weekday", "week", "until", "title"});
        const xml::Attribute* title = mistakes_.required(element, "title");
        const int ways =
            (element.find("date") ? 1 : 0) + (element.find("day") ? 1 : 0) + (element.find("weekday") ? 1 : 0);
        const bool idle =
            (element.find("week") && !element.find("weekday")) || (element.find("until") && element.find("weekday"));
        if (ways != 1 || idle) {
            mistakes_.add(
                "X052",
                {"<closed> には date（と until）、day（と until）、weekday（と week）のどれか一組を書いてください。",
                 "write one of date (with until), day (with until) or weekday (with week) in <closed>"},
                element.place);
            return;
        }
        const std::string why = title ? title->value : "";
        if (element.find("date"))
            closedDates(element, why);
        else if (element.find("day"))
            closedEveryYear(element, why);
        else
            closedWeekday(element, why);
    }

    void closedDates(const xml::Element& element, const std::string& why) {
        const auto from = mistakes_.value(element, "date", anyDate, readDate);
        const auto until = element.find("until") ? mistakes_.value(element, "until", anyDate, readDate) : from;
        if (!from || !until) return;
        if (*until < *from || until->days() - from->days() > 366) {
            mistakes_.unreadable(*element.attribute("until"), "2027-08-16");
            return;
        }
        for (Date day = *from; day <= *until; day = day.plusDays(1)) rules_.closed[day] = why;
    }

    void closedEveryYear(const xml::Element& element, const std::string& why) {
        const auto from = mistakes_.value(element, "day", "12-29", readMonthDay);
        const auto until = element.find("until") ? mistakes_.value(element, "until", "01-03", readMonthDay) : from;
        if (!from || !until) return;
        for (const MonthDay& day : everyDay(*from, *until))
            rules_.yearly.push_back({.month = day.month, .day = day.day, .weekday = 0, .week = 0, .title = why});
    }

    void closedWeekday(const xml::Element& element, const std::string& why) {
        const auto weekdays = mistakes_.value(element, "weekday", "mon", readWeekdays);
        const auto week =
            mistakes_.value(element, "week", "1, 2, 3, 4, 5, last", [](std::string_view text) -> std::optional<int> {
                if (text == "last") return 0;
                if (text.size() == 1 && text[0] >= '1' && text[0] <= '5') return text[0] - '0';
                return std::nullopt;
            });
        if (!weekdays) return;
        if (!element.find("week")) {
            mistakes_.add(
                "X051",
                {"week に 1〜5 か last を書いてください。毎週の閉庁日は、その曜日の <hours> を書かないことで表します。",
                 "write week (1 to 5, or last); a weekday that is always closed simply has no <hours>"},
                element.place);
            return;
        }
        for (const int weekday : *weekdays)
            if (week) rules_.yearly.push_back({.month = 0, .day = 0, .weekday = weekday, .week = *week, .title = why});
    }

    void decreed(const xml::Element& element) {
        mistakes_.only(element, {"date", "effect", "title"});
        const bool whole = mistakes_.required(element, "date") && mistakes_.required(element, "effect");
        const auto date = mistakes_.value(element, "date", "2031-05-01", readDate);
        const auto effect = mistakes_.value(element, "effect", "holiday, day-off, removed",
                                            [](std::string_view text) -> std::optional<Decree::Effect> {
                                                if (text == "holiday") return Decree::Effect::holiday;
                                                if (text == "day-off") return Decree::Effect::dayOff;
                                                if (text == "removed") return Decree::Effect::removed;
                                                return std::nullopt;
                                            });
        if (!whole || !date || !effect) return;
        if (*effect != Decree::Effect::removed && !mistakes_.required(element, "title")) return;
        rules_.decrees.push_back({*date, *effect, element.get("title")});
    }

    CalendarMistakes& mistakes_;
    CalendarRules& rules_;
};

std::optional<CalendarRules> parse(std::string_view text, const std::string& file, std::vector<Error>& errors,
                                   bool mayHaveBase);

std::optional<CalendarRules> load(const std::string& path, std::vector<Error>& errors, bool mayHaveBase) {
    const auto text = files::read(path, largestFile);
    if (text) return parse(*text, path, errors, mayHaveBase);
    errors.push_back(text.error());
    return std::nullopt;
}

std::optional<CalendarRules> parse(std::string_view text, const std::string& file, std::vector<Error>& errors,
                                   bool mayHaveBase) {
    const auto document = xml::parse(text, file);
    if (!document) {
        errors.push_back(document.error());
        return std::nullopt;
    }
    const std::size_t before = errors.size();
    CalendarMistakes mistakes(errors);
    const xml::Element& root = document->root;
    if (root.space != calendarNamespace || root.local != "calendar") {
        mistakes.add("X050",
                     {"暦ではありません。<calendar xmlns=\"urn:toitsu:calendar:1\"> で始めてください。",
                      "this is no calendar; begin with <calendar xmlns=\"urn:toitsu:calendar:1\">"},
                     root.place);
        return std::nullopt;
    }
    CalendarRules rules;
    if (const xml::Attribute* base = root.attribute("base")) {
        if (!mayHaveBase) {
            mistakes.add("X052",
                         {"base の暦がさらに base を持っています。一段だけにしてください。",
                          "the base calendar has a base itself; there is only one level"},
                         base->place);
            return std::nullopt;
        }
        auto common = load((std::filesystem::path(file).parent_path() / base->value).string(), errors, false);
        if (!common) return std::nullopt;
        rules = std::move(*common);
    }
    Reader(mistakes, rules).read(root);
    return errors.size() == before ? std::optional(std::move(rules)) : std::nullopt;
}

}  // namespace

std::optional<CalendarRules> parseCalendar(std::string_view xml, const std::string& file,
                                           std::vector<Error>& mistakes) {
    return parse(xml, file, mistakes, true);
}

std::optional<BusinessCalendar> loadCalendar(const std::string& path, std::vector<Error>& mistakes) {
    auto rules = load(path, mistakes, true);
    return rules ? std::optional<BusinessCalendar>(std::in_place, std::move(*rules)) : std::nullopt;
}

std::optional<std::string> findCalendar(const std::string& library, const std::string& id,
                                        const std::string& municipality) {
    constexpr std::string_view good = "abcdefghijklmnopqrstuvwxyz0123456789-";
    if (id.empty() || id.find_first_not_of(good) != std::string::npos ||
        municipality.find_first_not_of("0123456789") != std::string::npos)
        return std::nullopt;
    std::error_code problem;
    const std::filesystem::path folder = std::filesystem::path(library) / "calendars";
    if (const auto own = folder / municipality / (id + ".xml"); !municipality.empty() && exists(own, problem))
        return own.string();
    if (const auto common = folder / (id + ".xml"); exists(common, problem)) return common.string();
    return std::nullopt;
}

}  // namespace toitsu
