// Rules are satisfied as a puzzle is: take a broken rule, change one field that it reads, keep the change unless more
// rules break than before (WalkSAT, Selman, Kautz and Cohen 1994). What the rule's other fields hold is tried before
// chance is: a sum wants the sum, a date wants a day near the other date.

#include "forms/synthetic_answers.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "forms/answer_draft.h"
#include "forms/record.h"
#include "forms/synthetic_answer.h"

namespace toitsu::forms {
namespace {

constexpr int kStarts = 6, kStepsPerStart = 600;

// 職員欄 stays empty: it is filled in after the sheet was handed in.
bool officeFills(const Field& field) {
    return !field.required && (field.id.starts_with("office.") || field.title.starts_with("職員"));
}

class Puzzle {
public:
    Puzzle(const Form& form, AnswerDraft& draft, Random& random) : form_(form), draft_(draft), random_(random) {
        for (const Field& field : form.fields)
            if (draft.paper().shows(field.id)) shown_.insert(field.id);
    }

    // F2xx when what was drawn does not fit its field.
    Result<void> start() {
        record_ = Record{};
        drawn_.clear();
        const auto rows = drawFilledRows(form_, random_);
        for (const Field& field : form_.fields)
            if (shown_.count(field.id) != 0 && !officeFills(field) &&
                (field.group.empty() || field.row <= rows.at(field.group)))
                drawn_.insert(field.id);
        record_.form = form_.id;
        for (const Field& field : form_.fields) {
            FieldValue value;
            value.field = field.id;
            record_.fields.push_back(std::move(value));
        }
        for (const Field& field : form_.fields) {
            if (drawn_.count(field.id) == 0) continue;
            const bool left = !field.required && random_.chance(0.25);
            if (const auto set = put(field, left ? "" : draft_.draw(field)); !set) return fail(set.error());
        }
        return {};
    }

    void solve() {
        for (int step = 0; step < kStepsPerStart; ++step) {
            const auto broken = brokenRules();
            if (broken.empty()) return;
            const Rule& rule =
                *broken[static_cast<std::size_t>(random_.integer(0, static_cast<int>(broken.size()) - 1))];
            std::vector<const Field*> changeable;
            for (const std::string& id : rule.fields)
                if (drawn_.count(id) != 0) changeable.push_back(form_.field(id));
            if (changeable.empty()) continue;
            change(rule, *random_.pick(changeable), broken.size());
        }
    }

    std::vector<const Rule*> brokenRules() const {
        const Context fields = scope(record_);
        std::vector<const Rule*> broken;
        for (const Rule& rule : form_.rules) {
            const Value passed = rule.test.evaluate(fields);
            if (!passed.isTrue() && !passed.isNull()) broken.push_back(&rule);
        }
        return broken;
    }

    std::map<std::string, std::string> answers() const {
        std::map<std::string, std::string> texts;
        for (const std::string& id : shown_) {
            texts[id] = canonicalText(record_.find(id)->value);
            const FieldType type = form_.field(id)->type;
            // An empty square was looked at, and nothing was in it.
            if (isPresence(type) && texts[id].empty()) texts[id] = "false";
        }
        return texts;
    }

private:
    Result<void> put(const Field& field, const std::string& text) {
        const auto value = parseField(field, text);
        if (!value) return fail(value.error());
        record_.find(field.id)->value = *value;
        return {};
    }

    void change(const Rule& rule, const Field& field, std::size_t before) {
        FieldValue& held = *record_.find(field.id);
        const Value kept = held.value;
        std::vector<std::string> wanted = candidates(rule, field);
        std::size_t least = before + 1;
        std::vector<Value> best;
        for (const std::string& text : wanted) {
            const auto value = parseField(field, text);
            if (!value || *value == kept || tooLong(field, text)) continue;
            held.value = *value;
            const std::size_t broken = brokenRules().size();
            if (broken < least) best.clear();
            least = std::min(least, broken);
            if (broken == least) best.push_back(*value);
        }
        held.value = kept;
        if (!best.empty() && (least <= before || random_.chance(0.05))) held.value = random_.pick(best);
    }

    // An amount that a sum demands must still find room in its boxes.
    bool tooLong(const Field& field, const std::string& text) const {
        for (const LayoutPage& page : draft_.paper().layout().pages)
            for (const TextPlace& place : page.texts)
                if (place.field == field.id && place.part.empty() && place.cells > 0 &&
                    text::length(text) > static_cast<std::size_t>(place.cells))
                    return true;
        return false;
    }

    std::vector<std::string> candidates(const Rule& rule, const Field& field) {
        std::vector<std::string> texts;
        if (!field.required) texts.emplace_back();
        for (int i = 0; i < 3; ++i) texts.push_back(draft_.draw(field));
        const std::vector<std::string> options = draft_.paper().options(field.id);
        if (field.type == FieldType::choice) texts.insert(texts.end(), options.begin(), options.end());
        if (field.type == FieldType::choices) addSubsets(field, options, texts);
        if (isPresence(field.type)) {
            texts.emplace_back("true");
            texts.emplace_back("false");
        }
        addNeighbours(rule, field, texts);
        return texts;
    }

    // One option more, or one less.
    void addSubsets(const Field& field, const std::vector<std::string>& options, std::vector<std::string>& texts) {
        const std::string now = canonicalText(record_.find(field.id)->value);
        const std::vector<std::string> chosen = now.empty() ? std::vector<std::string>{} : text::split(now, '|');
        for (const std::string& option : options) {
            std::vector<std::string> changed = chosen;
            const auto at = std::find(changed.begin(), changed.end(), option);
            if (at == changed.end())
                changed.push_back(option);
            else
                changed.erase(at);
            if (!changed.empty() || !field.required) texts.push_back(text::join(changed, "|"));
        }
    }

    // What the rule's other fields suggest.
    void addNeighbours(const Rule& rule, const Field& field, std::vector<std::string>& texts) {
        std::vector<std::int64_t> amounts;
        for (const std::string& id : rule.fields) {
            const Field* other = form_.field(id);
            if (other == nullptr || id == field.id) continue;
            const Value& value = record_.find(id)->value;
            if (const Date* day = value.date(); day != nullptr && field.type == FieldType::date)
                for (const int away : {0, 1, -1, 10, -10, 30, -30, 365, -365})
                    texts.push_back(day->plusDays(away).iso());
            if (other->type == field.type && field.type != FieldType::choice) texts.push_back(canonicalText(value));
            const std::string digits = canonicalText(value);
            const bool number =
                !digits.empty() && digits.size() < 15 && digits.find_first_not_of("0123456789") == std::string::npos;
            if (number) amounts.push_back(std::stoll(digits));
        }
        if (field.type == FieldType::money || field.type == FieldType::digits) addSums(amounts, texts);
    }

    static void addSums(const std::vector<std::int64_t>& amounts, std::vector<std::string>& texts) {
        std::int64_t all = 0;
        for (const std::int64_t amount : amounts) all += amount;
        texts.push_back(std::to_string(all));
        for (std::size_t i = 0; i < amounts.size() && i < 12; ++i) {
            const std::int64_t rest = 2 * amounts[i] - all;  // this one less all the others
            if (rest >= 0) texts.push_back(std::to_string(rest));
            for (std::size_t j = 0; j < amounts.size() && j < 12; ++j)
                if (i != j) texts.push_back(std::to_string(std::abs(amounts[i] - amounts[j])));
        }
    }

    const Form& form_;
    AnswerDraft& draft_;
    Random& random_;
    std::set<std::string> shown_;  // fields that stand on the paper
    std::set<std::string> drawn_;  // of these, what the person fills in: no rows that stay empty
    Record record_;
};

}  // namespace

Result<SyntheticAnswers> drawAnswers(const Form& whole, const Layout& layout, Random& random) {
    const Form& form = askedForm(whole, layout);
    const Paper paper(form, layout);
    SyntheticAnswers best;
    for (int start = 0; start < kStarts; ++start) {
        AnswerDraft draft(paper, random);
        Puzzle puzzle(form, draft, random);
        if (const auto begun = puzzle.start(); !begun) return fail(begun.error());
        puzzle.solve();
        std::vector<std::string> unmet;
        for (const Rule* rule : puzzle.brokenRules()) unmet.push_back(rule->id);
        if (start == 0 || unmet.size() < best.unmet.size()) best = {puzzle.answers(), unmet};
        if (best.unmet.empty()) break;
    }
    return best;
}

}  // namespace toitsu::forms
