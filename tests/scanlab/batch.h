#pragma once

// Batch: the whole way from a library and a seed to scan files with their truth.

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/value.h"
#include "forms/library.h"
#include "tests/scanlab/answers.h"
#include "tests/scanlab/digit_shapes.h"
#include "tests/scanlab/fill.h"
#include "tests/scanlab/scan.h"

namespace toitsu::scanlab {

struct Order {
    std::string profile = "mixed";  // a profile's name, "mixed", or "every": one after the other, by seed
    Manner manner{};
    bool faulty = false;               // makes about one page in five inconsistent on purpose
    int dpi = 0;                       // instead of the profile's own
    std::string_view print = "black";  // the colour in which the form is printed (printInk)
    // Layouts that look the same as the key: no reader can tell them apart (members.json of a made library).
    std::map<std::string, std::vector<std::string>> twins{};
};

struct Sample {
    Scan scan;
    Value truth;  // as docs/library-files.md describes
    std::string profile;
};

// A page that was filled in and not scanned yet.
struct FilledPage {
    const forms::LayoutPage* page = nullptr;
    Sheet sheet;
    std::function<Context(const Sample&)> truth;  // once it was scanned: of its picture, corners and where points went
};

// The profile that the order asks for, with the order's resolution. T003.
Result<Profile> profileFor(const Order& order, std::uint64_t seed, Random& random);

// One page of `layout`, filled. F2xx, F30x, T004 a colour.
Result<FilledPage> fillPage(const forms::Library& library, const forms::Layout& layout, const forms::LayoutPage& page,
                            std::uint64_t seed, const Order& order, const Profile& profile, const DigitShapes& digits);

// One page of `layout` filled and scanned. The same order and seed give the same pixels. F2xx, F30x, T004 a colour.
Result<Sample> makeSample(const forms::Library& library, const forms::Layout& layout, const forms::LayoutPage& page,
                          std::uint64_t seed, const Order& order, const DigitShapes& digits);

// The truth of a file of several pages: {"pages": [truth of page 1, …]}.
Value truthOf(const std::vector<Sample>& samples);

}  // namespace toitsu::scanlab
