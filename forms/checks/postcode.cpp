#include "forms/checks/postcode.h"

#include "base/text.h"
#include "forms/digits.h"

namespace toitsu::forms {

Checked checkPostcode(std::string_view text) {
    std::string plain = text::trim(text::halfWidthAscii(text));
    for (const std::string_view sign : {"〒", "〶"})
        if (plain.rfind(sign, 0) == 0) plain.erase(0, sign.size());
    const auto digits = plainDigits(plain);
    if (digits && digits->size() == 7) return checkedOk(digits->substr(0, 3) + "-" + digits->substr(3));
    return checkedError("F204", {"郵便番号は7桁の数字です。386-0001 の形で入力してください。",
                                 "a postcode has seven digits. Enter it as 386-0001."});
}

}  // namespace toitsu::forms
