#pragma once

// Rehearsal: the samples of forms, the tests of flows and of decision models, run against texts that are not published
// yet, as `toitsu form test`, `flow test` and `decision test` run them against files.

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "apps/authoring/form_trial.h"
#include "apps/authoring/stage.h"

namespace toitsu::authoring {

struct FormRehearsal {
    std::string folder;  // "forms/trial"
    std::vector<SampleOutcome> outcomes;
    Comparison comparison;
    int samples = 0;
    bool golden = false;  // somebody has accepted a result before
};

struct TestRehearsal {  // of a flow or a decision model
    std::string path;   // of the test's file in the library
    std::string id, title;
    bool passed = false;
    int line = 0;
    Wording expected, got;  // where it did not pass
};

struct Rehearsal {
    std::vector<FormRehearsal> forms;
    std::vector<TestRehearsal> tests;
    std::vector<Error> errors;  // samples and tests that could not be run at all

    bool passed() const;
};

struct RehearsalPlan {
    std::map<std::string, std::set<std::string>> forms;  // folder → ids of layouts, empty for all of them
    std::set<std::string> models;                        // paths
    bool flows = false;                                  // all of them: they call each other
};
// What these texts may change.
RehearsalPlan planFor(const Texts& texts);

struct RehearsalOptions {
    std::string weights;  // of the recognisers, "" where they ship
    std::function<bool(std::size_t done, std::size_t expected)> progress = [](std::size_t, std::size_t) {
        return true;
    };  // false: stop
};
// A form without samples is rehearsed by nothing and passes.
Result<Rehearsal> rehearse(const std::string& library, const Texts& texts, const RehearsalPlan& plan,
                           const RehearsalOptions& options);

}  // namespace toitsu::authoring
