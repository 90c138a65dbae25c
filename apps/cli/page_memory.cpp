#include "apps/cli/page_memory.h"

#include <malloc.h>

namespace toitsu::cli {

void keepPageMemory() {
#ifdef __GLIBC__
    // mallopt(3): what is larger than the first is mapped for itself and unmapped at once; 32 MB is the most allowed.
    mallopt(M_MMAP_THRESHOLD, 32 << 20);
    mallopt(M_TRIM_THRESHOLD, 512 << 20);
#endif
}

}  // namespace toitsu::cli
