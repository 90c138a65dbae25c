#pragma once

// How wrong could it be? Exact bounds for a share that was counted.

namespace toitsu::forms {

// Clopper and Pearson 1934: the one-sided upper bound of a probability after `hits` in `trials`, at that level
// (0.95: in at most one of twenty such countings the true share lies above it). 1 without trials.
double clopperPearsonUpper(long hits, long trials, double level);

// The fewest trials without a hit after which the bound is at most `share`.
long trialsWithoutHit(double share, double level);

// The fewest trials with so many hits after which the bound is at most `share`.
long trialsNeeded(long hits, double share, double level);

// The regularised incomplete beta function I_x(a, b), a and b above 0.
double incompleteBeta(double a, double b, double x);

}  // namespace toitsu::forms
