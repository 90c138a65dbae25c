#pragma once

// Log: what happens, one JSON object a line. It names routes by pattern and people by their account's id, and holds
// nothing that anybody wrote: no path, no query, no body, no message with a value in it.

#include <mutex>
#include <ostream>

#include "apps/server/dispatcher.h"
#include "apps/server/services.h"
#include "base/value.h"

namespace toitsu::server {

class Log {
public:
    Log(std::ostream& out, Now now) : out_(out), now_(std::move(now)) {}

    void served(const Served& served);
    void failed(const Error& error);  // code, kind and English words
    void event(const std::string& name, Context detail = {});

private:
    void line(const char* level, const std::string& event, Context detail);

    std::ostream& out_;
    const Now now_;
    std::mutex mutex_;
};

}  // namespace toitsu::server
