#include "forms/unification/paper.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "base/text.h"

namespace toitsu::forms::unification {
namespace {

struct PaperSize {
    const char* name;
    double width, height;
};
constexpr std::array kSizes{PaperSize{"A3", 297, 420}, PaperSize{"A4", 210, 297}, PaperSize{"A5", 148, 210},
                            PaperSize{"B4", 257, 364}, PaperSize{"B5", 182, 257}};

}  // namespace

std::string nameOf(const Layout& layout) {
    const std::u32string title = text::decode(layout.title);
    constexpr std::u32string_view kEnds = U"都道府県市区町村";
    const std::size_t space = title.find_first_of(U" 　");
    const std::size_t length = space == std::u32string::npos ? title.size() : space;
    if (length >= 2 && length <= 12 && kEnds.find(title[length - 1]) != std::u32string_view::npos)
        return text::encode(title.substr(0, length));
    return layout.id;
}

void sortPapers(std::vector<Paper>& papers) {
    std::sort(papers.begin(), papers.end(), [](const Paper& a, const Paper& b) {
        return std::tie(a.layout.municipality, a.layout.id) < std::tie(b.layout.municipality, b.layout.id);
    });
    const std::vector<Paper> all = papers;
    for (Paper& paper : papers) {
        const bool shared =
            std::count_if(all.begin(), all.end(), [&](const Paper& p) { return p.name == paper.name; }) > 1;
        if (shared && paper.name != paper.layout.id) paper.name += "（" + paper.layout.id + "）";
    }
}

std::string paperName(double width, double height) {
    const auto near = [](double a, double b) { return std::abs(a - b) < 2; };  // mm
    for (const PaperSize& size : kSizes) {
        if (near(width, size.width) && near(height, size.height)) return size.name;
        if (near(width, size.height) && near(height, size.width)) return std::string(size.name) + "-landscape";
    }
    return std::to_string(std::lround(width)) + "×" + std::to_string(std::lround(height));
}

}  // namespace toitsu::forms::unification
