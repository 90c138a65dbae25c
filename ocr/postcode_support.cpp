// Towns that look alike (十六西 and 十七西) often stand side by side and may share a postcode: such a postcode says
// nothing about the one character in question. One that belongs to a single town says all of it: another town would
// have to be misread as just the one that an independent reading of seven digits names.

#include "ocr/postcode_support.h"

#include <algorithm>

#include "base/text.h"
#include "forms/postcode_check.h"

namespace toitsu::ocr {

const Wording& townUnconfirmed() {
    static const Wording wording{"町名の字を確かめる二つ目の読みがありません",
                                 "no second source confirms the characters of the town"};
    return wording;
}

namespace {

// The seven digits of a postcode of which every part is accepted; "" otherwise.
std::string acceptedPostcode(const std::vector<forms::Reading>& readings, const std::string& field) {
    std::string digits;
    for (const auto& reading : readings) {
        if (reading.field != field) continue;
        if (reading.doubt || reading.candidates.empty()) return {};
        for (const char c : text::halfWidthAscii(reading.candidates.front().text))
            if (c >= '0' && c <= '9') digits += c;
    }
    return digits.size() == 7 ? digits : std::string();
}

bool namesTheTown(const forms::AddressBook& book, const std::string& postcode, const std::string& address) {
    if (book.at(postcode).size() != 1) return false;
    const auto place = book.find(text::decode(address));
    return place && place->town &&
           std::find(place->postcodes.begin(), place->postcodes.end(), postcode) != place->postcodes.end();
}

}  // namespace

void supportAddresses(std::vector<forms::Reading>& readings, const forms::Form& form, const forms::AddressBook& book) {
    for (const forms::Field& field : form.fields) {
        const forms::Field* beside = forms::addressOf(form, field);
        if (beside == nullptr) continue;
        const std::string postcode = acceptedPostcode(readings, field.id);
        if (postcode.empty()) continue;
        for (auto& address : readings) {
            if (address.field != beside->id || !address.doubt || address.candidates.empty()) continue;
            if (address.why.en != townUnconfirmed().en) continue;
            if (!namesTheTown(book, postcode, address.candidates.front().text)) continue;
            address.doubt = false;
            address.why = {};
        }
    }
}

}  // namespace toitsu::ocr
