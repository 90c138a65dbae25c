#include "apps/cli/ends_on_signal.h"

namespace toitsu::cli {

namespace {

volatile std::sig_atomic_t told_ = 0;

void onSignal(int) {
    told_ = 1;
}

}  // namespace

EndsOnSignal::EndsOnSignal() {
    told_ = 0;
    struct sigaction action {};
    action.sa_handler = onSignal;
    ::sigaction(SIGINT, &action, &interrupt_);
    ::sigaction(SIGTERM, &action, &terminate_);
}

EndsOnSignal::~EndsOnSignal() {
    ::sigaction(SIGINT, &interrupt_, nullptr);
    ::sigaction(SIGTERM, &terminate_, nullptr);
}

bool EndsOnSignal::told() const {
    return told_ != 0;
}

}  // namespace toitsu::cli
