#include "apps/cli/progress_line.h"

#include <unistd.h>

#include <cmath>

namespace toitsu::cli {

ProgressLine::ProgressLine(Terminal& terminal, bool shown) : terminal_(terminal), shown_(shown) {}

ProgressLine::~ProgressLine() {
    hide();
}

void ProgressLine::hide() {
    if (!visible_) return;
    terminal_.err << "\r\x1b[K" << std::flush;  // ECMA-48: erase to the end of the line
    visible_ = false;
}

void ProgressLine::show(std::size_t done, std::size_t expected, Clock::time_point at) {
    using namespace std::chrono_literals;
    if (!shown_ || (done < expected && at - last_ < 100ms)) return;
    last_ = at;
    const double seconds = std::chrono::duration<double>(at - begin_).count();
    terminal_.out.flush();
    terminal_.err << "\r\x1b[K" << progressText(done, expected, seconds, terminal_.language) << std::flush;
    visible_ = true;
}

std::string progressText(std::size_t done, std::size_t expected, double seconds, Language language) {
    const double rate = seconds > 0 ? static_cast<double>(done) / seconds : 0;
    const auto tenths = std::lround(rate * 10);
    std::string out = std::to_string(done) + "/" + std::to_string(expected) +
                      (language == Language::ja ? " ページ  " : " pages  ") + std::to_string(tenths / 10) + "." +
                      std::to_string(tenths % 10) + (language == Language::ja ? "/秒" : "/s");
    if (rate > 0 && done < expected) {
        const long left = std::lround(static_cast<double>(expected - done) / rate);
        const std::string rest = std::to_string(left % 60);
        const std::string time = std::to_string(left / 60) + ":" + (rest.size() < 2 ? "0" : "") + rest;
        out += language == Language::ja ? "  残り " + time : "  " + time + " left";
    }
    return out;
}

bool errorsOnTerminal() {
    return isatty(STDERR_FILENO) == 1;
}

}  // namespace toitsu::cli
