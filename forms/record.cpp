#include "forms/record.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "forms/group_rows.h"

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

using Path = std::vector<std::string>;

// Where an id names a row of a group (child.2.name): no other word of an id begins with a digit.
std::optional<std::size_t> rowAt(const Path& path) {
    const auto it = std::find_if(path.begin(), path.end(),
                                 [](const std::string& word) { return word[0] >= '0' && word[0] <= '9'; });
    if (it == path.begin() || it == path.end() || it + 1 == path.end()) return {};
    return static_cast<std::size_t>(it - path.begin());
}

// The rows of the groups, put together while the record's fields pass by.
class Rows {
public:
    void add(const Path& path, std::size_t row, const FieldValue& value) {
        const Path group(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(row));
        auto known = std::find_if(groups_.begin(), groups_.end(), [&](const auto& one) { return one.path == group; });
        if (known == groups_.end()) known = groups_.insert(groups_.end(), {group, {}});
        auto& rows = known->rows;
        auto here = std::find_if(rows.begin(), rows.end(), [&](const Row& one) { return one.name == path[row]; });
        if (here == rows.end()) here = rows.insert(rows.end(), {path[row], {}, false});
        putNested(here->fields, path, row + 1, value.value);
        here->filled = here->filled || !saysNothing(value);
    }

    void putInto(Context& context) const {
        for (const Group& group : groups_) {
            List filled;
            for (const Row& row : group.rows)
                if (row.filled) filled.emplace_back(row.fields);
            putNested(context, group.path, 0, Value(std::move(filled)));
        }
    }

private:
    struct Row {
        std::string name;
        Context fields;
        bool filled = false;
    };
    struct Group {
        Path path;
        std::vector<Row> rows;
    };
    std::vector<Group> groups_;
};

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
    Rows rows;
    for (const FieldValue& field : record.fields) {
        const Path path = text::split(feelName(field.field), '.');
        if (const auto row = rowAt(path))
            rows.add(path, *row, field);
        else
            putNested(context, path, 0, field.value);
    }
    rows.putInto(context);
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
                         {"layout_version", record.layoutVersion},
                         {"municipality", record.municipality},
                         {"fields", Value(scope(record))},
                         {"doubtful", record.doubtful()},
                         {"doubts", Value(std::move(doubts))}});
}

}  // namespace toitsu::forms
