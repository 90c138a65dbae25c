#pragma once

// Trial: a form's samples are read and held against their truth, and against what the author accepted before.

#include <functional>
#include <string>
#include <vector>

#include "apps/authoring/sample_outcome.h"
#include "apps/authoring/samples.h"
#include "forms/library.h"
#include "ocr/reader.h"

namespace toitsu::authoring {

struct Trial {
    int jobs = 1;
    std::function<void(const Error&)> failed = [](const Error&) {};  // a sample that could not be read at all
    // After each page; `expected` as far as it is known. False ends the trial.
    std::function<bool(std::size_t done, std::size_t expected)> progress = [](std::size_t, std::size_t) {
        return true;
    };
};
// C034 (told) a truth that names a layout which the library lacks.
std::vector<SampleOutcome> trySamples(const std::vector<Sample>& samples, const forms::Library& library,
                                      const ocr::Reader& reader, const Trial& trial);

// golden.json beside form.xml, as its author accepted it.
struct Golden {
    std::string file;
    bool exists = false;
    std::vector<SampleOutcome> outcomes;

    static Result<Golden> of(const std::string& formFolder);
};

}  // namespace toitsu::authoring
