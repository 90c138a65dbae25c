#pragma once

// Inside ocr only: ONNX Runtime, if the user has it. It is opened while the program runs and never linked; of its C
// interface (an append-only table of functions) only what is named here is used. The numbers are the functions' places
// in the table of API version 1, which every later version keeps.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

namespace toitsu::ocr {

// A network that takes one picture (1 × 3 × height × width floats) and gives a row of scores for each step
// (1 × steps × classes).
class OnnxModel {
public:
    struct Scores {
        std::size_t steps = 0, classes = 0;
        std::vector<float> values;  // row by row
    };

    // `library`: the file of libonnxruntime, or "" for the system's own. One model is for one thread at a time. S033
    // when there is no such library or it cannot use the model; `reason` in the message is the library's own.
    static Result<OnnxModel> load(const std::string& library, const std::string& model);
    OnnxModel(OnnxModel&&) noexcept;
    OnnxModel& operator=(OnnxModel&&) noexcept;
    ~OnnxModel();

    int width() const;
    int height() const;
    const std::string& version() const;  // first 12 digits of the model's sha-256
    // `pixels`: 3 × height × width. No scores when the library fails.
    Scores run(std::vector<float>& pixels) const;

private:
    struct Inner;
    explicit OnnxModel(std::unique_ptr<Inner> inner);
    std::unique_ptr<Inner> inner_;
};

}  // namespace toitsu::ocr
