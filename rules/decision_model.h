#pragma once

// A DMN file in memory: its decisions, inputs, business knowledge models and services, every boxed expression compiled
// to the same syntax tree as FEEL itself.

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/xml.h"
#include "rules/decision_table.h"

namespace toitsu::rules {

struct DecisionModelData;
using ModelPtr = std::shared_ptr<const DecisionModelData>;

struct DrgElement {
    enum class Kind { input, decision, knowledge, service };
    Kind kind = Kind::input;
    std::string id;
    std::string name;
    std::string variable;                   // under which its value is seen
    FeelTypePtr type;                       // may be nullptr
    NodePtr logic;                          // decision: its expression; knowledge: a function; may be nullptr
    std::vector<std::string> requirements;  // hrefs: "#id" or "namespace#id"
    // Services
    std::vector<std::string> outputDecisions;
    std::vector<std::string> encapsulatedDecisions;
    std::vector<std::string> inputDecisions;
    std::vector<std::string> inputData;
    Place place;
    Spot at;  // the element itself, for remarks

    Wording label() const;  // "decision "X"", for remarks
};

struct DecisionModelData {
    std::string space;  // the model's own namespace
    std::vector<DrgElement> elements;
    std::map<std::string, std::size_t, std::less<>> byId;
    FeelTypes types;
    std::map<std::string, Place, std::less<>> typePlaces;  // of the file's own item definitions
    struct Import {
        std::string name;
        std::string space;
        ModelPtr model;
    };
    std::vector<Import> imports;

    const DrgElement* find(std::string_view idOrName) const;
};

// Where an href leads: an element, its model, and the import's name ("" in the same model).
struct Reference {
    const DrgElement* element = nullptr;
    const DecisionModelData* model = nullptr;
    std::string import;
};
Reference resolve(const DecisionModelData& model, std::string_view href);

// `folder`: where imported files lie; empty when imports cannot be followed. `mistakes` as in BoxedReader; the result
// is then a failure only for what is no model at all.
Result<ModelPtr> readModel(const xml::Document& document, const std::string& folder, int depth = 0,
                           std::vector<Error>* mistakes = nullptr);

// The text of a literal that stands where an expression could not be read (only while all mistakes are looked for).
inline constexpr const char* kUnreadable = "unreadable";

// Compiles expressions of one model; all names of the model may be used in any of them.
class BoxedReader {
public:
    // With `mistakes`, what cannot be read is put there and stands as null, so that everything wrong is found at once.
    explicit BoxedReader(std::vector<std::string> known, std::vector<Error>* mistakes = nullptr)
        : known_(std::move(known)), mistakes_(mistakes) {}

    // Where in the model the following expressions stand: "decision …", then smaller parts.
    class Inside {
    public:
        Inside(BoxedReader& reader, const Wording& part);
        ~Inside() { reader_.where_ = before_; }
        Inside(const Inside&) = delete;
        Inside& operator=(const Inside&) = delete;

    private:
        BoxedReader& reader_;
        Wording before_;
    };
    Spot spot(const Place& place) const;  // of something that has no text of its own

    Result<NodePtr> boxed(const xml::Element& element, const std::string& name);   // any boxed expression
    Result<NodePtr> literal(const xml::Element& holder, const std::string& what);  // its <text>
    Result<NodePtr> tests(const xml::Element& holder);
    Result<NodePtr> function(const xml::Element& element, const std::string& name);
    Result<FeelTypePtr> type(const std::string& reference, const Place& place) const;  // nullptr for none
    Result<FeelTypes> itemDefinitions(const xml::Element& root);
    static const xml::Element* expressionIn(const xml::Element& parent);  // the first child that is an expression

private:
    Result<NodePtr> context(const xml::Element& element, const std::string& name);
    Result<NodePtr> invocation(const xml::Element& element, const std::string& name);
    Result<NodePtr> relation(const xml::Element& element, const std::string& name);
    Result<NodePtr> list(const xml::Element& element, const std::string& name);
    Result<NodePtr> iteration(const xml::Element& element, const std::string& name);
    Result<NodePtr> table(const xml::Element& element, const std::string& name);
    Result<NodePtr> parts(const xml::Element& element, NodeKind kind, std::initializer_list<const char*> names,
                          const std::string& name);
    Result<NodePtr> typed(NodePtr node, const std::string& reference, const std::string& what,
                          const Place& place) const;
    Result<FeelTypePtr> itemDefinition(const xml::Element& element);
    Result<void> columns(const xml::Element& element, const std::string& name, DecisionTable& out);
    Result<void> rule(const xml::Element& row, const std::string& name, DecisionTable& out);
    NodePtr nothing(const Place& place) const;  // null, where an expression is missing
    Result<NodePtr> parsed(const xml::Element& source, bool unaryTests);

    std::vector<std::string> known_;
    std::vector<Error>* mistakes_;
    Wording where_;
};

}  // namespace toitsu::rules
