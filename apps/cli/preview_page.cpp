#include "apps/cli/preview_page.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/base64.h"
#include "base/files.h"
#include "base/text.h"
#include "base/xml.h"
#include "forms/preview.h"

namespace toitsu::cli {

using namespace authoring;

namespace {

std::string e(const std::string& content) {
    return xml::escape(content);
}

std::string mm(double value) {
    std::string digits = std::to_string(std::lround(value * 100));
    const bool negative = digits.front() == '-';
    if (negative) digits.erase(0, 1);
    while (digits.size() < 3) digits.insert(0, "0");
    digits.insert(digits.size() - 2, ".");
    while (digits.back() == '0') digits.pop_back();
    if (digits.back() == '.') digits.pop_back();
    return (negative ? "-" : "") + digits;
}

std::string rectangle(const char* css, const forms::Box& box, double outset = 0) {
    return std::string("<rect class=\"") + css + "\" x=\"" + mm(box.x - outset) + "\" y=\"" + mm(box.y - outset) +
           "\" width=\"" + mm(box.width + 2 * outset) + "\" height=\"" + mm(box.height + 2 * outset) + "\"/>";
}

std::string text(const char* css, double x, double y, const std::string& content, const char* more = "") {
    return std::string("<text class=\"") + css + "\" x=\"" + mm(x) + "\" y=\"" + mm(y) + "\"" + more + ">" +
           e(content) + "</text>";
}

class Pages {
public:
    Pages(const LoadedLayout& loaded, Language language)
        : loaded_(loaded), asked_(forms::askedForm(loaded.form, loaded.layout)), language_(language) {}

    Result<std::string> html() {
        std::string out = summary() + "<div class=\"pages\">";
        for (const forms::LayoutPage& page : loaded_.layout.pages) {
            const auto drawn = onePage(page);
            if (!drawn) return drawn;
            out += *drawn;
        }
        return out + "</div>" + table();
    }

private:
    std::string say(const char* ja, const char* en) const { return language_ == Language::ja ? ja : en; }

    std::string summary() const {
        const forms::Layout& layout = loaded_.layout;
        std::string out =
            "<header><h1>" + e(layout.title.empty() ? layout.id : layout.title) + "</h1><p class=\"facts\">";
        out += e(loaded_.form.title) + " · <code>" + e(layout.id) + "</code> · " + say("団体 ", "municipality ") +
               e(layout.municipality);
        if (layout.from) out += " · " + layout.from->iso() + say(" から", " onwards");
        if (layout.to) out += " · " + say("", "until ") + layout.to->iso() + say(" まで", "");
        out += " · " + say("位置合わせの残差の上限 ", "residual bound ") + mm(layout.residualBound) + " mm" +
               say("（点線）", " (dotted)") + "</p></header>";
        return out;
    }

    std::string boxTitle(const forms::PreviewBox& box) const {
        std::string out = box.label + " — " + box.field;
        if (!box.part.empty()) out += " / " + box.part;
        if (!box.option.empty()) out += " = " + box.option;
        out += " (" + box.type + ")\n" + mm(box.box.x) + " " + mm(box.box.y) + " " + mm(box.box.width) + " " +
               mm(box.box.height) + " mm\n" + say("読み順 ", "reading ") + std::to_string(box.reading) +
               say("、入力順 ", ", keyboard ") + std::to_string(box.keyboard);
        if (box.place.line > 0) out += "\n" + say("行 ", "line ") + std::to_string(box.place.line);
        return out;
    }

    std::string partName(const std::string& part) const {
        for (const auto& [code, ja] :
             {std::pair("era", "元号"), std::pair("year", "年"), std::pair("month", "月"), std::pair("day", "日")})
            if (part == code) return say(ja, code);
        return part;
    }

    // The title on the first box of a field, the part on the others; cut off where the box ends.
    std::string label(const forms::PreviewBox& box, bool first) const {
        const std::string words = first || box.part.empty() ? box.label : partName(box.part);
        return "<svg class=\"name\" x=\"" + mm(box.box.x) + "\" y=\"" + mm(box.box.y) + "\" width=\"" +
               mm(box.box.width) + "\" height=\"" + mm(box.box.height) + "\">" +
               text("", 0.5, box.box.height - 0.6, words) + "</svg>";
    }

    std::string shape(const forms::PreviewBox& box, bool first) const {
        std::string out = "<g class=\"box " + box.kind + "\" data-field=\"" + e(box.field) + "\"><title>" +
                          e(boxTitle(box)) + "</title>" + rectangle("area", box.box);
        for (std::size_t i = 1; i < box.cells.size(); ++i) out += rectangle("cell", box.cells[i]);
        out += rectangle("residual", box.box, loaded_.layout.residualBound);
        if (!box.option.empty())
            out += text("code", box.box.x + 0.3, box.box.bottom() + 1.1, box.option);
        else
            out += label(box, first);
        if (first) {
            const std::string number = std::to_string(box.reading);
            const double width = 1.2 + 1.1 * static_cast<double>(number.size());
            out += "<g class=\"order\"><rect x=\"" + mm(box.box.x - width + 0.6) + "\" y=\"" + mm(box.box.y - 1.3) +
                   "\" width=\"" + mm(width) + "\" height=\"2.5\" rx=\"0.6\"/>" +
                   text("number", box.box.x - width / 2 + 0.6, box.box.y + 0.6, number, " text-anchor=\"middle\"") +
                   "</g>";
        }
        return out + "</g>";
    }

    // The way of the keys from field to field; where it goes back up the page the author sees it at once.
    std::string keyboardPath(const std::vector<forms::PreviewBox>& boxes) const {
        std::map<int, const forms::PreviewBox*> stops;
        for (const forms::PreviewBox& box : boxes) stops.emplace(box.keyboard, &box);
        std::string out = "<g class=\"keys\">", points;
        for (const auto& [order, box] : stops) points += mm(box->box.centre().x) + "," + mm(box->box.centre().y) + " ";
        out += "<polyline points=\"" + points + "\"/>";
        for (const auto& [order, box] : stops) {
            const forms::Point centre = box->box.centre();
            out += "<circle cx=\"" + mm(centre.x) + "\" cy=\"" + mm(centre.y) + "\" r=\"1.7\"/>" +
                   text("number", centre.x, centre.y + 0.7, std::to_string(order), " text-anchor=\"middle\"");
        }
        return out + "</g>";
    }

    Result<std::string> onePage(const forms::LayoutPage& page) {
        const auto blank = forms::blankSvg(loaded_.layout, page);
        if (!blank) return fail(blank.error());
        const std::vector<forms::PreviewBox> boxes = forms::previewBoxes(loaded_.form, loaded_.layout, page);
        const std::string size = mm(page.width) + " " + mm(page.height);
        std::string out = "<figure class=\"page\" style=\"--w:" + mm(page.width) + "\"><figcaption>" +
                          say("ページ ", "page ") + std::to_string(page.number) + " · " + mm(page.width) + " × " +
                          mm(page.height) + " mm</figcaption><div class=\"sheet\"><img alt=\"" +
                          say("白紙", "the blank") + "\" src=\"data:image/svg+xml;base64," + base64(*blank) +
                          "\"/><svg viewBox=\"0 0 " + size + "\" role=\"img\" aria-label=\"" +
                          say("項目の枠", "boxes of the fields") + "\">";
        std::set<std::string> numbered;
        for (const forms::PreviewBox& box : boxes) out += shape(box, numbered.insert(box.field).second);
        out += keyboardPath(boxes);
        for (const forms::PreviewBox& box : boxes) boxes_.push_back({page.number, box});
        return out + "</svg></div></figure>";
    }

    std::string table() const {
        std::map<int, std::vector<const Standing*>> byReading;
        for (const Standing& one : boxes_) byReading[one.box.reading].push_back(&one);
        std::string out = "<table class=\"fields\"><caption>" +
                          say("項目（紙の読み順）", "fields, as the paper is read") + "</caption><thead><tr><th>" +
                          say("読み順", "reading") + "</th><th>" + say("入力順", "keyboard") + "</th><th>" +
                          say("項目", "field") + "</th><th>" + say("型", "type") + "</th><th>" +
                          say("枠（mm）と選択肢", "boxes (mm) and options") + "</th></tr></thead><tbody>";
        int before = 0;
        for (const auto& [order, places] : byReading) {
            const forms::PreviewBox& first = places.front()->box;
            const forms::Field* field = asked_.field(first.field);
            const bool jumps = first.keyboard < before;
            before = first.keyboard;
            out += "<tr data-field=\"" + e(first.field) + "\"><td class=\"num\">" + std::to_string(order) +
                   "</td><td class=\"num" + (jumps ? " jump" : "") + "\">" + std::to_string(first.keyboard) +
                   (jumps ? " ↑" : "") + "</td><td>" + e(field != nullptr ? field->title : first.label) +
                   "<br/><code>" + e(first.field) + "</code></td><td>" + e(first.type) +
                   (field != nullptr && field->required ? say("<br/>必須", "<br/>required") : "") + "</td><td>";
            std::vector<const Standing*> sorted = places;
            std::stable_sort(sorted.begin(), sorted.end(), [](const Standing* a, const Standing* b) {
                return std::pair(a->page, rank(a->box.part)) < std::pair(b->page, rank(b->box.part));
            });
            for (const Standing* one : sorted) out += standing(*one, field);
            out += "</td></tr>";
        }
        return out + "</tbody></table>";
    }

    struct Standing {
        int page = 0;
        forms::PreviewBox box;
    };

    // As the parts of a value are written: era, year, month, day; 1, 2, 3.
    static int rank(const std::string& part) {
        static const std::vector<std::string> order{"", "era", "year", "month", "day", "1", "2", "3"};
        return static_cast<int>(std::find(order.begin(), order.end(), part) - order.begin());
    }

    std::string standing(const Standing& one, const forms::Field* field) const {
        const forms::PreviewBox& box = one.box;
        std::string out = "<div>";
        if (loaded_.layout.pages.size() > 1) out += "p." + std::to_string(one.page) + " ";
        if (!box.part.empty()) out += "<b>" + e(partName(box.part)) + "</b> ";
        if (!box.option.empty()) {
            const forms::Option* option = field == nullptr ? nullptr : field->option(box.option);
            out += "<code>" + e(box.option) + "</code> " + (option != nullptr ? e(option->title) + " " : "");
        }
        out += "<span class=\"mm\">" + mm(box.box.x) + " " + mm(box.box.y) + " " + mm(box.box.width) + " " +
               mm(box.box.height);
        if (!box.cells.empty()) out += say("、", ", ") + std::to_string(box.cells.size()) + say(" 枠", " cells");
        if (box.place.line > 0) out += " · " + say("行 ", "line ") + std::to_string(box.place.line);
        return out + "</span></div>";
    }

    const LoadedLayout& loaded_;
    const forms::Form& asked_;  // with the layout's own fields
    Language language_;
    std::vector<Standing> boxes_;
};

// The line that a finding points to, with a caret under the column.
std::string excerpt(const Place& place) {
    if (place.line < 1) return {};
    const auto content = files::read(place.file);
    if (!content) return {};
    const std::vector<std::string> lines = text::split(*content, '\n');
    if (static_cast<std::size_t>(place.line) > lines.size()) return {};
    std::u32string line = text::decode(lines[static_cast<std::size_t>(place.line) - 1]);
    auto column = static_cast<std::size_t>(std::max(1, place.column)) - 1;
    constexpr std::size_t kBefore = 40, kLong = 110;
    if (column > kBefore && line.size() > kLong) {
        line = U"…" + line.substr(column - kBefore + 1);
        column = kBefore;
    }
    if (line.size() > kLong) line = line.substr(0, kLong) + U"…";
    column = std::min(column, line.size());
    return "<pre>" + e(text::encode(line.substr(0, column))) + "<mark>" + e(text::encode(line.substr(column, 1))) +
           "</mark>" + e(text::encode(line.substr(std::min(line.size(), column + 1)))) + "</pre>";
}

std::string oneFinding(const Error& error, const char* css, Language language) {
    return std::string("<li class=\"") + css + "\"><b>" + e(error.code) + "</b> <code>" + e(error.place.text()) +
           "</code><br/>" + e(error.message.in(language)) +
           (std::string_view(css) == "error" ? excerpt(error.place) : "") + "</li>";
}

}  // namespace

Result<std::string> previewPages(const LoadedLayout& loaded, Language language) {
    return Pages(loaded, language).html();
}

std::string previewFindings(const forms::Findings& findings, const std::string& file, Language language) {
    const bool ja = language == Language::ja;
    const std::string errors = std::to_string(findings.errors.size()),
                      warnings = std::to_string(findings.warnings.size());
    std::string out =
        std::string("<p class=\"count ") + (findings.errors.empty() ? "good" : "bad") + "\">" +
        (ja ? "誤り " + errors + " 件、注意 " + warnings + " 件" : errors + " errors, " + warnings + " warnings") +
        "</p><p class=\"file\"><code>" + e(file) + "</code></p><ol>";
    for (const Error& error : findings.errors) out += oneFinding(error, "error", language);
    for (const Error& warning : findings.warnings) out += oneFinding(warning, "warning", language);
    return out + "</ol>";
}

std::string previewHtml(const std::string& title, const std::string& findings, const std::string& pages,
                        Language language, bool live) {
    const bool ja = language == Language::ja;
    const auto layer = [&](const char* id, const char* japanese, const char* english, bool on) {
        return std::string("<label><input type=\"checkbox\" data-layer=\"") + id + "\"" + (on ? " checked=\"\"" : "") +
               "/> " + (ja ? japanese : english) + "</label>";
    };
    std::string out = "<!DOCTYPE html>\n<html lang=\"" + std::string(ja ? "ja" : "en") +
                      "\"><head><meta charset=\"utf-8\"/><meta name=\"viewport\" content=\"width=device-width\"/>"
                      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; "
                      "style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'\"/><title>" +
                      e(title) + "</title><style>" + previewStyle() +
                      "</style></head>\n<body class=\"on-name on-order on-code\">";
    out += "<nav>" + std::string(live ? "<span id=\"state\" role=\"status\"></span>" : "") +
           layer("name", "項目名", "titles", true) + layer("order", "読み順", "reading order", true) +
           layer("code", "選択肢のコード", "option codes", true) + layer("keys", "入力順", "keyboard order", false) +
           layer("residual", "残差の上限", "residual bound", false) + layer("bare", "枠を隠す", "hide boxes", false) +
           "<label>" + (ja ? "大きさ" : "size") +
           " <input type=\"range\" id=\"zoom\" min=\"50\" max=\"250\" value=\"100\"/></label>" +
           "<span class=\"legend\"><i class=\"text\"></i>" + (ja ? "文字・数字" : "text, digits") +
           "<i class=\"choice\"></i>" + (ja ? "選択" : "options") + "<i class=\"seal\"></i>" + (ja ? "印" : "seal") +
           "<i class=\"image\"></i>" + (ja ? "画像・コード" : "picture, code") + "</span></nav>";
    out += "<aside id=\"findings\" aria-live=\"polite\">" + findings + "</aside><main id=\"pages\">" + pages +
           "</main>\n<script>" + previewScript(language, live) + "</script></body></html>\n";
    return out;
}

}  // namespace toitsu::cli
