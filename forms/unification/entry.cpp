#include "forms/unification/entry.h"

#include <algorithm>

#include "base/era.h"
#include "base/text.h"

namespace toitsu::forms::unification {
namespace {

constexpr double kCell = 5.2;        // mm, width of a cell
constexpr double kCellHeight = 7;    // mm
constexpr double kClear = 2;         // mm between a rule and the first place
constexpr double kUnit = 4.6;        // mm for 年, 月, 日, 円, －
constexpr double kTextSize = 3.1;    // mm
constexpr double kOptionSize = 3.2;  // mm, as blanks are drawn
constexpr double kSquare = 4;        // mm, a box to tick
constexpr double kOptionLine = 7.4;  // mm from one line of options to the next
constexpr double kSeal = 14;         // mm

std::string eraTitle(const std::string& code) {
    const auto era = parseEra(code);
    return era ? eraName(*era) : code;
}

double optionWidth(const std::string& printed, Manner manner) {
    const double words = textWidth(printed, kOptionSize);
    return manner == Manner::circle ? std::max(words / 0.88 + 1.5, 8.0) : kSquare + 0.8 + words + 0.5;
}

bool hasOptions(Manner manner) {
    return manner == Manner::check || manner == Manner::circle || manner == Manner::cross;
}

Mark markOf(Manner manner) {
    return manner == Manner::circle ? Mark::circle : manner == Manner::cross ? Mark::cross : Mark::check;
}

// The number of lines that options of these widths need.
int linesFor(const std::vector<double>& widths, double room, double gap) {
    int lines = 1;
    double used = 0;
    for (const double width : widths) {
        if (used > 0 && used + width > room) {
            ++lines;
            used = 0;
        }
        used += width + gap;
    }
    return lines;
}

constexpr double kOptionGap = 4;  // mm

// A unit that the title ends with and that stands better behind the cells: 徴収開始月 → 月.
std::string unitOf(const Field& field) {
    if (field.type == FieldType::money) return "円";
    if (field.type != FieldType::digits || field.length == 0 || field.length > 3) return {};
    const std::u32string title = text::decode(field.title);
    if (title.empty()) return {};
    constexpr std::u32string_view kUnits = U"月年日歳人枚通回";
    if (title.ends_with(U"通数")) return "通";
    return kUnits.find(title.back()) == std::u32string_view::npos ? std::string()
                                                                  : text::encode(title.substr(title.size() - 1));
}

double lineWidth(const Field& field) {
    switch (field.type) {
        case FieldType::address:
            return 78;
        case FieldType::personName:
        case FieldType::kana:
        case FieldType::accountHolder:
            return 52;
        case FieldType::phone:
            return 42;
        case FieldType::date:
            return 44;
        case FieldType::text:
            return field.length > 0 ? std::clamp(field.length * 4.0 + 4, 24.0, 60.0) : 52;
        default:
            return 36;
    }
}

}  // namespace

double textWidth(const std::string& text, double size) {
    double width = 0;
    for (const char32_t c : text::decode(text)) width += c < 0x2000 ? 0.56 : 1;
    return width * size;
}

void print(LayoutPage& page, std::string text, const Box& box, double size, const char* align, bool bold,
           bool vertical) {
    PrintedText printed;
    printed.text = std::move(text);
    printed.box = box;
    printed.size = size;
    printed.align = align;
    printed.bold = bold;
    printed.vertical = vertical;
    page.printed.emplace_back(std::move(printed));
}

Entry::Entry(const Field& field, const ProposedItem& proposed, std::string fieldId)
    : field_(field), proposed_(proposed), id_(std::move(fieldId)) {}

bool Entry::labelled() const {
    return field_.type != FieldType::flag;
}

double Entry::eraWidth() const {
    double width = 0;
    for (const std::string& era : proposed_.shape.eras)
        width += proposed_.shape.era == EraShape::printed
                     ? textWidth(eraTitle(era), kTextSize) + 1
                     : optionWidth(eraTitle(era),
                                   proposed_.shape.era == EraShape::circled ? Manner::circle : Manner::check) +
                           1.5;
    return width;
}

double Entry::least() const {
    const Shape& shape = proposed_.shape;
    double width = 2 * kClear;
    switch (field_.type) {
        case FieldType::seal:
            return width + kSeal;
        case FieldType::signature:
            return width + 50;
        case FieldType::image:
            return width + 60;
        default:
            break;
    }
    if (shape.manner == Manner::barcode) return width + 40;
    if (hasOptions(shape.manner)) {
        double widest = 0, all = 0;
        for (const ProposedOption& option : proposed_.options) {
            const double one = optionWidth(joined(option.printed), shape.manner);
            widest = std::max(widest, one);
            all += one + kOptionGap;
        }
        return width + std::max(widest, std::min(all, 64.0));
    }
    if (!shape.inParts && shape.manner != Manner::cells)
        return width + lineWidth(field_) + (unitOf(field_).empty() ? 0 : kUnit);
    for (const int cells : shape.cells) width += cells > 0 ? cells * kCell : 12;
    if (shape.era != EraShape::none) return width + eraWidth() + 3 * kUnit + 1;
    if (shape.inParts)
        return width + (static_cast<double>(shape.cells.size()) - 1) * kUnit +
               (field_.type == FieldType::postcode ? 5 : 0);
    return width + (unitOf(field_).empty() ? 0 : kUnit);
}

double Entry::heightAt(double width) const {
    const Shape& shape = proposed_.shape;
    if (field_.type == FieldType::seal) return kSeal + 2;
    if (field_.type == FieldType::signature) return 11;
    if (field_.type == FieldType::image) return 42;
    if (shape.manner == Manner::barcode) return 16;
    if (hasOptions(shape.manner)) {
        std::vector<double> widths;
        for (const ProposedOption& option : proposed_.options)
            widths.push_back(optionWidth(joined(option.printed), shape.manner));
        return std::max(9.0, linesFor(widths, width - 2 * kClear, kOptionGap) * kOptionLine + 1.6);
    }
    if (field_.type == FieldType::kana) return 7;
    return field_.type == FieldType::address ? 10 : 9;
}

TextPlace Entry::text(const std::string& part, const Box& box, int cells) const {
    TextPlace place;
    place.field = id_;
    place.part = part;
    place.box = box;
    place.cells = cells;
    place.written = cells > 0 ? Written::hand : Written::either;
    const bool number = field_.type == FieldType::money || field_.type == FieldType::date || field_.lengthIsMaximum;
    place.rightAligned = cells > 0 && number && (field_.type != FieldType::digits || field_.length <= 3);
    for (int i = 0; i < cells; ++i)
        place.cellBoxes.push_back({box.x + i * box.width / cells, box.y, box.width / cells, box.height});
    return place;
}

void Entry::draw(const Box& area, LayoutPage& page) const {
    const Shape& shape = proposed_.shape;
    const Point middle = area.centre();
    if (field_.type == FieldType::seal) {
        page.seals.push_back({id_, {area.x + kClear, middle.y - kSeal / 2, kSeal, kSeal}, {}, false});
    } else if (field_.type == FieldType::signature) {
        page.seals.push_back({id_, {area.x + 1.5, area.y + 1, area.width - 3, area.height - 2}, {}, true});
    } else if (field_.type == FieldType::image) {
        const Box box{area.x + kClear, area.y + 1.5, std::min(90.0, area.width - 2 * kClear), area.height - 3};
        page.images.push_back({id_, box, {}});
        page.printed.emplace_back(PrintedFrame{box, 0.15});
    } else if (shape.manner == Manner::barcode) {
        page.barcodes.push_back({id_, {area.x + kClear, middle.y - 6, 40, 12}, "any", {}});
    } else if (hasOptions(shape.manner)) {
        drawOptions(area, page);
    } else if (shape.era != EraShape::none) {
        drawDate(area, page);
    } else if (shape.inParts) {
        drawGroups(area, page);
    } else if (shape.manner == Manner::cells) {
        drawCells(area, page);
    } else {
        drawLine(area, page);
    }
}

void Entry::drawCells(const Box& area, LayoutPage& page) const {
    const int cells = proposed_.shape.cells.front();
    const std::string unit = unitOf(field_);
    const double room = area.width - 2 * kClear - (unit.empty() ? 0 : kUnit);
    const double width = std::min(6.0, room / cells) * cells;
    const double y = area.centre().y - kCellHeight / 2;
    page.texts.push_back(text("", {area.x + kClear, y, width, kCellHeight}, cells));
    if (!unit.empty())
        print(page, unit, {area.x + kClear + width + 0.4, y, kUnit - 0.4, kCellHeight}, kTextSize, "centre");
}

void Entry::drawLine(const Box& area, LayoutPage& page) const {
    const std::string unit = unitOf(field_);
    const double right = unit.empty() ? 0 : kUnit;
    TextPlace place = text("", {area.x + 1.5, area.y + 0.8, area.width - 3 - right, area.height - 1.6}, 0);
    place.rightAligned = field_.type == FieldType::money;
    page.texts.push_back(std::move(place));
    if (!unit.empty()) print(page, unit, {area.right() - right - 0.6, area.y, right, area.height}, kTextSize, "centre");
}

void Entry::drawDate(const Box& area, LayoutPage& page) const {
    const Shape& shape = proposed_.shape;
    const double y = area.centre().y - kCellHeight / 2;
    double x = area.x + kClear;
    if (shape.era == EraShape::printed) {
        const std::string title = eraTitle(shape.eras.front());
        page.fixed.push_back({id_, "era", shape.eras.front(), {}});
        const double width = textWidth(title, kTextSize) + 1;
        print(page, title, {x, y, width, kCellHeight}, kTextSize);
        x += width;
    } else if (!shape.eras.empty()) {
        ChoicePlace choice;
        choice.field = id_;
        choice.part = "era";
        const Manner manner = shape.era == EraShape::circled ? Manner::circle : Manner::check;
        choice.mark = markOf(manner);
        for (const std::string& era : shape.eras) {
            const double width = optionWidth(eraTitle(era), manner);
            const Box box = manner == Manner::circle ? Box{x, y + 0.3, width, 6.4} : Box{x, y + 1.6, 3.8, 3.8};
            choice.options.push_back({era, eraTitle(era), box, {}});
            x += width + 1.5;
        }
        page.choices.push_back(std::move(choice));
    }
    const char* parts[] = {"year", "month", "day"};
    const char* units[] = {"年", "月", "日"};
    std::size_t asked = 0;
    for (std::size_t i = 0; i < 3; ++i) {
        if (const auto fixed = shape.fixed.find(parts[i]); fixed != shape.fixed.end()) {
            page.fixed.push_back({id_, parts[i], fixed->second, {}});
            continue;
        }
        const int cells = asked < shape.cells.size() ? shape.cells[asked] : 2;
        ++asked;
        const double width = cells > 0 ? cells * kCell : 12;
        page.texts.push_back(text(parts[i], {x, y, width, kCellHeight}, cells));
        print(page, units[i], {x + width + 0.3, y, kUnit - 0.6, kCellHeight}, kTextSize, "centre");
        x += width + kUnit;
    }
}

void Entry::drawGroups(const Box& area, LayoutPage& page) const {
    const Shape& shape = proposed_.shape;
    const double y = area.centre().y - std::min(kCellHeight, area.height - 1.4) / 2;
    const double height = std::min(kCellHeight, area.height - 1.4);
    double x = area.x + kClear;
    if (field_.type == FieldType::postcode) {
        print(page, "〒", {x, y, 4.4, height}, kTextSize);
        x += 5;
    }
    for (std::size_t i = 0; i < shape.cells.size(); ++i) {
        if (i > 0) print(page, "－", {x, y, kUnit, height}, 2.8, "centre");
        if (i > 0) x += kUnit;
        const double width = shape.cells[i] > 0 ? shape.cells[i] * kCell : 14;
        page.texts.push_back(text(std::to_string(i + 1), {x, y, width, height}, shape.cells[i]));
        x += width;
    }
}

void Entry::drawOptions(const Box& area, LayoutPage& page) const {
    const Shape& shape = proposed_.shape;
    std::vector<double> widths;
    for (const ProposedOption& option : proposed_.options)
        widths.push_back(optionWidth(joined(option.printed), shape.manner));
    const double room = area.width - 2 * kClear;
    const int lines = linesFor(widths, room, kOptionGap);
    double x = area.x + kClear, y = area.centre().y - lines * kOptionLine / 2;
    ChoicePlace choice;
    choice.field = id_;
    choice.mark = markOf(shape.manner);
    for (std::size_t i = 0; i < proposed_.options.size(); ++i) {
        if (x > area.x + kClear && x + widths[i] > area.x + kClear + room) {
            x = area.x + kClear;
            y += kOptionLine;
        }
        const Box box = shape.manner == Manner::circle ? Box{x, y + 0.5, widths[i], 6.4}
                                                       : Box{x, y + (kOptionLine - kSquare) / 2, kSquare, kSquare};
        choice.options.push_back({proposed_.options[i].code, joined(proposed_.options[i].printed), box, {}});
        x += widths[i] + kOptionGap;
    }
    page.choices.push_back(std::move(choice));
}

}  // namespace toitsu::forms::unification
