#include "ocr/recognizers/printed_calibration.h"

#include <algorithm>

#include "base/files.h"
#include "base/json.h"
#include "ocr/recognizers/number_text.h"

namespace toitsu::ocr {

namespace {

std::string kindOf(forms::FieldType type) {
    if (isNumberType(type)) return "number";
    switch (type) {
        case forms::FieldType::personName:
            return "name";
        case forms::FieldType::kana:
        case forms::FieldType::accountHolder:
            return "kana";
        case forms::FieldType::address:
            return "address";
        default:
            return "text";
    }
}

tl::unexpected<Error> unusable(const std::string& file) {
    return fail(ErrorKind::input, "S031",
                {"活字の確信度の表が読めません。ocr/weights を入れ直すか --weights で場所を指定してください",
                 "the table of printed confidences cannot be read; restore ocr/weights or name their folder with "
                 "--weights"},
                {file, 0, 0, 0});
}

// [[evidence, share], …], both rising and from 0 to 1; false when it is none.
bool takeTable(const Value& from, std::vector<std::pair<double, double>>& table) {
    const auto* points = from.list();
    if (points == nullptr || points->empty()) return false;
    for (const Value& point : *points) {
        const auto* pair = point.list();
        if (pair == nullptr || pair->size() != 2) return false;
        const auto *evidence = (*pair)[0].number(), *share = (*pair)[1].number();
        if (evidence == nullptr || share == nullptr) return false;
        table.emplace_back(evidence->toDouble(), share->toDouble());
        const auto& [x, y] = table.back();
        if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) return false;
        if (table.size() > 1 && (x <= table[table.size() - 2].first || y < table[table.size() - 2].second))
            return false;
    }
    return true;
}

double along(const std::vector<std::pair<double, double>>& table, double evidence) {
    const auto right = std::find_if(table.begin(), table.end(), [&](const auto& p) { return p.first >= evidence; });
    if (right == table.begin()) return right->second;
    if (right == table.end()) return table.back().second;
    const auto left = right - 1;
    return left->second + (right->second - left->second) * (evidence - left->first) / (right->first - left->first);
}

}  // namespace

Result<PrintedCalibration> PrintedCalibration::load(const std::string& folder) {
    const std::string file = folder + "/printed.json";
    const auto bytes = files::read(file);
    if (!bytes) return unusable(file);
    const auto about = json::parse(*bytes, file);
    if (!about) return fail(about.error());
    const Value kinds = (*about)["kinds"];
    if (kinds.context() == nullptr) return unusable(file);
    PrintedCalibration calibration;
    for (const auto& [kind, tables] : kinds.context()->entries()) {
        Tables& taken = calibration.kinds_[kind];
        if (!takeTable(tables["accepted"], taken.accepted) || !takeTable(tables["doubtful"], taken.doubtful))
            return unusable(file);
    }
    return calibration;
}

void PrintedCalibration::apply(forms::Reading& reading, forms::FieldType type) const {
    const auto tables = kinds_.find(kindOf(type));
    if (tables == kinds_.end() || reading.candidates.empty()) return;
    const double evidence = std::clamp(reading.candidates.front().confidence, 0.0, 1.0);
    const double share = along(reading.doubt ? tables->second.doubtful : tables->second.accepted, evidence);
    double others = 0;
    for (const auto& candidate : reading.candidates) others += candidate.confidence;
    others = std::max(others - evidence, 1 - evidence);
    for (auto& candidate : reading.candidates)
        candidate.confidence = others > 0 ? std::min(share, candidate.confidence * (1 - share) / others) : 0;
    reading.candidates.front().confidence = reading.confidence = share;
}

}  // namespace toitsu::ocr
