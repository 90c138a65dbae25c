#include "apps/station/secret_places.h"

#include <algorithm>

#include "apps/station/vault.h"

namespace toitsu::station {

namespace {

std::string textOf(const Value& value) {
    return value.string() == nullptr ? std::string() : *value.string();
}

bool holdsSealed(const Value& value) {
    if (const std::string* text = value.string()) return Vault::isSealed(*text);
    if (const List* list = value.list()) return std::any_of(list->begin(), list->end(), holdsSealed);
    const Context* context = value.context();
    return context != nullptr && std::any_of(context->entries().begin(), context->entries().end(),
                                             [](const auto& entry) { return holdsSealed(entry.second); });
}

}  // namespace

std::optional<Quad> quadOf(const Value& value) {
    const List* points = value.list();
    if (points == nullptr || points->size() != 4) return std::nullopt;
    Quad quad;
    for (std::size_t n = 0; n < 4; ++n) {
        const List* pair = (*points)[n].list();
        if (pair == nullptr || pair->size() != 2) return std::nullopt;
        const Decimal *x = (*pair)[0].number(), *y = (*pair)[1].number();
        if (x == nullptr || y == nullptr) return std::nullopt;
        quad[n] = {x->toDouble(), y->toDouble()};
    }
    return quad;
}

std::vector<std::pair<std::string, Quad>> secretPlaces(const forms::Library& library, const Value& reading) {
    std::vector<std::pair<std::string, Quad>> places;
    const forms::Form* form = library.asked(textOf(reading["form"]), textOf(reading["layout"]));
    const List* fields = reading["fields"].list();
    if (fields == nullptr) return places;
    for (const Value& value : *fields) {
        const std::string name = textOf(value["field"]);
        const forms::Field* field = form == nullptr ? nullptr : form->field(name);
        if (field != nullptr && !field->myNumber && !holdsSealed(value)) continue;
        if (const auto quad = quadOf(value["quad"])) places.emplace_back(name, *quad);
        if (const List* parts = value["parts"].list())
            for (const Value& part : *parts)
                if (const auto quad = quadOf(part["quad"])) places.emplace_back(name, *quad);
    }
    return places;
}

}  // namespace toitsu::station
