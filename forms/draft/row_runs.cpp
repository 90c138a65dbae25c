#include "forms/draft/row_runs.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

namespace toitsu::forms {

namespace {

constexpr double kOff = 0.8;  // mm: how far boxes of alike rows may be off

// Of one group on one page: member → row → its questions.
using Rows = std::map<int, std::vector<std::size_t>>;
using Members = std::map<std::string, Rows>;

std::map<std::pair<int, std::string>, Members> membersOf(const Form& form, const std::vector<Question>& questions) {
    std::map<std::pair<int, std::string>, Members> all;
    for (std::size_t q = 0; q < questions.size(); ++q)
        if (const Field* field = form.field(questions[q].field); field != nullptr && !field->group.empty())
            all[{questions[q].page, field->group}][std::string(memberOf(*field))][field->row].push_back(q);
    return all;
}

Box moved(Box box, Point by) {
    box.x += by.x, box.y += by.y;
    return box;
}

// Where a question stands, whichever of its options were found: its first box that is sure.
Point anchorOf(const Question& question) {
    for (const DraftPart& part : question.parts)
        if (part.box.width > 0 && part.options.empty()) return {part.box.x, part.box.y};
    for (const DraftOption& option : question.options)
        if (!option.code.empty()) return option.box.centre();
    return {question.box.x, question.box.y};
}

bool near(const Box& a, const Box& b) {
    return std::abs(a.centre().x - b.centre().x) < kOff && std::abs(a.centre().y - b.centre().y) < kOff &&
           std::abs(a.width - b.width) < 2 * kOff && std::abs(a.height - b.height) < 2 * kOff;
}

bool alikeOptions(const std::vector<DraftOption>& a, const std::vector<DraftOption>& b, Point by) {
    const auto coded = [](std::vector<DraftOption> options) {
        std::erase_if(options, [](const DraftOption& option) { return option.code.empty(); });
        return options;
    };
    const auto x = coded(a), y = coded(b);
    if (x.size() != y.size()) return false;
    for (std::size_t n = 0; n < x.size(); ++n)
        if (x[n].code != y[n].code || !near(moved(x[n].box, by), y[n].box)) return false;
    return true;
}

// b is a, moved.
bool alikePlaces(const Question& a, const Question& b, Point by) {
    if (a.kind != b.kind || a.mark != b.mark || a.parts.size() != b.parts.size()) return false;
    for (std::size_t n = 0; n < a.parts.size(); ++n) {
        const DraftPart &x = a.parts[n], &y = b.parts[n];
        if (x.part != y.part || x.fixed != y.fixed || x.cells.size() != y.cells.size() ||
            !alikeOptions(x.options, y.options, by) || (x.box.width > 0 && !near(moved(x.box, by), y.box)))
            return false;
    }
    return a.kind != Question::Kind::seal ? alikeOptions(a.options, b.options, by) : near(moved(a.box, by), b.box);
}

Point between(const Question& a, const Question& b) {
    const Point x = anchorOf(a), y = anchorOf(b);
    return {y.x - x.x, y.y - x.y};
}

bool samePitch(Point a, Point b) {
    return std::abs(a.x - b.x) < kOff && std::abs(a.y - b.y) < kOff;
}

// One member's run from `row` on.
struct Run {
    int first = 0, count = 1;
    Point pitch;
};
Run runFrom(const Rows& rows, int row, const std::vector<Question>& questions) {
    Run run{row, 1, {}};
    const auto at = [&](int n) -> const Question* {
        const auto found = rows.find(n);
        return found == rows.end() || found->second.size() != 1 ? nullptr : &questions[found->second.front()];
    };
    const Question* first = at(row);
    const Question* second = at(row + 1);
    if (first == nullptr || second == nullptr) return run;
    run.pitch = between(*first, *second);
    for (const Question* next = second; next != nullptr; next = at(row + run.count)) {
        const double steps = run.count;
        const Point by = between(*first, *next);
        if (!samePitch({by.x / steps, by.y / steps}, run.pitch) || !alikePlaces(*first, *next, by)) break;
        ++run.count;
        run.pitch = {by.x / steps, by.y / steps};
    }
    return run;
}

Question copyOf(Question question, Point by) {
    question.box = moved(question.box, by);
    for (DraftPart& part : question.parts) {
        part.box = moved(part.box, by);
        for (Box& cell : part.cells) cell = moved(cell, by);
        for (DraftOption& option : part.options)
            option.box = moved(option.box, by), option.printedBox = moved(option.printedBox, by);
    }
    for (DraftOption& option : question.options)
        option.box = moved(option.box, by), option.printedBox = moved(option.printedBox, by);
    question.confidence *= 0.8;
    return question;
}

// Intersection over union.
double overlap(const Box& a, const Box& b) {
    const double w = std::min(a.right(), b.right()) - std::max(a.x, b.x),
                 h = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
    return w <= 0 || h <= 0 ? 0 : w * h / (a.width * a.height + b.width * b.height - w * h);
}

// The distance from one row to the next that most neighbours of all members have.
Point commonPitch(const Members& members, const std::vector<Question>& questions, std::size_t& votes) {
    std::vector<Point> all;
    for (const auto& [member, rows] : members)
        for (const auto& [row, list] : rows)
            if (const auto next = rows.find(row + 1);
                next != rows.end() && list.size() == 1 && next->second.size() == 1)
                all.push_back(between(questions[list.front()], questions[next->second.front()]));
    Point best;
    votes = 0;
    for (const Point& one : all) {
        const auto same = static_cast<std::size_t>(
            std::count_if(all.begin(), all.end(), [&](const Point& other) { return samePitch(one, other); }));
        if (same > votes) votes = same, best = one;
    }
    return best;
}

}  // namespace

std::vector<RowRun> findRowRuns(const Form& form, const std::vector<Question>& questions) {
    std::vector<RowRun> runs;
    for (const auto& [where, members] : membersOf(form, questions)) {
        const std::size_t before = runs.size();
        for (const auto& [member, rows] : members)
            for (auto row = rows.begin(); row != rows.end();) {
                const Run run = runFrom(rows, row->first, questions);
                if (run.count > 1) {
                    auto same = std::find_if(runs.begin() + static_cast<std::ptrdiff_t>(before), runs.end(),
                                             [&](const RowRun& other) {
                                                 return other.first == run.first && other.count == run.count &&
                                                        samePitch(other.pitch, run.pitch);
                                             });
                    if (same == runs.end())
                        same = runs.insert(runs.end(),
                                           {where.second, where.first, run.first, run.count, run.pitch, {}, {}});
                    same->questions.push_back(&questions[row->second.front()]);
                    for (int n = 1; n < run.count; ++n)
                        same->further.push_back(&questions[rows.at(run.first + n).front()]);
                }
                for (int n = 0; n < run.count && row != rows.end(); ++n) ++row;
            }
    }
    for (RowRun& run : runs) std::sort(run.questions.begin(), run.questions.end());  // as in the list: from the top
    return runs;
}

void completeRows(const Form& form, std::vector<Question>& questions) {
    std::vector<Question> copies;
    for (const auto& [where, members] : membersOf(form, questions)) {
        std::size_t votes = 0;
        const Point pitch = commonPitch(members, questions, votes);
        if (votes < 2) continue;
        int last = 0;
        std::map<int, std::size_t> rowsWith;  // row → members that have it
        for (const auto& [member, rows] : members)
            for (const auto& [row, list] : rows) ++rowsWith[row];
        for (const auto& [row, count] : rowsWith)
            if (count >= 2) last = std::max(last, row);
        for (const auto& [member, rows] : members) {
            // The pattern: the row whose place most others have, moved.
            const Question* pattern = nullptr;
            int of = 0;
            std::size_t most = 1;
            for (const auto& [row, list] : rows) {
                if (list.size() != 1) continue;
                std::size_t same = 0;
                for (const auto& [other, others] : rows) {
                    const double steps = other - row;
                    if (others.size() == 1 && alikePlaces(questions[list.front()], questions[others.front()],
                                                          {steps * pitch.x, steps * pitch.y}))
                        ++same;
                }
                if (same > most) most = same, pattern = &questions[list.front()], of = row;
            }
            if (pattern == nullptr || 2 * most < rows.size()) continue;
            for (int row = rowsWith.begin()->first; row <= last; ++row) {
                const std::string id = rowFieldId(where.second, row, member);
                if (form.field(id) == nullptr || !rowsWith.contains(row)) continue;
                const double steps = row - of;
                Question copy = copyOf(*pattern, {steps * pitch.x, steps * pitch.y});
                copy.field = id;
                if (rows.contains(row) && std::any_of(rows.at(row).begin(), rows.at(row).end(), [&](std::size_t q) {
                        return alikePlaces(*pattern, questions[q], {steps * pitch.x, steps * pitch.y}) ||
                               overlap(questions[q].box, copy.box) < 0.2;
                    }))
                    continue;
                copies.push_back(std::move(copy));
            }
        }
    }
    for (Question& copy : copies) {
        std::erase_if(questions, [&](const Question& other) {
            return other.page == copy.page && (other.field == copy.field || overlap(other.box, copy.box) > 0.4);
        });
        const auto after = std::find_if(questions.begin(), questions.end(), [&](const Question& other) {
            return std::tie(other.page, other.box.y, other.box.x) > std::tie(copy.page, copy.box.y, copy.box.x);
        });
        questions.insert(after, std::move(copy));
    }
}

}  // namespace toitsu::forms
