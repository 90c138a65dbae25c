// Places that are too small for a hand. Forms made for OCR have cells of 5 mm and more; what lies under these bounds is
// not written legibly, or not read.

#include <algorithm>
#include <cstdio>
#include <set>

#include "forms/findings.h"
#include "forms/layout_parser.h"

namespace toitsu::forms {
namespace {

constexpr double kCell = 3.5, kLine = 3, kSquare = 2.5;  // mm

std::string millimetres(double value) {
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", value);
    return text;
}

void tooSmall(const std::string& field, const Wording& what, double is, double least, Place place, Findings& findings) {
    addWarning(findings, "F085",
               {"「" + field + "」の" + what.ja + "が小さすぎます(" + millimetres(is) + " mm)。" + millimetres(least) +
                    " mm 以上にしてください。",
                "The " + what.en + " of \"" + field + "\" is too small (" + millimetres(is) +
                    " mm) to be filled in by " + "hand. Make it " + millimetres(least) + " mm or more."},
               std::move(place));
}

}  // namespace

void lintSizes(const LayoutPage& page, Findings& findings) {
    std::set<std::pair<int, int>> told;  // the rows of a table are alike
    for (const TextPlace& place : page.texts) {
        if (place.written == Written::printed) continue;
        double least = std::min(place.box.width, place.box.height);
        for (const Box& cell : place.cellBoxes) least = std::min({least, cell.width, cell.height});
        const bool cells = place.cells > 0;
        const double bound = cells ? kCell : kLine;
        if (least < bound && told.insert({place.place.line, place.place.column}).second)
            tooSmall(place.field, cells ? Wording{"マス", "cell"} : Wording{"記入欄", "place"}, least, bound,
                     place.place, findings);
    }
    for (const ChoicePlace& choice : page.choices) {
        if (choice.mark == Mark::circle) continue;
        for (const OptionPlace& option : choice.options)
            if (const double side = std::min(option.box.width, option.box.height);
                side < kSquare && told.insert({option.place.line, option.place.column}).second)
                tooSmall(choice.field, {"印を付ける四角", "square"}, side, kSquare, option.place, findings);
    }
}

}  // namespace toitsu::forms
