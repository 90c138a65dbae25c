#include "forms/check_digits.h"
#include "forms/element_reader.h"
#include "forms/findings.h"
#include "forms/form_parser.h"
#include "forms/layout_parser.h"

namespace toitsu::forms {

const Form& askedForm(const Form& form, const Layout& layout) {
    return layout.asked ? *layout.asked : form;
}

void readLocalField(const xml::Element& element, Layout& layout, Form& asked, Findings& findings) {
    if (tooManyFields(element, asked, 1, findings)) return;
    const std::size_t before = asked.fields.size();
    readField(element, asked, findings);
    if (asked.fields.size() == before) return;
    const Field& field = asked.fields.back();
    layout.localFields.push_back(field);
    const std::string prefix = "m" + layout.municipality + ".";
    if (localPrefix(field.id) == prefix || !validMunicipalityCode(layout.municipality)) return;
    const std::string right = prefix + (localPrefix(field.id).empty() ? field.id : field.id.substr(8));
    ElementReader(element, findings)
        .error("F064", "id",
               {"レイアウトだけの項目の id は、この団体の名前空間「" + prefix + "」で始めてください。id=\"" +
                    shown(right) + "\" と書きます。全団体に共通の項目なら様式(form.xml)に書いてください。",
                "The id of a layout's own field begins with this municipality's \"" + prefix + "\". Write id=\"" +
                    shown(right) + "\", or move the field into form.xml if every municipality asks for it."});
    if (asked.field(right) != nullptr) return;
    Field renamed = field;  // so that places which name it rightly are not reported too
    renamed.id = right;
    asked.fields.push_back(std::move(renamed));
}

}  // namespace toitsu::forms
