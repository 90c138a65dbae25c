#include "forms/doors/json_place.h"

#include <algorithm>

#include "base/json.h"

namespace toitsu::forms {
namespace {

// Steps over the parts of a text whose grammar is known to be right.
class Steps {
public:
    Steps(std::string_view json, std::size_t at) : json_(json), at_(at) { space(); }

    std::size_t at() const { return at_; }
    char here() const { return at_ < json_.size() ? json_[at_] : '\0'; }
    void step() {
        if (at_ < json_.size()) ++at_;
        space();
    }
    std::string_view string() {
        const std::size_t start = at_++;
        while (at_ < json_.size() && json_[at_] != '"') at_ += json_[at_] == '\\' ? 2 : 1;
        at_ = std::min(at_ + 1, json_.size());
        const std::string_view written = json_.substr(start, at_ - start);
        space();
        return written;
    }
    void value() {
        if (here() == '"') {
            string();
            return;
        }
        int depth = 0;
        while (at_ < json_.size()) {
            const char c = json_[at_];
            if (c == '"') {
                string();
                continue;
            }
            if (c == '{' || c == '[') ++depth;
            if (depth == 0 && (c == ',' || c == '}' || c == ']')) break;
            ++at_;
            if ((c == '}' || c == ']') && --depth == 0) break;
        }
        space();
    }

private:
    void space() {
        while (at_ < json_.size() &&
               (json_[at_] == ' ' || json_[at_] == '\n' || json_[at_] == '\r' || json_[at_] == '\t'))
            ++at_;
    }
    std::string_view json_;
    std::size_t at_;
};

std::string keyOf(std::string_view written) {
    const auto value = json::parse(written);
    const std::string* key = value ? value->string() : nullptr;
    return key != nullptr ? *key : std::string();
}

// Moves to the member; false when there is none.
bool enter(Steps& steps, const std::string& wanted) {
    const bool object = steps.here() == '{';
    if (!object && steps.here() != '[') return false;
    steps.step();
    for (int index = 0; steps.here() != '}' && steps.here() != ']' && steps.here() != '\0'; ++index) {
        std::string name = std::to_string(index);
        if (object) {
            name = keyOf(steps.string());
            steps.step();  // ':'
        }
        if (name == wanted) return true;
        steps.value();
        if (steps.here() == ',') steps.step();
    }
    return false;
}

}  // namespace

std::size_t jsonOffset(std::string_view json, const std::vector<std::string>& path) {
    Steps steps(json, 0);
    std::size_t at = steps.at();
    for (const std::string& name : path) {
        if (!enter(steps, name)) return at;
        at = steps.at();
    }
    return at;
}

std::vector<std::size_t> elementOffsets(std::string_view json) {
    std::vector<std::size_t> offsets;
    Steps steps(json, 0);
    if (steps.here() != '[') return offsets;
    steps.step();
    while (steps.here() != ']' && steps.here() != '\0') {
        offsets.push_back(steps.at());
        steps.value();
        if (steps.here() == ',') steps.step();
    }
    return offsets;
}

}  // namespace toitsu::forms
