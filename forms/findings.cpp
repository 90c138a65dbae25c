#include "forms/findings.h"

#include <algorithm>
#include <cctype>
#include <tuple>

#include "base/text.h"

namespace toitsu::forms {
namespace {

std::string lowered(std::string_view name) {
    std::string result(name);
    for (char& c : result) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    std::replace(result.begin(), result.end(), '_', '-');
    return result;
}

// Optimal string alignment: insertions, deletions, replacements and swaps of neighbours cost one each.
std::size_t distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> before(b.size() + 1), previous(b.size() + 1), current(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) previous[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        current[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            current[j] = std::min({previous[j] + 1, current[j - 1] + 1, replaced});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) current[j] = std::min(current[j], before[j - 2] + 1);
        }
        std::swap(before, previous);
        std::swap(previous, current);
    }
    return previous[b.size()];
}

void sortErrors(std::vector<Error>& errors) {
    std::stable_sort(errors.begin(), errors.end(), [](const Error& a, const Error& b) {
        return std::tie(a.place.file, a.place.line, a.place.column) <
               std::tie(b.place.file, b.place.line, b.place.column);
    });
}

}  // namespace

void addError(Findings& findings, std::string code, Wording wording, Place place) {
    findings.errors.push_back({ErrorKind::schema, std::move(code), std::move(wording), std::move(place)});
}

void addWarning(Findings& findings, std::string code, Wording wording, Place place) {
    findings.warnings.push_back({ErrorKind::schema, std::move(code), std::move(wording), std::move(place)});
}

bool enough(const Findings& findings) {
    return findings.errors.size() >= kMostErrors;
}

void sortByPlace(Findings& findings) {
    sortErrors(findings.errors);
    sortErrors(findings.warnings);
}

std::string shown(std::string_view name) {
    const std::u32string characters = text::decode(name.substr(0, 4 * 60));
    if (characters.size() <= 60 && name.size() <= 4 * 60) return text::jsonish(text::encode(characters));
    return text::jsonish(text::encode(characters.substr(0, 60))) + "…";
}

std::string nearestName(std::string_view wrong, const std::vector<std::string>& names) {
    if (wrong.empty() || wrong.size() > 100) return {};
    const std::string sought = lowered(wrong);
    std::size_t bestDistance = std::max<std::size_t>(1, sought.size() / 3) + 1;
    std::string best;
    for (const std::string& name : names) {
        if (name.empty() || name.size() > 100) continue;
        const std::size_t found = distance(sought, lowered(name));
        if (found < bestDistance && found < name.size()) {
            bestDistance = found;
            best = name;
        }
    }
    if (!best.empty()) return best;
    for (const std::string& name : names) {  // "number" for "insured.number"
        const bool tail = name.size() > sought.size() + 1 && sought.size() > 2 &&
                          lowered(name).compare(name.size() - sought.size(), sought.size(), sought) == 0 &&
                          name[name.size() - sought.size() - 1] == '.';
        if (tail) return name;
        const bool head = sought.size() > name.size() + 1 && name.size() > 2 && sought.ends_with("." + lowered(name));
        if (head) return name;  // "child.1.name" for "name"
    }
    return {};
}

Wording suggestion(std::string_view wrong, const std::vector<std::string>& names) {
    const std::string near = nearestName(wrong, names);
    if (!near.empty()) return {"「" + shown(near) + "」ではありませんか。", " Did you mean \"" + shown(near) + "\"?"};
    if (names.empty()) return {};
    std::string list;
    for (std::size_t i = 0; i < names.size() && i < 12; ++i) list += (i == 0 ? "" : ", ") + shown(names[i]);
    if (names.size() > 12) list += ", …";
    return {"使えるもの: " + list + "。", " Possible: " + list + "."};
}

Wording operator+(const Wording& first, const Wording& second) {
    return {first.ja + second.ja, first.en + second.en};
}

}  // namespace toitsu::forms
