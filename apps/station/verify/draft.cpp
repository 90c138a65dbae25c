#include "apps/station/verify/draft.h"

#include <algorithm>
#include <set>

namespace toitsu::station {

namespace {

// Fields that became doubtful by what was entered elsewhere join; those that are no longer, and nobody has touched,
// leave.
void refresh(Draft& draft) {
    for (const forms::FieldValue& value : draft.record.fields) {
        const auto known = draft.items.find(value.field);
        if (value.doubt && known == draft.items.end()) draft.items.try_emplace(value.field);
        const bool untouched =
            known != draft.items.end() && known->second.revision == 0 && known->second.stage == Stage::first;
        if (!value.doubt && untouched && !draft.every) draft.items.erase(known);
    }
}

// Two that entered the same are both named to the record, which knows nothing of how they came to agree.
Result<void> confirm(Draft& draft, const forms::Form& form, const std::string& field, const ItemState& state) {
    forms::Record record = draft.record;
    for (const std::string& person : {state.agreedWith, state.decision->person}) {
        if (person.empty()) continue;
        forms::FieldValue* value = record.find(field);
        if (value != nullptr && value->firstEntryBy == person && value->confirmedBy.empty()) continue;
        auto confirmed = forms::confirm(form, std::move(record), field, state.decision->text, person);
        if (!confirmed) return fail(confirmed.error());
        record = std::move(*confirmed);
    }
    draft.record = std::move(record);
    return {};
}

}  // namespace

bool Draft::whole() const {
    return !record.doubtful() &&
           std::all_of(items.begin(), items.end(), [](const auto& one) { return one.second.stage == Stage::decided; });
}

ItemRules rulesOf(const forms::Field& field) {
    ItemRules rules;
    rules.twice = field.policy == forms::Policy::doubleEntry;
    rules.required = field.required;
    return rules;
}

Draft draftOf(const forms::Form& form, forms::Record record) {
    Draft draft;
    draft.record = std::move(record);
    draft.every = !draft.record.doubtful();
    for (const forms::FieldValue& value : draft.record.fields) {
        const forms::Field* field = form.field(value.field);
        if (field == nullptr || (!value.doubt && !draft.every)) continue;
        ItemState& state = draft.items[value.field];
        // Somebody has entered it before, with the command line.
        if (field->policy != forms::Policy::doubleEntry || value.firstEntryBy.empty() || !value.confirmedBy.empty())
            continue;
        state.stage = Stage::second;
        state.said = {{value.firstEntryBy, forms::canonicalText(value.value), Code::none}};
    }
    return draft;
}

Result<void> apply(Draft& draft, const forms::Form& form, const Entry& entry, const RulesOf& rules) {
    const forms::Field* field = form.field(entry.field);
    const auto item = draft.items.find(entry.field);
    if (field == nullptr || item == draft.items.end())
        return fail(ErrorKind::notFound, "V124",
                    {"この項目はもう確認の対象ではありません。次の作業へ進んでください",
                     "this field no longer waits for anybody; go on to the next task"});
    auto next = step(item->second, entry, rules(*field));
    if (!next) return fail(next.error());
    if (next->stage == Stage::decided)
        if (auto confirmed = confirm(draft, form, entry.field, *next); !confirmed) return confirmed;
    item->second = std::move(*next);
    refresh(draft);
    return {};
}

std::vector<Entry> counting(const std::vector<Entry>& entries) {
    std::set<std::string> undone;
    for (const Entry& entry : entries)
        if (entry.action == Action::undo) undone.insert(entry.undoes);
    std::vector<Entry> out;
    for (const Entry& entry : entries)
        if (entry.action != Action::undo && undone.count(entry.id) == 0) out.push_back(entry);
    return out;
}

Result<Draft> replay(const forms::Form& form, forms::Record record, const std::vector<Entry>& entries,
                     const RulesOf& rules) {
    Draft draft = draftOf(form, std::move(record));
    for (const Entry& entry : counting(entries)) {
        // What another entry had brought up, and was taken back with it, may be gone; the entry stays in the book.
        const auto applied = apply(draft, form, entry, rules);
        if (!applied && applied.error().code != "V124") return fail(applied.error());
    }
    return draft;
}

Result<std::string> canonical(const forms::Field& field, const std::string& text) {
    const auto value = forms::parseField(field, text);
    if (!value) return fail(value.error());
    return forms::canonicalText(*value);
}

}  // namespace toitsu::station
