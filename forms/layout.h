#pragma once

// Layout (帳票レイアウト): one municipality's paper of a Form. Where each field stands, what each printed option means,
// and what is printed on the blank.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/date.h"
#include "forms/form.h"
#include "forms/geometry.h"

namespace toitsu::forms {

enum class Written { hand, printed, either };
enum class Mark { check, circle, cross };

// Where the text of a field (or of a part of it) stands. `cells` > 0: one character per ruled cell.
struct TextPlace {
    std::string field;
    std::string part;  // "" or one of era, year, month, day (date); 1, 2, 3 (phone, postcode in groups)
    Box box;
    int cells = 0;
    std::vector<Box> cellBoxes;  // one per cell: equal shares of the box unless the layout lists them
    Written written = Written::hand;
    bool rightAligned = false;
    bool vertical = false;  // columns from right to left
    Place place;
};

struct OptionPlace {
    std::string option;   // canonical code of the form (for part="era": meiji, taisho, showa, heisei, reiwa)
    std::string printed;  // what stands on the paper: "3 休職"
    Box box;              // check: the square. circle: the text that is circled
    Place place;
};

// Options to tick, cross or circle. For a flag there is one option "true".
struct ChoicePlace {
    std::string field;
    std::string part;  // "" or "era"
    Mark mark = Mark::check;
    std::vector<OptionPlace> options;
    Place place;
};

struct SealPlace {
    std::string field;
    Box box;
    Place place;
    bool signature = false;  // the field's type: nothing is drawn, and ink alone does not say yes
};

struct ImagePlace {
    std::string field;
    Box box;
    Place place;
};

// A barcode or QR code that the applicant's own system, a sticker or a letter of ours brings along.
struct BarcodePlace {
    std::string field;
    Box box;
    std::string kind = "any";  // one of barcodeKinds()
    Place place;
};
const std::vector<std::string>& barcodeKinds();

// A part of a value that is printed on the paper itself: 令和 before the boxes.
struct FixedPart {
    std::string field;
    std::string part;
    std::string value;
    Place place;
};

// What is printed on the blank, besides what the places bring themselves (cells, check squares, option text, seal
// ring).
struct PrintedText {
    std::string text;
    Box box;
    double size = 3.0;           // mm, height of the type body
    std::string align = "left";  // left, centre, right
    bool bold = false;
    bool vertical = false;
    Place place{};
};
struct PrintedLine {
    Point from, to;
    double width = 0.25;  // mm
    Place place{};
};
struct PrintedFrame {
    Box box;
    double width = 0.25;  // mm
    Place place{};
};
// The form-ID mark: a QR code by which a page is known before anything on it is read.
struct PrintedCode {
    std::string text;  // TOITSU:<layout id>:<page>
    Box box;
    Place place{};
};
using Printed = std::variant<PrintedText, PrintedLine, PrintedFrame, PrintedCode>;

// What stands on a page, or in one row of it.
struct PageContent {
    std::vector<TextPlace> texts;
    std::vector<ChoicePlace> choices;
    std::vector<SealPlace> seals;
    std::vector<ImagePlace> images;
    std::vector<BarcodePlace> barcodes;
    std::vector<FixedPart> fixed;
    std::vector<Printed> printed;
};

// Rows of a repeating group (`<rows>`), each shifted by `pitch` from the one before. Kept as written, for authors'
// tools: the page itself already holds the places of every row.
struct RowBlock {
    std::string group;
    int first = 1;    // row of the group
    int count = 1;    // rows on this page
    Point pitch;      // mm
    PageContent row;  // the first one, with field ids as inside the group
    Place place;
};

struct LayoutPage : PageContent {
    int number = 1;
    double width = 210;   // mm
    double height = 297;  // mm
    std::string blank;  // picture of the blank at 300 dpi; path as found on disk ("" when it is drawn from the layout)
    std::vector<RowBlock> rows;
};

// The places of all rows of the block, added to the content.
void placeRows(const RowBlock& block, PageContent& content);

struct Layout {
    std::string id;
    int version = 1;
    std::string form;
    std::string basedOn;       // the layout that this one was written as a difference to; its places are here already
    std::string municipality;  // 6-digit 全国地方公共団体コード
    std::string title;
    std::optional<Date> from, to;    // validity
    double residualBound = 0.5;      // mm: a page that cannot be placed better is refused
    std::vector<Field> localFields;  // of this municipality alone: m202088.district
    std::vector<LayoutPage> pages;
    Place place;
    std::shared_ptr<const Form> asked;  // the form with the local fields; null when there are none
};

// What the paper asks for: the form, with the layout's local fields behind its own. Whoever goes through the fields of
// a record or a page goes through this.
const Form& askedForm(const Form& form, const Layout& layout);

// As parseForm: all mistakes at once. `form` is what the layout refers to. The layout that it is based on is looked for
// in the folder of `file`; what comes from there keeps its place in that file.
std::optional<Layout> parseLayout(std::string_view xml, const std::string& file, const Form& form, Findings& findings);

// The id of the form that a layout file names, before the rest is understood.
Result<std::string> formOfLayout(std::string_view xml, const std::string& file);

}  // namespace toitsu::forms
