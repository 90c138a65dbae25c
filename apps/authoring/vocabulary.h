#pragma once

// Vocabulary: what may be written where in a form or a layout, from the XSD that ships with the library, for an
// editor's completion and hover.

#include <map>
#include <string>
#include <vector>

#include "apps/authoring/library_file.h"
#include "base/result.h"
#include "base/value.h"

namespace toitsu::authoring {

struct Word {
    std::string value;
    std::string about;  // Japanese, as xs:documentation has it
};

struct VocabularyAttribute {
    std::string name, about;
    bool required = false;
    std::vector<Word> values;  // empty: anything
};

struct VocabularyChild {
    std::string element, type, about;
};

struct VocabularyType {
    std::string about;
    std::vector<VocabularyAttribute> attributes;
    std::vector<VocabularyChild> children;
};

struct Vocabulary {
    std::string space;  // target namespace
    VocabularyChild root;
    std::map<std::string, VocabularyType> types;  // anonymous ones are called after their element: "Migration/rename"

    // Of an XSD 1.0 as ours are written: choices and sequences of elements, attribute groups, extensions, enumerations.
    // X0xx no XML, V317 no schema.
    static Result<Vocabulary> parse(const std::string& xsd, const std::string& file);
    // form.xsd or layout.xsd of the library, else of the one that ships. Flows and decisions have no schema of ours:
    // an empty vocabulary.
    static Result<Vocabulary> of(FileKind kind, const std::string& library);

    Value value() const;  // as the API gives it
};

}  // namespace toitsu::authoring
