#include "tests/golden/score.h"

#include <algorithm>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <sstream>

#include "base/era.h"
#include "base/text.h"

namespace toitsu::golden {

Quadrants& Quadrants::operator+=(const Quadrants& other) {
    right += other.right;
    wrong += other.wrong;
    doubtfulRight += other.doubtfulRight;
    doubtfulWrong += other.doubtfulWrong;
    return *this;
}

Score& Score::operator+=(const Score& other) {
    for (const auto& [kind, quadrants] : other.fields) fields[kind] += quadrants;
    for (const auto& [way, quadrants] : other.ways) ways[way] += quadrants;
    boxes.right += other.boxes.right;
    boxes.all += other.boxes.all;
    marks.right += other.marks.right;
    marks.all += other.marks.all;
    return *this;
}

std::string Score::text() const {
    std::ostringstream out;
    out << std::fixed << std::setprecision(2);
    out << "marks and circles " << 100 * marks.share() << " % of " << marks.all << ", digit boxes "
        << 100 * boxes.share() << " % of " << boxes.all << "\n";
    const auto table = [&](const std::map<std::string, Quadrants>& rows, int width) {
        for (const auto& [kind, q] : rows)
            out << "    " << std::left << std::setw(width) << kind << std::right << std::setw(6) << q.all()
                << " fields: accepted right " << 100 * q.share(q.right) << " %, accepted wrong " << q.wrong
                << ", to a person right " << 100 * q.share(q.doubtfulRight) << " %, wrong "
                << 100 * q.share(q.doubtfulWrong) << " %\n";
    };
    table(fields, 8);
    if (std::getenv("TOITSU_WAYS") != nullptr) table(ways, 20);
    return out.str();
}

namespace {

std::string kindOf(const forms::Reading& reading, const forms::Layout& layout) {
    if (reading.recognizer != "printed") return reading.recognizer;
    for (const auto& page : layout.pages)
        for (const auto& place : page.texts)
            if (place.field == reading.field && place.written == forms::Written::hand) return "hand";
    return "printed";
}

// The digits that a place of a field holds when the field has that truth.
std::string expectedDigits(const std::string& truth, forms::FieldType type, const std::string& part, bool gregorian) {
    if (type == forms::FieldType::date && !part.empty()) {
        const auto date = Date::parse(truth);
        if (!date) return "";
        const auto wareki = toWareki(*date);
        const int number = part == "year"    ? (wareki && !gregorian ? wareki->year : date->year)
                           : part == "month" ? date->month
                                             : date->day;
        return std::to_string(number);
    }
    if (type == forms::FieldType::phone && !part.empty()) {
        const auto groups = text::split(truth, '-');
        const auto index = static_cast<std::size_t>(std::atoi(part.c_str()) - 1);
        return index < groups.size() ? groups[index] : "";
    }
    if (type == forms::FieldType::postcode && !part.empty()) {
        const std::string digits = text::digitsOnly(truth);
        return part == "1" ? digits.substr(0, 3) : digits.size() > 3 ? digits.substr(3) : "";
    }
    return text::digitsOnly(truth);
}

std::string significant(std::string digits, bool number) {
    digits.erase(std::remove(digits.begin(), digits.end(), ' '), digits.end());
    while (number && digits.size() > 1 && digits[0] == '0') digits.erase(0, 1);
    return digits;
}

// Boxes that differ: the shorter text is set against the end of the longer (numbers are written to the right).
int differing(const std::string& a, const std::string& b) {
    int count = static_cast<int>(std::max(a.size(), b.size()) - std::min(a.size(), b.size()));
    for (std::size_t n = 1; n <= std::min(a.size(), b.size()); ++n) count += a[a.size() - n] != b[b.size() - n] ? 1 : 0;
    return count;
}

// How the field's answer stands on the paper, "" where the truth does not say.
std::string wayOf(const std::string& field, const Value& truth) {
    const List* marks = truth["marks"].list();
    for (std::size_t i = 0; marks != nullptr && i < marks->size(); ++i) {
        const Value& mark = (*marks)[i];
        const auto *name = mark["field"].string(), *kind = mark["kind"].string();
        if (name != nullptr && kind != nullptr && *name == field && mark["part"].string() == nullptr) return *kind;
    }
    const auto* source = truth["sources"][field].string();
    return source != nullptr ? *source : "";
}

}  // namespace

Score score(const forms::Form& form, const forms::Layout& layout, const forms::Record& record, const Value& truth,
            const std::string& name, bool verbose) {
    Score result;
    for (const auto& value : record.fields) {
        if (value.readings.empty()) continue;
        const auto* wanted = truth["fields"][value.field].string();
        if (wanted == nullptr) continue;
        const auto& field = *form.field(value.field);
        const std::string kind = kindOf(value.readings.front(), layout);
        const std::string got = forms::canonicalText(value.value);
        const bool right = got == *wanted || (got == "false" && wanted->empty());
        result.fields[kind].count(right, value.doubt);
        const std::string way = wayOf(value.field, truth);
        if (!way.empty()) result.ways[kind + ": " + way].count(right, value.doubt);
        if (kind == "mark" || kind == "circle") {
            ++result.marks.all;
            result.marks.right += right || (way == "two" && value.doubt) ? 1 : 0;
        }
        if (!right && (verbose || !value.doubt))
            std::cout << (value.doubt ? "   doubtful " : "   WRONG ") << name << " " << value.field << " [" << kind
                      << "] read '" << got << "' is '" << *wanted << "' confidence " << value.confidence << "\n";
        for (const auto& reading : value.readings) {
            if (reading.recognizer != "digits") continue;
            const bool number = field.type == forms::FieldType::money || field.type == forms::FieldType::date;
            const std::string read = reading.candidates.empty() ? "" : significant(reading.candidates[0].text, number);
            int cells = 0;
            for (const auto& page : layout.pages)
                for (const auto& place : page.texts)
                    if (place.field == reading.field && place.part == reading.part) cells = place.cells;
            const std::string there =
                significant(expectedDigits(*wanted, field.type, reading.part, cells == 4), number);
            result.boxes.all += cells;
            result.boxes.right += std::max(0, cells - differing(read, there));
        }
    }
    return result;
}

}  // namespace toitsu::golden
