#pragma once

// The tables of the PostgreSQL store, the roles that may see them, and what every connection of ours sets.

#include <string>

#include "workflows/stores/postgres_link.h"

namespace toitsu::workflows {

// Creates or upgrades the schema `toitsu` when the user may; several that open at once do it once. W101 written by a
// newer version, W122 no rights.
Result<void> preparePostgres(PostgresLink& link);

// Takes the role toitsu_engine, or toitsu_municipality for one municipality: then row-level security shows and takes
// nothing of the others, whoever the user is. Never leaves a superuser's rights in use. W122.
Result<void> beginSession(PostgresLink& link, const std::string& municipality);

}  // namespace toitsu::workflows
