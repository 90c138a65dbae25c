#pragma once

// Receive task: waits for its message. With instantiate it begins a process.

#include "workflows/elements/element.h"

namespace toitsu::workflows {

ElementType receiveTask();

}  // namespace toitsu::workflows
