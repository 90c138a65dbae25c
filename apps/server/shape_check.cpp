// A value against a shape, and a shape as JSON Schema.

#include <algorithm>
#include <limits>

#include "apps/server/internal/shape_node.h"
#include "apps/server/shape.h"
#include "base/date.h"
#include "base/text.h"

namespace toitsu::server {

namespace {

constexpr std::size_t kLongestText = 20'000, kLongestList = 10'000;

tl::unexpected<Error> wrong(const std::string& place, const std::string& ja, const std::string& en) {
    return fail(ErrorKind::usage, "V001", {"要求の " + place + " が" + ja, "the request's " + place + " " + en});
}

// As large as an int, so that nobody's cast turns 4294967297 into 1.
bool whole(const Value& value) {
    const auto number = value.number() == nullptr ? std::nullopt : value.number()->toInteger();
    return number && *number >= std::numeric_limits<int>::min() && *number <= std::numeric_limits<int>::max();
}

bool zonedTime(const Value& value) {
    if (value.string() == nullptr) return false;
    const auto time = DateTime::parse(*value.string());
    return time && time->time.offsetSeconds.has_value();
}

}  // namespace

Result<void> Shape::check(const Value& value, const Names& names) const {
    struct Checker {
        const Names& names;

        Result<void> list(const Node& node, const Value& v, const std::string& place) const {
            if (v.list() == nullptr) return wrong(place, "配列ではありません", "is no array");
            if (v.list()->size() > kLongestList) return wrong(place, "長すぎます", "is too long");
            for (std::size_t i = 0; i < v.list()->size(); ++i)
                if (auto good = at(node.parts[0], (*v.list())[i], place + "[" + std::to_string(i) + "]"); !good)
                    return good;
            return {};
        }

        Result<void> object(const Node& node, const Value& v, const std::string& place) const {
            if (v.context() == nullptr) return wrong(place, "オブジェクトではありません", "is no object");
            for (const Member& member : node.members) {
                const Value* inner = v.context()->find(member.name);
                if (member.optional && (inner == nullptr || inner->isNull())) continue;
                const std::string where = place + "." + member.name;
                if (inner == nullptr) return wrong(where, "ありません", "is missing");
                if (auto good = at(member.shape, *inner, where); !good) return good;
            }
            for (const auto& [name, inner] : v.context()->entries())
                if (std::none_of(node.members.begin(), node.members.end(),
                                 [&, &key = name](const Member& member) { return member.name == key; }))
                    return wrong(place, "知らない項目を含んでいます", "has a member that is not known here");
            return {};
        }

        Result<void> at(const Shape& shape, const Value& v, const std::string& place) const {
            const Node& node = *shape.node_;
            switch (node.kind) {
                case ShapeKind::any:
                    return {};
                case ShapeKind::null:
                    if (v.isNull()) return {};
                    return wrong(place, " null ではありません", "is not null");
                case ShapeKind::string:
                case ShapeKind::text:
                    if (v.string() == nullptr) return wrong(place, "文字列ではありません", "is no string");
                    if (node.kind == ShapeKind::string && v.string()->size() > kLongestText)
                        return wrong(place, "長すぎます", "is too long");
                    if (!text::validUtf8(*v.string())) return wrong(place, " UTF-8 ではありません", "is not UTF-8");
                    return {};
                case ShapeKind::integer:
                    if (whole(v)) return {};
                    return wrong(place, "整数ではありません", "is no whole number");
                case ShapeKind::number:
                    if (v.number() != nullptr) return {};
                    return wrong(place, "数ではありません", "is no number");
                case ShapeKind::boolean:
                    if (v.boolean() != nullptr) return {};
                    return wrong(place, "真偽値ではありません", "is no boolean");
                case ShapeKind::time:
                    if (zonedTime(v)) return {};
                    return wrong(place, "時差付きの日時ではありません", "is no time with a zone");
                case ShapeKind::words:
                    if (v.string() != nullptr &&
                        std::find(node.words.begin(), node.words.end(), *v.string()) != node.words.end())
                        return {};
                    return wrong(place, "「" + text::join(node.words, "」「") + "」のどれでもありません",
                                 "is none of " + text::join(node.words, ", "));
                case ShapeKind::array:
                    return list(node, v, place);
                case ShapeKind::object:
                    return object(node, v, place);
                case ShapeKind::either: {
                    Result<void> last;
                    for (const Shape& part : node.parts)
                        if (last = at(part, v, place); last) return {};
                    return last;
                }
                case ShapeKind::name:
                    if (const auto found = names.find(node.words.front()); found != names.end())
                        return at(found->second, v, place);
                    return fail(ErrorKind::internal, "V090",
                                {"API の形「" + node.words.front() + "」がありません。不具合としてお知らせください",
                                 "the API's shape " + node.words.front() + " is missing; please report this defect"});
            }
            return {};
        }
    };
    return Checker{names}.at(*this, value, "$");
}

Value Shape::schema() const {
    const Node& node = *node_;
    const auto typed = [](const char* type) { return Value(Context{{"type", type}}); };
    switch (node.kind) {
        case ShapeKind::any:
            return Context{};
        case ShapeKind::null:
            return typed("null");
        case ShapeKind::string:
        case ShapeKind::text:
            return typed("string");
        case ShapeKind::integer:
            return typed("integer");
        case ShapeKind::number:
            return typed("number");
        case ShapeKind::boolean:
            return typed("boolean");
        case ShapeKind::time:
            return Context{{"type", "string"}, {"format", "date-time"}};
        case ShapeKind::words: {
            List words;
            for (const std::string& word : node.words) words.emplace_back(word);
            return Context{{"type", "string"}, {"enum", Value(std::move(words))}};
        }
        case ShapeKind::array:
            return Context{{"type", "array"}, {"items", node.parts[0].schema()}};
        case ShapeKind::either: {
            List parts;
            for (const Shape& part : node.parts) parts.push_back(part.schema());
            return Context{{"anyOf", Value(std::move(parts))}};
        }
        case ShapeKind::name:
            return Context{{"$ref", "#/components/schemas/" + node.words.front()}};
        case ShapeKind::object:
            break;
    }
    Context properties;
    List required;
    for (const Member& member : node.members) {
        // What may be absent may be null as well.
        const bool nullToo = member.optional && member.shape.node_->kind != ShapeKind::any;
        properties.put(member.name, nullToo ? Context{{"anyOf", List{member.shape.schema(), typed("null")}}}
                                            : member.shape.schema());
        if (!member.optional) required.emplace_back(member.name);
    }
    Context object{{"type", "object"}, {"properties", Value(std::move(properties))}};
    if (!required.empty()) object.put("required", Value(std::move(required)));
    object.put("additionalProperties", Value(false));
    return object;
}

std::vector<std::string> Shape::namesUsed() const {
    std::vector<std::string> used;
    if (node_->kind == ShapeKind::name) used.push_back(node_->words.front());
    const auto add = [&](const Shape& inner) {
        for (std::string& name : inner.namesUsed()) used.push_back(std::move(name));
    };
    for (const Shape& part : node_->parts) add(part);
    for (const Member& member : node_->members) add(member.shape);
    return used;
}

}  // namespace toitsu::server
