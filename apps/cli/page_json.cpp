// A field may stand in several places (年, 月, 日; the options of a choice). Its quad is found in the page's own
// directions: every corner is written as a sum of steps along the page's upper and left edge, the least and the
// greatest of both are taken, and these four are mapped back. For a page without perspective that is the exact bounding
// rectangle on paper.

#include "apps/cli/page_json.h"

#include <algorithm>
#include <cmath>
#include <string>

namespace toitsu::cli {

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
    const auto quad = fieldQuad(field, corners);
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

std::optional<std::array<forms::Point, 4>> fieldQuad(const forms::FieldValue& field,
                                                     const std::array<forms::Point, 4>& corners) {
    if (field.readings.empty()) return std::nullopt;
    if (field.readings.size() == 1) return field.readings.front().quad;
    const forms::Point right{corners[1].x - corners[0].x, corners[1].y - corners[0].y};
    const forms::Point down{corners[3].x - corners[0].x, corners[3].y - corners[0].y};
    const double area = right.x * down.y - right.y * down.x;
    if (std::abs(area) < 1e-9) return field.readings.front().quad;
    double left = 1e9, top = 1e9, most = -1e9, bottom = -1e9;
    for (const forms::Reading& reading : field.readings)
        for (const forms::Point& point : reading.quad) {
            const forms::Point from{point.x - corners[0].x, point.y - corners[0].y};
            const double along = (from.x * down.y - from.y * down.x) / area;
            const double below = (right.x * from.y - right.y * from.x) / area;
            left = std::min(left, along), most = std::max(most, along);
            top = std::min(top, below), bottom = std::max(bottom, below);
        }
    const auto at = [&](double along, double below) {
        return forms::Point{corners[0].x + along * right.x + below * down.x,
                            corners[0].y + along * right.y + below * down.y};
    };
    return std::array<forms::Point, 4>{at(left, top), at(most, top), at(most, bottom), at(left, bottom)};
}

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
        {"status", Value(statusName(reading.status))},
        {"reason", read ? Value() : textOrNull(reading.reason.in(language))},
        {"code", read ? Value() : textOrNull(reading.code)},
        {"form", textOrNull(reading.form)},
        {"layout", textOrNull(reading.layout)},
        {"layout_page", read ? Value(reading.layoutPage) : Value()},
        {"rivals", rivals},
        {"residual_mm", read || reading.residualMm > 0 ? rounded(reading.residualMm, 3) : Value()},
        {"size", List{page.picture.width, page.picture.height}},
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

}  // namespace toitsu::cli
