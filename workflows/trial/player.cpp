// One test: a step that the engine refuses is a difference, unless the next step expects just that.

#include "workflows/trial/player.h"

#include <algorithm>

#include "base/json.h"

namespace toitsu::workflows::trial {

namespace {

Wording plain(const std::string& text) {
    return {text, text};
}

}  // namespace

Player::Player(const Test& test, const Library& library)
    : test_(test),
      library_(library),
      stage_(
          [this] {
              EngineOptions options;
              options.decide = [this](const std::string& name, const Context& inputs) { return decide(name, inputs); };
              options.calendar = [this](const std::string& municipality, const std::string& id) {
                  return library_.calendar(municipality, id);
              };
              options.timerStartsFor = {test_.municipality};
              return options;
          }(),
          test.now) {}

Result<Value> Player::decide(const std::string& decision, const Context& inputs) const {
    for (const StubbedDecision& stub : test_.decisions)
        if (stub.name == decision) return stub.gives.evaluate(inputs);
    return library_.decide(decision, inputs);
}

Difference Player::failed(const Place& place, Wording expected, const Error& error) const {
    return {place, std::move(expected), {error.code + " " + error.message.ja, error.code + " " + error.message.en}};
}

Stage::Fits Player::fits(const rules::Expression& where) const {
    if (!where) return {};
    return [&where](const Value& variables) {
        const Context* context = variables.context();
        return where.evaluate(context ? *context : Context{}).isTrue();
    };
}

// A step's variables may use those of the case: {rest: total - 1}.
Result<Context> Player::values(const rules::Expression& expression, const Place& place) const {
    if (!expression) return Context{};
    Context known;
    if (!caseId_.empty()) {
        const auto seen = stage_.engine().findCase(caseId_);
        if (seen && seen->variables.context()) known = *seen->variables.context();
    }
    std::vector<rules::Remark> remarks;
    const Value value = expression.evaluate(known, &remarks);
    if (value.context()) return *value.context();
    const std::string why = remarks.empty() ? "" : " " + remarks.front().text(Language::en);
    return fail(ErrorKind::schema, "W301",
                {"値は FEEL のコンテキスト（{名前: 値}）で書いてください。" + why,
                 "write the values as a FEEL context: {name: value}." + why},
                place);
}

TestOutcome Player::play(const std::vector<FlowText>& flows) {
    TestOutcome outcome{test_.id, test_.title, test_.place, begin(flows), {}};
    for (std::size_t i = 0; i < test_.steps.size() && !outcome.difference; ++i)
        outcome.difference = doStep(test_.steps[i], i + 1 < test_.steps.size() ? &test_.steps[i + 1] : nullptr);
    if (const auto seen = stage_.engine().findCase(caseId_)) outcome.path = seen->path;
    return outcome;
}

Player::Answer Player::begin(const std::vector<FlowText>& flows) {
    const Wording starts = {"案件が始まる", "the case begins"};
    std::string process = test_.process;
    // Those that are called come first: a call to a process that is not there is refused.
    for (auto flow = flows.rbegin(); flow != flows.rend(); ++flow) {
        const auto deployed = stage_.engine().deploy(flow->xml, flow->file, stage_.now());
        if (!deployed) return Difference{deployed.error().place, starts, plain(deployed.error().text(Language::ja))};
        if (test_.process.empty()) process = *deployed;
    }
    if (!test_.starts) return std::nullopt;
    const auto variables = values(test_.variables, test_.place);
    if (!variables) return failed(test_.place, starts, variables.error());
    const auto begun = stage_.engine().start(process, test_.municipality, test_.key, *variables, stage_.now());
    if (!begun) return failed(test_.place, starts, begun.error());
    caseId_ = *begun;
    if (const auto settled = stage_.settle(); !settled) return failed(test_.place, starts, settled.error());
    return std::nullopt;
}

Player::Answer Player::doStep(const Step& step, const Step* next) {
    if (step.then) return check(*step.then, step.place);
    refused_.reset();
    std::optional<Error> refused;
    if (auto differs = carryOut(*step.when, step.place, refused)) return differs;
    if (!refused) {
        if (const auto settled = stage_.settle(); !settled) refused = settled.error();
    }
    if (!refused) return std::nullopt;
    const bool expected = next && next->then && !next->then->refused.empty();
    if (!expected) return failed(step.place, {"できる", "it can be done"}, *refused);
    refused_ = refused;
    return std::nullopt;
}

Player::Answer Player::carryOut(const When& when, const Place& place, std::optional<Error>& refused) {
    switch (when.kind) {
        case When::Kind::complete:
        case When::Kind::claim:
            return onTask(when, place, refused);
        case When::Kind::job:
            return onJob(when, place, refused);
        case When::Kind::message:
        case When::Kind::signal:
            return onMessage(when, place, refused);
        case When::Kind::retry:
        case When::Kind::skip:
            return onIncident(when, place, refused);
        case When::Kind::wait:
            return wait(when, place, refused);
        case When::Kind::set:
            break;
    }
    const auto variables = values(when.variables, place);
    if (!variables) return failed(place, {"変数を置く", "variables are set"}, variables.error());
    const auto done = stage_.engine().setVariables(caseId_, 0, *variables, false, when.person, stage_.now());
    if (!done) refused = done.error();
    return std::nullopt;
}

Player::Answer Player::onTask(const When& when, const Place& place, std::optional<Error>& refused) {
    const Wording wanted = {"「" + when.what + "」に開いている作業がある", "there is an open task at " + when.what};
    const auto task = stage_.task(when.what, fits(when.where));
    if (!task) return failed(place, wanted, task.error());
    if (!*task) return Difference{place, wanted, plain(openWork())};
    const auto variables = values(when.variables, place);
    if (!variables) return failed(place, wanted, variables.error());
    Engine& engine = stage_.engine();
    const std::string& id = (*task)->id;
    const Instant now = stage_.now();
    const auto done = when.kind == When::Kind::claim ? engine.claimTask(id, when.person, now)
                      : !when.error.empty() ? engine.throwError(id, 0, when.error, *variables, when.person, now)
                      : !when.escalation.empty()
                          ? engine.throwEscalation(id, 0, when.escalation, *variables, when.person, now)
                          : engine.completeTask(id, when.person, *variables, now);
    if (!done) refused = done.error();
    return std::nullopt;
}

Player::Answer Player::onJob(const When& when, const Place& place, std::optional<Error>& refused) {
    const Wording wanted = {"「" + when.what + "」に開いている機械の仕事がある",
                            "there is an open job at " + when.what};
    const auto job = stage_.job(when.what, fits(when.where));
    if (!job) return failed(place, wanted, job.error());
    if (!*job) return Difference{place, wanted, plain(openWork())};
    const auto variables = values(when.variables, place);
    if (!variables) return failed(place, wanted, variables.error());
    Engine& engine = stage_.engine();
    const Job& held = **job;
    const Instant now = stage_.now();
    Result<void> done;
    if (!when.error.empty()) {
        done = engine.throwError(held.id, held.attempt, when.error, *variables, "", now);
    } else if (!when.escalation.empty()) {
        done = engine.throwEscalation(held.id, held.attempt, when.escalation, *variables, "", now);
    } else if (!when.fails.empty()) {
        done = engine.failJob(held, {ErrorKind::unavailable, when.fails, {"試験の失敗", "a failure of the test"}, {}},
                              std::nullopt, now);
    } else {
        done = engine.completeJob(held, *variables, now);
    }
    if (!done) refused = done.error();
    if (done && when.escalation.empty()) stage_.answered(held);
    return std::nullopt;
}

Player::Answer Player::onMessage(const When& when, const Place& place, std::optional<Error>& refused) {
    const bool message = when.kind == When::Kind::message;
    const Wording wanted = {"「" + when.what + "」を誰かが待っている", "somebody waits for " + when.what};
    const auto variables = values(when.variables, place);
    if (!variables) return failed(place, wanted, variables.error());
    if (!message) {
        const auto reached = stage_.engine().signal(test_.municipality, when.what, *variables, stage_.now());
        if (!reached) refused = reached.error();
        if (reached && *reached == 0) return Difference{place, wanted, plain(openWork())};
    } else {
        const auto published =
            stage_.engine().publish({test_.municipality, when.what, when.key, *variables}, stage_.now());
        if (!published) {
            refused = published.error();
            return std::nullopt;
        }
        if (published->way == Published::Way::nobody) return Difference{place, wanted, plain(openWork())};
    }
    if (!caseId_.empty() || refused) return std::nullopt;
    const auto cases = stage_.engine().cases();  // it may have begun the case
    if (cases && !cases->empty()) caseId_ = cases->front().id;
    return std::nullopt;
}

Player::Answer Player::onIncident(const When& when, const Place& place, std::optional<Error>& refused) {
    const Wording wanted = {"「" + when.what + "」で案件が止まっている", "there is an incident at " + when.what};
    const auto incidents = stage_.engine().incidents();
    if (!incidents) return failed(place, wanted, incidents.error());
    const auto found = std::find_if(incidents->begin(), incidents->end(),
                                    [&](const Incident& one) { return one.element == when.what; });
    if (found == incidents->end()) return Difference{place, wanted, plain(openWork())};
    const auto variables = values(when.variables, place);
    if (!variables) return failed(place, wanted, variables.error());
    const auto done = when.kind == When::Kind::retry
                          ? stage_.engine().retryIncident(found->id, when.person, stage_.now(), *variables)
                          : stage_.engine().skipIncident(found->id, when.person, stage_.now(), *variables, when.flow);
    if (!done) refused = done.error();
    return std::nullopt;
}

Player::Answer Player::wait(const When& when, const Place& place, std::optional<Error>& refused) {
    const auto office = library_.calendar(test_.municipality);
    if (!office) {
        refused = office.error();
        return std::nullopt;
    }
    const auto until = when.wait.due({}, stage_.now(), *office);
    if (!until || *until < stage_.now())
        return Difference{place,
                          {"時が進む", "time goes on"},
                          {"その時刻は過ぎているか、暦がありません", "that time has passed, or there is no calendar"}};
    if (const auto done = stage_.waitUntil(*until); !done) refused = done.error();
    return std::nullopt;
}

}  // namespace toitsu::workflows::trial
