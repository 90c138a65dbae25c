#include "apps/cli/flow_overlay.h"

#include "base/files.h"
#include "workflows/bpmn/overlay.h"

namespace toitsu::cli {

namespace bpmn = workflows::bpmn;

std::optional<bpmn::Document> effectiveFlow(const std::string& base, const std::string& overlay, Terminal& terminal) {
    const auto flow = bpmn::Document::load(base);
    if (!flow) terminal.report(flow.error());
    const auto bytes = files::read(overlay);
    if (!bytes) terminal.report(bytes.error());
    if (!flow || !bytes) return std::nullopt;
    std::vector<bpmn::Finding> findings;
    const auto read = bpmn::readOverlay(*bytes, overlay, findings);
    auto effective = read ? bpmn::applyOverlay(*flow, *read, findings) : std::nullopt;
    for (const bpmn::Finding& finding : findings) {
        if (finding.severity == bpmn::Severity::error)
            terminal.report(finding.error());
        else
            terminal.warn(finding.error());
    }
    return effective;
}

void flowOverlayApply(const FlowOverlayOptions& options, Terminal& terminal) {
    const auto effective = effectiveFlow(options.base, options.overlay, terminal);
    if (!effective) return;
    if (const auto written = files::writeAtomically(options.out, effective->write()); !written)
        return terminal.report(written.error());
    terminal.line({options.out + " を書きました", "wrote " + options.out});
}

}  // namespace toitsu::cli
