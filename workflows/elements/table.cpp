#include "workflows/elements/table.h"

#include <algorithm>
#include <array>

#include "workflows/elements/boundary_timer.h"
#include "workflows/elements/business_rule_task.h"
#include "workflows/elements/end_event.h"
#include "workflows/elements/exclusive_gateway.h"
#include "workflows/elements/parallel_gateway.h"
#include "workflows/elements/service_task.h"
#include "workflows/elements/start_event.h"
#include "workflows/elements/terminate_end.h"
#include "workflows/elements/timer_catch.h"
#include "workflows/elements/user_task.h"

namespace toitsu::workflows {

std::span<const ElementType> elementTable() {
    static const std::array table = {
        startEvent(),       endEvent(),         terminateEnd(),    userTask(),   serviceTask(),
        businessRuleTask(), exclusiveGateway(), parallelGateway(), timerCatch(), boundaryTimer(),
    };
    return table;
}

const ElementType* findElement(std::string_view tag, std::string_view trigger) {
    for (const ElementType& type : elementTable()) {
        if (type.tag == tag && type.trigger == trigger) return &type;
    }
    return nullptr;
}

bool knowsTag(std::string_view tag) {
    const auto table = elementTable();
    return std::any_of(table.begin(), table.end(), [&](const ElementType& type) { return type.tag == tag; });
}

std::string elementNames() {
    std::string names;
    for (const ElementType& type : elementTable()) {
        if (!names.empty()) names += ", ";
        names += type.tag;
        if (!type.trigger.empty()) names += "(" + std::string(type.trigger) + ")";
    }
    return names;
}

}  // namespace toitsu::workflows
