#pragma once

// Sub-processes (embedded, event, transaction, ad-hoc) and the processes and global tasks that call activities call.
// Ad-hoc: what has nothing before it is begun – all at once, or one after the other (ordering) – until the completion
// condition holds or all is done; with flow:start="person" nothing begins before a person asks for it.

#include "workflows/elements/element.h"

namespace toitsu::workflows {

ElementType process();
ElementType subProcess();
ElementType transaction();
ElementType adHocSubProcess();

}  // namespace toitsu::workflows
