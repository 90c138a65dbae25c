// A field may stand in several places (年, 月, 日; the options of a choice). Its quad is found in the page's own
// directions: every corner is written as a sum of steps along the page's upper and left edge, the least and the
// greatest of both are taken, and these four are mapped back. For a page without perspective that is the exact bounding
// rectangle on paper.

#include "ocr/formats/field_text.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"
#include "ocr/sheet_part.h"

namespace toitsu::ocr {

namespace {

std::string optionTitles(const forms::Field& field, const Value& value) {
    std::vector<std::string> titles;
    for (const std::string& code : text::split(forms::canonicalText(value), '|'))
        if (const forms::Option* option = field.option(code)) titles.push_back(option->title);
    return text::join(titles, "、");
}

// What a reader of the page would say stands there.
std::string shownText(const forms::Field& field, const forms::FieldValue& value) {
    switch (field.type) {
        case forms::FieldType::choice:
        case forms::FieldType::choices:
            return optionTitles(field, value.value);
        case forms::FieldType::flag:
            return value.value.isTrue() ? field.title : std::string();
        case forms::FieldType::seal:
            return value.value.isTrue() ? "印" : std::string();
        case forms::FieldType::signature:
            return value.value.isTrue() ? "署名" : std::string();
        case forms::FieldType::image:
            return {};
        default:
            return value.raw.empty() ? forms::canonicalText(value.value) : value.raw;
    }
}

}  // namespace

std::optional<Quad> fieldQuad(const forms::FieldValue& field, const Quad& corners) {
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
    return Quad{at(left, top), at(most, top), at(most, bottom), at(left, bottom)};
}

std::vector<FieldText> fieldTexts(const ReadPage& page) {
    std::vector<FieldText> texts;
    if (page.form == nullptr || !page.record) return texts;
    for (const forms::FieldValue& value : page.record->fields) {
        const forms::Field* field = page.form->field(value.field);
        const auto quad = fieldQuad(value, page.reading.corners);
        if (field == nullptr || !quad) continue;
        const std::string canonical =
            field->type == forms::FieldType::image ? std::string() : forms::canonicalText(value.value);
        texts.push_back({field->id, field->title, field->type, shownText(*field, value), canonical,
                         std::clamp(value.confidence, 0.0, 1.0), value.doubt, *quad});
    }
    return texts;
}

PixelBox partOf(const Page& page) {
    return page.sheet > 0 ? page.part : PixelBox{0, 0, page.picture.width, page.picture.height};
}

ReadPage sheetAlone(const ReadPage& page) {
    if (page.page.sheet == 0) return page;
    ReadPage alone = page;
    alone.page = partAlone(page.page);
    const double dx = -page.page.part.left, dy = -page.page.part.top;
    move(alone.reading, dx, dy);
    if (alone.record)
        for (forms::FieldValue& field : alone.record->fields)
            for (forms::Reading& reading : field.readings) move(reading, dx, dy);
    return alone;
}

PixelBox boundsIn(const Quad& quad, const Picture& picture) {
    double left = quad[0].x, right = quad[0].x, top = quad[0].y, bottom = quad[0].y;
    for (const forms::Point& point : quad) {
        left = std::min(left, point.x), right = std::max(right, point.x);
        top = std::min(top, point.y), bottom = std::max(bottom, point.y);
    }
    const auto pixel = [](double at, int size) {
        return static_cast<int>(std::lround(std::clamp(at, 0.0, size * 1.0)));
    };
    return {pixel(left, picture.width), pixel(top, picture.height), pixel(right, picture.width),
            pixel(bottom, picture.height)};
}

int quarterTurns(const ReadPage& page) {
    if (!page.record) return 0;
    const Quad& corners = page.reading.corners;
    const double angle = std::atan2(corners[1].y - corners[0].y, corners[1].x - corners[0].x);
    return (static_cast<int>(std::lround(angle / (std::acos(-1.0) / 2))) + 4) % 4;
}

}  // namespace toitsu::ocr
