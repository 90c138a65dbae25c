// A date whose year, month and day are columns of their own is put together by unify, which takes a field's parts
// from the layout. So what the paper has no place for gets one here: places without a box, on a page of their own.

#include "forms/doors/incoming.h"

#include <algorithm>

#include "base/text.h"
#include "forms/checks/choice.h"
#include "forms/layout_pages.h"

namespace toitsu::forms {
namespace {

constexpr char32_t kUnreadable = U'●';

const Wording kNotReadable{"別のOCRが読めなかった文字(●)があります。",
                           "another engine could not read a character (●)."};
const Wording kUnknownCertainty{"別のOCRの読み取りで、確からしさが分かりません。",
                                "another engine read it, and how surely is not known."};

Layout paperFor(const std::vector<IncomingValue>& values, const IncomingOptions& options) {
    Layout paper = options.layout != nullptr ? *options.layout : Layout{};
    if (options.layout == nullptr) paper.municipality = options.municipality;
    LayoutPage beside;
    beside.number = static_cast<int>(paper.pages.size()) + 1;
    for (const IncomingValue& value : values) {
        if (stands(paper, value.field->id)) continue;
        TextPlace place;
        place.field = value.field->id;
        place.part = value.part;
        place.written = Written::printed;
        beside.texts.push_back(std::move(place));
    }
    if (!beside.texts.empty()) paper.pages.push_back(std::move(beside));
    return paper;
}

// Several answers in one cell, as spreadsheets and forms write them.
std::string withBars(const std::string& text) {
    std::u32string out;
    for (const char32_t c : text::decode(text))
        out += c == U'、' || c == U',' || c == U'，' || c == U';' || c == U'；' || c == U'\n' ? U'|' : c;
    return text::encode(out);
}

// Their words for options become codes; what is no option stays, and interpret says so.
std::string coded(const IncomingValue& value) {
    const std::string text = text::trim(value.text);
    const Field& field = *value.field;
    const bool choosing = field.type == FieldType::choice || field.type == FieldType::choices;
    if (text.empty() || (!choosing && !isPresence(field.type))) return text;
    std::vector<std::string> codes;
    for (const std::string& one : text::split(field.type == FieldType::choices ? withBars(text) : text, '|')) {
        const std::string name = text::trim(one);
        if (name.empty()) continue;
        const std::string* mapped = value.column != nullptr ? value.column->codeOf(name) : nullptr;
        if (mapped != nullptr) {
            codes.push_back(*mapped);
            continue;
        }
        const Checked checked = isPresence(field.type) ? checkFlag(name) : checkChoice(field, name);
        codes.push_back(checked.good() ? checked.normalised : name);
    }
    return text::join(codes, "|");
}

Reading readingOf(const IncomingValue& value, const IncomingOptions& options) {
    Reading reading;
    reading.field = value.field->id;
    reading.part = value.part;
    reading.recognizer = options.source;
    const bool engine = options.kind == IncomingKind::engine;
    reading.confidence = !engine ? 1.0 : options.confidence > 0 ? options.confidence : 0.5;
    const std::string text = coded(value);
    if (!text.empty()) reading.candidates = {{text, reading.confidence}};
    if (text::decode(text).find(kUnreadable) != std::u32string::npos) {
        reading.doubt = true;
        reading.why = kNotReadable;
        reading.confidence = 0;
    } else if (engine && options.confidence <= 0) {
        reading.doubt = true;
        reading.why = kUnknownCertainty;
    }
    return reading;
}

}  // namespace

void addInputError(Findings& findings, std::string code, Wording wording, Place place) {
    findings.errors.push_back({ErrorKind::input, std::move(code), std::move(wording), std::move(place)});
}

Record recordOf(const Form& form, const std::vector<IncomingValue>& values, const IncomingOptions& options) {
    std::vector<Reading> readings;
    for (const IncomingValue& value : values) readings.push_back(readingOf(value, options));
    UnifyOptions unifying;
    unifying.addresses = options.addresses;
    return unify(form, paperFor(values, options), readings, unifying);
}

Result<std::string> decodedTable(std::string_view bytes, std::string_view name) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (name == "cp932" || (name.empty() && !text::validUtf8(bytes))) return text::fromCp932(bytes);
    return std::string(bytes.substr(0, mark.size()) == mark ? bytes.substr(mark.size()) : bytes);
}

}  // namespace toitsu::forms
