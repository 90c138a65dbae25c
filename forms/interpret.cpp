#include "forms/interpret.h"

#include <algorithm>

#include "base/text.h"
#include "forms/checks/check_field.h"
#include "forms/digits.h"
#include "forms/record.h"

namespace toitsu::forms {
namespace {

// Cells that one hand left empty between two others: the number may be misread or shifted.
bool innerGap(const PartText& part) {
    return part.cells && text::trim(part.text).find(' ') != std::string::npos;
}

const Wording kInnerGap{"数字の間に空いたマスがあります。", "There is an empty cell between the digits."};

// What the type makes of the text; nothing when it is no value of it.
std::optional<Interpretation> understood(const Field& field, const std::string& raw) {
    const Checked checked = check(field, raw);
    if (!checked.good()) return {};
    Value value = valueOf(field.type, checked.normalised);
    if (checked.status == CheckStatus::warn) return doubtful(std::move(value), raw, checked.why);
    return Interpretation{std::move(value), raw};
}

Interpretation interpretNumber(const Field& field, const PartText& part) {
    const std::string raw = text::trim(part.text);
    if (innerGap(part)) return doubtful(Value(), raw, kInnerGap);
    const Checked checked = check(field, raw);
    if (checked.good()) return {valueOf(field.type, checked.normalised), raw};
    const auto digits = plainDigits(raw);
    const Value kept = digits ? Value(*digits) : Value();
    if (checked.reason == "F208") {
        return doubtful(
            kept, raw,
            {"検査数字が合いません。読み違いか書き違いです。", "The check digit is wrong: misread or miswritten."});
    }
    return doubtful(kept, raw,
                    {"桁数か文字が項目に合いません。", "The number of digits or the characters do not fit the field."});
}

Interpretation interpretMoney(const Field& field, const PartText& part) {
    const std::string raw = text::trim(part.text);
    if (innerGap(part)) return doubtful(Value(), raw, kInnerGap);
    if (auto amount = understood(field, raw)) return *amount;
    return doubtful(Value(), raw, {"金額として読めません。", "This cannot be understood as an amount."});
}

std::vector<std::string> markedCodes(const std::string& text) {
    std::vector<std::string> codes;
    for (std::string& code : text::split(text, '|')) {
        if (!text::trim(code).empty()) codes.push_back(text::trim(code));
    }
    return codes;
}

Interpretation interpretChoice(const Field& field, const PartText& part) {
    const auto codes = markedCodes(part.text);
    const bool known =
        std::all_of(codes.begin(), codes.end(), [&](const auto& code) { return field.option(code) != nullptr; });
    if (!known) return doubtful(Value(), part.text, {"様式にない選択肢です。", "This option is not in the form."});
    if (field.type == FieldType::choices) {
        const auto list = parseField(field, text::join(codes, "|"));
        return {list ? *list : Value(), part.text};
    }
    if (codes.size() > 1)
        return doubtful(Value(), part.text, {"選択肢が2つ以上選ばれています。", "More than one option is marked."});
    // "|" alone, from another engine: something is there, and it names no option.
    if (codes.empty()) return doubtful(Value(), part.text, {"選択肢が読み取れません。", "No option can be read."});
    return {Value(codes.front()), codes.front()};
}

Interpretation interpretFlag(const PartText& part) {
    if (part.text == "true") return {Value(true), part.text};
    if (part.text == "false") return {Value(false), part.text};
    return doubtful(Value(), part.text, {"有無が読み取れません。", "Whether it is there cannot be told."});
}

Interpretation interpretText(const Field& field, const std::vector<PartText>& parts) {
    std::vector<std::string> texts;
    bool incomplete = false;
    for (const PartText& part : parts) {
        texts.push_back(text::trim(part.text));
        incomplete = incomplete || texts.back().empty() || innerGap(part);
    }
    const bool number = field.type == FieldType::phone || field.type == FieldType::postcode;
    const std::string raw = text::join(texts, "-");
    if (number && incomplete) return doubtful(Value(), raw, {"一部が空いています。", "A part of it is empty."});
    if (auto text = understood(field, raw)) return *text;
    if (number)
        return doubtful(
            Value(), raw,
            {"桁数か文字が項目に合いません。", "The number of digits or the characters do not fit the field."});
    return doubtful(Value(raw), raw,
                    {"長さか文字が項目に合いません。", "The length or the characters do not fit the field."});
}

Value emptyValue(FieldType type) {
    if (isPresence(type)) return Value(false);
    if (type == FieldType::choices) return Value(List{});
    return {};
}

}  // namespace

Interpretation doubtful(Value value, std::string raw, Wording why) {
    return {std::move(value), std::move(raw), false, true, std::move(why)};
}

Interpretation interpret(const Field& field, const std::vector<PartText>& parts) {
    const auto written = [](const PartText& part) { return !text::trim(part.text).empty(); };
    const bool wholeFixed = parts.size() == 1 && parts.front().fixed;
    const bool anything = wholeFixed || std::any_of(parts.begin(), parts.end(),
                                                    [&](const PartText& p) { return !p.fixed && written(p); });
    if (parts.empty() || !anything) return {emptyValue(field.type), {}, true};
    const PartText& first = parts.front();
    if (wholeFixed) {
        if (const auto value = parseField(field, first.text)) return {*value, first.text};
    }
    if (isIdentifier(field.type)) return interpretNumber(field, first);
    if (isPresence(field.type)) return interpretFlag(first);
    switch (field.type) {
        case FieldType::date:
            return interpretDate(field, parts);
        case FieldType::money:
            return interpretMoney(field, first);
        case FieldType::choice:
        case FieldType::choices:
            return interpretChoice(field, first);
        default:
            return interpretText(field, parts);
    }
}

}  // namespace toitsu::forms
