#pragma once

// Whole lines of handwriting by a network that the user brings, in the shape of NDLOCR-Lite's (docs/line-model.md).

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "ocr/internal/onnx_runtime.h"
#include "ocr/page.h"

namespace toitsu::ocr {

struct LineText {
    std::string text;
    double certainty = 0;  // of the least certain character; not calibrated, for nobody has measured this model
};

class LineModel {
public:
    // `folder`: one or more *.onnx of the same characters, and characters.txt or NDLmoji.yaml. S033, S035.
    static Result<LineModel> load(const std::string& folder);

    // A line, black on white, from left to right; one that stands on end is turned. Not for two threads at once.
    LineText read(const Picture& line) const;
    std::string version() const;

private:
    LineModel(std::vector<OnnxModel> models, std::vector<std::string> characters)
        : models_(std::move(models)), characters_(std::move(characters)) {}
    std::vector<OnnxModel> models_;  // by width
    std::vector<std::string> characters_;
};

// The characters of the classes 1, 2, …, from a file of nothing but characters, or from the entry charset_train of a
// YAML file. Nothing when the file has none.
std::vector<std::string> charactersIn(const std::string& file, std::string_view content);

}  // namespace toitsu::ocr
