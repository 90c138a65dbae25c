#include "apps/station/verify/item_state.h"

#include <algorithm>

namespace toitsu::station {

namespace {

tl::unexpected<Error> decidedAlready() {
    return fail(ErrorKind::conflict, "V120",
                {"この項目は既に確定しています。次の作業へ進んでください",
                 "this field is decided already; go on to the next task"});
}

tl::unexpected<Error> notHere() {
    return fail(ErrorKind::usage, "V121",
                {"この段階ではできない操作です。値を入力するか、保留してください",
                 "this stage has no such action; enter a value, or set it aside"});
}

tl::unexpected<Error> ownEntry() {
    return fail(ErrorKind::refused, "V122",
                {"自分の入力を自分で確かめることはできません。別の人が行ってください",
                 "nobody checks their own entry; another person must"});
}

tl::unexpected<Error> neither() {
    return fail(ErrorKind::usage, "V123",
                {"比較では 1 か 2 を選んでください。どちらでもなければ値を入力してください",
                 "choose 1 or 2; when it is neither, enter the value"});
}

Said saidBy(const Entry& entry) {
    return {entry.person, entry.text, entry.action == Action::code ? entry.code : Code::none};
}

ItemState decided(ItemState state, Said value, std::string agreedWith, const ItemRules& rules, Instant at) {
    state.said.clear();
    state.agreedWith = std::move(agreedWith);
    // Nobody can read what must be there: the record cannot go on with a hole in it.
    if (value.code == Code::illegible && rules.required && !rules.sample) {
        state.stage = Stage::held;
        state.code = Code::illegible;
        state.heldAt = at;
        return state;
    }
    state.stage = Stage::decided;
    state.decision = std::move(value);
    return state;
}

ItemState alone(ItemState state, Said value) {
    state.said = {std::move(value)};
    state.stage = Stage::second;
    return state;
}

ItemState atFirst(ItemState state, Said value, const ItemRules& rules, Instant at) {
    state.code = Code::none;
    if (rules.twice || value.code == Code::illegible) return alone(std::move(state), std::move(value));
    return decided(std::move(state), std::move(value), {}, rules, at);
}

ItemState atSecond(ItemState state, Said value, const ItemRules& rules, Instant at) {
    const Said before = state.said.front();
    if (before.sameAs(value)) return decided(std::move(state), std::move(value), before.person, rules, at);
    // One word is enough for this field, and the second person could read it.
    if (!rules.twice && !rules.sample && before.code == Code::illegible)
        return decided(std::move(state), std::move(value), {}, rules, at);
    state.said.push_back(std::move(value));
    state.stage = Stage::compare;
    return state;
}

ItemState atCompare(ItemState state, Said value, const ItemRules& rules, Instant at) {
    for (const Said& before : state.said)
        if (before.sameAs(value) && before.person != value.person) {
            const std::string other = before.person;
            return decided(std::move(state), std::move(value), other, rules, at);
        }
    if (rules.sample) return decided(std::move(state), std::move(value), {}, rules, at);
    return alone(std::move(state), std::move(value));
}

Result<ItemState> chosen(ItemState state, const Entry& entry, const ItemRules& rules) {
    if (state.stage != Stage::compare) return notHere();
    if (entry.choose < 1 || entry.choose > static_cast<int>(state.said.size())) return neither();
    Said value = state.said[static_cast<std::size_t>(entry.choose - 1)];
    if (value.person == entry.person) return ownEntry();
    const std::string agreed = value.person;
    value.person = entry.person;
    return decided(std::move(state), std::move(value), agreed, rules, entry.at);
}

}  // namespace

bool ItemState::isFor(const std::string& person, const ItemRules& rules, Instant now) const {
    if (stage == Stage::held && now < heldAt + rules.doubtMillis) return false;
    const auto doubt = doubted.find(person);
    if (doubt != doubted.end() && now < doubt->second + rules.doubtMillis) return false;
    const bool own = std::any_of(said.begin(), said.end(), [&](const Said& one) { return one.person == person; });
    return !own || (stage == Stage::compare && !rules.thirdPerson);
}

Result<ItemState> step(ItemState state, const Entry& entry, const ItemRules& rules) {
    if (state.stage == Stage::decided) return decidedAlready();
    const bool own =
        std::any_of(state.said.begin(), state.said.end(), [&](const Said& one) { return one.person == entry.person; });
    if (own && (state.stage == Stage::second || rules.thirdPerson)) return ownEntry();
    ++state.revision;
    if (entry.action == Action::doubt) {
        state.doubted[entry.person] = entry.at;
        state.note = entry.note;
        return state;
    }
    if (entry.action == Action::choose) return chosen(std::move(state), entry, rules);
    if (entry.action == Action::undo ||
        (entry.action == Action::accept && state.stage != Stage::first && state.stage != Stage::held))
        return notHere();
    const bool asks = entry.action == Action::code && (entry.code == Code::mistake || entry.code == Code::inquire);
    if (asks && !rules.sample) {
        state.said.clear();
        state.stage = Stage::held;
        state.code = entry.code;
        state.heldAt = entry.at;
        state.note = entry.note;
        return state;
    }
    Said value = saidBy(entry);
    if (asks) value.code = Code::illegible;  // of a sample: nothing that could be counted
    switch (state.stage) {
        case Stage::first:
        case Stage::held:
            return atFirst(std::move(state), std::move(value), rules, entry.at);
        case Stage::second:
            return atSecond(std::move(state), std::move(value), rules, entry.at);
        case Stage::compare:
            return atCompare(std::move(state), std::move(value), rules, entry.at);
        case Stage::decided:
            break;
    }
    return decidedAlready();
}

std::string_view outcomeOf(const ItemState& state) {
    switch (state.stage) {
        case Stage::decided:
            return "done";
        case Stage::second:
            return "second";
        case Stage::compare:
            return "compare";
        case Stage::first:
        case Stage::held:
            return "doubt";
    }
    return "doubt";
}

}  // namespace toitsu::station
