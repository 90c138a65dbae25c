#include "forms/layout_parser.h"

#include <algorithm>
#include <filesystem>

#include "forms/check_digits.h"
#include "forms/element_reader.h"
#include "forms/findings.h"
#include "forms/form_parser.h"

namespace toitsu::forms {
namespace {

// `inherited`: the page has its size from the base, and need not say it again.
void readPaper(ElementReader& reader, bool inherited, LayoutPage& page) {
    std::vector<std::string> names;
    for (const Paper& paper : papers()) names.emplace_back(paper.name);
    if (const auto index = reader.oneOf("paper", names)) {
        page.width = papers()[*index].width;
        page.height = papers()[*index].height;
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
    } else if (!named && !inherited) {
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

void readContent(const xml::Element& element, const Form& form, const Layout& layout, LayoutPage& page,
                 Findings& findings) {
    for (const xml::Element& child : element.children) {
        if (child.space != element.space || child.local == "remove") continue;
        if (enough(findings) || tooManyPlaces(child, page, 1, findings)) break;
        if (child.local == "rows") {
            readRows(child, layout.id, form, page, findings);
        } else if (isFieldElement(child.local)) {
            readFieldElement(child, form, page, findings);
        } else {
            readPrinted(child, layout.id, page, findings);
        }
    }
}

void checkInherited(ElementReader& reader, const LayoutPage& page) {
    if (standsOn(page, page)) return;
    reader.error(
        "F037", "paper",
        {"もとのレイアウトの枠がこの大きさの紙からはみ出します。紙を同じにするか、はみ出す項目を書き直すか "
         "<remove> で消してください。",
         "Places of the base lie off a page of this size. Keep its paper, or place or <remove> those fields."});
}

// `own` are the numbers of the pages that this file has written so far.
void readPage(const xml::Element& element, const std::string& file, const Form& form, Layout& layout,
              std::vector<int>& own, Findings& findings) {
    ElementReader reader(element, findings);
    LayoutPage page;
    page.number = static_cast<int>(layout.pages.size()) + 1;
    if (reader.required("number")) page.number = reader.whole("number", 1, 100).value_or(page.number);
    if (std::find(own.begin(), own.end(), page.number) != own.end()) {
        const std::string number = std::to_string(page.number);
        reader.error("F044", "number",
                     {"ページ " + number + " が2つあります。番号を変えてください。",
                      "Page " + number + " stands twice. Renumber one."});
    }
    own.push_back(page.number);
    const auto inherited = std::find_if(layout.pages.begin(), layout.pages.end(),
                                        [&](const LayoutPage& known) { return known.number == page.number; });
    const bool derived = inherited != layout.pages.end() && !layout.basedOn.empty();
    if (derived) {
        page.width = inherited->width;
        page.height = inherited->height;
        page.blank = inherited->blank;
    }
    readPaper(reader, derived, page);
    readBlank(reader, file, page);
    const bool keepPrinted = !reader.has("printed") || !reader.oneOf("printed", {"own"}).has_value();
    if (reader.has("printed") && layout.basedOn.empty()) needsBase(element, "printed", findings);
    reader.finish({"place", "choice", "flag", "seal", "image", "barcode", "fixed", "rows", "text", "line", "frame",
                   "mark", "remove"});
    for (const xml::Element& child : element.children) {
        if (child.space != element.space || child.local != "remove") continue;
        if (derived)
            readRemove(child, {&*inherited}, findings);
        else
            needsBase(child, "", findings);
    }
    readContent(element, form, layout, page, findings);
    if (!derived) {
        layout.pages.push_back(std::move(page));
        return;
    }
    const bool resized = page.width != inherited->width || page.height != inherited->height;
    inherited->width = page.width;
    inherited->height = page.height;
    inherited->blank = page.blank;
    overridePage(*inherited, std::move(page), keepPrinted);
    if (resized) checkInherited(reader, *inherited);
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
    layout.version = reader.whole("version", 1, 1'000'000).value_or(1);
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
    reader.has("based-on");
    reader.number("residual", 0.05, 5);
    reader.finish({"field", "remove", "page"});
}

bool tooManyPages(const xml::Element& element, const Layout& layout, Findings& findings) {
    if (layout.pages.size() < 100) return false;
    addError(findings, "F061",
             {"ページが多すぎます(100 まで)。レイアウトを分けてください。",
              "There are too many pages (at most 100). Divide the layout."},
             element.place);
    return true;
}

// Local fields, what is removed of the base, and the pages.
void readBody(const xml::Element& root, const std::string& file, const Form& form, Layout& layout, Findings& findings) {
    std::vector<const xml::Element*> fields, removed, pages;
    for (const xml::Element& child : root.children) {
        if (child.space != root.space) continue;
        if (child.local == "field") fields.push_back(&child);
        if (child.local == "remove") removed.push_back(&child);
        if (child.local == "page") pages.push_back(&child);
    }
    for (const xml::Element* field : fields)  // written anew
        std::erase_if(layout.localFields, [&](const Field& known) { return known.id == field->get("id"); });
    Form asked = form;
    asked.fields.insert(asked.fields.end(), layout.localFields.begin(), layout.localFields.end());
    for (const xml::Element* field : fields) {
        if (enough(findings)) break;
        readLocalField(*field, layout, asked, findings);
    }
    for (const xml::Element* element : removed) {
        if (layout.basedOn.empty()) {
            needsBase(*element, "", findings);
            continue;
        }
        std::vector<LayoutPage*> all;
        for (LayoutPage& page : layout.pages) all.push_back(&page);
        readRemove(*element, all, findings);
    }
    std::vector<int> own;
    for (const xml::Element* page : pages) {
        if (enough(findings) || tooManyPages(*page, layout, findings)) break;
        readPage(*page, file, asked, layout, own, findings);
    }
    if (layout.pages.empty()) {
        addError(findings, "F013",
                 {"ページがありません。<page number=\"1\" paper=\"A4\">…</page> を書いてください。",
                  "There is no page. Add <page number=\"1\" paper=\"A4\">…</page>."},
                 root.place);
    }
    lintLayout(layout, asked, findings);
    if (!layout.localFields.empty()) layout.asked = std::make_shared<const Form>(std::move(asked));
}

}  // namespace

const std::vector<Paper>& papers() {
    static const std::vector<Paper> all{
        {"A4", 210, 297}, {"A4-landscape", 297, 210}, {"A5", 148, 210}, {"A5-landscape", 210, 148}};
    return all;
}

std::optional<Layout> parseLayout(std::string_view source, const std::string& file, const Form& form,
                                  Findings& findings) {
    return parseLayoutBelow(source, file, form, {}, findings);
}

std::optional<Layout> parseLayoutBelow(std::string_view source, const std::string& file, const Form& form,
                                       const std::vector<std::string>& above, Findings& findings) {
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
        bool whole = true;
        if (root.attribute("based-on") != nullptr) {
            const auto base = readBase(root, file, form, above, own);
            whole = base.has_value();
            if (base) inherit(*base, layout);
        }
        Findings ignored;  // readHead has told it
        layout.residualBound = ElementReader(root, ignored).number("residual", 0.05, 5).value_or(layout.residualBound);
        if (whole) readBody(root, file, form, layout, own);
    }
    lintEncoding(source, file, own);
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
