#pragma once

// Ground: whether changes may be made on what is stored – the one place that decides W105, for every store. Reading
// comes before writing, so that a request that is refused has written nothing and others in the same transaction go on.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "workflows/store.h"

namespace toitsu::workflows {

// What is there now, the requests made earlier in the same transaction included.
class Ground {
public:
    virtual ~Ground() = default;
    virtual Result<std::int64_t> sequenceOf(const std::string& caseId) = 0;  // 0: no such case
    virtual Result<bool> keyIsTaken(const StoredCase& row) = 0;              // by whatever case; never asked for ""
    virtual Result<bool> messageIsThere(const std::string& id) = 0;
};

// Nothing when all changes of one request can be made one after another, W105 when not.
Result<void> canBeMade(const std::vector<Change>& changes, Ground& ground);

std::string keyOf(const StoredCase& row);  // municipality, process and business key as one text
Error caseHasMoved();                      // W105

}  // namespace toitsu::workflows
