#include "tests/scanlab/fill.h"

#include <algorithm>
#include <cmath>

#include "base/era.h"
#include "base/text.h"
#include "forms/qr_code.h"
#include "tests/scanlab/pen_path.h"
#include "tests/scanlab/strokes.h"

namespace toitsu::scanlab {
namespace {

using forms::Box;

class Filler {
public:
    Filler(Sheet& sheet, const Writer& writer, const Manner& manner, const DigitShapes& digits, Random& random)
        : sheet_(sheet), writer_(writer), manner_(manner), digits_(digits), random_(random) {}

    Filled filled;

    void write(const forms::TextPlace& place, forms::FieldType type, const std::string& text) {
        const bool typed = place.written == forms::Written::printed ||
                           (place.written == forms::Written::either && random_.chance(0.5));
        const bool digitsOnly = text.find_first_not_of("0123456789") == std::string::npos;
        const bool free = manner_.hands && text.find_first_not_of("0123456789-,") == std::string::npos;
        filled.sources[place.field] = typed                                         ? "print"
                                      : (digitsOnly || free) && digits_.fromMnist() ? "mnist"
                                      : !digitsOnly && strokesCan(text)             ? "strokes"
                                                                                    : "font";
        if (place.cells > 0) {
            writeCells(place, text, typed);
            if (manner_.hands && !typed) fillEmptyCells(place, type, text::length(text));
            return;
        }
        if (!typed && (digitsOnly || free)) return writeDigits(place, text);
        writeLine(place, text, typed);
    }

    void mark(const forms::ChoicePlace& place, const std::vector<std::string>& codes, bool single) {
        if (manner_.marks != "plain") {
            filled.marks.push_back(markOptions(sheet_, place, codes, single, manner_.marks, writer_.habit,
                                               {writer_.pen, writer_.penWidth}, random_));
            return;
        }
        const double pen = sheet_.pixels(writer_.penWidth);
        const std::string kind = place.mark == forms::Mark::circle  ? "circle"
                                 : place.mark == forms::Mark::cross ? "cross"
                                                                    : "check";
        Marking marking{place.field, place.part, kind, {}, {}, {}, kind};
        for (const auto& option : place.options) {
            if (std::find(codes.begin(), codes.end(), option.option) == codes.end()) continue;
            const Box box = scaled(option.box);
            sheet_.put(kind == "circle"  ? circle(box, pen, random_)
                       : kind == "cross" ? cross(box, pen, random_)
                                         : tick(box, pen, random_),
                       writer_.pen, random_);
            marking.marked.push_back(option.option);
        }
        if (marking.marked.empty()) marking.kind = "none";
        filled.marks.push_back(marking);
    }

    void sign(const forms::SealPlace& place, const std::string& name) {
        forms::TextPlace line;
        line.field = place.field;
        line.box = place.box;
        write(line, forms::FieldType::personName, name);
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

    // A sticker or what the applicant's own system prints: a QR code; other kinds of bars stay empty.
    void code(const forms::BarcodePlace& place, const std::string& text) {
        if (place.kind != "qr" && place.kind != "any") return;
        const forms::QrCode qr = forms::qrCode(text);
        const int square = qr.side > 0 ? static_cast<int>(sheet_.pixels(std::min(place.box.width, place.box.height)) *
                                                          random_.between(0.8, 0.98)) /
                                             qr.side
                                       : 0;
        if (square < 1) return;
        Mask mask = Mask::empty(qr.side * square, qr.side * square);
        for (int y = 0; y < mask.height; ++y)
            for (int x = 0; x < mask.width; ++x)
                if (qr.dark(x / square, y / square)) mask.pixels[static_cast<std::size_t>(y * mask.width + x)] = 255;
        put(std::move(mask), sheet_.pixels(place.box.centre().x + random_.normal() * 0.2),
            sheet_.pixels(place.box.centre().y + random_.normal() * 0.2), writer_.toner);
        filled.sources[place.field] = "code";
    }

private:
    Box scaled(const Box& box) const {
        return {sheet_.pixels(box.x), sheet_.pixels(box.y), sheet_.pixels(box.width), sheet_.pixels(box.height)};
    }

    bool strokesCan(const std::string& text) const { return manner_.strokes && manner_.strokes->canWrite(text); }

    void noteManner(const std::string& manner) {
        auto& all = filled.manners;
        if (std::find(all.begin(), all.end(), manner) == all.end()) all.push_back(manner);
    }

    Mask digit(char c, double height) {
        Mask mask = digits_.draw(c - '0', height, sheet_.pixels(writer_.penWidth), writer_.written, random_);
        if (!manner_.hands) return mask;
        if (c == '7' && writer_.barsSevens) {
            barSeven(mask, sheet_.pixels(writer_.penWidth), random_);
            noteManner("barred-seven");
        }
        if (c == '0' && writer_.slashesZeros) {
            slashZero(mask, sheet_.pixels(writer_.penWidth), random_);
            noteManner("slashed-zero");
        }
        return mask;
    }

    void putStroke(forms::Point from, forms::Point to) {
        PenPath path;
        const double pen = sheet_.pixels(writer_.penWidth);
        const forms::Point a{sheet_.pixels(from.x), sheet_.pixels(from.y)}, b{sheet_.pixels(to.x), sheet_.pixels(to.y)};
        path.curve(a, {(a.x + b.x) / 2 + random_.normal() * pen * 0.5, (a.y + b.y) / 2 + random_.normal() * pen * 0.5},
                   b, pen, 1, 0.8);
        sheet_.put(path.draw(), writer_.pen, random_);
    }

    // What careful people do with the boxes before an amount: ¥ in the last empty one, lines in the others.
    void fillEmptyCells(const forms::TextPlace& place, forms::FieldType type, std::size_t used) {
        if (!place.rightAligned || used >= place.cellBoxes.size()) return;
        std::size_t empty = place.cellBoxes.size() - used;
        if (writer_.writesYen && type == forms::FieldType::money) {
            const Box& cell = place.cellBoxes[--empty];
            put(handwrite("¥", writer_.written, sheet_.pixels(cell.height * 0.62), sheet_.pixels(writer_.penWidth),
                          random_),
                sheet_.pixels(cell.centre().x), sheet_.pixels(cell.centre().y), writer_.pen);
            noteManner("yen");
        }
        for (std::size_t i = 0; writer_.dashesEmpty && i < empty; ++i) {
            const Box& cell = place.cellBoxes[i];
            const double y = cell.centre().y + random_.normal() * cell.height * 0.05, reach = cell.width * 0.28;
            putStroke({cell.centre().x - reach, y}, {cell.centre().x + reach, y + random_.normal() * 0.15});
            noteManner("dashes");
        }
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
            return digit(c[0], height);
        }
        if (strokesCan(c)) return manner_.strokes->write(c, height * 1.1, sheet_.pixels(writer_.penWidth), random_);
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

    // Digits without boxes; hyphens and commas between them are strokes.
    void writeDigits(const forms::TextPlace& place, const std::string& text) {
        double height = std::min(place.box.height * 0.68, 6.0), step = height * 0.72;
        const double length = step * static_cast<double>(text.size());
        if (manner_.hands && length > place.box.width - 2)
            height *= (place.box.width - 2) / length, step = height * 0.72;
        const double wanted = step * static_cast<double>(text.size());
        double x = place.rightAligned ? place.box.right() - wanted - 1 : place.box.x + 1.5;
        for (const char c : text) {
            const double middle = place.box.centre().y + random_.normal() * 0.2;
            if (c == '-') {
                putStroke({x + step * 0.2, middle}, {x + step * 0.8, middle + random_.normal() * 0.15});
            } else if (c == ',') {
                putStroke({x + step * 0.35, middle + height * 0.36}, {x + step * 0.15, middle + height * 0.56});
            } else {
                put(digit(c, sheet_.pixels(height)), sheet_.pixels(x + step / 2), sheet_.pixels(middle), writer_.pen);
            }
            x += step;
        }
    }

    // Shrinks until the line fits its box.
    void writeLine(const forms::TextPlace& place, const std::string& text, bool typed) {
        const Box& box = place.box;
        if (!typed && strokesCan(text)) return writeStrokes(box, text);
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

    void writeStrokes(const Box& box, const std::string& text) {
        const double most = sheet_.pixels(std::min(box.height * 0.78, random_.between(4.4, 6.4)));
        const double letters = static_cast<double>(text::length(text));
        const double size = std::min(most, sheet_.pixels(box.width - 2) / letters);
        Mask line = manner_.strokes->write(text, size, sheet_.pixels(writer_.penWidth), random_);
        const double margin = size * 0.4;  // that it leaves on both sides
        const double x = sheet_.pixels(box.x + random_.between(0.6, 2.5)) - margin + line.width / 2.0;
        const double y = sheet_.pixels(box.centre().y + random_.normal() * 0.25);
        put(std::move(line), x, y, writer_.pen);
    }

    Sheet& sheet_;
    const Writer& writer_;
    const Manner& manner_;
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

// Who signs: the person beside the place, else the first whom the form names.
std::string signerName(const std::string& field, const forms::Form& form, const Answers& answers) {
    const auto answered = [&](const std::string& id) {
        const auto found = answers.fields.find(id);
        return found == answers.fields.end() ? std::string() : found->second;
    };
    const std::string beside = answered(field.substr(0, field.rfind('.')) + ".name");
    if (!beside.empty()) return beside;
    for (const forms::Field& one : form.fields)
        if (one.type == forms::FieldType::personName && !answered(one.id).empty()) return answered(one.id);
    return "長野　太郎";
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

Writer drawWriter(const Profile& profile, Random& random) {
    static const std::vector<Ink> pens{{32, 28, 28, 0.96, 0.05},
                                       {25, 22, 20, 0.98, 0.02},
                                       {150, 62, 26, 0.92, 0.08},
                                       {96, 50, 30, 0.94, 0.06},
                                       {92, 92, 92, 0.85, 0.45}};
    static const std::vector<Ink> brightPens{{50, 45, 205, 0.9, 0.08},  {40, 120, 240, 0.9, 0.08},
                                             {70, 150, 40, 0.9, 0.08},  {215, 170, 60, 0.88, 0.08},
                                             {150, 60, 210, 0.88, 0.1}, {160, 50, 120, 0.92, 0.08}};
    Random habits = random.fork("habits");
    Writer writer{typedHand(random),        writtenHand(random),       {18, 18, 18, 0.97, 0.03}, random.pick(pens),
                  {52, 48, 204, 0.85, 0.2}, random.between(0.32, 0.6), random.chance(0.3)};
    if (profile.faint) {
        writer.pen = {110, 110, 110, random.between(0.5, 0.7), 0.5};
        writer.toner.opacity = random.between(0.5, 0.7);
        writer.penWidth = random.between(0.3, 0.42);
    }
    if (profile.brightPens) writer.pen = habits.pick(brightPens);
    writer.habit = drawHabit(habits);
    writer.barsSevens = habits.chance(0.3);
    writer.slashesZeros = habits.chance(0.12);
    writer.dashesEmpty = habits.chance(0.15);
    writer.writesYen = habits.chance(0.3);
    return writer;
}

Filled fill(Sheet& sheet, const forms::LayoutPage& page, const forms::Form& form, const Answers& answers,
            const Writer& writer, const Manner& manner, const DigitShapes& digits, Random& random) {
    Filler filler(sheet, writer, manner, digits, random);
    for (const auto& place : page.texts) {
        const forms::Field* field = form.field(place.field);
        const std::string text = textOf(place, form, answers, writer.padsDates);
        if (field && !text.empty()) filler.write(place, field->type, text);
    }
    for (const auto& place : page.choices) {
        const forms::Field* field = form.field(place.field);
        filler.mark(place, chosen(place, answers), field && field->type == forms::FieldType::choice);
    }
    for (const auto& place : page.barcodes) {
        const auto found = answers.fields.find(place.field);
        if (found != answers.fields.end() && !found->second.empty()) filler.code(place, found->second);
    }
    for (const auto& place : page.seals) {
        const auto found = answers.fields.find(place.field);
        if (found == answers.fields.end() || found->second != "true") continue;
        if (place.signature)
            filler.sign(place, signerName(place.field, form, answers));
        else
            filler.sealAt(place, sealName(place.field, answers));
    }
    return std::move(filler.filled);
}

}  // namespace toitsu::scanlab
