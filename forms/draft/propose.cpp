// Every question is weighed against every field. What lies together on the paper is about the same person or thing and
// so has ids with one beginning: neighbours' fields weigh, first as they could be, then as they were chosen. Columns of
// rows take a group's field together; the best pairs are taken first, then single fields are exchanged until the sum
// over the paper is greatest; what fits either way is put in the form's order.

#include "forms/draft/propose.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "forms/draft/asks.h"
#include "forms/draft/assignment.h"
#include "forms/draft/fit.h"
#include "forms/draft/fit_table.h"
#include "forms/draft/label_words.h"
#include "forms/draft/option_order.h"
#include "forms/draft/row_runs.h"
#include "forms/draft/rows.h"
#include "forms/draft/split_choices.h"

namespace toitsu::forms {

namespace {

constexpr double kLeast = 0.26;  // of the fit alone: below, a field is not proposed
constexpr double kColumn = 0.1;  // columns choose before single places
constexpr double kAgain = 0.85;  // a field stands on a later page again, where the fit is as good
constexpr double kBar = 0.2;     // a place with a field is worth what its score has above
constexpr double kTie = 0.02;    // scores that differ by less are alike
constexpr double kNeighbours = 0.22, kOrder = 0.05;

class Proposer {
public:
    Proposer(const Form& form, std::vector<Question>& questions) : questions_(questions), given_(questions.size(), -1) {
        FitTable table = fitTable(form, questions);
        asks_ = std::move(table.asks);
        base_ = std::move(table.fits);
        units_ = std::move(table.units);
    }

    void propose() {
        for (int round = 0; round < 4; ++round) {
            const auto support = supports(round > 0);
            choose(support);
            exchange(support);
        }
        takeFromNames();
        takeLeftOver();
        first(supports(false));
        order(supports(true));
        nameRows();
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
                    if (given_[other] >= 0)
                        support[q][asks_[static_cast<std::size_t>(given_[other])].prefix()] +=
                            weight * questions_[other].confidence;
                    continue;
                }
                std::map<std::string, double> best;
                for (std::size_t a = 0; a < asks_.size(); ++a) {
                    double& value = best[asks_[a].prefix()];
                    value = std::max(value, base_[other][a]);
                }
                for (const auto& [prefix, value] : best) support[q][prefix] += weight * value;
            }
            for (auto& [prefix, value] : support[q]) value /= all;
        }
        return support;
    }

    bool again(std::size_t q, std::size_t a) const {
        const bool told = questions_[q].label.find("と同じ") != std::string::npos;  // 届出日（1面と同じ）
        return base_[q][a] >= (told ? kAgain - 0.2 : kAgain);
    }

    double score(const Support& support, std::size_t q, std::size_t a) const {
        const double order = 1 - std::abs(static_cast<double>(q) / static_cast<double>(questions_.size()) -
                                          static_cast<double>(a) / static_cast<double>(asks_.size()));
        return placeless(support, q, a) + kOrder * order;
    }

    // Without how far down the paper and the form they stand.
    double placeless(const Support& support, std::size_t q, std::size_t a) const {
        const auto found = support[q].find(asks_[a].prefix());
        const double near = found == support[q].end() ? 0 : found->second;
        return base_[q][a] * (1 - kNeighbours - kOrder) + kNeighbours * near;
    }

    void choose(const Support& support) {
        struct Pair {
            double score;
            const FitTable::Unit* unit;
            std::size_t ask;
        };
        std::vector<Pair> pairs;
        for (const FitTable::Unit& unit : units_)
            for (std::size_t a = 0; a < asks_.size(); ++a) {
                if (unit.rows != (asks_[a].group != nullptr) || base_[unit.questions.front()][a] < kLeast) continue;
                double sum = 0;
                for (const std::size_t q : unit.questions) sum += score(support, q, a);
                const auto count = static_cast<double>(unit.questions.size());
                pairs.push_back({sum / count + (count > 1 ? kColumn : 0), &unit, a});
            }
        std::stable_sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.score > b.score; });
        std::vector<std::map<int, Taken>> taken(asks_.size());  // by page
        given_.assign(questions_.size(), -1);
        for (Question& question : questions_) question.confidence = 0;
        for (const Pair& pair : pairs) {
            std::vector<std::size_t> free;
            for (const std::size_t q : pair.unit->questions)
                if (given_[q] < 0) free.push_back(q);
            if (free.empty() || 2 * free.size() <= pair.unit->questions.size()) continue;
            const Ask& ask = asks_[pair.ask];
            // On a later page a field may stand once more, where the paper says it in full:
            // 請求者の生年月日（1面と同じ）.
            const std::size_t first = free.front();
            const int page = ask.group == nullptr && again(first, pair.ask) ? questions_[first].page : 0;
            if (!fits(ask, free, taken[pair.ask], page)) continue;
            auto& used = taken[pair.ask][questions_[first].page];
            for (const std::size_t q : free) {
                give(q, pair.ask, used, pair.score);
                given_[q] = static_cast<int>(pair.ask);
                questions_[q].confidence = std::min(0.99, pair.score * margin(q, pair.ask));
            }
        }
    }

    // The best first leaves some with what fits them badly: 医療機関 takes 医療機関の所在地, and 所在地 has nothing.
    // Where each field has one place, the sum over all is made the greatest.
    void exchange(const Support& support) {
        std::vector<int> holders(asks_.size(), 0);
        for (const int a : given_)
            if (a >= 0) ++holders[static_cast<std::size_t>(a)];
        std::vector<std::size_t> asks, open;
        for (std::size_t a = 0; a < asks_.size(); ++a)
            if (asks_[a].group == nullptr && holders[a] <= 1) asks.push_back(a);
        for (std::size_t q = 0; q < questions_.size(); ++q)
            if (given_[q] < 0 || std::binary_search(asks.begin(), asks.end(), static_cast<std::size_t>(given_[q])))
                open.push_back(q);
        std::vector<std::vector<double>> value;
        for (const std::size_t q : open) {
            value.emplace_back();
            for (const std::size_t a : asks)
                value.back().push_back(base_[q][a] < kLeast ? 0 : score(support, q, a) - kBar);
        }
        const std::vector<int> best = bestAssignment(value);
        for (std::size_t n = 0; n < open.size(); ++n) {
            const std::size_t q = open[n];
            given_[q] = -1;
            questions_[q].confidence = 0;
            if (best[n] < 0) continue;
            const std::size_t a = asks[static_cast<std::size_t>(best[n])];
            Taken ignored;
            give(q, a, ignored, score(support, q, a));
            given_[q] = static_cast<int>(a);
            questions_[q].confidence = std::min(0.99, score(support, q, a) * margin(q, a));
        }
    }

    void first(const Support& support) {
        // Of fields that fit alike the first one: 1月1日の住所 is this year's where the last year's is asked nowhere.
        for (std::size_t q = 0; q < questions_.size(); ++q) {
            if (given_[q] < 0 || asks_[static_cast<std::size_t>(given_[q])].group != nullptr) continue;
            const auto a = static_cast<std::size_t>(given_[q]);
            for (std::size_t b = 0; b < a; ++b) {
                if (asks_[b].group != nullptr || asks_[b].field.type != asks_[a].field.type ||
                    base_[q][b] < base_[q][a] - 0.005 || score(support, q, b) < score(support, q, a) - kTie ||
                    std::find(given_.begin(), given_.end(), static_cast<int>(b)) != given_.end())
                    continue;
                given_[q] = static_cast<int>(b);
                Taken ignored;
                give(q, b, ignored, questions_[q].confidence);
                break;
            }
        }
    }

    // 児童との同居・別居 [同居 別居]: what has the same words right of it is a name that looks like options.
    void takeFromNames() {
        const auto words = [](const Question& question) {
            std::set<std::string> all;
            for (const DraftOption& option : question.options) all.insert(option.printed);
            return all;
        };
        for (std::size_t q = 0; q < questions_.size(); ++q) {
            const Question& right = questions_[q];
            if (given_[q] >= 0 || right.options.size() < 2) continue;
            for (std::size_t n = 0; n < questions_.size(); ++n) {
                const Question& left = questions_[n];
                if (given_[n] < 0 || left.page != right.page || left.box.right() > right.box.x + 1 ||
                    right.box.x - left.box.right() > 30 ||
                    std::abs(left.box.centre().y - right.box.centre().y) > 0.6 * left.box.height + 2 ||
                    words(left) != words(right) || base_[q][static_cast<std::size_t>(given_[n])] < kLeast)
                    continue;
                given_[q] = std::exchange(given_[n], -1);
                Taken ignored;
                give(q, static_cast<std::size_t>(given_[q]), ignored, 0);
                questions_[q].confidence = std::exchange(questions_[n].confidence, 0);
                break;
            }
        }
    }

    // A date without a readable word, while dates of the form are asked nowhere: its kind alone speaks for them.
    void takeLeftOver() {
        std::vector<std::size_t> asks, open;
        for (std::size_t a = 0; a < asks_.size(); ++a)
            if (asks_[a].group == nullptr &&
                std::find(given_.begin(), given_.end(), static_cast<int>(a)) == given_.end())
                asks.push_back(a);
        for (std::size_t q = 0; q < questions_.size(); ++q)
            if (given_[q] < 0 && questions_[q].kind != Question::Kind::text &&
                questions_[q].kind != Question::Kind::choice)
                open.push_back(q);
        std::vector<std::vector<double>> value;
        for (const std::size_t q : open) {
            value.emplace_back();
            for (const std::size_t a : asks) {
                const bool office = isForOffice(asks_[a].field.title) == questions_[q].office;
                value.back().push_back(office && typeFit(questions_[q], asks_[a].field) > 0.95 ? base_[q][a] : 0);
            }
        }
        const std::vector<int> best = bestAssignment(value);
        for (std::size_t n = 0; n < open.size(); ++n) {
            if (best[n] < 0) continue;
            const std::size_t a = asks[static_cast<std::size_t>(best[n])];
            given_[open[n]] = static_cast<int>(a);
            questions_[open[n]].confidence = 0.5 * base_[open[n]][a];
        }
    }

    // Where two places fit two fields either way, the paper has them in the form's order.
    void order(const Support& support) {
        std::vector<const FitTable::Unit*> units;  // what has one field
        for (const FitTable::Unit& unit : units_) {
            const int a = given_[unit.questions.front()];
            if (a >= 0 && unit.rows == (asks_[static_cast<std::size_t>(a)].group != nullptr) &&
                std::all_of(unit.questions.begin(), unit.questions.end(),
                            [&](std::size_t q) { return given_[q] == a; }))
                units.push_back(&unit);
        }
        std::sort(units.begin(), units.end(),
                  [](const FitTable::Unit* x, const FitTable::Unit* y) { return x->questions < y->questions; });
        for (bool again = true; again;) {
            again = false;
            for (std::size_t x = 0; x < units.size(); ++x)
                for (std::size_t y = x + 1; y < units.size(); ++y)
                    again = exchangeInOrder(support, *units[x], *units[y]) || again;
        }
    }

    // x stands before y.
    bool exchangeInOrder(const Support& support, const FitTable::Unit& x, const FitTable::Unit& y) {
        const Question &first = questions_[x.questions.front()], &second = questions_[y.questions.front()];
        const int later = given_[x.questions.front()], earlier = given_[y.questions.front()];
        if (later <= earlier || first.kind != second.kind || first.page != second.page ||
            x.questions.size() != y.questions.size())
            return false;
        const auto a = static_cast<std::size_t>(later), b = static_cast<std::size_t>(earlier);
        if (asks_[a].group != asks_[b].group) return false;
        double now = 0, then = 0;
        for (std::size_t n = 0; n < x.questions.size(); ++n) {
            const std::size_t p = x.questions[n], q = y.questions[n];
            if (base_[p][b] < kLeast || base_[q][a] < kLeast) return false;
            now += placeless(support, p, a) + placeless(support, q, b);
            then += placeless(support, p, b) + placeless(support, q, a);
        }
        if (then < now - kTie * static_cast<double>(x.questions.size())) return false;
        Taken ignored;
        for (const std::size_t q : x.questions) given_[q] = earlier, give(q, b, ignored, questions_[q].confidence);
        for (const std::size_t q : y.questions) given_[q] = later, give(q, a, ignored, questions_[q].confidence);
        return true;
    }

    using Taken = std::map<std::string, std::size_t>;  // options, "" for anything else

    // Whether so many more of the ask's places are free, on that page or, with 0, on all; a choice's options may stand
    // in several.
    bool fits(const Ask& ask, const std::vector<std::size_t>& free, const std::map<int, Taken>& taken, int page) const {
        Taken sum;
        for (const auto& [number, here] : taken)
            if (page == 0 || page == number)
                for (const auto& [option, count] : here) sum[option] += count;
        for (const std::size_t q : free) {
            if (questions_[q].kind == Question::Kind::choice && isChoice(ask.field)) {
                std::vector<DraftOption> options = questions_[q].options;
                matchOptions(options, ask.field);
                for (const DraftOption& option : options)
                    if (!option.code.empty() && ++sum[option.code] > ask.places) return false;
                if (sum[""] > 0) return false;
            } else if (++sum[""] > ask.places || sum.size() > 1) {
                return false;
            }
        }
        return true;
    }

    void give(std::size_t q, std::size_t a, Taken& taken, double score) {
        Question& question = questions_[q];
        if (question.kind == Question::Kind::choice && isChoice(asks_[a].field)) {
            matchOptions(question.options, asks_[a].field);
            for (const DraftOption& option : question.options)
                if (!option.code.empty()) ++taken[option.code];
        } else {
            ++taken[""];
            for (DraftOption& option : question.options) option.code = "true", option.confidence = score;
        }
    }

    void nameRows() {
        std::map<const Group*, std::vector<RowPlace>> groups;
        for (std::size_t q = 0; q < questions_.size(); ++q) {
            Question& question = questions_[q];
            question.field.clear();
            if (given_[q] < 0) continue;
            const Ask& ask = asks_[static_cast<std::size_t>(given_[q])];
            if (ask.group == nullptr)
                question.field = ask.field.id;
            else
                groups[ask.group].push_back({&question, ask.field.id});
        }
        for (auto& [group, places] : groups) {
            numberRows(places, group->rows);
            for (const RowPlace& place : places)
                if (place.row > 0)
                    questions_[static_cast<std::size_t>(place.question - questions_.data())].field =
                        rowFieldId(group->id, place.row, place.member);
        }
    }

    // A second field that fits nearly as well makes the first one doubtful.
    double margin(std::size_t question, std::size_t ask) const {
        double second = 0;
        for (std::size_t a = 0; a < asks_.size(); ++a)
            if (a != ask) second = std::max(second, base_[question][a]);
        return std::clamp(0.75 + (base_[question][ask] - second) / 0.8, 0.6, 1.0);
    }

    std::vector<Question>& questions_;
    std::vector<Ask> asks_;
    std::vector<FitTable::Unit> units_;
    std::vector<int> given_;
    std::vector<std::vector<double>> base_;
};

}  // namespace

void proposeFields(const Form& form, std::vector<Question>& questions) {
    splitChoices(form, questions);
    Proposer(form, questions).propose();
    completeRows(form, questions);
    orderOptions(form, questions);
}

}  // namespace toitsu::forms
