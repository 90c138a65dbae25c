#pragma once

// What an attacker puts where a text, a number or anything else is asked for, and requests made from openapi.json with
// such a value in one place at a time. What a route table gains is attacked by itself.

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/value.h"

namespace toitsu::server {

// Around every hostile text, so that a part of it is recognised wherever it turns up.
constexpr const char* kBegin = "qzBegin";
constexpr const char* kEnd = "qzEnd";

inline std::vector<std::string> hostileTexts() {
    std::vector<std::string> texts;
    for (const std::string& one :
         {std::string("<script>alert(1)</script>"), std::string("<img src=x onerror=alert(1)>"),
          std::string("\"><svg onload=alert(1)>"), std::string("'; DROP TABLE accounts; --"),
          std::string("' OR '1'='1"), std::string("%' ESCAPE '%"), std::string("=cmd|'/c calc'!A1"),
          std::string("../../etc/passwd"), std::string("..\\..\\windows"),
          std::string("$(touch x) `touch x` ; touch x"), std::string("${jndi:ldap://x/a} {{7*7}} %s%n%x"),
          std::string("\xE2\x80\xAE gnp.exe"),           // right to left from here
          std::string("a\0b", 3),                        // NUL
          std::string("a\r\nSet-Cookie: x=1\r\n\r\nb"),  // another header
          std::string("\x1b[2J\x07\x08"),                // a terminal's
          std::string("\xEF\xBB\xBF \xEF\xBF\xBF \xF0\x9F\x92\xA9"),
          std::string("e\xCC\x81\xF3\xA0\x84\x80"),  // not composed; a variation selector
          std::string("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>")})
        texts.push_back(kBegin + one + kEnd);
    texts.push_back("=" + std::string(kBegin) + "1+1" + kEnd);
    texts.push_back(kBegin + std::string(19'000, 'x') + kEnd);
    return texts;
}

inline std::vector<Value> hostileValues() {
    std::vector<Value> values;
    for (const std::string& text : hostileTexts()) values.emplace_back(text);
    values.emplace_back("");
    values.emplace_back(std::string(1u << 20, 'M'));
    for (const char* number : {"-1", "0", "0.5", "2147483648", "4294967297", "9223372036854775807",
                               "9223372036854775808", "-9223372036854775808", "1e6144", "-1e6144", "1e-6000"})
        values.push_back(json::parse(number).value());
    values.emplace_back(nullptr);
    values.emplace_back(true);
    values.emplace_back(List{});
    values.emplace_back(Context{});
    values.emplace_back(Context{{"$ne", ""}, {"__proto__", Context{{"a", 1}}}, {"", ""}});
    values.emplace_back(List(20'000, Value(1)));
    Value deep = 1;
    for (int level = 0; level < 150; ++level) deep = List{deep};
    values.push_back(deep);
    return values;
}

// Bodies that are no JSON, or such that two programs read differently. `good` is one that the route takes.
inline std::vector<std::string> hostileBodies(const std::string& good) {
    std::vector<std::string> bodies{"",
                                    "\xff\xfe",
                                    "{\"a\":\"\xc0\xaf\"}",
                                    "{\"a\":\"\xed\xa0\x80\"}",
                                    R"({"a":"\ud800"})",
                                    R"({"a":"\udc00\ud800"})",
                                    R"({"a":NaN})",
                                    R"({"a":1e999999999})",
                                    "{'a':1}",
                                    "{\"a\":1,}",
                                    "{\"a\":1} {}",
                                    "{\"a\":/**/1}",
                                    std::string("{\"a\":\"\0\"}", 9),
                                    good.substr(0, good.size() / 2),
                                    good + good,
                                    good + std::string(1, '\0')};
    bodies.push_back(std::string(10'000, '[') + std::string(10'000, ']'));
    std::string objects;
    for (int level = 0; level < 10'000; ++level) objects += "{\"a\":";
    bodies.push_back(objects + "1" + std::string(10'000, '}'));
    bodies.push_back(std::string(40'000, '['));
    if (good.size() > 2) bodies.push_back("{" + good.substr(1, good.size() - 2) + "," + good.substr(1));  // all twice
    return bodies;
}

// An example of what a JSON Schema of openapi.json asks for. `known`: the value of a member with this name, or null.
class Examples {
public:
    Examples(Value document, std::function<Value(const std::string&)> known, std::set<std::string> leftOut)
        : document_(std::move(document)), known_(std::move(known)), leftOut_(std::move(leftOut)) {}

    Value of(const Value& schema, const std::string& name) const {
        if (const std::string* reference = schema["$ref"].string())
            return of(document_["components"]["schemas"][reference->substr(reference->rfind('/') + 1)], name);
        if (const List* any = schema["anyOf"].list()) return of(any->front(), name);
        if (const List* words = schema["enum"].list()) {
            const Value wanted = known_(name);
            return wanted.string() != nullptr ? wanted : words->front();
        }
        const std::string type = schema["type"].string() == nullptr ? "" : *schema["type"].string();
        if (const Value wanted = known_(name); type != "object" && !wanted.isNull()) return wanted;
        if (type == "array") return List{of(schema["items"], name)};
        if (type == "object") {
            Context object;
            if (const Context* members = schema["properties"].context())
                for (const auto& [member, inner] : members->entries())
                    if (leftOut_.count(member) == 0) object.put(member, of(inner, member));
            return object;
        }
        if (type == "integer" || type == "number") return 1;
        if (type == "boolean") return false;
        if (type == "string") return schema["format"].isNull() ? Value("x") : Value("2026-11-29T09:00:00+09:00");
        return Context{};
    }

private:
    Value document_;
    std::function<Value(const std::string&)> known_;
    std::set<std::string> leftOut_;
};

// The value with `hostile` in its place, and then in the place of each of its parts, theirs, and so on.
inline std::vector<Value> inEveryPlace(const Value& value, const Value& hostile) {
    std::vector<Value> all{hostile};
    if (const Context* context = value.context())
        for (const auto& [name, inner] : context->entries())
            for (Value& changed : inEveryPlace(inner, hostile)) {
                Context copy = *context;
                copy.put(name, std::move(changed));
                all.emplace_back(std::move(copy));
            }
    if (const List* list = value.list())
        if (!list->empty())
            for (Value& changed : inEveryPlace(list->front(), hostile)) {  // all of a list's are alike
                List copy = *list;
                copy.front() = std::move(changed);
                all.emplace_back(std::move(copy));
            }
    return all;
}

// Every text in a value, names included.
inline void everyText(const Value& value, const std::function<void(const std::string&)>& with) {
    if (value.string() != nullptr) with(*value.string());
    if (value.list() != nullptr)
        for (const Value& one : *value.list()) everyText(one, with);
    if (value.context() != nullptr)
        for (const auto& [name, one] : value.context()->entries()) {
            with(name);
            everyText(one, with);
        }
}

}  // namespace toitsu::server
