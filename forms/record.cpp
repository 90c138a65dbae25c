#include "forms/record.h"

#include <algorithm>

#include "base/text.h"

namespace toitsu::forms {
namespace {

void putNested(Context& context, const std::vector<std::string>& path, std::size_t at, const Value& value) {
    if (at + 1 == path.size()) {
        context.put(path[at], value);
        return;
    }
    const Value* known = context.find(path[at]);
    Context inner = known && known->context() ? *known->context() : Context();
    putNested(inner, path, at + 1, value);
    context.put(path[at], Value(std::move(inner)));
}

}  // namespace

FieldValue* Record::find(std::string_view id) {
    const auto it = std::find_if(fields.begin(), fields.end(), [&](const FieldValue& f) { return f.field == id; });
    return it == fields.end() ? nullptr : &*it;
}

const FieldValue* Record::find(std::string_view id) const {
    return const_cast<Record*>(this)->find(id);
}

bool Record::doubtful() const {
    if (std::any_of(fields.begin(), fields.end(), [](const FieldValue& f) { return f.doubt; })) return true;
    return std::any_of(broken.begin(), broken.end(), [&](const BrokenRule& rule) {
        const auto unconfirmed = [&](const std::string& id) {
            const FieldValue* field = find(id);
            return field && field->confirmedBy.empty();
        };
        return rule.severity == Severity::error && std::any_of(rule.fields.begin(), rule.fields.end(), unconfirmed);
    });
}

Context scope(const Record& record) {
    Context context;
    for (const FieldValue& field : record.fields)
        putNested(context, text::split(feelName(field.field), '.'), 0, field.value);
    return context;
}

Value variables(const Record& record) {
    List doubts;
    for (const FieldValue& field : record.fields) {
        if (field.doubt) doubts.emplace_back(field.field);
    }
    return Value(Context{{"form", record.form},
                         {"version", record.formVersion},
                         {"layout", record.layout},
                         {"municipality", record.municipality},
                         {"fields", Value(scope(record))},
                         {"doubtful", record.doubtful()},
                         {"doubts", Value(std::move(doubts))}});
}

}  // namespace toitsu::forms
