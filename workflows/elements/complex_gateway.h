#pragma once

// Complex gateway: goes on as soon as activationCondition holds (activationCount: the incoming flows that have a token;
// each flow's id: how many). What comes later is taken in silence; when no more can come it is ready again, and the
// flows whose conditions ask for waitingForStart are asked once more (BPMN 2.0.2, 13.4.5).

#include "workflows/elements/element.h"

namespace toitsu::workflows {

ElementType complexGateway();

}  // namespace toitsu::workflows
