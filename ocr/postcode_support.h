#pragma once

// A postcode and the address beside it name one place, read by different sources: digits by our network, the town by
// the print engine. Where the postcode is accepted and belongs to one town alone, that town is no misreading.

#include <vector>

#include "forms/address_book.h"
#include "forms/form.h"
#include "forms/reading.h"

namespace toitsu::ocr {

// The doubt of an address whose house number two sources have read alike and whose town the networks neither confirm
// nor contradict.
const Wording& townUnconfirmed();

// Takes that doubt from every address of these readings whose accepted postcode (forms::addressOf) is that of the town
// and of no other.
void supportAddresses(std::vector<forms::Reading>& readings, const forms::Form& form, const forms::AddressBook& book);

}  // namespace toitsu::ocr
