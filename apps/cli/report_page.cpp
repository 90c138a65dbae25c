// The scan with its fields drawn on it, as one SVG: the picture keeps the scan's own pixels as coordinates, so a
// field's quad needs no arithmetic. A page that came in upside down or sideways is turned by quarter turns for the
// reader.

#include <array>
#include <cmath>

#include "apps/cli/report_parts.h"
#include "apps/station/data_folder.h"
#include "base/xml.h"
#include "ocr/page.h"

namespace toitsu::cli {

namespace {

struct Spot {
    double x = 0, y = 0;
};

std::array<Spot, 4> quadOf(const Value& value) {
    std::array<Spot, 4> quad{};
    const List* points = value.list();
    for (std::size_t i = 0; points != nullptr && i < quad.size() && i < points->size(); ++i)
        if (const List* pair = (*points)[i].list(); pair != nullptr && pair->size() == 2)
            quad[i] = {figure((*pair)[0]), figure((*pair)[1])};
    return quad;
}

// Quarter turns (clockwise, to be undone) of the page's upper edge.
int quarterTurns(const Value& corners) {
    if (corners.isNull()) return 0;
    const auto quad = quadOf(corners);
    const double angle = std::atan2(quad[1].y - quad[0].y, quad[1].x - quad[0].x);
    return (static_cast<int>(std::lround(angle / (std::acos(-1.0) / 2))) + 4) % 4;
}

// Integer reduction by averaging: the report needs no more than the eye does.
ocr::Picture reduced(const ocr::Picture& picture, int factor) {
    const int width = picture.width / factor, height = picture.height / factor, channels = picture.channels;
    auto pixels = std::make_shared<std::vector<std::uint8_t>>(
        static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * static_cast<std::size_t>(channels));
    const auto at = [&](int x, int y, int channel) {
        return (*picture.pixels)[(static_cast<std::size_t>(y) * static_cast<std::size_t>(picture.width) +
                                  static_cast<std::size_t>(x)) *
                                     static_cast<std::size_t>(channels) +
                                 static_cast<std::size_t>(channel)];
    };
    std::size_t to = 0;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            for (int channel = 0; channel < channels; ++channel) {
                int sum = 0;
                for (int dy = 0; dy < factor; ++dy)
                    for (int dx = 0; dx < factor; ++dx) sum += at(x * factor + dx, y * factor + dy, channel);
                (*pixels)[to++] = static_cast<std::uint8_t>(sum / (factor * factor));
            }
    return {width, height, channels, pixels};
}

}  // namespace

Result<void> writeReportPicture(const station::DataFolder& data, const station::PageRecord& page, int most,
                                const std::string& path) {
    auto original = data.blobs().read(page.sha256);
    if (!original) return fail(original.error());
    auto scan = ocr::Scan::fromBytes(page.fileName, std::move(*original));
    if (!scan) return fail(scan.error());
    const auto decoded = scan->page(page.page);
    if (!decoded) return fail(decoded.error());
    const ocr::Picture& picture = decoded->picture;
    const int longest = std::max(picture.width, picture.height);
    return ocr::writePng(reduced(picture, std::max(1, (longest + most - 1) / most)), path);
}

std::string reportPage(const ScanResult& result, const std::string& picture) {
    const Value& reading = result.page.reading;
    const List* size = reading["size"].list();
    if (size == nullptr || size->size() != 2) return {};
    const double width = figure((*size)[0]), height = figure((*size)[1]);
    const int turns = quarterTurns(reading["corners"]);
    const double seenWidth = turns % 2 == 0 ? width : height, seenHeight = turns % 2 == 0 ? height : width;
    std::string turn;
    if (turns == 1) turn = "rotate(-90) translate(" + number(-width, 0) + " 0)";
    if (turns == 2) turn = "rotate(180) translate(" + number(-width, 0) + " " + number(-height, 0) + ")";
    if (turns == 3) turn = "rotate(90) translate(0 " + number(-height, 0) + ")";
    std::string out =
        "<figure class=\"page\"><svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
        "aria-label=\"読み取った画像と項目の位置\" "
        "viewBox=\"0 0 " +
        number(seenWidth, 0) + " " + number(seenHeight, 0) + "\"><g transform=\"" + turn + "\"><image href=\"" +
        xml::escape(picture) + "\" width=\"" + number(width, 0) + "\" height=\"" + number(height, 0) +
        "\" preserveAspectRatio=\"none\"/>";
    if (!reading["corners"].isNull()) {
        out += "<polygon class=\"edge\" points=\"";
        for (const Spot& spot : quadOf(reading["corners"])) out += number(spot.x, 0) + "," + number(spot.y, 0) + " ";
        out += "\"/>";
    }
    const double type = std::max(seenWidth, seenHeight) / 110;
    std::size_t count = 0;
    for (const FieldCheck& check : result.fields) {
        ++count;
        const List* fields = reading["fields"].list();
        const Value* found = nullptr;
        for (const Value& field : *fields)
            if (text(field["field"]) == check.field) found = &field;
        if (found == nullptr || (*found)["quad"].isNull()) continue;
        const auto quad = quadOf((*found)["quad"]);
        out += "<g class=\"" +
               std::string(check.doubt   ? "doubt"
                           : check.right ? "accept"
                                         : "wrong") +
               "\"><title>" + xml::escape(check.title + ": " + check.machine) + "</title><polygon points=\"";
        for (const Spot& spot : quad) out += number(spot.x, 1) + "," + number(spot.y, 1) + " ";
        out += "\"/><text font-size=\"" + number(type, 1) + "\" transform=\"translate(" + number(quad[0].x, 1) + " " +
               number(quad[0].y, 1) + ") rotate(" + std::to_string(90 * turns) + ")\" y=\"" + number(-type * 0.2, 1) +
               "\">" + std::to_string(count) + "</text></g>";
    }
    return out +
           "</g></"
           "svg><figcaption>緑の実線はそのまま採用、橙の破線は人の確認へ回した項目です。番号は下の表と同じです。</"
           "figcaption></figure>";
}

}  // namespace toitsu::cli
