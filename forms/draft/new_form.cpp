#include "forms/draft/new_form.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

#include "base/text.h"
#include "forms/draft/columns.h"
#include "forms/draft/fit.h"
#include "forms/draft/label_words.h"
#include "forms/draft/row_runs.h"
#include "forms/draft/rows.h"
#include "forms/unification/printed_sign.h"

namespace toitsu::forms {

namespace {

// Words for who or what an area is about.
bool isWhole(const std::string& word) {
    static const std::set<std::string> wholes{"applicant", "subject",   "proxy",  "guardian", "child",    "spouse",
                                              "insured",   "recipient", "member", "head",     "employer", "business",
                                              "school",    "father",    "mother", "bank"};
    return wholes.contains(word);
}

// Of the headings around it: the beginning of its fields' ids.
std::string prefixOf(const Question& question) {
    for (const std::string& heading : question.context)
        for (const bool last : {false, true})
            if (const std::string word = identifierOf(heading, last); isWhole(word))
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

std::string labelOf(const Question& question) {
    if (question.kind == Question::Kind::seal) return "印";
    std::vector<std::string> texts{question.label};
    texts.insert(texts.end(), question.labels.begin(), question.labels.end());
    texts.insert(texts.end(), question.context.begin(), question.context.end());
    for (const std::string& text : texts)
        if (!labelWords(withoutRowNumber(text)).empty()) return text;
    return {};
}

// All rows of a group have one field's options.
void setOptions(Form& form, const Field& changed) {
    for (Field& field : form.fields)
        if (field.group == changed.group && memberOf(field) == memberOf(changed)) field.options = changed.options;
    for (Group& group : form.groups)
        for (Field& member : group.fields)
            if (group.id == changed.group && member.id == memberOf(changed)) member.options = changed.options;
}

// A number behind the id where it is taken already.
std::string unused(const std::string& id, std::set<std::string>& used) {
    std::string free = id;
    for (int n = 2; !used.insert(free).second; ++n) free = id + "-" + std::to_string(n);
    return free;
}

// The field that asks what the question asks, its options with it; `prefix` begins its id.
Field fieldFor(Question& question, const std::string& prefix, std::size_t number, std::set<std::string>& used) {
    const std::string label = labelOf(question);
    std::string word = identifierOf(label, true);
    Field field;
    field.type = typeOf(question, word);
    const bool known = !word.empty();
    if (word.empty()) word = shapeName(question);
    if (field.type == FieldType::myNumber) word = "my-number";
    if (field.type == FieldType::corporateNumber) word = "corporate-number";
    // applicant cannot stand beside applicant.name: one would contain the other.
    const std::string own = isWhole(word) ? word + "." + shapeName(question) : word;
    field.id = unused(prefix.empty() || prefix == word ? own : prefix + "." + word, used);
    field.title = label.empty() ? "（題なし" + std::to_string(number) + "）" : label;
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
    question.confidence = known ? 0.7 : label.empty() ? 0.2 : 0.45;
    return field;
}

// Columns that run beside each other: the rows of one table.
struct Table {
    std::vector<std::vector<std::size_t>> columns;
    std::size_t first() const {  // its uppermost question
        std::size_t least = columns.front().front();
        for (const auto& column : columns) least = std::min(least, column.front());
        return least;
    }
};

std::vector<Table> tablesOf(const std::vector<Question>& questions) {
    std::vector<Table> tables;
    const auto middle = [&](std::size_t q) { return questions[q].box.centre().y; };
    const auto level = [&](const std::vector<std::size_t>& a, const std::vector<std::size_t>& b) {
        if (questions[a.front()].page != questions[b.front()].page) return false;
        const double pitch = std::abs(middle(a[1]) - middle(a[0])), other = std::abs(middle(b[1]) - middle(b[0]));
        const auto& few = a.size() < b.size() ? a : b;
        const auto& many = a.size() < b.size() ? b : a;
        return std::abs(pitch - other) < 1 && std::all_of(few.begin(), few.end(), [&](std::size_t q) {
                   return std::any_of(many.begin(), many.end(), [&](std::size_t m) {  // within its row
                       return std::abs(middle(q) - middle(m)) < 0.9 * pitch;
                   });
               });
    };
    for (auto& column : findColumns(questions)) {
        if (std::any_of(column.begin(), column.end(),
                        [&](std::size_t q) { return questions[q].office || !questions[q].field.empty(); }))
            continue;
        const auto table = std::find_if(tables.begin(), tables.end(),
                                        [&](const Table& t) { return level(t.columns.front(), column); });
        if (table == tables.end())
            tables.push_back({{std::move(column)}});
        else
            table->columns.push_back(std::move(column));
    }
    // Two places of one shape may be two questions; two columns of two, or three rows, are a table.
    std::erase_if(tables, [](const Table& t) { return t.columns.size() < 2 && t.columns.front().size() < 3; });
    return tables;
}

// The group of a table: one field for each column, by the row whose words say most.
void addGroup(const Table& table, std::vector<Question>& questions, Form& form, std::set<std::string>& used) {
    const Question& top = questions[table.first()];
    const std::string prefix = prefixOf(top);
    Group group;
    group.id = unused(prefix.empty() ? "row" : prefix + "-row", used);  // child is taken by child.name
    group.title = top.context.empty() ? "（題なしの表）" : top.context.back();
    std::set<std::string> inside;
    std::vector<RowPlace> places;
    for (const auto& column : table.columns) {
        const auto named = std::find_if(column.begin(), column.end(), [&](std::size_t q) {
            return !identifierOf(labelOf(questions[q]), true).empty();
        });
        Question& first = questions[named == column.end() ? column.front() : *named];
        const Field field = fieldFor(first, "", group.fields.size() + 1, inside);
        for (const std::size_t q : column) {
            Question& question = questions[q];
            question.confidence = first.confidence;
            if (field.type == FieldType::choice && &question != &first) matchOptions(question.options, field);
            if (field.type == FieldType::flag) question.options[0].code = "true";
            places.push_back({&question, field.id});
        }
        group.fields.push_back(field);
    }
    numberRows(places, 99);
    group.rows = 1;
    for (const RowPlace& place : places) group.rows = std::max(group.rows, place.row);
    for (const RowPlace& place : places)
        if (place.row > 0)
            questions[static_cast<std::size_t>(place.question - questions.data())].field =
                rowFieldId(group.id, place.row, place.member);
    for (int row = 1; row <= group.rows; ++row)
        for (const Field& member : group.fields) form.fields.push_back(rowField(group, row, member));
    form.groups.push_back(std::move(group));
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
        const Field* field = form.field(question.field);
        if (field == nullptr || field->type != FieldType::choice || question.kind != Question::Kind::choice) continue;
        Field more = *field;
        addOptions(more, question.options);
        setOptions(form, more);
    }
    std::set<std::string> used;
    for (const Field& field : form.fields) used.insert(field.id);
    for (const Group& group : form.groups) used.insert(group.id);
    std::map<std::size_t, Table> tables;  // by their first question
    std::set<std::size_t> inTables;
    for (Table& table : tablesOf(questions)) {
        for (const auto& column : table.columns) inTables.insert(column.begin(), column.end());
        tables.emplace(table.first(), std::move(table));
    }
    for (std::size_t q = 0; q < questions.size(); ++q) {
        if (const auto table = tables.find(q); table != tables.end()) addGroup(table->second, questions, form, used);
        if (questions[q].office || inTables.contains(q) || !questions[q].field.empty()) continue;
        Field field = fieldFor(questions[q], prefixOf(questions[q]), form.fields.size() + 1, used);
        questions[q].field = field.id;
        form.fields.push_back(std::move(field));
    }
    completeRows(form, questions);
}

}  // namespace toitsu::forms
