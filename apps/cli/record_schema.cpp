#include "apps/cli/record_schema.h"

#include "base/json.h"

namespace toitsu::cli {

namespace {

using forms::FieldType;

// A regular expression of ECMA-262 that the text of a field fits; "" where any text does.
std::string patternOf(const forms::Field& field) {
    const std::string length = std::to_string(field.length);
    switch (field.type) {
        case FieldType::postcode:
            return "[0-9]{3}-[0-9]{4}";
        case FieldType::phone:
            return "[0-9-]+";
        case FieldType::money:
            return "-?[0-9]{1,18}";
        case FieldType::digits:
            if (field.length == 0) return "[0-9]+";
            return field.lengthIsMaximum ? "[0-9]{1," + length + "}" : "[0-9]{" + length + "}";
        case FieldType::municipalityCode:
            return "[0-9]{6}";
        case FieldType::myNumber:
            return "[0-9]{12}";
        case FieldType::corporateNumber:
            return "[0-9]{13}";
        case FieldType::insurerNumber:
            return "([0-9]{6}|[0-9]{8})";
        case FieldType::bankCode:
        case FieldType::branchCode:
        case FieldType::accountNumber:
        case FieldType::yuchoSymbol:
            return "[0-9]{" + length + "}";
        case FieldType::yuchoNumber:
            return "[0-9]{1,8}";
        case FieldType::choices: {
            std::string codes;
            for (const forms::Option& option : field.options) codes += (codes.empty() ? "" : "|") + option.code;
            return "(" + codes + ")(\\|(" + codes + "))*";
        }
        default:
            return {};
    }
}

Value schemaOf(const forms::Field& field) {
    Context out{
        {"title", field.title}, {"type", "string"}, {"x-toitsu-type", std::string(forms::typeName(field.type))}};
    const bool yesOrNo = forms::isPresence(field.type);
    if (field.type == FieldType::choice) {
        List options;
        for (const forms::Option& option : field.options)
            options.push_back(Context{{"const", option.code}, {"title", option.title}});
        if (!field.required) options.push_back(Context{{"const", ""}});
        out.put("oneOf", options);
    } else if (yesOrNo) {
        out.put("enum", List{"true", "false"});
    } else if (field.type == FieldType::date) {
        // No "format": it would refuse what is unknown, 1955-03-00 (不詳日).
        const std::string date = "[0-9]{4}-[0-9]{2}-[0-9]{2}";
        out.put("pattern", field.required ? "^" + date + "$" : "^(" + date + ")?$");
    } else if (const std::string pattern = patternOf(field); !pattern.empty()) {
        out.put("pattern", field.required ? "^" + pattern + "$" : "^(" + pattern + ")?$");
    } else {
        if (field.required) out.put("minLength", 1);
        if (field.length > 0) out.put("maxLength", field.length);
    }
    if (field.myNumber) out.put("x-toitsu-sensitivity", "my-number");
    return out;
}

}  // namespace

std::string recordSchema(const forms::Form& form) {
    Context properties;
    List required, rules;
    for (const forms::Field& field : form.fields) {
        if (field.type == FieldType::image) continue;  // a picture is no part of the data
        properties.put(field.id, schemaOf(field));
        if (field.required && field.group.empty()) required.emplace_back(field.id);
    }
    for (const forms::Rule& rule : form.rules)
        rules.push_back(Context{{"id", rule.id},
                                {"feel", rule.test.source()},
                                {"message", rule.message},
                                {"severity", rule.severity == forms::Severity::error ? "error" : "warning"}});
    const Context fields{
        {"type", "object"}, {"properties", properties}, {"required", required}, {"additionalProperties", false}};
    const Context schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                         {"$id", "urn:toitsu:record:" + form.id + ":" + std::to_string(form.version)},
                         {"title", form.title},
                         {"type", "object"},
                         {"properties", Context{{"form", Context{{"const", form.id}}},
                                                {"version", Context{{"const", form.version}}},
                                                {"fields", fields}}},
                         {"required", List{"fields"}},
                         {"x-toitsu-rules", rules}};
    return json::writePretty(schema) + "\n";
}

}  // namespace toitsu::cli
