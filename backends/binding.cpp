#include <algorithm>
#include <array>

#include "backends/backend.h"
#include "backends/binding_file.h"
#include "backends/binding_syntax.h"
#include "base/files.h"

namespace toitsu::backends {

namespace {

// A new way to a system is one file pair and one line here.
struct TargetKind {
    std::string_view element;
    Encoding usual;
    std::unique_ptr<Target> (*parse)(const xml::Element&, const RowRules&, Mistakes&);
};
constexpr std::array<TargetKind, 2> targetKinds{{
    {"file", Encoding::cp932, parseFileTarget},
    {"sql", Encoding::utf8, parseSqlTarget},
}};

class LoadedBinding : public Binding {
public:
    LoadedBinding(std::string id, std::string municipality, std::string operation)
        : id_(std::move(id)), municipality_(std::move(municipality)), operation_(std::move(operation)) {}

    void parseTarget(const xml::Element& element, Mistakes& mistakes) {
        for (const TargetKind& kind : targetKinds) {
            if (element.local != kind.element) continue;
            rules_ = parseRowRules(element, kind.usual, mistakes);
            target_ = kind.parse(element, rules_, mistakes);
        }
    }

    const std::string& id() const override { return id_; }
    const std::string& municipality() const override { return municipality_; }
    const std::string& operation() const override { return operation_; }

    std::vector<FieldUse> uses() const override {
        std::vector<FieldUse> out;
        for (const ColumnRule& column : rules_.columns)
            for (const Source& source : column.sources) {
                if (source.field.empty()) continue;
                FieldUse use{source.field, {}, source.contains, source.place};
                // With contains the map speaks of true and false, not of the form's codes.
                if (source.contains.empty())
                    for (const CodeMap& map : source.codes) use.codes.push_back(map.code);
                out.push_back(std::move(use));
            }
        return out;
    }

    std::vector<NarrowColumn> narrowFor(const Context& fields) const override { return narrowColumns(rules_, fields); }

    Result<Row> row(const Context& fields) const override { return makeRow(rules_, fields); }

    Result<std::unique_ptr<Backend>> open(const std::string& where) const override { return target_->open(id_, where); }

private:
    std::string id_;
    std::string municipality_;
    std::string operation_;
    RowRules rules_;
    std::unique_ptr<Target> target_;
};

bool sixDigits(const std::string& text) {
    return text.size() == 6 && text.find_first_not_of("0123456789") == std::string::npos;
}

std::shared_ptr<LoadedBinding> parseBinding(const xml::Element& root, Mistakes& mistakes) {
    if (root.space != bindingNamespace || root.local != "binding") {
        mistakes.add(
            "B001",
            {"接続定義ではありません。<binding xmlns=\"" + std::string(bindingNamespace) + "\"> で始めてください。",
             "this is no binding; begin with <binding xmlns=\"" + std::string(bindingNamespace) + "\">"},
            root.place);
        return nullptr;
    }
    mistakes.onlyAttributes(root, {"id", "municipality", "operation", "title"});
    mistakes.noText(root);
    const std::string municipality = mistakes.required(root, "municipality");
    if (!municipality.empty() && !sixDigits(municipality))
        mistakes.add("B003",
                     {"municipality には 6 桁の全国地方公共団体コードを書いてください。",
                      "municipality must be the 6 digits of the national local government code"},
                     root.attribute("municipality")->place);
    const std::string id = mistakes.required(root, "id");
    auto binding = std::make_shared<LoadedBinding>(id, municipality, mistakes.required(root, "operation"));
    int targets = 0;
    for (const xml::Element& child : root.children) {
        const bool known = child.space == bindingNamespace &&
                           std::any_of(targetKinds.begin(), targetKinds.end(),
                                       [&](const TargetKind& kind) { return kind.element == child.local; });
        if (!known) {
            mistakes.unknownElement(child, "<file>, <sql>");
        } else if (++targets == 1) {
            binding->parseTarget(child, mistakes);
        } else {
            mistakes.add("B005",
                         {"接続先は一つだけ書けます。二つ目の <" + child.name + "> を消してください。",
                          "a binding has one target; remove the second one, <" + child.name + ">"},
                         child.place);
        }
    }
    if (targets == 0)
        mistakes.add("B006",
                     {"接続先がありません。<file> か <sql> を書いてください。",
                      "the binding has no target; write <file> or <sql>"},
                     root.place);
    return binding;
}

}  // namespace

std::shared_ptr<const Binding> Binding::parse(std::string_view xml, const std::string& file,
                                              std::vector<Error>& errors) {
    const auto document = xml::parse(xml, file);
    if (!document) {
        errors.push_back(document.error());
        return nullptr;
    }
    std::vector<Error> found;
    Mistakes mistakes(found);
    auto binding = parseBinding(document->root, mistakes);
    if (found.empty()) return binding;
    std::stable_sort(found.begin(), found.end(), [](const Error& a, const Error& b) {
        return std::pair(a.place.line, a.place.column) < std::pair(b.place.line, b.place.column);
    });
    errors.insert(errors.end(), found.begin(), found.end());
    return nullptr;
}

Result<std::shared_ptr<const Binding>> Binding::load(const std::string& path) {
    const auto text = files::read(path, 4u << 20);
    if (!text) return fail(text.error());
    std::vector<Error> errors;
    auto binding = parse(*text, path, errors);
    if (!binding) return fail(errors.front());
    return binding;
}

}  // namespace toitsu::backends
