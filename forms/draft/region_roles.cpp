#include "forms/draft/region_roles.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "forms/draft/blank_space.h"
#include "forms/draft/label_words.h"
#include "forms/draft/option_runs.h"

namespace toitsu::forms {

namespace {

// 月　火　水　木: words on one line with more than a letter's room between any two.
bool spacedOut(const SeenPage& page, const Region& region) {
    std::vector<Box> boxes;
    for (const std::size_t n : region.texts) boxes.push_back(page.texts[n].box);
    std::sort(boxes.begin(), boxes.end(), [](const Box& a, const Box& b) { return a.x < b.x; });
    for (std::size_t n = 0; n + 1 < boxes.size(); ++n)
        if (boxes[n + 1].x - boxes[n].right() < 1.1 * boxes[n].height ||
            std::abs(boxes[n + 1].centre().y - boxes[n].centre().y) > 1.5)
            return false;
    return true;
}

// １ 請求者, but not １月１日の住所.
bool isNumbered(const std::string& words) {
    const std::u32string letters = text::decode(text::halfWidthAscii(words));
    static const std::u32string units = U"月日年回人級号/";
    return letters.size() > 2 &&
           ((letters[0] >= U'0' && letters[0] <= U'9') || (letters[0] >= 0x2460 && letters[0] <= 0x2473)) &&
           units.find(letters[1]) == std::u32string::npos;
}

// Whether the texts of a region are a list of which some are circled.
enum class List { none, likely, sure };
List optionList(const SeenPage& page, const Region& region, const std::vector<std::string>& optionWords) {
    if (region.texts.size() < 2) return List::none;
    std::size_t eras = 0, usual = 0, known = 0, dots = 0, single = 0, numbered = 0;
    std::size_t longest = 0;
    for (const std::size_t n : region.texts) {
        const SeenText& text = page.texts[n];
        if (text.vertical) return List::none;
        eras += isEra(text.text) ? 1 : 0;
        usual += isUsualOption(text.text) ? 1 : 0;
        dots += text.afterDot ? 1 : 0;
        const std::size_t length = text::length(text.text);
        single += length == 1 ? 1 : 0;
        longest = std::max(longest, length);
        const std::string half = text::halfWidthAscii(text.text);
        numbered += length > 1 && half[0] >= '0' && half[0] <= '9' && isNumbered(half) ? 1 : 0;
        known += std::any_of(optionWords.begin(), optionWords.end(),
                             [&](const std::string& word) {
                                 return word == text.text || (length > 1 && alike(word, text.text) > 0.8);
                             })
                     ? 1
                     : 0;
    }
    const std::size_t count = region.texts.size();
    if (region.texts.size() >= 3 && std::any_of(region.texts.begin(), region.texts.end(),
                                                [&](std::size_t n) { return asksForRing(page.texts[n].text); }))
        return List::sure;
    if (eras >= 2 || (numbered >= 3 && numbered * 2 >= count) || usual * 2 >= count ||
        (known >= 2 && known * 2 >= count) || known >= 3)
        return List::sure;
    if (count >= 3 && longest <= 8 && identifierOf(region.words, true).empty() && spacedOut(page, region))
        return List::likely;
    if (longest > 14 || single == count) return List::none;
    return dots + 1 >= count || numbered * 2 >= count ? List::likely : List::none;
}

bool isBelow(const Box& low, const Box& up) {
    return std::abs(low.y - up.bottom()) < 1.3 && std::abs(low.x - up.x) < 1.5 && std::abs(low.width - up.width) < 1.5;
}

bool startsRightOf(const Box& right, const Box& left) {
    const double level = std::min(right.bottom(), left.bottom()) - std::max(right.y, left.y);
    return std::abs(right.x - left.right()) < 1.3 && level > 0.6 * std::min(right.height, left.height);
}

class Roles {
public:
    Roles(const SeenPage& page, const std::vector<std::string>& optionWords, Regions& regions)
        : page_(page), optionWords_(optionWords), regions_(regions) {}

    Region::Role of(const Region& region) const {
        if (captionsOnly(region)) return Region::Role::value;
        List list = optionList(page_, region, optionWords_);
        // 不要 in every row of a column: circled or not.
        if (list == List::none && region.texts.size() == 1 && isUsualOption(region.words) && repeats(region))
            list = List::sure;
        if (isHead(region, list)) return Region::Role::label;
        if (list != List::none)
            return isLabelList(region, list) && !isUnknownList(region) ? Region::Role::label : Region::Role::options;
        const Region::Role role = byRoom(region);
        return role == Region::Role::label && isUnknownList(region) ? Region::Role::value : role;
    }

private:
    template <typename Is>
    bool any(Is&& is) const {
        return std::any_of(regions_.all.begin(), regions_.all.end(),
                           [&](const Region& other) { return !other.open && is(other); });
    }

    // Captions of its own places, where it has no area beside it to name.
    bool captionsOnly(const Region& region) const {
        return region.captions.size() > 1 && region.captions.size() == region.texts.size() &&
               !any(
                   [&](const Region& other) { return startsRightOf(other.box, region.box) && other.captions.empty(); });
    }

    bool labelled(const Region& region) const {
        return any([&](const Region& other) {
            return !other.texts.empty() && !isNumbered(other.words) && startsRightOf(region.box, other.box);
        });
    }

    // In a table every row says the same, whatever was read of it.
    bool repeats(const Region& region) const {
        return any([&](const Region& other) {
            return &other != &region && std::abs(other.box.x - region.box.x) < 1 &&
                   std::abs(other.box.width - region.box.width) < 1 &&
                   (other.words == region.words || standAlike(region, other));
        });
    }

    // Several words at the same places of two areas.
    bool standAlike(const Region& region, const Region& other) const {
        if (region.texts.size() < 3 || other.texts.size() != region.texts.size()) return false;
        return std::all_of(region.texts.begin(), region.texts.end(), [&](std::size_t n) {
            const Box& a = page_.texts[n].box;
            return std::any_of(other.texts.begin(), other.texts.end(), [&](std::size_t m) {
                const Box& b = page_.texts[m].box;
                return std::abs(a.x - b.x) < 0.7 && std::abs(a.width - b.width) < 1 &&
                       std::abs((a.y - region.box.y) - (b.y - other.box.y)) < 1;
            });
        });
    }

    // What it lists is listed again beside it or below it, or stands above what is filled in.
    bool isHead(const Region& region, List list) const {
        const bool shallow = region.box.height < 3.4 * page_.texts[region.texts.front()].box.height;
        const bool dots = region.parts.size() == 2 && page_.texts[region.texts.back()].afterDot;
        return any([&](const Region& other) {
            if (other.holdsAreas || &other == &region) return false;
            const bool below = isBelow(other.box, region.box);
            if (!below && !startsRightOf(other.box, region.box)) return false;
            // The next row of a table says the same, too.
            const bool greater = !other.squares.empty() || (below ? other.box.height > 1.3 * region.box.height
                                                                  : other.box.width > 1.5 * region.box.width);
            const bool again = greater && std::all_of(region.texts.begin(), region.texts.end(), [&](std::size_t n) {
                                   return other.words.find(page_.texts[n].text) != std::string::npos;
                               });
            const bool filled =
                other.texts.empty() || !other.captions.empty() || !other.cells.empty() || !other.squares.empty();
            return again || (below && filled && shallow && dots && list == List::likely);
        });
    }

    // 本籍・筆頭者 before a place to fill in is its label.
    bool isLabelList(const Region& region, List list) const {
        if (list != List::likely) return false;
        const bool names = any([&](const Region& other) {
            return startsRightOf(other.box, region.box) &&
                   (other.texts.empty() || !other.cells.empty() || !other.squares.empty() ||
                    optionList(page_, other, optionWords_) != List::none);
        });
        return names ||
               !any([&](const Region& other) { return !other.texts.empty() && startsRightOf(region.box, other.box); });
    }

    // Words that leave room to write, words that do not, and bars across a table.
    Region::Role byRoom(const Region& region) const {
        std::vector<Box> obstacles;
        double tallest = 0;
        for (const std::size_t n : region.texts) {
            obstacles.push_back(page_.texts[n].box);
            tallest = std::max(tallest, page_.texts[n].box.height);
        }
        const Box free = emptyRectangle(region.box, obstacles);
        const Box block = region.block >= 0 ? regions_.blocks[static_cast<std::size_t>(region.block)] : region.box;
        // ここに貼ってください in the middle of a place for a copy.
        const bool vast = region.box.width > 60 && region.box.height > 40 && region.texts.size() <= 2;
        const bool roomy = vast || (free.width >= 25 && free.height >= 4.5 &&
                                    free.width * free.height > 0.5 * region.box.width * region.box.height);
        const bool narrowBelow = any([&](const Region& other) {
            return std::abs(other.box.y - region.box.bottom()) < 1.3 && std::abs(other.box.x - region.box.x) < 1.5 &&
                   other.box.width < 0.75 * region.box.width;
        });
        const bool low = region.box.height < 2.9 * tallest && obstacles.front().height > 2.4;
        const bool bar =
            low && !labelled(region) && (narrowBelow || !asksForWriting(region.words)) &&
            (region.box.width > 0.55 * block.width || (roomy && (narrowBelow || isNumbered(region.words))));
        return bar ? Region::Role::heading : roomy ? Region::Role::value : Region::Role::label;
    }

    // Right of a label, with nothing beside or below that it could name itself: words to circle.
    bool isUnknownList(const Region& region) const {
        std::size_t longest = 0;
        for (const auto& run : optionRuns(page_, region, optionWords_)) longest = std::max(longest, run.size());
        if (longest == 0) return false;
        const auto empty = [](const Region& other) { return !other.holdsAreas && other.texts.empty(); };
        const bool beside =
            any([&](const Region& other) { return empty(other) && startsRightOf(other.box, region.box); });
        if (repeats(region)) return longest > 2 || !beside;
        const bool below = any([&](const Region& other) { return empty(other) && isBelow(other.box, region.box); });
        return (labelled(region) || longest > 3) && !beside && (longest > 2 || !below);
    }

    const SeenPage& page_;
    const std::vector<std::string>& optionWords_;
    const Regions& regions_;
};

}  // namespace

void giveRoles(const SeenPage& page, const std::vector<std::string>& optionWords, Regions& regions) {
    const Roles roles(page, optionWords, regions);
    for (Region& region : regions.all) {
        const bool onlyText = region.cells.empty() && region.squares.empty() && region.rings.empty() &&
                              region.underlines.empty() && region.inputs.empty() && !region.texts.empty();
        if (!region.open && !region.holdsAreas && onlyText) region.role = roles.of(region);
    }
}

}  // namespace toitsu::forms
