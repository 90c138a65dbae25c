#include "apps/station/read_sheet.h"

#include <algorithm>

#include "forms/layout_pages.h"

namespace toitsu::station {

namespace {

std::string textOf(const Value& value) {
    return value.string() == nullptr ? std::string() : *value.string();
}

StackPage onLayout(const forms::Layout& layout, int number) {
    StackPage out;
    out.kind = StackPage::Kind::form;
    out.layout = layout.id;
    out.ranks = static_cast<int>(layout.pages.size());
    // A layout may number its pages 1, 3; the order counts.
    out.rank = 1 + static_cast<int>(std::count_if(layout.pages.begin(), layout.pages.end(),
                                                  [&](const auto& page) { return page.number < number; }));
    return out;
}

}  // namespace

ocr::PixelBox partOf(const PageRecord& record) {
    const List* part = record.reading["part"].list();
    if (part == nullptr || part->size() != 4) return {};
    const auto at = [&](std::size_t n) {
        const Decimal* pixels = (*part)[n].number();
        return pixels == nullptr ? 0 : static_cast<int>(pixels->toInteger().value_or(0));
    };
    return {at(0), at(1), at(2), at(3)};
}

const forms::Layout* layoutOf(const forms::Library& library, const ocr::PageReading& reading) {
    if (reading.status != ocr::PageStatus::read || library.form(reading.form) == nullptr) return nullptr;
    return library.layout(reading.layout);
}

bool oneOfSeveral(const forms::Library& library, const ocr::PageReading& reading) {
    const forms::Layout* layout = layoutOf(library, reading);
    return layout != nullptr && layout->pages.size() > 1;
}

StackPage stackPage(const forms::Library& library, const PageRecord& record) {
    StackPage out;
    if (record.state == PageState::dismissed && record.person.empty())
        out.kind = record.code == "S051" ? StackPage::Kind::separator : StackPage::Kind::blank;
    const forms::Layout* layout = library.layout(textOf(record.reading["layout"]));
    const Decimal* number = record.reading["layout_page"].number();
    // What a person dealt with alone stays alone.
    const bool apart = record.state == PageState::dismissed ||
                       (!record.person.empty() && layout != nullptr && layout->pages.size() > 1);
    if (layout == nullptr || number == nullptr || apart) return out;
    return onLayout(*layout, static_cast<int>(number->toInteger().value_or(1)));
}

StackPage stackPage(const forms::Library& library, const ocr::PageReading& reading,
                    const forms::AddressBook& addresses) {
    const forms::Layout& layout = *layoutOf(library, reading);
    StackPage out = onLayout(layout, reading.layoutPage);
    const auto shared = forms::sharedFields(layout);
    if (shared.empty()) return out;
    const forms::Record record = recordOfPage(library, reading, addresses);
    for (const std::string& field : shared) {
        const forms::FieldValue* value = record.find(field);
        if (value == nullptr || value->doubt) continue;
        if (const std::string text = forms::canonicalText(value->value); !text.empty()) out.shared[field] = text;
    }
    return out;
}

forms::Record recordOfPage(const forms::Library& library, const ocr::PageReading& reading,
                           const forms::AddressBook& addresses) {
    return forms::unifyPage(*library.form(reading.form), *library.layout(reading.layout), reading.layoutPage,
                            reading.readings, {.addresses = &addresses});
}

}  // namespace toitsu::station
