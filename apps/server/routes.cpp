#include "apps/server/routes.h"

#include <iterator>

#include "apps/server/openapi.h"

namespace toitsu::server {

namespace {

template <class Lines>
void add(Lines& all, Lines more) {
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

}  // namespace

Result<Api> wholeApi(Services& services) {
    Routes routes;
    std::vector<NamedShape> shapes;
    add(routes, systemRoutes(services));
    add(routes, sessionRoutes(services));
    add(routes, adminRoutes(services));
    add(shapes, adminShapes());
    add(routes, settingsRoutes(services));
    add(shapes, settingsShapes());
    add(routes, verifyRoutes(services));
    add(shapes, verifyShapes());
    add(routes, intakeRoutes(services));
    add(shapes, intakeShapes());
    add(routes, pageRoutes(services));
    add(shapes, pageShapes());
    add(routes, figureRoutes(services));
    add(shapes, figureShapes());
    add(routes, caseRoutes(services));
    add(shapes, caseShapes());
    add(routes, retentionRoutes(services));
    add(shapes, retentionShapes());
    add(routes, libraryRoutes(services));
    add(routes, studioRoutes(services));
    add(routes, publishRoutes(services));
    add(shapes, libraryShapes());
    return joined(services, std::move(routes), shapes);
}

Result<Api> joined(Services& services, Routes routes, const std::vector<NamedShape>& shapes) {
    Api api{std::move(routes), {}};
    for (const auto& [name, text] : shapes) {
        auto shape = Shape::parse(text);
        if (!shape) return fail(shape.error());
        api.shapes.emplace(name, *shape);
    }
    auto document = openApi(api.routes, api.shapes, services.version);
    if (!document) return fail(document.error());
    services.openApi = std::move(*document);
    return api;
}

}  // namespace toitsu::server
