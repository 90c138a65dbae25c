#pragma once

// Test cases of a decision model in the TCK's own XML format (testCases.xsd), so that a municipality's tests run on any
// vendor's engine and the vendors' suite runs here.

#include <optional>
#include <string>
#include <vector>

#include "rules/decision.h"

namespace toitsu::rules {

// One <resultNode>: what was expected of a decision, knowledge model or service, and what came out.
struct TestResult {
    std::string name;
    bool right = false;
    bool errorExpected = false;  // expected: null, because something went wrong
    Value expected;
    Value actual;
    std::vector<Remark> remarks;
    std::optional<Error> error;  // the evaluation failed as a whole (R020, R021)
    Place place;
};

struct TestCaseResult {
    std::string id;
    Place place;
    std::vector<TestResult> results;

    bool passed() const;  // as vendors count: every result is right
};

struct TestReport {
    std::string file;
    std::string model;           // path
    std::optional<Error> error;  // the model cannot be loaded: every case fails
    std::vector<TestCaseResult> cases;
};

// Runs every case of a file. R023: no <testCases> with a <modelName>; the model is looked for beside the file.
Result<TestReport> runTestCases(const std::string& file);

// Files below a folder (or the file itself) that hold test cases, sorted; `model` keeps only those of that model.
std::vector<std::string> testCaseFiles(const std::string& path, const std::string& model = {});

// Numbers may differ in the ninth digit: the TCK's answers are rounded.
bool agrees(const Value& expected, const Value& actual);

}  // namespace toitsu::rules
