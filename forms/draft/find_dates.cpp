// Dates: 年, 月 and 日 on one line, each behind its boxes or behind a gap; before them an era, printed or to be chosen.

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"
#include "forms/draft/question_finder.h"

namespace toitsu::forms {

namespace {

constexpr double kLeastGap = 3.6;  // mm: room for two digits

bool says(const std::string& text, std::initializer_list<const char*> words) {
    return std::any_of(words.begin(), words.end(), [&](const char* word) { return text == word; });
}

std::string eraAfter(const std::string& code) {
    static const std::array<std::string, 5> eras{"meiji", "taisho", "showa", "heisei", "reiwa"};
    const auto at = std::find(eras.begin(), eras.end(), code);
    return at == eras.end() || at + 1 == eras.end() ? std::string() : *(at + 1);
}

}  // namespace

double QuestionFinder::rowTop(std::size_t region, const Box& at) const {
    const Region& own = regions_.all[region];
    double top = own.open ? at.centre().y - 4 : own.box.y + 0.6;
    for (const std::size_t n : own.texts)
        if (const Box& b = page_.texts[n].box;
            b.bottom() < at.y + 0.5 && b.x < at.right() + 15 && b.right() > at.x - 15)
            top = std::max(top, b.bottom() + 0.4);
    return std::max(top, at.centre().y - 5);
}

double QuestionFinder::rowBottom(std::size_t region, const Box& at) const {
    const Region& own = regions_.all[region];
    double bottom = own.open ? at.centre().y + 4 : own.box.bottom() - 0.6;
    for (const std::size_t n : own.texts)
        if (const Box& b = page_.texts[n].box;
            b.y > at.bottom() - 0.5 && b.x < at.right() + 15 && b.right() > at.x - 15)
            bottom = std::min(bottom, b.y - 0.4);
    return std::min(bottom, at.centre().y + 5);
}

// What stands before a unit: its boxes, or the gap from what stands before that.
DraftPart QuestionFinder::datePart(std::size_t region, const Row& row, std::size_t unit, const char* name) {
    DraftPart part;
    part.part = name;
    const Box& behind = row[unit].box;
    if (unit > 0 && row[unit - 1].kind == Item::Kind::cells && free(row[unit - 1]) &&
        behind.x - row[unit - 1].box.right() < 4) {
        part.box = page_.cells[row[unit - 1].index].box;
        part.cells = page_.cells[row[unit - 1].index].cells;
        take(row[unit - 1]);
        return part;
    }
    const Region& own = regions_.all[region];
    double left = own.open ? behind.x - 14 : own.box.x + 0.8;
    if (unit > 0) left = std::max(left, row[unit - 1].box.right() + 0.6);
    left = std::max(left, behind.x - 20);
    const double right = behind.x - 0.6, top = rowTop(region, behind), bottom = rowBottom(region, behind);
    if (right - left >= kLeastGap) part.box = {left, top, right - left, bottom - top};
    return part;
}

// Texts or squares before the year that name eras. One alone is printed for all.
void QuestionFinder::addEra(std::size_t region, const Row& row, std::size_t before, Question& question) {
    std::vector<std::size_t> eras;
    for (std::size_t n = before; n-- > 0;) {
        if (row[n].kind != Item::Kind::text) continue;
        // One that was misread among others; 明治 to 令和 stand in their order.
        const bool misread = free(row[n]) && text::length(text(row[n]).text) <= 2 && n > 0 &&
                             row[n - 1].kind == Item::Kind::text && free(row[n - 1]) && isEra(text(row[n - 1]).text) &&
                             row[n].box.x - row[n - 1].box.right() < 9;
        if (free(row[n]) && (isEra(text(row[n]).text) || misread))
            eras.insert(eras.begin(), n);
        else
            break;
    }
    if (eras.empty()) return;
    DraftPart part;
    part.part = "era";
    if (eras.size() == 1) {
        isEra(text(row[eras[0]]).text, &part.fixed);
        take(row[eras[0]]);
        if (!part.fixed.empty()) question.parts.insert(question.parts.begin(), part);
        return;
    }
    const Region& own = regions_.all[region];
    for (std::size_t k = 0; k < eras.size(); ++k) {
        const std::size_t n = eras[k];
        const bool squared = n > 0 && row[n - 1].kind == Item::Kind::square && free(row[n - 1]) &&
                             row[n].box.x - row[n - 1].box.right() < 4;
        DraftOption option;
        if (squared) {
            option = {text(row[n]).text, row[n - 1].box, row[n].box, {}, 0};
            question.mark = Mark::check;
            take(row[n - 1]);
        } else {
            const double left = k > 0 ? row[eras[k - 1]].box.right() : own.box.x;
            const double right = k + 1 < eras.size() ? row[eras[k + 1]].box.x : own.box.right();
            option = circled(row[n], own.box, left, right);
            question.mark = Mark::circle;
        }
        if (!isEra(text(row[n]).text, &option.code) && !part.options.empty())
            option.code = eraAfter(part.options.back().code);
        part.options.push_back(option);
        take(row[n]);
    }
    question.parts.insert(question.parts.begin(), part);
}

// The ring around the last era and the digits behind it share the gap between them.
void QuestionFinder::partEraFromYear(Question& question) {
    if (question.parts.size() < 4 || question.parts[0].options.empty() || question.mark != Mark::circle) return;
    DraftOption& era = question.parts[0].options.back();
    Box& year = question.parts[1].box;
    constexpr double kRing = 1.6, kApart = 0.3;  // mm
    if (era.box.right() < year.x + kApart || era.printedBox.right() > year.x + kApart) return;
    double edge = year.x;
    if (question.parts[1].cells.empty()) {
        const double end = year.right();
        edge = std::min(era.printedBox.right() + kRing, end - kLeastGap);
        year.x = edge + kApart;
        year.width = end - year.x;
    }
    era.box.width = std::max(edge - era.box.x, era.printedBox.right() - era.box.x);
}

void QuestionFinder::addDate(std::size_t region, const Row& row, std::size_t year, std::size_t month, std::size_t day) {
    Question question;
    question.kind = Question::Kind::date;
    std::size_t first = year;
    if (year > 0 && row[year - 1].kind == Item::Kind::cells) first = year - 1;
    DraftPart y = datePart(region, row, year, "year"), m = datePart(region, row, month, "month"),
              d = datePart(region, row, day, "day");
    if (y.box.width <= 0 || m.box.width <= 0 || d.box.width <= 0) return;
    question.parts = {y, m, d};
    addEra(region, row, first, question);
    partEraFromYear(question);
    for (const std::size_t n : {year, month, day}) take(row[n]);
    add(region, std::move(question));
}

void QuestionFinder::findDates(std::size_t region, const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        std::array<std::size_t, 2> open{row.size(), row.size()};
        for (std::size_t n = 0; n < row.size(); ++n) {
            if (row[n].kind != Item::Kind::text || !free(row[n])) continue;
            const std::string& words = text(row[n]).text;
            if (says(words, {"年"})) {
                open = {n, row.size()};
            } else if (says(words, {"月"})) {
                // A 年 that was misread stands one place before.
                if (open[0] == row.size())
                    for (std::size_t k = n; k-- > 0 && open[0] == row.size();)
                        if (row[k].kind == Item::Kind::text) {
                            if (!free(row[k]) || text::length(text(row[k]).text) > 1) break;
                            open[0] = k;
                        }
                if (open[0] < row.size()) open[1] = n;
            } else if (says(words, {"日", "曰", "目", "白", "日生", "日から", "日まで", "日)"}) &&
                       open[1] < row.size()) {
                addDate(region, row, open[0], open[1], n);
                open = {row.size(), row.size()};
            }
        }
        // Eras without digits beside them: the next region has those.
        std::vector<std::size_t> eras;
        for (std::size_t n = 0; n < row.size(); ++n)
            if (row[n].kind == Item::Kind::text && free(row[n]) && isEra(text(row[n]).text)) eras.push_back(n);
        if (eras.size() < 2) continue;
        Question question;
        question.kind = Question::Kind::date;
        addEra(region, row, row.size(), question);
        if (!question.parts.empty() && question.parts[0].fixed.empty()) add(region, std::move(question));
    }
}

// An era that was found alone belongs to the date right of it.
void QuestionFinder::joinEras() {
    const auto alone = [](const Question& q) {
        return q.kind == Question::Kind::date && q.parts.size() == 1 && q.parts[0].part == "era";
    };
    for (std::size_t n = 0; n < questions_.size();) {
        if (!alone(questions_[n])) {
            ++n;
            continue;
        }
        Question* date = nullptr;
        for (Question& other : questions_) {
            if (other.kind != Question::Kind::date || alone(other) || other.parts[0].part == "era") continue;
            const double gap = other.box.x - questions_[n].box.right();
            const double level = std::abs(other.box.centre().y - questions_[n].box.centre().y);
            const bool beside = gap > -1 && gap < 60 && level < 6;
            const bool below = other.region == questions_[n].region && other.region >= 0 &&
                               other.box.y > questions_[n].box.bottom() - 1 &&
                               other.box.y - questions_[n].box.bottom() < 9;
            if ((beside || below) && (date == nullptr || other.box.x < date->box.x)) date = &other;
        }
        if (date == nullptr) {
            ++n;
            continue;
        }
        date->parts.insert(date->parts.begin(), questions_[n].parts[0]);
        date->mark = questions_[n].mark;
        if (!questions_[n].label.empty()) date->labels.insert(date->labels.begin(), questions_[n].label);
        const double left = std::min(date->box.x, questions_[n].box.x),
                     right = std::max(date->box.right(), questions_[n].box.right()),
                     top = std::min(date->box.y, questions_[n].box.y),
                     bottom = std::max(date->box.bottom(), questions_[n].box.bottom());
        date->box = {left, top, right - left, bottom - top};
        questions_.erase(questions_.begin() + static_cast<std::ptrdiff_t>(n));
    }
}

}  // namespace toitsu::forms
