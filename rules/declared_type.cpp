#include "rules/declared_type.h"

#include "rules/temporal.h"

namespace toitsu::rules {

namespace {

using Kind = FeelType::Kind;

Value temporal(const Value& value, Kind kind) {
    if (value.string() == nullptr) return value;
    const std::string& text = *value.string();
    const auto or_ = [&](const auto& read) { return read ? Value(*read) : value; };
    switch (kind) {
        case Kind::date:
            return or_(parseFeelDate(text));
        case Kind::time:
            return or_(parseFeelTime(text));
        case Kind::dateTime:
            return or_(parseFeelDateTime(text));
        case Kind::dayTimeDuration:
            return or_(parseFeelDuration(text));
        case Kind::yearMonthDuration:
            return or_(parseYearMonthDuration(text));
        default:
            return value;
    }
}

Value declared(const Value& value, const FeelType& type, const FeelTypes& types, int depth) {
    if (depth > 50) return value;
    if (type.kind == Kind::derived) return declared(value, *type.element, types, depth + 1);
    if (type.kind == Kind::named) {
        const auto found = types.find(type.name);
        return found == types.end() ? value : declared(value, *found->second, types, depth + 1);
    }
    if (type.kind == Kind::list && type.element) {
        if (value.list() == nullptr) return declared(value, *type.element, types, depth + 1);
        List out;
        for (const Value& element : *value.list()) out.push_back(declared(element, *type.element, types, depth + 1));
        return Value(std::move(out));
    }
    if (type.kind == Kind::context && value.context() != nullptr) {
        Context out;
        for (const auto& [name, entry] : value.context()->entries()) {
            const FeelType* wanted = nullptr;
            for (const auto& [member, memberType] : type.members)
                if (member == name) wanted = memberType.get();
            out.put(name, wanted != nullptr ? declared(entry, *wanted, types, depth + 1) : entry);
        }
        return Value(std::move(out));
    }
    return temporal(value, type.kind);
}

}  // namespace

Value asDeclared(const Value& value, const FeelType& type, const FeelTypes& types) {
    return declared(value, type, types, 0);
}

std::string typeText(const FeelType& type) {
    if (type.kind == Kind::named) return type.name;
    if (type.kind == Kind::derived) return typeText(*type.element);
    const std::string name = std::string(feelTypeName(type.kind));
    return type.element && (type.kind == Kind::list || type.kind == Kind::range)
               ? name + "<" + typeText(*type.element) + ">"
               : name;
}

}  // namespace toitsu::rules
