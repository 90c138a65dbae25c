// Options: squares with a text behind each, and printed words of which one is circled.

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "forms/draft/label_words.h"
#include "forms/draft/option_runs.h"
#include "forms/draft/question_finder.h"

namespace toitsu::forms {

namespace {

// mm around a word: where a ring around it runs. A long word's ring is an ellipse that reaches further out.
constexpr double kAside = 2.45, kFurther = 0.09, kAbove = 1.75;

// Begins with a particle: what stands before it belongs to the sentence.
bool goesOn(const std::string& words) {
    static const std::u32string particles = U"にをはがの";
    const std::u32string letters = text::decode(words);
    return letters.size() > 3 && particles.find(letters[0]) != std::u32string::npos;
}

// Options centred below each other have room of one width.
void evenOut(std::vector<DraftOption>& options) {
    double left = 1e9, right = 0, middle = 0;
    for (const DraftOption& option : options) {
        left = std::min(left, option.box.x);
        right = std::max(right, option.box.right());
    }
    for (const DraftOption& option : options) {
        middle = std::max(middle, std::abs(option.box.centre().x - (left + right) / 2));
        for (const DraftOption& other : options)
            if (&other != &option && std::abs(other.box.centre().y - option.box.centre().y) < 3) return;
    }
    if (middle > 1.5) return;
    for (DraftOption& option : options) {
        option.box.x = left;
        option.box.width = right - left;
    }
}

}  // namespace

// `left`, `right`: how far the neighbours let it reach.
DraftOption QuestionFinder::circled(const Item& item, const Box& limits, double left, double right) const {
    const Box& printed = item.box;
    const double aside = kAside + kFurther * std::clamp(printed.width - 3, 0.0, 24.0);
    const double x = std::max({printed.x - aside, (left + printed.x) / 2, limits.x + 0.3});
    const double end = std::min({printed.right() + aside, (right + printed.right()) / 2, limits.right() - 0.3});
    const double y = std::max(printed.y - kAbove, limits.y + 0.3);
    const double bottom = std::min(printed.bottom() + kAbove, limits.bottom() - 0.3);
    return {text(item).text, {x, y, end - x, bottom - y}, printed, {}, 0};
}

// Each square with the words behind it, up to the next one. Words that belong to no square begin a new question.
void QuestionFinder::findSquares(std::size_t region, const std::vector<Row>& rows) {
    const bool open = regions_.all[region].open;
    std::vector<Question> found;
    for (const Row& row : rows) {
        bool fresh = open;  // on the open page lines are questions of their own until they prove to be one list
        double end = -1e9;
        for (std::size_t n = 0; n < row.size(); ++n) {
            if (row[n].kind == Item::Kind::text && free(row[n])) fresh = true;
            if (row[n].kind != Item::Kind::square || !free(row[n])) continue;
            // 「不要」の□に✓を付けて: a letter of the sentence.
            if (row[n].box.width < 3 && n + 1 < row.size() && row[n + 1].kind == Item::Kind::text &&
                row[n + 1].box.x - row[n].box.right() < 0.9 && goesOn(text(row[n + 1]).text)) {
                take(row[n]);
                continue;
            }
            DraftOption option;
            option.box = row[n].box;
            option.printedBox = row[n].box;
            std::size_t next = n + 1;
            double edge = row[n].box.right();
            for (; next < row.size() && row[next].kind == Item::Kind::text && free(row[next]); ++next) {
                const double gap = row[next].box.x - edge, most = option.printed.empty() ? 6
                                                                  : isOptionNumber(option.printed)
                                                                      ? 2.2 * row[next].box.height
                                                                      : 1.3 * row[next].box.height;
                if (gap > most) break;
                option.printed += text(row[next]).text;
                option.printedBox = option.printedBox == option.box
                                        ? row[next].box
                                        : Box{option.printedBox.x, option.printedBox.y,
                                              row[next].box.right() - option.printedBox.x, option.printedBox.height};
                edge = row[next].box.right();
                take(row[next]);
            }
            if (option.printed.empty() && n > 0 && row[n - 1].kind == Item::Kind::text && free(row[n - 1]) &&
                row[n].box.x - row[n - 1].box.right() < 4) {
                option.printed = text(row[n - 1]).text;
                option.printedBox = row[n - 1].box;
                take(row[n - 1]);
            }
            take(row[n]);
            const bool list = open && !found.empty() && !found.back().options.empty() &&
                              std::any_of(found.back().options.begin(), found.back().options.end(), [&](const auto& o) {
                                  return std::abs(o.box.x - option.box.x) < 1 && option.box.y - o.box.y < 12;
                              });
            if (found.empty() || (fresh && !list && !(open && option.box.x - end < 25 && end > 0)) ||
                (fresh && !open && n > 0 && row[n - 1].kind == Item::Kind::text && !textTaken_[row[n - 1].index])) {
                Question question;
                question.kind = Question::Kind::choice;
                question.mark = Mark::check;
                found.push_back(question);
            }
            fresh = false;
            end = edge;
            found.back().options.push_back(option);
        }
    }
    for (Question& question : found) add(region, std::move(question));
}

bool QuestionFinder::isOption(const Item& item) const {
    return item.kind == Item::Kind::text && free(item) && text(item).text.find("、") == std::string::npos &&
           (isUsualOption(text(item).text) || optionWord(text(item).text));
}

void QuestionFinder::addCircles(std::size_t region, const std::vector<Row>& rows, const std::vector<Item>& items) {
    const Region& own = regions_.all[region];
    Question question;
    question.kind = Question::Kind::choice;
    question.mark = Mark::circle;
    for (std::size_t n = 0; n < items.size(); ++n) {
        Item item = items[n];
        std::string printed = text(item).text;
        if (textTaken_[item.index]) continue;
        take(item);
        // A number that stands apart from its word; a word of the form's that a ・ divides.
        if (n + 1 < items.size() && free(items[n + 1]) && items[n + 1].box.x - item.box.right() < 6 &&
            items[n + 1].box.x > item.box.x && std::abs(items[n + 1].box.centre().y - item.box.centre().y) < 2) {
            const SeenText& next = text(items[n + 1]);
            const auto known = [&](const std::string& words) {
                double best = 0;
                for (const std::string& word : optionWords_) best = std::max(best, alike(word, words));
                return best;
            };
            if (isOptionNumber(printed) ||
                (next.afterDot && known(printed + next.text) > std::max(known(printed), known(next.text)) + 0.05)) {
                take(items[n + 1]);
                item.box.width = next.box.right() - item.box.x;
                item.box.y = std::min(item.box.y, next.box.y);
                item.box.height = std::max(item.box.height, next.box.height);
                printed += next.text;
            }
        }
        // ２号（標準）: what is in brackets right behind it is part of it.
        for (const std::size_t t : own.texts) {
            const SeenText& next = page_.texts[t];
            if (textTaken_[t] || text::length(next.text) < 3 || !next.text.starts_with("(") ||
                !next.text.ends_with(")") || next.box.x < item.box.right() ||
                next.box.x - item.box.right() > 1.0 * item.box.height ||
                std::abs(next.box.centre().y - item.box.centre().y) > 1)
                continue;
            textTaken_[t] = true;
            item.box.width = next.box.right() - item.box.x;
            printed += next.text;
            break;
        }
        double left = own.box.x, right = own.box.right();
        for (const Row& row : rows)
            for (const Item& other : row) {
                if (std::abs(other.box.centre().y - item.box.centre().y) > 2.5) continue;
                if (other.box.right() < item.box.x + 0.1) left = std::max(left, other.box.right());
                if (other.box.x > item.box.right() - 0.1) right = std::min(right, other.box.x);
            }
        DraftOption option = circled(item, own.box, left, right);
        option.printed = printed;
        question.options.push_back(option);
    }
    if (question.options.size() > 1) evenOut(question.options);
    if (!question.options.empty()) add(region, std::move(question));
}

// In an area that is a list, all its words, but a label before them and notes between them; elsewhere words that are
// known as options, at least two side by side.
void QuestionFinder::findCircles(std::size_t region, const std::vector<Row>& rows) {
    const Region& own = regions_.all[region];
    std::vector<Item> items;
    if (own.role == Region::Role::options) {
        std::size_t options = 0, texts = 0;
        double tallest = 0;
        for (const std::size_t n : own.texts) tallest = std::max(tallest, page_.texts[n].box.height);
        for (const Row& row : rows)
            for (const Item& item : row)
                if (item.kind == Item::Kind::text && free(item)) ++texts, options += isOption(item) ? 1 : 0;
        const bool known = 5 * options >= 3 * texts;
        bool first = true;
        const auto counted = [&](const std::string& words) {
            const std::string half = text::halfWidthAscii(words);
            return text::length(words) > 1 && half[0] >= '0' && half[0] <= '9';
        };
        std::size_t numbers = 0;
        for (const std::size_t n : own.texts) numbers += counted(page_.texts[n].text) ? 1 : 0;
        const bool allCounted = numbers >= 3 && 2 * numbers > own.texts.size();
        // 主 妻 夫 子 他: as far from the next as that from the one behind it.
        const auto even = [&](const Row& row) {
            if (row.size() < 3) return false;
            const double gap = row[1].box.x - row[0].box.right(), after = row[2].box.x - row[1].box.right();
            return std::abs(gap - after) < 0.2 * after;
        };
        for (const Row& row : rows)
            for (const Item& item : row) {
                if (item.kind != Item::Kind::text || !free(item)) continue;
                const std::string& words = text(item).text;
                const bool aside = words.starts_with("(") || asksForRing(words);
                const bool small =
                    item.box.height < 0.78 * tallest && text::length(words) > 1;  // names what is written there
                const bool signs = words != "?" && labelWords(words).empty();
                const bool note = small || signs || (aside && words != "(") ||
                                  (known && !isOption(item) && first && !even(row)) ||
                                  (allCounted && !counted(words) && &item == &row.front() && row.size() > 1 &&
                                   row[1].kind == Item::Kind::text && counted(text(row[1]).text));
                first = false;
                if (!note) items.push_back(item);
            }
        addCircles(region, rows, items);
        return;
    }
    for (const Row& row : rows) {
        std::vector<Item> list;
        bool asked = false;  // 年度（〇印）　現　新　両
        for (const Item& item : row) {
            if (item.kind == Item::Kind::text && asksForRing(text(item).text)) {
                asked = text::length(text(item).text) < 12;
                continue;
            }
            if (item.kind == Item::Kind::text && isUnit(text(item).text)) continue;
            // 新規　□購入　□譲受: it heads the squares.
            const std::size_t next = static_cast<std::size_t>(&item - row.data()) + 1;
            if (next < row.size() && row[next].kind == Item::Kind::square) continue;
            const bool short_ = item.kind == Item::Kind::text && free(item) && text::length(text(item).text) < 8;
            if (!isOption(item) && !(asked && short_)) continue;
            if (own.open && !list.empty() && item.box.x - list.back().box.right() > 25) {
                if (list.size() > 1) addCircles(region, rows, list);
                list.clear();
            }
            list.push_back(item);
        }
        // Words of a sentence that goes on.
        const bool sentence = !list.empty() && std::any_of(row.begin(), row.end(), [&](const Item& other) {
            return other.kind == Item::Kind::text &&
                   (text::length(text(other).text) > 12 || text(other).text.ends_with("、")) &&
                   (std::abs(other.box.x - list.back().box.right()) < 3 ||
                    std::abs(list.front().box.x - other.box.right()) < 3);
        });
        if (own.open) {
            if (list.size() > 1 && !sentence) addCircles(region, rows, list);
        } else if (!sentence) {
            items.insert(items.end(), list.begin(), list.end());
        }
    }
    if (own.open) return;
    // Words side by side, known or not; two lists on one line are two questions.
    std::vector<std::vector<Item>> lists;
    for (const std::vector<std::size_t>& run : optionRuns(page_, own, optionWords_)) {
        std::vector<Item> list;
        for (const std::size_t n : run)
            if (!textTaken_[n]) list.push_back({Item::Kind::text, n, page_.texts[n].box});
        if (list.size() < 2) continue;
        const bool beside =
            !lists.empty() && std::abs(lists.back().front().box.centre().y - list[0].box.centre().y) < 2;
        if (lists.empty() || beside)
            lists.push_back(list);
        else
            lists.back().insert(lists.back().end(), list.begin(), list.end());
    }
    if (lists.empty()) {
        if (items.size() > 1) addCircles(region, rows, items);
        return;
    }
    for (const Item& item : items)
        if (std::none_of(lists.begin(), lists.end(), [&](const auto& list) {
                return std::any_of(list.begin(), list.end(), [&](const Item& o) { return o.index == item.index; });
            }))
            lists.front().push_back(item);
    for (const auto& list : lists) addCircles(region, rows, list);
}

// 世帯全員の写し [  ] 通: the word is circled, and it names the boxes beside it. Where one cell alone has an option's
// words it is a label.
void QuestionFinder::findCircledLabels() {
    std::vector<std::pair<std::size_t, Item>> found;
    for (std::size_t n = 0; n < regions_.all.size(); ++n) {
        const Region& region = regions_.all[n];
        if (region.open || region.holdsAreas || region.role != Region::Role::value || region.cells.empty() ||
            !region.squares.empty())
            continue;
        for (const Row& row : rowsOf(region)) {
            if (row.size() < 2 || row[0].kind != Item::Kind::text || row[1].kind != Item::Kind::cells) continue;
            const std::string& words = text(row[0]).text;
            const bool known = text::length(words) > 2 &&
                               std::any_of(optionWords_.begin(), optionWords_.end(),
                                           [&](const std::string& word) { return alike(word, words) > 0.62; });
            if (known && !textTaken_[row[0].index]) found.emplace_back(n, row[0]);
        }
    }
    // The same cells in the same column, whatever was read of their words.
    if (found.size() > 1) {
        const auto sure = found;
        for (std::size_t n = 0; n < regions_.all.size(); ++n) {
            const Region& region = regions_.all[n];
            if (region.open || region.holdsAreas || region.cells.empty() || !region.squares.empty()) continue;
            const auto like = std::count_if(sure.begin(), sure.end(), [&](const auto& other) {
                const Box& b = regions_.all[other.first].box;
                return other.first != n && std::abs(b.x - region.box.x) < 1 && std::abs(b.width - region.box.width) < 1;
            });
            const bool known =
                std::any_of(sure.begin(), sure.end(), [&](const auto& other) { return other.first == n; });
            if (like < 2 || known) continue;
            for (const Row& row : rowsOf(region))
                if (row.size() > 1 && row[0].kind == Item::Kind::text && row[1].kind == Item::Kind::cells &&
                    !textTaken_[row[0].index])
                    found.emplace_back(n, row[0]);
        }
    }
    for (const auto& [region, item] : found) {
        const bool alone = std::none_of(found.begin(), found.end(), [&, r = region](const auto& other) {
            return other.first != r && regions_.all[other.first].block == regions_.all[r].block;
        });
        if (alone) continue;
        addCircles(region, rowsOf(regions_.all[region]), {item});
        textCircled_[item.index] = true;
    }
}

// イ紛失　ロ盗難 on the open page say what イ and ロ in a table mean; those are circled.
void QuestionFinder::dropLegends() {
    const auto circled = [](const Question& q) {
        return q.kind == Question::Kind::choice && q.mark == Mark::circle && q.options.size() > 1;
    };
    std::erase_if(questions_, [&](const Question& legend) {
        if (!circled(legend) || legend.region >= 0) return false;
        return std::any_of(questions_.begin(), questions_.end(), [&](const Question& list) {
            if (!circled(list) || list.region < 0) return false;
            const auto explained = std::count_if(list.options.begin(), list.options.end(), [&](const DraftOption& o) {
                return text::length(o.printed) == 1 && isOptionNumber(o.printed) &&
                       std::any_of(legend.options.begin(), legend.options.end(), [&](const DraftOption& meaning) {
                           return text::length(meaning.printed) > 1 && meaning.printed.starts_with(o.printed);
                       });
            });
            return explained >= 2;
        });
    });
}

}  // namespace toitsu::forms
