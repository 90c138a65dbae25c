#include "forms/checks/check_field.h"

#include "base/text.h"
#include "forms/checks/account_holder.h"
#include "forms/checks/address.h"
#include "forms/checks/choice.h"
#include "forms/checks/date.h"
#include "forms/checks/identifier.h"
#include "forms/checks/kana.h"
#include "forms/checks/money.h"
#include "forms/checks/person_name.h"
#include "forms/checks/phone.h"
#include "forms/checks/postcode.h"
#include "forms/checks/text.h"

namespace toitsu::forms {

Checked check(const Field& field, std::string_view text, const CheckOptions& options) {
    if (!text::validUtf8(text) || text.find('\0') != std::string_view::npos) {
        return checkedError("F200",
                            {"文字として読めません。UTF-8 で入力してください。", "this is no text. Enter UTF-8."});
    }
    const std::string entered = text::trim(text);
    if (entered.empty()) return checkedOk("");
    if (isIdentifier(field.type)) return checkIdentifier(field.type, entered, field.length, field.lengthIsMaximum);
    if (isPresence(field.type)) return checkFlag(entered);
    switch (field.type) {
        case FieldType::address:
            if (options.towns != nullptr) return checkAddress(entered, *options.towns, field.length).checked;
            return checkText(entered, field.length);
        case FieldType::personName:
            return checkPersonName(entered, field.length);
        case FieldType::kana:
            return checkKana(entered, field.length);
        case FieldType::date:
            return checkDate(entered);
        case FieldType::postcode:
            return checkPostcode(entered);
        case FieldType::phone:
            return checkPhone(entered);
        case FieldType::money:
            return checkMoney(entered, field.length);
        case FieldType::accountHolder:
            return checkAccountHolder(entered, field.holder, field.length);
        case FieldType::choice:
        case FieldType::choices:
            return checkChoice(field, entered);
        default:
            return checkText(entered, field.length);
    }
}

Value valueOf(FieldType type, std::string_view normalised) {
    if (type == FieldType::choices) {
        List codes;
        for (std::string& code : text::split(normalised, '|'))
            if (!code.empty()) codes.emplace_back(std::move(code));
        return Value(std::move(codes));
    }
    if (normalised.empty()) return {};
    if (type == FieldType::date) {
        if (const auto date = Date::parse(normalised)) return Value(*date);
    } else if (type == FieldType::money) {
        if (const auto amount = Decimal::parse(normalised)) return Value(*amount);
    } else if (isPresence(type)) {
        return Value(normalised == "true");
    }
    return Value(std::string(normalised));
}

}  // namespace toitsu::forms
