#include "forms/checks/choice.h"

#include <algorithm>

#include "base/text.h"
#include "forms/findings.h"

namespace toitsu::forms {
namespace {

std::string narrow(std::string_view text) {
    return text::trim(text::halfWidthAscii(text::fullWidthKana(text::nfc(text))));
}

const Option* meant(const Field& field, const std::string& text) {
    if (const Option* option = field.option(text)) return option;
    const auto named = [&](const Option& option) {
        return option.title == text || narrow(option.title) == narrow(text);
    };
    const auto it = std::find_if(field.options.begin(), field.options.end(), named);
    return it == field.options.end() ? nullptr : &*it;
}

Checked noOption(const Field& field, const std::string& text) {
    std::vector<std::string> codes;
    for (const Option& option : field.options) codes.push_back(option.code);
    Checked none = checkedError("F209", Wording{"選択肢にありません。", "this is no option."} + suggestion("", codes));
    for (const Option& option : field.options)
        if (!text.empty() && option.title.rfind(text, 0) == 0) none.candidates.push_back(option.code);
    return none;
}

}  // namespace

Checked checkChoice(const Field& field, std::string_view text) {
    if (field.type == FieldType::choice) {
        const std::string name = text::trim(text);
        const Option* option = meant(field, name);
        return option != nullptr ? checkedOk(option->code) : noOption(field, name);
    }
    std::vector<const Option*> chosen;
    for (const std::string& one : text::split(text, '|')) {
        const std::string name = text::trim(one);
        if (name.empty()) continue;
        const Option* option = meant(field, name);
        if (option == nullptr) return noOption(field, name);
        chosen.push_back(option);
    }
    std::vector<std::string> codes;
    for (const Option& option : field.options)
        if (std::find(chosen.begin(), chosen.end(), &option) != chosen.end()) codes.push_back(option.code);
    return checkedOk(text::join(codes, "|"));
}

Checked checkFlag(std::string_view text) {
    const std::string entered = narrow(text);
    for (const char* yes : {"true", "TRUE", "はい", "有", "有り", "あり", "1", "○", "〇", "✓", "✔", "☑", "レ", "印"})
        if (entered == yes) return checkedOk("true");
    for (const char* no : {"false", "FALSE", "いいえ", "無", "無し", "なし", "0", "☐"})
        if (entered == no) return checkedOk("false");
    return checkedError("F210", {"true か false を入力してください。", "enter true or false."});
}

}  // namespace toitsu::forms
