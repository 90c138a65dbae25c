// Several places in one ruled area: what is left empty behind its labels, under its captions, before its first word and
// behind its last option.

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "forms/draft/blank_space.h"
#include "forms/draft/label_words.h"
#include "forms/draft/option_runs.h"
#include "forms/draft/question_finder.h"

namespace toitsu::forms {

namespace {

// mm that must be left for somebody to write there: behind a label that another text follows; before boxes and options,
// which a label may name at a distance; at the end of the area; where no label says so.
constexpr double kBehind = 12, kBeforeBoxes = 20, kLast = 15, kUnnamed = 22;
constexpr double kTogether = 6;  // 氏　名
constexpr double kOpen = 42;     // behind a label on the open page
constexpr double kTall = 13;     // as high as a line is written at most

bool level(const Box& a, const Box& b) {
    return std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y) > 0.35 * std::min(a.height, b.height);
}

// Says what is to be written behind it, and is no note.
bool names(const SeenText& label) {
    const std::string& words = label.text;
    if (text::length(words) > 12 || isUnit(words) || label.box.height < 1.4) return false;
    for (const char* sign :
         {"。", "、", "※", "→", "~", "～", "－", "から", "まで", "記入", "場合", "のみ", "ください", "です", "欄"})
        if (words.find(sign) != std::string::npos) return false;
    const std::u32string bare = labelWords(words);
    return bare.size() > 1 || !identifierOf(words, true).empty();
}

}  // namespace

// What stands in the area: printed words, boxes, and the places that were found.
std::vector<Box> QuestionFinder::obstaclesIn(std::size_t region, bool texts) const {
    const Region& own = regions_.all[region];
    std::vector<Box> all;
    if (texts)
        for (const std::size_t n : own.texts) all.push_back(page_.texts[n].box);
    for (const std::size_t n : own.cells) all.push_back(page_.cells[n].box);
    for (const std::size_t n : own.squares) all.push_back(page_.squares[n]);
    for (const std::size_t n : own.rings) all.push_back(page_.rings[n]);
    for (const Question& question : questions_) {
        if (question.region != static_cast<int>(region)) continue;
        for (const DraftPart& part : question.parts) {
            if (part.box.width > 0) all.push_back(part.box);
            for (const DraftOption& option : part.options) all.push_back(option.box);
        }
        for (const DraftOption& option : question.options) all.push_back(option.box);
    }
    return all;
}

// As high as the area is free between `left` and `right`, around `line`.
Box QuestionFinder::freeBand(std::size_t region, double left, double right, const Box& line) const {
    const Region& own = regions_.all[region];
    double top = std::max(own.box.y, line.centre().y - kTall / 2),
           bottom = std::min(own.box.bottom(), line.centre().y + kTall / 2);
    for (const Box& b : obstaclesIn(region, true)) {
        if (b.right() < left + 0.2 || b.x > right - 0.2) continue;
        if (b.centre().y < line.y) top = std::max(top, b.bottom() + 0.3);
        if (b.centre().y > line.bottom()) bottom = std::min(bottom, b.y - 0.3);
    }
    // Another line's label says that its place lies beside it, if nothing stands between.
    const auto all = obstaclesIn(region, true);
    for (const std::size_t n : own.texts) {
        const Box& b = page_.texts[n].box;
        if (textTaken_[n] || b.right() > left + 0.2 || level(b, line) || !names(page_.texts[n])) continue;
        if (std::any_of(all.begin(), all.end(),
                        [&](const Box& o) { return o.x > b.right() - 0.1 && o.x < left && level(o, b); }))
            continue;
        if (b.centre().y < line.y) top = std::max(top, (b.bottom() + line.y) / 2);
        if (b.centre().y > line.bottom()) bottom = std::min(bottom, (b.y + line.bottom()) / 2);
    }
    return {left, top, right - left, bottom - top};
}

// Beside words on a line people write as high as the line, not as the area.
void QuestionFinder::addBlank(std::size_t region, const Box& area) {
    Box place = writingArea(area);
    place.y += 0.03 * area.height;
    place.height -= 0.06 * area.height;
    if (place.width < 8 || place.height < 3.6) return;
    for (const Question& other : questions_)
        for (const DraftPart& part : other.parts)
            if (other.region == static_cast<int>(region) && part.box.overlaps(place)) return;
    Question question;
    DraftPart part;
    part.box = place;
    question.parts = {part};
    add(region, std::move(question));
}

// 金融機関名 small above one place, 支店名 above the next.
void QuestionFinder::findUnderCaptions(std::size_t region) {
    const Region& own = regions_.all[region];
    std::vector<std::size_t> captions = own.captions;
    if (captions.empty()) return;
    std::sort(captions.begin(), captions.end(),
              [&](std::size_t a, std::size_t b) { return page_.texts[a].box.x < page_.texts[b].box.x; });
    const Box& first = page_.texts[captions.front()].box;
    const bool centred = first.x - own.box.x > 2.5;
    for (std::size_t n = 0; n < captions.size(); ++n) {
        const Box& caption = page_.texts[captions[n]].box;
        const auto middle = [&](std::size_t k) { return page_.texts[captions[k]].box.centre().x; };
        double left =
            centred ? n == 0 ? own.box.x : (middle(n - 1) + middle(n)) / 2 : std::max(caption.x - 1, own.box.x);
        double right = n + 1 == captions.size() ? own.box.right()
                       : centred                ? (middle(n) + middle(n + 1)) / 2
                                                : page_.texts[captions[n + 1]].box.x - 1.5;
        const Box below{caption.x, caption.bottom(), caption.width, own.box.bottom() - caption.bottom()};
        bool occupied = false;
        for (const Box& b : obstaclesIn(region, true)) {
            if (b.bottom() < below.y + 1 || b == caption) continue;
            occupied = occupied || (b.x < caption.right() && b.right() > caption.x);
            if (b.x > caption.right() - 0.5) right = std::min(right, b.x - 0.8);
            if (b.right() < caption.x + 0.5) left = std::max(left, b.right() + 0.8);
        }
        if (occupied || right - left < 4.5) continue;
        const Box area{left, caption.bottom() + 0.2, right - left, own.box.bottom() - caption.bottom() - 0.2};
        Question question;
        DraftPart part;
        part.box = writingArea(area);
        // Columns that no line parts are written in at their middle.
        if (centred && captions.size() > 1) {
            part.box.x += 0.05 * area.width;
            part.box.width -= 0.1 * area.width;
            part.box.height -= 0.12 * area.height;
        }
        question.parts = {part};
        add(region, std::move(question));
        textTaken_[captions[n]] = false;
    }
}

// Small words in the upper corner that nobody writes around, and nothing else; or one line of words above a place that
// takes the rest.
bool QuestionFinder::notesOnly(std::size_t region) const {
    const Region& own = regions_.all[region];
    if (!own.cells.empty() || !own.squares.empty() || !own.rings.empty() || own.box.height < 11) return false;
    double bottom = own.box.y, taken = 0;
    bool small = true;
    for (const std::size_t n : own.texts) {
        const Box& b = page_.texts[n].box;
        bottom = std::max(bottom, b.bottom());
        taken += b.width * b.height;
        small = small && b.height < 2.7;
    }
    const double area = own.box.width * own.box.height;
    return (small && taken < 0.06 * area && bottom < own.box.y + 0.5 * own.box.height) ||
           (own.box.bottom() - bottom > 8 && bottom < own.box.y + 0.3 * own.box.height);
}

// Behind what was found on a line: an address behind its postcode, a name behind 有 and 無 where the label asks for
// both.
void QuestionFinder::findTrailing(std::size_t region, const Row& row) {
    const Region& own = regions_.all[region];
    if (row.empty()) return;
    const Box& line = row.back().box;
    double end = own.box.x;
    for (const Box& b : obstaclesIn(region, true))
        if (level(b, line)) end = std::max(end, b.right());
    if (own.box.right() - end < 25) return;
    std::size_t here = 0, options = 0;
    bool choices = true, postcode = false;
    for (const Question& q : questions_) {
        if (q.region != static_cast<int>(region)) continue;
        ++here;
        options += q.options.size();
        choices = choices && q.kind == Question::Kind::choice;
        postcode = postcode || (q.kind == Question::Kind::postcode && level(q.box, line));
    }
    if (here == 0 || own.box.right() - end < (postcode ? 40 : 25)) return;
    std::size_t asked = 1;
    std::string label;
    for (const Region& other : regions_.all) {
        if (other.open || other.texts.empty() || std::abs(own.box.x - other.box.right()) > 1.3 ||
            !level(own.box, other.box))
            continue;
        asked = std::max(asked, other.parts.size());
        label = other.words;
    }
    const bool both = choices && here == 1 && asked == 2;
    const bool written = choices && here == 1 && options == 2 && identifierOf(label, true) == "address";
    // An address has its own line where there is one.
    if (postcode && own.box.bottom() - line.bottom() > 5.5) return;
    const bool below = std::any_of(own.texts.begin(), own.texts.end(),
                                   [&](std::size_t n) { return page_.texts[n].box.y > line.bottom() + 2; });
    if (!(both || written || postcode) || below) return;
    addBlank(region, freeBand(region, end + 1, own.box.right(), line));
}

// 〒 without boxes: digits behind it, the address below.
void QuestionFinder::findAfterPostalMark(std::size_t region, const Row& row) {
    const Region& own = regions_.all[region];
    if (row.size() != 1 || row[0].kind != Item::Kind::text || !free(row[0]) || text(row[0]).text != "〒") return;
    const Box& mark = row[0].box;
    if (mark.x - own.box.x > 6 || own.box.right() - mark.right() < 60) return;
    const double line = 2 * (mark.centre().y - own.box.y), rest = own.box.height - line;
    if (rest < 5 || own.texts.size() > 1 || !own.cells.empty()) return;
    for (const Box& area :
         {Box{mark.right() + 1, own.box.y, 40, line}, Box{own.box.x, own.box.y + line, own.box.width, rest}}) {
        Question question;
        DraftPart part;
        part.box = writingArea(area);
        question.parts = {part};
        if (area.width <= 40) question.labels = {"郵便番号"};
        add(region, std::move(question));
    }
}

// 世帯番号 on the open page with nothing behind it, no line either.
void QuestionFinder::findOpenBlank(std::size_t region, const Item& label) {
    const Box& at = label.box;
    const std::string& words = text(label).text;
    if (!free(label) || !names(text(label)) || !asksLast(words) || text::length(words) > 8 || at.height > 4.5) return;
    const Box room{at.right() + 0.3, at.centre().y - 4, kOpen, 8};
    if (room.right() > page_.width - 5) return;
    const auto within = [&](const Box& b) { return b.overlaps(room); };
    const auto any = [&](const std::vector<Box>& boxes) { return std::any_of(boxes.begin(), boxes.end(), within); };
    if (any(obstaclesIn(region, true)) || any(page_.areas)) return;
    for (const Box& line : page_.underlines)
        if (line.overlaps({room.x, room.y, kOpen, 18})) return;
    Question question;
    DraftPart part;
    part.box = {room.x + 1.5, room.y + 0.3, kOpen - 2, room.height - 0.6};
    question.parts = {part};
    add(region, std::move(question));
}

void QuestionFinder::findBlanks(std::size_t region, const std::vector<Row>& rows) {
    const Region& own = regions_.all[region];
    if (own.open)
        for (const Row& row : rows)
            for (const Item& item : row)
                if (item.kind == Item::Kind::text) findOpenBlank(region, item);
    if (own.open || own.holdsAreas) return;
    findUnderCaptions(region);
    for (const Row& row : rows) findAfterPostalMark(region, row);
    // 記号・番号: a dot alone parts two places.
    if (own.texts.size() == 1 && own.cells.empty() && own.squares.empty() &&
        page_.texts[own.texts.front()].text == "・") {
        const Box& dot = page_.texts[own.texts.front()].box;
        addBlank(region, {own.box.x, own.box.y, dot.x - 1 - own.box.x, own.box.height});
        addBlank(region, {dot.right() + 1, own.box.y, own.box.right() - dot.right() - 1, own.box.height});
        return;
    }
    const bool asked = std::any_of(questions_.begin(), questions_.end(),
                                   [&](const Question& q) { return q.region == static_cast<int>(region); });
    std::size_t labels = 0;
    for (const std::size_t n : own.texts) labels += !textTaken_[n] && names(page_.texts[n]) ? 1 : 0;
    // One label alone, or none: an area with one place.
    const bool within = !rows.empty() && rows.front().front().box.x - own.box.x > kUnnamed;
    if (!asked && labels < 2 && !(labels == 1 && within)) return;
    // Notes in the upper corner of a place for everything (都道府県), one label above it.
    if (!asked && notesOnly(region)) return;
    for (const Row& row : rows) {
        const auto nextAfter = [&](double x, const Box& line) {
            std::pair<double, bool> next{own.box.right(), false};
            for (const bool texts : {false, true})
                for (const Box& b : obstaclesIn(region, texts))
                    if (b.x > x - 0.1 && b.x < next.first && level(b, line)) next = {b.x, texts};
            return next;
        };
        for (std::size_t n = 0; n < row.size(); ++n) {
            if (row[n].kind != Item::Kind::text || !free(row[n]) || !names(text(row[n]))) continue;
            if (std::find(own.captions.begin(), own.captions.end(), row[n].index) != own.captions.end()) continue;
            const Box& label = row[n].box;
            const auto [end, isText] = nextAfter(label.right(), label);
            const bool last = end >= own.box.right() - 0.1;
            const double gap = end - label.right();
            // 日中に連絡のとれる番号 right behind boxes explains them.
            const bool explains = std::any_of(own.cells.begin(), own.cells.end(), [&](std::size_t c) {
                const Box& b = page_.cells[c].box;
                return b.right() < label.x + 0.5 && label.x - b.right() < 3 && level(b, label);
            });
            if (explains) continue;
            // 年税額 over its boxes.
            const auto below = [&](const Box& b) {
                return b.y > label.bottom() - 0.5 && b.y - label.bottom() < 6 && b.x < label.right() &&
                       b.right() > label.x;
            };
            const auto boxes = obstaclesIn(region, false);
            if (std::any_of(boxes.begin(), boxes.end(), below)) continue;
            if (gap < kTogether || gap < (last ? kLast : isText ? kBehind : kBeforeBoxes)) continue;
            Box area = freeBand(region, label.right() + 0.8, end - (last ? 0 : 0.8), label);
            addBlank(region, area);
        }
        findTrailing(region, row);
        // Before the first word or square: ______ 警察署, ______ □銀行 □信金.
        if (row.empty() || row[0].kind == Item::Kind::cells || row[0].kind == Item::Kind::ring) continue;
        const Box& first = row[0].box;
        const bool caption = row[0].kind == Item::Kind::text &&
                             std::find(own.captions.begin(), own.captions.end(), row[0].index) != own.captions.end();
        const bool taken = row[0].kind == Item::Kind::text && textTaken_[row[0].index];
        // 氏名 before a line to write on says what that line is for.
        const bool lined = std::any_of(own.underlines.begin(), own.underlines.end(), [&](std::size_t u) {
            const Box& line = page_.underlines[u];
            return line.x > first.x && std::abs(line.y - first.bottom()) < 6;
        });
        if (caption || taken || lined || first.x - own.box.x < kUnnamed) continue;
        double left = own.box.x, right = first.x - 0.8;
        for (const Box& b : obstaclesIn(region, true))
            if (level(b, first) && b.x < first.x) right = std::min(right, b.x - 0.8);
        if (right - left < kUnnamed) continue;
        addBlank(region, freeBand(region, left, right, first));
    }
}

}  // namespace toitsu::forms
