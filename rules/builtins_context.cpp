// Functions on contexts and booleans, and is().

#include "rules/builtins.h"
#include "rules/operators.h"
#include "rules/temporal.h"

namespace toitsu::rules {

namespace {

Value getValue(Call& call) {
    const Value* found = call[0].context()->find(call.text(1));
    return found != nullptr ? *found : call.null("その項目はコンテキストにありません", "the context has no such entry");
}

Value getEntries(Call& call) {
    List out;
    for (const auto& [name, entry] : call[0].context()->entries())
        out.push_back(Value(Context{{"key", Value(name)}, {"value", entry}}));
    return Value(std::move(out));
}

Value fromEntries(Call& call) {
    Context out;
    for (const Value& element : call.list(0)) {
        const Context* entry = element.context();
        const Value* key = entry != nullptr ? entry->find("key") : nullptr;
        const Value* value = entry != nullptr ? entry->find("value") : nullptr;
        if (key == nullptr || value == nullptr || key->string() == nullptr)
            return call.null("どの要素にも key（文字列）と value が必要です",
                             "every entry needs a key (a string) and a value");
        if (out.find(*key->string()) != nullptr) return call.null("同じ key が二度あります", "a key stands twice");
        out.put(*key->string(), *value);
    }
    return Value(std::move(out));
}

Value contextPut(Call& call) {
    Context out = *call[0].context();
    out.put(call.text(1), call[2]);
    return Value(std::move(out));
}

Value putAt(const Value& base, const List& keys, std::size_t index, const Value& value, const Call& call) {
    const Context* context = base.context();
    if (context == nullptr || isFunction(base))
        return call.null("keys の途中がコンテキストではありません",
                         "the keys lead through something that is no context");
    if (keys[index].string() == nullptr) return call.null("keys に文字列でないものがあります", "a key is no string");
    const std::string& key = *keys[index].string();
    Context out = *context;
    if (index + 1 == keys.size()) {
        out.put(key, value);
    } else {
        const Value* inner = context->find(key);
        Value changed = putAt(inner != nullptr ? *inner : Value(), keys, index + 1, value, call);
        if (changed.isNull()) return {};
        out.put(key, std::move(changed));
    }
    return Value(std::move(out));
}

Value contextPutDeep(Call& call) {
    const List& keys = call.list(1);
    if (keys.empty() || keys.size() > 100)
        return call.null("keys は 1 個から 100 個までです", "one to 100 keys are needed");
    return putAt(call[0], keys, 0, call[2], call);
}

Value contextMerge(Call& call) {
    Context out;
    for (const Value& element : call.list(0)) {
        if (element.context() == nullptr || isFunction(element))
            return call.null("要素にコンテキストでないものがあります", "an element is no context");
        for (const auto& [name, entry] : element.context()->entries()) out.put(name, entry);
    }
    return Value(std::move(out));
}

Value negation(Call& call) {
    const bool* known = call[0].boolean();
    if (known != nullptr) return Value(!*known);
    const Wording type = typeWording(call[0]);
    return call.null("真偽値でなければなりませんが、" + type.ja + "です", "must be a boolean, but is " + type.en);
}

bool isSame(const Value& a, const Value& b) {
    if (a.type() != b.type()) return false;
    if (a.time() != nullptr) return *a.time() == *b.time();
    if (a.dateTime() != nullptr) return *a.dateTime() == *b.dateTime();
    return equals(a, b) == true;
}

Value is(Call& call) {
    if (!call.session.spendWhole(call[0])) return {};
    return Value(isSame(call[0], call[1]));
}

constexpr Builtin kRows[] = {
    {"get value", "m:c, key:s", getValue},
    {"get entries", "m:c", getEntries},
    {"context", "entries:l", fromEntries},
    {"context put", "context:c, key:s, value:a", contextPut},
    {"context put", "context:c, keys:l, value:a", contextPutDeep},
    {"context merge", "contexts:l", contextMerge},
    {"not", "negand:a", negation},
    {"is", "value1:a?, value2:a?", is},
};

}  // namespace

std::span<const Builtin> contextBuiltins() {
    return kRows;
}

}  // namespace toitsu::rules
