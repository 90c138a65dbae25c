#include "apps/station/verify/entry.h"

#include <array>
#include <utility>

namespace toitsu::station {

namespace {

template <class Name, std::size_t count>
using Names = std::array<std::pair<Name, std::string_view>, count>;

constexpr Names<Mode, 5> kModes{{{Mode::exception, "exception"},
                                 {Mode::carousel, "carousel"},
                                 {Mode::blind, "blind"},
                                 {Mode::compare, "compare"},
                                 {Mode::qa, "qa"}}};
constexpr Names<Action, 6> kActions{{{Action::accept, "accept"},
                                     {Action::correct, "correct"},
                                     {Action::code, "code"},
                                     {Action::doubt, "doubt"},
                                     {Action::choose, "choose"},
                                     {Action::undo, "undo"}}};
constexpr Names<Code, 5> kCodes{{{Code::none, ""},
                                 {Code::blank, "blank"},
                                 {Code::illegible, "illegible"},
                                 {Code::mistake, "mistake"},
                                 {Code::inquire, "inquire"}}};

template <class Name, std::size_t count>
std::string_view nameOf(const Names<Name, count>& names, Name wanted) {
    for (const auto& [value, name] : names)
        if (value == wanted) return name;
    return {};
}

template <class Name, std::size_t count>
std::optional<Name> find(const Names<Name, count>& names, std::string_view wanted) {
    for (const auto& [value, name] : names)
        if (name == wanted) return value;
    return std::nullopt;
}

}  // namespace

std::string_view modeName(Mode mode) {
    return nameOf(kModes, mode);
}
std::optional<Mode> findMode(std::string_view name) {
    return find(kModes, name);
}
std::string_view actionName(Action action) {
    return nameOf(kActions, action);
}
std::optional<Action> findAction(std::string_view name) {
    return find(kActions, name);
}
std::string_view codeName(Code code) {
    return nameOf(kCodes, code);
}
std::optional<Code> findCode(std::string_view name) {
    return find(kCodes, name);
}

}  // namespace toitsu::station
