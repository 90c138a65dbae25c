// Decision tables and item definitions from XML.

#include "base/text.h"
#include "rules/decision_model.h"
#include "rules/parser.h"

namespace toitsu::rules {

namespace {

std::optional<HitPolicy> hitPolicy(const std::string& text) {
    constexpr std::pair<const char*, HitPolicy> kPolicies[] = {
        {"UNIQUE", HitPolicy::unique},        {"ANY", HitPolicy::any},
        {"PRIORITY", HitPolicy::priority},    {"FIRST", HitPolicy::first},
        {"RULE ORDER", HitPolicy::ruleOrder}, {"OUTPUT ORDER", HitPolicy::outputOrder},
        {"COLLECT", HitPolicy::collect}};
    for (const auto& [name, policy] : kPolicies)
        if (text == name) return policy;
    return std::nullopt;
}

std::optional<Aggregation> aggregation(const std::string& text) {
    if (text.empty()) return Aggregation::none;
    if (text == "SUM") return Aggregation::sum;
    if (text == "COUNT") return Aggregation::count;
    if (text == "MIN") return Aggregation::minimum;
    if (text == "MAX") return Aggregation::maximum;
    return std::nullopt;
}

}  // namespace

Result<NodePtr> BoxedReader::table(const xml::Element& element, const std::string& name) {
    auto out = std::make_shared<DecisionTable>();
    out->name = name;
    out->place = element.place;
    out->at = spot(element.place);
    const auto policy = hitPolicy(element.get("hitPolicy", "UNIQUE"));
    const auto how = aggregation(element.get("aggregation"));
    if (!policy || !how)
        return fail(ErrorKind::schema, "R011",
                    {"判定表「" + name + "」の hitPolicy か aggregation が正しくありません。DMN の値を書いてください",
                     "decision table \"" + name + "\": unknown hitPolicy or aggregation; use DMN's values"},
                    element.place);
    out->policy = *policy;
    out->aggregation = *how;
    if (auto read = columns(element, name, *out); !read) return fail(read.error());
    for (const xml::Element* row : element.all("rule")) {
        auto read = rule(*row, name, *out);
        if (!read && mistakes_ == nullptr) return fail(read.error());
        if (!read) mistakes_->push_back(read.error());
    }
    Node node;
    node.kind = NodeKind::table;
    node.at = out->at;
    for (const DecisionTable::Input& input : out->inputs)
        node.makesFunctions = node.makesFunctions || input.expression->makesFunctions;
    for (const DecisionTable::Rule& one : out->rules)
        for (const auto* cells : {&one.tests, &one.results})
            for (const NodePtr& cell : *cells) node.makesFunctions = node.makesFunctions || cell->makesFunctions;
    for (const DecisionTable::Output& output : out->outputs)
        node.makesFunctions = node.makesFunctions || (output.otherwise && output.otherwise->makesFunctions);
    node.table = std::move(out);
    return std::make_shared<const Node>(std::move(node));
}

Result<void> BoxedReader::columns(const xml::Element& element, const std::string& name, DecisionTable& out) {
    for (const xml::Element* input : element.all("input")) {
        DecisionTable::Input column;
        column.place = input->place;
        const xml::Element* expression = input->child("inputExpression");
        if (expression == nullptr)
            return fail(ErrorKind::schema, "R012",
                        {"<input> に <inputExpression> がありません。追加してください",
                         "<input> has no <inputExpression>; add one"},
                        input->place);
        if (const xml::Element* source = expression->child("text")) column.label = text::trim(source->text);
        const Inside part(*this, {"入力「" + column.label + "」", "input \"" + column.label + "\""});
        auto node = literal(*expression, name);
        if (!node) return fail(node.error());
        column.expression = std::move(*node);
        auto wanted = type(expression->get("typeRef"), expression->place);
        if (!wanted) return fail(wanted.error());
        column.type = std::move(*wanted);
        if (const xml::Element* values = input->child("inputValues")) {
            auto allowed = tests(*values);
            if (!allowed) return fail(allowed.error());
            column.allowed = std::move(*allowed);
        }
        out.inputs.push_back(std::move(column));
    }
    for (const xml::Element* output : element.all("output")) {
        DecisionTable::Output column;
        column.place = output->place;
        column.name = normalizedName(output->get("name"));
        const Inside part(*this, {"出力「" + column.name + "」", "output \"" + column.name + "\""});
        auto wanted = type(output->get("typeRef"), output->place);
        if (!wanted) return fail(wanted.error());
        column.type = std::move(*wanted);
        if (const xml::Element* values = output->child("outputValues")) {
            auto listed = tests(*values);
            if (!listed) return fail(listed.error());
            column.values = std::move(*listed);
        }
        if (const xml::Element* entry = output->child("defaultOutputEntry")) {
            const Inside inner(*this, {"既定値", "default"});
            auto otherwise = literal(*entry, name);
            if (!otherwise) return fail(otherwise.error());
            column.otherwise = std::move(*otherwise);
        }
        out.outputs.push_back(std::move(column));
    }
    if (out.outputs.empty())
        return fail(ErrorKind::schema, "R012",
                    {"判定表「" + name + "」に <output> がありません。追加してください",
                     "decision table \"" + name + "\" has no <output>; add one"},
                    element.place);
    return {};
}

Result<void> BoxedReader::rule(const xml::Element& row, const std::string& name, DecisionTable& out) {
    const std::string number = std::to_string(out.rules.size() + 1);
    const Inside part(*this, {" " + number + " 行目", "rule " + number});
    DecisionTable::Rule rule;
    rule.place = row.place;
    for (const xml::Element* cell : row.all("inputEntry")) {
        const std::size_t at = rule.tests.size();
        const std::string label = at < out.inputs.size() ? out.inputs[at].label : "";
        const Inside inner(*this, {"入力「" + label + "」", "input \"" + label + "\""});
        auto test = tests(*cell);
        if (!test) return fail(test.error());
        rule.tests.push_back(std::move(*test));
    }
    for (const xml::Element* cell : row.all("outputEntry")) {
        const std::size_t at = rule.results.size();
        const std::string label = at < out.outputs.size() ? out.outputs[at].name : "";
        const Inside inner(*this, label.empty() ? Wording{"出力", "output"}
                                                : Wording{"出力「" + label + "」", "output \"" + label + "\""});
        auto entry = literal(*cell, name);
        if (!entry) return fail(entry.error());
        rule.results.push_back(std::move(*entry));
    }
    if (rule.tests.size() != out.inputs.size() || rule.results.size() != out.outputs.size())
        return fail(ErrorKind::schema, "R013",
                    {"判定表「" + name + "」の " + number + " 行目のセルの数が列の数と違います。そろえてください",
                     "decision table \"" + name + "\": rule " + number +
                         " has another number of cells than the table has columns"},
                    row.place);
    out.rules.push_back(std::move(rule));
    return {};
}

Result<FeelTypePtr> BoxedReader::type(const std::string& reference, const Place& place) const {
    std::string name = normalizedName(reference);
    for (const char* prefix : {"feel:", "feel."})
        if (name.starts_with(prefix)) name.erase(0, 5);
    if (name.empty()) return FeelTypePtr();
    if (FeelTypePtr own = builtinFeelType(name)) return own;
    if (name.find('<') == std::string::npos) {
        const std::size_t colon = name.find(':');  // an imported type in the way of DMN 1.1
        if (colon != std::string::npos) name[colon] = '.';
        FeelType named;
        named.kind = FeelType::Kind::named;
        named.name = name;
        return std::make_shared<const FeelType>(std::move(named));
    }
    Parser parser(name, known_);
    FeelTypePtr parsed = parser.wholeType();
    if (!parsed) {
        auto wrong = fail(ErrorKind::schema, "R015",
                          {"型「" + name + "」は読めません: " + parser.problem().message.ja,
                           "the type \"" + name + "\" cannot be read: " + parser.problem().message.en},
                          place);
        if (mistakes_ == nullptr) return wrong;
        mistakes_->push_back(std::move(wrong.value()));
        return FeelTypePtr();
    }
    return parsed;
}

Result<FeelTypePtr> BoxedReader::itemDefinition(const xml::Element& element) {
    FeelType out;
    if (const xml::Element* item = element.child("functionItem")) {
        out.kind = FeelType::Kind::function;
        auto result = type(item->get("outputTypeRef"), item->place);
        if (!result) return result;
        out.element = std::move(*result);
        for (const xml::Element* parameter : item->all("parameters")) {
            auto wanted = type(parameter->get("typeRef"), parameter->place);
            if (!wanted) return wanted;
            out.members.emplace_back(parameter->get("name"), *wanted ? *wanted : builtinFeelType("Any"));
        }
        if (!out.element) out.element = builtinFeelType("Any");
    } else if (const auto components = element.all("itemComponent"); !components.empty()) {
        out.kind = FeelType::Kind::context;
        for (const xml::Element* component : components) {
            auto member = itemDefinition(*component);
            if (!member) return member;
            out.members.emplace_back(normalizedName(component->get("name")), std::move(*member));
        }
    } else {
        const xml::Element* reference = element.child("typeRef");
        auto base = type(reference != nullptr ? text::trim(reference->text) : std::string(), element.place);
        if (!base) return base;
        out = *base ? **base : FeelType();
    }
    const xml::Element* allowed = element.child("allowedValues");
    const xml::Element* constraint = element.child("typeConstraint");
    const bool collection = element.get("isCollection") == "true";
    const auto restrict = [&](FeelType restricted, const xml::Element* source) -> Result<FeelTypePtr> {
        if (source == nullptr) return std::make_shared<const FeelType>(std::move(restricted));
        auto test = tests(*source);
        if (!test) return fail(test.error());
        if (restricted.kind == FeelType::Kind::named || restricted.allowed) {  // keeps the base's own restriction
            FeelType derived;
            derived.kind = FeelType::Kind::derived;
            derived.element = std::make_shared<const FeelType>(std::move(restricted));
            restricted = std::move(derived);
        }
        restricted.allowed = std::move(*test);
        return std::make_shared<const FeelType>(std::move(restricted));
    };
    auto item = restrict(std::move(out), collection || allowed != nullptr ? allowed : constraint);
    if (!item || !collection) return item;
    FeelType list;
    list.kind = FeelType::Kind::list;
    list.element = std::move(*item);
    return restrict(std::move(list), constraint);
}

Result<FeelTypes> BoxedReader::itemDefinitions(const xml::Element& root) {
    FeelTypes out;
    for (const xml::Element* element : root.all("itemDefinition")) {
        auto type = itemDefinition(*element);
        if (!type) return fail(type.error());
        out[normalizedName(element->get("name"))] = std::move(*type);
    }
    return out;
}

}  // namespace toitsu::rules
