#include "tests/marks/mark_tally.h"

#include <algorithm>
#include <cmath>
#include <iomanip>
#include <sstream>

#include "base/text.h"

namespace toitsu::marks {

namespace {

bool has(const std::vector<std::string>& list, const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

const forms::Reading* readingOf(const ocr::PageReading& read, const std::string& field) {
    for (const auto& reading : read.readings)
        if (reading.field == field) return &reading;
    return nullptr;
}

void count(Outcome& outcome, bool right, bool doubt) {
    ++(doubt ? (right ? outcome.doubtRight : outcome.doubtWrong) : (right ? outcome.right : outcome.wrong));
}

std::string placeName(forms::Mark mark) {
    return mark == forms::Mark::circle ? "circle" : mark == forms::Mark::cross ? "cross" : "check";
}

// Finer where it matters: near one.
int binOf(double confidence) {
    return static_cast<int>(std::lround(-4 * std::log10(std::max(1 - confidence, 1e-3))));
}

}  // namespace

Outcome& Outcome::operator+=(const Outcome& other) {
    right += other.right;
    doubtRight += other.doubtRight;
    doubtWrong += other.doubtWrong;
    wrong += other.wrong;
    return *this;
}

void MarkTally::add(const forms::Library& library, const scanlab::MarkedSheet& sheet, const ocr::PageReading& read) {
    ++pages;
    if (read.status != ocr::PageStatus::read) {
        ++refused;
        return;
    }
    const auto& page = library.layouts.front()->pages.front();
    for (std::size_t n = 0; n < page.choices.size(); ++n) {
        const auto& place = page.choices[n];
        const auto& marking = sheet.marks[n];
        const auto* reading = readingOf(read, place.field);
        if (reading == nullptr) continue;
        const std::string got = reading->candidates.empty() ? "" : reading->candidates.front().text;
        std::vector<std::string> meant;  // in the layout's order
        bool littered = false;
        for (const auto& option : place.options) {
            if (has(marking.marked, option.option)) meant.push_back(option.option);
            littered = littered || sheet.near.contains(place.field + "/" + option.option);
        }
        const std::string wanted = text::join(meant, "|");
        // Two marks where one is asked have no right value: a doubt is right.
        const bool right = marking.kind == "two" ? reading->doubt : got == wanted;
        std::string kind = placeName(place.mark) + ": " + marking.kind;
        if (marking.kind == "none" && littered) kind += ", litter";
        if (marking.kind == "correction") kind += ", " + marking.how;
        count(kinds[kind], right, reading->doubt);
        if (!right && !reading->doubt)
            ++wrongs[kind + (littered ? " (litter)" : "") + ": '" + wanted + "' read '" + got + "'"];
        Bin& bin = bins[binOf(reading->confidence)];
        if (marking.kind != "two") {
            ++bin.all;
            bin.right += got == wanted ? 1 : 0;
            bin.confidence += reading->confidence;
        }
        const auto named = text::split(got, '|');
        const bool untouched =
            marking.kind != "erased" && marking.struck.empty() && !littered && marking.marked.empty();
        for (const auto& option : place.options) {
            if (!untouched) break;
            ++empty;
            falseMarks += has(named, option.option) ? 1 : 0;
            falseAccepted += has(named, option.option) && !reading->doubt ? 1 : 0;
        }
    }
    for (const auto& place : page.seals) {
        const auto* reading = readingOf(read, place.field);
        const auto truth = sheet.seals.find(place.field);
        if (reading == nullptr || truth == sheet.seals.end() || reading->candidates.empty()) continue;
        const bool right = (reading->candidates.front().text == "true") == truth->second.present;
        count(kinds["seal: " + truth->second.how], right, reading->doubt);
    }
}

MarkTally& MarkTally::operator+=(const MarkTally& other) {
    for (const auto& [kind, outcome] : other.kinds) kinds[kind] += outcome;
    for (const auto& [what, times] : other.wrongs) wrongs[what] += times;
    for (const auto& [key, bin] : other.bins) {
        bins[key].all += bin.all;
        bins[key].right += bin.right;
        bins[key].confidence += bin.confidence;
    }
    empty += other.empty;
    falseMarks += other.falseMarks;
    falseAccepted += other.falseAccepted;
    pages += other.pages;
    refused += other.refused;
    return *this;
}

Outcome MarkTally::sum(const std::string& prefix) const {
    Outcome all;
    for (const auto& [kind, outcome] : kinds)
        if (kind.starts_with(prefix)) all += outcome;
    return all;
}

double MarkTally::calibrationError() const {
    double error = 0;
    int all = 0;
    for (const auto& [key, bin] : bins) {
        error += std::abs(bin.confidence - bin.right);
        all += bin.all;
    }
    return all == 0 ? 0 : error / all;
}

std::string MarkTally::text() const {
    std::ostringstream out;
    out << std::fixed << std::setprecision(2);
    const auto line = [&](const std::string& name, const Outcome& o) {
        const double all = std::max(1, o.all());
        out << "  " << std::left << std::setw(34) << name << std::right << std::setw(7) << o.all() << "  right "
            << std::setw(6) << 100 * o.right / all << " %  doubt " << std::setw(5) << 100 * o.doubtRight / all << " + "
            << std::setw(5) << 100 * o.doubtWrong / all << " %  accepted wrong " << o.wrong << "\n";
    };
    for (const auto& [kind, outcome] : kinds) line(kind, outcome);
    for (const char* prefix : {"check", "cross", "circle", "seal"}) line(std::string("all ") + prefix, sum(prefix));
    out << "  pages " << pages << ", refused " << refused << "; empty options " << empty << ", false marks "
        << falseMarks << ", accepted " << falseAccepted << "\n  calibration error " << 100 * calibrationError()
        << " %:";
    for (const auto& [key, bin] : bins)
        if (bin.all > 0)
            out << "  " << std::setprecision(4) << bin.confidence / bin.all << ": " << bin.right << "/" << bin.all;
    out << "\n";
    for (const auto& [what, times] : wrongs) out << "  WRONG " << times << " x " << what << "\n";
    return out.str();
}

}  // namespace toitsu::marks
