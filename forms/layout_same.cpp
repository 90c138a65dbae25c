#include "forms/layout_same.h"

#include <algorithm>
#include <tuple>

#include "forms/form_writer.h"
#include "forms/layout_writer.h"
#include "forms/page_places.h"

namespace toitsu::forms {
namespace {

bool same(const OptionPlace& a, const OptionPlace& b);
bool same(const RowBlock& a, const RowBlock& b);

template <class T>
bool all(const std::vector<T>& a, const std::vector<T>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const T& x, const T& y) { return same(x, y); });
}

template <class T>
void takeAway(std::vector<T>& from, const std::vector<T>& less) {
    for (const T& one : less) {
        const auto it = std::find_if(from.begin(), from.end(), [&](const T& known) { return same(known, one); });
        if (it != from.end()) from.erase(it);
    }
}

bool same(const OptionPlace& a, const OptionPlace& b) {
    return std::tie(a.option, a.printed, a.box) == std::tie(b.option, b.printed, b.box);
}

bool same(const PrintedText& a, const PrintedText& b) {
    return std::tie(a.text, a.box, a.size, a.align, a.bold, a.vertical) ==
           std::tie(b.text, b.box, b.size, b.align, b.bold, b.vertical);
}

bool same(const PrintedLine& a, const PrintedLine& b) {
    return std::tie(a.from, a.to, a.width) == std::tie(b.from, b.to, b.width);
}

bool same(const PrintedFrame& a, const PrintedFrame& b) {
    return std::tie(a.box, a.width) == std::tie(b.box, b.width);
}

bool same(const PrintedCode& a, const PrintedCode& b) {
    return std::tie(a.text, a.box) == std::tie(b.text, b.box);
}

bool same(const RowBlock& a, const RowBlock& b) {
    return std::tie(a.group, a.first, a.count, a.pitch) == std::tie(b.group, b.first, b.count, b.pitch) &&
           forms::same(a.row, b.row);
}

bool same(const LayoutPage& a, const LayoutPage& b) {
    return std::tie(a.number, a.width, a.height, a.blank) == std::tie(b.number, b.width, b.height, b.blank) &&
           all(a.rows, b.rows) && forms::same(static_cast<const PageContent&>(a), static_cast<const PageContent&>(b));
}

}  // namespace

bool same(const TextPlace& a, const TextPlace& b) {
    return std::tie(a.field, a.part, a.box, a.cells, a.cellBoxes, a.written, a.rightAligned, a.vertical) ==
           std::tie(b.field, b.part, b.box, b.cells, b.cellBoxes, b.written, b.rightAligned, b.vertical);
}

bool same(const ChoicePlace& a, const ChoicePlace& b) {
    return std::tie(a.field, a.part, a.mark) == std::tie(b.field, b.part, b.mark) && all(a.options, b.options);
}

bool same(const SealPlace& a, const SealPlace& b) {
    return std::tie(a.field, a.box, a.signature) == std::tie(b.field, b.box, b.signature);
}

bool same(const ImagePlace& a, const ImagePlace& b) {
    return std::tie(a.field, a.box) == std::tie(b.field, b.box);
}

bool same(const BarcodePlace& a, const BarcodePlace& b) {
    return std::tie(a.field, a.box, a.kind) == std::tie(b.field, b.box, b.kind);
}

bool same(const FixedPart& a, const FixedPart& b) {
    return std::tie(a.field, a.part, a.value) == std::tie(b.field, b.part, b.value);
}

bool same(const Printed& a, const Printed& b) {
    if (a.index() != b.index()) return false;
    return std::visit([&](const auto& x) { return same(x, std::get<std::decay_t<decltype(x)>>(b)); }, a);
}

bool same(const PageContent& a, const PageContent& b) {
    bool equal = all(a.printed, b.printed);
    eachPlaces([&](const auto& x, const auto& y) { equal = equal && all(x, y); }, a, b);
    return equal;
}

bool same(const Layout& a, const Layout& b) {
    return std::tie(a.id, a.version, a.form, a.municipality, a.title, a.from, a.to, a.residualBound) ==
               std::tie(b.id, b.version, b.form, b.municipality, b.title, b.from, b.to, b.residualBound) &&
           std::equal(a.localFields.begin(), a.localFields.end(), b.localFields.begin(), b.localFields.end(),
                      [](const Field& x, const Field& y) { return same(x, y); }) &&
           std::equal(a.pages.begin(), a.pages.end(), b.pages.begin(), b.pages.end(),
                      [](const LayoutPage& x, const LayoutPage& y) { return same(x, y); });
}

void takeAway(PageContent& from, const PageContent& less) {
    eachPlaces([](auto& places, const auto& gone) { takeAway(places, gone); }, from, less);
    takeAway(from.printed, less.printed);
}

}  // namespace toitsu::forms
