// Reading shapes, by recursive descent; checking and writing them stand in shape_check.cpp.

#include "apps/server/shape.h"

#include <algorithm>
#include <cctype>

#include "apps/server/internal/shape_node.h"

namespace toitsu::server {

namespace {

bool wordCharacter(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == '.';
}

ShapeKind kindOf(const std::string& word) {
    static const std::map<std::string, ShapeKind> kinds = {{"string", ShapeKind::string}, {"text", ShapeKind::text},
                                                           {"int", ShapeKind::integer},   {"number", ShapeKind::number},
                                                           {"bool", ShapeKind::boolean},  {"time", ShapeKind::time},
                                                           {"any", ShapeKind::any},       {"null", ShapeKind::null}};
    if (const auto found = kinds.find(word); found != kinds.end()) return found->second;
    return std::isupper(static_cast<unsigned char>(word.front())) != 0 ? ShapeKind::name : ShapeKind::words;
}

}  // namespace

class ShapeReader {
public:
    explicit ShapeReader(std::string_view text) : text_(text) {}

    Result<Shape> whole() {
        auto shape = either();
        if (!shape) return shape;
        return done() ? shape : mistake();
    }
    Result<Shape> object(char end) {
        Shape::Node node{ShapeKind::object, {}, {}, {}};
        skip();
        while (at_ < text_.size() && text_[at_] != end) {
            const auto name = word();
            if (!name) return mistake();
            const bool optional = take('?');
            if (!take(':')) return mistake();
            auto shape = either();
            if (!shape) return shape;
            node.members.push_back({*name, optional, *shape});
            if (!take(',')) break;
        }
        if (end != '\0' && !take(end)) return mistake();
        if (end == '\0' && !done()) return mistake();
        return make(std::move(node));
    }

private:
    static Shape make(Shape::Node node) { return Shape(std::make_shared<const Shape::Node>(std::move(node))); }

    Result<Shape> either() {
        std::vector<Shape> parts;
        do {
            auto part = one();
            if (!part) return part;
            parts.push_back(*part);
        } while (take('|'));
        if (parts.size() == 1) return parts.front();
        // Words beside each other are one list of words.
        Shape::Node words{ShapeKind::words, {}, {}, {}}, rest{ShapeKind::either, {}, {}, {}};
        for (const Shape& part : parts) {
            if (part.node_->kind == ShapeKind::words)
                words.words.push_back(part.node_->words.front());
            else
                rest.parts.push_back(part);
        }
        if (rest.parts.empty()) return make(std::move(words));
        if (!words.words.empty()) rest.parts.insert(rest.parts.begin(), make(std::move(words)));
        return make(std::move(rest));
    }

    Result<Shape> one() {
        if (take('{')) return object('}');
        if (take('[')) {
            auto element = either();
            if (!element) return element;
            if (!take(']')) return mistake();
            return make({ShapeKind::array, {}, {*element}, {}});
        }
        if (take('"')) {
            const std::size_t end = text_.find('"', at_);
            if (end == std::string_view::npos) return mistake();
            std::string quoted(text_.substr(at_, end - at_));
            at_ = end + 1;
            return make({ShapeKind::words, {}, {}, {std::move(quoted)}});
        }
        const auto name = word();
        if (!name) return mistake();
        return make({kindOf(*name), {}, {}, {*name}});
    }

    std::optional<std::string> word() {
        skip();
        std::size_t end = at_;
        while (end < text_.size() && wordCharacter(text_[end])) ++end;
        if (end == at_) return std::nullopt;
        std::string found(text_.substr(at_, end - at_));
        at_ = end;
        return found;
    }
    void skip() {
        while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0) ++at_;
    }
    bool take(char c) {
        skip();
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    bool done() {
        skip();
        return at_ == text_.size();
    }
    tl::unexpected<Error> mistake() const {
        const std::string place = std::to_string(at_ + 1);
        return fail(ErrorKind::internal, "V090",
                    {"API の形の記述を読めません(" + place + " 文字目)。不具合としてお知らせください",
                     "a shape of the API cannot be read at character " + place + "; please report this defect"});
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

Result<Shape> Shape::parse(std::string_view text) {
    return ShapeReader(text).whole();
}

Result<Shape> Shape::members(std::string_view text) {
    return ShapeReader(text).object('\0');
}

const std::vector<Shape::Member>& Shape::memberList() const {
    return node_->members;
}

}  // namespace toitsu::server
