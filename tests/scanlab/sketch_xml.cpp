// Typesetting a sketch: title and addressee, the applicant, then the blocks in one or two columns, at the foot what the
// office fills in and the small print. Rows are set at the greatest scale at which all of it fits on the paper.

#include <algorithm>

#include "base/text.h"
#include "tests/scanlab/sketch.h"
#include "tests/scanlab/sketch_rows.h"

namespace toitsu::scanlab {
namespace {

using forms::Box;

// Applicant tables that many papers share to the tenth of a millimetre, wherever they stand.
struct CommonTable {
    double width, label, scale;
};
constexpr CommonTable kCommonTables[] = {{118, 26, 1.0}, {124, 22, 0.95}, {112, 30, 1.05}, {130, 24, 0.9}};

class Typesetter {
public:
    Typesetter(const Sketch& sketch, double scale) : sketch_(sketch), style_(sketch.style), scale_(scale) {}

    // False when it does not fit.
    bool set() {
        double y = setHead();
        if (style_.applicant >= 0) {
            const CommonTable& table = kCommonTables[style_.applicant];
            Style common;  // the same in every paper
            common.label = table.label;
            common.marks = style_.marks;
            const double left = style_.width - 15 - table.width;
            y = setRows(sketch_.applicant, common, table.scale, {left, y, table.width, 0}) + 3;
        }
        std::vector<Block> blocks = sketch_.blocks;
        if (style_.applicant < 0) blocks.insert(blocks.begin(), {"申請者", sketch_.applicant, {}, 0});
        const double bottom = setBlocks(blocks, y);
        return bottom <= setFoot();
    }

    const std::string& body() const { return page_.body(); }

private:
    double inner() const { return style_.width - 2 * style_.margin; }

    double setHead() {
        const double m = style_.margin, stampWidth = 32, stampHeight = 19;
        if (!sketch_.number.empty()) page_.text({m, 4.6, 60, 4}, sketch_.number, 2.6);
        if (!sketch_.year.empty()) page_.text({style_.width - m - 60, 4.6, 60, 4}, sketch_.year, 2.8, "right");
        const bool stamped = style_.receipt == 1 || style_.receipt == 2;
        const double stampLeft = style_.receipt == 1 ? style_.width - m - stampWidth : m;
        if (stamped) {
            page_.frame({stampLeft, 9.5, stampWidth, stampHeight}, 0.2);
            page_.text({stampLeft + 1, 10, stampWidth - 2, 4}, "受付印", 2.6, "centre");
        }
        Box title{m, 9.5, inner(), style_.titleSize * 1.6};
        if (stamped && style_.titleCentred) title.x += stampWidth + 2, title.width -= 2 * (stampWidth + 2);
        if (stamped && !style_.titleCentred) title.width -= stampWidth + 2;
        if (style_.receipt == 2 && !style_.titleCentred) title.x += stampWidth + 2;
        page_.text(title, sketch_.title, style_.titleSize, style_.titleCentred ? "centre" : "left", true);
        const double y = std::max(title.bottom() + 1.5, stamped ? 9.5 + stampHeight - 9 : 0.0);
        const double left = style_.receipt == 2 ? m + stampWidth + 3 : m;
        const double right = style_.width - m - (style_.receipt == 1 ? stampWidth + 2 : 0);
        page_.text({left, y, 50, 8}, "（宛先）" + sketch_.town.name + "長", 3.6);
        setDate(page_, "applied-on", style_, {std::max(left + 40, right - 62), y, 62, 8}, false);
        return std::max(y + 10, stamped ? 9.5 + stampHeight + 2.5 : 0.0);
    }

    // Rows below each other from `at`, whose height does not count; gives the bottom.
    double setRows(const std::vector<Row>& rows, const Style& style, double scale, const Box& at) {
        std::vector<Row> shown = rows;
        const bool seal =
            std::any_of(rows.begin(), rows.end(), [](const Row& row) { return row.question->type == "seal"; });
        std::erase_if(shown, [](const Row& row) { return row.question->type == "seal"; });
        const double half = at.width / 2 - style.label;
        double y = at.y;
        for (std::size_t i = 0; i < shown.size(); ++i) {
            const bool paired = style.pairs && i + 1 < shown.size() && isShort(shown[i], style, half) &&
                                isShort(shown[i + 1], style, half);
            const double width = paired ? at.width / 2 : at.width;
            const double full = rowHeight(shown[i], style, width - style.label);
            // Squeezed, but options never into each other.
            const double height = std::max(full * scale, shown[i].options.empty() ? std::min(full, 6.2) : full - 1.4);
            for (std::size_t k = 0; k < (paired ? 2u : 1u); ++k) {
                const Row& row = shown[i + k];
                const double x = at.x + width * static_cast<double>(k);
                page_.frame({x, y, style.label, height}, style.inner);
                page_.frame({x + style.label, y, width - style.label, height}, style.inner);
                page_.text({x + 1, y, style.label - 2, height}, row.label, 3.2, "centre");
                setValue(page_, row, style, {x + style.label, y, width - style.label, height},
                         seal && row.question->id == "applicant.name");
            }
            i += paired ? 1 : 0;
            y += height;
        }
        page_.frame({at.x, at.y, at.width, y - at.y}, style.outline);
        return y;
    }

    double setGrid(const Block& block, const Box& at) {
        const double head = 6, each = 8 * scale_;
        const double height = head + each * block.gridRows;
        for (std::size_t c = 0; c < block.grid.size(); ++c) {
            const double width = at.width / static_cast<double>(block.grid.size());
            const double x = at.x + width * static_cast<double>(c);
            page_.text({x + 1, at.y, width - 2, head}, block.grid[c], 3, "centre");
            if (c > 0) page_.line({x, at.y}, {x, at.y + height}, style_.inner);
        }
        for (int r = 0; r < block.gridRows; ++r)
            page_.line({at.x, at.y + head + r * each}, {at.x + at.width, at.y + head + r * each}, style_.inner);
        page_.frame({at.x, at.y, at.width, height}, style_.outline);
        return at.y + height;
    }

    double setBlock(const Block& block, Box at) {
        const double side = 7;
        if (style_.heading == HeadingStyle::bar) {
            page_.frame({at.x, at.y, at.width, 6}, style_.outline);
            page_.text({at.x + 2, at.y, at.width - 4, 6}, block.heading, 3.4, "left", true);
            at.y += 6;
        }
        const double top = at.y;
        if (style_.heading == HeadingStyle::side) at.x += side, at.width -= side;
        const double bottom =
            block.grid.empty() ? setRows(block.rows, style_, scale_ * style_.rowScale, at) : setGrid(block, at);
        if (style_.heading == HeadingStyle::side) {
            page_.frame({at.x - side, top, side, bottom - top}, style_.outline);
            page_.verticalText({at.x - side + 0.5, top + 0.5, side - 1, bottom - top - 1}, block.heading, 3.4);
        }
        return bottom;
    }

    // In two columns, the left takes blocks until it holds half of what there is.
    double setBlocks(const std::vector<Block>& blocks, double top) {
        const double between = 4;
        const double width = style_.columns == 1 ? inner() : (inner() - between) / 2;
        double x = style_.margin, y = top, bottom = top;
        std::size_t rows = 0, done = 0;
        for (const Block& block : blocks) rows += block.rows.size() + static_cast<std::size_t>(block.gridRows);
        for (const Block& block : blocks) {
            if (style_.columns == 2 && x < style_.margin + 1 && done * 2 >= rows) x += width + between, y = top;
            y = setBlock(block, {x, y, width, 0}) + style_.gap;
            bottom = std::max(bottom, y);
            done += block.rows.size() + static_cast<std::size_t>(block.gridRows);
        }
        return bottom;
    }

    // From the foot upwards; gives where it begins.
    double setFoot() {
        double y = style_.height - 7;
        for (std::size_t i = sketch_.notes.size(); i > 0; --i) {
            y -= 4;
            page_.text({style_.margin, y, inner(), 4}, "※" + sketch_.notes[i - 1], 2.7);
        }
        double right = style_.width - style_.margin;
        if (style_.receipt == 3) {
            right -= 34;
            page_.frame({right + 2, y - 21, 32, 20}, 0.2);
            page_.text({right + 3, y - 20.5, 30, 4}, "受付印", 2.6, "centre");
        }
        const double top = style_.receipt == 3 ? y - 22 : y;
        if (sketch_.office.empty()) return top;
        y -= 15;
        const double each = (right - style_.margin) / static_cast<double>(sketch_.office.size());
        for (std::size_t i = 0; i < sketch_.office.size(); ++i) {
            const double x = style_.margin + each * static_cast<double>(i);
            page_.frame({x, y, each, 14}, 0.2);
            page_.line({x, y + 4.6}, {x + each, y + 4.6}, 0.2);
            page_.text({x + 0.5, y, each - 1, 4.6}, sketch_.office[i], 2.8, "centre");
        }
        return std::min(top, y - 1);
    }

    const Sketch& sketch_;
    const Style& style_;
    double scale_;
    Elements page_;
};

std::string lengthAttribute(const Question& question) {
    if (question.length == 0) return "";
    return (question.atMost ? " maxlength=\"" : " length=\"") + std::to_string(question.length) + "\"";
}

}  // namespace

std::string layoutXml(const Sketch& sketch) {
    for (double scale = 1.3; scale > 0.73; scale -= 0.05) {
        Typesetter typesetter(sketch, scale);
        if (!typesetter.set()) continue;
        const Style& style = sketch.style;
        const std::string paper = style.width == 297 ? "A4-landscape" : style.height == 297 ? "A4" : "A5-landscape";
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<layout xmlns=\"urn:toitsu:layout:1\" id=\"" + sketch.id +
               "\" form=\"" + sketch.form + "\" municipality=\"" + sketch.town.code + "\"\n        title=\"" +
               escaped(sketch.town.name + " " + sketch.title) +
               "\" from=\"2024-04-01\">\n  <page number=\"1\" paper=\"" + paper + "\">\n" + typesetter.body() +
               "  </page>\n</layout>\n";
    }
    return "";
}

std::string formXml(const Topic& topic) {
    std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<form xmlns=\"urn:toitsu:form:1\" id=\"" +
                      topic.procedure.id + "\" version=\"1\" title=\"" + topic.procedure.title +
                      "\" basis=\"合成した条例\" retention=\"P5Y\">\n"
                      "  <field id=\"applied-on\" type=\"date\" title=\"申請日\" required=\"true\"/>\n";
    for (const auto* list : {&topic.applicant, &topic.about}) {
        for (const Question* question : *list) {
            xml += "  <field id=\"" + question->id + "\" type=\"" + question->type + "\" title=\"" +
                   question->labels[0] + "\"" + lengthAttribute(*question);
            if (question->options.empty()) {
                xml += "/>\n";
                continue;
            }
            xml += ">\n";
            for (const Choice& option : question->options)
                xml += "    <option code=\"" + option.code + "\" title=\"" + option.title + "\"/>\n";
            xml += "  </field>\n";
        }
    }
    return xml + "</form>\n";
}

}  // namespace toitsu::scanlab
