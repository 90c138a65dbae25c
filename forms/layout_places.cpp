#include <algorithm>

#include "base/era.h"
#include "forms/element_reader.h"
#include "forms/findings.h"
#include "forms/layout_parser.h"
#include "forms/record.h"

namespace toitsu::forms {
namespace {

std::string elementFor(FieldType type) {
    switch (type) {
        case FieldType::choice:
        case FieldType::choices:
            return "choice";
        case FieldType::flag:
            return "flag";
        case FieldType::seal:
        case FieldType::signature:
            return "seal";
        case FieldType::image:
            return "image";
        default:
            return "place";
    }
}

const Field* readField(ElementReader& reader, const Form& form) {
    const auto id = reader.required("field");
    if (!id) return nullptr;
    const Field* field = form.field(*id);
    if (field) return field;
    std::vector<std::string> ids;
    for (const Field& known : form.fields) ids.push_back(known.id);
    reader.error("F031", "field",
                 Wording{"様式「" + form.id + "」に項目「" + shown(*id) + "」はありません。",
                         "Form \"" + form.id + "\" has no field \"" + shown(*id) + "\"."} +
                     suggestion(*id, ids));
    return nullptr;
}

// F036 unless `<element>` can hold the field; `part` matters because an era may be a choice.
bool checkKind(ElementReader& reader, const Field& field, const std::string& element, const std::string& part) {
    const std::string right = elementFor(field.type);
    if (element == right || element == "fixed") return true;
    if (element == "barcode" && right == "place") return true;  // whatever is written can be encoded as well
    if (element == "choice" && field.type == FieldType::date) {
        if (part == "era") return true;
        reader.error("F033", "part",
                     {"日付で <choice> にできるのは元号だけです。part=\"era\" と書いてください。",
                      "Of a date only the era can be a <choice>. Write part=\"era\"."});
        return false;
    }
    const std::string type(typeName(field.type));
    reader.error("F036", "field",
                 {"項目「" + field.id + "」は " + type + " 型なので <" + element + "> に書けません。<" + right +
                      "> を使ってください。",
                  "Field \"" + field.id + "\" is of type " + type + " and cannot stand in <" + element + ">. Use <" +
                      right + ">."});
    return false;
}

std::string readPart(ElementReader& reader, const Field* field) {
    const std::string part = reader.optional("part");
    if (!field || !reader.has("part")) return part;
    const auto parts = partsOf(field->type);
    if (std::find(parts.begin(), parts.end(), part) != parts.end()) return part;
    const std::string type(typeName(field->type));
    const Wording what{type + " 型の項目に部分「" + shown(part) + "」はありません。",
                       "A field of type " + type + " has no part \"" + shown(part) + "\"."};
    reader.error(
        "F033", "part",
        what + (parts.empty() ? Wording{"part を消してください。", " Remove part."} : suggestion(part, parts)));
    return part;
}

// How many characters the paper must offer; empty when any number will do.
std::vector<int> cellCounts(const Field& field, const std::string& part) {
    if (field.type == FieldType::date) {
        if (part.empty()) return {7, 8};
        if (part == "year") return {1, 2, 4};
        if (part == "era") return {1, 2};
        return part == "month" || part == "day" ? std::vector<int>{2} : std::vector<int>{};
    }
    if (field.type == FieldType::postcode && !part.empty()) return {part == "1" ? 3 : 4};
    if (field.type == FieldType::insurerNumber && field.lengthIsMaximum) return {6, 8};
    const bool exact = isIdentifier(field.type) || field.type == FieldType::postcode;
    if (exact && field.length > 0 && !field.lengthIsMaximum) return {field.length};
    return {};
}

void checkCellCount(ElementReader& reader, const Field& field, const TextPlace& place) {
    if (place.cells == 0) return;
    const auto counts = cellCounts(field, place.part);
    const bool tooMany = counts.empty() && field.length > 0 && place.part.empty() && place.cells > field.length;
    if (!tooMany && (counts.empty() || std::find(counts.begin(), counts.end(), place.cells) != counts.end())) return;
    std::string possible = tooMany ? "≤ " + std::to_string(field.length) : "";
    for (const int count : counts) possible += (possible.empty() ? "" : ", ") + std::to_string(count);
    const std::string cells = std::to_string(place.cells);
    reader.error("F039", reader.has("cells") ? "cells" : "field",
                 {"項目「" + field.id + "」の桁数と合いません: マスが " + cells + " あります。マスを " + possible +
                      " にするか、様式の length を直してください。",
                  "The cells do not fit field \"" + field.id + "\": there are " + cells + ". Make them " + possible +
                      ", or correct the form's length."});
}

void readCells(const xml::Element& element, ElementReader& reader, const LayoutPage& page, TextPlace& place,
               Findings& findings) {
    place.cells = reader.whole("cells", 1, 400).value_or(0);
    for (const xml::Element& child : element.children) {
        if (child.space != element.space || child.local != "cell") continue;
        ElementReader cell(child, findings);
        const auto box = cell.box("box");
        cell.finish({});
        if (!box) continue;
        checkOnPage(child, *box, page, findings);
        constexpr double kTolerance = 0.5;  // mm: half a line's width and a rounded number
        const bool inside = box->x >= place.box.x - kTolerance && box->y >= place.box.y - kTolerance &&
                            box->right() <= place.box.right() + kTolerance &&
                            box->bottom() <= place.box.bottom() + kTolerance;
        if (!inside && place.box.width > 0) {
            cell.error("F045", "box",
                       {"マスが <place> の box の外にあります。どちらかの box を直してください。",
                        "The cell lies outside the box of its <place>. Correct one of the boxes."});
        }
        place.cellBoxes.push_back(*box);
    }
    const int listed = static_cast<int>(place.cellBoxes.size());
    if (listed > 0 && place.cells > 0 && listed != place.cells) {
        reader.error("F040", "cells",
                     {"cells=\"" + std::to_string(place.cells) + "\" ですが <cell> は " + std::to_string(listed) +
                          " 個です。数を合わせるか cells を消してください。",
                      "cells=\"" + std::to_string(place.cells) + "\", but there are " + std::to_string(listed) +
                          " <cell>. Make them equal, or remove cells."});
    }
    if (listed > 0 && place.cells == 0) place.cells = listed;
    if (listed > 0) return;
    const double share = place.cells > 0 ? place.box.width / place.cells : 0;
    for (int i = 0; i < place.cells; ++i)
        place.cellBoxes.push_back({place.box.x + i * share, place.box.y, share, place.box.height});
}

void readPlace(const xml::Element& element, const Form& form, LayoutPage& page, Findings& findings) {
    ElementReader reader(element, findings);
    TextPlace place;
    place.place = element.place;
    const Field* field = readField(reader, form);
    place.part = readPart(reader, field);
    const auto box = reader.box("box");
    if (box) {
        place.box = *box;
        checkOnPage(element, *box, page, findings);
    }
    place.written = static_cast<Written>(reader.oneOf("written", {"hand", "printed", "either"}, 0).value_or(0));
    place.rightAligned = reader.oneOf("align", {"left", "right"}, 0).value_or(0) == 1;
    place.vertical = reader.boolean("vertical").value_or(false);
    readCells(element, reader, page, place, findings);
    reader.finish({"cell"});
    if (!field || !checkKind(reader, *field, "place", place.part)) return;
    checkCellCount(reader, *field, place);
    place.field = field->id;
    page.texts.push_back(std::move(place));
}

std::vector<std::string> optionCodes(const Field& field) {
    std::vector<std::string> codes;
    if (field.type == FieldType::date) {
        for (const Era era : {Era::meiji, Era::taisho, Era::showa, Era::heisei, Era::reiwa})
            codes.push_back(eraCode(era));
    }
    for (const Option& option : field.options) codes.push_back(option.code);
    return codes;
}

Mark readMark(ElementReader& reader) {
    return static_cast<Mark>(reader.oneOf("mark", {"check", "circle", "cross"}, 0).value_or(0));
}

void readOption(const xml::Element& element, const Field* field, const LayoutPage& page, ChoicePlace& choice,
                Findings& findings) {
    ElementReader reader(element, findings);
    OptionPlace option;
    option.place = element.place;
    option.option = reader.required("option").value_or("");
    option.printed = reader.optional("printed");
    const auto box = reader.box("box");
    reader.finish({});
    if (box) {
        option.box = *box;
        checkOnPage(element, *box, page, findings);
    }
    if (!field || option.option.empty()) return;
    const auto codes = optionCodes(*field);
    if (std::find(codes.begin(), codes.end(), option.option) == codes.end()) {
        reader.error("F032", "option",
                     Wording{"項目「" + field->id + "」に選択肢「" + shown(option.option) + "」はありません。",
                             "Field \"" + field->id + "\" has no option \"" + shown(option.option) + "\"."} +
                         suggestion(option.option, codes));
    }
    const bool twice = std::any_of(choice.options.begin(), choice.options.end(),
                                   [&](const OptionPlace& o) { return o.option == option.option; });
    if (twice) {
        reader.error("F015", "option",
                     {"選択肢「" + shown(option.option) + "」が2か所にあります。片方を消してください。",
                      "Option \"" + shown(option.option) + "\" stands twice. Remove one."});
    }
    choice.options.push_back(std::move(option));
}

void readChoice(const xml::Element& element, const Form& form, LayoutPage& page, Findings& findings) {
    ElementReader reader(element, findings);
    ChoicePlace choice;
    choice.place = element.place;
    const Field* field = readField(reader, form);
    choice.part = readPart(reader, field);
    choice.mark = readMark(reader);
    reader.finish({"at"});
    const bool fits = field && checkKind(reader, *field, "choice", choice.part);
    for (const xml::Element& child : element.children) {
        if (child.space != element.space || child.local != "at") continue;
        if (enough(findings) || choice.options.size() > kMostPlaces) break;  // F061 where the page is counted
        readOption(child, fits ? field : nullptr, page, choice, findings);
    }
    if (choice.options.empty() && fits && element.children.empty()) {
        addError(findings, "F013",
                 {"選択肢の場所がありません。<at option=\"…\" box=\"…\"/> を書いてください。",
                  "There is no place of an option. Add <at option=\"…\" box=\"…\"/>."},
                 element.place);
    }
    if (!fits) return;
    choice.field = field->id;
    page.choices.push_back(std::move(choice));
}

void readFlag(const xml::Element& element, const Form& form, LayoutPage& page, Findings& findings) {
    ElementReader reader(element, findings);
    ChoicePlace choice;
    choice.place = element.place;
    const Field* field = readField(reader, form);
    choice.mark = readMark(reader);
    const std::string printed = reader.optional("printed");
    const auto box = reader.box("box");
    reader.finish({});
    if (box) checkOnPage(element, *box, page, findings);
    if (!field || !checkKind(reader, *field, "flag", "") || !box) return;
    choice.field = field->id;
    choice.options.push_back({"true", printed, *box, element.place});
    page.choices.push_back(std::move(choice));
}

void readArea(const xml::Element& element, const Form& form, LayoutPage& page, Findings& findings) {
    ElementReader reader(element, findings);
    const Field* field = readField(reader, form);
    const auto box = reader.box("box");
    reader.finish({});
    if (box) checkOnPage(element, *box, page, findings);
    if (!field || !checkKind(reader, *field, element.local, "") || !box) return;
    if (element.local == "seal")
        page.seals.push_back({field->id, *box, element.place, field->type == FieldType::signature});
    if (element.local == "image") page.images.push_back({field->id, *box, element.place});
}

void readBarcode(const xml::Element& element, const Form& form, LayoutPage& page, Findings& findings) {
    ElementReader reader(element, findings);
    const Field* field = readField(reader, form);
    const auto box = reader.box("box");
    const auto& kinds = barcodeKinds();
    const auto kind = reader.oneOf("kind", kinds, kinds.size() - 1);
    reader.finish({});
    if (box) checkOnPage(element, *box, page, findings);
    if (!field || !checkKind(reader, *field, "barcode", "") || !box || !kind) return;
    page.barcodes.push_back({field->id, *box, kinds[*kind], element.place});
}

void readFixed(const xml::Element& element, const Form& form, LayoutPage& page, Findings& findings) {
    ElementReader reader(element, findings);
    FixedPart fixed;
    fixed.place = element.place;
    const Field* field = readField(reader, form);
    fixed.part = readPart(reader, field);
    fixed.value = reader.required("value").value_or("");
    reader.finish({});
    if (!field || fixed.value.empty()) return;
    bool good = true;
    if (fixed.part.empty()) {
        good = parseField(*field, fixed.value).has_value();
    } else if (fixed.part == "era") {
        good = parseEra(fixed.value).has_value();
    } else {
        good = fixed.value.size() <= 5 && fixed.value.find_first_not_of("0123456789") == std::string::npos;
    }
    if (!good) {
        reader.error(
            "F014", "value",
            {"value=\"" + shown(fixed.value) +
                 "\" はこの項目の値として読めません。紙に印刷されている値(元号なら "
                 "令和、数なら算用数字)を書いてください。",
             "value=\"" + shown(fixed.value) +
                 "\" is no value of this field. Write what the paper prints (an era as 令和, numbers as digits)."});
    }
    fixed.field = field->id;
    page.fixed.push_back(std::move(fixed));
}

}  // namespace

const std::vector<std::string>& barcodeKinds() {
    static const std::vector<std::string> kinds{"qr",   "code128", "code39",  "code93",     "codabar", "itf", "ean13",
                                                "ean8", "upc",     "databar", "datamatrix", "pdf417",  "any"};
    return kinds;
}

std::vector<std::string> partsOf(FieldType type) {
    if (type == FieldType::date) return {"era", "year", "month", "day"};
    if (type == FieldType::phone) return {"1", "2", "3"};
    if (type == FieldType::postcode) return {"1", "2"};
    return {};
}

bool isFieldElement(std::string_view name) {
    return name == "place" || name == "choice" || name == "flag" || name == "seal" || name == "image" ||
           name == "barcode" || name == "fixed";
}

void readFieldElement(const xml::Element& element, const Form& form, LayoutPage& page, Findings& findings) {
    if (element.local == "place") readPlace(element, form, page, findings);
    if (element.local == "choice") readChoice(element, form, page, findings);
    if (element.local == "flag") readFlag(element, form, page, findings);
    if (element.local == "seal" || element.local == "image") readArea(element, form, page, findings);
    if (element.local == "barcode") readBarcode(element, form, page, findings);
    if (element.local == "fixed") readFixed(element, form, page, findings);
}

}  // namespace toitsu::forms
