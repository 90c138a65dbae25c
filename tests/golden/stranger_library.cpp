#include "tests/golden/stranger_library.h"

#include <cstdlib>
#include <functional>
#include <sstream>

#include "base/json.h"
#include "base/text.h"
#include "base/xml.h"
#include "ocr/page.h"
#include "tests/golden/quexf_blank.h"

namespace toitsu::golden {

namespace {

constexpr double kMmPerPixel = 25.4 / 300;

std::string attribute(const std::string& name, const std::string& value) {
    return " " + name + "=\"" + xml::escape(value) + "\"";
}

double number(const Value& value) {
    return value.number() != nullptr ? value.number()->toDouble() : 0;
}

struct Rect {
    double left = 0, top = 0, right = 0, bottom = 0;  // pixels

    std::string box() const {
        std::ostringstream out;
        out << left * kMmPerPixel << ' ' << top * kMmPerPixel << ' ' << (right - left) * kMmPerPixel << ' '
            << (bottom - top) * kMmPerPixel;
        return out.str();
    }
};

Rect rectOf(const Value& list) {
    const auto& l = *list.list();
    return {number(l[0]), number(l[1]), number(l[2]), number(l[3])};
}

std::string idOf(std::string name) {
    for (auto& c : name) c = c == '_' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return name;
}

Rect around(const std::vector<Rect>& rects) {
    Rect all = rects.front();
    for (const auto& r : rects)
        all = {std::min(all.left, r.left), std::min(all.top, r.top), std::max(all.right, r.right),
               std::max(all.bottom, r.bottom)};
    return all;
}

std::string cellsPlace(const std::string& field, const std::vector<Rect>& cells) {
    std::string out = "<place" + attribute("field", field) + attribute("box", around(cells).box()) +
                      attribute("cells", std::to_string(cells.size())) + attribute("written", "hand") + ">";
    for (const auto& cell : cells) out += "<cell" + attribute("box", cell.box()) + "/>";
    return out + "</place>\n";
}

std::string choicePlace(const std::string& field, const std::string& mark, const std::vector<Rect>& boxes) {
    std::string out = "<choice" + attribute("field", field) + attribute("mark", mark) + ">";
    for (std::size_t n = 0; n < boxes.size(); ++n)
        out += "<at" + attribute("option", "o" + std::to_string(n)) + attribute("box", boxes[n].box()) + "/>";
    return out + "</choice>\n";
}

std::string choiceField(const std::string& id, const std::string& type, std::size_t options) {
    std::string out = "<field" + attribute("id", id) + attribute("type", type) + attribute("title", id) + ">";
    for (std::size_t n = 0; n < options; ++n)
        out += "<option" + attribute("code", "o" + std::to_string(n)) + attribute("title", std::to_string(n)) + "/>";
    return out + "</field>\n";
}

std::string plainField(const std::string& id, const std::string& type, std::size_t digits = 0) {
    return "<field" + attribute("id", id) + attribute("type", type) + attribute("title", id) +
           (digits > 0 ? attribute("maxlength", std::to_string(digits)) : "") + "/>\n";
}

struct Written {
    std::string fields, places;
};

Written foreignField(const Value& field) {
    const std::string id = idOf(*field["name"].string()), type = *field["type"].string();
    if (type == "seal")
        return {plainField(id, "seal"),
                "<seal" + attribute("field", id) + attribute("box", rectOf(field["rect"]).box()) + "/>\n"};
    if (type == "digits") {
        std::vector<Rect> cells;
        for (const auto& box : *field["boxes"].list()) cells.push_back(rectOf(box));
        return {plainField(id, "digits", cells.size()), cellsPlace(id, cells)};
    }
    if (type == "text")
        return {plainField(id, "text"), "<place" + attribute("field", id) +
                                            attribute("box", rectOf(field["rect"]).box()) +
                                            attribute("written", "hand") + "/>\n"};
    std::vector<Rect> boxes;
    for (const auto& option : *field["opts"].list()) boxes.push_back(rectOf(option["rect"]));
    const bool many = field["multi"].isTrue();
    return {choiceField(id, many ? "choices" : "choice", boxes.size()),
            choicePlace(id, type == "circ" ? "circle" : "check", boxes)};
}

std::string formXml(const std::string& id, const std::string& fields) {
    return "<form xmlns=\"urn:toitsu:form:1\" id=\"" + id + "\" version=\"1\" title=\"" + id + "\">\n" + fields +
           "</form>\n";
}

std::string layoutXml(const std::string& id, const std::string& pages) {
    return "<layout xmlns=\"urn:toitsu:layout:1\" form=\"" + id + "\" municipality=\"202011\" id=\"" + id + "\">\n" +
           pages + "</layout>\n";
}

Result<void> writeForm(const std::string& folder, const std::string& id, const std::string& fields,
                       const std::string& pages) {
    const std::string form = folder + "/forms/" + id;
    if (auto made = files::makeFolders(form + "/layouts"); !made) return made;
    if (auto wrote = files::writeAtomically(form + "/form.xml", formXml(id, fields)); !wrote) return wrote;
    return files::writeAtomically(form + "/layouts/" + id + ".xml", layoutXml(id, pages));
}

}  // namespace

Result<StrangerLibrary> foreignLibrary(const std::string& data) {
    auto folder = files::TemporaryFolder::make("toitsu-foreign");
    if (!folder) return fail(folder.error());
    for (const std::string name : {"A", "B"}) {
        const auto text = files::read(data + "/blank/" + name + ".json");
        if (!text) return fail(text.error());
        const auto about = json::parse(*text);
        if (!about) return fail(about.error());
        const std::string id = idOf(name);
        Written written;
        for (const auto& field : *(*about)["fields"].list()) {
            const auto one = foreignField(field);
            written.fields += one.fields;
            written.places += one.places;
        }
        const auto blank = files::read(data + "/blank/" + name + ".png");
        if (!blank) return fail(blank.error());
        const std::string page = "<page number=\"1\" width=\"" + std::to_string(number((*about)["w"]) * kMmPerPixel) +
                                 "\" height=\"" + std::to_string(number((*about)["h"]) * kMmPerPixel) + "\" blank=\"" +
                                 id + ".png\">\n" + written.places + "</page>\n";
        if (auto wrote = writeForm(folder->path(), id, written.fields, page); !wrote) return fail(wrote.error());
        if (auto wrote = files::writeAtomically(folder->path() + "/forms/" + id + "/layouts/" + id + ".png", *blank);
            !wrote)
            return fail(wrote.error());
    }
    std::string path = folder->path();
    return StrangerLibrary{std::move(*folder), std::move(path)};
}

Result<StrangerLibrary> quexfLibrary(const std::string& data) {
    auto folder = files::TemporaryFolder::make("toitsu-quexf");
    if (!folder) return fail(folder.error());
    const auto document = xml::load(data + "/test_original.xml");
    if (!document) return fail(document.error());
    const auto blanks = ocr::load(data + "/test_blank.pdf");
    if (!blanks) return fail(blanks.error());
    const std::string layouts = folder->path() + "/forms/quexf/layouts";
    if (auto made = files::makeFolders(layouts); !made) return fail(made.error());
    std::string fields, pages;
    std::size_t number = 0;
    for (const auto* page : document->root.child("questionnaire")->all("page")) {
        std::string places;
        std::vector<ListedBox> squares;
        for (const auto* group : page->all("boxgroup")) {
            const int type =
                std::atoi(group->child("type")->text.c_str());  // 1 one choice, 2 several, 3 text, 4 number
            const std::string id = idOf(group->child("varname")->text);
            std::vector<Rect> boxes;
            for (const auto* box : group->all("box")) {
                const auto at = [&](const char* name) { return std::atof(box->child(name)->text.c_str()); };
                boxes.push_back({at("tlx"), at("tly"), at("brx"), at("bry")});
            }
            if (type == 1 || type == 2) {
                fields += choiceField(id, type == 1 ? "choice" : "choices", boxes.size());
                places += choicePlace(id, "cross", boxes);
                for (const auto& b : boxes) squares.push_back({b.left, b.top, b.right, b.bottom});
            } else if (type == 4 || boxes.size() <= 6) {  // hand-printed numbers
                fields += plainField(id, "digits", boxes.size());
                places += cellsPlace(id, boxes);
            } else {
                fields += plainField(id, "text");
                places += "<place" + attribute("field", id) + attribute("box", around(boxes).box()) +
                          attribute("written", "hand") + "/>\n";
            }
        }
        const auto blank = straightened((*blanks)[number++].picture, squares);
        if (blank.empty())
            return fail(ErrorKind::input, "S030",
                        {"四隅の印が見つかりません", "the corner marks of the blank were not found"},
                        {data, 0, 0, static_cast<int>(number)});
        const std::string file = "page" + std::to_string(number) + ".png";
        if (auto wrote = ocr::writePng(blank, layouts + "/" + file); !wrote) return fail(wrote.error());
        pages += "<page number=\"" + std::to_string(number) + "\" width=\"" +
                 std::to_string(blank.width * kMmPerPixel) + "\" height=\"" +
                 std::to_string(blank.height * kMmPerPixel) + "\" blank=\"" + file + "\">\n" + places + "</page>\n";
    }
    if (auto wrote = writeForm(folder->path(), "quexf", fields, pages); !wrote) return fail(wrote.error());
    std::string path = folder->path();
    return StrangerLibrary{std::move(*folder), std::move(path)};
}

}  // namespace toitsu::golden
