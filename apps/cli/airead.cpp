#include "apps/cli/airead.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>
#include <utility>

#include "base/text.h"
#include "forms/findings.h"

namespace toitsu::cli {

namespace {

using forms::addError;
using forms::addWarning;

Wording sectionName(int section) {
    static constexpr std::array<std::pair<const char*, const char*>, 8> kNames{{{"位置合わせ", "position"},
                                                                                {"出力", "output"},
                                                                                {"座標OCR", "places"},
                                                                                {"チェック", "check"},
                                                                                {"✔形", "tick"},
                                                                                {"画像抽出", "picture"},
                                                                                {"バーコード", "barcode"},
                                                                                {"キーワード", "keyword"}}};
    const auto& [ja, en] = kNames[static_cast<std::size_t>(section)];
    return {ja, en};
}

std::optional<int> whole(const std::string& text) {
    const std::string trimmed = text::trim(text);
    int value = 0;
    const auto [end, failed] = std::from_chars(trimmed.data(), trimmed.data() + trimmed.size(), value);
    if (failed != std::errc() || end != trimmed.data() + trimmed.size() || trimmed.empty()) return std::nullopt;
    return value;
}

long pixels(double mm) {
    return std::lround(mm / 25.4 * 300);
}

class Reader {
public:
    Reader(const std::string& file, const forms::Form* form, const AireadOptions& options, forms::Findings& findings)
        : file_(file), form_(form), options_(options), findings_(findings) {
        page_.width = options.width;
        page_.height = options.height;
    }

    std::optional<ImportedPage> read(const std::string& text) {
        const std::size_t before = findings_.errors.size();
        int number = 0;
        for (std::string line : text::split(text, '\n')) {
            ++number;
            if (!line.empty() && line.back() == '\r') line.pop_back();
            if (!text::trim(line).empty()) readLine(text::split(line, '\t'), number);
        }
        if (width_ == 0 && findings_.errors.size() == before)
            addError(
                findings_, "C153",
                {"位置合わせの行がありません。「0、幅、高さ、x1、y1、x2、y2、x3、y3」をタブで区切って書いてください。",
                 "There is no line of section 0. Write 0, width, height, x1, y1, x2, y2, x3, y3, separated by tabs."},
                Place{file_, 1, 1, 0});
        if (findings_.errors.size() != before) return std::nullopt;
        return page_;
    }

private:
    Place at(const std::vector<std::string>& columns, std::size_t index, int line) const {
        std::size_t column = 1;
        for (std::size_t i = 0; i < index && i < columns.size(); ++i) column += text::length(columns[i]) + 1;
        return Place{file_, line, static_cast<int>(column), 0};
    }

    void readLine(const std::vector<std::string>& columns, int line) {
        const auto section = whole(columns.front());
        if (!section || *section < 0 || *section > 7)
            return addError(
                findings_, "C153",
                {"行の最初の列は、節の番号 0–7 です。", "A line begins with the number of its section, 0–7."},
                at(columns, 0, line));
        if (*section == 0) return readPosition(columns, line);
        if (*section == 2) return readPlace(columns, line);
        const Wording name = sectionName(*section);
        const std::string digits = std::to_string(*section);
        const Wording told{"節 " + digits + "（" + name.ja +
                               "）の列の意味は公開されておらず、読み込めません。この行を除いて読むには --leave-out "
                               "を付けてください。",
                           "The columns of section " + digits + " (" + name.en +
                               ") are not published, so it cannot be imported. Read the rest with --leave-out."};
        if (options_.leaveOut)
            addWarning(findings_, "C152", told, at(columns, 0, line));
        else
            addError(findings_, "C152", told, at(columns, 0, line));
    }

    void readPosition(const std::vector<std::string>& columns, int line) {
        for (std::size_t i = 1; i < 9; ++i)
            if (columns.size() < 9 || !whole(columns[i]))
                return addError(findings_, "C153",
                                {"位置合わせの行は「0、幅、高さ、x1、y1、x2、y2、x3、y3」の整数です。",
                                 "A line of section 0 is 0, width, height, x1, y1, x2, y2, x3, y3, all whole numbers."},
                                at(columns, i, line));
        width_ = *whole(columns[1]);
        height_ = *whole(columns[2]);
        if (width_ > 0 && height_ > 0) return;
        width_ = 0;
        addError(findings_, "C153", {"幅と高さは 0 より大きい数です。", "Width and height must be above 0."},
                 at(columns, 1, line));
    }

    // 2 0 [group row] x y w h type … name
    void readPlace(const std::vector<std::string>& columns, int line) {
        std::vector<int> numbers;
        std::size_t next = 2;
        while (next < columns.size() && numbers.size() < 7)
            if (const auto number = whole(columns[next]))
                numbers.push_back(*number), ++next;
            else
                break;
        const std::string name = columns.size() > next ? text::trim(columns.back()) : "";
        const bool known = columns.size() > 2 && whole(columns[1]) == 0 && (numbers.size() == 5 || numbers.size() == 7);
        if (!known || name.empty() || width_ == 0)
            return addError(
                findings_, "C153",
                width_ == 0 && known
                    ? Wording{"位置合わせの行（節 0）が先に必要です。", "A line of section 0 must come first."}
                    : Wording{"座標OCRの行は「2、0、（グループ、行、）x、y、幅、高さ、型、…、名前」です。",
                              "A line of section 2 is 2, 0, (group, row,) x, y, width, height, type, …, "
                              "name."},
                at(columns, known && width_ == 0 ? 0 : std::min(next, columns.size() - 1), line));
        const std::size_t from = numbers.size() - 5;
        const double across = page_.width / width_, down = page_.height / height_;
        ImportedBox box;
        box.box = {numbers[from] * across, numbers[from + 1] * down, numbers[from + 2] * across,
                   numbers[from + 3] * down};
        if (numbers[from] < 0 || numbers[from + 1] < 0 || numbers[from + 2] <= 0 || numbers[from + 3] <= 0 ||
            box.box.right() > page_.width + 0.01 || box.box.bottom() > page_.height + 0.01)
            return addError(findings_, "C153",
                            {"枠が紙からはみ出しているか、大きさがありません。x、y、幅、高さを確かめてください。",
                             "The box lies off the page or has no size. Check x, y, width and height."},
                            at(columns, 2 + from, line));
        if (numbers.back() != 1 && toldTypes_.insert(numbers.back()).second)
            addWarning(findings_, "C154",
                       {"型 " + std::to_string(numbers.back()) +
                            " の意味は公開されていません。この型の場所は、すべて文字として読みます。",
                        "The meaning of type " + std::to_string(numbers.back()) +
                            " is not published. All places of this type are taken as text."},
                       at(columns, 2 + numbers.size() - 1, line));
        box.field = fieldFor(name, at(columns, columns.size() - 1, line));
        page_.boxes.push_back(std::move(box));
    }

    std::string fieldFor(const std::string& name, const Place& place) {
        if (form_ != nullptr)
            for (const forms::Field& field : form_->fields)
                if (field.title == name || field.id == name) return field.id;
        const std::string id = "field-" + std::to_string(++unnamed_);
        const Wording wrong =
            form_ == nullptr ? Wording{"--form がないため、「" + forms::shown(name) + "」がどの項目かわかりません。",
                                       "Without --form nobody knows which field \"" + forms::shown(name) + "\" is."}
                             : Wording{"「" + forms::shown(name) + "」という項目は様式にありません。",
                                       "The form has no field \"" + forms::shown(name) + "\"."};
        addWarning(findings_, "C151",
                   forms::operator+
                   (wrong, Wording{"できたレイアウトの field=\"" + id + "\" を様式の項目に書き換えてください。",
                                   " Replace field=\"" + id + "\" in the layout by a field of the form."}),
                   place);
        return id;
    }

    const std::string& file_;
    const forms::Form* form_;
    const AireadOptions& options_;
    forms::Findings& findings_;
    ImportedPage page_;
    int width_ = 0, height_ = 0, unnamed_ = 0;
    std::set<int> toldTypes_;
};

// Three corners of everything that is printed: where the page can be held on to.
std::array<forms::Point, 3> referencePoints(const forms::LayoutPage& page) {
    forms::Point upper{page.width, page.height}, lower{0, 0};
    const auto widen = [&](const forms::Point& point) {
        upper = {std::min(upper.x, point.x), std::min(upper.y, point.y)};
        lower = {std::max(lower.x, point.x), std::max(lower.y, point.y)};
    };
    for (const forms::Printed& printed : page.printed) {
        if (const auto* frame = std::get_if<forms::PrintedFrame>(&printed)) {
            widen({frame->box.x, frame->box.y});
            widen({frame->box.right(), frame->box.bottom()});
        } else if (const auto* line = std::get_if<forms::PrintedLine>(&printed)) {
            widen(line->from);
            widen(line->to);
        }
    }
    if (upper.x >= lower.x || upper.y >= lower.y) upper = {0, 0}, lower = {page.width, page.height};
    return {upper, forms::Point{lower.x, upper.y}, forms::Point{upper.x, lower.y}};
}

}  // namespace

std::optional<ImportedPage> pageFromAiread(const std::string& text, const std::string& file, const forms::Form* form,
                                           const AireadOptions& options, forms::Findings& findings) {
    return Reader(file, form, options, findings).read(text);
}

std::string aireadOf(const forms::Form& whole, const forms::Layout& layout, const forms::LayoutPage& page,
                     forms::Findings& findings) {
    const forms::Form& form = forms::askedForm(whole, layout);
    const auto n = [](long value) { return std::to_string(value); };
    std::string out = "0\t" + n(pixels(page.width)) + "\t" + n(pixels(page.height));
    for (const forms::Point& point : referencePoints(page))
        out += "\t" + n(pixels(point.x)) + "\t" + n(pixels(point.y));
    out += "\r\n";
    for (const forms::TextPlace& place : page.texts) {
        const forms::Field* field = form.field(place.field);
        if (field == nullptr) continue;
        // A part has no place in AIRead's name; it is written behind the title and understood by people only.
        const std::string name = field->title + (place.part.empty() ? "" : " " + place.part);
        const bool number =
            forms::isIdentifier(field->type) || field->type == forms::FieldType::money || !place.part.empty();
        out += "2\t0\t" + n(pixels(place.box.x)) + "\t" + n(pixels(place.box.y)) + "\t" + n(pixels(place.box.width)) +
               "\t" + n(pixels(place.box.height)) + "\t" + (number ? "1" : "0") + "\t" + name + "\r\n";
    }
    const auto leftOut = [&](const std::string& field, const Place& place, const Wording& section) {
        addWarning(findings, "C155",
                   {"「" + field + "」は書き出していません。AIRead の" + section.ja +
                        "の節は列の意味が公開されていません。AIRead の画面で加えてください。",
                    "\"" + field + "\" is not exported: the columns of AIRead's section " + section.en +
                        " are not published. Add it in AIRead."},
                   place.file.empty() ? layout.place : place);
    };
    for (const auto& choice : page.choices) leftOut(choice.field, choice.place, sectionName(4));
    for (const auto& seal : page.seals) leftOut(seal.field, seal.place, sectionName(5));
    for (const auto& image : page.images) leftOut(image.field, image.place, sectionName(5));
    for (const auto& barcode : page.barcodes) leftOut(barcode.field, barcode.place, sectionName(6));
    return out;
}

}  // namespace toitsu::cli
