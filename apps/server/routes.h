#pragma once

// The API's route tables, one per area, and the place where they are joined. docs/server.md: "How do I add a route?"

#include "apps/server/route.h"
#include "apps/server/services.h"
#include "apps/server/shape.h"

namespace toitsu::server {

// The services must outlive the routes.
using NamedShape = std::pair<std::string, std::string>;  // "Item" → "{id: string, …}"

Routes systemRoutes(Services& services);   // health, metrics, the API's own description
Routes sessionRoutes(Services& services);  // signing in and out
Routes adminRoutes(Services& services);    // accounts, audit
std::vector<NamedShape> adminShapes();
Routes settingsRoutes(Services& services);  // what the station serves and with which keys, to be looked at
std::vector<NamedShape> settingsShapes();
Routes verifyRoutes(Services& services);  // what waits for people, entries, pictures
std::vector<NamedShape> verifyShapes();
Routes intakeRoutes(Services& services);  // scans, batches
std::vector<NamedShape> intakeShapes();
Routes pageRoutes(Services& services);  // pages that wait, and what people do about them
std::vector<NamedShape> pageShapes();
Routes figureRoutes(Services& services);  // what waits, what an hour brought, how well is read
std::vector<NamedShape> figureShapes();
Routes caseRoutes(Services& services);  // records, incidents, tasks
std::vector<NamedShape> caseShapes();
Routes libraryRoutes(Services& services);  // what the library has, drafts of it
Routes studioRoutes(Services& services);   // checking, drawing, comparing and trying a draft
Routes publishRoutes(Services& services);  // asking for publication, releasing
std::vector<NamedShape> libraryShapes();   // of all three

Routes retentionRoutes(Services& services);  // what is due to be destroyed, holds, lists, records
std::vector<NamedShape> retentionShapes();

// All of them; writes services.openApi.
struct Api {
    Routes routes;
    Shape::Names shapes;
};
Result<Api> wholeApi(Services& services);
Result<Api> joined(Services& services, Routes routes, const std::vector<NamedShape>& shapes);  // for tests

}  // namespace toitsu::server
