#include "forms/draft/new_form.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "base/text.h"
#include "forms/draft/label_words.h"
#include "forms/unification/printed_sign.h"

namespace toitsu::forms {

namespace {

// Who or what an area is about, from the headings around it: the beginning of its fields' ids.
std::string prefixOf(const Question& question) {
    static const std::set<std::string> wholes{"applicant", "subject",   "proxy",  "guardian", "child",    "spouse",
                                              "insured",   "recipient", "member", "head",     "employer", "business",
                                              "school",    "father",    "mother", "bank"};
    for (const std::string& heading : question.context)
        for (const bool last : {false, true})
            if (const std::string word = identifierOf(heading, last); wholes.contains(word))
                return word == "bank" ? "account" : word;
    return {};
}

std::string codeOf(const std::string& printed, std::size_t index) {
    static const std::map<std::string, std::string> codes{
        {"男", "male"},   {"女", "female"},    {"男性", "male"},     {"女性", "female"},  {"有", "yes"},
        {"無", "no"},     {"あり", "yes"},     {"なし", "no"},       {"要", "needed"},    {"不要", "not-needed"},
        {"はい", "yes"},  {"いいえ", "no"},    {"普通", "ordinary"}, {"当座", "current"}, {"貯蓄", "savings"},
        {"新規", "new"},  {"更新", "renewal"}, {"変更", "change"},   {"その他", "other"}, {"他", "other"},
        {"本人", "self"}, {"代理人", "proxy"}, {"配偶者", "spouse"}, {"子", "child"},     {"父", "father"},
        {"母", "mother"}};
    const auto found = codes.find(printed);
    return found != codes.end() ? found->second : "option-" + std::to_string(index + 1);
}

FieldType typeOf(const Question& question, const std::string& word) {
    using Kind = Question::Kind;
    const int n = question.cells;
    switch (question.kind) {
        case Kind::date:
            return FieldType::date;
        case Kind::phone:
            return FieldType::phone;
        case Kind::postcode:
            return FieldType::postcode;
        case Kind::seal:
            return FieldType::seal;
        case Kind::choice:
            return question.options.size() == 1 ? FieldType::flag : FieldType::choice;
        case Kind::cells:
            if (n == 12) return FieldType::myNumber;
            if (n == 13) return FieldType::corporateNumber;
            if (n == 7 && word == "postcode") return FieldType::postcode;
            if (word == "kana" && n >= 8) return FieldType::kana;
            if (word == "phone" && n >= 9) return FieldType::phone;
            return question.unit.find("円") != std::string::npos ? FieldType::money : FieldType::digits;
        case Kind::text:
            break;
    }
    if (question.unit.find("円") != std::string::npos || word == "amount") return FieldType::money;
    if (word == "name" || word == "account-holder") return FieldType::personName;
    if (word == "kana") return FieldType::kana;
    if (word == "address" || word == "domicile") return FieldType::address;
    if (word == "phone") return FieldType::phone;
    if (word == "postcode") return FieldType::postcode;
    if (word == "birth-date" || word == "date" || word == "change-date" || word == "submitted-on")
        return FieldType::date;
    if (word == "seal") return FieldType::seal;
    return FieldType::text;
}

std::string shapeName(const Question& question) {
    using Kind = Question::Kind;
    switch (question.kind) {
        case Kind::date:
            return "date";
        case Kind::phone:
            return "phone";
        case Kind::postcode:
            return "postcode";
        case Kind::seal:
            return "seal";
        case Kind::choice:
            return "choice";
        case Kind::cells:
            return question.cells == 12 ? "my-number" : question.cells == 13 ? "corporate-number" : "number";
        case Kind::text:
            return "text";
    }
    return "text";
}

// Brackets and dots between options are none.
bool hasWord(const std::string& printed) {
    const std::u32string letters = text::decode(printed);
    return letters.empty() || std::any_of(letters.begin(), letters.end(), [](char32_t c) {
               return (c < 0x80 && std::isalnum(static_cast<int>(c)) != 0) ||
                      (c >= U'ぁ' && c != U'・' && c < 0xFF00) ||
                      (c >= U'０' && c <= U'ｚ' && c != U'：' && c != U'；');
           });
}

// Codes for the options that have none. A printed number is the paper's own: 「3 休職」 here and 「4 休職」 there are
// one option called 休職.
void addOptions(Field& field, std::vector<DraftOption>& options) {
    std::set<std::string> codes;
    for (const Option& option : field.options) codes.insert(option.code);
    for (std::size_t n = 0; n < options.size(); ++n) {
        DraftOption& option = options[n];
        if (!option.code.empty() || !hasWord(option.printed)) continue;
        std::string title = unification::printedSign(option.printed).words;
        if (title.empty()) title = option.printed.empty() ? "?" : option.printed;
        option.code = codeOf(title, n);
        for (std::size_t next = n; !codes.insert(option.code).second; ++next)
            option.code = "option-" + std::to_string(next + 1);
        option.confidence = 0.5;
        field.options.push_back({option.code, title});
    }
}

}  // namespace

Form draftForm(const std::string& id, const std::string& title, std::vector<Question>& questions) {
    Form form;
    form.id = id;
    form.title = title;
    for (Question& question : questions) {
        question.field.clear();
        for (DraftOption& option : question.options) option.code.clear();
    }
    extendForm(form, questions);
    return form;
}

void extendForm(Form& form, std::vector<Question>& questions) {
    for (Question& question : questions) {
        if (question.field.empty() || question.kind != Question::Kind::choice) continue;
        for (Field& field : form.fields)
            if (field.id == question.field && field.type == FieldType::choice) addOptions(field, question.options);
    }
    std::map<std::string, int> used;
    for (Question& question : questions) {
        if (question.office || !question.field.empty()) continue;
        std::string label = question.kind == Question::Kind::seal ? "印" : question.label;
        if (label.empty())
            label = !question.labels.empty()    ? question.labels.front()
                    : !question.context.empty() ? question.context.front()
                                                : "";
        std::string word = identifierOf(label, true);
        Field field;
        field.type = typeOf(question, word);
        const bool known = !word.empty();
        if (question.kind != Question::Kind::text && question.kind != Question::Kind::choice && !known)
            word = shapeName(question);
        if (word.empty()) word = shapeName(question);
        if (field.type == FieldType::myNumber) word = "my-number";
        if (field.type == FieldType::corporateNumber) word = "corporate-number";
        const std::string prefix = prefixOf(question);
        std::string name = prefix.empty() || prefix == word ? word : prefix + "." + word;
        field.id = name;
        while (form.field(field.id) != nullptr)
            field.id = name + "-" + std::to_string(++used.try_emplace(name, 1).first->second);
        field.title = label.empty() ? "（題なし" + std::to_string(form.fields.size() + 1) + "）" : label;
        if (field.type == FieldType::digits) field.length = question.cells, field.lengthIsMaximum = true;
        field.myNumber = field.type == FieldType::myNumber;
        if (field.type == FieldType::personName || field.myNumber) field.policy = Policy::verify;
        if (field.type == FieldType::choice) {
            for (DraftOption& option : question.options) option.code.clear();
            addOptions(field, question.options);
        } else if (field.type == FieldType::flag) {
            question.options[0].code = "true";
            if (!question.options[0].printed.empty()) field.title = question.options[0].printed;
        }
        question.field = field.id;
        question.confidence = known ? 0.7 : label.empty() ? 0.2 : 0.45;
        form.fields.push_back(std::move(field));
    }
}

}  // namespace toitsu::forms
