#include "apps/cli/diff_report.h"

#include <algorithm>

#include "apps/authoring/change_value.h"
#include "apps/cli/bilingual_page.h"
#include "base/json.h"
#include "base/xml.h"

namespace toitsu::cli {

namespace {

using forms::Change;

std::size_t breakingOf(const std::vector<Change>& changes) {
    return static_cast<std::size_t>(
        std::count_if(changes.begin(), changes.end(), [](const Change& c) { return c.breaking; }));
}

Wording summary(const std::vector<Change>& changes) {
    if (changes.empty()) return {"違いはありません", "no difference"};
    const std::string all = std::to_string(changes.size()), breaking = std::to_string(breakingOf(changes));
    return {"違い " + all + " 件、うち互換でないもの " + breaking + " 件",
            all + " differences, " + breaking + " of them breaking"};
}

constexpr const char* kStyle = R"css(
.diff img { display:block; width:100%; height:auto; border:1px solid var(--line); background:#fff; }
.key span { display:inline-block; margin-right:18px; } .key i { display:inline-block; width:22px; height:11px; margin-right:6px; border:2px solid; }
.key .old { border-color:#cc1a24; border-style:dashed; } .key .new { border-color:#0d8033; } .key .same { border-color:#8c8c8c; background:#8c8c8c; }
tr.breaking { background:var(--bad-bg); } td.badge-cell { white-space:nowrap; }
)css";

}  // namespace

std::string diffText(const std::vector<Change>& changes, const Terminal& terminal) {
    std::string out = terminal.say(summary(changes)) + "\n";
    for (const Change& change : changes)
        out += terminal.say(change.breaking ? Wording{"✗ 互換でない  ", "✗ breaking  "}
                                            : Wording{"  互換        ", "  safe      "}) +
               change.kind + "  " + terminal.say(change.what) + " — " + terminal.say(change.reason) + "\n";
    return out;
}

std::string diffJson(const std::vector<Change>& changes) {
    return json::writePretty(authoring::changesValue(changes)) + "\n";
}

std::string diffPage(const forms::Layout& before, const forms::Layout& after, const std::vector<Change>& changes,
                     const std::vector<forms::DiffPicture>& pictures) {
    const auto name = [](const forms::Layout& layout) { return layout.title.empty() ? layout.id : layout.title; };
    std::string body = "<header><p class=\"brand\">統一 Toitsu</p><h1>" +
                       both({"帳票レイアウトの違い", "Differences of two layouts"}) + "</h1><p class=\"lead\">" +
                       xml::escape(name(before)) + " <code>" + xml::escape(before.id) + "</code> → " +
                       xml::escape(name(after)) + " <code>" + xml::escape(after.id) + "</code>. " +
                       both(summary(changes)) + "</p></header>\n";
    body += "<p class=\"key\"><span><i class=\"old\"></i>" + both({"前だけ", "only before"}) +
            "</span><span><i class=\"new\"></i>" + both({"後だけ", "only after"}) +
            "</span><span><i class=\"same\"></i>" + both({"両方", "both"}) + "</span></p>\n";
    for (const forms::DiffPicture& picture : pictures) {
        const std::string page = std::to_string(picture.page);
        body += "<section class=\"diff\"><h2>" + both({page + " ページ", "Page " + page}) + "</h2><img alt=\"" +
                xml::escape("page " + page) + "\" src=\"" + pngSource(picture.png) + "\"/></section>\n";
    }
    body += "<section><h2>" + both({"一覧", "List"}) + "</h2><table><thead><tr><th>" + both({"互換", "Safe?"}) +
            "</th><th>" + both({"種類", "Kind"}) + "</th><th>" + both({"違い", "Difference"}) + "</th><th>" +
            both({"理由", "Reason"}) + "</th></tr></thead><tbody>\n";
    for (const Change& change : changes) {
        body += std::string("<tr") + (change.breaking ? " class=\"breaking\"" : "") + "><td class=\"badge-cell\">" +
                (change.breaking ? "<span class=\"badge wrong\">" + both({"互換でない", "breaking"})
                                 : "<span class=\"badge right\">" + both({"互換", "safe"})) +
                "</span></td><td><code>" + xml::escape(change.kind) + "</code></td><td>" + both(change.what) +
                "</td><td>" + both(change.reason) + "</td></tr>\n";
    }
    body += "</tbody></table></section>";
    return bilingualPage({"帳票レイアウトの違い", "Differences of two layouts"}, kStyle, body);
}

}  // namespace toitsu::cli
