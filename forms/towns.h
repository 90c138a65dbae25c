#pragma once

// Towns (町字の一覧): every municipality and town with its codes, from アドレス・ベース・レジストリ (mt_city, mt_town)
// or from Japan Post's KEN_ALL / utf_all. A site without a network brings the files itself.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace toitsu::forms {

struct Town {
    std::string machiazaId;    // 町字ID, 7 digits; empty from Japan Post
    std::string oaza;          // 大字・町: 若里
    std::string chome;         // 三丁目
    std::string koaza;         // 小字
    std::string postcode;      // 7 digits, or empty
    bool residential = false;  // 住居表示: numbers are block and house, not parcels
};

struct TownMunicipality {
    std::string lgCode;  // 全国地方公共団体コード, 6 digits
    std::string prefecture, county, city, ward;
    std::vector<Town> towns;

    std::string name() const { return county + city + ward; }
};

struct NamedFile {
    std::string name, bytes;
};

class Towns {
public:
    // Which of the lists a file is, is told by what it holds; CP932 is read as well. F238: none of them, with the
    // line.
    static Result<Towns> read(const std::vector<NamedFile>& files);

    const std::vector<TownMunicipality>& municipalities() const { return municipalities_; }
    // As AddressBook reads it (forms/address_book.h): municipalities with their postcodes and towns. Towns without
    // a postcode are left out.
    std::string addressBook() const;

private:
    std::vector<TownMunicipality> municipalities_;
};

}  // namespace toitsu::forms
