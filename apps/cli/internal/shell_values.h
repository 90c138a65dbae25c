#pragma once

// How requests of the flow shell are read and answers are written.

#include <optional>
#include <string>

#include "base/result.h"
#include "base/value.h"
#include "workflows/engine.h"

namespace toitsu::cli::shell {

Result<std::string> text(const Value& request, const char* name);  // C190 when it is missing or no string
std::string textOr(const Value& request, const char* name, std::string otherwise = {});
Result<std::int64_t> integer(const Value& request, const char* name);
std::int64_t integerOr(const Value& request, const char* name, std::int64_t otherwise);
Context context(const Value& request, const char* name);  // {} when it is missing
bool truth(const Value& request, const char* name);
// "2026-04-01T09:00:00+09:00", or UTC milliseconds. C190.
Result<workflows::Instant> instant(const Value& value, const char* name);
// "PT5M", "P3D", "P1M" after `from`, or milliseconds. C190.
Result<workflows::Instant> after(const Value& value, const char* name, workflows::Instant from);

Value when(workflows::Instant at);
Value whenOr(const std::optional<workflows::Instant>& at);
Value view(const workflows::Task& task);
Value view(const workflows::Job& job);
Value view(const workflows::CaseView& one);
Value view(const workflows::Incident& incident);
Value view(const workflows::HistoryEntry& entry);
Value view(const Error& error);
const char* word(workflows::CaseStatus status);

tl::unexpected<Error> wrong(const std::string& ja, const std::string& en);  // C190

}  // namespace toitsu::cli::shell
