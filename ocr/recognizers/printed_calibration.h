#pragma once

// Inside ocr only: what the confidence of a printed reading means. The evidence of a reading – what the networks say of
// its characters, whether both passes of the print engine agree, how usual such a name is – is no probability: the
// sources share their errors. How often readings with so much evidence were right is counted for each type of field,
// for accepted and doubtful ones apart; the counts are data beside the weights (printed.json).

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "forms/form.h"
#include "forms/reading.h"

namespace toitsu::ocr {

class PrintedCalibration {
public:
    // S031 when printed.json is missing in the folder or is no such file.
    static Result<PrintedCalibration> load(const std::string& folder);

    // The confidence of the first candidate becomes the share of such readings that are right, and the other candidates
    // share the rest as they did. Without a table for the type, and without candidates, nothing changes.
    void apply(forms::Reading& reading, forms::FieldType type) const;

private:
    using Table = std::vector<std::pair<double, double>>;  // evidence → share right, both rising; lines between
    struct Tables {
        Table accepted, doubtful;
    };
    std::map<std::string, Tables> kinds_;  // "name", "kana", "address", "number", "text"
};

}  // namespace toitsu::ocr
