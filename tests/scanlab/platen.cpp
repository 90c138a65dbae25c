#include "tests/scanlab/platen.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace toitsu::scanlab {
namespace {

constexpr std::uint8_t kLid = 246;

double number(const Value& value) {
    return value.number() != nullptr ? value.number()->toDouble() : 0;
}

Value moved(const Value& points, double dx, double dy) {
    List all;
    for (const Value& point : *points.list()) {
        const auto shifted = [&](std::size_t i, double by) {
            const double there = std::round((number((*point.list())[i]) + by) * 100) / 100;
            return Decimal::fromDouble(there).value_or(Decimal(0));
        };
        all.push_back(List{shifted(0, dx), shifted(1, dy)});
    }
    return all;
}

Context movedTruth(const Value& truth, double dx, double dy) {
    Context all = *truth.context();
    all.put("corners", moved(truth["corners"], dx, dy));
    List places;
    for (const Value& place : *truth["places"].list()) {
        Context one = *place.context();
        one.put("quad", moved(place["quad"], dx, dy));
        places.push_back(one);
    }
    all.put("places", places);
    return all;
}

void paste(Scan& onto, const Scan& page, int left, int top) {
    const auto bytes = static_cast<std::size_t>(page.width * page.channels);
    for (int y = 0; y < page.height; ++y) {
        const auto* from = page.pixels.data() + static_cast<std::size_t>(y) * bytes;
        const std::size_t at = (static_cast<std::size_t>(top + y) * static_cast<std::size_t>(onto.width) +
                                static_cast<std::size_t>(left)) *
                               static_cast<std::size_t>(onto.channels);
        std::copy_n(from, bytes, onto.pixels.begin() + static_cast<std::ptrdiff_t>(at));
    }
}

}  // namespace

Sample layTogether(const Sample& first, const Sample& second) {
    const Scan &a = first.scan, &b = second.scan;
    assert(a.channels == b.channels && a.dpi == b.dpi);
    const bool beside = a.height > a.width;
    const int gap = a.dpi / 10;  // 2.5 mm
    Sample both{{}, {}, first.profile};
    Scan& scan = both.scan;
    scan.channels = a.channels;
    scan.dpi = a.dpi;
    scan.bilevel = a.bilevel;
    scan.jpegQuality = a.jpegQuality;
    scan.width = beside ? a.width + gap + b.width : std::max(a.width, b.width);
    scan.height = beside ? std::max(a.height, b.height) : a.height + gap + b.height;
    scan.pixels.assign(static_cast<std::size_t>(scan.width) * static_cast<std::size_t>(scan.height * scan.channels),
                       a.bilevel ? 255 : kLid);
    const int left = beside ? a.width + gap : 0, top = beside ? 0 : a.height + gap;
    paste(scan, a, 0, 0);
    paste(scan, b, left, top);
    scan.corners = a.corners;
    scan.toPixels = a.toPixels;
    both.truth = Context{{"forms", List{movedTruth(first.truth, 0, 0), movedTruth(second.truth, left, top)}},
                         {"profile", first.profile},
                         {"seed", first.truth["seed"]}};
    return both;
}

}  // namespace toitsu::scanlab
