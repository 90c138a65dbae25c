#include "forms/draft/question_finder.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "forms/draft/label_words.h"
#include "forms/draft/option_runs.h"

namespace toitsu::forms {

namespace {

double sharedY(const Box& a, const Box& b) {
    return std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
}

Box around(const Box& a, const Box& b) {
    const double x = std::min(a.x, b.x), y = std::min(a.y, b.y);
    return {x, y, std::max(a.right(), b.right()) - x, std::max(a.bottom(), b.bottom()) - y};
}

}  // namespace

std::vector<Question> findQuestions(const SeenPage& page, const std::vector<std::string>& optionWords) {
    return QuestionFinder(page, optionWords).find();
}

QuestionFinder::QuestionFinder(const SeenPage& page, const std::vector<std::string>& optionWords)
    : page_(page),
      optionWords_(optionWords),
      regions_(findRegions(page, optionWords)),
      textTaken_(page.texts.size()),
      textCircled_(page.texts.size()),
      cellsTaken_(page.cells.size()),
      squareTaken_(page.squares.size()),
      ringTaken_(page.rings.size()) {}

bool QuestionFinder::optionWord(const std::string& words) const {
    return isOptionWord(words, optionWords_);
}

bool QuestionFinder::free(const Item& item) const {
    switch (item.kind) {
        case Item::Kind::text:
            return !textTaken_[item.index];
        case Item::Kind::cells:
            return !cellsTaken_[item.index];
        case Item::Kind::square:
            return !squareTaken_[item.index];
        case Item::Kind::ring:
            return !ringTaken_[item.index];
    }
    return false;
}

void QuestionFinder::take(const Item& item) {
    switch (item.kind) {
        case Item::Kind::text:
            textTaken_[item.index] = true;
            break;
        case Item::Kind::cells:
            cellsTaken_[item.index] = true;
            break;
        case Item::Kind::square:
            squareTaken_[item.index] = true;
            break;
        case Item::Kind::ring:
            ringTaken_[item.index] = true;
            break;
    }
}

std::vector<QuestionFinder::Row> QuestionFinder::rowsOf(const Region& region) const {
    std::vector<Item> items;
    for (const std::size_t n : region.texts)
        if (!page_.texts[n].vertical) items.push_back({Item::Kind::text, n, page_.texts[n].box});
    for (const std::size_t n : region.cells) items.push_back({Item::Kind::cells, n, page_.cells[n].box});
    for (const std::size_t n : region.squares) items.push_back({Item::Kind::square, n, page_.squares[n]});
    for (const std::size_t n : region.rings) items.push_back({Item::Kind::ring, n, page_.rings[n]});
    std::sort(items.begin(), items.end(),
              [](const Item& a, const Item& b) { return a.box.centre().y < b.box.centre().y; });
    std::vector<Row> rows;
    std::vector<Box> extents;
    for (const Item& item : items) {
        bool placed = false;
        for (std::size_t r = rows.size(); r-- > 0 && !placed;) {
            // A line's middle within the other's height, either way.
            const double middle = item.box.centre().y, other = extents[r].centre().y;
            if (!(middle > extents[r].y && middle < extents[r].bottom()) &&
                !(other > item.box.y && other < item.box.bottom()))
                continue;
            if (sharedY(extents[r], item.box) < 0.35 * std::min(extents[r].height, item.box.height)) continue;
            rows[r].push_back(item);
            // The shortest item says where the line runs; a tall one spans several.
            if (item.box.height < extents[r].height && item.kind != Item::Kind::text) extents[r] = item.box;
            placed = true;
        }
        if (placed) continue;
        rows.push_back({item});
        extents.push_back(item.box);
    }
    for (Row& row : rows)
        std::sort(row.begin(), row.end(), [](const Item& a, const Item& b) { return a.box.x < b.box.x; });
    return rows;
}

void QuestionFinder::add(std::size_t region, Question question) {
    question.page = page_.number;
    question.region = regions_.all[region].open ? -1 : static_cast<int>(region);
    question.block = regions_.all[region].block;
    bool first = true;
    const auto cover = [&](const Box& box) {
        if (box.width <= 0) return;
        question.box = first ? box : around(question.box, box);
        first = false;
    };
    question.cells = 0;
    for (const DraftPart& part : question.parts) {
        cover(part.box);
        for (const DraftOption& option : part.options) cover(option.box);
        question.cells += static_cast<int>(part.cells.size());
    }
    for (const DraftOption& option : question.options) cover(option.box);
    // What a PDF's own field covers is not found a second time in its picture.
    if (question.input.empty() && std::any_of(questions_.begin(), questions_.end(), [&](const Question& other) {
            const Box& a = other.box;
            const Box& b = question.box;
            const double x = std::min(a.right(), b.right()) - std::max(a.x, b.x), y = sharedY(a, b);
            return !other.input.empty() && x > 0 && y > 0 &&
                   x * y > 0.4 * std::min(a.width * a.height, b.width * b.height);
        }))
        return;
    questions_.push_back(std::move(question));
}

// What may name the question. In its own region: what stands left of it on its line, what stands above it. Then the
// areas left of the region and above it, then headings.
void QuestionFinder::name(std::size_t region, Question& question) const {
    const Region& own = regions_.all[region];
    std::vector<std::string> near;
    const SeenText* left = nullptr;
    const SeenText* up = nullptr;
    for (const std::size_t n : own.texts) {
        const SeenText& text = page_.texts[n];
        if (textTaken_[n] && !textCircled_[n]) continue;
        const bool level = sharedY(text.box, question.box) > 0.4 * std::min(text.box.height, question.box.height);
        const bool leftOf = level && text.box.right() < question.box.x + 1;
        const double reach = own.open ? 30 : 200;
        if (leftOf && question.box.x - text.box.right() < reach && (left == nullptr || text.box.x > left->box.x))
            left = &text;
        const bool over = text.box.bottom() < question.box.y + 1.5 &&
                          question.box.y - text.box.bottom() < (own.open ? 6 : 12) &&
                          text.box.x < question.box.right() && text.box.right() > question.box.x - 4;
        if (over && !leftOf && (up == nullptr || text.box.y > up->box.y)) up = &text;
    }
    if (left != nullptr) {
        // Words that stand together: 氏　名.
        std::string words = left->text;
        double edge = left->box.x;
        for (bool again = true; again;) {
            again = false;
            for (const std::size_t n : own.texts) {
                const SeenText& text = page_.texts[n];
                if (textTaken_[n] || text.box.right() > edge + 0.1 || edge - text.box.right() > 6) continue;
                if (sharedY(text.box, left->box) < 0.4 * std::min(text.box.height, left->box.height)) continue;
                words = text.text + words;
                edge = text.box.x;
                again = true;
            }
        }
        near.push_back(words);
    }
    if (up != nullptr) {
        std::string words;
        for (const std::size_t n : own.texts) {
            const Box& b = page_.texts[n].box;
            if (sharedY(b, up->box) > 0.4 * std::min(b.height, up->box.height) &&
                (&page_.texts[n] == up ||
                 (!textTaken_[n] && b.x < question.box.right() + 10 && b.right() > question.box.x - 10)))
                words += page_.texts[n].text;
        }
        near.push_back(words);
    }
    std::vector<std::string> further;
    if (!own.open) {
        const Regions::Row row = regions_.leftOf(region);
        bool under = false;
        auto heads = regions_.above(region, under);
        // In a table a column's head says more than a label at the far end of the row.
        const bool column = under && !row.beside;
        if (column) near.push_back(heads.front());
        if (!row.part.empty()) near.push_back(row.part);
        if (!row.head.empty()) near.push_back(row.head);
        if (row.head.empty() && !row.other.empty()) near.push_back(row.other);
        further = row.further;
        if (!column && row.head.empty() && !heads.empty()) near.push_back(heads.front());
        if (column || row.head.empty()) heads.erase(heads.begin(), heads.begin() + (heads.empty() ? 0 : 1));
        further.insert(further.end(), heads.begin(), heads.end());
    }
    for (const std::string& heading : regions_.headingsOf(page_, question.box, own.open ? -1 : own.block))
        further.push_back(heading);
    question.label = near.empty() ? std::string() : near.front();
    if (near.size() > 1) question.labels.insert(question.labels.end(), near.begin() + 1, near.end());
    question.context = std::move(further);
    // A date beside the title is when the form was handed in.
    if (question.kind == Question::Kind::date && (own.open || own.holdsAreas) && question.box.y < 0.25 * page_.height)
        question.labels.push_back("提出日");
    question.office = isForOffice(question.label) ||
                      std::any_of(question.context.begin(), question.context.end(), isForOffice) ||
                      std::any_of(question.labels.begin(), question.labels.end(), isForOffice);
}

std::vector<Question> QuestionFinder::find() {
    std::vector<std::size_t> owner;
    for (std::size_t n = 0; n < regions_.all.size(); ++n) {
        const Region& region = regions_.all[n];
        if (!region.open && (region.role == Region::Role::label || region.role == Region::Role::heading)) continue;
        const auto rows = rowsOf(region);
        findInputs(n);
        findDates(n, rows);
        findSquares(n, rows);
        findCellGroups(n, rows);
        findSeals(n, rows);
        findCircles(n, rows);
        if (!region.holdsAreas) findGaps(n, rows);
        findUnderlines(n);
        findBlanks(n, rows);
        findEmpty(n);
        while (owner.size() < questions_.size()) owner.push_back(n);
    }
    const std::size_t before = questions_.size();
    findCircledLabels();
    for (std::size_t n = before; n < questions_.size(); ++n)
        owner.push_back(static_cast<std::size_t>(questions_[n].region));
    for (std::size_t n = 0; n < questions_.size(); ++n) name(owner[n], questions_[n]);
    joinUnits();
    joinEras();
    dropLegends();
    std::stable_sort(questions_.begin(), questions_.end(), [](const Question& a, const Question& b) {
        if (std::abs(a.box.y - b.box.y) > 2) return a.box.y < b.box.y;
        return a.box.x < b.box.x;
    });
    return std::move(questions_);
}

}  // namespace toitsu::forms
