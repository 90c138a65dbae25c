#pragma once

// The checks, by subject; validate.cpp calls them all. Each looks at a model and tells what it finds; none depends on
// another having found nothing.

#include "workflows/bpmn/finding.h"
#include "workflows/bpmn/model.h"
#include "workflows/bpmn/rules.h"
#include "workflows/bpmn/validate.h"

namespace toitsu::workflows::bpmn {

void checkStructure(const Document& document, Findings& findings);  // the schemas: W200–W204, W209, W211
void checkDrawing(const Document& document, const Model& model, Findings& findings);
void checkIds(const Model& model, Findings& findings);
void checkReferences(const Model& model, const ValidateOptions& options, Findings& findings);
void checkImports(const Document& document, const ValidateOptions& options, Findings& findings);
void checkValues(const Model& model, Findings& findings);       // formats, quantities
void checkExpressions(const Model& model, Findings& findings);  // expressions, scripts
void checkTimers(const Model& model, Findings& findings);
void checkSequenceFlows(const Model& model, Findings& findings);
void checkGateways(const Model& model, Findings& findings);
void checkEventGateways(const Model& model, Findings& findings);
void checkCollaborations(const Model& model, Findings& findings);
void checkMessageFlows(const Model& model, Findings& findings);
void checkConnections(const Model& model, Findings& findings);  // start, end, and what stands between
void checkEventKinds(const Model& model, Findings& findings);
void checkEventReferences(const Model& model, Findings& findings);  // messages, codes, global definitions
void checkBoundaries(const Model& model, Findings& findings);       // boundary events, compensation, cancel
void checkSubProcesses(const Model& model, Findings& findings);     // event, ad-hoc, called processes
void checkLinks(const Model& model, Findings& findings);
void checkCollections(const Model& model, Findings& findings);
void checkSpecifications(const Model& model, Findings& findings);  // input and output sets
void checkAssociations(const Model& model, Findings& findings);
void checkEventData(const Model& model, Findings& findings);
void checkTaskData(const Model& model, Findings& findings);
void checkCalls(const Model& model, Findings& findings);  // call activities and interfaces
void checkLoops(const Model& model, Findings& findings);
void checkNames(const Model& model, Findings& findings);  // data object references, resources

}  // namespace toitsu::workflows::bpmn
