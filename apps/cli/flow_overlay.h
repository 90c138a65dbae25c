#pragma once

// toitsu flow overlay apply: the flow that one municipality runs, from the shared one and its overlay.

#include <optional>
#include <string>

#include "apps/cli/terminal.h"
#include "workflows/bpmn/document.h"

namespace toitsu::cli {

struct FlowOverlayOptions {
    std::string base;
    std::string overlay;
    std::string out;
};
void flowOverlayApply(const FlowOverlayOptions& options, Terminal& terminal);

// The effective flow; mistakes of either file are told, and then nothing comes back.
std::optional<workflows::bpmn::Document> effectiveFlow(const std::string& base, const std::string& overlay,
                                                       Terminal& terminal);

}  // namespace toitsu::cli
