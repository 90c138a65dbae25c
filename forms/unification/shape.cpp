#include "forms/unification/shape.h"

#include <algorithm>
#include <array>

#include "base/era.h"

namespace toitsu::forms::unification {
namespace {

struct EraWords {
    std::string_view name;
    const char* ja;
    const char* en;
};
constexpr std::array kEraShapes{EraWords{"none", "", ""},
                                EraWords{"inside", "元号も書く", "era written with it"},
                                EraWords{"printed", "元号を印刷", "era printed"},
                                EraWords{"circled", "元号を○で囲む", "era circled"},
                                EraWords{"ticked", "元号に✓", "era ticked"},
                                EraWords{"written", "元号の欄に書く", "era written"},
                                EraWords{"western", "西暦", "western year"},
                                EraWords{"missing", "元号の欄がない", "no era"}};

int order(const std::string& part) {
    constexpr std::array kParts{"", "era", "year", "month", "day", "1", "2", "3"};
    return static_cast<int>(std::find(kParts.begin(), kParts.end(), part) - kParts.begin());
}

std::string eraTitle(const std::string& code) {
    const auto era = parseEra(code);
    return era ? std::string(eraName(*era)) : code;
}

EraShape eraOf(const std::vector<Standing>& places) {
    int yearCells = 0;
    for (const Standing& one : places) {
        if (one.part == "year") yearCells = one.cells;
        if (one.part != "era") continue;
        switch (one.manner) {
            case Manner::fixed:
                return EraShape::printed;
            case Manner::circle:
                return EraShape::circled;
            case Manner::check:
            case Manner::cross:
                return EraShape::ticked;
            default:
                return EraShape::written;
        }
    }
    return yearCells == 4 ? EraShape::western : EraShape::missing;
}

}  // namespace

Shape shapeOf(const std::vector<Standing>& all) {
    Shape shape;
    const int page = std::min_element(all.begin(), all.end(), [](const Standing& a, const Standing& b) {
                         return a.page < b.page;
                     })->page;
    std::vector<Standing> places;
    std::copy_if(all.begin(), all.end(), std::back_inserter(places), [&](const Standing& s) { return s.page == page; });
    std::stable_sort(places.begin(), places.end(),
                     [](const Standing& a, const Standing& b) { return order(a.part) < order(b.part); });
    const bool date = std::any_of(places.begin(), places.end(), [](const Standing& s) { return s.part == "year"; });
    shape.inParts = std::any_of(places.begin(), places.end(), [](const Standing& s) { return !s.part.empty(); });
    bool decided = false;
    for (const Standing& one : places) {
        if (one.part == "era") {
            for (const OptionPlace& option : one.options) shape.eras.push_back(option.option);
            if (one.manner == Manner::fixed) {
                const auto era = parseEra(one.value);
                shape.eras.push_back(era ? std::string(eraCode(*era)) : one.value);
            }
            continue;
        }
        if (date && one.manner == Manner::fixed) {
            shape.fixed[one.part] = one.value;
            continue;
        }
        if (!decided && one.manner != Manner::fixed) {
            shape.manner = one.manner;
            decided = true;
        }
        shape.cells.push_back(one.cells);
    }
    if (!decided && !places.empty()) shape.manner = places.front().manner;
    if (date) shape.era = eraOf(places);
    return shape;
}

std::string_view eraShapeName(EraShape era) {
    return kEraShapes[static_cast<std::size_t>(era)].name;
}

Wording eraShapeWording(const Shape& shape) {
    const EraWords& words = kEraShapes[static_cast<std::size_t>(shape.era)];
    std::string eras;
    for (const std::string& code : shape.eras) eras += (eras.empty() ? "" : "・") + eraTitle(code);
    if (eras.empty()) return {words.ja, words.en};
    return {std::string(words.ja) + "（" + eras + "）", std::string(words.en) + " (" + eras + ")"};
}

Wording shapeWording(const Shape& shape) {
    Wording words = mannerWording(shape.manner);
    std::string cells;
    bool some = false;
    for (const int count : shape.cells) {
        cells += (cells.empty() ? " " : "-") + std::to_string(count);
        some = some || count > 0;
    }
    if (some) words = {words.ja + cells, words.en + cells};
    if (shape.inParts && !some) words = {words.ja + "（分けて）", words.en + " (in parts)"};
    if (shape.era == EraShape::none) return words;
    const Wording era = eraShapeWording(shape);
    return {era.ja + "、" + words.ja, era.en + ", " + words.en};
}

}  // namespace toitsu::forms::unification
