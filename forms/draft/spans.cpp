#include "forms/draft/spans.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "base/text.h"
#include "forms/draft/columns.h"
#include "forms/draft/label_words.h"

namespace toitsu::forms {

namespace {

// から, ～, －, also as the print engine reads them: ヘン.
bool standsBetween(const std::string& label) {
    if (text::length(label) > 3 || !numbersIn(label).empty()) return false;
    const std::string word = identifierOf(label, true);
    return word == "from" || word == "to" || (word.empty() && text::length(label) <= 2);
}

// The place before it on its line; nullptr when something of another kind is nearer.
const Question* before(const Question& question, const std::vector<Question>& questions) {
    const Question* nearest = nullptr;
    for (const Question& other : questions) {
        if (other.page != question.page || other.region != question.region || &other == &question) continue;
        if (std::abs(other.box.centre().y - question.box.centre().y) > 2 || other.box.right() > question.box.x + 1)
            continue;
        if (nearest == nullptr || other.box.x > nearest->box.x) nearest = &other;
    }
    return nearest;
}

}  // namespace

std::vector<SpanEnd> findSpans(std::vector<Question>& questions) {
    std::vector<SpanEnd> ends(questions.size(), SpanEnd::none);
    for (std::size_t q = 0; q < questions.size(); ++q) {
        Question& to = questions[q];
        const Question* first = before(to, questions);
        if (first == nullptr || first->kind != to.kind || first->cells != to.cells ||
            (to.kind != Question::Kind::date && to.kind != Question::Kind::cells))
            continue;
        const auto from = static_cast<std::size_t>(first - questions.data());
        if (ends[from] != SpanEnd::none) continue;
        const bool between = standsBetween(to.label);
        // The same label for both, or none of its own.
        if (!between && to.label != first->label) continue;
        if (to.kind == Question::Kind::cells && !between) {
            if (to.unit != first->unit && !standsBetween(first->unit)) continue;
        }
        ends[from] = SpanEnd::from;
        ends[q] = SpanEnd::to;
        if (between) to.label = first->label;
        if (standsBetween(first->unit)) questions[from].unit.clear();
    }
    return ends;
}

SpanEnd spanEndOf(const Field& field) {
    static const std::set<std::string> froms{"from", "start", "since", "begin"}, tos{"to", "end", "until"};
    const std::string last = field.id.substr(std::min(field.id.rfind('.') + 1, field.id.size()));
    if (froms.contains(last)) return SpanEnd::from;
    if (tos.contains(last)) return SpanEnd::to;
    for (const bool later : {false, true}) {
        const std::string word = identifierOf(field.title, later);
        if (word == "from") return SpanEnd::from;
        if (word == "to") return SpanEnd::to;
    }
    return SpanEnd::none;
}

}  // namespace toitsu::forms
