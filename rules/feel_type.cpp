#include "rules/feel_type.h"

#include <algorithm>

#include "rules/builtins.h"

namespace toitsu::rules {

namespace {

using Kind = FeelType::Kind;

constexpr std::pair<std::string_view, Kind> kNames[] = {
    {"Any", Kind::any},
    {"Null", Kind::null},
    {"boolean", Kind::boolean},
    {"number", Kind::number},
    {"string", Kind::string},
    {"date", Kind::date},
    {"time", Kind::time},
    {"date and time", Kind::dateTime},
    {"dateTime", Kind::dateTime},
    {"days and time duration", Kind::dayTimeDuration},
    {"dayTimeDuration", Kind::dayTimeDuration},
    {"years and months duration", Kind::yearMonthDuration},
    {"yearMonthDuration", Kind::yearMonthDuration},
    {"list", Kind::list},
    {"context", Kind::context},
    {"range", Kind::range},
    {"function", Kind::function},
};

Kind kindOf(const Value& value) {
    switch (value.type()) {
        case Value::Type::null:
            return Kind::null;
        case Value::Type::boolean:
            return Kind::boolean;
        case Value::Type::number:
            return Kind::number;
        case Value::Type::string:
            return Kind::string;
        case Value::Type::date:
            return Kind::date;
        case Value::Type::time:
            return Kind::time;
        case Value::Type::dateTime:
            return Kind::dateTime;
        case Value::Type::dayTimeDuration:
            return Kind::dayTimeDuration;
        case Value::Type::yearMonthDuration:
            return Kind::yearMonthDuration;
        case Value::Type::list:
            return Kind::list;
        case Value::Type::range:
            return Kind::range;
        case Value::Type::context:
            return isFunction(value) ? Kind::function : Kind::context;
    }
    return Kind::null;
}

// The item definition behind a name, nullptr when there is none or it goes round in circles.
const FeelType* resolved(const FeelType& type, const Session& session) {
    const FeelType* at = &type;
    for (int steps = 0; (at->kind == Kind::named || at->kind == Kind::derived) && steps < 50; ++steps) {
        if (at->kind == Kind::derived) {
            at = at->element.get();
            continue;
        }
        if (session.types == nullptr) return nullptr;
        const auto found = session.types->find(at->name);
        if (found == session.types->end()) return nullptr;
        at = found->second.get();
    }
    return at->kind == Kind::named || at->kind == Kind::derived ? nullptr : at;
}

bool allowed(const Value& value, const FeelType& type, Session& session) {
    if (!type.allowed || value.isNull()) return true;
    return passes(*type.allowed, value, Frame(nullptr), session) == true;
}

// Is `a` a type whose values are all values of `b`?
bool within(const FeelType& a, const FeelType& b, const Session& session, int depth = 0) {
    const FeelType* x = resolved(a, session);
    const FeelType* y = resolved(b, session);
    if (x == nullptr || y == nullptr || depth > 50) return false;
    if (y->kind == Kind::any || x->kind == Kind::null) return true;
    if (x->kind != y->kind) return false;
    if ((x->element && y->element) && !within(*x->element, *y->element, session, depth + 1)) return false;
    if (y->kind == Kind::context)
        return std::all_of(y->members.begin(), y->members.end(), [&](const auto& wanted) {
            return std::any_of(x->members.begin(), x->members.end(), [&](const auto& has) {
                return has.first == wanted.first && within(*has.second, *wanted.second, session, depth + 1);
            });
        });
    if (y->kind != Kind::function) return true;
    if (x->members.size() != y->members.size()) return false;
    for (std::size_t i = 0; i < x->members.size(); ++i)  // a function may ask for less than it is given
        if (!within(*y->members[i].second, *x->members[i].second, session, depth + 1)) return false;
    return true;
}

bool functionConforms(const Value& value, const FeelType& type, Session& session) {
    if (type.members.empty() && !type.element) return true;
    const Function* function = session.functionOf(value);
    if (function == nullptr) return false;
    const auto any = builtinFeelType("Any");
    if (function->builtin != nullptr) return builtinArity(*function->builtin) == type.members.size();
    FeelType own;
    own.kind = Kind::function;
    own.element = function->result;
    for (std::size_t i = 0; i < function->parameters.size(); ++i) {
        const bool typed = i < function->types.size() && function->types[i];
        own.members.emplace_back("", typed ? function->types[i] : any);
    }
    return within(own, type, session);
}

bool conformsAt(const Value& value, const FeelType& declared, Session& session, int depth, bool constraints) {
    if (declared.kind == Kind::derived && depth <= 100)
        return conformsAt(value, *declared.element, session, depth + 1, constraints) &&
               (!constraints || allowed(value, declared, session));
    if (declared.kind == Kind::named && session.types != nullptr && depth <= 100) {
        const auto found = session.types->find(declared.name);
        return found != session.types->end() && conformsAt(value, *found->second, session, depth + 1, constraints);
    }
    const FeelType* type = resolved(declared, session);
    if (type == nullptr || depth > 100 || !session.spend()) return false;
    if (value.isNull() || type->kind == Kind::any) return true;
    if (kindOf(value) != type->kind) return false;
    switch (type->kind) {
        case Kind::list:
            if (type->element)
                for (const Value& element : *value.list())
                    if (!conformsAt(element, *type->element, session, depth + 1, constraints)) return false;
            break;
        case Kind::context:
            for (const auto& [name, wanted] : type->members) {
                const Value* entry = value.context()->find(name);
                if (entry == nullptr || !conformsAt(*entry, *wanted, session, depth + 1, constraints)) return false;
            }
            break;
        case Kind::range:
            if (type->element) {
                const Range& range = *value.range();
                if (!conformsAt(range.low, *type->element, session, depth + 1, constraints) ||
                    !conformsAt(range.high, *type->element, session, depth + 1, constraints))
                    return false;
            }
            break;
        case Kind::function:
            return functionConforms(value, *type, session);
        default:
            break;
    }
    return !constraints || allowed(value, *type, session);
}

Wording wordingOf(Kind kind) {
    switch (kind) {
        case Kind::any:
        case Kind::named:
        case Kind::derived:
            return {"何かの値", "any value"};
        case Kind::null:
            return {"null", "null"};
        case Kind::boolean:
            return {"真偽値", "a boolean"};
        case Kind::number:
            return {"数", "a number"};
        case Kind::string:
            return {"文字列", "a string"};
        case Kind::date:
            return {"日付", "a date"};
        case Kind::time:
            return {"時刻", "a time"};
        case Kind::dateTime:
            return {"日時", "a date and time"};
        case Kind::dayTimeDuration:
            return {"期間（日・時間）", "a days and time duration"};
        case Kind::yearMonthDuration:
            return {"期間（年・月）", "a years and months duration"};
        case Kind::list:
            return {"リスト", "a list"};
        case Kind::context:
            return {"コンテキスト", "a context"};
        case Kind::range:
            return {"範囲", "a range"};
        case Kind::function:
            return {"関数", "a function"};
    }
    return {};
}

// The innermost part of a value that does not fit: ".kind", "[2].amount".
struct Mismatch {
    std::string path;
    const Value* value;
    const FeelType* type;
    bool missing = false;
};

Mismatch mismatch(const Value& value, const FeelType& declared, Session& session, int depth = 0) {
    const FeelType* type = resolved(declared, session);
    if (type == nullptr || depth > 20 || kindOf(value) != type->kind) {
        static const FeelType any;
        return {"", &value, type != nullptr ? type : &any};
    }
    if (type->kind == Kind::list && type->element) {
        for (std::size_t i = 0; i < value.list()->size(); ++i) {
            if (conforms((*value.list())[i], *type->element, session)) continue;
            Mismatch inner = mismatch((*value.list())[i], *type->element, session, depth + 1);
            inner.path = "[" + std::to_string(i + 1) + "]" + inner.path;
            return inner;
        }
    }
    if (type->kind == Kind::context) {
        for (const auto& [name, wanted] : type->members) {
            const Value* entry = value.context()->find(name);
            if (entry == nullptr) return {"." + name, &value, type, true};
            if (conforms(*entry, *wanted, session)) continue;
            Mismatch inner = mismatch(*entry, *wanted, session, depth + 1);
            inner.path = "." + name + inner.path;
            return inner;
        }
    }
    return {"", &value, type};
}

}  // namespace

FeelTypePtr builtinFeelType(std::string_view name) {
    static const auto types = [] {
        std::map<std::string_view, FeelTypePtr> out;
        for (const auto& [known, kind] : kNames) {
            FeelType type;
            type.kind = kind;
            out[known] = std::make_shared<const FeelType>(std::move(type));
        }
        return out;
    }();
    const auto found = types.find(name);
    return found == types.end() ? nullptr : found->second;
}

bool conforms(const Value& value, const FeelType& type, Session& session, bool constraints) {
    return conformsAt(value, type, session, 0, constraints);
}

Value coerced(const Value& value, const FeelType& type, Session& session, const Wording& what, const Spot& at) {
    if (value.isNull() || conforms(value, type, session)) return value;
    const FeelType* wanted = resolved(type, session);
    if (wanted == nullptr) return value;  // an unknown type restricts nothing
    const List* list = value.list();
    if (list != nullptr && list->size() == 1 && wanted->kind != Kind::list && conforms(list->front(), type, session))
        return list->front();
    if (wanted->kind == Kind::list && list == nullptr) {
        Value single(List{value});
        if (conforms(single, type, session)) return single;
    }
    if (wanted->kind == Kind::dateTime && value.date() != nullptr)
        return Value(DateTime{*value.date(), Time{0, 0, 0, 0, 0}});
    return session.null(at, [&] {
        const Mismatch found = mismatch(value, type, session);
        Wording out = what;
        if (!found.path.empty()) out = {what.ja + "の " + found.path + " ", what.en + " at " + found.path};
        const bool kind = kindOf(*found.value) == found.type->kind || found.type->kind == Kind::any;
        if (found.missing) return Wording{out.ja + "がありません", out.en + " is missing"};
        if (kind)
            return Wording{out.ja + "は許された値（allowedValues）のどれでもありません",
                           out.en + " is not among its allowed values"};
        const Wording has = typeWording(*found.value);
        const Wording needs = typeWording(*found.type);
        return Wording{out.ja + "は" + needs.ja + "でなければなりませんが、" + has.ja + "です",
                       out.en + " must be " + needs.en + ", but is " + has.en};
    });
}

std::string_view feelTypeName(FeelType::Kind kind) {
    if (kind == Kind::null) return "null";
    for (const auto& [name, known] : kNames)
        if (known == kind) return name;
    return "null";
}

std::string typeName(const Value& value) {
    return std::string(feelTypeName(kindOf(value)));
}

Wording typeWording(const Value& value) {
    return wordingOf(kindOf(value));
}

Wording typeWording(const FeelType& type) {
    const Wording own = wordingOf(type.kind);
    if (type.kind == Kind::named) return {"型「" + type.name + "」", "of type \"" + type.name + "\""};
    if (type.kind == Kind::list && type.element) {
        const Wording inner = typeWording(*type.element);
        return {inner.ja + "のリスト", own.en + " of " + inner.en};
    }
    return own;
}

}  // namespace toitsu::rules
