#pragma once

// Every mistake in files of a library, as `toitsu form lint`, `flow lint` and `decision lint` tell it.

#include <string>
#include <vector>

#include "forms/form.h"

namespace toitsu::authoring {

struct Linted {
    forms::Findings findings;
    int files = 0;  // that were looked at
};

// form.xml, layout files, folders; of a folder also what only shows when a form and its layouts are looked at together,
// and its bindings. C006 a folder without forms.
Linted lintForms(const std::vector<std::string>& paths);

// .bpmn files, overlays, folders. C180 a folder without flows, C181 an overlay without its flow.
Linted lintFlows(const std::vector<std::string>& paths);

// .dmn files, folders. C063 a folder without decision models.
Linted lintModels(const std::vector<std::string>& paths);

}  // namespace toitsu::authoring
