#pragma once

// ElementReader: reads one element of a template attribute by attribute, reports what is missing or malformed, and in
// the end what nobody asked for.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/xml.h"
#include "forms/form.h"
#include "forms/geometry.h"

namespace toitsu::forms {

class ElementReader {
public:
    ElementReader(const xml::Element& element, Findings& findings) : element_(element), findings_(findings) {}

    // F013 when a required one is absent or empty.
    std::optional<std::string> required(std::string_view name);
    std::string optional(std::string_view name, std::string fallback = {});

    // F014 when the text does not have the form; then nothing.
    std::optional<bool> boolean(std::string_view name);
    std::optional<int> whole(std::string_view name, int least, int most);
    std::optional<double> number(std::string_view name, double least, double most);
    std::optional<Date> date(std::string_view name);
    std::optional<Box> box(std::string_view name);
    std::optional<Point> point(std::string_view name);
    // The index of the attribute's value in `names`; `fallback` when it is absent.
    std::optional<std::size_t> oneOf(std::string_view name, const std::vector<std::string>& names,
                                     std::optional<std::size_t> fallback = std::nullopt);

    bool has(std::string_view name);
    Place place(std::string_view name) const;  // of the attribute, of the element when it is absent
    void error(std::string code, std::string_view attribute, Wording wording);

    // F011 for child elements not in `children`, F012 for attributes that were never asked for, F016 for stray text.
    void finish(const std::vector<std::string>& children, bool textAllowed = false);

private:
    const xml::Attribute* ask(std::string_view name);
    void malformed(std::string_view name, const Wording& expected);

    const xml::Element& element_;
    Findings& findings_;
    std::vector<std::string> asked_;
};

// Numbers separated by spaces, all finite: "48.0 62.5 70.0 7.0". Nothing when there are not exactly `count`.
std::optional<std::vector<double>> parseNumbers(std::string_view text, std::size_t count);

// F010 unless the root is `<name xmlns="space">`.
bool checkRoot(const xml::Element& root, std::string_view name, std::string_view space, Findings& findings);

}  // namespace toitsu::forms
