#pragma once

// People, addresses and employers that do not exist. Names are common ones combined by chance, house numbers are drawn;
// identifiers have right check digits because the forms demand them.

#include <string>

#include "base/date.h"
#include "base/random.h"

namespace toitsu::forms {

struct Person {
    std::string family, given, familyKana, givenKana;

    std::string name() const { return family + "　" + given; }
    std::string kana() const { return familyKana + "　" + givenKana; }
};

struct Address {
    std::string postcode;  // "380-0928"
    std::string text;      // "長野市若里三丁目12番5号"
    std::string areaCode;  // of its telephone numbers: "026"
};

struct Employer {
    std::string name, kana;
};

Person drawPerson(Random& random);
// In the municipality with this code; in any of those we know when `code` is unknown or "".
Address drawAddress(const std::string& code, Random& random);
Employer drawEmployer(Random& random);
std::string drawPhone(const Address& address, bool mobile, Random& random);

Date drawBirthDate(const Date& on, int youngest, int oldest, Random& random);  // ages in years on that day
std::string drawDigits(int count, Random& random);                             // the first is not 0
std::string drawCorporateNumber(Random& random);                               // 法人番号 with its check digit
std::string drawInsurerNumber(int length, Random& random);                     // 保険者番号 with its check digit
std::string drawMyNumber(Random& random);                                      // 個人番号 with its check digit
std::string drawMunicipalityCode(Random& random);  // 全国地方公共団体コード with its check digit

}  // namespace toitsu::forms
