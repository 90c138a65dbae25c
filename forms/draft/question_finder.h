#pragma once

// Inside the drafting only: the questions of one page, found kind by kind; what one kind has taken the next leaves.

#include "forms/draft/question.h"
#include "forms/draft/regions.h"

namespace toitsu::forms {

class QuestionFinder {
public:
    QuestionFinder(const SeenPage& page, const std::vector<std::string>& optionWords);
    std::vector<Question> find();

private:
    // One line of a region, left to right.
    struct Item {
        enum class Kind { text, cells, square, ring } kind;
        std::size_t index;
        Box box;
    };
    using Row = std::vector<Item>;
    std::vector<Row> rowsOf(const Region& region) const;
    const SeenText& text(const Item& item) const { return page_.texts[item.index]; }
    bool free(const Item& item) const;
    void take(const Item& item);

    void findInputs(std::size_t region);
    void findDates(std::size_t region, const std::vector<Row>& rows);
    void findSquares(std::size_t region, const std::vector<Row>& rows);
    void findCellGroups(std::size_t region, const std::vector<Row>& rows);
    void findSeals(std::size_t region, const std::vector<Row>& rows);
    void findCircles(std::size_t region, const std::vector<Row>& rows);
    void findCircledLabels();
    bool isOption(const Item& item) const;
    void addCircles(std::size_t region, const std::vector<Row>& rows, const std::vector<Item>& items);
    void findGaps(std::size_t region, const std::vector<Row>& rows);
    void findUnderlines(std::size_t region);
    void findBlanks(std::size_t region, const std::vector<Row>& rows);
    void findUnderCaptions(std::size_t region);
    void findAfterPostalMark(std::size_t region, const Row& row);
    void findOpenBlank(std::size_t region, const Item& label);
    void findTrailing(std::size_t region, const Row& row);
    bool notesOnly(std::size_t region) const;
    void findEmpty(std::size_t region);
    void findBeforeOptions(std::size_t region);

    // Parts of a date: 年, 月 and 日 at these places of a row.
    void addDate(std::size_t region, const Row& row, std::size_t year, std::size_t month, std::size_t day);
    DraftPart datePart(std::size_t region, const Row& row, std::size_t unit, const char* name);
    void addEra(std::size_t region, const Row& row, std::size_t before, Question& question);
    static void partEraFromYear(Question& question);
    void joinUnits();
    void dropLegends();
    void joinEras();
    bool optionWord(const std::string& words) const;

    DraftOption circled(const Item& item, const Box& limits, double left, double right) const;
    void add(std::size_t region, Question question);
    void name(std::size_t region, Question& question) const;
    std::vector<Box> obstaclesIn(std::size_t region, bool texts) const;
    Box freeBand(std::size_t region, double left, double right, const Box& line) const;
    void addBlank(std::size_t region, const Box& area);
    double rowTop(std::size_t region, const Box& at) const;
    double rowBottom(std::size_t region, const Box& at) const;

    const SeenPage& page_;
    std::vector<std::string> optionWords_;
    Regions regions_;
    // Circled words of a cell that name what else stands in it: 世帯全員の写し [  ] 通.
    std::vector<bool> textTaken_, textCircled_, cellsTaken_, squareTaken_, ringTaken_;
    std::vector<Question> questions_;
};

}  // namespace toitsu::forms
