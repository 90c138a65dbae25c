#pragma once

// Retention as the API shows it. Whoever reads these reads no case: a line has its id, form, days and state, and never
// a value. Their shapes are retentionShapes() (routes.h).

#include "apps/server/http_message.h"
#include "apps/server/services.h"
#include "apps/station/retention/retention_book.h"

namespace toitsu::server {

Context lineValue(const station::LineRow& line);
Value holdValue(const Services& services, const station::HoldRow& hold);
Context disposalValue(const Services& services, const Request& request, const station::DisposalRow& row,
                      const station::retention_book::Tally& tally);

}  // namespace toitsu::server
