#pragma once

// One line on a terminal that tells how far a long command is; silent when standard error is no terminal.

#include <chrono>
#include <string>

#include "apps/cli/terminal.h"

namespace toitsu::cli {

class ProgressLine {
public:
    using Clock = std::chrono::steady_clock;

    // `shown`: whether there is a terminal to draw on.
    ProgressLine(Terminal& terminal, bool shown);
    ~ProgressLine();
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void hide();  // before anything else is written
    // At most every 100 ms, and at the end.
    void show(std::size_t done, std::size_t expected, Clock::time_point at = Clock::now());

private:
    Terminal& terminal_;
    bool shown_;
    bool visible_ = false;
    Clock::time_point begin_ = Clock::now(), last_{};
};

// "12/40 pages  3.2/s  0:08 left"
std::string progressText(std::size_t done, std::size_t expected, double seconds, Language language);

bool errorsOnTerminal();  // whether standard error is a terminal

}  // namespace toitsu::cli
