#pragma once

// The one table of elements that a flow may use.

#include <span>
#include <string>
#include <string_view>

#include "workflows/elements/element.h"

namespace toitsu::workflows {

std::span<const ElementType> elementTable();
const ElementType* findElement(std::string_view tag);
std::string elementNames();  // for messages: "startEvent, endEvent, …"

}  // namespace toitsu::workflows
