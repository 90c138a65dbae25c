#pragma once

// People, addresses and employers that do not exist: the same as `toitsu form fill` draws.

#include "forms/synthetic_person.h"

namespace toitsu::scanlab {

using forms::Address;
using forms::drawAddress;
using forms::drawBirthDate;
using forms::drawCorporateNumber;
using forms::drawDigits;
using forms::drawEmployer;
using forms::drawInsurerNumber;
using forms::drawMunicipalityCode;
using forms::drawMyNumber;
using forms::drawPerson;
using forms::drawPhone;
using forms::Employer;
using forms::Person;

}  // namespace toitsu::scanlab
