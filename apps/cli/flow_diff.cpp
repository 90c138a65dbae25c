#include "apps/cli/flow_diff.h"

#include <map>
#include <optional>

#include "apps/authoring/change_value.h"
#include "apps/cli/bilingual_page.h"
#include "apps/cli/flow_overlay.h"
#include "base/files.h"
#include "base/json.h"
#include "base/xml.h"
#include "workflows/bpmn/overlay.h"
#include "workflows/drawing/svg.h"

namespace toitsu::cli {

namespace bpmn = workflows::bpmn;

namespace {

using Changes = std::vector<bpmn::FlowChange>;

Wording summary(const Changes& changes) {
    if (changes.empty()) return {"違いはありません", "no difference"};
    const std::string count = std::to_string(changes.size());
    return {"違い " + count + " 件", count + " differences"};
}

std::string text(const Changes& changes, const Terminal& terminal) {
    std::string out = terminal.say(summary(changes)) + "\n";
    for (const bpmn::FlowChange& change : changes) out += terminal.say(change.message) + "\n";
    return out;
}

constexpr const char* kStyle = R"css(
svg.bpmn { width:100%; height:auto; border:1px solid var(--line); }
td.what { white-space:nowrap; }
)css";

// The elements that changed stand out in both drawings.
std::string drawing(const bpmn::Document& document, const Changes& changes) {
    workflows::drawing::Trail trail;
    for (const bpmn::FlowChange& change : changes) trail.waiting[change.element] = 1;
    return workflows::drawing::svg(workflows::drawing::pictureOf(document).picture, trail);
}

std::string page(const bpmn::Document& before, const bpmn::Document& after, const Changes& changes) {
    std::string body = "<header><p class=\"brand\">Toitsu 統一</p><h1>" +
                       both({"業務フローの違い", "What the flows differ in"}) + "</h1><p class=\"lead\">" +
                       both(summary(changes)) + "</p></header>";
    if (!changes.empty()) {
        body += "<section><table><thead><tr><th>" + both({"要素", "element"}) + "</th><th>" +
                both({"違い", "difference"}) + "</th><th>" + both({"前", "before"}) + "</th><th>" +
                both({"後", "after"}) + "</th></tr></thead><tbody>";
        for (const bpmn::FlowChange& change : changes)
            body += "<tr><td>" + xml::escape(change.name) + " <code>" + xml::escape(change.element) +
                    "</code></td><td class=\"what\">" + both(bpmn::kindWording(change.kind)) + "</td><td>" +
                    xml::escape(change.before) + "</td><td>" + xml::escape(change.after) + "</td></tr>";
        body += "</tbody></table></section>";
    }
    for (const auto& [title, document] :
         {std::pair<Wording, const bpmn::Document*>{{"前", "Before"}, &before}, {{"後", "After"}, &after}})
        body += "<section><h2>" + both(title) + "</h2>" + drawing(*document, changes) + "</section>";
    return bilingualPage({"業務フローの違い", "Flow differences"}, kStyle, body);
}

bool isOverlay(const std::string& file) {
    const auto document = xml::load(file);
    return document && document->root.space == bpmn::overlaySpace;
}

}  // namespace

void flowDiff(const FlowDiffOptions& options, Terminal& terminal) {
    const auto before = bpmn::Document::load(options.before);
    if (!before) return terminal.report(before.error());
    std::optional<bpmn::Document> after;
    if (isOverlay(options.after)) {
        after = effectiveFlow(options.before, options.after, terminal);
    } else {
        auto loaded = bpmn::Document::load(options.after);
        if (!loaded) return terminal.report(loaded.error());
        after = std::move(*loaded);
    }
    if (!after) return;
    const Changes changes = bpmn::diffFlows(*before, *after);
    terminal.out << (options.format == "json"   ? json::writePretty(authoring::changesValue(changes)) + "\n"
                     : options.format == "html" ? page(*before, *after, changes)
                                                : text(changes, terminal));
    if (!changes.empty()) terminal.differs();
}

}  // namespace toitsu::cli
