#pragma once

// Can a process always come to its end? A token game over one level (a process or a sub-process; what is inside a
// sub-process is a level of its own). Conditions are not evaluated: every way that is drawn may be taken.

#include <string>
#include <vector>

#include "workflows/bpmn/model.h"

namespace toitsu::workflows::bpmn {

struct Soundness {
    struct Trouble {
        const Item* node = nullptr;
        std::vector<const Item*> trace;  // elements that were passed on a shortest way there
    };
    std::vector<Trouble> stuck;       // a join where tokens wait for ever
    std::vector<Trouble> twice;       // a sequence flow's target that a second token reaches before the first has gone
    std::vector<Trouble> endless;     // a circle without a way out
    std::vector<const Item*> dead;    // never reached
    std::vector<const Item*> untold;  // elements whose behaviour the game does not know: nothing is said of the level
    std::size_t states = 0;
    bool bounded =
        false;  // the limit of states was reached; then only what was found counts, and `dead`, `endless` are empty
};

// A state is a byte for each arrow. No more than 64 MiB of them are kept, and the game ends after some seconds.
Soundness playTokens(const Model& model, const Item& level, std::size_t limit = 20'000);

}  // namespace toitsu::workflows::bpmn
