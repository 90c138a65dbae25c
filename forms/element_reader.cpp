#include "forms/element_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "forms/findings.h"

namespace toitsu::forms {
namespace {

// What other tools keep in the file (their own namespaces, xsi:, xml:) is theirs. Ours mistyped is a mistake.
bool isForeign(const std::string& space) {
    return !space.empty() && space.rfind("urn:toitsu:", 0) != 0;
}
constexpr std::string_view kDraft = "urn:toitsu:draft:1";  // what `toitsu form draft` guessed

bool isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::string plain(double value) {
    std::string text = std::to_string(value);
    text.erase(text.find_last_not_of('0') + 1);
    if (!text.empty() && text.back() == '.') text.pop_back();
    return text;
}

void unconfirmed(Findings& findings, const xml::Element& element, const xml::Attribute& attribute) {
    findings.warnings.push_back(
        {ErrorKind::schema,
         "F100",
         {"<" + element.name + "> は下書きのままです。正しいか確かめ、" + attribute.name + " を消してください。",
          "<" + element.name + "> is as it was drafted. Check that it is right and remove " + attribute.name + "."},
         attribute.place});
}

}  // namespace

std::optional<std::vector<double>> parseNumbers(std::string_view text, std::size_t count) {
    std::vector<double> numbers;
    std::size_t at = 0;
    while (true) {
        while (at < text.size() && isSpace(text[at])) ++at;
        if (at == text.size()) break;
        double value = 0;
        const auto [end, problem] =
            std::from_chars(text.data() + at, text.data() + text.size(), value, std::chars_format::fixed);
        const auto next = static_cast<std::size_t>(end - text.data());
        if (problem != std::errc() || !std::isfinite(value) || (next < text.size() && !isSpace(text[next]))) return {};
        if (numbers.size() == count) return {};
        numbers.push_back(value);
        at = next;
    }
    if (numbers.size() != count) return {};
    return numbers;
}

bool checkRoot(const xml::Element& root, std::string_view name, std::string_view space, Findings& findings) {
    if (root.local == name && root.space == space) return true;
    const std::string expected = "<" + std::string(name) + " xmlns=\"" + std::string(space) + "\" …>";
    addError(findings, "F010",
             {"ファイルの最初の要素が <" + shown(root.name) + ">(名前空間「" + shown(root.space) + "」)です。" +
                  expected + " と書いてください。",
              "The root element is <" + shown(root.name) + "> in namespace \"" + shown(root.space) + "\". Write " +
                  expected + "."},
             root.place);
    return false;
}

const xml::Attribute* ElementReader::ask(std::string_view name) {
    if (std::find(asked_.begin(), asked_.end(), name) == asked_.end()) asked_.emplace_back(name);
    return element_.attribute(name);
}

bool ElementReader::has(std::string_view name) {
    return ask(name) != nullptr;
}

Place ElementReader::place(std::string_view name) const {
    const xml::Attribute* found = element_.attribute(name);
    return found ? found->place : element_.place;
}

void ElementReader::error(std::string code, std::string_view attribute, Wording wording) {
    addError(findings_, std::move(code), std::move(wording), place(attribute));
}

void ElementReader::malformed(std::string_view name, const Wording& expected) {
    const std::string value = shown(element_.get(name));
    const std::string written = std::string(name) + "=\"" + value + "\"";
    error("F014", name,
          {written + " は読めません。" + expected.ja + "を書いてください。",
           written + " cannot be understood. Write " + expected.en + "."});
}

std::optional<std::string> ElementReader::required(std::string_view name) {
    const xml::Attribute* found = ask(name);
    if (found && !text::trim(found->value).empty()) return found->value;
    const std::string attribute(name);
    error("F013", name,
          {"<" + element_.name + "> に " + attribute + " がありません。" + attribute + "=\"…\" を書いてください。",
           "<" + element_.name + "> has no " + attribute + ". Add " + attribute + "=\"…\"."});
    return {};
}

std::string ElementReader::optional(std::string_view name, std::string fallback) {
    const xml::Attribute* found = ask(name);
    return found ? found->value : fallback;
}

std::optional<bool> ElementReader::boolean(std::string_view name) {
    const xml::Attribute* found = ask(name);
    if (!found) return {};
    if (found->value == "true") return true;
    if (found->value == "false") return false;
    malformed(name, {"true か false ", "true or false"});
    return {};
}

std::optional<int> ElementReader::whole(std::string_view name, int least, int most) {
    const xml::Attribute* found = ask(name);
    if (!found) return {};
    const std::string& value = found->value;
    int number = 0;
    const auto [end, problem] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (problem == std::errc() && end == value.data() + value.size() && number >= least && number <= most)
        return number;
    const std::string range = std::to_string(least) + "–" + std::to_string(most);
    malformed(name, {range + " の整数", "a whole number in " + range});
    return {};
}

std::optional<double> ElementReader::number(std::string_view name, double least, double most) {
    const xml::Attribute* found = ask(name);
    if (!found) return {};
    const auto numbers = parseNumbers(found->value, 1);
    if (numbers && numbers->front() >= least && numbers->front() <= most) return numbers->front();
    const std::string range = plain(least) + "–" + plain(most);
    malformed(name, {range + " の数", "a number in " + range});
    return {};
}

std::optional<Date> ElementReader::date(std::string_view name) {
    const xml::Attribute* found = ask(name);
    if (!found) return {};
    if (const auto parsed = Date::parse(found->value)) return parsed;
    malformed(name, {"2026-04-01 の形の実在する日付", "a date that exists, as 2026-04-01"});
    return {};
}

std::optional<Box> ElementReader::box(std::string_view name) {
    if (!required(name)) return {};
    const auto numbers = parseNumbers(element_.get(name), 4);
    if (numbers && (*numbers)[2] > 0 && (*numbers)[3] > 0) {
        return Box{(*numbers)[0], (*numbers)[1], (*numbers)[2], (*numbers)[3]};
    }
    malformed(name, {"「左 上 幅 高さ」の4つの数(mm、空白区切り、幅と高さは0より大きい)",
                     "four numbers \"left top width height\" in mm, separated by spaces, width and height above 0"});
    return {};
}

std::optional<Point> ElementReader::point(std::string_view name) {
    if (!required(name)) return {};
    if (const auto numbers = parseNumbers(element_.get(name), 2)) return Point{(*numbers)[0], (*numbers)[1]};
    malformed(name, {"「左 上」の2つの数(mm、空白区切り)", "two numbers \"left top\" in mm, separated by a space"});
    return {};
}

std::optional<std::size_t> ElementReader::oneOf(std::string_view name, const std::vector<std::string>& names,
                                                std::optional<std::size_t> fallback) {
    const xml::Attribute* found = ask(name);
    if (!found) return fallback;
    const auto it = std::find(names.begin(), names.end(), found->value);
    if (it != names.end()) return static_cast<std::size_t>(it - names.begin());
    const std::string written = std::string(name) + "=\"" + shown(found->value) + "\"";
    error("F014", name,
          Wording{written + " は使えません。", written + " is not possible."} + suggestion(found->value, names));
    return {};
}

void ElementReader::finish(const std::vector<std::string>& children, bool textAllowed) {
    for (const xml::Attribute& attribute : element_.attributes) {
        if (attribute.space == kDraft) {
            if (attribute.local == "confidence") unconfirmed(findings_, element_, attribute);
            continue;
        }
        if (isForeign(attribute.space)) continue;
        const bool known =
            attribute.space.empty() && std::find(asked_.begin(), asked_.end(), attribute.local) != asked_.end();
        if (known) continue;
        addError(findings_, "F012",
                 Wording{"<" + element_.name + "> に属性 " + shown(attribute.name) + " はありません。",
                         "<" + element_.name + "> has no attribute " + shown(attribute.name) + "."} +
                     suggestion(attribute.local, asked_),
                 attribute.place);
    }
    for (const xml::Element& child : element_.children) {
        const bool known =
            child.space == element_.space && std::find(children.begin(), children.end(), child.local) != children.end();
        if (known || (child.space != element_.space && isForeign(child.space))) continue;
        Wording wording{"<" + element_.name + "> の中に <" + shown(child.name) + "> は書けません。",
                        "<" + shown(child.name) + "> cannot stand in <" + element_.name + ">."};
        if (child.space != element_.space) {
            wording = wording + Wording{"名前空間が「" + shown(child.space) + "」です。",
                                        " Its namespace is \"" + shown(child.space) + "\"."};
        }
        if (children.empty()) {
            wording = wording + Wording{"この要素を消してください。", " Remove it."};
        } else {
            wording = wording + suggestion(child.local, children);
        }
        addError(findings_, "F011", wording, child.place);
    }
    if (!textAllowed && !text::trim(element_.text).empty() &&
        element_.text.find_first_not_of(" \t\r\n") != std::string::npos) {
        addError(
            findings_, "F016",
            {"<" + element_.name + "> の中に文字は書けません。属性か子の要素に書くか、消してください。",
             "<" + element_.name + "> cannot hold text. Move it into an attribute or a child element, or remove it."},
            element_.place);
    }
}

}  // namespace toitsu::forms
