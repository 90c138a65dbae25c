#include <algorithm>
#include <array>
#include <map>

#include "forms/unification/proposal.h"

// What most papers do already costs least; where equally many do otherwise, what a machine reads best: cells before a
// line, ticks before circles, a printed era before one that is marked.

namespace toitsu::forms::unification {
namespace {

// The value that most presences have; of equally frequent ones the first of `preference`.
template <class T, class Of>
T most(const std::vector<Presence>& row, const std::vector<T>& preference, const Of& of, T otherwise) {
    std::map<T, int> votes;
    for (const Presence& presence : row)
        if (presence.present()) ++votes[of(presence.shape)];
    T best = otherwise;
    int count = 0;
    for (const T& candidate : preference) {
        const auto it = votes.find(candidate);
        if (it == votes.end() || it->second <= count) continue;
        best = candidate;
        count = it->second;
    }
    return best;
}

std::vector<std::string> allEras(const std::vector<Presence>& row) {
    constexpr std::array kOrder{"meiji", "taisho", "showa", "heisei", "reiwa"};
    std::vector<std::string> eras;
    for (const char* era : kOrder) {
        const bool used = std::any_of(row.begin(), row.end(), [&](const Presence& presence) {
            return std::find(presence.shape.eras.begin(), presence.shape.eras.end(), era) != presence.shape.eras.end();
        });
        if (used) eras.emplace_back(era);
    }
    return eras;
}

// What every paper settles in the same way – 「令和 年分」 is its 31 December – stays settled.
std::map<std::string, std::string> alwaysFixed(const std::vector<Presence>& row) {
    std::map<std::string, std::string> fixed;
    bool first = true;
    for (const Presence& presence : row) {
        if (!presence.present()) continue;
        if (first) fixed = presence.shape.fixed;
        first = false;
        std::erase_if(fixed, [&](const auto& part) {
            const auto it = presence.shape.fixed.find(part.first);
            return it == presence.shape.fixed.end() || it->second != part.second;
        });
    }
    return fixed;
}

// As many cells as any paper has; where none has any, as many as usual.
void setCells(const Field& field, const std::vector<Presence>& row, Shape& shape) {
    const Shape usual = usualShape(field);
    const std::size_t parts = shape.inParts ? usual.cells.size() - shape.fixed.size() : 1;
    shape.cells.assign(parts, 0);
    if (shape.manner != Manner::cells) return;
    for (const Presence& presence : row) {
        const Shape& other = presence.shape;
        if (!presence.present() || other.inParts != shape.inParts || other.cells.size() != parts) continue;
        for (std::size_t i = 0; i < parts; ++i) shape.cells[i] = std::max(shape.cells[i], other.cells[i]);
    }
    for (std::size_t i = 0; i < parts; ++i)
        if (shape.cells[i] == 0)
            shape.cells[i] = usual.inParts == shape.inParts && usual.cells[i] > 0 ? usual.cells[i] : 8;
    const bool exact = field.length > 0 && !field.lengthIsMaximum && field.type != FieldType::text;
    if (exact && !shape.inParts) shape.cells.front() = field.length;
    if (shape.era != EraShape::none) shape.cells.front() = shape.era == EraShape::western ? 4 : 2;
}

}  // namespace

Shape usualShape(const Field& field) {
    Shape shape;
    shape.cells = {0};
    switch (field.type) {
        case FieldType::date:
            shape.manner = Manner::cells;
            shape.inParts = true;
            shape.era = EraShape::printed;
            shape.eras = {"reiwa"};
            shape.cells = {2, 2, 2};
            break;
        case FieldType::postcode:
            shape.manner = Manner::cells;
            shape.inParts = true;
            shape.cells = {3, 4};
            break;
        case FieldType::phone:
            shape.manner = Manner::cells;
            shape.inParts = true;
            shape.cells = {5, 4, 4};
            break;
        case FieldType::money:
            shape.manner = Manner::cells;
            shape.cells = {8};
            break;
        case FieldType::choice:
        case FieldType::choices:
        case FieldType::flag:
            shape.manner = Manner::check;
            break;
        case FieldType::seal:
        case FieldType::signature:
            shape.manner = Manner::seal;
            break;
        case FieldType::image:
            shape.manner = Manner::image;
            break;
        default:
            shape.manner = isIdentifier(field.type) ? Manner::cells : Manner::line;
            if (isIdentifier(field.type)) shape.cells = {field.length > 0 ? field.length : 8};
    }
    return shape;
}

Shape proposedShape(const Item& item, const std::vector<Presence>& row, const Decisions& decisions) {
    Shape shape = usualShape(item.field);
    const bool any = std::any_of(row.begin(), row.end(), [](const Presence& p) { return p.present(); });
    if (any) {
        const bool parts =
            most<int>(
                row, {1, 0}, [](const Shape& s) { return s.inParts ? 1 : 0; }, shape.inParts ? 1 : 0) == 1;
        const std::vector<Manner> preference{Manner::cells,   Manner::check,  Manner::circle, Manner::cross,
                                             Manner::line,    Manner::column, Manner::seal,   Manner::image,
                                             Manner::barcode, Manner::fixed};
        std::vector<Presence> alike;
        std::copy_if(row.begin(), row.end(), std::back_inserter(alike),
                     [&](const Presence& p) { return p.present() && p.shape.inParts == parts; });
        shape.inParts = parts;
        shape.manner = most<Manner>(
            alike, preference, [](const Shape& s) { return s.manner; }, shape.manner);
        const std::vector<EraShape> eras{EraShape::printed, EraShape::ticked, EraShape::circled, EraShape::western,
                                         EraShape::written};
        if (item.field.type == FieldType::date) {
            shape.era = parts ? most<EraShape>(
                                    alike, eras, [](const Shape& s) { return s.era; }, EraShape::printed)
                              : EraShape::none;
            // A birth date in a printed era would leave out most people.
            const std::vector<std::string> all = allEras(row);
            if (shape.era == EraShape::printed && all.size() > 2) shape.era = EraShape::ticked;
        }
    }
    const std::string decided = decisions.value("manner", item.id);
    if (decided == "parts" || decided == "whole") {
        shape.inParts = decided == "parts" && usualShape(item.field).inParts;
        if (!shape.inParts && usualShape(item.field).inParts) shape.manner = Manner::line;
        if (shape.inParts) shape = usualShape(item.field);
    }
    const bool choice = item.field.type == FieldType::choice || item.field.type == FieldType::choices ||
                        item.field.type == FieldType::flag;
    if (decided == "check" && choice) shape.manner = Manner::check;
    if (decided == "circle" && choice) shape.manner = Manner::circle;
    if (decided == "line" && !choice) shape.manner = Manner::line;
    if (decided == "cells" && !choice) shape.manner = Manner::cells;
    if (item.field.type == FieldType::date && shape.inParts) {
        const std::string era = decisions.value("era", item.id);
        if (era == "printed") shape.era = EraShape::printed;
        if (era == "circled") shape.era = EraShape::circled;
        if (era == "ticked") shape.era = EraShape::ticked;
        if (era == "western") shape.era = EraShape::western;
        shape.eras = allEras(row);
        if (shape.era == EraShape::printed) shape.eras = {"reiwa"};
        if (shape.era == EraShape::western) shape.eras.clear();
        if (shape.eras.empty() && shape.era != EraShape::western) shape.eras = {"showa", "heisei", "reiwa"};
    } else {
        shape.eras.clear();
        if (item.field.type == FieldType::date) shape.era = EraShape::none;
    }
    if (item.field.type == FieldType::date && shape.inParts) shape.fixed = alwaysFixed(row);
    setCells(item.field, row, shape);
    return shape;
}

}  // namespace toitsu::forms::unification
