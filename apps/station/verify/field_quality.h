#pragma once

// Field quality: what the tallies say. Right and wrong, accepted and doubted; which share nobody had to look at; and
// from which confidence upwards the machine may be believed at a target – never from fewer fields than prove it
// (Clopper–Pearson, forms/binomial.h).

#include <optional>
#include <vector>

#include "apps/station/verify/figures.h"

namespace toitsu::station {

struct QualityTarget {
    double target = 0.995;            // share of the accepted values that must be right
    std::optional<double> threshold;  // the lowest confidence whose bound meets it; none when nothing is proved yet
    double automation = 0;            // share of all fields that lie above it
};

struct FieldQuality {
    std::int64_t sampled = 0;
    // Accepted: of the sample. Doubted: of all that people have decided.
    std::int64_t acceptedRight = 0, acceptedWrong = 0, doubtRight = 0, doubtWrong = 0;
    double automation = 0;  // share of the fields that were read and that nobody had to look at
    double errorRate = 0;   // of the accepted, in the sample
    double errorUpper = 1;  // its upper bound at 95 %
    std::vector<QualityTarget> targets;
};

FieldQuality qualityOf(const std::vector<FieldTally>& tallies, const std::vector<double>& targets);

}  // namespace toitsu::station
