#include "workflows/store.h"

namespace toitsu::workflows {

Result<std::optional<std::string>> Store::newestHash(const std::string& process) const {
    const auto definition = newestDefinition(process);
    if (!definition) return fail(definition.error());
    return *definition ? std::optional((*definition)->hash) : std::nullopt;
}

}  // namespace toitsu::workflows
