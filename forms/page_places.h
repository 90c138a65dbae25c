#pragma once

// All that fields stand in on a page, kind by kind: for what treats every kind alike.

#include "forms/layout.h"

namespace toitsu::forms {

// Calls `act` with each list of places – texts, choices … – of one page, or with those of several pages side by side.
template <class Act, class... Pages>
void eachPlaces(const Act& act, Pages&... pages) {
    act(pages.texts...);
    act(pages.choices...);
    act(pages.seals...);
    act(pages.images...);
    act(pages.barcodes...);
    act(pages.fixed...);
}

}  // namespace toitsu::forms
