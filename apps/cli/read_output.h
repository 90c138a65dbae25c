#pragma once

// What `toitsu read` makes of the pages: lines on standard output, a table, or a file for each scan or page.

#include <memory>
#include <string>
#include <vector>

#include "apps/cli/read_command.h"
#include "apps/cli/terminal.h"
#include "apps/station/page_pipeline.h"

namespace toitsu::cli {

class ReadOutput {
public:
    virtual ~ReadOutput() = default;
    virtual Result<void> add(const station::PipelinePage& page) = 0;  // pages and errors, in order
    virtual Result<void> finish() = 0;
};

// C090 when options do not fit the format; X013 or X014 when the place cannot be used.
Result<std::unique_ptr<ReadOutput>> readOutput(const ReadOptions& options, const std::vector<std::string>& scans,
                                               Terminal& terminal);

}  // namespace toitsu::cli
