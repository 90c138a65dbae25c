#include "apps/station/sealed_record.h"

#include <functional>

#include "apps/station/verify/item_payload.h"
#include "base/json.h"

namespace toitsu::station {

namespace {

using Turn = std::function<Result<std::string>(const std::string&)>;

// A value is sealed with its type, which its first letter tells.
constexpr char kPlainText = 't', kJson = 'j', kDate = 'd';

std::string packed(const Value& value) {
    if (const std::string* text = value.string()) return kPlainText + *text;
    if (const Date* date = value.date()) return kDate + date->iso();
    return kJson + json::write(value);
}

Result<Value> unpacked(const std::string& text) {
    if (text.empty()) return Value(text);
    const std::string rest = text.substr(1);
    if (text.front() == kJson) return json::parse(rest);
    const auto date = text.front() == kDate ? Date::parse(rest) : std::nullopt;
    return date ? Value(*date) : Value(rest);
}

Result<void> turnText(std::string& text, const Turn& turn) {
    if (text.empty()) return {};
    auto turned = turn(text);
    if (!turned) return fail(turned.error());
    text = std::move(*turned);
    return {};
}

Result<void> turnTexts(forms::FieldValue& field, const Turn& turn) {
    if (auto done = turnText(field.raw, turn); !done) return done;
    for (forms::Candidate& candidate : field.candidates)
        if (auto done = turnText(candidate.text, turn); !done) return done;
    for (forms::Reading& reading : field.readings)
        for (forms::Candidate& candidate : reading.candidates)
            if (auto done = turnText(candidate.text, turn); !done) return done;
    return {};
}

bool looksSealed(const forms::FieldValue& field) {
    const auto sealed = [](const std::string& text) { return Vault::isSealed(text); };
    const auto any = [&](const std::vector<forms::Candidate>& candidates) {
        for (const forms::Candidate& one : candidates)
            if (sealed(one.text)) return true;
        return false;
    };
    bool found = sealed(field.raw) || any(field.candidates);
    if (const std::string* text = field.value.string()) found = found || sealed(*text);
    for (const forms::Reading& reading : field.readings) found = found || any(reading.candidates);
    return found;
}

Result<Value> opened(const Value& value, const Turn& turn) {
    const std::string* text = value.string();
    if (text == nullptr || !Vault::isSealed(*text)) return value;
    auto plain = turn(*text);
    if (!plain) return fail(plain.error());
    return Value(std::move(*plain));
}

}  // namespace

std::string recordSubject(const Value& variables) {
    const auto pages = pagesOf(variables);
    return pages.empty() ? std::string() : pages.front();
}

Result<forms::Record> sealRecord(Vault& vault, const forms::Form& form, forms::Record record, const std::string& of) {
    for (forms::FieldValue& field : record.fields) {
        const forms::Field* known = form.field(field.field);
        const bool secret = known != nullptr && known->myNumber;
        if (!secret && !looksSealed(field)) continue;
        const SealedPlace place{record.municipality, of, field.field};
        const Turn seal = [&](const std::string& text) { return vault.seal(place, text); };
        if (!field.value.isNull() && (secret || field.value.string() != nullptr)) {
            auto sealed = seal(packed(field.value));
            if (!sealed) return fail(sealed.error());
            field.value = Value(std::move(*sealed));
        }
        if (auto done = turnTexts(field, seal); !done) return fail(done.error());
    }
    return record;
}

Result<forms::Record> openRecord(Vault& vault, forms::Record record, const std::string& of) {
    for (forms::FieldValue& field : record.fields) {
        const SealedPlace place{record.municipality, of, field.field};
        const Turn open = [&](const std::string& text) { return vault.open(place, text); };
        const std::string* text = field.value.string();
        if (text != nullptr && Vault::isSealed(*text)) {
            auto plain = open(*text);
            if (!plain) return fail(plain.error());
            auto value = unpacked(*plain);
            if (!value) return fail(value.error());
            field.value = std::move(*value);
        }
        if (auto done = turnTexts(field, open); !done) return fail(done.error());
    }
    return record;
}

Result<forms::Record> recordOf(Vault& vault, const Value& variables) {
    auto record = forms::fromValue(variables["record"]);
    if (!record) return record;
    return openRecord(vault, std::move(*record), recordSubject(variables));
}

Result<Value> openReading(Vault& vault, const Value& reading, const std::string& municipality, const std::string& of) {
    const Context* whole = reading.context();
    const List* fields = reading["fields"].list();
    if (whole == nullptr || fields == nullptr) return reading;
    List out;
    for (const Value& one : *fields) {
        const std::string* name = one["field"].string();
        const Context* known = one.context();
        if (known == nullptr || name == nullptr) {
            out.push_back(one);
            continue;
        }
        const SealedPlace place{municipality, of, *name};
        const Turn open = [&](const std::string& text) { return vault.open(place, text); };
        Context field = *known;
        const std::string* text = one["value"].string();
        if (text != nullptr && Vault::isSealed(*text)) {
            auto plain = open(*text);
            if (!plain) return fail(plain.error());
            field.put("value", plain->empty() ? std::string() : plain->substr(1));
        }
        auto raw = opened(one["raw"], open);
        if (!raw) return fail(raw.error());
        field.put("raw", *raw);
        for (const char* list : {"candidates", "parts"}) {
            List turned;
            if (const List* items = one[list].list())
                for (const Value& item : *items) {
                    Context copy = *item.context();
                    auto said = opened(item["text"], open);
                    if (!said) return fail(said.error());
                    copy.put("text", *said);
                    turned.emplace_back(copy);
                }
            field.put(list, turned);
        }
        out.emplace_back(field);
    }
    Context copy = *whole;
    copy.put("fields", out);
    return Value(std::move(copy));
}

}  // namespace toitsu::station
