// Places for digits, seals and texts: rows of boxes, rings, gaps before a unit and between brackets, lines to write on,
// and what is empty in a ruled area.

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "base/text.h"
#include "forms/draft/blank_space.h"
#include "forms/draft/label_words.h"
#include "forms/draft/option_runs.h"
#include "forms/draft/question_finder.h"

namespace toitsu::forms {

namespace {

bool isHyphen(const std::string& text) {
    static const std::set<std::string> hyphens{"－",   "-", "ー", "―",  "‐",  "一", "～",
                                               "ーー", "(", ")",  "（", "）", ")-", ")ー"};
    return hyphens.contains(text);
}

Box around(const std::vector<Box>& boxes) {
    Box all = boxes.front();
    for (const Box& b : boxes) {
        const double right = std::max(all.right(), b.right()), bottom = std::max(all.bottom(), b.bottom());
        all.x = std::min(all.x, b.x);
        all.y = std::min(all.y, b.y);
        all.width = right - all.x;
        all.height = bottom - all.y;
    }
    return all;
}

}  // namespace

// Rows of boxes with hyphens or small gaps between: one number.
void QuestionFinder::findCellGroups(std::size_t region, const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        for (std::size_t n = 0; n < row.size(); ++n) {
            if (row[n].kind != Item::Kind::cells || !free(row[n])) continue;
            std::vector<std::size_t> groups{n};
            bool hyphens = false;
            double end = row[n].box.right();
            for (std::size_t next = n + 1; next < row.size(); ++next) {
                const bool sign = row[next].kind == Item::Kind::text && isHyphen(text(row[next]).text);
                if (sign && row[next].box.x - end < 6) {
                    hyphens = true;
                    end = row[next].box.right();
                    continue;
                }
                if (row[next].kind != Item::Kind::cells || !free(row[next])) break;
                const double gap = row[next].box.x - end;
                const double size = page_.cells[row[n].index].cells[0].width,
                             other = page_.cells[row[next].index].cells[0].width;
                if (gap > 8.5 || std::abs(size - other) > 0.35 * size ||
                    std::abs(row[next].box.height - row[n].box.height) > 1.5)
                    break;
                groups.push_back(next);
                end = row[next].box.right();
            }
            std::vector<DraftPart> parts;
            std::size_t cells = 0;
            for (const std::size_t g : groups) {
                const SeenCells& seen = page_.cells[row[g].index];
                parts.push_back({std::to_string(parts.size() + 1), seen.box, seen.cells, {}, {}});
                cells += seen.cells.size();
                take(row[g]);
            }
            for (std::size_t k = n; k <= groups.back(); ++k)
                if (row[k].kind == Item::Kind::text) take(row[k]);
            Question question;
            const auto size = [&](std::size_t g) { return parts[g].cells.size(); };
            if (parts.size() == 2 && size(0) == 3 && size(1) == 4) {
                question.kind = Question::Kind::postcode;
            } else if (parts.size() == 3 && cells >= 9 && cells <= 13 &&
                       (hyphens || size(0) != size(1) || size(1) != size(2))) {
                question.kind = Question::Kind::phone;
            } else {
                question.kind = Question::Kind::cells;
                DraftPart one;
                for (const DraftPart& part : parts)
                    one.cells.insert(one.cells.end(), part.cells.begin(), part.cells.end());
                one.box = around(one.cells);
                parts = {one};
            }
            question.parts = std::move(parts);
            const std::size_t behind = groups.back() + 1;
            if (behind < row.size() && row[behind].kind == Item::Kind::text && free(row[behind]) &&
                row[behind].box.x - end < 4 && text::length(text(row[behind]).text) <= 8) {
                question.unit = text(row[behind]).text;
                take(row[behind]);
            }
            add(region, std::move(question));
        }
    }
}

void QuestionFinder::findSeals(std::size_t region, const std::vector<Row>& rows) {
    const Region& own = regions_.all[region];
    for (const Row& row : rows)
        for (const Item& item : row) {
            if (!free(item)) continue;
            const bool word = item.kind == Item::Kind::text && (text(item).text == "印" || text(item).text == "㊞" ||
                                                                (text(item).text == "(印)" && own.rings.empty()));
            if (item.kind != Item::Kind::ring && !word) continue;
            Question question;
            question.kind = Question::Kind::seal;
            DraftPart part;
            part.box = item.box;
            if (word) {  // a seal is 10 to 18 mm wide
                const double size = std::min(11.0, own.open ? 11.0 : own.box.height - 0.8);
                const Point middle = item.box.centre();
                part.box = {middle.x - size / 2, middle.y - size / 2, size, size};
                if (!own.open) {
                    part.box.x = std::min(part.box.x, own.box.right() - size - 0.4);
                    part.box.y = std::clamp(part.box.y, own.box.y + 0.4,
                                            std::max(own.box.y + 0.4, own.box.bottom() - size - 0.4));
                }
            }
            take(item);
            for (const Item& other : row)
                if (other.kind == Item::Kind::text && part.box.overlaps(other.box)) take(other);
            for (const std::size_t n : own.texts)
                if (page_.texts[n].box.overlaps(part.box) && text::length(page_.texts[n].text) <= 3)
                    textTaken_[n] = true;
            question.parts = {part};
            question.labels = {"印"};
            add(region, std::move(question));
        }
}

// A gap before a unit, or between brackets.
void QuestionFinder::findGaps(std::size_t region, const std::vector<Row>& rows) {
    const Region& own = regions_.all[region];
    for (const Row& row : rows) {
        for (std::size_t n = 0; n < row.size(); ++n) {
            if (row[n].kind != Item::Kind::text || textTaken_[row[n].index]) continue;
            const std::string& words = text(row[n]).text;
            const bool unit = isUnit(words);
            const bool bracket = words.starts_with(")") || words.starts_with("）");
            if (!unit && !bracket) continue;
            const double left = n > 0 ? row[n - 1].box.right() + 0.5 : own.box.x + 0.8, right = row[n].box.x - 0.5;
            if (n == 0 && (own.open || bracket)) continue;
            if (bracket && row[n - 1].kind == Item::Kind::text) {
                const std::string& before = text(row[n - 1]).text;
                const auto opened = before.rfind('(');
                if (opened == std::string::npos || before.find(')', opened) != std::string::npos) continue;
            }
            if (right - left < 6 || (own.open && right - left > 60)) continue;
            // What is more than a line is an area to write in, with its unit at the foot.
            const double top = rowTop(region, row[n].box), bottom = rowBottom(region, row[n].box);
            Question question;
            DraftPart part;
            part.box = {left, top, right - left, bottom - top};
            question.parts = {part};
            if (unit) {
                question.unit = words;
                take(row[n]);
            }
            add(region, std::move(question));
        }
    }
}

void QuestionFinder::findUnderlines(std::size_t region) {
    const Region& own = regions_.all[region];
    for (const std::size_t u : own.underlines) {
        const Box& line = page_.underlines[u];
        const double shortest = own.open ? 12 : 7.5;
        if (line.width < shortest || (own.open && line.width > 0.55 * page_.width)) continue;  // a rule below the head
        // A signature is written larger.
        const bool signed_ = std::any_of(own.texts.begin(), own.texts.end(), [&](std::size_t n) {
            const SeenText& text = page_.texts[n];
            return text.box.x < line.x && std::abs(text.box.centre().y - line.y) < 8 &&
                   identifierOf(text.text, true) == "signature";
        });
        const double tall = signed_ ? 12.5 : 9.25;
        double top = own.open ? line.y - tall : std::max(own.box.y + 0.4, line.y - tall);
        double left = line.x, right = line.right();
        bool crowded = false;
        for (const std::size_t n : own.texts) {
            const Box& b = page_.texts[n].box;
            if (b.right() < left || b.x > right || b.y > line.y) continue;
            if (b.bottom() < line.y - 5) {
                top = std::max(top, b.bottom() + 0.4);
                continue;
            }
            // Words on the line itself: what is left of it.
            if (b.centre().x < (left + right) / 2)
                left = std::max(left, b.right() + 0.6);
            else
                right = std::min(right, b.x - 0.6);
        }
        for (const std::size_t other : own.underlines) {
            const Box& b = page_.underlines[other];
            if (other != u && b.y < line.y - 2 && b.right() > left && b.x < right)
                top = std::max(top, b.bottom() + 0.3);
        }
        for (const Question& question : questions_)
            crowded = crowded || question.box.overlaps({left, line.y - 4, right - left, 4});
        if (crowded || right - left < shortest || line.y - top < 3.8) continue;
        Question question;
        DraftPart part;
        part.box = {left, top, right - left, line.y - top};
        question.parts = {part};
        add(region, std::move(question));
    }
}

// Boxes with 年, 月 and 日 behind them that do not stand on one line: a date in a column.
void QuestionFinder::joinUnits() {
    const auto is = [&](const Question& q, const char* unit, const Question* like) {
        return q.kind == Question::Kind::cells && q.unit == unit && q.cells <= 4 &&
               (like == nullptr || (q.region == like->region && std::abs(q.box.x - like->box.x) < 3));
    };
    for (std::size_t y = 0; y < questions_.size(); ++y) {
        if (questions_[y].region < 0 || !is(questions_[y], "年", nullptr)) continue;
        const auto find = [&](const char* unit, std::size_t after) {
            for (std::size_t n = 0; n < questions_.size(); ++n)
                if (is(questions_[n], unit, &questions_[y]) && questions_[n].box.y > questions_[after].box.y) return n;
            return questions_.size();
        };
        const std::size_t m = find("月", y), d = m < questions_.size() ? find("日", m) : m;
        if (d >= questions_.size()) continue;
        Question& date = questions_[y];
        date.kind = Question::Kind::date;
        date.parts.push_back(questions_[m].parts[0]);
        date.parts.push_back(questions_[d].parts[0]);
        for (std::size_t p = 0; p < 3; ++p) date.parts[p].part = p == 0 ? "year" : p == 1 ? "month" : "day";
        date.cells += questions_[m].cells + questions_[d].cells;
        date.unit.clear();
        date.box.height = questions_[d].box.bottom() - date.box.y;
        for (const std::size_t gone : {std::max(m, d), std::min(m, d)}) {
            questions_.erase(questions_.begin() + static_cast<std::ptrdiff_t>(gone));
            if (gone < y) --y;
        }
    }
}

// What a PDF itself says can be filled in.
void QuestionFinder::findInputs(std::size_t region) {
    for (const std::size_t n : regions_.all[region].inputs) {
        const SeenInput& input = page_.inputs[n];
        Question question;
        question.input = input.name;
        if (!input.label.empty()) question.labels.push_back(input.label);
        if (input.kind == SeenInput::Kind::check) {
            question.kind = Question::Kind::choice;
            question.options = {{input.option, input.box, input.box, {}, 0}};
            const auto same = std::find_if(questions_.begin(), questions_.end(),
                                           [&](const Question& q) { return q.input == input.name; });
            if (same != questions_.end()) {
                same->options.push_back(question.options[0]);
                continue;
            }
        } else {
            question.kind = input.kind == SeenInput::Kind::signature ? Question::Kind::seal
                            : input.cells > 0                        ? Question::Kind::cells
                                                                     : Question::Kind::text;
            DraftPart part;
            part.box = input.box;
            for (int c = 0; c < input.cells; ++c)
                part.cells.push_back({input.box.x + input.box.width * c / input.cells, input.box.y,
                                      input.box.width / input.cells, input.box.height});
            question.parts = {part};
        }
        add(region, std::move(question));
    }
}

// A name is written before the words of which one is circled: ______ 銀行・金庫, ______ 本店・支店.
void QuestionFinder::findBeforeOptions(std::size_t region) {
    const Region& own = regions_.all[region];
    double end = own.box.right(), top = own.box.y;
    bool circles = false;
    for (const Question& question : questions_) {
        if (question.region != static_cast<int>(region)) continue;
        if (question.kind != Question::Kind::choice || question.mark != Mark::circle || question.options.size() < 2)
            return;
        circles = true;
        end = std::min(end, question.box.x);
    }
    double left = own.box.x;
    for (const std::size_t n : own.texts) {
        const Box& b = page_.texts[n].box;
        if (textTaken_[n] || b.x > end) continue;
        if (b.height < 2.7 && b.bottom() < own.box.centre().y)
            top = std::max(top, b.bottom() + 0.3);  // a hint in the corner
        else
            left = std::max(left, b.right() + 0.6);
    }
    if (!circles || end - left < 22 || own.box.bottom() - top < 4) return;
    Question question;
    DraftPart part;
    part.box = writingArea({left, top, end - 0.6 - left, own.box.bottom() - top});
    question.parts = {part};
    add(region, std::move(question));
}

void QuestionFinder::findEmpty(std::size_t region) {
    const Region& own = regions_.all[region];
    if (own.open || own.holdsAreas) return;
    findBeforeOptions(region);
    if (own.role == Region::Role::options) return;
    std::vector<Box> obstacles, texts;
    double taken = 0;
    for (const std::size_t n : own.texts) {
        texts.push_back(page_.texts[n].box);
        taken += page_.texts[n].box.width * page_.texts[n].box.height;
    }
    for (const Question& question : questions_)
        if (question.region == static_cast<int>(region)) obstacles.push_back(question.box);
    const bool others = !obstacles.empty();
    const bool sealOnly = others && std::all_of(questions_.begin(), questions_.end(), [&](const Question& q) {
                              return q.region != static_cast<int>(region) || q.kind == Question::Kind::seal;
                          });
    const double area = own.box.width * own.box.height;
    if (own.box.width < 8 || own.box.height < 4.2) return;
    // Small hints in the upper corner (都道府県) are written over.
    const bool hints = !texts.empty() && !others && taken < 0.06 * area && own.box.height > 11 &&
                       std::all_of(texts.begin(), texts.end(), [&](const Box& b) {
                           return b.height < 2.7 && b.bottom() < own.box.y + 0.5 * own.box.height;
                       });
    const bool vast = own.box.width > 60 && own.box.height > 40 && !others && taken < 0.02 * area;
    Box place = own.box;
    if (!hints && !vast) {
        for (const Box& b : texts) obstacles.push_back({b.x - 0.4, b.y - 0.3, b.width + 0.8, b.height + 0.6});
        place = emptyRectangle(own.box, obstacles, others && !sealOnly ? std::max(30.0, 0.92 * own.box.width) : 0);
    }
    if (place.width < 8 || place.height < 4) return;
    const bool choices = std::any_of(questions_.begin(), questions_.end(), [&](const Question& q) {
        return q.region == static_cast<int>(region) && q.kind == Question::Kind::choice;
    });
    // The space around a date or a number is not another place.
    const bool alone = std::none_of(questions_.begin(), questions_.end(), [&](const Question& q) {
        return q.region == static_cast<int>(region) &&
               (q.kind == Question::Kind::postcode || q.kind == Question::Kind::choice ||
                q.kind == Question::Kind::seal);
    });
    if (others && alone) return;
    if (others && !sealOnly && place.height < std::max(choices ? 8 : 5.5, 0.42 * own.box.height)) return;
    const bool sealsCell = sealOnly && std::any_of(own.texts.begin(), own.texts.end(), [&](std::size_t n) {
                               return !textTaken_[n] && page_.texts[n].text.find("印") != std::string::npos;
                           });
    if (sealOnly && (sealsCell || place.width < 25 || place.width * place.height < 0.4 * area))
        return;  // the seal's own cell
    if (!others && !texts.empty() && place.width * place.height < 0.3 * area) return;
    if (place.width > 6 && place.height > 0) {
        Question question;
        DraftPart part;
        part.box = writingArea(place);
        question.parts = {part};
        for (const std::size_t n : own.texts) {
            const Box& b = page_.texts[n].box;
            if (!textTaken_[n] && isUnit(page_.texts[n].text) && b.x >= place.right() - 1)
                question.unit = page_.texts[n].text;
        }
        add(region, std::move(question));
    }
}

}  // namespace toitsu::forms
