#include "forms/layout_parser.h"

#include <algorithm>
#include <filesystem>

#include "forms/check_digits.h"
#include "forms/element_reader.h"
#include "forms/findings.h"

namespace toitsu::forms {
namespace {

struct Paper {
    const char* name;
    double width, height;
};
constexpr Paper kPapers[] = {
    {"A4", 210, 297}, {"A4-landscape", 297, 210}, {"A5", 148, 210}, {"A5-landscape", 210, 148}};

void readPaper(ElementReader& reader, LayoutPage& page) {
    std::vector<std::string> names;
    for (const Paper& paper : kPapers) names.emplace_back(paper.name);
    if (const auto index = reader.oneOf("paper", names)) {
        page.width = kPapers[*index].width;
        page.height = kPapers[*index].height;
    }
    const bool named = reader.has("paper");
    const bool sized = reader.has("width") || reader.has("height");
    if (named && sized) {
        reader.error("F046", reader.has("width") ? "width" : "height",
                     {"paper と width・height は一緒に書けません。どちらかを消してください。",
                      "paper and width/height exclude each other. Remove one of them."});
    }
    const auto width = reader.number("width", 20, 1000);
    const auto height = reader.number("height", 20, 1000);
    if (sized && !named) {
        reader.required("width");
        reader.required("height");
        page.width = width.value_or(page.width);
        page.height = height.value_or(page.height);
    } else if (!named) {
        reader.required("paper");
    }
}

void readBlank(ElementReader& reader, const std::string& file, LayoutPage& page) {
    if (!reader.has("blank")) return;
    const std::string name = reader.optional("blank");
    const bool plain =
        !name.empty() && name.find_first_of("/\\") == std::string::npos && name.find('\0') == std::string::npos;
    const std::filesystem::path path = std::filesystem::path(file).parent_path() / name;
    std::error_code problem;
    if (plain && std::filesystem::is_regular_file(path, problem)) {
        page.blank = path.string();
        return;
    }
    reader.error("F043", "blank",
                 {"白紙の画像「" + shown(name) +
                      "」がありません。300 dpi の PNG をこのファイルと同じフォルダに置くか、blank を消してください。",
                  "There is no picture \"" + shown(name) +
                      "\". Put a PNG of the blank at 300 dpi beside this file, or remove blank."});
}

void readPage(const xml::Element& element, const std::string& file, const Form& form, Layout& layout,
              Findings& findings) {
    ElementReader reader(element, findings);
    LayoutPage page;
    page.number = static_cast<int>(layout.pages.size()) + 1;
    if (reader.required("number")) page.number = reader.whole("number", 1, 100).value_or(page.number);
    const bool twice = std::any_of(layout.pages.begin(), layout.pages.end(),
                                   [&](const LayoutPage& p) { return p.number == page.number; });
    if (twice) {
        const std::string number = std::to_string(page.number);
        reader.error("F044", "number",
                     {"ページ " + number + " が2つあります。番号を変えてください。",
                      "Page " + number + " stands twice. Renumber one."});
    }
    readPaper(reader, page);
    readBlank(reader, file, page);
    reader.finish(
        {"place", "choice", "flag", "seal", "image", "barcode", "fixed", "rows", "text", "line", "frame", "mark"});
    for (const xml::Element& child : element.children) {
        if (child.space != element.space) continue;
        if (enough(findings) || tooManyPlaces(child, page, 1, findings)) break;
        if (child.local == "rows") {
            readRows(child, layout.id, form, page, findings);
        } else if (isFieldElement(child.local)) {
            readFieldElement(child, form, page, findings);
        } else {
            readPrinted(child, layout.id, page, findings);
        }
    }
    layout.pages.push_back(std::move(page));
}

void readMunicipality(ElementReader& reader, Layout& layout) {
    const auto code = reader.required("municipality");
    if (!code) return;
    layout.municipality = *code;
    if (validMunicipalityCode(*code)) return;
    Wording hint{"6桁の全国地方公共団体コードを書いてください。",
                 " Write the six digits of the 全国地方公共団体コード."};
    for (char last = '0'; last <= '9' && code->size() == 6; ++last) {
        const std::string repaired = code->substr(0, 5) + last;
        if (validMunicipalityCode(repaired)) {
            hint = {"「" + code->substr(0, 5) + "」の検査数字は " + last + " です。",
                    " The check digit of \"" + code->substr(0, 5) + "\" is " + last + "."};
        }
    }
    reader.error("F041", "municipality",
                 Wording{"団体コード「" + shown(*code) + "」は正しくありません。",
                         "The municipality code \"" + shown(*code) + "\" is wrong."} +
                     hint);
}

void readHead(const xml::Element& root, const Form& form, Layout& layout, Findings& findings) {
    ElementReader reader(root, findings);
    layout.id = reader.required("id").value_or("");
    if (layout.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_.") != std::string::npos) {
        reader.error(
            "F021", "id",
            {"レイアウトの id「" + shown(layout.id) +
                 "」は使えません。英小文字・数字・ハイフンで書いてください(例 komoro-2021)。",
             "The layout's id \"" + shown(layout.id) + "\" is not possible. Use a–z, 0–9 and '-', e.g. komoro-2021."});
    }
    layout.form = reader.required("form").value_or("");
    if (!layout.form.empty() && layout.form != form.id) {
        reader.error("F030", "form",
                     {"様式「" + shown(layout.form) + "」と書かれていますが、このレイアウトの様式は「" + form.id +
                          "」です。form=\"" + form.id + "\" と書いてください。",
                      "The layout names form \"" + shown(layout.form) + "\", but it belongs to \"" + form.id +
                          "\". Write form=\"" + form.id + "\"."});
    }
    readMunicipality(reader, layout);
    layout.title = reader.optional("title");
    layout.from = reader.date("from");
    layout.to = reader.date("to");
    if (layout.from && layout.to && *layout.to < *layout.from) {
        reader.error("F042", "to",
                     {"終わりの日 to が始まりの日 from より前です。日付を入れ替えるか直してください。",
                      "The last day (to) lies before the first (from). Swap or correct them."});
    }
    layout.residualBound = reader.number("residual", 0.05, 5).value_or(0.5);
    reader.finish({"field", "page"});
}

bool tooManyPages(const xml::Element& element, const Layout& layout, Findings& findings) {
    if (layout.pages.size() < 100) return false;
    addError(findings, "F061",
             {"ページが多すぎます(100 まで)。レイアウトを分けてください。",
              "There are too many pages (at most 100). Divide the layout."},
             element.place);
    return true;
}

}  // namespace

std::optional<Layout> parseLayout(std::string_view source, const std::string& file, const Form& form,
                                  Findings& findings) {
    const auto document = xml::parse(source, file);
    if (!document) {
        findings.errors.push_back(document.error());
        return {};
    }
    const xml::Element& root = document->root;
    Findings own;
    Layout layout;
    layout.place = root.place;
    if (checkRoot(root, "layout", kLayoutNamespace, own)) {
        readHead(root, form, layout, own);
        Form asked = form;
        for (const xml::Element& child : root.children)
            if (child.space == root.space && child.local == "field") readLocalField(child, layout, asked, own);
        for (const xml::Element& child : root.children) {
            if (child.space != root.space || child.local != "page") continue;
            if (enough(own) || tooManyPages(child, layout, own)) break;
            readPage(child, file, asked, layout, own);
        }
        if (layout.pages.empty()) {
            addError(own, "F013",
                     {"ページがありません。<page number=\"1\" paper=\"A4\">…</page> を書いてください。",
                      "There is no page. Add <page number=\"1\" paper=\"A4\">…</page>."},
                     root.place);
        }
        lintLayout(layout, asked, own);
        if (!layout.localFields.empty()) layout.asked = std::make_shared<const Form>(std::move(asked));
    }
    sortByPlace(own);
    const bool good = own.errors.empty();
    findings.errors.insert(findings.errors.end(), own.errors.begin(), own.errors.end());
    findings.warnings.insert(findings.warnings.end(), own.warnings.begin(), own.warnings.end());
    if (!good) return {};
    return layout;
}

Result<std::string> formOfLayout(std::string_view source, const std::string& file) {
    const auto document = xml::parse(source, file);
    if (!document) return fail(document.error());
    Findings findings;
    if (!checkRoot(document->root, "layout", kLayoutNamespace, findings)) return fail(findings.errors.front());
    ElementReader reader(document->root, findings);
    if (const auto form = reader.required("form")) return *form;
    return fail(findings.errors.front());
}

}  // namespace toitsu::forms
