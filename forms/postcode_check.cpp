#include "forms/postcode_check.h"

#include <string>

#include "forms/doubts.h"

namespace toitsu::forms {

const Field* addressOf(const Form& form, const Field& postcode) {
    constexpr std::string_view own = "postcode", other = "address";
    if (postcode.type != FieldType::postcode || !postcode.id.ends_with(own)) return nullptr;
    const Field* address = form.field(postcode.id.substr(0, postcode.id.size() - own.size()) + std::string(other));
    return address != nullptr && address->type == FieldType::address ? address : nullptr;
}

void doubtPostcodesThatDiffer(const Form& form, const AddressBook& book, Record& record) {
    for (const Field& field : form.fields) {
        const Field* beside = addressOf(form, field);
        if (beside == nullptr) continue;
        FieldValue *postcode = record.find(field.id), *address = record.find(beside->id);
        if (postcode == nullptr || address == nullptr) continue;
        if (postcode->value.string() == nullptr || address->value.string() == nullptr) continue;
        if (book.fit(*postcode->value.string(), *address->value.string()) != PostcodeFit::differs) continue;
        for (FieldValue* value : {postcode, address})
            addDoubt(*value, {"郵便番号と住所が別の場所です。", "Postcode and address name different places."});
    }
}

}  // namespace toitsu::forms
