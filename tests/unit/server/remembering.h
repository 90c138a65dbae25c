#pragma once

// An AnswerMemory without a database.

#include <map>

#include "apps/server/answer_memory.h"

namespace toitsu::server {

class Remembering : public AnswerMemory {
public:
    Result<std::optional<Response>> begin(const std::string& account, const std::string& key,
                                          const std::string& fingerprint) override {
        const auto [at, fresh] = kept_.try_emplace({account, key}, Kept{fingerprint, std::nullopt});
        if (fresh) return std::optional<Response>();
        if (at->second.fingerprint != fingerprint) return fail(keyUsedTwice());
        if (!at->second.answer) return fail(stillAtWork());
        return at->second.answer;
    }
    Result<void> keep(const std::string& account, const std::string& key, const Response& answer) override {
        kept_[{account, key}].answer = answer;
        return {};
    }
    void forget(const std::string& account, const std::string& key) override { kept_.erase({account, key}); }

private:
    struct Kept {
        std::string fingerprint;
        std::optional<Response> answer;
    };
    std::map<std::pair<std::string, std::string>, Kept> kept_;
};

}  // namespace toitsu::server
