#pragma once

// Reads BPMN 2.0 XML into a Definition that runs, from any modeller. Diagrams and vendors' extension elements do not
// matter here (workflows/bpmn/ keeps them); what BPMN forbids is found by workflows/bpmn/validate.h. This reader finds
// what would make running impossible: dangling references, expressions that are no FEEL in a flow of ours.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "workflows/definition.h"

namespace toitsu::workflows {

inline constexpr std::string_view bpmnNamespace = "http://www.omg.org/spec/BPMN/20100524/MODEL";
inline constexpr std::string_view flowNamespace = "urn:toitsu:flow:1";

struct Import {
    std::optional<Definition> definition;  // only when there is no mistake
    std::vector<Error> mistakes;           // all that were found, in the file's order: W001–W019, R001, X0xx
};
Import readBpmn(std::string_view xml, const std::string& file);

// What BPMN forbids (W2xx) and what cannot run, together. `deployed`: whether a process that is not in the file is
// there to be called.
Import checkedBpmn(std::string_view xml, const std::string& file,
                   const std::function<bool(std::string_view process)>& deployed = {});

// All mistakes as one error: the first with its code and place, the others as further lines of its message.
Error combined(const std::vector<Error>& mistakes);

}  // namespace toitsu::workflows
