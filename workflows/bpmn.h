#pragma once

// Reads pure BPMN 2.0 XML, from any modeller. Diagrams and vendors' extension elements are ignored; BPMN elements that
// the engine does not run are refused by name, because leaving one out silently would run another process than the one
// drawn.

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
    std::vector<Error> mistakes;           // all that were found, in the file's order: W001–W017, R001, X0xx
};
Import readBpmn(std::string_view xml, const std::string& file);

// All mistakes as one error: the first with its code and place, the others as further lines of its message.
Error combined(const std::vector<Error>& mistakes);

}  // namespace toitsu::workflows
