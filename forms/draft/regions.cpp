#include "forms/draft/regions.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/text.h"
#include "forms/draft/region_roles.h"

namespace toitsu::forms {

namespace {

bool holds(const Box& outer, const Box& inner) {
    return inner.x > outer.x - 0.6 && inner.right() < outer.right() + 0.6 && inner.y > outer.y - 0.6 &&
           inner.bottom() < outer.bottom() + 0.6;
}

bool within(const Box& outer, Point p) {
    return p.x > outer.x && p.x < outer.right() && p.y > outer.y && p.y < outer.bottom();
}

double shared(double a, double b, double c, double d) {
    return std::min(b, d) - std::max(a, c);
}
double sharedX(const Box& a, const Box& b) {
    return shared(a.x, a.right(), b.x, b.right());
}
double sharedY(const Box& a, const Box& b) {
    return shared(a.y, a.bottom(), b.y, b.bottom());
}

std::size_t regionAt(const std::vector<Region>& regions, Point p) {
    std::size_t best = regions.size() - 1;
    double least = 1e12;
    for (std::size_t n = 0; n + 1 < regions.size(); ++n)
        if (const Box& b = regions[n].box; within(b, p) && b.width * b.height < least) {
            least = b.width * b.height;
            best = n;
        }
    return best;
}

void findBlocks(Regions& regions) {
    auto& all = regions.all;
    for (std::size_t n = 0; n + 1 < all.size(); ++n) {
        if (all[n].block >= 0 || all[n].holdsAreas) continue;
        const int block = static_cast<int>(regions.blocks.size());
        std::vector<std::size_t> open{n};
        all[n].block = block;
        Box around = all[n].box;
        while (!open.empty()) {
            const Box grown{all[open.back()].box.x - 1, all[open.back()].box.y - 1, all[open.back()].box.width + 2,
                            all[open.back()].box.height + 2};
            open.pop_back();
            for (std::size_t m = 0; m + 1 < all.size(); ++m) {
                if (all[m].block >= 0 || all[m].holdsAreas || !grown.overlaps(all[m].box)) continue;
                // Corners that only meet make no table.
                if (std::max(sharedX(grown, all[m].box), sharedY(grown, all[m].box)) < 3) continue;
                all[m].block = block;
                open.push_back(m);
                const Box& b = all[m].box;
                const double right = std::max(around.right(), b.right()),
                             bottom = std::max(around.bottom(), b.bottom());
                around.x = std::min(around.x, b.x);
                around.y = std::min(around.y, b.y);
                around.width = right - around.x;
                around.height = bottom - around.y;
            }
        }
        regions.blocks.push_back(around);
    }
}

// Texts of a region joined in reading order.
std::string wordsOf(const SeenPage& page, const Region& region) {
    std::string out;
    std::vector<std::size_t> order = region.texts;
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const Box &x = page.texts[a].box, &y = page.texts[b].box;
        if (sharedY(x, y) > 0.4 * std::min(x.height, y.height)) return x.x < y.x;
        return x.y < y.y;
    });
    for (const std::size_t n : order) out += page.texts[n].text;
    return out;
}

// 金融機関名 small along the upper edge of its area: what it asks for is written under it.
std::vector<std::size_t> captionsOf(const SeenPage& page, const Region& region) {
    std::vector<std::size_t> found;
    if (region.box.height < 7.5) return found;
    for (const std::size_t n : region.texts) {
        const SeenText& text = page.texts[n];
        if (text.vertical || text.text == "〒" || text.box.height > 2.6 || text.box.height < 1.4 ||
            text.box.bottom() > region.box.y + 0.48 * region.box.height ||
            region.box.bottom() - text.box.bottom() < 5 || text::length(text.text) > 8)
            continue;
        const Box below{text.box.x, text.box.bottom() + 0.3, text.box.width, region.box.bottom() - text.box.bottom()};
        const auto lies = [&](const Box& other) { return below.overlaps(other); };
        const auto any = [&](const std::vector<std::size_t>& list, const auto& boxes) {
            return std::any_of(list.begin(), list.end(), [&](std::size_t k) { return lies(boxes[k]); });
        };
        const bool occupied =
            any(region.squares, page.squares) || any(region.rings, page.rings) ||
            std::any_of(region.cells.begin(), region.cells.end(), [&](auto k) { return lies(page.cells[k].box); }) ||
            std::any_of(region.texts.begin(), region.texts.end(), [&](auto k) { return lies(page.texts[k].box); });
        // Words of one phrase are one caption.
        const bool goesOn = std::any_of(region.texts.begin(), region.texts.end(), [&](std::size_t k) {
            const Box& b = page.texts[k].box;
            return k != n && text.box.x - b.right() < 1.2 * text.box.height && b.x < text.box.x &&
                   sharedY(b, text.box) > 0;
        });
        if (!occupied && !goesOn && !text.afterDot) found.push_back(n);
    }
    // 都道府県, 市区町村 in an address: nothing else stands there, and it is written beside them.
    const bool alone = region.cells.empty() && region.squares.empty() && region.rings.empty();
    const bool lines = std::any_of(region.texts.begin(), region.texts.end(), [&](std::size_t n) {
        return std::abs(page.texts[n].box.centre().y - page.texts[region.texts.front()].box.centre().y) > 2;
    });
    if (alone && found.size() == region.texts.size() && found.size() < 2) found.clear();
    if (alone && lines &&
        std::all_of(region.texts.begin(), region.texts.end(), [&](auto k) { return page.texts[k].box.height < 2.7; }))
        found.clear();
    return found;
}

}  // namespace

bool isEra(const std::string& raw, std::string* code) {
    static const std::map<std::string, std::string> eras{
        {"明治", "meiji"}, {"大正", "taisho"}, {"昭和", "showa"}, {"平成", "heisei"},
        {"令和", "reiwa"}, {"明", "meiji"},    {"大", "taisho"},  {"昭", "showa"},
        {"平", "heisei"},  {"令", "reiwa"},    {"M", "meiji"},    {"T", "taisho"},
        {"S", "showa"},    {"H", "heisei"},    {"R", "reiwa"},    {"西暦", ""}};
    std::string text = raw;
    if (text.size() > 3 && text::halfWidthAscii(text)[0] >= '0' && text::halfWidthAscii(text)[0] <= '9')
        text = text::encode(text::decode(text).substr(1));
    const auto found = eras.find(text);
    if (found == eras.end()) return false;
    if (code != nullptr) *code = found->second;
    return true;
}

bool asksForRing(const std::string& raw) {
    const std::string text = text::halfWidthAscii(raw);
    for (const char* ring : {"〇", "○", "◯", "O"})
        for (const char* word : {"印", "で囲", "をつけ", "を付け", "をして", ")"})
            if (text.find(std::string(ring) + word) != std::string::npos) return true;
    return text.find("いずれかに") != std::string::npos;
}

bool isUsualOption(const std::string& text) {
    static const std::set<std::string> usual{
        "男",   "女",     "男性", "女性", "有",   "無",   "有り", "無し", "あり",   "なし", "要", "不要", "可",    "否",
        "はい", "いいえ", "普通", "当座", "貯蓄", "新規", "更新", "変更", "その他", "本人", "他", "する", "しない"};
    return usual.contains(text);
}

Regions findRegions(const SeenPage& page, const std::vector<std::string>& optionWords) {
    Regions regions;
    for (const Box& area : page.areas) regions.all.emplace_back().box = area;
    regions.all.emplace_back().box = {0, 0, page.width, page.height};
    regions.all.back().open = true;
    auto& all = regions.all;
    for (std::size_t n = 0; n + 1 < all.size(); ++n)
        for (std::size_t m = 0; m + 1 < all.size(); ++m)
            if (n != m && holds(all[n].box, all[m].box) &&
                all[m].box.width * all[m].box.height < 0.95 * all[n].box.width * all[n].box.height)
                all[n].holdsAreas = true;
    findBlocks(regions);
    const auto put = [&](std::vector<std::size_t> Region::*list, std::size_t n, const Box& box) {
        (all[regionAt(all, box.centre())].*list).push_back(n);
    };
    for (std::size_t n = 0; n < page.texts.size(); ++n) put(&Region::texts, n, page.texts[n].box);
    for (std::size_t n = 0; n < page.cells.size(); ++n) put(&Region::cells, n, page.cells[n].box);
    for (std::size_t n = 0; n < page.squares.size(); ++n) put(&Region::squares, n, page.squares[n]);
    for (std::size_t n = 0; n < page.rings.size(); ++n) put(&Region::rings, n, page.rings[n]);
    for (std::size_t n = 0; n < page.underlines.size(); ++n) put(&Region::underlines, n, page.underlines[n]);
    for (std::size_t n = 0; n < page.inputs.size(); ++n) put(&Region::inputs, n, page.inputs[n].box);

    for (Region& region : all) {
        region.words = wordsOf(page, region);
        if (!region.open) region.captions = captionsOf(page, region);
        if (std::any_of(region.texts.begin(), region.texts.end(),
                        [&](std::size_t n) { return page.texts[n].afterDot; }))
            for (const std::size_t n : region.texts) region.parts.push_back(page.texts[n].text);
    }
    giveRoles(page, optionWords, regions);
    return regions;
}

Regions::Row Regions::leftOf(std::size_t region) const {
    const Region& from = all[region];
    Row row;
    std::size_t between = 0;
    Box at = from.box;
    for (int steps = 0; steps < 12; ++steps) {
        const Region* left = nullptr;
        for (const Region& other : all) {
            if (other.open || other.holdsAreas || &other == &from) continue;
            if (std::abs(other.box.right() - at.x) > 1.3 ||
                sharedY(other.box, from.box) < 0.6 * std::min(from.box.height, other.box.height))
                continue;
            if (left == nullptr || sharedY(other.box, from.box) > sharedY(left->box, from.box)) left = &other;
        }
        if (left == nullptr) break;
        at = left->box;
        if (left->role != Region::Role::label && left->role != Region::Role::heading) {
            if (row.other.empty() && row.head.empty()) row.other = left->words;
            ++between;
        } else if (row.head.empty()) {
            row.head = left->words;
            row.beside = steps == 0;
            row.part = left->parts.size() > between && left->parts.size() > 1 ? left->parts[between] : std::string();
        } else {
            row.further.push_back(left->words);
        }
    }
    return row;
}

std::vector<std::string> Regions::above(std::size_t region, bool& beside) const {
    beside = false;
    const Region& from = all[region];
    std::vector<std::string> heads;
    Box at = from.box;
    for (int steps = 0; steps < 30; ++steps) {
        const Region* up = nullptr;
        for (const Region& other : all) {
            if (other.open || other.holdsAreas || &other == &from) continue;
            if (std::abs(other.box.bottom() - at.y) > 1.3 || sharedX(other.box, from.box) < 0.7 * from.box.width)
                continue;
            if (up == nullptr || other.box.width < up->box.width) up = &other;
        }
        if (up == nullptr) break;
        at = up->box;
        if (up->role != Region::Role::label && up->role != Region::Role::heading) continue;
        beside = beside || (steps == 0 && up->role == Region::Role::label);
        heads.push_back(up->words);
    }
    return heads;
}

std::vector<std::string> Regions::headingsOf(const SeenPage& page, const Box& box, int block) const {
    std::vector<std::pair<double, std::string>> found;
    const Box table = block >= 0 ? blocks[static_cast<std::size_t>(block)] : box;
    for (const std::size_t n : all.back().texts) {
        const SeenText& text = page.texts[n];
        if (text.box.bottom() > table.y + 2 || sharedX(text.box, table) <= 0 || text::length(text.text) < 2) continue;
        // The label of a place on the open page is no heading of what follows.
        if (std::any_of(all.back().cells.begin(), all.back().cells.end(), [&](std::size_t c) {
                const Box& cells = page.cells[c].box;
                return sharedY(cells, text.box) > 0.5 * text.box.height && cells.x - text.box.right() < 30 &&
                       text.box.x - cells.right() < 10;
            }))
            continue;
        // What stands on the same line belongs together: 1. 窓口に来られた方（請求者）
        found.emplace_back(table.y - text.box.bottom(), text.text);
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::string> headings;
    for (std::size_t n = 0; n < found.size() && headings.size() < 2; ++n) {
        if (found[n].first > 60) break;
        std::string words = found[n].second;
        while (n + 1 < found.size() && found[n + 1].first - found[n].first < 1.5) words += found[++n].second;
        headings.push_back(words);
    }
    return headings;
}

}  // namespace toitsu::forms
