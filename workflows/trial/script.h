#pragma once

// A flow test (urn:toitsu:flow-test:1, docs/flow-tests.md): what is given, what is done, what must then be so. All
// values are FEEL. Written by people beside a flow, read whole before anything runs.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "rules/expression.h"
#include "workflows/task.h"
#include "workflows/timer_rule.h"

namespace toitsu::workflows::trial {

inline constexpr std::string_view testNamespace = "urn:toitsu:flow-test:1";

// What is done to the case. `what` names the element of work, or a message or signal.
struct When {
    enum class Kind { complete, claim, job, message, signal, wait, retry, skip, set };
    Kind kind = Kind::complete;
    std::string what;
    std::string person;
    std::string key;              // message
    std::string error;            // complete, job: a BPMN error instead of an answer …
    std::string escalation;       // … or an escalation, with which the work goes on
    std::string fails;            // job: a failure of the worker, with this code
    std::string flow;             // skip: where to go on
    rules::Expression variables;  // a context: what the person entered, the job gave, the message brings
    rules::Expression where;      // of several instances the one whose variables make this true
    TimerRule wait;
};

// What must be so. Only what is written is looked at.
struct Then {
    std::optional<std::string> status;                 // running, incident, completed
    std::optional<std::vector<std::string>> at;        // all elements where the case waits, in any order
    std::optional<std::vector<std::string>> path;      // were entered in this order, others may lie between
    std::vector<std::string> never;                    // were not entered
    rules::Expression variables;                       // a context: these entries have these values
    rules::Expression holds;                           // over the case's variables
    std::string incident;                              // code of an open one
    std::string refused;                               // code with which the step before was refused
    std::string error;                                 // code of the error that ended the case
    std::string sent;                                  // message or signal that the case has sent
    std::string element;                               // open work …
    std::optional<std::string> role, form, operation;  // … and what it is
    std::optional<Instant> due;                        // … and its deadline, or when its timer fires
};

struct Step {
    std::optional<When> when;  // exactly one of the two
    std::optional<Then> then;
    Place place;
};

struct StubbedDecision {
    std::string name;
    rules::Expression gives;  // over the decision's inputs
};

struct Test {
    std::string id;
    std::string title;
    Place place;
    std::string process;  // "": the first executable one
    std::string municipality;
    std::string key;
    bool starts = true;  // otherwise a message or signal must begin the case
    Instant now = 0;
    rules::Expression variables;
    std::vector<StubbedDecision> decisions;
    std::vector<Step> steps;
};

struct Script {
    std::string file;
    Place place;
    std::vector<std::string> flows;  // paths; the first is tested, it may call the others
    std::string overlay;             // path, "" for none
    std::string library;             // folder with decisions/ and calendars/, "" when there is none above
    std::string decisions;           // a folder or .dmn file instead of the library's
    std::vector<Test> tests;
};

// All mistakes at once: W300 element or attribute, W301 a value that is not understood, R001 no FEEL, X0xx no XML.
std::optional<Script> readScript(std::string_view xml, const std::string& file, std::vector<Error>& mistakes);

// Whether a file's outermost element is <flow-test>, well-formed or not: for finding the tests in a folder.
bool looksLikeScript(std::string_view xml);

}  // namespace toitsu::workflows::trial
