// Widths are not compared attribute by attribute: a record is made as long as the layout's boxes and the form's lengths
// let it be, and the binding says which of its columns it would overflow. So half-width kana, CP932 and joined columns
// count as they do in life.

#include "apps/authoring/binding_lint.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "apps/station/library_folder.h"
#include "base/files.h"
#include "base/text.h"
#include "forms/findings.h"
#include "forms/library.h"
#include "forms/record.h"

namespace toitsu::authoring {

namespace {

using forms::FieldType;

// Boxes of the field's places, one number for each part; empty when any part is written freely.
std::vector<int> boxesOf(const forms::Layout& layout, const std::string& field) {
    std::vector<int> boxes;
    for (const forms::LayoutPage& page : layout.pages)
        for (const forms::TextPlace& place : page.texts)
            if (place.field == field) boxes.push_back(place.cells);
    if (std::find(boxes.begin(), boxes.end(), 0) != boxes.end()) boxes.clear();
    return boxes;
}

std::string repeated(const std::string& one, int times) {
    std::string out;
    for (int n = 0; n < times; ++n) out += one;
    return out;
}

// The longest value that the paper lets through; null where nothing limits it, and for choices.
Value longest(const forms::Field& field, const std::vector<int>& boxes) {
    const int boxed = boxes.empty() ? 0 : *std::max_element(boxes.begin(), boxes.end());
    const int characters = boxed > 0 ? boxed : field.length;
    switch (field.type) {
        case FieldType::digits:
            return characters > 0 ? Value(repeated("9", characters)) : Value();
        case FieldType::money:
            return boxed > 0 && boxed <= 18 ? Value(*Decimal::parse(repeated("9", boxed))) : Value();
        case FieldType::myNumber:
            return Value(repeated("9", 12));
        case FieldType::corporateNumber:
            return Value(repeated("9", 13));
        case FieldType::municipalityCode:
            return Value(repeated("9", 6));
        case FieldType::insurerNumber:
        case FieldType::bankCode:
        case FieldType::branchCode:
        case FieldType::accountNumber:
        case FieldType::yuchoSymbol:
        case FieldType::yuchoNumber:
            return Value(repeated("9", field.length));
        case FieldType::accountHolder:
            return Value(repeated("ｶ", characters > 0 ? characters : 30));
        case FieldType::postcode:
            return Value("999-9999");
        case FieldType::phone:
            return Value("090-9999-9999");  // however many boxes there are, no number has more than eleven digits
        case FieldType::date:
            return Value(Date{2026, 12, 31});
        case FieldType::flag:
            return Value(true);
        case FieldType::kana:
            return characters > 0 ? Value(repeated("カ", characters)) : Value();
        case FieldType::text:
        case FieldType::personName:
        case FieldType::address:
            return characters > 0 ? Value(repeated("国", characters)) : Value();
        case FieldType::choice:
        case FieldType::choices:
        case FieldType::seal:
        case FieldType::signature:
        case FieldType::image:
            break;
    }
    return {};
}

Context longestRecord(const forms::Form& form, const forms::Layout* layout) {
    forms::Record record;
    for (const forms::Field& field : layout == nullptr ? form.fields : forms::askedForm(form, *layout).fields) {
        forms::FieldValue value;
        value.field = field.id;
        value.value = longest(field, layout == nullptr ? std::vector<int>() : boxesOf(*layout, field.id));
        record.fields.push_back(std::move(value));
    }
    return forms::scope(record);
}

// The field of the form, or of a layout of the binding's municipality.
const forms::Field* fieldOf(const std::string& id, const std::string& municipality, const forms::Library& library,
                            const forms::Form& form) {
    if (const forms::Field* field = form.field(id)) return field;
    for (const auto& layout : library.layouts) {
        if (layout->form != form.id || layout->municipality != municipality) continue;
        if (const forms::Field* local = forms::askedForm(form, *layout).field(id)) return local;
    }
    return nullptr;
}

void checkUse(const backends::FieldUse& use, const forms::Field* field, const forms::Form& form,
              forms::Findings& findings) {
    if (field == nullptr) {
        forms::addError(findings, "C120",
                        {"様式「" + form.id + "」に項目「" + use.field + "」はありません。名前を確かめてください",
                         "the form \"" + form.id + "\" has no field \"" + use.field + "\"; correct the name"},
                        use.place);
        return;
    }
    if (use.codes.empty()) return;
    for (const forms::Option& option : field->options)
        if (std::find(use.codes.begin(), use.codes.end(), option.code) == use.codes.end())
            forms::addWarning(
                findings, "C121",
                {"項目「" + use.field + "」の選択肢 " + option.code +
                     " に業務システムのコードがありません。<map> を足してください",
                 "the option " + option.code + " of \"" + use.field + "\" has no counterpart here; add a <map>"},
                use.place);
}

void checkWidths(const backends::Binding& binding, const forms::Library& library, const forms::Form& form,
                 forms::Findings& findings) {
    std::vector<const forms::Layout*> layouts;
    for (const auto& layout : library.layouts)
        if (layout->form == form.id && layout->municipality == binding.municipality()) layouts.push_back(layout.get());
    if (layouts.empty()) layouts.push_back(nullptr);  // the form's own lengths
    std::set<std::pair<int, int>> told;
    for (const forms::Layout* layout : layouts)
        for (const backends::NarrowColumn& narrow : binding.narrowFor(longestRecord(form, layout))) {
            if (!told.insert({narrow.place.line, narrow.place.column}).second) continue;
            const std::string needs = std::to_string(narrow.needs), takes = std::to_string(narrow.takes);
            const std::string paper = layout == nullptr ? form.id : layout->id;
            forms::addWarning(
                findings, "C122",
                {"列 " + narrow.column + "（項目 " + text::join(narrow.fields, "、") + "）は " + takes +
                     (narrow.bytes ? " バイト" : " 文字") + "までですが、帳票 " + paper + " には " + needs +
                     (narrow.bytes ? " バイト" : " 文字") + "まで書けます。入りきらない案件は差し戻されます",
                 "column " + narrow.column + " (field " + text::join(narrow.fields, ", ") + ") takes " + takes +
                     (narrow.bytes ? " bytes" : " characters") + ", but on " + paper + " people can write " + needs +
                     "; such a case comes back to the clerk"},
                narrow.place);
        }
}

}  // namespace

int lintBindings(const std::string& folder, forms::Findings& findings) {
    const auto files = station::filesBelow(folder + "/bindings", ".xml");
    if (files.empty()) return 0;
    forms::Findings known;  // the mistakes of forms and layouts are told where they are checked
    const auto library = forms::Library::load(folder, known);
    for (const std::string& file : files) {
        const auto xml = files::read(file);
        if (!xml) {
            findings.errors.push_back(xml.error());
            continue;
        }
        const auto binding = backends::Binding::parse(*xml, file, findings.errors);
        if (binding == nullptr || !library) continue;
        const std::string operation = binding->operation();
        const forms::Form* form = library->form(operation.substr(0, operation.rfind('.')));
        if (form == nullptr) continue;  // an operation that takes no form
        for (const backends::FieldUse& use : binding->uses())
            checkUse(use, fieldOf(use.field, binding->municipality(), *library, *form), *form, findings);
        checkWidths(*binding, *library, *form, findings);
    }
    return static_cast<int>(files.size());
}

}  // namespace toitsu::authoring
