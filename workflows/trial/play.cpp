#include "workflows/trial/play.h"

#include <algorithm>
#include <set>

#include "base/files.h"
#include "workflows/bpmn.h"
#include "workflows/bpmn/overlay.h"
#include "workflows/trial/player.h"

namespace toitsu::workflows::trial {

namespace {

// One error of a flow or overlay, said at the test file, with the first mistake inside.
tl::unexpected<Error> unusable(const Script& script, const Error& inside) {
    return fail(ErrorKind::schema, "W302",
                {"試すフローが使えません: " + inside.text(Language::ja),
                 "the flow to be tested cannot be used: " + inside.text(Language::en)},
                script.place);
}

Result<std::string> effective(const Script& script, const std::string& xml, const std::string& file) {
    if (script.overlay.empty()) return xml;
    const auto flow = bpmn::Document::parse(xml, file);
    if (!flow) return fail(flow.error());
    const auto bytes = files::read(script.overlay);
    if (!bytes) return fail(bytes.error());
    std::vector<bpmn::Finding> findings;
    const auto overlay = bpmn::readOverlay(*bytes, script.overlay, findings);
    const auto applied = overlay ? bpmn::applyOverlay(*flow, *overlay, findings) : std::nullopt;
    for (const bpmn::Finding& finding : findings)
        if (finding.severity == bpmn::Severity::error) return fail(finding.error());
    return applied ? applied->write() : xml;
}

void collectElements(const Definition& definition, std::set<std::string>& elements) {
    for (const Node& node : definition.nodes)
        if (node.parent != nowhere) elements.insert(node.id);
}

}  // namespace

Result<ScriptOutcome> play(const Script& script) {
    std::vector<FlowText> flows;
    std::set<std::string> untouched;
    for (const std::string& file : script.flows) {
        auto xml = files::read(file);
        if (!xml) return unusable(script, xml.error());
        if (flows.empty()) {
            auto text = effective(script, *xml, file);
            if (!text) return unusable(script, text.error());
            xml = std::move(text);
            const Import import = readBpmn(*xml, file);
            if (!import.definition) return unusable(script, combined(import.mistakes));
            collectElements(*import.definition, untouched);
        }
        flows.push_back({std::move(*xml), file});
    }
    const auto library = Library::open(script.library, script.decisions);
    if (!library) return unusable(script, library.error());
    ScriptOutcome outcome;
    for (const Test& test : script.tests) {
        Player player(test, *library);
        outcome.tests.push_back(player.play(flows));
        for (const std::string& element : outcome.tests.back().path) untouched.erase(element);
    }
    outcome.untouched.assign(untouched.begin(), untouched.end());
    return outcome;
}

}  // namespace toitsu::workflows::trial
