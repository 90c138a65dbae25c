#pragma once

// The desk of `toitsu flow run`: what waits in one case, with numbers, and the lines by which a person does it.

#include <string>
#include <variant>
#include <vector>

#include "apps/cli/terminal.h"
#include "workflows/trial/library.h"
#include "workflows/trial/stage.h"

namespace toitsu::cli {

class FlowDesk {
public:
    FlowDesk(workflows::trial::Stage& stage, std::string caseId, std::string municipality,
             const workflows::trial::Library& library, Terminal& terminal);

    bool trace = false;

    Result<void> show();  // what happened since last time (with trace), where the case stands, what can be done
    bool ended() const { return ended_; }

    // "1 {x: 2}", "error 1 CODE", "retry 1 {…}", "time P3D", "message NAME KEY {…}". C184.
    Result<void> order(const std::string& line);
    // The first open work with an answer; else the clock goes on to the next timer. False: neither.
    Result<bool> answer(Context& answers);

private:
    struct Open {
        std::variant<workflows::Task, workflows::Job, workflows::Incident> work;
        std::string element;
    };
    Result<void> list();
    Result<void> finish(const Open& open, const Context& values);
    Result<void> throwError(const Open& open, const std::string& code);
    Result<void> wait(const std::string& duration);
    void line(std::size_t number, const Open& open);

    workflows::trial::Stage& stage_;
    std::string caseId_;
    std::string municipality_;
    const workflows::trial::Library& library_;
    Terminal& terminal_;
    std::vector<Open> open_;
    std::int64_t told_ = 0;  // history up to here
    bool ended_ = false;
};

}  // namespace toitsu::cli
