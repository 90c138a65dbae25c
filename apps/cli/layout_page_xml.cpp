#include "apps/cli/layout_page_xml.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "base/text.h"
#include "base/xml.h"
#include "forms/element_reader.h"
#include "forms/findings.h"
#include "forms/preview.h"

namespace toitsu::cli {

namespace {

constexpr const char* kNamespace = "http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15";
constexpr double kDpi = 300, kMmPerInch = 25.4;

long pixels(double mm) {
    return std::lround(mm / kMmPerInch * kDpi);
}

std::string points(const forms::Box& box) {
    const std::string left = std::to_string(pixels(box.x)), right = std::to_string(pixels(box.right()));
    const std::string top = std::to_string(pixels(box.y)), bottom = std::to_string(pixels(box.bottom()));
    return left + "," + top + " " + right + "," + top + " " + right + "," + bottom + " " + left + "," + bottom;
}

std::string entry(const char* name, const std::string& value) {
    return value.empty() ? "" : std::string(" ") + name + ":" + value + ";";
}

const forms::ChoicePlace* choiceOf(const forms::LayoutPage& page, const forms::PreviewBox& box) {
    const auto found = std::find_if(page.choices.begin(), page.choices.end(), [&](const forms::ChoicePlace& choice) {
        return choice.field == box.field && choice.part == box.part;
    });
    return found == page.choices.end() ? nullptr : &*found;
}

std::string markName(forms::Mark mark) {
    return mark == forms::Mark::circle ? "circle" : mark == forms::Mark::cross ? "cross" : "check";
}

std::string region(const forms::LayoutPage& page, const forms::PreviewBox& box, int number) {
    const bool option = !box.option.empty();
    std::string custom = "readingOrder {index:" + std::to_string(number - 1) + ";} toitsu {" +
                         (" kind:" + (box.kind == "text" ? std::string("place") : box.kind) + ";") +
                         entry("field", box.field) + entry("part", box.part) +
                         entry("option", box.kind == "choice" ? box.option : "") +
                         entry("box", millimetres(box.box.x) + " " + millimetres(box.box.y) + " " +
                                          millimetres(box.box.width) + " " + millimetres(box.box.height)) +
                         entry("cells", box.cells.empty() ? "" : std::to_string(box.cells.size()));
    std::string words = box.label;
    if (const forms::ChoicePlace* choice = option ? choiceOf(page, box) : nullptr) {
        custom += entry("mark", markName(choice->mark));
        for (const forms::OptionPlace& at : choice->options)
            if (at.option == box.option) words = at.printed;
    }
    const char* element = box.kind == "image" ? "ImageRegion" : box.kind == "seal" ? "GraphicRegion" : "TextRegion";
    const std::string id = "r" + std::to_string(number);
    std::string out = std::string("    <") + element + " id=\"" + id + "\" custom=\"" + xml::escape(custom + "}") +
                      "\"" +
                      (box.kind == "seal"    ? " type=\"stamp\""
                       : box.kind == "image" ? ""
                                             : " type=\"other\" primaryLanguage=\"Japanese\"") +
                      "><Coords points=\"" + points(box.box) + "\"/>";
    if (std::string_view(element) == "TextRegion")
        out += "<TextEquiv><Unicode>" + xml::escape(words) + "</Unicode></TextEquiv>";
    return out + "</" + element + ">\n";
}

// The value of `name` in the group `toitsu {…}` of a custom attribute.
std::string customValue(const std::string& custom, const std::string& name, const std::string& group = "toitsu") {
    const std::size_t from = custom.find(group + " {");
    if (from == std::string::npos) return {};
    const std::size_t end = custom.find('}', from);
    const std::string inner = custom.substr(from + group.size() + 2, end - from - group.size() - 2);
    for (const std::string& part : text::split(inner, ';')) {
        const std::string trimmed = text::trim(part);
        if (trimmed.starts_with(name + ":")) return trimmed.substr(name.size() + 1);
    }
    return {};
}

std::optional<forms::Box> boundsOf(const xml::Element& element) {
    const xml::Element* coords = element.child("Coords");
    if (coords == nullptr) return std::nullopt;
    constexpr double kFar = std::numeric_limits<double>::max();
    double left = kFar, top = kFar, right = -kFar, bottom = -kFar;
    for (const std::string& point : text::split(coords->get("points"), ' ')) {
        const std::size_t comma = point.find(',');
        if (comma == std::string::npos) continue;
        const double x = std::atof(point.c_str()), y = std::atof(point.c_str() + comma + 1);
        left = std::min(left, x), right = std::max(right, x), top = std::min(top, y), bottom = std::max(bottom, y);
    }
    constexpr double kMostPixels = 1e6;  // a picture is never as wide; also keeps out what is no number
    if (!(left < right && top < bottom && left > -kMostPixels && top > -kMostPixels && right < kMostPixels &&
          bottom < kMostPixels))
        return std::nullopt;
    return forms::Box{left, top, right - left, bottom - top};
}

std::string unicodeOf(const xml::Element& element) {
    const xml::Element* equiv = element.child("TextEquiv");
    const xml::Element* unicode = equiv == nullptr ? nullptr : equiv->child("Unicode");
    return unicode == nullptr ? "" : text::trim(unicode->text);
}

// The box in millimetres as we wrote it, unless somebody has moved the region since.
forms::Box unmoved(const std::string& written, const forms::Box& seen) {
    constexpr double kRounding = 0.1;  // mm: a pixel and a little
    const auto numbers = forms::parseNumbers(written, 4);
    if (!numbers) return seen;
    const forms::Box exact{(*numbers)[0], (*numbers)[1], (*numbers)[2], (*numbers)[3]};
    const bool same = std::abs(exact.x - seen.x) < kRounding && std::abs(exact.y - seen.y) < kRounding &&
                      std::abs(exact.right() - seen.right()) < kRounding &&
                      std::abs(exact.bottom() - seen.bottom()) < kRounding;
    return same ? exact : seen;
}

ImportedBox boxOf(const xml::Element& element, const forms::Box& inPixels, double mmPerPixel) {
    const std::string custom = element.get("custom");
    ImportedBox out;
    out.box = unmoved(customValue(custom, "box"), {inPixels.x * mmPerPixel, inPixels.y * mmPerPixel,
                                                   inPixels.width * mmPerPixel, inPixels.height * mmPerPixel});
    out.field = customValue(custom, "field");
    out.part = customValue(custom, "part");
    out.option = customValue(custom, "option");
    const std::string kind = customValue(custom, "kind"), mark = customValue(custom, "mark");
    if (!kind.empty())
        out.kind = kind;
    else if (element.local == "ImageRegion")
        out.kind = "image";
    else if (element.local == "GraphicRegion" && element.get("type") == "stamp")
        out.kind = "seal";
    if (!mark.empty()) out.mark = mark;
    if (out.kind == "choice") out.printed = unicodeOf(element);
    out.cells = std::atoi(customValue(custom, "cells").c_str());
    return out;
}

}  // namespace

std::string pageXmlOf(const forms::Form& form, const forms::Layout& layout, const forms::LayoutPage& page) {
    const std::vector<forms::PreviewBox> boxes = forms::previewBoxes(form, layout, page);
    std::string order, regions;
    for (std::size_t i = 0; i < boxes.size(); ++i) {
        order += "<RegionRefIndexed index=\"" + std::to_string(i) + "\" regionRef=\"r" + std::to_string(i + 1) + "\"/>";
        regions += region(page, boxes[i], static_cast<int>(i + 1));
    }
    // The schema wants a time; this one says that none was asked for.
    const std::string custom = "page { number:" + std::to_string(page.number) + "; layout:" + layout.id +
                               "; width:" + millimetres(page.width) + "; height:" + millimetres(page.height) + ";}";
    std::string out = std::string("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PcGts xmlns=\"") + kNamespace +
                      "\">\n  <Metadata><Creator>Toitsu</Creator><Created>1970-01-01T00:00:00Z</Created>"
                      "<LastChange>1970-01-01T00:00:00Z</LastChange></Metadata>\n  <Page imageFilename=\"" +
                      xml::escape(layout.id) + ".png\" imageWidth=\"" + std::to_string(pixels(page.width)) +
                      "\" imageHeight=\"" + std::to_string(pixels(page.height)) + "\" custom=\"" + xml::escape(custom) +
                      "\">\n";
    if (!order.empty())
        out += "    <ReadingOrder><OrderedGroup id=\"order\">" + order + "</OrderedGroup></ReadingOrder>\n";
    return out + regions + "  </Page>\n</PcGts>\n";
}

std::optional<ImportedPage> pageFromPageXml(const std::string& text, const std::string& file, double dpi,
                                            forms::Findings& findings) {
    const auto document = xml::parse(text, file);
    if (!document) {
        findings.errors.push_back(document.error());
        return std::nullopt;
    }
    const xml::Element* page = document->root.child("Page");
    const double width = page == nullptr ? 0 : std::atof(page->get("imageWidth").c_str());
    const double height = page == nullptr ? 0 : std::atof(page->get("imageHeight").c_str());
    const auto size = [](double pixels) { return pixels >= 1 && pixels <= 1e6; };
    if (document->root.local != "PcGts" || !size(width) || !size(height)) {
        findings.errors.push_back({ErrorKind::input,
                                   "C156",
                                   {"PAGE-XML ではありません。ルートが PcGts で、Page に imageWidth と imageHeight "
                                    "のあるファイルを指定してください",
                                    "no PAGE-XML; name a file whose root is PcGts and whose Page has imageWidth and "
                                    "imageHeight"},
                                   document->root.place});
        return std::nullopt;
    }
    ImportedPage out;
    const std::string custom = page->get("custom");
    const double wide = std::atof(customValue(custom, "width", "page").c_str());
    const double mmPerPixel = wide >= 10 && wide <= 2000 ? wide / width : kMmPerInch / dpi;
    out.width = width * mmPerPixel;
    out.height = height * mmPerPixel;
    if (const int number = std::atoi(customValue(custom, "number", "page").c_str()); number > 0) out.number = number;
    for (const xml::Element& child : page->children) {
        if (!child.local.ends_with("Region")) continue;
        const auto bounds = boundsOf(child);
        if (!bounds) continue;
        ImportedBox box = boxOf(child, *bounds, mmPerPixel);
        if (box.field.empty()) {
            box.field = text::trim(child.get("id"));
            forms::addWarning(findings, "C151",
                              {"この領域がどの項目かわかりません。できたレイアウトの field=\"" +
                                   forms::shown(box.field) + "\" を様式の項目に書き換えてください。",
                               "It is not said which field this region is. Replace field=\"" + forms::shown(box.field) +
                                   "\" in the layout by a field of the form."},
                              child.place);
        }
        out.boxes.push_back(std::move(box));
    }
    return out;
}

}  // namespace toitsu::cli
