#include "forms/layout_pages.h"

#include <algorithm>
#include <set>

#include "forms/page_places.h"

namespace toitsu::forms {

bool stands(const LayoutPage& page, std::string_view field) {
    bool found = false;
    const auto look = [&](const auto& places) {
        found = found || std::any_of(places.begin(), places.end(), [&](const auto& p) { return p.field == field; });
    };
    eachPlaces(look, page);
    return found;
}

bool stands(const Layout& layout, std::string_view field) {
    return std::any_of(layout.pages.begin(), layout.pages.end(),
                       [&](const LayoutPage& page) { return stands(page, field); });
}

namespace {

// Written text only: two persons may well tick the same box.
std::set<std::string> written(const LayoutPage& page) {
    std::set<std::string> fields;
    for (const TextPlace& place : page.texts) fields.insert(place.field);
    for (const BarcodePlace& place : page.barcodes) fields.insert(place.field);
    return fields;
}

}  // namespace

int firstPageOf(const Layout& layout, std::string_view field) {
    if (layout.pages.empty()) return 1;
    for (const LayoutPage& page : layout.pages)
        if (stands(page, field)) return page.number;
    return layout.pages.front().number;
}

std::vector<std::string> sharedFields(const Layout& layout) {
    if (layout.pages.size() < 2) return {};
    std::vector<std::string> shared;
    for (const std::string& field : written(layout.pages.front()))
        if (std::all_of(layout.pages.begin(), layout.pages.end(),
                        [&](const LayoutPage& page) { return written(page).contains(field); }))
            shared.push_back(field);
    return shared;
}

Record unifyPage(const Form& form, const Layout& layout, int page, const std::vector<Reading>& readings,
                 const UnifyOptions& options) {
    if (layout.pages.size() < 2) return unify(form, layout, readings, options);
    Layout paper = layout;
    paper.asked.reset();  // `asked` below is what this page asks
    std::erase_if(paper.pages, [&](const LayoutPage& one) { return one.number != page; });
    const auto here = [&](const std::string& field) {
        return firstPageOf(layout, field) == page || stands(paper, field);
    };
    Form asked = askedForm(form, layout);
    std::erase_if(asked.fields, [&](const Field& field) { return !here(field.id); });
    // Rows that this paper does not have keep no rule from being looked at.
    const auto known = [&](const std::string& id) {
        const Field* field = form.field(id);
        return here(id) || (field != nullptr && !field->group.empty() && !stands(layout, id));
    };
    std::erase_if(asked.rules,
                  [&](const Rule& rule) { return !std::all_of(rule.fields.begin(), rule.fields.end(), known); });
    return unify(asked, paper, readings, options);
}

Record onPage(Record record, const Layout& layout, int page) {
    std::erase_if(record.fields, [&](const FieldValue& value) { return firstPageOf(layout, value.field) != page; });
    return record;
}

}  // namespace toitsu::forms
