// What is printed where people write: lines through a place, marks without room, options that cannot be told apart.
// Only for pages that are drawn from the layout; of a scanned blank nobody knows what is printed.

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "forms/findings.h"
#include "forms/layout_parser.h"

namespace toitsu::forms {
namespace {

struct Ruled {
    Point from, to;
    double width = 0.25;
    Place place;
};

std::vector<Ruled> ruledLines(const LayoutPage& page) {
    std::vector<Ruled> lines;
    for (const Printed& printed : page.printed) {
        if (const auto* line = std::get_if<PrintedLine>(&printed))
            lines.push_back({line->from, line->to, line->width, line->place});
        const auto* frame = std::get_if<PrintedFrame>(&printed);
        if (frame == nullptr) continue;
        const Box& b = frame->box;
        const Point corners[] = {{b.x, b.y}, {b.right(), b.y}, {b.right(), b.bottom()}, {b.x, b.bottom()}};
        for (int n = 0; n < 4; ++n) lines.push_back({corners[n], corners[(n + 1) % 4], frame->width, frame->place});
    }
    return lines;
}

// How deep an upright or level line lies inside the box, and along how much of the box (mm); nothing for other lines.
struct Inside {
    double depth = 0;
    double along = 0;
};

std::optional<Inside> inside(const Ruled& line, const Box& box) {
    const bool level = std::abs(line.from.y - line.to.y) < 0.05, upright = std::abs(line.from.x - line.to.x) < 0.05;
    if (level == upright) return {};
    const double across = level ? line.from.y : line.from.x;
    const double low = level ? box.y : box.x, high = level ? box.bottom() : box.right();
    const double begin =
        std::max(level ? box.x : box.y, level ? std::min(line.from.x, line.to.x) : std::min(line.from.y, line.to.y));
    const double end = std::min(level ? box.right() : box.bottom(),
                                level ? std::max(line.from.x, line.to.x) : std::max(line.from.y, line.to.y));
    return Inside{std::min(across - low, high - across), end - begin};
}

// The places whose writing a line would cross: 0.5 mm is what a place may reach over the ruling around it.
constexpr double kReach = 0.5;  // mm

void lintLinesThrough(const LayoutPage& page, const std::vector<Ruled>& lines, Findings& findings) {
    std::set<std::pair<int, int>> told;
    for (const TextPlace& place : page.texts) {
        for (const Ruled& line : lines) {
            const auto lies = inside(line, place.box);
            if (!lies || lies->depth <= kReach || lies->along < 1 ||
                !told.insert({place.place.line, place.place.column}).second)
                continue;
            const std::string where = std::to_string(line.place.line);
            addWarning(findings, "F074",
                       {"「" + place.field + "」に字を書く場所を罫線(" + where +
                            " 行目)が横切っています。字と重なって読み違えます。box か線を直してください。",
                        "A ruled line (line " + where + ") runs through the place of \"" + place.field +
                            "\": it meets what is written. Correct the box or the line."},
                       place.place);
        }
    }
}

double gap(const Box& a, const Box& b) {
    const double x = std::max({a.x - b.right(), b.x - a.right(), 0.0}),
                 y = std::max({a.y - b.bottom(), b.y - a.bottom(), 0.0});
    return std::hypot(x, y);
}

struct Square {
    std::string name;
    Box box;
    Place place;
};

// A ✓ reaches over its square: it must not lie in the next one.
void lintSquares(const LayoutPage& page, Findings& findings) {
    constexpr double kRoom = 1;  // mm
    std::vector<Square> squares;
    for (const ChoicePlace& choice : page.choices) {
        if (choice.mark == Mark::circle) continue;
        for (const OptionPlace& option : choice.options)
            squares.push_back({choice.field + " (" + option.option + ")", option.box, option.place});
    }
    std::set<std::pair<int, int>> told;
    for (std::size_t i = 0; i < squares.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            if (gap(squares[i].box, squares[j].box) >= kRoom) continue;
            if (!told.insert({squares[i].place.line, squares[i].place.column}).second) continue;
            addWarning(findings, "F075",
                       {"「" + squares[i].name + "」の枠が「" + squares[j].name +
                            "」に近すぎます(1 mm 未満)。✓がはみ出すと、どちらの印か分かりません。間をあけてください。",
                        "The square of \"" + squares[i].name + "\" is less than 1 mm from that of \"" +
                            squares[j].name + "\": a mark that leaves it belongs to either. Move them apart."},
                       squares[i].place);
        }
}

// Something is printed in the option's own box, or to the right or left of it on the same height.
bool textBeside(const LayoutPage& page, const Box& box) {
    constexpr double kBeside = 12;  // mm
    return std::any_of(page.printed.begin(), page.printed.end(), [&](const Printed& printed) {
        const auto* text = std::get_if<PrintedText>(&printed);
        if (text == nullptr) return false;
        const bool level = text->box.y < box.bottom() && box.y < text->box.bottom();
        return level && text->box.x < box.right() + kBeside && box.x < text->box.right() + kBeside;
    });
}

// The head of the column that the option stands in: the nearest text over it.
const PrintedText* headOver(const LayoutPage& page, const Box& box) {
    constexpr double kOver = 20;  // mm: a head of three lines, or two rows of it
    const PrintedText* nearest = nullptr;
    for (const Printed& printed : page.printed) {
        const auto* text = std::get_if<PrintedText>(&printed);
        if (text == nullptr || text->box.y >= box.y || box.y >= text->box.bottom() + kOver) continue;
        if (text->box.x >= box.right() || box.x >= text->box.right()) continue;
        if (nearest == nullptr || text->box.bottom() > nearest->box.bottom()) nearest = text;
    }
    return nearest;
}

// Options that print nothing and stand beside nothing. A head names a square that is alone under it; over two options
// of one choice it is a heading, and tells neither from the other.
std::vector<const OptionPlace*> namelessOptions(const LayoutPage& page, const ChoicePlace& choice) {
    std::vector<std::pair<const OptionPlace*, const PrintedText*>> bare;
    for (const OptionPlace& option : choice.options)
        if (option.printed.empty() && !textBeside(page, option.box))
            bare.emplace_back(&option, headOver(page, option.box));
    std::vector<const OptionPlace*> nameless;
    for (const auto& [option, head] : bare) {
        const PrintedText* own = head;
        const bool shared =
            std::count_if(bare.begin(), bare.end(), [&](const auto& one) { return one.second == own; }) > 1;
        if (head == nullptr || shared) nameless.push_back(option);
    }
    return nameless;
}

void lintOptions(const LayoutPage& page, Findings& findings) {
    std::set<std::pair<int, int>> told;
    for (const ChoicePlace& choice : page.choices) {
        if (!told.insert({choice.place.line, choice.place.column}).second) continue;
        for (const OptionPlace* option : namelessOptions(page, choice)) {
            const std::string name = choice.field + " (" + option->option + ")";
            addWarning(findings, "F083",
                       {"「" + name +
                            "」の横に何も印刷されません。何を選ぶのか分かりません。printed=\"…\" "
                            "に選択肢の文字を書いてください。",
                        "Nothing is printed at \"" + name +
                            "\": nobody knows what it stands for. Write the option's text in "
                            "printed=\"…\"."},
                       option->place);
        }
        std::map<std::string, std::string> known;  // printed text → option
        for (const OptionPlace& option : choice.options) {
            if (option.printed.empty()) continue;
            const auto [other, fresh] = known.try_emplace(option.printed, option.option);
            if (fresh) continue;
            const std::string name = choice.field + " (" + option.option + ")";
            addWarning(
                findings, "F082",
                {"「" + name + "」に印刷する「" + shown(option.printed) + "」は、選択肢 " + other->second +
                     " と同じです。どちらかの printed を直してください。",
                 "\"" + name + "\" prints the same text as option " + other->second + ". Correct one printed=\"…\"."},
                option.place);
        }
    }
}

}  // namespace

void lintPrint(const LayoutPage& page, Findings& findings) {
    if (!page.blank.empty()) return;
    lintLinesThrough(page, ruledLines(page), findings);
    lintSquares(page, findings);
    lintOptions(page, findings);
}

}  // namespace toitsu::forms
