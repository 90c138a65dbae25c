// The table of suites: one line each.

#include "tests/conformance/suite.h"

namespace toitsu::conformance {

namespace {

constexpr Suite kSuites[] = {
    {"tck", "DMN Technology Compatibility Kit: folders with test cases (.xml) beside their models (.dmn)", runTck},
    {"miwg", "BPMN MIWG reference models (.bpmn): what comes through import and export", runMiwg},
    {"constraints", "BPMN models (.bpmn) to be refused (fail…, invalid…, EXT…) or accepted (others)", runConstraints},
    {"betsy", "betsy's executable BPMN cases: cases.json and the processes that it names", runBetsy},
};

}  // namespace

std::span<const Suite> suites() {
    return kSuites;
}

}  // namespace toitsu::conformance
