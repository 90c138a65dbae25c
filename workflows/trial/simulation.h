#pragma once

// Simulation: synthetic cases of a flow on the engine's own clock, with persons who work in office hours. Everything
// that happens is decided by the real engine; only how long work takes and what people enter is drawn. The same seed
// gives the same result on every machine.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "workflows/task.h"
#include "workflows/trial/library.h"

namespace toitsu::workflows::trial {

struct Outcome {
    double share = 1;   // of all outcomes of this element
    Context variables;  // a text that begins with "=" is FEEL over the case's variables and number, today, now
    std::string error;  // a BPMN error instead
};

struct ElementSettings {
    double minutes = 0;             // mean; 0: flow:duration, or else no time
    std::vector<Outcome> outcomes;  // none: nothing is entered
};

struct MessageSettings {
    double minutes = 0;  // mean, from when the flow begins to wait
    double share = 1;    // of those that come at all
    Context variables;
};

struct SimulationSettings {
    int cases = 100;
    std::uint64_t seed = 1;
    double arrivals = 0;  // cases per office day; 0: all at the beginning
    double spread = 0.5;  // sigma of the lognormal durations; 0: always the mean
    std::string municipality = "202011";
    Instant begins = 0;
    std::map<std::string, int> people;  // by role; 1 where nothing is said
    std::vector<Outcome> starts;        // variables of the cases
    std::map<std::string, ElementSettings> elements;
    std::map<std::string, MessageSettings> messages;
};

struct Spread {  // of milliseconds
    std::int64_t count = 0;
    Instant median = 0, ninety = 0, ninetyFive = 0, mean = 0, most = 0;
};

struct ElementResult {
    std::int64_t entered = 0;
    Spread waited;  // tasks: until a person took it up
    Spread worked;
    std::int64_t late = 0;  // finished after flow:due
};

struct RoleResult {
    int people = 0;
    double busy = 0;           // share of the office hours
    double queue = 0;          // mean number of tasks that wait
    std::int64_t longest = 0;  // queue
};

struct SimulationResult {
    int begun = 0, completed = 0, standing = 0;  // standing: incidents, or waits that nothing ends
    Instant from = 0, until = 0;
    Spread lead;
    double inSystem = 0;  // mean number of open cases
    std::map<std::string, ElementResult> elements;
    std::map<std::string, RoleResult> roles;
    std::map<std::string, std::int64_t> timers;     // fired, by element
    std::map<std::string, std::int64_t> incidents;  // by code and element: "W030 who"
    std::map<std::string, std::int64_t> ends;       // end events
};

// W305 a simulation that goes on beyond ten years; what the engine says when the flow cannot be deployed.
Result<SimulationResult> simulate(const std::string& flowXml, const std::string& file, const Library& library,
                                  const SimulationSettings& settings);

// The settings file: {"people": {"係長": 2}, "start": […], "elements": {…}, "messages": {…}}. W306 with what is wrong.
Result<void> readSettings(const Value& json, SimulationSettings& settings);

}  // namespace toitsu::workflows::trial
