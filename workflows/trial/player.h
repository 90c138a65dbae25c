#pragma once

// The inside of play.cpp: one test on its stage.

#include <memory>
#include <set>

#include "workflows/trial/library.h"
#include "workflows/trial/play.h"
#include "workflows/trial/stage.h"

namespace toitsu::workflows::trial {

struct FlowText {
    std::string xml;
    std::string file;
};

class Player {
public:
    Player(const Test& test, const Library& library);

    TestOutcome play(const std::vector<FlowText>& flows);

private:
    // What differs, as an answer; nothing when all is as it should be.
    using Answer = std::optional<Difference>;
    Answer begin(const std::vector<FlowText>& flows);
    Answer doStep(const Step& step, const Step* next);
    Answer carryOut(const When& when, const Place& place, std::optional<Error>& refused);
    Answer onTask(const When& when, const Place& place, std::optional<Error>& refused);
    Answer onJob(const When& when, const Place& place, std::optional<Error>& refused);
    Answer onMessage(const When& when, const Place& place, std::optional<Error>& refused);
    Answer onIncident(const When& when, const Place& place, std::optional<Error>& refused);
    Answer wait(const When& when, const Place& place, std::optional<Error>& refused);

    // player_checks.cpp
    Answer check(const Then& then, const Place& place);
    Answer checkStanding(const Then& then, const CaseView& seen, const Place& place);
    Answer checkPath(const Then& then, const Place& place);
    Answer checkValues(const Then& then, const CaseView& seen, const Place& place);
    Answer checkEvents(const Then& then, const CaseView& seen, const Place& place);
    Answer checkWork(const Then& then, const Place& place);
    std::string openWork() const;  // for messages: what could be done instead

    Difference failed(const Place& place, Wording expected, const Error& error) const;
    Result<Context> values(const rules::Expression& expression, const Place& place) const;
    Stage::Fits fits(const rules::Expression& where) const;
    Result<Value> decide(const std::string& decision, const Context& inputs) const;

    const Test& test_;
    const Library& library_;
    Stage stage_;
    std::string caseId_;
    std::optional<Error> refused_;  // by the step before
};

}  // namespace toitsu::workflows::trial
