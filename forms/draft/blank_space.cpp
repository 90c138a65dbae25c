#include "forms/draft/blank_space.h"

#include <algorithm>

namespace toitsu::forms {

namespace {

double shared(double a, double b, double c, double d) {
    return std::min(b, d) - std::max(a, c);
}
double sharedX(const Box& a, const Box& b) {
    return shared(a.x, a.right(), b.x, b.right());
}
double sharedY(const Box& a, const Box& b) {
    return shared(a.y, a.bottom(), b.y, b.bottom());
}

}  // namespace

Box emptyRectangle(const Box& box, const std::vector<Box>& obstacles, double leastWidth) {
    std::vector<double> xs{box.x, box.right()}, ys{box.y, box.bottom()};
    for (const Box& o : obstacles) {
        for (const double x : {o.x, o.right()})
            if (x > box.x && x < box.right()) xs.push_back(x);
        for (const double y : {o.y, o.bottom()})
            if (y > box.y && y < box.bottom()) ys.push_back(y);
    }
    const auto tidy = [](std::vector<double>& list) {
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end(), [](double a, double b) { return b - a < 0.3; }), list.end());
        if (list.size() > 26) list.resize(26);
    };
    tidy(xs);
    tidy(ys);
    Box best;
    for (std::size_t l = 0; l < xs.size(); ++l)
        for (std::size_t r = l + 1; r < xs.size(); ++r)
            for (std::size_t t = 0; t < ys.size(); ++t)
                for (std::size_t b = t + 1; b < ys.size(); ++b) {
                    const Box candidate{xs[l], ys[t], xs[r] - xs[l], ys[b] - ys[t]};
                    if (candidate.height < 3.5 || candidate.width < leastWidth ||
                        candidate.width * candidate.height <= best.width * best.height)
                        continue;
                    const bool free = std::none_of(obstacles.begin(), obstacles.end(), [&](const Box& o) {
                        return sharedX(candidate, o) > 0.2 && sharedY(candidate, o) > 0.2;
                    });
                    if (free) best = candidate;
                }
    return best;
}

Box writingArea(const Box& area) {
    const double aside = std::min(1.0, 0.02 * area.width), above = 0.12 * area.height;
    // The end of a long line is rarely reached.
    const double end = std::max(aside, 0.04 * area.width);
    return {area.x + aside, area.y + above, area.width - aside - end, area.height - 2 * above};
}

}  // namespace toitsu::forms
