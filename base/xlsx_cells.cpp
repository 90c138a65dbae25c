#include "base/xlsx_cells.h"

#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <set>

namespace toitsu::xlsx {

namespace {

// Text of <t>, and of the runs <r><t>; what <rPh> says is how it is read aloud.
std::string textOf(const xml::Element& item) {
    std::string text;
    for (const xml::Element& child : item.children) {
        if (child.local == "t") text += child.text;
        if (child.local == "r") text += textOf(child);
    }
    return text;
}

bool showsDate(const std::string& code) {
    bool quoted = false, bracketed = false;
    for (std::size_t n = 0; n < code.size(); ++n) {
        const char c = code[n];
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '\\' || c == '_' || c == '*') {  // the next character stands for itself
            ++n;
            continue;
        }
        if (c == '[') bracketed = true;
        if (c == ']') bracketed = false;
        if (c == ';') return false;  // the first section is for dates
        if (!bracketed && std::string_view("yYdDmMeEgG").find(c) != std::string_view::npos)
            return code.compare(n, 7, "General") != 0 && code.compare(n, 2, "E+") != 0 && code.compare(n, 2, "E-") != 0;
    }
    return false;
}

bool builtInDate(int id) {
    return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) ||
           id == 57 || id == 58;
}

std::string numberText(const std::string& saved) {
    char* end = nullptr;
    const double number = std::strtod(saved.c_str(), &end);
    if (saved.empty() || *end != '\0' || !std::isfinite(number)) return saved;
    char digits[40];
    std::snprintf(digits, sizeof digits, std::abs(number) < 1e15 && number == std::trunc(number) ? "%.0f" : "%.15g",
                  number);
    return digits;
}

}  // namespace

std::vector<std::string> sharedStrings(const xml::Element& sst) {
    std::vector<std::string> strings;
    for (const xml::Element& item : sst.children)
        if (item.local == "si") strings.push_back(textOf(item));
    return strings;
}

std::vector<bool> dateFormats(const xml::Element& styleSheet) {
    std::set<int> dates;
    if (const xml::Element* formats = styleSheet.child("numFmts"))
        for (const xml::Element& format : formats->children)
            if (showsDate(format.get("formatCode"))) dates.insert(std::atoi(format.get("numFmtId").c_str()));
    std::vector<bool> shown;
    if (const xml::Element* formats = styleSheet.child("cellXfs"))
        for (const xml::Element& format : formats->children) {
            const int id = std::atoi(format.get("numFmtId").c_str());
            shown.push_back(builtInDate(id) || dates.contains(id));
        }
    return shown;
}

std::optional<std::string> dateOf(double serial, bool from1904) {
    constexpr double kLast = 2958466;  // the day after 9999-12-31
    if (!(serial >= 0) || serial >= kLast || (!from1904 && serial < 1)) return std::nullopt;
    using namespace std::chrono;
    auto day = static_cast<int>(std::floor(serial));
    auto second = static_cast<int>(std::lround((serial - day) * 86400));
    if (second == 86400) ++day, second = 0;
    const bool beforeLeap = !from1904 && day < 60;
    const sys_days from = from1904     ? sys_days(1904y / January / 1)
                          : beforeLeap ? sys_days(1899y / December / 31)
                                       : sys_days(1899y / December / 30);
    const year_month_day date(from + days(day));
    char text[32];
    std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
    std::string out = text;
    if (second == 0) return out;
    std::snprintf(text, sizeof text, "T%02d:%02d:%02d", second / 3600, second / 60 % 60, second % 60);
    return out + text;
}

std::string cellText(const xml::Element& c, const Cells& known) {
    const std::string type = c.get("t", "n");
    if (type == "inlineStr") {
        const xml::Element* item = c.child("is");
        return item == nullptr ? "" : textOf(*item);
    }
    const xml::Element* v = c.child("v");
    if (v == nullptr) return {};
    const std::string& value = v->text;
    if (type == "s") {
        const auto index = static_cast<std::size_t>(std::strtoul(value.c_str(), nullptr, 10));
        return index < known.strings.size() ? known.strings[index] : "";
    }
    if (type == "b") return value == "1" ? "true" : "false";
    if (type != "n") return value;  // str, e (#N/A), d (a date in ISO 8601)
    const auto style = static_cast<std::size_t>(std::strtoul(c.get("s", "0").c_str(), nullptr, 10));
    if (style < known.dates.size() && known.dates[style])
        if (auto date = dateOf(std::strtod(value.c_str(), nullptr), known.from1904)) return *date;
    return numberText(value);
}

int columnOf(std::string_view reference) {
    int column = 0;
    for (const char c : reference) {
        if (c < 'A' || c > 'Z' || column > 16384) break;
        column = column * 26 + (c - 'A' + 1);
    }
    return column;
}

}  // namespace toitsu::xlsx
