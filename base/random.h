#pragma once

// Random: our own generator (xoshiro256**, public domain by Blackman and Vigna), so that a seed gives the same page on
// every machine and with every standard library.

#include <cstdint>
#include <string_view>
#include <vector>

namespace toitsu {

class Random {
public:
    explicit Random(std::uint64_t seed);

    // An independent stream: what one step draws does not shift what the next one gets.
    Random fork(std::string_view purpose) const;

    std::uint64_t next();
    double uniform();  // [0, 1)
    double between(double low, double high);
    int integer(int low, int high);  // both ends included
    bool chance(double probability) { return uniform() < probability; }
    double normal();  // mean 0, deviation about 1, never beyond ±6

    template <class T>
    const T& pick(const std::vector<T>& choices) {
        return choices[static_cast<std::size_t>(integer(0, static_cast<int>(choices.size()) - 1))];
    }

private:
    std::uint64_t state_[4];
};

}  // namespace toitsu
