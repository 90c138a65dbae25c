#include "apps/station/verify/sample.h"

#include <algorithm>

#include "base/hash.h"

namespace toitsu::station {

namespace {

// 0–999, evenly.
int lot(const std::string& caseId, const std::string& field) {
    return static_cast<int>(std::stoul(sha256Hex("sample\n" + caseId + "\n" + field).substr(0, 7), nullptr, 16) % 1000);
}

bool wasRead(const forms::FieldValue& value) {
    for (const forms::Reading& reading : value.readings)
        if (!reading.candidates.empty()) return true;
    return false;
}

}  // namespace

int perMilleOf(double confidence) {
    return static_cast<int>(std::clamp(confidence, 0.0, 1.0) * 1000);
}

std::string sampleTask(const std::string& caseId) {
    return "qa:" + caseId;
}

std::vector<FieldRead> readFields(const forms::Form& form, const forms::Record& record) {
    std::vector<FieldRead> out;
    for (const forms::FieldValue& value : record.fields) {
        const forms::Field* field = form.field(value.field);
        if (field == nullptr || field->myNumber || field->type == forms::FieldType::image) continue;
        if (!value.confirmedBy.empty() || !wasRead(value)) continue;
        out.push_back({value.field, perMilleOf(value.confidence), value.doubt});
    }
    return out;
}

std::vector<std::string> sampledFields(const forms::Form& form, const forms::Record& record, const std::string& caseId,
                                       int perMille) {
    std::vector<std::string> out;
    for (const forms::FieldValue& value : record.fields) {
        const forms::Field* field = form.field(value.field);
        // 個人番号 is shown to as few as possible.
        if (field == nullptr || field->myNumber || field->type == forms::FieldType::image) continue;
        if (value.doubt || !value.confirmedBy.empty() || !wasRead(value)) continue;
        if (lot(caseId, value.field) < perMille) out.push_back(value.field);
    }
    return out;
}

}  // namespace toitsu::station
