#pragma once

#include "base/database.h"

namespace toitsu::workflows {

// On the connection that writes, outside of a transaction: afterwards nothing of what was deleted stands in the file
// or its log. secure_delete alone does not do that – where a page was divided, copies of its rows stay in the gaps –,
// so the file is written anew. W104 when somebody still reads from the log.
Result<void> scrub(Database& database);

}  // namespace toitsu::workflows
