#include "tests/scanlab/fill.h"

#include <algorithm>
#include <cmath>

#include "base/era.h"
#include "base/text.h"
#include "tests/scanlab/strokes.h"

namespace toitsu::scanlab {
namespace {

using forms::Box;

class Filler {
public:
    Filler(Sheet& sheet, const Writer& writer, const DigitShapes& digits, Random& random)
        : sheet_(sheet), writer_(writer), digits_(digits), random_(random) {}

    void write(const forms::TextPlace& place, const std::string& text) {
        const bool typed = place.written == forms::Written::printed ||
                           (place.written == forms::Written::either && random_.chance(0.5));
        if (place.cells > 0) return writeCells(place, text, typed);
        const bool digitsOnly = !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
        if (!typed && digitsOnly) return writeDigits(place, text);
        writeLine(place, text, typed);
    }

    void mark(const forms::OptionPlace& option, forms::Mark kind) {
        const Box box = scaled(option.box);
        const double pen = sheet_.pixels(writer_.penWidth);
        sheet_.put(kind == forms::Mark::circle  ? circle(box, pen, random_)
                   : kind == forms::Mark::cross ? cross(box, pen, random_)
                                                : tick(box, pen, random_),
                   writer_.pen, random_);
    }

    void sealAt(const forms::SealPlace& place, const std::string& name) {
        const double diameter = random_.between(9.5, 13.0);
        forms::Point centre = place.box.centre();
        centre.x += random_.normal() * 0.9;
        if (random_.chance(0.25)) centre.x -= random_.between(1, 3);  // towards the name
        centre.y += random_.normal() * 0.7;
        sheet_.put(seal({sheet_.pixels(centre.x), sheet_.pixels(centre.y)}, sheet_.pixels(diameter), name, random_),
                   writer_.sealInk, random_);
    }

private:
    Box scaled(const Box& box) const {
        return {sheet_.pixels(box.x), sheet_.pixels(box.y), sheet_.pixels(box.width), sheet_.pixels(box.height)};
    }

    // Centres the mask on a point, in pixels.
    void put(Mask mask, double x, double y, const Ink& ink) {
        const int left = static_cast<int>(std::lround(x - mask.width / 2.0)),
                  top = static_cast<int>(std::lround(y - mask.height / 2.0));
        sheet_.put({std::move(mask), left, top}, ink, random_);
    }

    Mask character(const std::string& c, const Box& cell, bool typed) {
        const double room = std::min(cell.height, cell.width * 1.5);
        if (typed) return typeset(c, writer_.typed, sheet_.pixels(std::min(room * 0.62, 4.2)));
        const double height = sheet_.pixels(room * random_.between(0.52, 0.72));
        if (c.size() == 1 && c[0] >= '0' && c[0] <= '9') {
            return digits_.draw(c[0] - '0', height, sheet_.pixels(writer_.penWidth), writer_.written, random_);
        }
        return handwrite(c, writer_.written, height * 1.15, sheet_.pixels(writer_.penWidth), random_);
    }

    void writeCells(const forms::TextPlace& place, const std::string& text, bool typed) {
        const auto characters = text::decode(text);
        const auto cells = place.cellBoxes.size();
        const std::size_t first = place.rightAligned && characters.size() < cells ? cells - characters.size() : 0;
        for (std::size_t i = 0; i < characters.size() && first + i < cells; ++i) {
            const Box& cell = place.cellBoxes[first + i];
            const double loose = typed ? 0.0 : 0.05;
            const double x = sheet_.pixels(cell.centre().x + random_.normal() * cell.width * loose);
            const double y = sheet_.pixels(cell.centre().y + random_.normal() * cell.height * loose);
            put(character(text::encode(characters.substr(i, 1)), cell, typed), x, y,
                typed ? writer_.toner : writer_.pen);
        }
    }

    void writeDigits(const forms::TextPlace& place, const std::string& text) {
        const double height = std::min(place.box.height * 0.68, 6.0), step = height * 0.72;
        const double length = step * static_cast<double>(text.size());
        double x = place.rightAligned ? place.box.right() - length - 1 : place.box.x + 1.5;
        for (const char c : text) {
            const double y = sheet_.pixels(place.box.centre().y + random_.normal() * 0.2);
            put(digits_.draw(c - '0', sheet_.pixels(height), sheet_.pixels(writer_.penWidth), writer_.written, random_),
                sheet_.pixels(x + step / 2), y, writer_.pen);
            x += step;
        }
    }

    // Shrinks until the line fits its box.
    void writeLine(const forms::TextPlace& place, const std::string& text, bool typed) {
        const Box& box = place.box;
        double size = typed ? std::min(box.height * 0.72, random_.between(3.5, 4.2))
                            : std::min(box.height * 0.78, random_.between(4.6, 6.6));
        const double room = sheet_.pixels(box.width - 1.6);
        const double wanted = typeset(text, typed ? writer_.typed : writer_.written, sheet_.pixels(size)).width;
        if (wanted > room) size *= room / wanted;
        Mask line = typed ? typeset(text, writer_.typed, sheet_.pixels(size))
                          : handwrite(text, writer_.written, sheet_.pixels(size * 0.96),
                                      sheet_.pixels(writer_.penWidth), random_);
        const double margin = typed ? 0 : sheet_.pixels(size) * 0.4;  // that handwrite leaves on both sides
        const double left = sheet_.pixels(box.x + random_.between(0.6, typed ? 1.2 : 2.5)) - margin;
        const double right = sheet_.pixels(box.right() - random_.between(0.6, 1.4)) + margin - line.width;
        const double x = (place.rightAligned ? right : std::min(left, std::max(right, sheet_.pixels(box.x) - margin))) +
                         line.width / 2.0;
        const double y = sheet_.pixels(box.centre().y + random_.normal() * (typed ? 0.15 : 0.3));
        put(std::move(line), x, y, typed ? writer_.toner : writer_.pen);
    }

    Sheet& sheet_;
    const Writer& writer_;
    const DigitShapes& digits_;
    Random& random_;
};

// Whose seal: the family name of the person beside it.
std::string sealName(const std::string& field, const Answers& answers) {
    const std::string owner = field.substr(0, field.rfind('.'));
    for (const char* beside : {".representative", ".name", ".contact"}) {
        const auto found = answers.fields.find(owner + beside);
        if (found == answers.fields.end() || found->second.empty()) continue;
        std::string name = found->second;
        const std::string title = "代表取締役";
        if (name.starts_with(title)) name = text::trim(name.substr(title.size()));
        for (const std::string space : {"　", " "}) name = name.substr(0, name.find(space));
        if (text::length(name) <= 3) return name;
    }
    return "印";
}

std::vector<std::string> chosen(const forms::ChoicePlace& place, const Answers& answers) {
    const auto found = answers.fields.find(place.field);
    if (found == answers.fields.end() || found->second.empty()) return {};
    if (place.part != "era") return text::split(found->second, '|');
    const auto date = Date::parse(found->second);
    const auto wareki = date ? toWareki(*date) : std::nullopt;
    return wareki ? std::vector<std::string>{eraCode(wareki->era)} : std::vector<std::string>{};
}

}  // namespace

Writer drawWriter(bool faint, Random& random) {
    static const std::vector<Ink> pens{{32, 28, 28, 0.96, 0.05},
                                       {25, 22, 20, 0.98, 0.02},
                                       {150, 62, 26, 0.92, 0.08},
                                       {96, 50, 30, 0.94, 0.06},
                                       {92, 92, 92, 0.85, 0.45}};
    Writer writer{typedHand(random),        writtenHand(random),       {18, 18, 18, 0.97, 0.03}, random.pick(pens),
                  {52, 48, 204, 0.85, 0.2}, random.between(0.32, 0.6), random.chance(0.3)};
    if (faint) {
        writer.pen = {110, 110, 110, random.between(0.5, 0.7), 0.5};
        writer.toner.opacity = random.between(0.5, 0.7);
        writer.penWidth = random.between(0.3, 0.42);
    }
    return writer;
}

void fill(Sheet& sheet, const forms::LayoutPage& page, const forms::Form& form, const Answers& answers,
          const Writer& writer, const DigitShapes& digits, Random& random) {
    Filler filler(sheet, writer, digits, random);
    for (const auto& place : page.texts) {
        const std::string text = textOf(place, form, answers, writer.padsDates);
        if (!text.empty()) filler.write(place, text);
    }
    for (const auto& place : page.choices) {
        const auto codes = chosen(place, answers);
        for (const auto& option : place.options) {
            if (std::find(codes.begin(), codes.end(), option.option) != codes.end()) filler.mark(option, place.mark);
        }
    }
    for (const auto& place : page.seals) {
        const auto found = answers.fields.find(place.field);
        if (found != answers.fields.end() && found->second == "true")
            filler.sealAt(place, sealName(place.field, answers));
    }
}

}  // namespace toitsu::scanlab
