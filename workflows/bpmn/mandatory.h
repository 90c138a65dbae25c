#pragma once

// Steps that the law requires (flow:mandatory="true", with flow:basis naming the law): whether a changed flow still
// comes by each of them wherever the original did.

#include <optional>
#include <vector>

#include "workflows/bpmn/document.h"
#include "workflows/bpmn/finding.h"

namespace toitsu::workflows::bpmn {

bool isMandatory(const Node& step);

struct Dropped {
    const Node* step = nullptr;  // in the original
    Wording how;                 // what is wrong with it in the changed flow
};

// For every mandatory step: it is still there and of its kind, it can still be reached, and of every sequence flow (by
// id) that led by it on every way from a start to an end, and is still there, every way still does. A sub-process that
// holds a mandatory step counts as one. Boundary events are ways out of their activity, links are arrows.
std::vector<Dropped> droppedSteps(const Document& original, const Document& changed);

}  // namespace toitsu::workflows::bpmn
