// A threshold that is chosen on the same sample on which its error is counted looks better than it is. So the
// thresholds are fixed beforehand and the bounds of all of them hold together (Bonferroni): each is taken at the level
// 1 − (1 − level) / number of thresholds.

#include "forms/quality.h"

#include <array>

#include "forms/binomial.h"

namespace toitsu::forms {

namespace {

constexpr std::array<double, 10> kThresholds{0.5, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995, 0.998, 0.999};

Verdict verdictOf(const QualityRow& row, double allowed) {
    if (row.quadrants.accepted() > 0 && row.errorBound <= allowed) return Verdict::meets;
    const auto wrong = static_cast<double>(row.quadrants.acceptedWrong);
    return wrong > allowed * static_cast<double>(row.quadrants.accepted()) ? Verdict::misses : Verdict::unproven;
}

}  // namespace

double QualityRow::automation() const {
    return quadrants.all() == 0 ? 0 : static_cast<double>(quadrants.accepted()) / static_cast<double>(quadrants.all());
}

void Quality::add(const VerifiedField& field) {
    fields_.push_back(field);
}

QualityRow Quality::judged(const std::vector<const VerifiedField*>& fields) const {
    QualityRow row;
    std::array<Threshold, kThresholds.size()> thresholds{};
    for (const VerifiedField* field : fields) {
        Quadrants& q = row.quadrants;
        ++(field->accepted ? (field->right ? q.acceptedRight : q.acceptedWrong)
                           : (field->right ? q.doubtRight : q.doubtWrong));
        if (field->empty) ++row.empty;
        for (std::size_t i = 0; i < kThresholds.size(); ++i)
            if (field->mayAccept && field->confidence >= kThresholds[i]) {
                ++thresholds[i].accepted;
                if (!field->right) ++thresholds[i].wrong;
            }
    }
    const double allowed = 1 - options_.target;
    row.errorBound = clopperPearsonUpper(row.quadrants.acceptedWrong, row.quadrants.accepted(), options_.level);
    row.verdict = verdictOf(row, allowed);
    if (row.verdict == Verdict::unproven)
        row.missing = trialsNeeded(row.quadrants.acceptedWrong, allowed, options_.level) - row.quadrants.accepted();
    const double together = 1 - (1 - options_.level) / static_cast<double>(kThresholds.size());
    for (std::size_t i = 0; i < kThresholds.size() && !row.threshold; ++i) {
        Threshold& one = thresholds[i];
        one.confidence = kThresholds[i];
        one.bound = clopperPearsonUpper(one.wrong, one.accepted, together);
        if (one.accepted > 0 && one.bound <= allowed) row.threshold = one;
    }
    return row;
}

template <class Key>
std::map<std::string, std::vector<const VerifiedField*>> Quality::grouped(Key key) const {
    std::map<std::string, std::vector<const VerifiedField*>> groups;
    for (const VerifiedField& field : fields_) groups[key(field)].push_back(&field);
    return groups;
}

QualityRow Quality::total() const {
    std::vector<const VerifiedField*> all;
    for (const VerifiedField& field : fields_) all.push_back(&field);
    return judged(all);
}

std::vector<QualityRow> Quality::byType() const {
    std::vector<QualityRow> rows;
    for (const auto& [name, fields] : grouped([](const auto& f) { return std::string(typeName(f.type)); })) {
        rows.push_back(judged(fields));
        rows.back().name = name;
    }
    return rows;
}

std::vector<QualityRow> Quality::byLayout() const {
    std::vector<QualityRow> rows;
    for (const auto& [name, fields] : grouped([](const auto& f) { return f.layout; })) {
        rows.push_back(judged(fields));
        rows.back().name = rows.back().layout = name;
    }
    return rows;
}

std::vector<QualityRow> Quality::byField() const {
    std::vector<QualityRow> rows;
    for (const auto& [name, fields] : grouped([](const auto& f) { return f.layout + " " + f.field; })) {
        rows.push_back(judged(fields));
        rows.back().name = name;
        rows.back().layout = fields.front()->layout;
        rows.back().field = fields.front()->field;
    }
    return rows;
}

}  // namespace toitsu::forms
