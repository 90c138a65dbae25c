#include "apps/server/log.h"

#include "base/json.h"

namespace toitsu::server {

void Log::served(const Served& served) {
    Context detail{{"id", served.id}, {"method", served.method}, {"route", served.route}};
    if (!served.account.empty()) detail.put("account", served.account);
    detail.put("status", served.status);
    detail.put("ms", Value(Decimal(static_cast<std::int64_t>(served.took.count() / 1000))));
    line(served.status >= 500 ? "error" : "info", "request", std::move(detail));
}

void Log::failed(const Error& error) {
    line("error", "failed", {{"code", error.code}, {"words", error.message.en}});
}

void Log::event(const std::string& name, Context detail) {
    line("info", name, std::move(detail));
}

void Log::line(const char* level, const std::string& event, Context detail) {
    Context all{{"at", isoTime(now_())}, {"level", level}, {"event", event}};
    for (const auto& [name, value] : detail.entries()) all.put(name, value);
    const std::string text = json::write(Value(std::move(all))) + "\n";
    const std::lock_guard lock(mutex_);
    out_ << text << std::flush;
}

}  // namespace toitsu::server
