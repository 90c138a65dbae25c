#pragma once

// The demonstration's own judge: it compares what stands in the business systems with the truth beside the samples, and
// what the machine read with what stands on the paper.

#include <memory>

#include "apps/cli/demo_result.h"
#include "apps/cli/demo_systems.h"
#include "apps/station/intake.h"
#include "apps/station/library_folder.h"

namespace toitsu::cli {

// One result per sample, in the samples' order.
Result<std::vector<ScanResult>> checkDemo(const std::vector<authoring::Sample>& samples,
                                          const station::DataFolder& data, const forms::Library& library,
                                          const station::Bindings& bindings, const DemoSystems& systems,
                                          std::shared_ptr<const station::Decisions> decisions);

}  // namespace toitsu::cli
