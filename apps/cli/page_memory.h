#pragma once

namespace toitsu::cli {

// Every page takes some pictures of up to 32 MB and lets them go again. Given back to the system each time, they cost
// more in page faults than decoding them. From now on this process keeps what it needed once, for the next page.
void keepPageMemory();

}  // namespace toitsu::cli
