#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "forms/unification/proposal.h"

// Which number each option gets on the common paper. People know their numbers by heart, so every number stays with the
// option that most papers give it to, as long as no other option has taken it; the option with the most papers behind
// it chooses first.

namespace toitsu::forms::unification {
namespace {

struct Votes {
    std::map<std::string, int> signs, words;
    int papers = 0;
};

bool isNumber(const std::string& sign) {
    return !sign.empty() && sign.find_first_not_of("0123456789") == std::string::npos;
}

// 1 before 2 before 10, numbers before letters.
bool signBefore(const std::string& a, const std::string& b) {
    if (isNumber(a) != isNumber(b)) return isNumber(a);
    if (isNumber(a) && a.size() != b.size()) return a.size() < b.size();
    return a < b;
}

// What most papers print; of equally many the form's own words, then the shortest. One character says too little.
std::string mostWords(const Votes& votes, const std::string& title) {
    std::string best;
    int count = 0;
    for (const auto& [words, papers] : votes.words) {
        const bool shorter = text::length(words) < text::length(best);
        if (papers < count || (papers == count && words != title && (best == title || !shorter))) continue;
        best = words;
        count = papers;
    }
    return text::length(best) < 2 ? title : best;
}

}  // namespace

std::vector<ProposedOption> proposedOptions(const Item& item, const std::vector<Presence>& row,
                                            const Decisions& decisions) {
    std::map<std::string, Votes> votes;
    for (const Presence& presence : row)
        for (const Standing& one : presence.places) {
            if (one.part == "era") continue;
            for (const OptionPlace& place : one.options) {
                const PrintedSign printed = printedSign(place.printed);
                Votes& own = votes[place.option];
                ++own.papers;
                if (!printed.sign.empty()) ++own.signs[printed.sign];
                if (!printed.words.empty()) ++own.words[printed.words];
            }
        }
    std::vector<ProposedOption> options;
    if (item.field.type == FieldType::flag) {
        options.push_back({"true", {"", mostWords(votes["true"], item.field.title)}});
        return options;
    }
    int numbered = 0, offered = 0;
    for (const Option& option : item.field.options) {
        const auto it = votes.find(option.code);
        if (it == votes.end() && !votes.empty()) continue;  // no paper offers it
        options.push_back({option.code, {"", mostWords(votes[option.code], option.title)}});
        offered += votes[option.code].papers;
        for (const auto& [sign, papers] : votes[option.code].signs) numbered += papers;
    }
    std::set<std::string> taken;
    for (ProposedOption& option : options) {
        const std::string decided = decisions.value("option", item.id, option.code);
        if (decided.empty()) continue;
        option.printed = printedSign(decided);
        if (!option.printed.sign.empty()) taken.insert(option.printed.sign);
    }
    if (2 * numbered <= offered) return options;  // mostly printed without a number: none gets one
    struct Wish {
        int papers;
        std::string sign;
        std::size_t option;
    };
    std::vector<Wish> wishes;
    for (std::size_t i = 0; i < options.size(); ++i) {
        const auto& signs = votes[options[i].code].signs;
        const bool number =
            std::any_of(signs.begin(), signs.end(), [](const auto& sign) { return isNumber(sign.first); });
        for (const auto& [sign, papers] : signs)
            if (!number || isNumber(sign)) wishes.push_back({papers, sign, i});  // never a letter among numbers
    }
    std::stable_sort(wishes.begin(), wishes.end(), [](const Wish& a, const Wish& b) {
        if (a.papers != b.papers) return a.papers > b.papers;
        return signBefore(a.sign, b.sign);
    });
    const auto open = [&](const ProposedOption& option) {
        return option.printed.sign.empty() && decisions.value("option", item.id, option.code).empty();
    };
    for (const Wish& wish : wishes)
        if (open(options[wish.option]) && taken.insert(wish.sign).second) options[wish.option].printed.sign = wish.sign;
    int next = 1;
    for (ProposedOption& option : options) {
        if (!open(option)) continue;
        while (taken.contains(std::to_string(next))) ++next;
        option.printed.sign = std::to_string(next);
        taken.insert(option.printed.sign);
    }
    // Words that are a sign themselves are what people say: 「普A」, not 「A 普A」.
    for (ProposedOption& option : options) {
        const PrintedSign own = printedSign(option.printed.words);
        if (decisions.value("option", item.id, option.code).empty() && !own.sign.empty() && own.words.empty())
            option.printed = own;
    }
    const bool numbers = std::all_of(options.begin(), options.end(),
                                     [](const ProposedOption& option) { return isNumber(option.printed.sign); });
    if (numbers)
        std::stable_sort(options.begin(), options.end(), [](const ProposedOption& a, const ProposedOption& b) {
            return signBefore(a.printed.sign, b.printed.sign);
        });
    return options;
}

}  // namespace toitsu::forms::unification
