#include "ocr/draft/blank_reader.h"

#include <algorithm>
#include <cmath>

#include <opencv2/imgproc.hpp>

#include "ocr/draft/internal/rulings.h"
#include "ocr/draft/internal/upright.h"
#include "ocr/draft/internal/words.h"
#include "ocr/internal/ink.h"
#include "ocr/internal/mat.h"
#include "ocr/recognizers/text_engine.h"

namespace toitsu::ocr {

namespace {

constexpr double kPerMm = 300 / 25.4;

bool same(const forms::Box& a, const forms::Box& b) {
    return std::abs(a.centre().x - b.centre().x) < 0.6 && std::abs(a.centre().y - b.centre().y) < 0.6 &&
           std::abs(a.width - b.width) < 1 && std::abs(a.height - b.height) < 1;
}

// What is painted white before words are looked for.
void leaveOut(cv::Mat& ink, const std::vector<forms::Box>& outlines) {
    for (const forms::Box& box : outlines) {
        const cv::Rect outer(static_cast<int>((box.x - 0.3) * kPerMm), static_cast<int>((box.y - 0.3) * kPerMm),
                             static_cast<int>((box.width + 0.6) * kPerMm),
                             static_cast<int>((box.height + 0.6) * kPerMm));
        ink(outer & cv::Rect({0, 0}, ink.size())).setTo(0);
    }
}

// 印 within a ring stays; the ring goes.
void leaveOutRings(cv::Mat& ink, const std::vector<forms::Box>& rings) {
    for (const forms::Box& ring : rings) {
        const cv::Point middle(static_cast<int>(ring.centre().x * kPerMm), static_cast<int>(ring.centre().y * kPerMm));
        cv::circle(ink, middle, static_cast<int>(ring.width / 2 * kPerMm) - 3, 0, 14);
    }
}

bool printed(const forms::Box& cell, const std::vector<forms::SeenText>& texts) {
    return std::any_of(texts.begin(), texts.end(), [&](const forms::SeenText& text) {
        const forms::Point at = text.box.centre();
        // 千 over a digit's place is small and stands in a corner.
        const bool middle = std::abs(at.x - cell.centre().x) < 0.15 * cell.width &&
                            std::abs(at.y - cell.centre().y) < 0.15 * cell.height && text.box.height > 1.5;
        return at.x > cell.x && at.x < cell.right() && at.y > cell.y && at.y < cell.bottom() &&
               (middle || text.box.height > 0.25 * cell.height || text.text == "－");
    });
}

// A box with a letter in it is no place for a digit: １ before a heading, the days of a week, and what happens to be
// enclosed between the boxes of a year and a month.
void leaveOutPrintedCells(forms::SeenPage& page) {
    std::vector<forms::SeenCells> rows;
    for (const forms::SeenCells& row : page.cells) {
        forms::SeenCells run;
        const auto finish = [&] {
            if (run.cells.empty()) return;
            run.box = run.cells.front();
            run.box.width = run.cells.back().right() - run.box.x;
            rows.push_back(run);
            run.cells.clear();
        };
        std::size_t letters = 0;
        for (const forms::Box& cell : row.cells) {
            if (!printed(cell, page.texts)) {
                run.cells.push_back(cell);
                continue;
            }
            finish();
            ++letters;
            if (2 * letters >= row.cells.size()) page.areas.push_back(cell);
        }
        finish();
    }
    page.cells = std::move(rows);
}

// A ・ in the middle of an area that holds nothing else parts two places.
bool partsAnArea(const forms::Box& dot, const forms::SeenPage& page) {
    return std::any_of(page.areas.begin(), page.areas.end(), [&](const forms::Box& area) {
        return dot.overlaps(area) && area.height < 20 && dot.x - area.x > 20 && area.right() - dot.right() > 20 &&
               std::abs(dot.centre().y - area.centre().y) < 0.1 * area.height &&
               std::none_of(page.texts.begin(), page.texts.end(),
                            [&](const forms::SeenText& text) { return text.box.overlaps(area); });
    });
}

// A ・ that stands further from its neighbours is a word of its own so far.
void joinDots(forms::SeenPage& page) {
    std::vector<forms::SeenText>& texts = page.texts;
    std::vector<forms::Box> dots;
    std::erase_if(texts, [&](const forms::SeenText& text) {
        const bool dot = text.box.width < 0.9 && text.box.height < 0.9;
        if (dot) dots.push_back(text.box);
        return dot;
    });
    std::vector<forms::SeenText> parting;
    for (const forms::Box& dot : dots) {
        forms::SeenText* next = nullptr;
        bool middle = false;
        for (forms::SeenText& text : texts) {
            if (text.box.y > dot.y || text.box.bottom() < dot.bottom()) continue;
            middle = middle || std::abs(text.box.centre().y - dot.centre().y) < 0.2 * text.box.height;
            if (text.box.x > dot.right() && text.box.x - dot.right() < 6 &&
                (next == nullptr || text.box.x < next->box.x))
                next = &text;
        }
        if (next != nullptr && middle)
            next->afterDot = true;
        else if (dot.width > 0.4 && std::abs(dot.width - dot.height) < 0.3 && partsAnArea(dot, page))
            parting.push_back({"・", dot, 0, false, false});
    }
    texts.insert(texts.end(), parting.begin(), parting.end());
}

}  // namespace

struct BlankReader::Inner {
    std::unique_ptr<TextEngine> engine;
};

BlankReader::BlankReader(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
BlankReader::BlankReader(BlankReader&&) noexcept = default;
BlankReader& BlankReader::operator=(BlankReader&&) noexcept = default;
BlankReader::~BlankReader() = default;

Result<BlankReader> BlankReader::make() {
    auto engine = TextEngine::make();
    if (!engine) return fail(engine.error());
    auto inner = std::make_unique<Inner>();
    inner->engine = std::move(*engine);
    return BlankReader(std::move(inner));
}

SeenBlank BlankReader::look(const Page& page) const {
    const Upright upright = makeUpright(page);
    SeenBlank seen;
    seen.skew = upright.skew;
    seen.upright = own(upright.grey);
    seen.page.number = page.number;
    seen.page.width = upright.width;
    seen.page.height = upright.height;

    cv::Mat ink = inkMask(upright.flat, 300);
    Rulings rulings = findRulings(ink);
    Outlines outlines = findOutlines(ink);
    std::erase_if(rulings.enclosed, [&](const forms::Box& box) {
        return std::any_of(outlines.squares.begin(), outlines.squares.end(),
                           [&](const forms::Box& square) { return same(box, square); });
    });
    sortEnclosed(rulings.enclosed, seen.page);
    seen.page.squares = outlines.squares;
    seen.page.rings = outlines.rings;
    seen.page.underlines = rulings.underlines;

    cv::Mat lines;
    cv::dilate(rulings.mask, lines, cv::Mat::ones(5, 5, CV_8U));
    ink.setTo(0, lines);
    leaveOut(ink, outlines.squares);
    leaveOutRings(ink, outlines.rings);
    auto words = findWords(ink, rulings.enclosed);
    std::vector<forms::Box> cut;
    for (const WordBox& word : words)
        if (!word.vertical && isCutRing(ink, word.box))
            cut.push_back(
                {word.box.x / kPerMm, word.box.y / kPerMm, word.box.width / kPerMm, word.box.height / kPerMm});
    if (!cut.empty()) {
        leaveOutRings(ink, cut);
        seen.page.rings.insert(seen.page.rings.end(), cut.begin(), cut.end());
        words = findWords(ink, rulings.enclosed);
    }
    for (const WordBox& word : words) {
        forms::SeenText text = readWord(upright.flat, ink, word, *inner_->engine);
        seen.page.texts.push_back(std::move(text));
    }
    leaveOutPrintedCells(seen.page);
    joinDots(seen.page);
    std::sort(seen.page.texts.begin(), seen.page.texts.end(),
              [](const auto& a, const auto& b) { return a.box.y != b.box.y ? a.box.y < b.box.y : a.box.x < b.box.x; });
    return seen;
}

}  // namespace toitsu::ocr
