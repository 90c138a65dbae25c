#include "tests/e2e/schema_check.h"

#include <algorithm>
#include <regex>

#include "base/json.h"
#include "base/text.h"

namespace toitsu::e2e {

namespace {

class Check {
public:
    explicit Check(const Value& root) : root_(root) {}
    std::vector<std::string> found;

    void run(const Value& schema, const Value& value, const std::string& path) {
        if (const std::string* reference = schema["$ref"].string()) return run(resolve(*reference), value, path);
        if (schema == Value(false)) found.push_back(path + ": not allowed");
        if (const List* choices = schema["oneOf"].list()) {
            const auto fitting = std::count_if(choices->begin(), choices->end(), [&](const Value& choice) {
                Check inner(root_);
                inner.run(choice, value, path);
                return inner.found.empty();
            });
            if (fitting != 1) found.push_back(path + ": fits " + std::to_string(fitting) + " of oneOf");
        }
        if (const List* choices = schema["anyOf"].list()) {
            const bool fits = std::any_of(choices->begin(), choices->end(), [&](const Value& choice) {
                Check inner(root_);
                inner.run(choice, value, path);
                return inner.found.empty();
            });
            if (!fits) found.push_back(path + ": fits none of anyOf");
        }
        if (!hasType(schema["type"], value)) found.push_back(path + ": wrong type");
        if (!schema["const"].isNull() && !(schema["const"] == value)) found.push_back(path + ": not the constant");
        if (const List* allowed = schema["enum"].list();
            allowed != nullptr && std::find(allowed->begin(), allowed->end(), value) == allowed->end())
            found.push_back(path + ": not in the enumeration");
        number(schema, value, path);
        if (const std::string* said = value.string()) text(schema, *said, path);
        object(schema, value, path);
        array(schema, value, path);
    }

private:
    const Value& resolve(const std::string& reference) const {
        return root_["$defs"][reference.substr(std::string("#/$defs/").size())];
    }

    static bool isType(const std::string& name, const Value& value) {
        if (name == "null") return value.isNull();
        if (name == "string") return value.string() != nullptr;
        if (name == "number") return value.number() != nullptr;
        if (name == "integer") return value.number() != nullptr && value.number()->isInteger();
        if (name == "array") return value.list() != nullptr;
        if (name == "object") return value.context() != nullptr;
        return name == "boolean" && value.boolean() != nullptr;
    }

    static bool hasType(const Value& type, const Value& value) {
        if (const std::string* name = type.string()) return isType(*name, value);
        const List* names = type.list();
        return names == nullptr || std::any_of(names->begin(), names->end(),
                                               [&](const Value& name) { return isType(*name.string(), value); });
    }

    void text(const Value& schema, const std::string& value, const std::string& path) {
        if (const std::string* pattern = schema["pattern"].string();
            pattern != nullptr && !std::regex_search(value, std::regex(*pattern)))
            found.push_back(path + ": does not match the pattern");
        const Decimal length(static_cast<std::int64_t>(text::length(value)));
        if (const Decimal* least = schema["minLength"].number(); least != nullptr && length < *least)
            found.push_back(path + ": too short");
        if (const Decimal* most = schema["maxLength"].number(); most != nullptr && length > *most)
            found.push_back(path + ": too long");
    }

    void number(const Value& schema, const Value& value, const std::string& path) {
        const Decimal* number = value.number();
        if (number == nullptr) return;
        if (const Decimal* least = schema["minimum"].number(); least != nullptr && *number < *least)
            found.push_back(path + ": too small");
        if (const Decimal* most = schema["maximum"].number(); most != nullptr && *number > *most)
            found.push_back(path + ": too large");
    }

    void object(const Value& schema, const Value& value, const std::string& path) {
        const Context* object = value.context();
        if (object == nullptr) return;
        if (const List* required = schema["required"].list())
            for (const Value& name : *required)
                if (object->find(*name.string()) == nullptr) found.push_back(path + ": lacks " + *name.string());
        for (const auto& [name, member] : object->entries()) {
            const Value& of = schema["properties"][name];
            run(of.isNull() ? schema["additionalProperties"] : of, member, path + "/" + name);
        }
    }

    void array(const Value& schema, const Value& value, const std::string& path) {
        const List* list = value.list();
        if (list == nullptr) return;
        const Decimal count(static_cast<std::int64_t>(list->size()));
        if (const Decimal* least = schema["minItems"].number(); least != nullptr && count < *least)
            found.push_back(path + ": too few");
        if (const Decimal* most = schema["maxItems"].number(); most != nullptr && count > *most)
            found.push_back(path + ": too many");
        if (schema["items"].isNull()) return;
        for (std::size_t i = 0; i < list->size(); ++i) run(schema["items"], (*list)[i], path + "/" + std::to_string(i));
    }

    const Value& root_;
};

}  // namespace

std::vector<std::string> violations(const Value& schema, const Value& value) {
    Check check(schema);
    check.run(schema, value, "");
    return check.found;
}

}  // namespace toitsu::e2e
