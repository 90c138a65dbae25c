#include "apps/server/openapi.h"

#include "apps/server/http_head.h"
#include "base/json.h"
#include "base/text.h"

namespace toitsu::server {

namespace {

class Writer {
public:
    explicit Writer(const Shape::Names& shapes) : shapes_(shapes) {}

    Result<Value> operation(const Route& route) const {
        Context out{{"summary", route.text.summary}, {"operationId", operationId(route)}};
        List parameters;
        for (const std::string& segment : text::split(route.pattern, '/'))
            if (segment.size() > 2 && segment.front() == '{')
                parameters.emplace_back(Context{{"name", segment.substr(1, segment.size() - 2)},
                                                {"in", "path"},
                                                {"required", Value(true)},
                                                {"schema", Value(Context{{"type", "string"}})}});
        const auto query = Shape::members(route.text.query);
        if (!query) return fail(query.error());
        for (const Shape::Member& member : query->memberList())
            parameters.emplace_back(Context{{"name", member.name},
                                            {"in", "query"},
                                            {"required", Value(!member.optional)},
                                            {"schema", member.shape.schema()}});
        if (route.creates)
            parameters.emplace_back(Context{{"name", "Idempotency-Key"},
                                            {"in", "header"},
                                            {"required", Value(false)},
                                            {"schema", Value(Context{{"type", "string"}})}});
        if (!parameters.empty()) out.put("parameters", Value(std::move(parameters)));
        if (route.body == Body::json) {
            auto schema = known(route.text.request);
            if (!schema) return schema;
            out.put("requestBody", content("application/json", *schema));
        } else if (route.body == Body::bytes) {
            out.put("requestBody", content("application/octet-stream", Value(Context{})));
        }
        Context answers;
        if (route.text.response.empty()) {
            answers.put("2XX", Value(Context{{"description", "done"}}));
        } else {
            auto schema = known(route.text.response);
            if (!schema) return schema;
            Context good = *content("application/json", *schema).context();
            good.put("description", "done");
            answers.put("2XX", Value(std::move(good)));
        }
        answers.put("default", Value(Context{{"$ref", "#/components/responses/Problem"}}));
        out.put("responses", Value(std::move(answers)));
        if (route.permission == Permission::open)
            out.put("security", Value(List{}));
        else
            out.put("x-permission", route.permission.text());
        return Value(std::move(out));
    }

private:
    static std::string operationId(const Route& route) {
        std::string id = lowered(methodName(route.method));
        for (const std::string& segment : text::split(route.pattern, '/')) {
            if (segment.empty() || segment == "api" || segment == "v1") continue;
            id += '_';
            for (const char c : segment)
                if (c != '{' && c != '}') id += c;
        }
        return id;
    }
    static Value content(const char* type, Value schema) {
        return Context{{"content", Value(Context{{type, Value(Context{{"schema", std::move(schema)}})}})}};
    }
    Result<Value> known(const std::string& text) const {
        const auto shape = Shape::parse(text);
        if (!shape) return fail(shape.error());
        for (const std::string& name : shape->namesUsed())
            if (!shapes_.contains(name))
                return fail(ErrorKind::internal, "V090",
                            {"API の形「" + name + "」がありません。不具合としてお知らせください",
                             "the API's shape " + name + " is missing; please report this defect"});
        return shape->schema();
    }

    const Shape::Names& shapes_;
};

}  // namespace

Result<std::string> openApi(const Routes& routes, const Shape::Names& shapes, const std::string& version) {
    const Writer writer(shapes);
    Context paths;
    for (const Route& route : routes) {
        auto operation = writer.operation(route);
        if (!operation) return fail(operation.error());
        const Value* known = paths.find(route.pattern);
        Context path = known != nullptr ? *known->context() : Context();
        path.put(lowered(methodName(route.method)), std::move(*operation));
        paths.put(route.pattern, Value(std::move(path)));
    }
    const auto problemShape = Shape::parse(
        "{type: string, title: string, status: int, code: string, detail: {ja: string, en: string}, "
        "place?: {line?: int, column?: int, page?: int}}");
    if (!problemShape) return fail(problemShape.error());
    Context schemas{{"Problem", problemShape->schema()}};
    for (const auto& [name, shape] : shapes) schemas.put(name, shape.schema());
    const Value problemAnswer(Context{
        {"description", "what is wrong and what to do next"},
        {"content",
         Value(Context{{"application/problem+json",
                        Value(Context{{"schema", Value(Context{{"$ref", "#/components/schemas/Problem"}})}})}})}});
    const Value session(Context{{"type", "apiKey"}, {"in", "cookie"}, {"name", "toitsu_session"}});
    const Value csrf(Context{{"type", "apiKey"}, {"in", "header"}, {"name", "X-CSRF-Token"}});
    return json::write(Value(Context{
        {"openapi", "3.1.0"},
        {"info", Value(Context{{"title", "Toitsu"}, {"version", version}})},
        {"security", Value(List{Value(Context{{"session", Value(List{})}, {"csrf", Value(List{})}})})},
        {"paths", Value(std::move(paths))},
        {"components", Value(Context{{"schemas", Value(std::move(schemas))},
                                     {"responses", Value(Context{{"Problem", problemAnswer}})},
                                     {"securitySchemes", Value(Context{{"session", session}, {"csrf", csrf}})}})}}));
}

}  // namespace toitsu::server
