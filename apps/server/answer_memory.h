#pragma once

// Idempotency-Key: a request that creates something is remembered with its answer, so that sending it again (a lost
// answer, a double click) gets the same answer and does nothing twice.

#include <optional>
#include <string>

#include "apps/server/http_message.h"
#include "base/result.h"

namespace toitsu::server {

class AnswerMemory {
public:
    AnswerMemory() = default;
    AnswerMemory(const AnswerMemory&) = delete;
    AnswerMemory& operator=(const AnswerMemory&) = delete;
    virtual ~AnswerMemory() = default;

    // nullopt: go on. An answer: it was given already. V020: that very request is still at work. V021: the key was used
    // for another request. A request that a dead process left behind goes on: handlers get the key too and do nothing
    // twice by themselves.
    virtual Result<std::optional<Response>> begin(const std::string& account, const std::string& key,
                                                  const std::string& fingerprint) = 0;
    virtual Result<void> keep(const std::string& account, const std::string& key, const Response& answer) = 0;
    virtual void forget(const std::string& account, const std::string& key) = 0;  // it failed: it may be tried again
};

Error stillAtWork();   // V020 409
Error keyUsedTwice();  // V021 422

}  // namespace toitsu::server
