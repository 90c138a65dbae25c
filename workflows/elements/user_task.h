#pragma once

// User task: work for a person. flow:role says for whom (else the lane it stands in), flow:form what the person is
// asked to do, flow:assignee (FEEL) who has it from the start, flow:due until when it should be done, and
// flow:four-eyes names the user task whose doer may not do this one.

#include "workflows/elements/element.h"

namespace toitsu::workflows {

ElementType userTask();

// A task for a person on `token`.
void openTask(Steps& steps, const Node& node, const Token& token);

}  // namespace toitsu::workflows
