#include "forms/checks/identifier.h"

#include "forms/check_digits.h"
#include "forms/digits.h"

namespace toitsu::forms {
namespace {

Checked wrongCount(int length, bool lengthIsMaximum) {
    const std::string count = std::to_string(length);
    if (length == 0) return checkedError("F207", {"数字だけで入力してください。", "enter digits only."});
    return checkedError("F207", {"数字 " + count + (lengthIsMaximum ? " 桁まで" : " 桁") + "で入力してください。",
                                 "enter " + std::string(lengthIsMaximum ? "at most " : "") + count + " digits."});
}

// A number that lacks nothing but its check digit. There is none for a 個人番号, which is never completed.
std::vector<std::string> completed(FieldType type, const std::string& digits) {
    const bool code = type == FieldType::municipalityCode && digits.size() == 5;
    const bool company = type == FieldType::corporateNumber && digits.size() == 12;
    if (!code && !company) return {};
    for (char check = '0'; check <= '9'; ++check) {
        const std::string whole = code ? digits + check : check + digits;
        if (checkDigitFits(type, whole)) return {whole};
    }
    return {};
}

}  // namespace

int ownLength(FieldType type) {
    switch (type) {
        case FieldType::branchCode:
            return 3;
        case FieldType::bankCode:
            return 4;
        case FieldType::yuchoSymbol:
            return 5;
        case FieldType::accountNumber:
        case FieldType::postcode:
            return 7;
        case FieldType::municipalityCode:
            return 6;
        case FieldType::myNumber:
            return 12;
        case FieldType::corporateNumber:
            return 13;
        case FieldType::insurerNumber:
        case FieldType::yuchoNumber:
            return 8;
        default:
            return 0;
    }
}

bool mayBeShorter(FieldType type) {
    return type == FieldType::accountNumber || type == FieldType::yuchoNumber || type == FieldType::insurerNumber;
}

Checked checkIdentifier(FieldType type, std::string_view text, int length, bool lengthIsMaximum) {
    const auto digits = plainDigits(text);
    if (!digits) return wrongCount(length, lengthIsMaximum);
    const auto size = static_cast<int>(digits->size());
    if (type == FieldType::insurerNumber && lengthIsMaximum && size != 6 && size != 8)
        return checkedError("F207", {"6桁か8桁の数字で入力してください。", "enter 6 or 8 digits."});
    if (length > 0 && size != length && !(lengthIsMaximum && size <= length)) {
        Checked wrong = wrongCount(length, lengthIsMaximum);
        wrong.candidates = completed(type, *digits);
        return wrong;
    }
    if (!checkDigitFits(type, *digits)) {
        return checkedError(
            "F208",
            {"検査数字が合いません。書類と見比べて入力し直し、書類の番号が誤っているなら申請者に確かめてください。",
             "the check digit is wrong. Compare with the paper and enter it again; if the paper is wrong, ask the "
             "applicant."});
    }
    if (type == FieldType::yuchoSymbol && (*digits)[0] > '1') {
        return checkedError(
            "F228", {"ゆうちょ銀行の記号は1(総合口座)か0(振替口座)で始まります。書類と見比べてください。",
                     "a symbol of ゆうちょ銀行 begins with 1 (総合口座) or 0 (振替口座). Compare with the paper."});
    }
    if (type == FieldType::accountNumber && size < length)
        return checkedOk(std::string(static_cast<std::size_t>(length - size), '0') + *digits);
    return checkedOk(*digits);
}

}  // namespace toitsu::forms
