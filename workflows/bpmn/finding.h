#pragma once

// Finding: what is wrong with a model, where, and what to do – one constraint of BPMN 2.0 or of ours that is broken.

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "workflows/bpmn/node.h"

namespace toitsu::workflows::bpmn {

// A constraint: its code (docs/errors.md) and its name in plain words, which is stable too.
struct Rule {
    std::string_view code;
    std::string_view name;
};

enum class Severity { error, warning };

struct Finding {
    Severity severity = Severity::error;
    std::string code;     // W2xx
    std::string rule;     // the constraint in plain words, e.g. "a start event has no incoming sequence flow"
    std::string element;  // id of the element it is about, "" when it has none
    Wording message;      // with the element's name or id and what to do
    Place place;

    Error error() const { return {ErrorKind::schema, code, message, place}; }
};

// Collects findings in the file's order.
class Findings {
public:
    void error(const Rule& rule, const Node& at, std::string ja, std::string en);
    void warning(const Rule& rule, const Node& at, std::string ja, std::string en);
    std::vector<Finding> sorted() &&;  // by place; of equal ones only the first

private:
    void add(Severity severity, const Rule& rule, const Node& at, std::string ja, std::string en);

    std::vector<Finding> all_;
};

// "task 受付（id a）": how a finding names an element.
std::string called(const Node& node);

}  // namespace toitsu::workflows::bpmn
