#include "apps/station/verify/field_quality.h"

#include <algorithm>
#include <map>

#include "forms/binomial.h"

namespace toitsu::station {

namespace {

constexpr double kLevel = 0.95;

struct Step {
    std::int64_t accepted = 0, sampled = 0, wrong = 0;
};

double share(std::int64_t part, std::int64_t whole) {
    return whole == 0 ? 0 : static_cast<double>(part) / static_cast<double>(whole);
}

double upper(std::int64_t wrong, std::int64_t sampled) {
    return forms::clopperPearsonUpper(static_cast<long>(wrong), static_cast<long>(sampled), kLevel);
}

}  // namespace

FieldQuality qualityOf(const std::vector<FieldTally>& tallies, const std::vector<double>& targets) {
    FieldQuality out;
    std::map<int, Step, std::greater<>> steps;  // the surest first
    std::int64_t accepted = 0, doubted = 0;
    for (const FieldTally& tally : tallies) {
        doubted += tally.doubted;
        out.doubtRight += tally.doubtRight;
        out.doubtWrong += tally.doubtWrong;
        for (const FieldTally::Step& step : tally.accepted) {
            accepted += step.number;
            steps[step.perMille].accepted += step.number;
        }
        for (const FieldTally::Step& step : tally.sampled) {
            out.acceptedRight += step.right;
            out.acceptedWrong += step.number - step.right;
            steps[step.perMille].sampled += step.number;
            steps[step.perMille].wrong += step.number - step.right;
        }
    }
    out.sampled = out.acceptedRight + out.acceptedWrong;
    out.automation = share(accepted, accepted + doubted);
    out.errorRate = share(out.acceptedWrong, out.sampled);
    out.errorUpper = upper(out.acceptedWrong, out.sampled);
    for (const double target : targets) {
        QualityTarget found{target, {}, 0};
        Step above;
        for (const auto& [perMille, step] : steps) {
            above.accepted += step.accepted;
            above.sampled += step.sampled;
            above.wrong += step.wrong;
            if (upper(above.wrong, above.sampled) > 1 - target) continue;
            found.threshold = perMille / 1000.0;
            found.automation = share(above.accepted, accepted + doubted);
        }
        out.targets.push_back(found);
    }
    return out;
}

}  // namespace toitsu::station
