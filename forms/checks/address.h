#pragma once

// 住所 taken apart by a list of places, in the columns of the アドレス・ベース・レジストリ.

#include <string>
#include <string_view>

#include "forms/checks/checked.h"
#include "forms/towns.h"

namespace toitsu::forms {

// How far an address was found, numbered as abr-geocoder does. The list holds no blocks and parcels, so that
// levels 5 to 7 are not reached: numbers are as written.
enum class AddressLevel { unknown = 0, prefecture = 1, city = 2, machiaza = 3, machiazaDetail = 4 };

struct AddressParts {
    std::string lgCode, machiazaId;  // 6 and 7 digits
    std::string prefecture, county, city, ward, oaza, chome, koaza;
    std::string block, house,
        house2;                             // blk_num, rsdt_num, rsdt_num2: where 住居表示 is in force
    std::string parcel1, parcel2, parcel3;  // prc_num1 … 3: elsewhere
    std::string other;                      // building, room, 番外地
    AddressLevel level = AddressLevel::unknown;

    std::string text() const;  // 長野県長野市若里三丁目12-1 ながのビル201
};

struct AddressChecked {
    Checked checked;  // normalised: the parts in order
    AddressParts parts{};
};

// F201 as every text. Warnings: F234 several places can be meant (candidates), F235 the town is not in the list,
// F236 the municipality is not, F237 the address has a ● where a character could not be read. 京都: a street name
// before the town (… 通 … 上る) is left out of the parts, as the registry does.
AddressChecked checkAddress(std::string_view address, const Towns& towns, int most = 0);

}  // namespace toitsu::forms
