#include <algorithm>
#include <map>

#include "apps/cli/bilingual_page.h"
#include "apps/cli/unify_report.h"
#include "base/decimal.h"
#include "base/xml.h"

namespace toitsu::cli {

namespace {

using namespace forms::unification;

std::string mm(double value) {
    return Decimal::fromDouble(value).value_or(Decimal(0)).roundedHalfUp(2).text();
}

std::string stateOf(const Unification& result, std::size_t item, std::size_t paper) {
    const bool clash = std::any_of(result.findings.begin(), result.findings.end(), [&](const Finding& finding) {
        return finding.item == result.coverage.items[item].id && weightOf(finding.kind) == Weight::clash &&
               !finding.rejected;
    });
    return clash ? "clash" : matrixCell(result, item, paper).state;
}

// One rectangle for each place; the number of the field's row in the matrix stands at its first.
std::string marks(const Unification& result, std::size_t paper, int page) {
    std::string out;
    for (std::size_t i = 0; i < result.coverage.items.size(); ++i) {
        const Presence& presence = result.coverage.cells[i][paper];
        bool first = true;
        for (const forms::Standing& one : presence.places) {
            if (one.page != page || one.box.width <= 0) continue;
            if (first)
                out += "<g class=\"" + stateOf(result, i, paper) + "\"><title>" +
                       xml::escape(std::to_string(i + 1) + " " + result.coverage.items[i].field.title + " (" +
                                   result.coverage.items[i].id + ")") +
                       "</title>";
            out += "<rect x=\"" + mm(one.box.x) + "\" y=\"" + mm(one.box.y) + "\" width=\"" + mm(one.box.width) +
                   "\" height=\"" + mm(one.box.height) + "\"/>";
            if (first)
                out += "<text x=\"" + mm(one.box.x + 0.4) + "\" y=\"" + mm(one.box.y + 2.6) + "\">" +
                       std::to_string(i + 1) + "</text>";
            first = false;
        }
        if (!first) out += "</g>";
    }
    return out;
}

std::string pageName(const PagePicture& picture, std::size_t pages) {
    return pages < 2 ? ""
                     : both({" " + std::to_string(picture.page) + " ページ", " page " + std::to_string(picture.page)});
}

}  // namespace

std::string picturesHtml(const Unification& result, const UnifyPictures& pictures) {
    std::string out = "<section id=\"common\" class=\"common\"><h2>" +
                      both({"共通の用紙の案", "The proposed common paper"}) + "</h2><p class=\"sub\">" +
                      both({"様式の案 form.xml、レイアウト layouts/" + result.layout.id + ".xml、印刷用 " +
                                result.layout.id + ".pdf が同じフォルダーにあります。",
                            "form.xml, layouts/" + result.layout.id + ".xml and " + result.layout.id +
                                ".pdf for printing lie in the same folder."}) +
                      "</p>";
    for (const PagePicture& picture : pictures.common)
        out += "<img alt=\"" + xml::escape(result.layout.id + " " + std::to_string(picture.page)) + "\" src=\"" +
               pngSource(picture.png) + "\"/>";
    out +=
        "</section>\n<section id=\"papers\"><h2>" + both({"いまの用紙", "The papers today"}) + "</h2><p class=\"key\">";
    const auto key = [&](const char* kind, const Wording& words) {
        out += std::string("<span><i class=\"") + kind + "\"></i>" + both(words) + "</span>";
    };
    key("clash", {"番号の衝突", "clashing codes"});
    key("other", {"記入のしかたが違う", "filled in differently"});
    key("same", {"案と同じ", "as proposed"});
    key("seal", {"押印欄", "seal"});
    key("kept", {"団体独自", "local"});
    out += both({"番号は対照表の行です。", "Numbers are rows of the coverage."}) + "</p><div class=\"papers\">";
    for (std::size_t p = 0; p < result.papers.size() && p < pictures.papers.size(); ++p) {
        for (const PagePicture& picture : pictures.papers[p]) {
            const std::string width = mm(picture.width), height = mm(picture.height);
            out += "<figure class=\"paper\"><b>" + xml::escape(result.papers[p].name) + "</b>" +
                   pageName(picture, pictures.papers[p].size()) + " <code>" + xml::escape(result.papers[p].layout.id) +
                   "</code> " + xml::escape(paperName(picture.width, picture.height)) +
                   "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + width + " " + height +
                   "\"><image href=\"" + pngSource(picture.png) + "\" x=\"0\" y=\"0\" width=\"" + width +
                   "\" height=\"" + height + "\"/>" + marks(result, p, picture.page) + "</svg></figure>\n";
        }
    }
    return out + "</div></section>\n";
}

}  // namespace toitsu::cli
