#pragma once

// Service task: a job for a machine. flow:operation names the operation, or is FEEL after a leading "=" that gives the
// name; without it, the BPMN operation that the task refers to, else its own id.

#include "workflows/elements/element.h"

namespace toitsu::workflows {

ElementType serviceTask();

// A job on `token`: done at once where the engine serves that operation itself, else for a worker.
void openJob(Steps& steps, const Node& node, const Token& token, const std::string& operation);

}  // namespace toitsu::workflows
