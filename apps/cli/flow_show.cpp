#include "apps/cli/flow_show.h"

#include <algorithm>

#include "apps/station/data_folder.h"
#include "apps/station/station.h"
#include "base/files.h"
#include "base/hash.h"
#include "workflows/bpmn/document.h"
#include "workflows/drawing/picture.h"
#include "workflows/drawing/svg.h"

namespace toitsu::cli {

namespace drawing = workflows::drawing;

namespace {

// Flows between two elements that were entered one behind the other.
void addTaken(const drawing::Picture& picture, const workflows::bpmn::Document& flow, drawing::Trail& trail,
              const std::vector<std::string>& path) {
    for (const drawing::Line& line : picture.lines) {
        const auto* node = flow.find(line.id);
        if (node == nullptr || line.kind != "sequenceFlow") continue;
        const std::string from = workflows::bpmn::get(*node, "sourceRef");
        const std::string to = workflows::bpmn::get(*node, "targetRef");
        const auto first = std::find(path.begin(), path.end(), from);
        if (first != path.end() && std::find(first + 1, path.end(), to) != path.end()) trail.taken.insert(line.id);
    }
}

Result<drawing::Trail> trailOfCase(const FlowShowOptions& options, const std::string& bytes, Terminal& terminal) {
    const auto data = station::DataFolder::open(options.data);
    if (!data) return fail(data.error());
    auto station = station::Station::open(*data, std::make_shared<const station::Decisions>());
    if (!station) return fail(station.error());
    const workflows::Engine& engine = station->engine();
    std::string id = options.caseId;
    const auto cases = engine.cases();
    if (!cases) return fail(cases.error());
    for (const workflows::CaseView& one : *cases)
        if (one.id.starts_with(options.caseId)) id = one.id;
    const auto view = engine.findCase(id);
    if (!view) return fail(view.error());
    if (view->definition != sha256Hex(bytes))
        terminal.warn({ErrorKind::conflict,
                       "C182",
                       {"この案件は別の版のフローで動いています。要素の id が同じところだけを示します",
                        "this case runs on another version of the flow; only elements with the same id are shown"},
                       Place{options.flow}});
    const auto history = engine.history(id);
    if (!history) return fail(history.error());
    drawing::Trail trail = drawing::trailOf(*history, view->at);
    const auto incidents = engine.incidents();
    if (!incidents) return fail(incidents.error());
    for (const workflows::Incident& one : *incidents)
        if (one.caseId == id) trail.troubled.insert(one.element);
    return trail;
}

}  // namespace

void flowShow(const FlowShowOptions& options, Terminal& terminal) {
    const auto bytes = files::read(options.flow);
    if (!bytes) return terminal.report(bytes.error());
    const auto flow = workflows::bpmn::Document::parse(*bytes, options.flow);
    if (!flow) return terminal.report(flow.error());
    const drawing::Drawn drawn = drawing::pictureOf(*flow);
    drawing::Trail trail;
    if (!options.caseId.empty()) {
        auto found = trailOfCase(options, *bytes, terminal);
        if (!found) return terminal.report(found.error());
        trail = std::move(*found);
    }
    for (const auto* names : {&options.path, &options.at})
        for (const std::string& element : *names) {
            if (flow->find(element) == nullptr)
                return terminal.report({ErrorKind::usage,
                                        "C183",
                                        {"要素「" + element + "」はこのフローにありません。id を確かめてください",
                                         "the flow has no element " + element + "; look at its ids"},
                                        Place{options.flow}});
            ++(names == &options.path ? trail.entered : trail.waiting)[element];
        }
    addTaken(drawn.picture, *flow, trail, options.path);
    const std::string text = drawing::svg(drawn.picture, trail);
    if (options.out.empty()) {
        terminal.out << text;
        return;
    }
    if (const auto written = files::writeAtomically(options.out, text); !written)
        return terminal.report(written.error());
    terminal.line({options.out + " を書きました" + (drawn.laidOut ? "（図のないフローなので、自動で並べました）" : ""),
                   "wrote " + options.out + (drawn.laidOut ? " (the flow has no diagram: laid out by itself)" : "")});
}

}  // namespace toitsu::cli
