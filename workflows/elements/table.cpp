#include "workflows/elements/table.h"

#include <algorithm>
#include <array>

#include "workflows/elements/boundary_event.h"
#include "workflows/elements/business_rule_task.h"
#include "workflows/elements/call_activity.h"
#include "workflows/elements/catch_event.h"
#include "workflows/elements/complex_gateway.h"
#include "workflows/elements/end_event.h"
#include "workflows/elements/event_based_gateway.h"
#include "workflows/elements/exclusive_gateway.h"
#include "workflows/elements/inclusive_gateway.h"
#include "workflows/elements/manual_task.h"
#include "workflows/elements/parallel_gateway.h"
#include "workflows/elements/receive_task.h"
#include "workflows/elements/script_task.h"
#include "workflows/elements/send_task.h"
#include "workflows/elements/service_task.h"
#include "workflows/elements/start_event.h"
#include "workflows/elements/sub_process.h"
#include "workflows/elements/throw_event.h"
#include "workflows/elements/user_task.h"

namespace toitsu::workflows {

namespace {

// What a call activity calls is read and run as the task of the same kind.
ElementType global(ElementType type, std::string_view tag) {
    type.tag = tag;
    return type;
}

}  // namespace

std::span<const ElementType> elementTable() {
    static const std::array table = {
        process(),
        startEvent(),
        endEvent(),
        catchEvent(),
        throwEvent(),
        boundaryEvent(),
        abstractTask(),
        userTask(),
        serviceTask(),
        scriptTask(),
        businessRuleTask(),
        manualTask(),
        sendTask(),
        receiveTask(),
        subProcess(),
        transaction(),
        adHocSubProcess(),
        callActivity(),
        exclusiveGateway(),
        parallelGateway(),
        inclusiveGateway(),
        complexGateway(),
        eventBasedGateway(),
        global(abstractTask(), "globalTask"),
        global(userTask(), "globalUserTask"),
        global(scriptTask(), "globalScriptTask"),
        global(manualTask(), "globalManualTask"),
        global(businessRuleTask(), "globalBusinessRuleTask"),
    };
    return table;
}

const ElementType* findElement(std::string_view tag) {
    const auto table = elementTable();
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const ElementType& type) { return type.tag == tag; });
    return found == table.end() ? nullptr : &*found;
}

std::string elementNames() {
    std::string names;
    for (const ElementType& type : elementTable()) names += (names.empty() ? "" : ", ") + std::string(type.tag);
    return names;
}

}  // namespace toitsu::workflows
