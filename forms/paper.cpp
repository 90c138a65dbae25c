#include "forms/paper.h"

#include <algorithm>

namespace toitsu::forms {

bool Paper::shows(const std::string& field) const {
    const auto named = [&](const auto& place) { return place.field == field; };
    return std::any_of(layout_.pages.begin(), layout_.pages.end(), [&](const LayoutPage& page) {
        return std::any_of(page.texts.begin(), page.texts.end(), named) ||
               std::any_of(page.choices.begin(), page.choices.end(), named) ||
               std::any_of(page.barcodes.begin(), page.barcodes.end(), named) ||
               std::any_of(page.seals.begin(), page.seals.end(), named) ||
               std::any_of(page.images.begin(), page.images.end(), named);
    });
}

std::vector<std::string> Paper::options(const std::string& field) const {
    std::vector<std::string> codes;
    for (const auto& page : layout_.pages) {
        for (const auto& choice : page.choices) {
            if (choice.field != field || !choice.part.empty()) continue;
            for (const auto& option : choice.options) codes.push_back(option.option);
        }
    }
    if (!codes.empty()) return codes;
    if (const Field* known = form_.field(field)) {
        for (const auto& option : known->options) codes.push_back(option.code);
    }
    return codes;
}

bool Paper::offers(const std::string& field, const std::string& option) const {
    const auto codes = options(field);
    return shows(field) && std::find(codes.begin(), codes.end(), option) != codes.end();
}

Date Paper::day(Random& random) const {
    return layout_.from.value_or(Date{2024, 4, 1}).plusDays(random.integer(20, 380));
}

}  // namespace toitsu::forms
