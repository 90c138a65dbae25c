#pragma once

// Metrics: what /metrics says in Prometheus' text format. Counters and histograms by route, never by account or
// content.

#include <array>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <tuple>
#include <vector>

namespace toitsu::server {

class Metrics {
public:
    void observe(const std::string& method, const std::string& route, int status, std::chrono::microseconds took);

    // A figure that is asked when somebody reads: gauge("toitsu_pages_waiting", "Pages that wait for a person", …).
    using Labelled = std::vector<std::pair<std::string, double>>;  // "" or "municipality=\"202088\"" → figure
    void gauge(std::string name, std::string help, std::function<Labelled()> figures);

    std::string text() const;

private:
    static constexpr std::array<double, 10> kSeconds = {0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5};
    struct Histogram {
        std::array<std::uint64_t, kSeconds.size()> within{};  // not cumulated
        std::uint64_t count = 0;
        double sum = 0;
    };
    struct Gauge {
        std::string name, help;
        std::function<Labelled()> figures;
    };
    mutable std::mutex mutex_;
    std::map<std::tuple<std::string, std::string, int>, std::uint64_t> requests_;
    std::map<std::string, Histogram> durations_;  // by route
    std::vector<Gauge> gauges_;
};

}  // namespace toitsu::server
