// The member that stands most often tells where the rows are. Every other place belongs to the row from which it is as
// far as its fellows are from theirs.

#include "forms/draft/rows.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "forms/draft/columns.h"

namespace toitsu::forms {

namespace {

using List = std::vector<RowPlace*>;

// A number of its own for each, as printed beside it, without a gap; empty where that is not so.
std::vector<int> printedNumbers(const List& list) {
    const auto numbersOf = [&](bool context, bool last) {
        std::vector<int> numbers;
        for (const RowPlace* place : list) {
            const Question& question = *place->question;
            std::vector<std::string> texts{question.label};
            texts.insert(texts.end(), question.labels.begin(), question.labels.end());
            if (context) texts = question.context;
            int number = 0;
            for (std::size_t n = 0; n < texts.size() && number == 0; ++n)
                if (const std::vector<int> here = numbersIn(texts[n]); !here.empty())
                    number = last ? here.back() : here.front();
            if (number == 0 || std::find(numbers.begin(), numbers.end(), number) != numbers.end())
                return std::vector<int>();
            numbers.push_back(number);
        }
        const auto [least, most] = std::minmax_element(numbers.begin(), numbers.end());
        return *most - *least + 1 == static_cast<int>(numbers.size()) ? numbers : std::vector<int>();
    };
    for (const bool context : {false, true})
        for (const bool last : {false, true})
            if (auto found = numbersOf(context, last); !found.empty()) return found;
    return {};
}

// Downwards, then to the right: a table's rows go down the page first.
void sortByPlace(List& list) {
    std::stable_sort(list.begin(), list.end(), [](const RowPlace* a, const RowPlace* b) {
        const Box &x = a->question->box, &y = b->question->box;
        if (std::abs(x.x - y.x) > 0.6 * std::min(x.width, y.width) && std::abs(x.x - y.x) > 8) return x.x < y.x;
        return x.y < y.y;
    });
}

// Gives the fellows of one member the rows of the pivot's places, in the pivot's order. Of either some may be left
// out: a row's place was not found, or what stands elsewhere was taken for one.
void follow(const List& fellows, const List& pivot) {
    constexpr double leftOut = 12;  // mm
    const std::size_t few = fellows.size(), many = pivot.size();
    struct Step {
        double cost = 0;
        int move = 0;  // 0: the pivot's place is left out, 1: the fellow, 2: they are one row
    };
    double least = 1e18;
    std::vector<int> rows(few, 0);
    // How far any fellow is from any pivot may be how far all are.
    for (std::size_t at = 0; at < few; ++at)
        for (std::size_t start = 0; start < many; ++start) {
            const Point a = fellows[at]->question->box.centre(), b = pivot[start]->question->box.centre();
            const double dx = a.x - b.x, dy = a.y - b.y;
            std::vector<std::vector<Step>> best(few + 1, std::vector<Step>(many + 1));
            for (std::size_t f = 1; f <= few; ++f)
                for (std::size_t p = 0; p <= many; ++p) {
                    best[f][p] = {best[f - 1][p].cost + leftOut, 1};
                    if (p == 0) continue;
                    if (best[f][p - 1].cost < best[f][p].cost) best[f][p] = {best[f][p - 1].cost, 0};
                    const Point x = fellows[f - 1]->question->box.centre(), y = pivot[p - 1]->question->box.centre();
                    const double off = std::abs(x.x - y.x - dx) + std::abs(x.y - y.y - dy);
                    if (const double with = best[f - 1][p - 1].cost + off; with < best[f][p].cost)
                        best[f][p] = {with, 2};
                }
            // Of even distances the one that stands nearer: a row is wide and low.
            const double total = best[few][many].cost + 0.3 * (std::abs(dy) + 0.15 * std::abs(dx));
            if (total >= least) continue;
            least = total;
            std::fill(rows.begin(), rows.end(), 0);
            for (std::size_t f = few, p = many; f > 0;) {
                const int move = best[f][p].move;
                if (move == 2) rows[f - 1] = pivot[p - 1]->row;
                if (move != 0) --f;
                if (move != 1) --p;
            }
        }
    for (std::size_t f = 0; f < few; ++f) fellows[f]->row = rows[f];
}

bool even(const List& list) {
    for (std::size_t n = 2; n < list.size(); ++n) {
        const Point a = list[n - 2]->question->box.centre(), b = list[n - 1]->question->box.centre(),
                    c = list[n]->question->box.centre();
        if (std::abs(a.x - 2 * b.x + c.x) + std::abs(a.y - 2 * b.y + c.y) > 2) return false;
    }
    return true;
}

// The places of the member that tells where the rows are: as many as most members have, of those that stand at one
// distance where there are any.
List pivotOf(const std::map<std::string, List>& members) {
    const bool anyEven = std::any_of(members.begin(), members.end(),
                                     [](const auto& m) { return m.second.size() > 2 && even(m.second); });
    std::map<std::size_t, std::size_t> counts;
    for (const auto& [member, list] : members)
        if (!anyEven || even(list)) counts[list.size()] += list.size();
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    const List* pivot = nullptr;
    for (const auto& [member, list] : members) {
        if (list.size() != most->first || (anyEven && !even(list))) continue;
        if (pivot == nullptr) pivot = &list;
        if (!printedNumbers(list).empty()) return list;
    }
    return *pivot;
}

}  // namespace

void numberRows(std::vector<RowPlace>& places, int rows) {
    std::map<int, std::map<std::string, List>> pages;
    for (RowPlace& place : places) pages[place.question->page][place.member].push_back(&place);
    std::map<std::string, int> last;  // of each member: its highest row so far
    for (auto& [page, members] : pages) {
        for (auto& [member, list] : members) sortByPlace(list);
        List pivot = pivotOf(members);
        const std::vector<int> numbers = printedNumbers(pivot);
        int first = 0;
        for (const auto& [member, list] : members)
            if (last.contains(member)) first = std::max(first, last[member]);
        for (std::size_t n = 0; n < pivot.size(); ++n)
            pivot[n]->row = numbers.empty() ? first + static_cast<int>(n) + 1 : numbers[n];
        for (const auto& [member, list] : members) {
            if (member == pivot.front()->member) continue;
            const std::vector<int> own = printedNumbers(list);
            const bool numbered = !own.empty() && own.size() > 1;
            if (!numbered) follow(list, pivot);
            for (std::size_t n = 0; n < list.size() && numbered; ++n) list[n]->row = own[n];
        }
        for (const auto& [member, list] : members) {
            for (RowPlace* place : list) {
                if (place->row > rows) place->row = 0;
                last[member] = std::max(last[member], place->row);
            }
        }
    }
}

}  // namespace toitsu::forms
