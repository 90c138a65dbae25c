#include "apps/authoring/vocabulary.h"

#include <filesystem>

#include "apps/station/places.h"
#include "base/files.h"
#include "base/xml.h"

namespace toitsu::authoring {

namespace {

constexpr std::string_view kXsd = "http://www.w3.org/2001/XMLSchema";

using xml::Element;

std::string localOf(const std::string& qualified) {
    return qualified.substr(qualified.find(':') + 1);
}

std::string aboutOf(const Element& element) {
    const Element* annotation = element.child("annotation");
    const Element* documentation = annotation == nullptr ? nullptr : annotation->child("documentation");
    return documentation == nullptr ? std::string() : documentation->text;
}

class SchemaReader {
public:
    explicit SchemaReader(const Element& schema) {
        for (const Element& child : schema.children) {
            if (child.space != kXsd) continue;
            if (child.local == "simpleType") simple_[child.get("name")] = &child;
            if (child.local == "complexType") complex_[child.get("name")] = &child;
            if (child.local == "attributeGroup") groups_[child.get("name")] = &child;
        }
    }

    Vocabulary read(const Element& schema) {
        out_.space = schema.get("targetNamespace");
        for (const auto& [name, type] : complex_) readType(name, *type);
        if (const Element* root = schema.child("element")) out_.root = child(*root, "");
        return std::move(out_);
    }

private:
    void readType(const std::string& name, const Element& type) {
        VocabularyType made;
        made.about = aboutOf(type);
        readContent(type, name, made);
        out_.types[name] = std::move(made);
    }

    void readContent(const Element& element, const std::string& name, VocabularyType& type) {
        for (const Element& one : element.children) {
            if (one.space != kXsd) continue;
            if (one.local == "element") {
                type.children.push_back(child(one, name));
            } else if (one.local == "attribute") {
                type.attributes.push_back(attribute(one));
            } else if (one.local == "attributeGroup") {
                const auto group = groups_.find(localOf(one.get("ref")));
                if (group != groups_.end()) readContent(*group->second, name, type);
            } else if (one.local == "extension") {
                const auto base = complex_.find(localOf(one.get("base")));
                if (base != complex_.end()) readContent(*base->second, name, type);
                readContent(one, name, type);
            } else if (one.local == "choice" || one.local == "sequence" || one.local == "all" ||
                       one.local == "simpleContent" || one.local == "complexContent") {
                readContent(one, name, type);
            }
        }
    }

    VocabularyChild child(const Element& element, const std::string& within) {
        VocabularyChild made{element.get("name"), localOf(element.get("type")), aboutOf(element)};
        if (const Element* own = element.child("complexType")) {
            made.type = (within.empty() ? "" : within + "/") + made.element;
            readType(made.type, *own);
        }
        if (const auto named = complex_.find(made.type); made.about.empty() && named != complex_.end())
            made.about = aboutOf(*named->second);
        return made;
    }

    VocabularyAttribute attribute(const Element& element) const {
        VocabularyAttribute made{element.get("name"), aboutOf(element), element.get("use") == "required", {}};
        const Element* type = element.child("simpleType");
        if (const auto named = simple_.find(localOf(element.get("type"))); type == nullptr && named != simple_.end())
            type = named->second;
        if (type == nullptr) return made;
        if (made.about.empty()) made.about = aboutOf(*type);
        if (const Element* restriction = type->child("restriction"))
            for (const Element* one : restriction->all("enumeration"))
                made.values.push_back({one->get("value"), aboutOf(*one)});
        return made;
    }

    std::map<std::string, const Element*> simple_, complex_, groups_;
    Vocabulary out_;
};

}  // namespace

Result<Vocabulary> Vocabulary::parse(const std::string& xsd, const std::string& file) {
    const auto document = xml::parse(xsd, file);
    if (!document) return fail(document.error());
    if (document->root.space != kXsd || document->root.local != "schema")
        return fail(ErrorKind::schema, "V317",
                    {"XSD ではありません。ひな型集の schema/ を元に戻してください",
                     "this is no XSD; put the library's schema/ back"},
                    document->root.place);
    return SchemaReader(document->root).read(document->root);
}

Result<Vocabulary> Vocabulary::of(FileKind kind, const std::string& library) {
    if (kind != FileKind::form && kind != FileKind::layout) return Vocabulary();
    const std::string name = "/schema/" + std::string(kindName(kind)) + ".xsd";
    std::string file = library + name;
    std::error_code ignored;  // a library of one's own may have no schemas
    if (!std::filesystem::is_regular_file(file, ignored)) {
        const auto shipped = station::libraryFolder("");
        if (!shipped) return fail(shipped.error());
        file = *shipped + name;
    }
    const auto xsd = files::read(file, kLongestText);
    if (!xsd) return fail(xsd.error());
    return parse(*xsd, file);
}

Value Vocabulary::value() const {
    List shown;
    for (const auto& [name, type] : types) {
        List attributes, children;
        for (const VocabularyAttribute& one : type.attributes) {
            List values;
            for (const Word& word : one.values)
                values.emplace_back(Context{{"value", word.value}, {"about", word.about}});
            attributes.emplace_back(Context{
                {"name", one.name}, {"about", one.about}, {"required", one.required}, {"values", std::move(values)}});
        }
        for (const VocabularyChild& one : type.children)
            children.emplace_back(Context{{"element", one.element}, {"type", one.type}, {"about", one.about}});
        shown.emplace_back(Context{{"name", name},
                                   {"about", type.about},
                                   {"attributes", std::move(attributes)},
                                   {"children", std::move(children)}});
    }
    return Context{{"namespace", space}, {"root", root.element}, {"root_type", root.type}, {"types", std::move(shown)}};
}

}  // namespace toitsu::authoring
