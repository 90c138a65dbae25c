#pragma once

// What is to be shown of an item: the value as it stands, why somebody must look, where it is on which page. Made when
// the task appears, so that handing out work asks nobody but the desk.

#include <array>
#include <string>
#include <vector>

#include "apps/station/vault.h"
#include "base/result.h"
#include "base/value.h"
#include "forms/geometry.h"
#include "forms/reading.h"
#include "forms/record.h"

namespace toitsu::station {

struct ItemPayload {
    std::string text;  // canonical
    std::string raw;   // as written
    double confidence = 0;
    Wording why;
    std::vector<forms::Candidate> candidates;
    std::string page;                                 // id of the page it stands on; "" when no paper shows it
    std::vector<std::array<forms::Point, 4>> places;  // in that page's picture, one for each part
    bool left = false;                                // whether places on other pages were left out

    std::string json() const;
    static ItemPayload parse(const std::string& json);
};

// What was written and read: of 個人番号, and of any text that looks sealed.
Result<void> sealPayload(Vault& vault, const SealedPlace& place, bool secret, ItemPayload& payload);
Result<void> openPayload(Vault& vault, const SealedPlace& place, ItemPayload& payload);

// `variables`: of the case or task, which name the pages.
ItemPayload payloadOf(const forms::FieldValue& value, const Value& variables);

// Ids of the case's pages, in the layout's order.
std::vector<std::string> pagesOf(const Value& variables);

}  // namespace toitsu::station
