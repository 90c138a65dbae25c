#include "apps/station/page_json.h"

#include <array>
#include <cmath>
#include <string>

#include "ocr/formats/field_text.h"

namespace toitsu::station {

namespace {

Value rounded(double number, int digits) {
    const double scale = std::pow(10.0, digits);
    return Decimal::fromDouble(std::round(number * scale) / scale).value_or(Decimal(0));
}

Value quadValue(const std::array<forms::Point, 4>& quad) {
    List points;
    for (const forms::Point& point : quad) points.push_back(List{rounded(point.x, 1), rounded(point.y, 1)});
    return points;
}

Value candidatesValue(const std::vector<forms::Candidate>& candidates) {
    List list;
    for (const forms::Candidate& candidate : candidates)
        list.push_back(Context{{"text", candidate.text}, {"confidence", rounded(candidate.confidence, 4)}});
    return list;
}

Value partsValue(const forms::FieldValue& field) {
    List parts;
    for (const forms::Reading& reading : field.readings) {
        Context part{{"part", reading.part}};
        part.put("text", reading.candidates.empty() ? Value("") : Value(reading.candidates.front().text));
        part.put("confidence", rounded(reading.confidence, 4));
        part.put("quad", quadValue(reading.quad));
        part.put("recognizer", reading.recognizer);
        part.put("version", reading.version);
        if (!reading.crop.empty()) part.put("crop", reading.crop);
        parts.push_back(part);
    }
    return parts;
}

Value fieldValue(const forms::FieldValue& field, const std::array<forms::Point, 4>& corners, Language language) {
    const auto quad = ocr::fieldQuad(field, corners);
    return Context{
        {"field", field.field},
        {"value", forms::canonicalText(field.value)},
        {"raw", field.raw},
        {"confidence", rounded(field.confidence, 4)},
        {"status", field.doubt ? "doubt" : "accept"},
        {"why", field.doubt ? field.why.in(language) : std::string()},
        {"quad", quad ? quadValue(*quad) : Value()},
        {"candidates", candidatesValue(field.candidates)},
        {"parts", partsValue(field)},
    };
}

std::string_view statusName(ocr::PageStatus status) {
    switch (status) {
        case ocr::PageStatus::read:
            return "read";
        case ocr::PageStatus::ambiguous:
            return "ambiguous";
        case ocr::PageStatus::rejected:
            return "rejected";
    }
    return "rejected";
}

Value textOrNull(const std::string& text) {
    return text.empty() ? Value() : Value(text);
}

Value brokenValue(const forms::Record& record) {
    List list;
    for (const forms::BrokenRule& rule : record.broken) {
        List fields;
        for (const std::string& field : rule.fields) fields.emplace_back(field);
        list.push_back(Context{{"rule", rule.rule},
                               {"message", rule.message},
                               {"severity", rule.severity == forms::Severity::error ? "error" : "warning"},
                               {"fields", fields}});
    }
    return list;
}

}  // namespace

Value pageValue(const ocr::Page& page, const ocr::PageReading& reading, const forms::Record* record,
                Language language) {
    const bool read = reading.status == ocr::PageStatus::read && record != nullptr;
    List fields;
    if (read)
        for (const forms::FieldValue& field : record->fields)
            fields.push_back(fieldValue(field, reading.corners, language));
    List rivals;
    for (const std::string& rival : reading.rivals) rivals.emplace_back(rival);
    Context out{
        {"schema", "urn:toitsu:read:1"},
        {"file", page.file},
        {"page", page.number},
        {"sheet", page.sheet > 0 ? Value(page.sheet) : Value()},
        {"status", Value(statusName(reading.status))},
        {"reason", read ? Value() : textOrNull(reading.reason.in(language))},
        {"code", read ? Value() : textOrNull(reading.code)},
        {"form", textOrNull(reading.form)},
        {"layout", textOrNull(reading.layout)},
        {"layout_page", read ? Value(reading.layoutPage) : Value()},
        {"rivals", rivals},
        {"residual_mm", read || reading.residualMm > 0 ? rounded(reading.residualMm, 3) : Value()},
        {"size", List{page.picture.width, page.picture.height}},
        {"part",
         page.sheet > 0 ? Value(List{page.part.left, page.part.top, page.part.right, page.part.bottom}) : Value()},
        {"corners", read ? quadValue(reading.corners) : Value()},
        {"ms", Context{{"load", rounded(page.loadMillis, 1)},
                       {"identify", rounded(reading.identifyMillis, 1)},
                       {"place", rounded(reading.placeMillis, 1)},
                       {"read", rounded(reading.readMillis, 1)}}},
        {"fields", fields},
        {"broken_rules", read ? brokenValue(*record) : Value(List{})},
    };
    return out;
}

}  // namespace toitsu::station
