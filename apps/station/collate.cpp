// A stack is cut at its separators. In a part, the sequence as it was fed is taken when it falls into whole runs 1, 2 …
// k. Otherwise the three ways in which a scanner or a person turns a whole stack are tried: backwards, the sides of
// every sheet exchanged, sheets backwards. One of them must make everything whole; if two do and pair the pages
// differently, neither counts.
//
// If none does, a page is missing, doubled or astray. Then only what the disturbance does not touch is taken: a whole
// run between whole runs, or one that its shared fields confirm. Pages 1 1 2 2 show why: the run 1 2 in the middle is
// of two people. What is left over is put together once more by the shared fields alone.

#include "apps/station/collate.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace toitsu::station {

namespace {

using Sequence = std::vector<std::size_t>;
using Kind = StackPage::Kind;

struct Run {
    Sequence pages;
    bool whole = false;
    bool broken = false;  // whole by its numbers, but its pages contradict one another
    bool apart = false;   // a page that nobody knows lies between it and the run before
};

enum class Agreement { unknown, same, differ };

Agreement agreement(const StackPage& a, const StackPage& b) {
    Agreement found = Agreement::unknown;
    for (const auto& [field, text] : a.shared) {
        const auto other = b.shared.find(field);
        if (other == b.shared.end()) continue;
        if (other->second != text) return Agreement::differ;
        found = Agreement::same;
    }
    return found;
}

// Of all pairs: differ if any does, same only if every page is tied to the first.
Agreement agreement(const std::vector<StackPage>& stack, const Sequence& pages) {
    bool tied = true;
    for (std::size_t a = 0; a < pages.size(); ++a)
        for (std::size_t b = a + 1; b < pages.size(); ++b) {
            const Agreement pair = agreement(stack[pages[a]], stack[pages[b]]);
            if (pair == Agreement::differ) return pair;
            if (a == 0 && pair == Agreement::unknown) tied = false;
        }
    return tied ? Agreement::same : Agreement::unknown;
}

// Runs of one layout whose numbers go up; a page that is unknown ends one, an empty side does not.
std::vector<Run> runsOf(const std::vector<StackPage>& stack, const Sequence& sequence) {
    std::vector<Run> runs;
    const StackPage* before = nullptr;
    bool apart = false;
    for (const std::size_t at : sequence) {
        const StackPage& page = stack[at];
        if (page.kind == Kind::blank) continue;
        if (page.kind != Kind::form) {
            before = nullptr;
            apart = true;
            continue;
        }
        if (before == nullptr || before->layout != page.layout || page.rank <= before->rank) {
            runs.emplace_back();
            runs.back().apart = std::exchange(apart, false);
        }
        runs.back().pages.push_back(at);
        before = &page;
    }
    for (Run& run : runs) {
        run.whole = static_cast<int>(run.pages.size()) == stack[run.pages.front()].ranks;
        run.broken = run.whole && agreement(stack, run.pages) == Agreement::differ;
    }
    return runs;
}

bool allWhole(const std::vector<Run>& runs) {
    return std::all_of(runs.begin(), runs.end(), [](const Run& run) { return run.whole && !run.broken; });
}

std::set<std::set<std::size_t>> pairing(const std::vector<Run>& runs) {
    std::set<std::set<std::size_t>> sets;
    for (const Run& run : runs) sets.insert({run.pages.begin(), run.pages.end()});
    return sets;
}

// Sides of every sheet exchanged. `sheetOf` numbers the stack's sheets; a sheet that the part has only one side of
// stays.
Sequence sidesExchanged(const Sequence& part, const std::vector<std::size_t>& sheetOf) {
    Sequence out = part;
    for (std::size_t n = 0; n + 1 < out.size(); ++n)
        if (sheetOf[out[n]] == sheetOf[out[n + 1]]) {
            std::swap(out[n], out[n + 1]);
            ++n;
        }
    return out;
}

// A layout's pages by what is written on each of them: page 1 and the only pages that say the same.
std::vector<Run> byShared(const std::vector<StackPage>& stack, const Sequence& left) {
    std::vector<Run> found;
    for (const std::size_t first : left) {
        if (stack[first].rank != 1) continue;
        Sequence same;
        std::set<int> ranks;
        bool alone = true;  // no page speaks for two submissions
        for (const std::size_t other : left) {
            if (stack[other].layout != stack[first].layout) continue;
            if (other != first && agreement(stack[first], stack[other]) != Agreement::same) continue;
            same.push_back(other);
            alone = ranks.insert(stack[other].rank).second && alone;
        }
        if (!alone || static_cast<int>(same.size()) != stack[first].ranks) continue;
        if (agreement(stack, same) != Agreement::same) continue;
        std::sort(same.begin(), same.end(), [&](auto a, auto b) { return stack[a].rank < stack[b].rank; });
        found.push_back({same, true, false, false});
    }
    return found;
}

std::string list(const std::vector<int>& numbers) {
    std::string out;
    for (const int number : numbers) out += (out.empty() ? "" : ", ") + std::to_string(number);
    return out;
}

// The page where the run meets the one before or after it in the stack, when both begin or end with it.
std::optional<int> doubled(const std::vector<StackPage>& stack, const std::vector<Run>& runs, std::size_t n) {
    const auto first = [&](const Run& run) { return stack[run.pages.front()]; };
    const auto last = [&](const Run& run) { return stack[run.pages.back()]; };
    const auto meet = [](const StackPage& a, const StackPage& b) { return a.layout == b.layout && a.rank == b.rank; };
    if (n > 0 && !runs[n].apart && meet(last(runs[n - 1]), first(runs[n]))) return first(runs[n]).rank;
    if (n + 1 < runs.size() && !runs[n + 1].apart && meet(last(runs[n]), first(runs[n + 1]))) return last(runs[n]).rank;
    return std::nullopt;
}

Submission waiting(const std::vector<StackPage>& stack, const Run& run, std::optional<int> twice) {
    Submission out{run.pages, false, {}, {}};
    if (run.broken) {
        out.code = "C112";
        out.reason = {
            "全ページに記入される項目の値がページの間で違います。別の人のページが混じっていないか確かめてください",
            "a field that is written on every page differs between these pages; they may be of two persons"};
        return out;
    }
    if (run.whole) {
        out.code = "C111";
        out.reason = {"隣のページがそろっていないため、どのページが1件なのか決められません",
                      "pages beside these do not add up, so it is not clear which belong together"};
        return out;
    }
    if (twice) {
        out.code = "C113";
        out.reason = {
            std::to_string(*twice) + " ページ目が続けて2枚あります。同じ紙が2度送られたか、間のページが抜けています",
            "page " + std::to_string(*twice) + " comes twice in a row: it was fed twice, or a page between is missing"};
        return out;
    }
    std::vector<int> missing;
    for (int rank = 1; rank <= stack[run.pages.front()].ranks; ++rank)
        if (std::none_of(run.pages.begin(), run.pages.end(), [&](auto at) { return stack[at].rank == rank; }))
            missing.push_back(rank);
    const std::string ranks = std::to_string(stack[run.pages.front()].ranks);
    out.code = "C110";
    out.reason = {"全 " + ranks + " ページの帳票のうち、" + list(missing) + " ページ目がここにありません",
                  "of the form's " + ranks + " pages, number " + list(missing) + " is not here"};
    return out;
}

// One part of a stack, without separators.
void collatePart(const std::vector<StackPage>& stack, const Sequence& part, const std::vector<std::size_t>& sheetOf,
                 std::vector<Submission>& out) {
    std::vector<Run> runs = runsOf(stack, part);
    if (!allWhole(runs)) {
        Sequence backwards(part.rbegin(), part.rend());
        std::vector<std::vector<Run>> possible;
        for (const Sequence& turned : {backwards, sidesExchanged(part, sheetOf), sidesExchanged(backwards, sheetOf)})
            if (auto other = runsOf(stack, turned); allWhole(other)) possible.push_back(std::move(other));
        const bool agree = std::all_of(possible.begin(), possible.end(),
                                       [&](const auto& other) { return pairing(other) == pairing(possible.front()); });
        if (!possible.empty() && agree) runs = std::move(possible.front());
    }
    if (allWhole(runs)) {
        for (Run& run : runs) out.push_back({std::move(run.pages), true, {}, {}});
        return;
    }
    const auto calm = [&](std::size_t n) { return n >= runs.size() || (runs[n].whole && !runs[n].broken); };
    std::vector<std::pair<Run, std::optional<int>>> waits;
    Sequence left;
    for (std::size_t n = 0; n < runs.size(); ++n) {
        const Run& run = runs[n];
        const bool several = stack[run.pages.front()].ranks > 1;
        const bool taken = run.whole && !run.broken &&
                           (!several || agreement(stack, run.pages) == Agreement::same || (calm(n - 1) && calm(n + 1)));
        if (taken) {
            out.push_back({run.pages, true, {}, {}});
            continue;
        }
        waits.emplace_back(run, doubled(stack, runs, n));
        left.insert(left.end(), run.pages.begin(), run.pages.end());
    }
    std::set<std::size_t> placed;
    for (Run& run : byShared(stack, left)) {
        placed.insert(run.pages.begin(), run.pages.end());
        out.push_back({std::move(run.pages), true, {}, {}});
    }
    for (auto& [run, twice] : waits) {
        const std::size_t before = run.pages.size();
        std::erase_if(run.pages, [&](std::size_t at) { return placed.contains(at); });
        if (run.pages.empty()) continue;
        if (run.pages.size() < before) run.whole = run.broken = false;
        out.push_back(waiting(stack, run, twice));
    }
}

// The places of the stack in the order in which a double-sided scanner would have given them.
Sequence ordered(std::size_t size, Feeding feeding) {
    Sequence order(size);
    for (std::size_t n = 0; n < size; ++n) order[n] = n;
    if (feeding == Feeding::asFed || size % 2 != 0) return order;
    const std::size_t half = size / 2;
    for (std::size_t n = 0; n < half; ++n) {
        order[2 * n] = n;
        order[2 * n + 1] = feeding == Feeding::frontsBacks ? half + n : size - 1 - n;
    }
    return order;
}

// Somebody said that fronts and backs came one after the other, and they cannot all have come.
void oddStack(const std::vector<StackPage>& stack, const Sequence& order, std::vector<Submission>& out) {
    for (Run& run : runsOf(stack, order)) {
        const bool single = stack[run.pages.front()].ranks == 1;
        out.push_back({std::move(run.pages), single, {}, {}});
        if (single) continue;
        out.back().code = "C114";
        out.back().reason = {
            "表と裏の枚数が違います（全部で " + std::to_string(stack.size()) + " ページ）",
            "there are not as many backs as fronts (" + std::to_string(stack.size()) + " pages in all)"};
    }
}

}  // namespace

std::optional<Feeding> parseFeeding(std::string_view name) {
    if (name == "as-fed") return Feeding::asFed;
    if (name == "fronts-backs") return Feeding::frontsBacks;
    if (name == "fronts-backs-backwards") return Feeding::frontsBacksBackwards;
    return std::nullopt;
}

std::vector<Submission> collate(const std::vector<StackPage>& stack, Feeding feeding) {
    const Sequence order = ordered(stack.size(), feeding);
    // Which two pages are one sheet is known only when every sheet has two.
    std::vector<std::size_t> sheetOf(stack.size());
    for (std::size_t n = 0; n < order.size(); ++n) sheetOf[order[n]] = stack.size() % 2 == 0 ? n / 2 : n;
    std::vector<Submission> out;
    if (feeding != Feeding::asFed && stack.size() % 2 != 0) {
        oddStack(stack, order, out);
        return out;
    }
    Sequence part;
    for (const std::size_t at : order) {
        if (stack[at].kind == Kind::separator) {
            collatePart(stack, part, sheetOf, out);
            part.clear();
        } else {
            part.push_back(at);
        }
    }
    collatePart(stack, part, sheetOf, out);
    std::stable_sort(out.begin(), out.end(), [](const Submission& a, const Submission& b) {
        return *std::min_element(a.pages.begin(), a.pages.end()) < *std::min_element(b.pages.begin(), b.pages.end());
    });
    return out;
}

}  // namespace toitsu::station
