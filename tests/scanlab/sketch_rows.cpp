#include "tests/scanlab/sketch_rows.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "base/text.h"

namespace toitsu::scanlab {
namespace {

using forms::Box;

constexpr double kOption = 3.2;  // mm: type body of an option's text, as the blank is drawn
constexpr double kSquare = 3.8;  // mm: a box to tick

std::string number(double value) {
    char digits[32];
    std::snprintf(digits, sizeof digits, "%.2f", value + 0.0);
    std::string text = digits;
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') text.pop_back();
    return text == "-0" ? "0" : text;
}

std::string markName(Marks marks) {
    return marks == Marks::check ? "check" : marks == Marks::circle ? "circle" : "cross";
}

// Options set in lines from the left, in the value column's own coordinates; the box is what layout.xml wants.
struct Flow {
    std::vector<Box> boxes;
    int lines = 1;
    double width = 0;  // of the longest line
};

Flow flow(const Row& row, const Style& style, double room) {
    const bool circles = style.marks == Marks::circle;
    Flow result;
    double x = 2;
    for (const std::string& option : row.options) {
        const double text = widthOfText(option, kOption);
        const double each = circles ? std::max(9.0, text + 4.4) : kSquare + 0.8 + text;
        if (x > 2 && x + each > room - 1) {
            x = 2;
            ++result.lines;
        }
        const double y = (result.lines - 1) * (circles ? 6.6 : 5.8);
        result.boxes.push_back(circles ? Box{x, y, each, 5.8} : Box{x, y + 0.8, kSquare, kSquare});
        result.width = std::max(result.width, x + each);
        x += each + (circles ? 1.6 : 3.4);
    }
    return result;
}

void setOptions(Elements& page, const Row& row, const Style& style, const Box& box) {
    const Flow set = flow(row, style, box.width);
    const double lineHeight = style.marks == Marks::circle ? 6.6 : 5.8;
    const double top = box.y + (box.height - set.lines * lineHeight) / 2;
    const auto placed = [&](std::size_t i) {
        const Box& b = set.boxes[i];
        return boxText({box.x + b.x, top + b.y, b.width, b.height});
    };
    if (row.question->type == "flag") {
        page.add("<flag field=\"" + row.question->id + "\" mark=\"" + markName(style.marks) + "\" box=\"" + placed(0) +
                 "\" printed=\"" + escaped(row.options[0]) + "\"/>");
        return;
    }
    page.add("<choice field=\"" + row.question->id + "\" mark=\"" + markName(style.marks) + "\">");
    for (std::size_t i = 0; i < row.options.size(); ++i)
        page.add("  <at option=\"" + row.codes[i] + "\" printed=\"" + escaped(row.options[i]) + "\" box=\"" +
                 placed(i) + "\"/>");
    page.add("</choice>");
}

void place(Elements& page, const std::string& field, const std::string& part, const Box& box, int cells, bool right) {
    page.add("<place field=\"" + field + "\"" + (part.empty() ? "" : " part=\"" + part + "\"") + " box=\"" +
             boxText(box) + "\"" + (cells > 0 ? " cells=\"" + std::to_string(cells) + "\"" : "") + " written=\"hand\"" +
             (right ? " align=\"right\"" : "") + "/>");
}

// Groups of cells with a sign between: a phone number, a postcode.
void setGroups(Elements& page, const std::string& field, const std::vector<int>& groups, const Style& style,
               const Box& box, const std::string& before) {
    int cells = 0;
    for (const int group : groups) cells += group;
    const double sign = 4.2, lead = before.empty() ? 2 : 6.5;
    const double wanted = cells * style.cell + sign * static_cast<double>(groups.size() - 1) + lead + 1;
    const double cell = style.cell * std::min(1.0, (box.width - lead - sign * 2) / (wanted - lead - sign * 2));
    if (cell < 4.2)
        return place(page, field, "", {box.x + 1.5, box.y + 0.8, box.width - 3, box.height - 1.6}, 0, false);
    const double height = std::min(box.height - 1.4, 7.6), y = box.y + (box.height - height) / 2;
    if (!before.empty()) page.text({box.x + 1.5, y, 4.5, height}, before, 3.2);
    double x = box.x + lead;
    for (std::size_t i = 0; i < groups.size(); ++i) {
        if (i > 0) {
            page.text({x, y, sign, height}, "－", 2.8, "centre");
            x += sign;
        }
        place(page, field, std::to_string(i + 1), {x, y, cell * groups[i], height}, groups[i], false);
        x += cell * groups[i];
    }
}

void setCells(Elements& page, const Row& row, const Style& style, const Box& box, int cells, bool right,
              const std::string& after) {
    const double room = box.width - 3 - (after.empty() ? 0 : 6);
    if (style.freeDigits && row.question->type != "kana") {
        const Box line{box.x + 2, box.y + 0.8, std::min(room, 45.0), box.height - 1.6};
        place(page, row.question->id, "", line, 0, right);
        if (!after.empty()) page.text({line.right() + 0.6, line.y, 5, line.height}, after, 3, "centre");
        return;
    }
    const double cell = std::min(style.cell, room / cells);
    const double height = std::min(box.height - 1.4, 7.8);
    const Box all{box.x + 2, box.y + (box.height - height) / 2, cell * cells, height};
    place(page, row.question->id, "", all, cells, right);
    if (!after.empty()) page.text({all.right() + 0.6, all.y, 5, height}, after, 3, "centre");
}

}  // namespace

std::string escaped(const std::string& text) {
    std::string out;
    for (const char c : text) out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '"' ? "&quot;" : std::string(1, c);
    return out;
}

std::string boxText(const Box& box) {
    return number(box.x) + " " + number(box.y) + " " + number(box.width) + " " + number(box.height);
}

double widthOfText(const std::string& text, double size) {
    double width = 0;
    for (const char32_t c : text::decode(text)) width += c < 0x80 ? 0.56 : 1.0;
    return width * size;
}

void Elements::frame(const Box& box, double width) {
    add("<frame box=\"" + boxText(box) + "\" width=\"" + number(width) + "\"/>");
}

void Elements::line(const forms::Point& from, const forms::Point& to, double width) {
    add("<line from=\"" + number(from.x) + " " + number(from.y) + "\" to=\"" + number(to.x) + " " + number(to.y) +
        "\" width=\"" + number(width) + "\"/>");
}

void Elements::text(const Box& box, const std::string& text, double size, const std::string& align, bool bold) {
    const double wide = widthOfText(text, size);
    if (wide > box.width) {
        const double smaller = size * box.width / wide;
        const std::u32string letters = text::decode(text);
        if (smaller < 2.2 && letters.size() > 3) {
            const std::size_t half = (letters.size() + 1) / 2;
            const double line = std::min(box.height / 2, size * 1.35), top = box.y + box.height / 2 - line;
            this->text({box.x, top, box.width, line}, text::encode(letters.substr(0, half)), size, align, bold);
            this->text({box.x, top + line, box.width, line}, text::encode(letters.substr(half)), size, align, bold);
            return;
        }
        size = smaller * 0.98;
    }
    add("<text box=\"" + boxText(box) + "\" size=\"" + number(size) + "\"" +
        (align == "left" ? "" : " align=\"" + align + "\"") + (bold ? " bold=\"true\"" : "") + ">" + escaped(text) +
        "</text>");
}

void Elements::verticalText(const Box& box, const std::string& text, double size) {
    size = std::min(size, box.height / static_cast<double>(text::length(text)) * 0.95);
    add("<text box=\"" + boxText(box) + "\" size=\"" + number(size) + "\" align=\"centre\" vertical=\"true\">" +
        escaped(text) + "</text>");
}

double rowHeight(const Row& row, const Style& style, double width) {
    const std::string& type = row.question->type;
    if (type == "choice" || type == "choices" || type == "flag")
        return flow(row, style, width).lines * (style.marks == Marks::circle ? 6.6 : 5.8) + 1.6;
    if (type == "kana") return 6.6;
    if (type == "person-name" || type == "address") return 10.5;
    return 9;
}

bool isShort(const Row& row, const Style& style, double width) {
    const std::string& type = row.question->type;
    if (type == "digits") return row.question->length * style.cell + 4 <= width;
    if (type == "money") return 9 * style.cell + 10 <= width;
    if (type == "choice" || type == "choices" || type == "flag") {
        const Flow set = flow(row, style, width);
        return set.lines == 1 && set.width <= width;
    }
    return false;
}

void setDate(Elements& page, const std::string& field, const Style& style, const Box& box, bool eras) {
    const double unit = 4.2, height = std::min(box.height - 1.4, 7.6), y = box.y + (box.height - height) / 2;
    const double lead = eras ? 4 * 6.6 + 3 : 10.5, cell = std::min(style.cell, (box.width - lead - 3 * unit - 1) / 6);
    if (style.joinedCells || cell < 4)
        return place(page, field, "", {box.x + 1.5, box.y + 0.8, box.width - 3, box.height - 1.6}, 0, false);
    if (eras) {
        page.add("<choice field=\"" + field + "\" part=\"era\" mark=\"circle\">");
        const std::vector<std::pair<std::string, std::string>> known{
            {"taisho", "大"}, {"showa", "昭"}, {"heisei", "平"}, {"reiwa", "令"}};
        for (std::size_t i = 0; i < known.size(); ++i)
            page.add("  <at option=\"" + known[i].first + "\" printed=\"" + known[i].second + "\" box=\"" +
                     boxText({box.x + 1.5 + 6.6 * static_cast<double>(i), y + height / 2 - 2.9, 6, 5.8}) + "\"/>");
        page.add("</choice>");
    } else {
        page.add("<fixed field=\"" + field + "\" part=\"era\" value=\"reiwa\"/>");
        page.text({box.x + 2, y, 8, height}, "令和", 3.2);
    }
    double x = box.x + lead;
    for (const auto& [part, name] :
         std::vector<std::pair<std::string, std::string>>{{"year", "年"}, {"month", "月"}, {"day", "日"}}) {
        place(page, field, part, {x, y, 2 * cell, height}, 2, true);
        page.text({x + 2 * cell, y, unit, height}, name, 3, "centre");
        x += 2 * cell + unit;
    }
}

void setValue(Elements& page, const Row& row, const Style& style, const Box& box, bool seal) {
    const Question& asked = *row.question;
    if (asked.type == "choice" || asked.type == "choices" || asked.type == "flag")
        return setOptions(page, row, style, box);
    if (asked.type == "digits") return setCells(page, row, style, box, asked.length, asked.atMost, "");
    if (asked.type == "money") return setCells(page, row, style, box, 9, true, "円");
    if (asked.type == "postcode") return setGroups(page, asked.id, {3, 4}, style, box, "〒");
    if (asked.type == "phone") return setGroups(page, asked.id, {5, 4, 4}, style, box, "");
    if (asked.type == "date") return setDate(page, asked.id, style, box, asked.id.ends_with("birth-date"));
    const int kana = static_cast<int>((box.width - 3) / style.cell);
    if (asked.type == "kana" && style.kanaCells && kana >= 12)
        return setCells(page, row, style, box, std::min(kana, 20), false, "");
    const double right = seal ? 13 : 1.5;
    place(page, asked.id, "", {box.x + 1.5, box.y + 0.6, box.width - 1.5 - right, box.height - 1.2}, 0, false);
    if (seal) {
        const double size = std::min(9.5, box.height - 0.8);
        page.add("<seal field=\"applicant.seal\" box=\"" +
                 boxText({box.right() - 2 - size, box.y + (box.height - size) / 2, size, size}) + "\"/>");
    }
}

}  // namespace toitsu::scanlab
