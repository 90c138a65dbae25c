#include "tests/scanlab/sketch.h"

#include <algorithm>

namespace toitsu::scanlab {
namespace {

template <class T>
void shuffle(std::vector<T>& list, Random& random) {
    for (std::size_t i = list.size(); i > 1; --i)
        std::swap(list[i - 1], list[static_cast<std::size_t>(random.integer(0, static_cast<int>(i) - 1))]);
}

// Options as one town prints them: bare, numbered or lettered, in the form's order or in its own.
void printOptions(Row& row, int numbering, bool shuffled, Random& random) {
    static const std::vector<std::string> letters{"ア", "イ", "ウ", "エ", "オ", "カ", "キ", "ク"};
    std::vector<Choice> choices = row.question->options;
    if (shuffled) shuffle(choices, random);
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const std::string prefix = numbering == 1   ? std::to_string(i + 1) + " "
                                   : numbering == 2 ? letters[i] + " "
                                                    : std::string{};
        row.codes.push_back(choices[i].code);
        row.options.push_back(prefix + choices[i].title);
    }
    if (row.question->type == "flag") row.options = {random.pick(std::vector<std::string>{"はい", "する", "同意する"})};
}

Row makeRow(const Question& question, int numbering, Random& random) {
    Row row{&question, random.pick(question.labels), {}, {}};
    printOptions(row, numbering, random.chance(0.3), random);
    return row;
}

Style drawStyle(Random& random) {
    Style style;
    const double paper = random.uniform();
    if (paper < 0.25) style.width = 297, style.height = 210;
    if (paper > 0.92) style.width = 210, style.height = 148;
    style.margin = random.between(10, 19);
    style.columns = style.width > style.height ? 2 : random.chance(0.3) ? 2 : 1;
    style.label = style.columns == 1 ? random.between(24, 42) : random.between(19, 26);
    style.rowScale = random.between(0.9, 1.2);
    style.outline = random.pick(std::vector<double>{0.25, 0.4, 0.5, 0.6, 0.8});
    style.inner = random.pick(std::vector<double>{0.15, 0.2, 0.25, 0.25, 0.3});
    style.heading = static_cast<HeadingStyle>(random.integer(0, 2));
    style.marks = static_cast<Marks>(random.pick(std::vector<int>{0, 0, 1, 1, 2}));
    style.titleCentred = random.chance(0.65);
    style.titleSize = random.between(4.6, 7.4);
    style.applicant = style.height > 200 && random.chance(0.5) ? random.integer(0, 3) : -1;
    style.receipt = random.integer(0, 3);
    style.cell = random.between(4.8, 6.2);
    style.joinedCells = random.chance(0.2);
    style.freeDigits = random.chance(0.15);
    style.kanaCells = random.chance(0.25);
    style.pairs = random.chance(0.5);
    style.gap = random.pick(std::vector<double>{0, 1.5, 2.5, 4});
    return style;
}

std::vector<std::string> some(const std::vector<std::string>& words, int count, Random& random) {
    std::vector<std::string> all = words;
    shuffle(all, random);
    all.resize(std::min(all.size(), static_cast<std::size_t>(std::max(count, 0))));
    return all;
}

// Every row of the sketch that asks something, those of the applicant's common table left out: that is the same
// everywhere.
std::vector<Row*> freeRows(Sketch& sketch) {
    std::vector<Row*> rows;
    for (Block& block : sketch.blocks)
        for (Row& row : block.rows) rows.push_back(&row);
    return rows;
}

bool relabel(Sketch& sketch, Random& random) {
    std::vector<Row*> rows;
    for (Row* row : freeRows(sketch))
        if (row->question->labels.size() > 1) rows.push_back(row);
    if (rows.empty()) return false;
    Row& row = *random.pick(rows);
    std::vector<std::string> others = row.question->labels;
    std::erase(others, row.label);
    row.label = random.pick(others);
    return true;
}

bool changeOption(Sketch& sketch, Random& random) {
    std::vector<Row*> rows;
    for (Row* row : freeRows(sketch))
        if (row->codes.size() > 2) rows.push_back(row);
    if (rows.empty()) return false;
    Row& row = *random.pick(rows);
    const auto at = static_cast<std::size_t>(random.integer(0, static_cast<int>(row.options.size()) - 1));
    if (random.chance(0.5)) {
        const std::size_t next = (at + 1) % row.options.size();
        std::swap(row.options[at], row.options[next]);
        std::swap(row.codes[at], row.codes[next]);
    } else {
        row.options[at] += "等";
    }
    return true;
}

bool swapRows(Sketch& sketch, Random& random) {
    std::vector<Block*> blocks;
    for (Block& block : sketch.blocks)
        if (block.rows.size() > 1) blocks.push_back(&block);
    if (blocks.empty()) return false;
    auto& rows = random.pick(blocks)->rows;
    const auto at = static_cast<std::size_t>(random.integer(0, static_cast<int>(rows.size()) - 2));
    std::swap(rows[at], rows[at + 1]);
    return true;
}

}  // namespace

Topic drawTopic(const Procedure& procedure, Random& random) {
    Topic topic{procedure, {}, {}};
    for (const Question& question : applicantQuestions()) {
        const bool always = question.id == "applicant.address" || question.id == "applicant.name";
        if (always || random.chance(0.6)) topic.applicant.push_back(&question);
    }
    std::vector<const Question*> all;
    for (const Question& question : questions()) all.push_back(&question);
    shuffle(all, random);
    all.resize(static_cast<std::size_t>(random.integer(9, 19)));
    topic.about = all;
    return topic;
}

Sketch drawSketch(const Topic& topic, Random& random) {
    Sketch sketch;
    sketch.form = topic.procedure.id;
    sketch.town = drawTown(random);
    sketch.style = drawStyle(random);
    sketch.title = topic.procedure.title;
    if (random.chance(0.25)) sketch.title = sketch.town.name + "　" + sketch.title;
    if (random.chance(0.6)) sketch.number = "様式第" + std::to_string(random.integer(1, 48)) + "号";
    if (random.chance(0.4)) sketch.year = "令和" + std::to_string(random.integer(4, 8)) + "年度";
    const int numbering = random.integer(0, 2);
    for (const Question* question : topic.applicant) sketch.applicant.push_back(makeRow(*question, numbering, random));
    if (sketch.style.applicant < 0 && random.chance(0.4)) shuffle(sketch.applicant, random);

    std::vector<const Question*> about = topic.about;
    shuffle(about, random);
    auto headings = some(scanlab::headings(), 12, random);
    const int most = random.integer(3, 7);
    for (std::size_t i = 0; i < about.size();) {
        Block block{headings[sketch.blocks.size() % headings.size()], {}, {}, 0};
        for (int n = random.integer(2, most); n > 0 && i < about.size(); --n, ++i)
            block.rows.push_back(makeRow(*about[i], numbering, random));
        sketch.blocks.push_back(std::move(block));
    }
    if (random.chance(0.4)) {
        Block grid{"内訳", {}, some(gridWords(), random.integer(3, 6), random), random.integer(2, 5)};
        const int at = random.integer(0, static_cast<int>(sketch.blocks.size()));
        sketch.blocks.insert(sketch.blocks.begin() + at, grid);
    }
    if (random.chance(0.7)) sketch.office = some(officeWords(), random.integer(3, 8), random);
    sketch.notes = some(scanlab::notes(), random.integer(0, 3), random);
    return sketch;
}

std::string varySketch(Sketch& sketch, Random& random) {
    while (true) {
        switch (random.integer(0, 7)) {
            case 0:
                sketch.title += random.pick(titleEndings());
                return "title";
            case 1:
                if (relabel(sketch, random)) return "label";
                break;
            case 2:
                if (changeOption(sketch, random)) return "option";
                break;
            case 3:
                if (swapRows(sketch, random)) return "row";
                break;
            case 4:
                if (swapRows(sketch, random) && relabel(sketch, random)) return "two rows";
                break;
            case 5: {
                const std::string old = sketch.town.name;
                sketch.town = drawTown(random);
                if (sketch.title.starts_with(old)) sketch.title.replace(0, old.size(), sketch.town.name);
                return "town";
            }
            case 6:
                if (sketch.number.empty()) break;
                sketch.number = "様式第" + std::to_string(random.integer(1, 48)) + "号";
                return "number";
            default:
                if (sketch.office.empty()) break;
                sketch.office[static_cast<std::size_t>(random.integer(0, static_cast<int>(sketch.office.size()) - 1))] =
                    random.pick(officeWords());
                return "office";
        }
    }
}

}  // namespace toitsu::scanlab
