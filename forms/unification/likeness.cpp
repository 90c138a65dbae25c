#include "forms/unification/likeness.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "forms/unification/printed_sign.h"

namespace toitsu::forms::unification {
namespace {

using Pairs = std::map<std::u32string, int>;

// Pairs of neighbouring characters, with the edges of the text as characters of their own.
Pairs pairsOf(std::string_view title) {
    const std::u32string text = U"^" + text::decode(comparable(text::katakana(title))) + U"$";
    Pairs pairs;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) ++pairs[text.substr(i, 2)];
    return pairs;
}

// Dice's coefficient of two bags of pairs.
double shared(const std::string& a, const std::string& b) {
    const Pairs left = pairsOf(a), right = pairsOf(b);
    int both = 0, all = 0;
    for (const auto& [pair, count] : left) {
        all += count;
        const auto it = right.find(pair);
        if (it != right.end()) both += std::min(count, it->second);
    }
    for (const auto& [pair, count] : right) all += count;
    return all == 0 ? 0 : 2.0 * both / all;
}

bool isChoice(FieldType type) {
    return type == FieldType::choice || type == FieldType::choices;
}

bool isText(FieldType type) {
    return type == FieldType::text || type == FieldType::kana || type == FieldType::personName ||
           type == FieldType::address;
}

double typeLikeness(const Field& a, const Field& b) {
    if (isChoice(a.type) && isChoice(b.type)) {
        std::vector<std::string> titles;
        for (const Option& option : a.options) titles.push_back(comparable(option.title));
        std::size_t both = 0;
        for (const Option& option : b.options)
            if (std::find(titles.begin(), titles.end(), comparable(option.title)) != titles.end()) ++both;
        const std::size_t all = a.options.size() + b.options.size();
        return all == 0 ? 0.5 : 0.3 + 0.7 * 2.0 * static_cast<double>(both) / static_cast<double>(all);
    }
    if (a.type == b.type) return 1;
    return isText(a.type) && isText(b.type) ? 0.5 : 0;
}

}  // namespace

double likeness(const Field& a, const Field& b) {
    return 0.75 * shared(a.title, b.title) + 0.25 * typeLikeness(a, b);
}

std::vector<Likely> likelyIdentities(const Coverage& coverage, double least) {
    std::vector<Likely> all;
    const std::size_t papers = coverage.cells.empty() ? 0 : coverage.cells.front().size();
    for (std::size_t i = 0; i < coverage.items.size(); ++i) {
        const Item& local = coverage.items[i];
        if (local.owner.empty()) continue;
        Likely best{local.id, "", 0};
        for (std::size_t j = 0; j < coverage.items.size(); ++j) {
            const Item& other = coverage.items[j];
            if (i == j || other.owner == local.owner) continue;
            bool together = false;
            for (std::size_t p = 0; p < papers; ++p)
                together = together || (coverage.cells[i][p].present() && coverage.cells[j][p].present());
            if (together) continue;
            const double like = likeness(local.field, other.field);
            if (like > best.likeness) best = {local.id, other.id, like};
        }
        if (best.likeness >= least) all.push_back(std::move(best));
    }
    std::stable_sort(all.begin(), all.end(), [](const Likely& a, const Likely& b) { return a.likeness > b.likeness; });
    return all;
}

}  // namespace toitsu::forms::unification
