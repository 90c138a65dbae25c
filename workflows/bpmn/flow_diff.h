#pragma once

// What two flows differ in, in meaning: steps, their order, who does them, what they ask, until when, under which
// condition. Drawing, comments and the file's order do not count.

#include <string>
#include <vector>

#include "workflows/bpmn/document.h"

namespace toitsu::workflows::bpmn {

struct FlowChange {
    enum class Kind {
        added,
        removed,
        kind,
        renamed,
        order,
        role,
        form,
        operation,
        decision,
        deadline,
        condition,
        lane,
        attribute
    };
    Kind kind = Kind::added;
    std::string element;        // its id
    std::string name;           // in the later flow, or in the earlier one when it is gone
    std::string tag;            // BPMN's name of the element
    std::string before, after;  // of what changed; for an order what comes behind it
    Wording message;
};

// In the later flow's order, what is gone at the end. Elements are the same by their id.
std::vector<FlowChange> diffFlows(const Document& before, const Document& after);

const char* kindName(FlowChange::Kind kind);  // "added", "role", …, for JSON
Wording kindWording(FlowChange::Kind kind);

}  // namespace toitsu::workflows::bpmn
