#include "workflows/event.h"

#include <algorithm>
#include <array>

namespace toitsu::workflows {

namespace {

// In the order of Kind.
constexpr std::array<std::string_view, 48> names = {
    "case-started",      "case-completed",     "case-suspended",     "case-resumed",      "case-migrated",
    "element-entered",   "element-left",       "element-cancelled",  "element-completed", "scope-opened",
    "scope-closed",      "variables-set",      "multi-opened",       "instance-ended",    "task-created",
    "task-claimed",      "task-released",      "task-completed",     "task-cancelled",    "job-created",
    "job-claimed",       "job-extended",       "job-completed",      "job-failed",        "job-reported-late",
    "job-retried",       "job-cancelled",      "timer-set",          "timer-fired",       "timer-cancelled",
    "wait-opened",       "wait-met",           "wait-changed",       "wait-cancelled",    "message-thrown",
    "signal-thrown",     "delivered",          "error-thrown",       "escalation-thrown", "compensation-begun",
    "compensation-step", "compensation-ended", "gateway-reset",      "decision-made",     "service-answered",
    "incident-raised",   "incident-resolved",  "incident-cancelled",
};
static_assert(names.size() == static_cast<std::size_t>(Kind::incidentCancelled) + 1);

}  // namespace

std::string_view name(Kind kind) {
    return names[static_cast<std::size_t>(kind)];
}

std::optional<Kind> kindNamed(std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    return static_cast<Kind>(found - names.begin());
}

}  // namespace toitsu::workflows
