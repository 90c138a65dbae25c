#include "apps/server/metrics.h"

#include <algorithm>
#include <sstream>

namespace toitsu::server {

void Metrics::observe(const std::string& method, const std::string& route, int status, std::chrono::microseconds took) {
    const double seconds = static_cast<double>(took.count()) / 1e6;
    const std::lock_guard lock(mutex_);
    ++requests_[{method, route, status}];
    Histogram& histogram = durations_[route];
    ++histogram.count;
    histogram.sum += seconds;
    const auto bound = std::lower_bound(kSeconds.begin(), kSeconds.end(), seconds);
    if (bound != kSeconds.end()) ++histogram.within[static_cast<std::size_t>(bound - kSeconds.begin())];
}

void Metrics::gauge(std::string name, std::string help, std::function<Labelled()> figures) {
    const std::lock_guard lock(mutex_);
    gauges_.push_back({std::move(name), std::move(help), std::move(figures)});
}

std::string Metrics::text() const {
    std::vector<Gauge> gauges;
    std::ostringstream out;
    {
        const std::lock_guard lock(mutex_);
        gauges = gauges_;
        out << "# HELP toitsu_http_requests_total Requests by method, route and status.\n"
               "# TYPE toitsu_http_requests_total counter\n";
        for (const auto& [key, count] : requests_)
            out << "toitsu_http_requests_total{method=\"" << std::get<0>(key) << "\",route=\"" << std::get<1>(key)
                << "\",status=\"" << std::get<2>(key) << "\"} " << count << '\n';
        out << "# HELP toitsu_http_request_seconds From a request's head to its answer's last byte.\n"
               "# TYPE toitsu_http_request_seconds histogram\n";
        for (const auto& [route, histogram] : durations_) {
            std::uint64_t below = 0;
            for (std::size_t i = 0; i < kSeconds.size(); ++i) {
                below += histogram.within[i];
                out << "toitsu_http_request_seconds_bucket{route=\"" << route << "\",le=\"" << kSeconds[i] << "\"} "
                    << below << '\n';
            }
            out << "toitsu_http_request_seconds_bucket{route=\"" << route << "\",le=\"+Inf\"} " << histogram.count
                << "\ntoitsu_http_request_seconds_sum{route=\"" << route << "\"} " << histogram.sum
                << "\ntoitsu_http_request_seconds_count{route=\"" << route << "\"} " << histogram.count << '\n';
        }
    }
    // Outside the lock: a figure may take its time, or be a request's own business.
    for (const Gauge& gauge : gauges) {
        out << "# HELP " << gauge.name << ' ' << gauge.help << "\n# TYPE " << gauge.name << " gauge\n";
        for (const auto& [labels, figure] : gauge.figures())
            out << gauge.name << (labels.empty() ? "" : "{" + labels + "}") << ' ' << figure << '\n';
    }
    return out.str();
}

}  // namespace toitsu::server
