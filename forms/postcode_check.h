#pragma once

// For unify and ocr: a postcode and an address of one person (x.postcode beside x.address) name one place.

#include "forms/address_book.h"
#include "forms/form.h"
#include "forms/record.h"

namespace toitsu::forms {

// subject.postcode → subject.address; null when the form has no such address.
const Field* addressOf(const Form& form, const Field& postcode);

// Where the address book says that they are of two places, both become doubtful: one of them was misread or is wrong on
// the paper. What it does not know well enough says nothing.
void doubtPostcodesThatDiffer(const Form& form, const AddressBook& book, Record& record);

}  // namespace toitsu::forms
