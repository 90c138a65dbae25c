// Every question is weighed against every field; the best pairs are taken first. What lies together on the paper is
// about the same person or thing and so has ids with one beginning: neighbours' fields weigh, first as they could be,
// then as they were chosen.

#include "forms/draft/propose.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "forms/draft/fit.h"

namespace toitsu::forms {

namespace {

constexpr double kLeast = 0.26;
constexpr double kNeighbours = 0.22, kOrder = 0.05;

std::string prefixOf(const std::string& id) {
    const auto dot = id.find('.');
    return dot == std::string::npos ? std::string() : id.substr(0, dot);
}

bool isChoice(const Field& field) {
    return field.type == FieldType::choice || field.type == FieldType::choices;
}

// The squares of an area by the field that each fits best, where another field than the one of the others fits much
// better.
void splitChoices(const Form& form, std::vector<Question>& questions) {
    std::vector<Question> result;
    for (Question& question : questions) {
        if (question.kind != Question::Kind::choice || question.options.size() < 2 || question.mark != Mark::check) {
            result.push_back(std::move(question));
            continue;
        }
        double best = 0;
        const Field* whole = nullptr;
        for (const Field& field : form.fields)
            if (isChoice(field))
                if (const double value = fit(question, field); value > best) {
                    best = value;
                    whole = &field;
                }
        Question rest = question;
        rest.options.clear();
        std::vector<Question> apart;
        for (const DraftOption& option : question.options) {
            double own = 0.4, other = 0;
            if (whole != nullptr)
                for (const Option& o : whole->options) own = std::max(own, optionFit(option.printed, o));
            Question one = question;
            one.options = {option};
            for (const Field& field : form.fields) {
                if (&field == whole) continue;
                if (field.type == FieldType::flag) other = std::max(other, 0.95 * fit(one, field));
                if (isChoice(field))
                    for (const Option& o : field.options) other = std::max(other, optionFit(option.printed, o));
            }
            if (other > own + 0.2 && other > 0.6)
                apart.push_back(std::move(one));
            else
                rest.options.push_back(option);
        }
        if (!rest.options.empty()) result.push_back(std::move(rest));
        for (Question& one : apart) result.push_back(std::move(one));
    }
    questions = std::move(result);
}

class Proposer {
public:
    Proposer(const Form& form, std::vector<Question>& questions) : form_(form), questions_(questions) {
        base_.assign(questions.size(), std::vector<double>(form.fields.size(), 0));
        for (std::size_t q = 0; q < questions.size(); ++q)
            for (std::size_t f = 0; f < form.fields.size(); ++f) base_[q][f] = fit(questions[q], form.fields[f]);
    }

    void propose() {
        for (int round = 0; round < 4; ++round) {
            const auto support = supports(round > 0);
            choose(support);
        }
        orderRows();
    }

private:
    using Support = std::vector<std::map<std::string, double>>;  // of each question for each prefix, 0…1

    double nearness(const Question& a, const Question& b) const {
        if (a.page != b.page) return 0;
        const bool block = a.block >= 0 && a.block == b.block;
        double weight = block ? 0.3 : 0.03;
        if (!a.context.empty() && !b.context.empty() && a.context == b.context) weight += block ? 0.8 : 0.3;
        for (const std::string& heading : a.context)
            if (std::find(b.context.begin(), b.context.end(), heading) != b.context.end()) weight += 0.15;
        const double apart = std::abs(a.box.centre().y - b.box.centre().y);
        return weight * std::exp(-apart / 40);
    }

    Support supports(bool chosen) const {
        Support support(questions_.size());
        for (std::size_t q = 0; q < questions_.size(); ++q) {
            double all = 0.05;
            for (std::size_t other = 0; other < questions_.size(); ++other) {
                if (other == q) continue;
                const double weight = nearness(questions_[q], questions_[other]);
                if (weight < 0.01) continue;
                all += weight;
                if (chosen) {
                    if (!questions_[other].field.empty())
                        support[q][prefixOf(questions_[other].field)] += weight * questions_[other].confidence;
                    continue;
                }
                std::map<std::string, double> best;
                for (std::size_t f = 0; f < form_.fields.size(); ++f) {
                    double& value = best[prefixOf(form_.fields[f].id)];
                    value = std::max(value, base_[other][f]);
                }
                for (const auto& [prefix, value] : best) support[q][prefix] += weight * value;
            }
            for (auto& [prefix, value] : support[q]) value /= all;
        }
        return support;
    }

    void choose(const Support& support) {
        struct Pair {
            double score;
            std::size_t question, field;
        };
        std::vector<Pair> pairs;
        for (std::size_t q = 0; q < questions_.size(); ++q)
            for (std::size_t f = 0; f < form_.fields.size(); ++f) {
                if (base_[q][f] < 0.2) continue;
                const auto found = support[q].find(prefixOf(form_.fields[f].id));
                const double near = found == support[q].end() ? 0 : found->second;
                const double order = 1 - std::abs(static_cast<double>(q) / static_cast<double>(questions_.size()) -
                                                  static_cast<double>(f) / static_cast<double>(form_.fields.size()));
                pairs.push_back({base_[q][f] * (1 - kNeighbours - kOrder) + kNeighbours * near + kOrder * order, q, f});
            }
        std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.score > b.score; });
        std::map<std::string, std::set<std::string>> taken;  // field → options, "" for anything else
        for (Question& question : questions_) question.field.clear(), question.confidence = 0;
        for (const Pair& pair : pairs) {
            Question& question = questions_[pair.question];
            if (!question.field.empty() || base_[pair.question][pair.field] < kLeast) continue;
            const Field& field = form_.fields[pair.field];
            auto& used = taken[field.id];
            if (question.kind == Question::Kind::choice && isChoice(field)) {
                std::vector<DraftOption> options = question.options;
                matchOptions(options, field);
                const bool clash = std::any_of(options.begin(), options.end(), [&](const DraftOption& option) {
                    return !option.code.empty() && used.contains(option.code);
                });
                if (clash || used.contains("")) continue;
                question.options = options;
                for (const DraftOption& option : options)
                    if (!option.code.empty()) used.insert(option.code);
            } else {
                if (!used.empty()) continue;
                used.insert("");
                for (DraftOption& option : question.options) option.code = "true", option.confidence = pair.score;
            }
            question.field = field.id;
            question.confidence = std::min(0.99, pair.score * margin(pair.question, pair.field));
        }
    }

    static std::string memberOf(const std::string& id) { return id.substr(id.rfind('.') + 1); }

    // The rows of a table are told by where they stand: the first one is row 1, whatever was proposed. Only where each
    // row is one line with the same fields; elsewhere what stands in a row is not certain enough.
    void orderRows() {
        std::map<std::pair<std::string, int>, std::vector<Question*>> tables;
        for (Question& question : questions_)
            if (const Field* field = form_.field(question.field);
                field != nullptr && !field->group.empty() && question.block >= 0)
                tables[{field->group, question.page * 1000 + question.block}].push_back(&question);
        for (auto& [table, list] : tables) {
            std::stable_sort(list.begin(), list.end(), [](const Question* x, const Question* y) {
                return x->box.centre().y < y->box.centre().y;
            });
            std::vector<std::vector<Question*>> rows;
            for (Question* question : list) {
                if (rows.empty() || question->box.centre().y - rows.back().front()->box.centre().y > 3.5)
                    rows.emplace_back();
                rows.back().push_back(question);
            }
            std::set<std::string> first;
            for (const Question* question : rows.front()) first.insert(memberOf(question->field));
            const bool even =
                rows.size() > 1 && first.size() > 1 && std::all_of(rows.begin(), rows.end(), [&](const auto& row) {
                    std::set<std::string> here;
                    for (const Question* question : row) here.insert(memberOf(question->field));
                    return here.size() == row.size() && here == first;
                });
            if (!even) continue;
            for (std::size_t row = 0; row < rows.size(); ++row)
                for (Question* question : rows[row]) {
                    const std::string id =
                        table.first + "." + std::to_string(row + 1) + "." + memberOf(question->field);
                    if (form_.field(id) != nullptr) question->field = id;
                }
        }
    }

    // A second field that fits nearly as well makes the first one doubtful.
    double margin(std::size_t question, std::size_t field) const {
        double second = 0;
        for (std::size_t f = 0; f < form_.fields.size(); ++f)
            if (f != field) second = std::max(second, base_[question][f]);
        return std::clamp(0.75 + (base_[question][field] - second) / 0.8, 0.6, 1.0);
    }

    const Form& form_;
    std::vector<Question>& questions_;
    std::vector<std::vector<double>> base_;
};

}  // namespace

void proposeFields(const Form& form, std::vector<Question>& questions) {
    splitChoices(form, questions);
    Proposer(form, questions).propose();
}

}  // namespace toitsu::forms
