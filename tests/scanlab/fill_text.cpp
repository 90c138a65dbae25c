#include "forms/place_text.h"
#include "tests/scanlab/fill.h"

namespace toitsu::scanlab {

std::string textOf(const forms::TextPlace& place, const forms::Form& form, const Answers& answers, bool padsDates) {
    const forms::Field* field = form.field(place.field);
    const auto found = answers.fields.find(place.field);
    if (!field || found == answers.fields.end()) return {};
    return forms::placeText(place, field->type, found->second, padsDates);
}

}  // namespace toitsu::scanlab
