// The page is laid out row by row; gaps, sizes, lines and labels come from the seed, so that no measure is taken on one
// design. Every question has a hand and a pen of its own.

#include "tests/scanlab/mark_sheet.h"

#include <algorithm>

#include "base/text.h"
#include "forms/blank.h"

namespace toitsu::scanlab {
namespace {

using forms::Box;

const std::vector<std::string>& words() {
    static const std::vector<std::string> all{
        "有",          "無",          "男",         "女",     "はい",       "いいえ",         "昭和", "平成",
        "令和",        "大正",        "本人",       "世帯主", "同一世帯員", "代理人",         "新規", "更新",
        "変更",        "退職",        "休職",       "転勤",   "死亡",       "その他",         "する", "しない",
        "希望する",    "希望しない",  "全部",       "一部",   "戸籍謄本",   "世帯全員の写し", "1",    "2",
        "3",           "4",           "普通",       "当座",   "要",         "不要",           "同居", "別居",
        "１ 特別徴収", "２ 一括徴収", "３ 普通徴収"};
    return all;
}

struct Style {
    double side, gap, textHeight, textPad, textGap, row;
    bool frames, lines, dots;
    forms::Mark square;
};

Style drawStyle(Random& random) {
    Style style{};
    style.side = random.chance(0.85) ? random.between(2.6, 5.5) : random.between(5.5, 8);
    style.gap = random.between(1.2, 6);
    style.textHeight = random.between(4.6, 7.5);
    style.textPad = random.between(1.2, 4);
    style.textGap = random.chance(0.4) ? random.between(0, 1.2) : random.between(1.2, 6);
    style.row = random.between(8.5, 12);
    style.frames = random.chance(0.5);
    style.lines = random.chance(0.6);
    style.dots = random.chance(0.3);
    style.square = random.chance(0.25) ? forms::Mark::cross : forms::Mark::check;
    return style;
}

class Designer {
public:
    explicit Designer(std::uint64_t seed) : random_(Random(seed).fork("mark-sheet")), style_(drawStyle(random_)) {}

    forms::Library design(std::uint64_t seed) {
        form_.id = "mark-sheet", form_.title = "印の用紙";
        layout_.id = "mark-sheet-" + std::to_string(seed), layout_.form = form_.id, layout_.municipality = "202011";
        layout_.title = form_.title;
        page_.printed.emplace_back(
            forms::PrintedText{form_.title + std::to_string(seed), {12, 6, 120, 6}, 5, "left", true, false});
        double y = 16;
        while (y + style_.row < 252) {
            row(y);
            y += style_.row;
        }
        const double ring = random_.between(9, 15);
        for (double top = 254; top + ring < 290; top += ring + 5)
            for (double x = 14; x + ring < 200; x += ring + 6) seal({x, top, ring, ring});
        layout_.pages.push_back(page_);
        forms::Library library;
        library.forms.push_back(std::make_shared<forms::Form>(std::move(form_)));
        library.layouts.push_back(std::make_shared<forms::Layout>(std::move(layout_)));
        return library;
    }

private:
    void row(double y) {
        double x = 12;
        if (style_.frames) page_.printed.emplace_back(forms::PrintedFrame{{10, y, 190, style_.row}, 0.25});
        const bool round = random_.chance(0.45);
        while (x < 150) {
            if (random_.chance(0.7)) {
                const std::string label = random_.pick(words());
                const double width = 2.9 * static_cast<double>(text::length(label));
                page_.printed.emplace_back(
                    forms::PrintedText{label, {x, y + style_.row / 2 - 2, width, 4}, 2.8, "left", false, false});
                x += width + 1.5;
                if (style_.lines) page_.printed.emplace_back(forms::PrintedLine{{x, y}, {x, y + style_.row}, 0.25});
                x += 2 + (round ? 1.5 : 0);
            }
            x = question(x, y, round) + random_.between(4, 9);
        }
    }

    double question(double x, double y, bool round) {
        forms::ChoicePlace place;
        forms::Field field;
        field.id = place.field = "q" + std::to_string(form_.fields.size());
        field.type = random_.chance(0.7) ? forms::FieldType::choice : forms::FieldType::choices;
        field.title = field.id;
        place.mark = round ? forms::Mark::circle : style_.square;
        const int options = random_.integer(1, 5);
        for (int i = 0; i < options; ++i) {
            const std::string printed = random_.pick(words());
            const auto letters = static_cast<double>(text::length(printed));
            const double size = std::min(3.2, style_.textHeight * 0.65);
            const double width = round ? letters * size + style_.textPad : style_.side;
            const double height = round ? style_.textHeight : style_.side;
            const double after = round ? style_.textGap + (style_.dots ? 2.5 : 0) : 3.2 * letters + 0.8 + style_.gap;
            if (x + width + after > 198) break;
            const std::string code = "o" + std::to_string(i);
            place.options.push_back({code, printed, {x, y + (style_.row - height) / 2, width, height}, {}});
            field.options.push_back({code, printed});
            if (round && style_.dots && i + 1 < options)
                page_.printed.emplace_back(
                    forms::PrintedText{"・",
                                       {x + width + style_.textGap / 2, y + style_.row / 2 - 2, 2.5, 4},
                                       2.8,
                                       "centre",
                                       false,
                                       false});
            x += width + after;
        }
        if (!place.options.empty()) {
            form_.fields.push_back(field);
            page_.choices.push_back(place);
        }
        return x;
    }

    void seal(const Box& box) {
        forms::Field field;
        field.id = "seal" + std::to_string(page_.seals.size());
        field.type = forms::FieldType::seal;
        field.title = field.id;
        form_.fields.push_back(field);
        page_.seals.push_back({field.id, box, {}});
    }

    Random random_;
    Style style_;
    forms::Form form_;
    forms::Layout layout_;
    forms::LayoutPage page_;
};

// What lies on the paper where nobody marked anything.
void litter(Sheet& sheet, const forms::ChoicePlace& place, MarkedSheet& filled, Random& random) {
    for (const auto& option : place.options) {
        if (!random.chance(0.06)) continue;
        Pen pen = drawPen(random);
        const std::string way = random.pick(strayWays());
        const Box box{sheet.pixels(option.box.x), sheet.pixels(option.box.y), sheet.pixels(option.box.height),
                      sheet.pixels(option.box.height)};
        if (way == "smear") pen.ink = {90, 90, 90, random.between(0.06, 0.22), 0.4};
        Drawing drawing = stray(way, box, sheet.pixels(pen.width), random);
        wearStroke(drawing, pen, sheet.pixels(1), random);
        sheet.put(drawing, pen.ink, random);
        filled.near[place.field + "/" + option.option] = way;
    }
    if (!random.chance(0.03)) return;
    const auto& option = random.pick(place.options);
    const double diameter = random.between(8, 13);
    const forms::Point at{option.box.centre().x + random.normal() * 4, option.box.centre().y + random.normal() * 3};
    sheet.put(seal({sheet.pixels(at.x), sheet.pixels(at.y)}, sheet.pixels(diameter), random.pick(words()).substr(0, 3),
                   random),
              {52, 48, 204, 0.85, 0.2}, random);
    for (const auto& other : place.options)
        if (Box{at.x - diameter / 2, at.y - diameter / 2, diameter, diameter}.overlaps(other.box))
            filled.near[place.field + "/" + other.option] = "seal";
}

SealTruth sealAt(Sheet& sheet, const Box& box, Random& random) {
    static const std::vector<std::string> names{"田中", "佐藤", "小林", "長谷川", "林", "渡辺", "印"};
    SealTruth truth{random.chance(0.5), "none"};
    const forms::Point centre{box.centre().x + random.normal() * 1.0, box.centre().y + random.normal() * 0.8};
    if (truth.present) {
        const double dice = random.uniform();
        truth.how = dice < 0.7 ? "vermilion" : dice < 0.85 ? "purple" : "black";
        const Ink ink = truth.how == "vermilion" ? Ink{random.integer(30, 75), random.integer(35, 75), 205, 0.85, 0.2}
                        : truth.how == "purple"  ? Ink{140, 55, 110, 0.85, 0.2}
                                                 : Ink{45, 40, 42, 0.85, 0.2};
        sheet.put(seal({sheet.pixels(centre.x), sheet.pixels(centre.y)}, sheet.pixels(random.between(8.5, 13)),
                       random.pick(names), random),
                  ink, random);
    }
    if (!random.chance(0.3)) return truth;
    // The name that was written before it runs on across the place.
    const Pen pen = drawPen(random);
    Mask name = handwrite(random.pick(names), writtenHand(random), sheet.pixels(random.between(5, 8)),
                          sheet.pixels(std::min(0.6, pen.width)), random);
    const int left = static_cast<int>(sheet.pixels(box.x + random.between(-9, 1)));
    const int top = static_cast<int>(sheet.pixels(box.centre().y) - name.height / 2.0);
    Drawing drawing{std::move(name), left, top};
    wearStroke(drawing, pen, sheet.pixels(1), random);
    sheet.put(drawing, pen.ink, random);
    if (!truth.present) truth.how = "writing";
    return truth;
}

std::string kindFor(const MarkOrder& order, Random& random) {
    if (order.kind != "every") return order.kind;
    const double dice = random.uniform();
    if (dice < 0.25) return "plain";
    if (dice < 0.45) return "correction";
    return random.pick(markKinds());
}

}  // namespace

forms::Library drawMarkSheet(std::uint64_t seed) {
    return Designer(seed).design(seed);
}

MarkedSheet fillMarkSheet(const forms::Library& library, const MarkOrder& order, const Profile& profile,
                          std::uint64_t seed) {
    const forms::Layout& layout = *library.layouts.front();
    const forms::LayoutPage& page = layout.pages.front();
    const double dpi = std::max(300.0, static_cast<double>(profile.dpi));
    const Random random = Random(seed).fork(profile.name);
    Random hand = random.fork("hand"), dirt = random.fork("dirt"), scanner = random.fork("scan");
    MarkedSheet filled;
    const auto blank = forms::drawBlank(layout, page, dpi);
    if (!blank) return filled;
    Sheet sheet(*blank, dpi);
    for (const auto& place : page.choices) {
        const bool single = library.forms.front()->field(place.field)->type == forms::FieldType::choice;
        std::vector<std::string> chosen;
        for (const auto& option : place.options)
            if (!single && hand.chance(0.35)) chosen.push_back(option.option);
        if (single && hand.chance(0.85)) chosen.push_back(hand.pick(place.options).option);
        Pen pen = drawPen(hand);
        if (profile.faint) pen.ink = {110, 110, 110, hand.between(0.5, 0.7), 0.5};
        static const std::vector<Ink> bright{
            {50, 45, 205, 0.9, 0.08}, {40, 120, 240, 0.9, 0.08}, {70, 150, 40, 0.9, 0.08}};
        if (profile.brightPens) pen.ink = hand.pick(bright);
        if (order.kind == "nothing") chosen.clear();
        const std::string kind = order.kind == "nothing" ? "plain" : kindFor(order, hand);
        filled.marks.push_back(markOptions(sheet, place, chosen, single, kind, drawHabit(hand), pen, hand));
        if (order.litter) litter(sheet, place, filled, dirt);
    }
    for (const auto& place : page.seals)
        filled.seals[place.field] = order.seals ? sealAt(sheet, place.box, dirt) : SealTruth{false, "none"};
    Profile quick = profile;
    quick.gridded = true;
    filled.scan = scan(sheet, page.width, page.height, quick, scanner);
    return filled;
}

}  // namespace toitsu::scanlab
