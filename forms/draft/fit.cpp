#include "forms/draft/fit.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "forms/draft/label_words.h"

namespace toitsu::forms {

namespace {

constexpr double kOwn = 0.1, kRow = 0.1;  // what the nearest label itself counts, and the row's or column's head

double cellsFit(const Question& question, const Field& field) {
    const int n = question.cells;
    const std::string_view type = typeName(field.type);
    const auto exactly = [&](int wanted) { return n == wanted ? 1.0 : 0.03; };
    if (field.type == FieldType::myNumber) return exactly(12);
    if (field.type == FieldType::corporateNumber) return exactly(13);
    if (field.type == FieldType::municipalityCode) return exactly(6);
    if (field.type == FieldType::postcode) return exactly(7);
    if (type == "account-number") return exactly(7);
    if (type == "bank-code") return exactly(4);
    if (type == "branch-code") return exactly(3);
    if (type == "yucho-symbol") return exactly(5);
    if (type == "yucho-number") return n >= 6 && n <= 8 ? 1 : 0.03;
    if (type == "insurer-number") return n == 6 || n == 8 ? 1 : 0.03;
    if (field.type == FieldType::phone) return n >= 9 && n <= 13 ? 0.9 : 0.05;
    if (field.type == FieldType::money) return n >= 4 ? (question.unit.find("円") != std::string::npos ? 1 : 0.8) : 0.2;
    if (field.type == FieldType::digits) {
        if (question.unit == "円") return 0.2;
        if (field.length == 0) return 0.7;
        return n == field.length ? 1 : field.lengthIsMaximum && n < field.length ? 0.5 : 0.2;
    }
    if (field.type == FieldType::kana || type == "account-holder") return n >= 8 ? 0.9 : 0.1;
    if (field.type == FieldType::date) {
        const bool year = question.unit.find("年") == 0 && n <= 4;  // 令和 [ ][ ] 年分
        return n == 6 || n == 8 || year ? 0.6 : 0.1;
    }
    if (field.type == FieldType::text && field.length == n && n >= 8) return 0.9;  // 在留カード番号: letters, too
    if (field.type == FieldType::text || field.type == FieldType::personName) return n >= 5 ? 0.3 : 0.1;
    return 0.02;
}

double textFit(const Question& question, const Field& field) {
    const bool money = question.unit.find("円") != std::string::npos;
    switch (field.type) {
        case FieldType::text:
        case FieldType::personName:
        case FieldType::address:
        case FieldType::kana:
            return question.unit.empty() ? 1 : money ? 0.2 : 0.6;
        case FieldType::money:
            return money ? 1 : question.unit.empty() ? 0.85 : 0.3;
        case FieldType::digits:
            return money ? 0.3 : question.unit.empty() ? 0.75 : 1;
        case FieldType::phone:
            return 0.9;
        case FieldType::date:
            return 0.85;
        case FieldType::postcode:
            return 0.6;
        case FieldType::image:
            return 0.4;
        case FieldType::choice:
        case FieldType::choices:
            return 0.05;
        case FieldType::flag:
            return 0.02;
        case FieldType::seal:
            return 0.1;
        case FieldType::myNumber:
        case FieldType::corporateNumber:
            return 0.3;
        default:
            return typeName(field.type) == "signature" ? 0.8 : 0.6;
    }
}

// "3 休職" → "休職", "ア 新規" → "新規".
std::string withoutNumber(const std::string& printed) {
    std::u32string letters = text::decode(text::halfWidthAscii(printed));
    std::size_t at = 0;
    while (at < letters.size() && (letters[at] < 0x80 || (letters[at] >= 0x2460 && letters[at] <= 0x2473))) ++at;
    if (at == 0 && letters.size() > 1 && letters[0] >= U'ア' && letters[0] <= U'ン') at = 1;
    return at < letters.size() ? text::encode(letters.substr(at)) : printed;
}

// Whose number of digits nearly tells it: 7 boxes are an account's number.
bool isNumber(const Field& field) {
    return field.type != FieldType::digits && isIdentifier(field.type);
}

}  // namespace

double typeFit(const Question& question, const Field& field) {
    using Kind = Question::Kind;
    const bool choice = field.type == FieldType::choice || field.type == FieldType::choices;
    switch (question.kind) {
        case Kind::cells:
            return cellsFit(question, field);
        case Kind::text:
            return textFit(question, field);
        case Kind::date:
            return field.type == FieldType::date ? 1 : 0.03;
        case Kind::phone:
            return field.type == FieldType::phone ? 1 : 0.05;
        case Kind::postcode:
            return field.type == FieldType::postcode                      ? 1
                   : field.type == FieldType::digits && field.length == 7 ? 0.6
                                                                          : 0.05;
        case Kind::seal:
            return field.type == FieldType::seal ? 1 : typeName(field.type) == "signature" ? 0.5 : 0.02;
        case Kind::choice:
            if (field.type == FieldType::flag) return question.options.size() == 1 ? 0.95 : 0.1;
            return choice ? 1 : 0.02;
    }
    return 0;
}

double labelFit(const Question& question, const Field& field) {
    const std::string& title = field.title;
    std::vector<std::string> around = question.labels;
    around.insert(around.end(), question.context.begin(), question.context.end());
    double best = titleFit(title, question.label, around);
    double weight = question.label.empty() ? 0.97 : 0.86;
    for (const std::string& label : question.labels) {
        std::vector<std::string> context{question.label};
        context.insert(context.end(), question.context.begin(), question.context.end());
        best = std::max(best, weight * titleFit(title, label, context));
        weight -= 0.04;
    }
    // A heading alone: 請求の理由 above an empty frame.
    for (std::size_t n = 0; n < question.context.size() && n < 3; ++n)
        best = std::max(best, (question.label.empty() ? 0.85 : 0.35) * titleFit(title, question.context[n]));
    if (!question.unit.empty()) {
        best = std::max({best, titleFit(title, question.label + question.unit, question.context),
                         0.9 * titleFit(title, question.unit, question.context)});
        for (const std::string& label : question.labels)
            best = std::max(best, 0.95 * titleFit(title, label + question.unit, question.context));
    }
    // What stands nearest must be said by the title: 特別障害 is no 老人扶養親族の数, though it stands under
    // 扶養の人数.
    if (!question.label.empty()) best *= 1 - kOwn + kOwn * labelSaid(title, question.label);
    // 区分 in the row of 扶養親族 is 扶養親族の区分, not just 区分.
    if (!question.labels.empty()) best *= 1 - kRow + kRow * labelSaid(title, question.labels.back());
    return best;
}

double optionFit(const std::string& printed, const Option& option) {
    const double whole = alike(printed, option.title);
    const double words = alike(withoutNumber(printed), withoutNumber(option.title));
    return std::max({whole, words, printed == option.code ? 1.0 : 0.0});
}

double matchOptions(std::vector<DraftOption>& options, const Field& field) {
    for (DraftOption& option : options) option.code.clear(), option.confidence = 0;
    if (options.empty() || field.options.empty()) return 0;
    struct Pair {
        double fit;
        std::size_t printed, option;
    };
    std::vector<Pair> pairs;
    for (std::size_t p = 0; p < options.size(); ++p)
        for (std::size_t o = 0; o < field.options.size(); ++o)
            if (const double value = optionFit(options[p].printed, field.options[o]); value > 0.3)
                pairs.push_back({value, p, o});
    std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.fit > b.fit; });
    std::vector<bool> taken(field.options.size(), false);
    double sum = 0;
    for (const Pair& pair : pairs) {
        if (!options[pair.printed].code.empty() || taken[pair.option]) continue;
        options[pair.printed].code = field.options[pair.option].code;
        options[pair.printed].confidence = pair.fit;
        taken[pair.option] = true;
        sum += pair.fit;
    }
    // Of as many the last one left over is the last one left over, whatever was read: ? beside 有 is 無.
    const auto open =
        std::count_if(options.begin(), options.end(), [](const DraftOption& o) { return o.code.empty(); });
    if (open == 1 && options.size() > 1 && options.size() == field.options.size()) {
        const auto left = std::find(taken.begin(), taken.end(), false) - taken.begin();
        const auto printed =
            std::find_if(options.begin(), options.end(), [](const DraftOption& o) { return o.code.empty(); });
        printed->code = field.options[static_cast<std::size_t>(left)].code;
        printed->confidence = 0.3;
    }
    const double mean = sum / static_cast<double>(options.size());
    const double covered = static_cast<double>(options.size()) / static_cast<double>(field.options.size());
    return mean * (0.85 + 0.15 * std::min(1.0, covered));
}

double fit(const Question& question, const Field& field) {
    const double type = typeFit(question, field);
    if (type < 0.06) return 0;
    const double office = question.office == isForOffice(field.title) ? 1 : 0.85;
    if (question.kind != Question::Kind::choice) {
        const double shape = question.kind == Question::Kind::cells && type > 0.95 && isNumber(field) ? 0.3 : 0.15;
        return office * type * (shape + (1 - shape) * labelFit(question, field));
    }
    if (field.type == FieldType::flag) {
        const double printed =
            question.options.size() == 1 ? titleFit(field.title, question.options[0].printed, {question.label}) : 0;
        return office * type * std::max(printed, 0.9 * labelFit(question, field));
    }
    std::vector<DraftOption> options = question.options;
    const double options_ = matchOptions(options, field);
    return office * type * (0.7 * options_ + 0.3 * labelFit(question, field));
}

}  // namespace toitsu::forms
