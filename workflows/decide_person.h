#pragma once

// What persons ask of a case that a flow does not foresee: the second half of decide.cpp.

#include <utility>

#include "workflows/decide.h"
#include "workflows/steps.h"

namespace toitsu::workflows {

class PersonDecider {
public:
    explicit PersonDecider(Steps& steps) : steps_(steps) {}

    Result<void> operator()(const RetryIncident& command);
    Result<void> operator()(const SkipIncident& command);
    Result<void> operator()(const SetVariables& command);
    Result<void> operator()(const Suspend& command);
    Result<void> operator()(const Modify& command);
    Result<void> operator()(const ActivateAdHoc& command);
    Result<void> operator()(const CancelCase& command);
    Result<void> operator()(const MigrateCase& command);

protected:
    template <class T>
    static const T* find(const std::map<std::int64_t, T>& items, std::int64_t id) {
        const auto found = items.find(id);
        return found == items.end() ? nullptr : &found->second;
    }

    Steps& steps_;

private:
    // The open scope in which an element can be begun. W068 none, W069 several.
    Result<std::pair<std::int64_t, const Node*>> placeFor(const Modification::Begin& begin) const;
};

}  // namespace toitsu::workflows
