#include "ocr/recognizers/signature.h"

#include "ocr/recognizers/empty_place.h"

// Whether somebody signed. A place without ink is surely not signed. That ink is a signature – and not a neighbour's
// stroke, a seal or a word that says why nobody signed – is for a person to see: no network of ours was taught it.

namespace toitsu::ocr {

bool readsSignature(const Target& target) {
    return std::holds_alternative<const forms::SealPlace*>(target.place) &&
           target.field->type == forms::FieldType::signature;
}

forms::Reading readSignature(const Target& target, const Sheet& sheet, const Engines& engines) {
    const Box box = boxOf(target);
    if (isEmpty(sheet, box)) {
        forms::Reading reading = emptyPlace(sheet, box, engines.marks.version());
        reading.candidates = {{"false", reading.confidence}, {"true", 1 - reading.confidence}};
        return reading;
    }
    forms::Reading reading;
    reading.version = engines.marks.version();
    reading.confidence = 0.5;
    reading.candidates = {{"true", 0.5}, {"false", 0.5}};
    reading.doubt = true;
    reading.why = {"署名欄に書き込みがあります。署名かどうか人が確かめます",
                   "something is written in the place for a signature; a person checks whether it is one"};
    return reading;
}

}  // namespace toitsu::ocr
