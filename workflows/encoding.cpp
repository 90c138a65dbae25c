// JSON types stand for themselves. Everything else, and a context that has a key "$" of its own, is wrapped:
// {"$": "date", "v": "2026-11-22"}, {"$": "context", "v": [["$", 1]]}, {"$": "range", "v": [low, high, true, false]}.

#include "workflows/encoding.h"

#include "base/json.h"
#include "base/text.h"

namespace toitsu::workflows {

namespace {

constexpr std::string_view mark = "$";
constexpr int deepest = 48;

Value wrapped(const char* type, Value content) {
    return Context{{std::string(mark), type}, {"v", std::move(content)}};
}

Value plain(const Value& value) {
    switch (value.type()) {
        case Value::Type::null:
        case Value::Type::boolean:
        case Value::Type::number:
        case Value::Type::string:
            return value;
        case Value::Type::date:
            return wrapped("date", value.date()->iso());
        case Value::Type::time:
            return wrapped("time", value.time()->iso());
        case Value::Type::dateTime:
            return wrapped("dateTime", value.dateTime()->iso());
        case Value::Type::dayTimeDuration:
            return wrapped("dayTimeDuration", value.dayTimeDuration()->iso());
        case Value::Type::yearMonthDuration:
            return wrapped("yearMonthDuration", value.yearMonthDuration()->iso());
        case Value::Type::range: {
            const Range& range = *value.range();
            return wrapped("range", List{plain(range.low), plain(range.high), range.lowIncluded, range.highIncluded});
        }
        case Value::Type::list: {
            List list;
            for (const Value& item : *value.list()) list.push_back(plain(item));
            return list;
        }
        case Value::Type::context:
            break;
    }
    const Context& context = *value.context();
    if (context.find(mark)) {
        List pairs;
        for (const auto& [name, item] : context.entries()) pairs.push_back(List{name, plain(item)});
        return wrapped("context", pairs);
    }
    Context copy;
    for (const auto& [name, item] : context.entries()) copy.put(name, plain(item));
    return copy;
}

template <class T>
bool take(const std::optional<T>& parsed, Value& into) {
    if (parsed) into = *parsed;
    return parsed.has_value();
}

bool restore(const Value& value, Value& into);

bool restoreWrapped(const std::string& type, const Value& content, Value& into) {
    if (const std::string* text = content.string()) {
        if (type == "date") return take(Date::parse(*text), into);
        if (type == "time") return take(Time::parse(*text), into);
        if (type == "dateTime") return take(DateTime::parse(*text), into);
        if (type == "dayTimeDuration") return take(parseDayTimeDuration(*text), into);
        if (type == "yearMonthDuration") return take(parseYearMonthDuration(*text), into);
        return false;
    }
    const List* list = content.list();
    if (!list) return false;
    if (type == "range" && list->size() == 4) {
        Range range;
        if (!restore((*list)[0], range.low) || !restore((*list)[1], range.high)) return false;
        range.lowIncluded = (*list)[2].isTrue();
        range.highIncluded = (*list)[3].isTrue();
        into = range;
        return true;
    }
    if (type != "context") return false;
    Context context;
    for (const Value& pair : *list) {
        Value item;
        if (!pair.list() || pair.list()->size() != 2 || !(*pair.list())[0].string()) return false;
        if (!restore((*pair.list())[1], item)) return false;
        context.put(*(*pair.list())[0].string(), item);
    }
    into = context;
    return true;
}

bool restore(const Value& value, Value& into) {
    if (const List* list = value.list()) {
        List items(list->size());
        for (std::size_t i = 0; i < list->size(); ++i) {
            if (!restore((*list)[i], items[i])) return false;
        }
        into = items;
        return true;
    }
    const Context* context = value.context();
    if (!context) {
        into = value;
        return true;
    }
    if (const Value* type = context->find(mark))
        return type->string() && restoreWrapped(*type->string(), value["v"], into);
    Context copy;
    for (const auto& [name, item] : context->entries()) {
        Value restored;
        if (!restore(item, restored)) return false;
        copy.put(name, restored);
    }
    into = copy;
    return true;
}

bool storable(const Value& value, int depth) {
    if (depth > deepest) return false;
    if (const std::string* text = value.string()) return text::validUtf8(*text);
    if (const List* list = value.list()) {
        for (const Value& item : *list) {
            if (!storable(item, depth + 1)) return false;
        }
    }
    if (const Range* range = value.range()) return storable(range->low, depth + 1) && storable(range->high, depth + 1);
    if (const Context* context = value.context()) {
        for (const auto& [name, item] : context->entries()) {
            if (!text::validUtf8(name) || !storable(item, depth + 1)) return false;
        }
    }
    return true;
}

}  // namespace

std::string encode(const Value& value) {
    return json::write(plain(value));
}

Result<Value> decode(std::string_view text) {
    const auto parsed = json::parse(text);
    Value value;
    if (!parsed || !restore(*parsed, value)) {
        return fail(ErrorKind::input, "W106",
                    {"保存された値を読めません。バックアップから戻してください。",
                     "a stored value cannot be read; restore the database from a backup"});
    }
    return value;
}

Result<void> checkStorable(const Context& variables) {
    if (storable(variables, 0)) return {};
    return fail(ErrorKind::limit, "W061",
                {"案件に入れる値が UTF-8 でないか、入れ子が 48 段を超えています。渡す値を直してください。",
                 "values for a case must be UTF-8 and at most 48 levels deep; correct what is passed"});
}

}  // namespace toitsu::workflows
