#pragma once

// 郵便番号: seven digits, 〒 and hyphen as people write them. A postcode has no check digit and does not name one place
// (498-0000 lies in two prefectures): which places have it is the address book's answer (forms/address_book.h).

#include <string_view>

#include "forms/checks/checked.h"

namespace toitsu::forms {

Checked checkPostcode(std::string_view text);  // normalised 386-0001; F204

}  // namespace toitsu::forms
