#include "forms/unification/common_layout.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/text.h"
#include "forms/check_digits.h"
#include "forms/layout_pages.h"
#include "forms/unification/grid.h"
#include "forms/unification/section_title.h"

namespace toitsu::forms::unification {
namespace {

constexpr double kMargin = 10;     // mm; printers and scanners lose up to 8
constexpr double kTop = 9;         // mm
constexpr double kHead = 27;       // mm from the top edge to the first block on page 1
constexpr double kLaterHead = 25;  // mm, on the others
constexpr double kFoot = 14;       // mm for the notes and the page's number
constexpr double kBand = 8;        // mm, the block's title in vertical letters
constexpr double kBar = 6;         // mm, or in a bar over the block
constexpr double kGap = 2.4;       // mm between blocks
constexpr double kBandSize = 3.3;  // mm, letters
constexpr double kIndex = 6;       // mm, the number of a repeating group's row
constexpr double kMost = 1.3;      // rows grow at most so much to fill the page
constexpr double kMark = 14;       // mm, the form-ID mark

struct Block {
    std::string title;
    std::string group;  // "" for a plain section
    int times = 1;      // rows of the group
    std::vector<GridRow> rows;
    bool band = false;  // the title stands beside the block
    bool bar = false;   // or over it
};

// Rows that stay together on a page: one row, or all rows of one entry of a group.
struct Piece {
    const Block* block = nullptr;
    std::size_t first = 0, count = 1;  // rows of the block
    int time = 1;                      // which row of the group
    double height = 0;
    bool bar = false;
};

class Composer {
public:
    Composer(const Form& form, const Coverage& coverage, const Proposal& proposal,
             const std::map<std::string, std::string>& titles, const CommonHead& head)
        : form_(form), coverage_(coverage), proposal_(proposal), titles_(titles), head_(head) {}

    Layout compose() {
        makeBlocks();
        const std::vector<std::vector<Piece>> pages = paginate();
        for (const Piece& piece : pages.front())
            for (std::size_t i = 0; i < piece.count; ++i)
                for (const GridCell& cell : piece.block->rows[piece.first + i].cells)
                    for (const Entry& entry : cell.entries) onFirst_.insert(entry.field().id);
        layout_.id = head_.id;
        layout_.form = form_.id;
        layout_.municipality = head_.municipality;
        layout_.title = head_.title;
        for (std::size_t i = 0; i < pages.size(); ++i) drawPage(pages[i], i + 1, pages.size());
        return std::move(layout_);
    }

private:
    double inner() const { return proposal_.width - 2 * kMargin; }

    std::string titleOf(const std::string& section) const {
        const auto it = titles_.find(section);
        return it == titles_.end() ? "" : it->second;
    }

    void makeBlocks() {
        std::vector<std::string> sections;
        std::map<std::string, std::vector<const ProposedItem*>> items;
        for (const ProposedItem& proposed : proposal_.items) {
            if (!proposed.onPaper) continue;
            const Item& item = coverage_.items[proposed.item];
            if (items[item.section].empty()) sections.push_back(item.section);
            items[item.section].push_back(&proposed);
        }
        // What belongs to no section is about the whole paper and stands first: the day, the kind.
        std::stable_partition(sections.begin(), sections.end(), [](const std::string& s) { return s.empty(); });
        for (const std::string& section : sections) blocks_.push_back(makeBlock(section, items[section]));
    }

    Block makeBlock(const std::string& section, const std::vector<const ProposedItem*>& items) const {
        Block block;
        block.title = titleOf(section);
        block.group = coverage_.items[items.front()->item].group;
        if (!block.group.empty()) block.times = std::max(1, proposal_.rows.at(block.group));
        std::vector<GridField> fields;
        for (const ProposedItem* proposed : items) {
            const Item& item = coverage_.items[proposed->item];
            const std::string id = block.group.empty() ? item.id : std::string(memberOf(item.field));
            const std::size_t dot = item.id.rfind('.');
            fields.push_back({Entry(item.field, *proposed, id), shortTitle(item.field.title, block.title),
                              dot == std::string::npos ? "" : item.id.substr(0, dot)});
        }
        const double side = block.group.empty() ? 0 : kIndex;
        if (!block.title.empty()) {
            block.rows = arrange(fields, inner() - kBand - side);
            double height = 0;
            for (const GridRow& row : block.rows) height += row.height;
            const double needed = static_cast<double>(text::length(block.title)) * kBandSize * 1.25 + 2;
            block.band = needed <= height * block.times;
            block.bar = !block.band;
        }
        if (!block.band) block.rows = arrange(fields, inner() - side);
        return block;
    }

    std::vector<std::vector<Piece>> paginate() const {
        std::vector<Piece> pieces;
        for (const Block& block : blocks_) {
            for (int time = 1; time <= block.times; ++time) {
                const std::size_t step = block.group.empty() ? 1 : block.rows.size();
                for (std::size_t i = 0; i < block.rows.size(); i += step) {
                    Piece piece{&block, i, step, time, 0, block.bar && time == 1 && i == 0};
                    for (std::size_t j = 0; j < step; ++j) piece.height += block.rows[i + j].height;
                    pieces.push_back(piece);
                }
            }
        }
        std::vector<std::vector<Piece>> pages(1);
        double used = 0;
        for (const Piece& piece : pieces) {
            const bool fresh = pages.back().empty() || pages.back().back().block != piece.block;
            const double need = piece.height + (piece.bar ? kBar : 0) + (fresh && !pages.back().empty() ? kGap : 0);
            if (used + need > roomOn(pages.size()) && !pages.back().empty()) {
                pages.emplace_back();
                used = 0;
            }
            used += need;
            pages.back().push_back(piece);
        }
        return pages;
    }

    double roomOn(std::size_t page) const { return proposal_.height - (page == 1 ? kHead : kLaterHead) - kFoot; }

    void drawPage(const std::vector<Piece>& pieces, std::size_t number, std::size_t pages) {
        LayoutPage page;
        page.number = static_cast<int>(number);
        page.width = proposal_.width;
        page.height = proposal_.height;
        drawHead(page, number, pages);
        double fixed = 0, flexible = 0;
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            if (i > 0 && pieces[i].block != pieces[i - 1].block) fixed += kGap;
            if (pieces[i].bar) fixed += kBar;
            flexible += pieces[i].height;
        }
        const double scale =
            std::clamp((roomOn(number) - fixed) / std::max(flexible, 1.0), 1.0, number == pages ? kMost : 1.15);
        double y = number == 1 ? kHead : kLaterHead;
        for (std::size_t i = 0; i < pieces.size();) {
            std::size_t end = i;
            while (end < pieces.size() && pieces[end].block == pieces[i].block) ++end;
            y = drawBlock({pieces.begin() + static_cast<std::ptrdiff_t>(i),
                           pieces.begin() + static_cast<std::ptrdiff_t>(end)},
                          y, scale, page) +
                kGap;
            i = end;
        }
        drawFoot(page, y - kGap + 1.2);
        layout_.pages.push_back(std::move(page));
    }

    double drawBlock(const std::vector<Piece>& pieces, double y, double scale, LayoutPage& page) {
        const Block& block = *pieces.front().block;
        const double top = y;
        if (pieces.front().bar) {
            print(page, block.title, {kMargin + 1.5, y, inner() - 3, kBar}, kBandSize, "left", true);
            page.printed.emplace_back(PrintedFrame{{kMargin, y, inner(), kBar}, 0.2});
            y += kBar;
        }
        const double band = block.band ? kBand : 0, side = block.group.empty() ? 0 : kIndex;
        const double x = kMargin + band + side, width = inner() - band - side;
        if (!block.group.empty()) {
            y = drawRows(pieces, x, y, width, scale, page);
        } else {
            for (const Piece& piece : pieces) {
                drawRow(block.rows[piece.first], x, y, width, piece.height * scale, page);
                y += piece.height * scale;
            }
        }
        if (block.band) drawBand(block.title, {kMargin, top, kBand, y - top}, page);
        page.printed.emplace_back(PrintedFrame{{kMargin, top, inner(), y - top}, 0.5});
        return y;
    }

    // All rows of a group on this page: the first is laid out, the others stand below it at the same pitch.
    double drawRows(const std::vector<Piece>& pieces, double x, double y, double width, double scale,
                    LayoutPage& page) {
        const Block& block = *pieces.front().block;
        const double height = pieces.front().height * scale;
        LayoutPage first;
        double rowY = y;
        for (const GridRow& row : block.rows) {
            drawRow(row, x, rowY, width, row.height * scale, first);
            rowY += row.height * scale;
        }
        RowBlock rows;
        rows.group = block.group;
        rows.first = pieces.front().time;
        rows.count = static_cast<int>(pieces.size());
        rows.pitch = {0, height};
        rows.row = std::move(first);
        placeRows(rows, page);
        page.rows.push_back(std::move(rows));
        for (std::size_t i = 0; i < pieces.size(); ++i) {
            const double top = y + static_cast<double>(i) * height;
            const Box index{x - kIndex, top, kIndex, height};
            page.printed.emplace_back(PrintedFrame{index, 0.2});
            print(page, std::to_string(pieces[i].time), index, 3.2, "centre");
            page.printed.emplace_back(PrintedFrame{{x - kIndex, top, width + kIndex, height}, 0.4});
        }
        return y + static_cast<double>(pieces.size()) * height;
    }

    static void drawBand(const std::string& title, const Box& box, LayoutPage& page) {
        page.printed.emplace_back(PrintedFrame{box, 0.25});
        const double length = static_cast<double>(text::length(title)) * kBandSize * 1.25;
        const double height = std::min(length + 1, box.height - 0.6);
        const double size = std::min(kBandSize, (height - 0.6) / (static_cast<double>(text::length(title)) * 1.25));
        print(page, title, {box.x + 0.5, box.centre().y - height / 2, box.width - 1, height}, size, "centre", false,
              true);
    }

    void drawHead(LayoutPage& page, std::size_t number, std::size_t pages) {
        const double right = proposal_.width - kMargin;
        page.printed.emplace_back(
            PrintedCode{"TOITSU:" + head_.id + ":" + std::to_string(number), {right - kMark, kTop - 1, kMark, kMark}});
        const double titleWidth = inner() - 2 * (kMark + 4);
        const double size = std::min(number == 1 ? 6.4 : 4.2, titleWidth / std::max(1.0, textWidth(head_.title, 1)));
        print(page, head_.title, {kMargin + kMark + 4, kTop, titleWidth, 8}, size, "centre", true);
        if (number == 1) {
            print(page, "（宛先）", {kMargin, kTop + 9.4, 16, 5}, 3.4);
            page.printed.emplace_back(PrintedLine{{kMargin + 16, kTop + 14.6}, {kMargin + 60, kTop + 14.6}, 0.15});
            print(page, "長", {kMargin + 61, kTop + 9.4, 6, 5}, 3.4);
        } else if (const ProposedItem* key = sharedItem()) {
            // The same number on every page tells whether pages that lie together are of one person.
            const Item& item = coverage_.items[key->item];
            const Entry entry(item.field, *key, item.id);
            const double width = std::min(entry.least() + 2, inner() - kMark - 40);
            const double label = std::min(textWidth(item.field.title, 2.8) + 1, 40.0);
            print(page, item.field.title, {kMargin, kTop + 4, label, 9}, 2.8);
            const Box place{kMargin + label, kTop + 4, width, 9};
            entry.draw(place, page);
            if (key->shape.manner != Manner::cells) page.printed.emplace_back(PrintedFrame{place, 0.2});
        }
        if (pages > 1)
            print(page, std::to_string(number) + " / " + std::to_string(pages), {right - kMark - 16, kTop, 14, 5}, 3,
                  "right");
    }

    // What is written on every page of a paper of several: a number, else a name.
    const ProposedItem* sharedItem() const {
        const ProposedItem* best = nullptr;
        int rank = 0;
        for (const ProposedItem& proposed : proposal_.items) {
            const Item& item = coverage_.items[proposed.item];
            if (!proposed.onPaper || !item.group.empty() || !onFirst_.contains(item.field.id)) continue;
            const bool number = item.field.type == FieldType::digits && item.field.length >= 4;
            const int own = number                                     ? (item.field.required ? 4 : 3)
                            : item.field.type == FieldType::personName ? (item.field.required ? 2 : 1)
                                                                       : 0;
            if (own <= rank) continue;
            rank = own;
            best = &proposed;
        }
        return best;
    }

    // How to fill in what stands on this page.
    void drawFoot(LayoutPage& page, double y) const {
        const auto marked = [&](bool circled) {
            return std::any_of(page.choices.begin(), page.choices.end(),
                               [&](const ChoicePlace& choice) { return (choice.mark == Mark::circle) == circled; });
        };
        const bool circles = marked(true), ticks = marked(false);
        const bool cells =
            std::any_of(page.texts.begin(), page.texts.end(), [](const TextPlace& place) { return place.cells > 0; });
        std::string note = "※";
        if (ticks) note += " あてはまる□に✓を付けてください。";
        if (circles) note += " 番号や文字で選ぶところは、あてはまるものを○で囲んでください。";
        if (cells) note += " 数字はマスに１字ずつ、金額と日付は右づめで書いてください。";
        if (note.size() <= 3) return;
        constexpr double kNote = 2.7, kNoteLine = 4.2;  // mm
        const double lines = std::ceil(textWidth(note, kNote) / inner());
        const double height = lines * kNoteLine;
        print(page, note, {kMargin, std::min(y, proposal_.height - 5 - height), inner(), height}, kNote);
    }

    const Form& form_;
    const Coverage& coverage_;
    const Proposal& proposal_;
    const std::map<std::string, std::string>& titles_;
    const CommonHead& head_;
    std::vector<Block> blocks_;
    std::set<std::string> onFirst_;  // fields of page 1
    Layout layout_;
};

}  // namespace

Layout commonLayout(const Form& form, const Coverage& coverage, const Proposal& proposal,
                    const std::map<std::string, std::string>& sectionTitles, const CommonHead& head) {
    return Composer(form, coverage, proposal, sectionTitles, head).compose();
}

std::string sharedMunicipality(const std::vector<Paper>& papers) {
    std::set<std::string> prefectures;
    for (const Paper& paper : papers) prefectures.insert(paper.layout.municipality.substr(0, 2));
    if (papers.empty()) return {};
    const bool unknown = prefectures.contains("00");  // drafts of which nobody has said whose they are
    if (unknown || prefectures.size() > 1 || papers.size() < 2) return papers.front().layout.municipality;
    for (char last = '0'; last <= '9'; ++last) {
        const std::string code = *prefectures.begin() + "000" + last;
        if (validMunicipalityCode(code)) return code;
    }
    return papers.front().layout.municipality;
}

}  // namespace toitsu::forms::unification
