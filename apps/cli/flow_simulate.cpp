#include "apps/cli/flow_simulate.h"

#include <charconv>
#include <cmath>
#include <filesystem>
#include <sstream>

#include "apps/station/station.h"
#include "base/files.h"
#include "base/json.h"
#include "workflows/timer_rule.h"
#include "workflows/trial/simulation.h"

namespace toitsu::cli {

namespace fs = std::filesystem;
namespace trial = workflows::trial;

namespace {

tl::unexpected<Error> notUnderstood(const std::string& option, const std::string& example) {
    return fail(ErrorKind::usage, "C187",
                {option + " は " + example + " のように書いてください", "write " + option + " like " + example});
}

std::optional<int> wholeIn(const std::string& text) {
    int number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool good = parsed.ec == std::errc() && parsed.ptr == text.data() + text.size() && number > 0;
    return good && number <= 100'000 ? std::optional(number) : std::nullopt;
}

Result<void> readOptions(const FlowSimulateOptions& options, trial::SimulationSettings& settings) {
    settings.cases = options.cases;
    settings.seed = options.seed;
    settings.municipality = options.municipality;
    settings.begins = station::now();
    if (!options.now.empty()) {
        workflows::TimerRule rule;
        rule.kind = workflows::TimerRule::Kind::date;
        rule.literal = options.now;
        const auto due = rule.due({}, 0);
        if (!due) return notUnderstood("--now", "2027-03-31T17:00:00+09:00");
        settings.begins = *due;
    }
    std::istringstream people(options.people);
    for (std::string one; std::getline(people, one, ',');) {
        const auto equals = one.rfind('=');
        const auto number = equals == std::string::npos ? std::nullopt : wholeIn(one.substr(equals + 1));
        if (!number) return notUnderstood("--people", "係長=2,審査担当=3");
        settings.people[one.substr(0, equals)] = *number;
    }
    if (options.arrivals.empty()) return {};
    const auto colon = options.arrivals.find(':');
    const auto period = parseDayTimeDuration(options.arrivals.substr(0, colon));
    const auto number = colon == std::string::npos ? std::nullopt : wholeIn(options.arrivals.substr(colon + 1));
    if (!period || period->seconds < 86'400 || !number) return notUnderstood("--arrivals", "P1D:40");
    settings.arrivals = *number * 86'400.0 / static_cast<double>(period->seconds);
    return {};
}

std::string libraryOf(const std::string& flow) {
    std::error_code ignored;
    for (fs::path at = fs::absolute(flow, ignored).parent_path(); !at.empty(); at = at.parent_path()) {
        if (fs::is_directory(at / "calendars", ignored)) return at.string();
        if (at == at.parent_path()) break;
    }
    return {};
}

std::string timeText(workflows::Instant millis) {
    const std::int64_t minutes = millis / 60'000;
    if (minutes < 60) return std::to_string(minutes) + "m";
    if (minutes < 48 * 60) return std::to_string(minutes / 60) + "h" + std::to_string(minutes % 60) + "m";
    return std::to_string(minutes / 1440) + "d" + std::to_string(minutes % 1440 / 60) + "h";
}

std::string number(double value) {
    std::ostringstream out;
    out.imbue(std::locale::classic());
    out << std::round(value * 10) / 10;
    return out.str();
}

std::string spreadText(const trial::Spread& spread) {
    if (spread.count == 0) return "-";
    return timeText(spread.median) + " / " + timeText(spread.ninety) + " / " + timeText(spread.ninetyFive);
}

void showText(const trial::SimulationResult& result, Terminal& terminal) {
    terminal.line({"案件 " + std::to_string(result.begun) + " 件、完了 " + std::to_string(result.completed) +
                       " 件、残り " + std::to_string(result.standing) + " 件",
                   std::to_string(result.begun) + " cases, " + std::to_string(result.completed) + " completed, " +
                       std::to_string(result.standing) + " still open"});
    terminal.line({"期間（中央値 / 90% / 95%）: " + spreadText(result.lead) + "、開いている案件は平均 " +
                       number(result.inSystem) + " 件",
                   "lead time (median / 90% / 95%): " + spreadText(result.lead) + ", " + number(result.inSystem) +
                       " cases open on average"});
    Table elements({terminal.say({"要素", "element"}), terminal.say({"件数", "count"}),
                    terminal.say({"待ち（開庁時間）", "wait (office time)"}),
                    terminal.say({"作業（開庁時間）", "work (office time)"}), terminal.say({"期限後", "late"})});
    for (const auto& [id, one] : result.elements)
        elements.add({id, std::to_string(one.entered), spreadText(one.waited), spreadText(one.worked),
                      std::to_string(one.late)});
    terminal.out << elements.text();
    Table roles({terminal.say({"担当", "role"}), terminal.say({"人数", "people"}), terminal.say({"稼働", "busy"}),
                 terminal.say({"待ち行列（平均）", "queue (mean)"}), terminal.say({"最大", "longest"})});
    for (const auto& [id, one] : result.roles)
        roles.add({id, std::to_string(one.people), number(one.busy * 100) + "%", number(one.queue),
                   std::to_string(one.longest)});
    terminal.out << roles.text();
    for (const auto& [id, count] : result.timers)
        terminal.line(
            {"タイマー " + id + ": " + std::to_string(count) + " 回", "timer " + id + ": " + std::to_string(count)});
    for (const auto& [id, count] : result.incidents)
        terminal.line(
            {"停止 " + id + ": " + std::to_string(count) + " 件", "incident " + id + ": " + std::to_string(count)});
}

Value toJson(const trial::Spread& spread) {
    return Context{{"count", spread.count},    {"median", spread.median}, {"p90", spread.ninety},
                   {"p95", spread.ninetyFive}, {"mean", spread.mean},     {"most", spread.most}};
}

Value decimal(double value) {
    return Decimal::parse(number(value)).value_or(Decimal(0));
}

Value toJson(const trial::SimulationResult& result) {
    Context elements, roles, timers, incidents;
    for (const auto& [id, one] : result.elements)
        elements.put(id, Context{{"entered", one.entered},
                                 {"waited", toJson(one.waited)},
                                 {"worked", toJson(one.worked)},
                                 {"late", one.late}});
    for (const auto& [id, one] : result.roles)
        roles.put(id, Context{{"people", one.people},
                              {"busyPercent", decimal(one.busy * 100)},
                              {"queue", decimal(one.queue)},
                              {"longest", one.longest}});
    for (const auto& [id, count] : result.timers) timers.put(id, count);
    for (const auto& [id, count] : result.incidents) incidents.put(id, count);
    return Context{{"cases", result.begun},
                   {"completed", result.completed},
                   {"open", result.standing},
                   {"from", DateTime::fromUnixMillis(result.from).iso()},
                   {"until", DateTime::fromUnixMillis(result.until).iso()},
                   {"leadMillis", toJson(result.lead)},
                   {"meanOpen", decimal(result.inSystem)},
                   {"elements", std::move(elements)},
                   {"roles", std::move(roles)},
                   {"timers", std::move(timers)},
                   {"incidents", std::move(incidents)}};
}

}  // namespace

void flowSimulate(const FlowSimulateOptions& options, Terminal& terminal) {
    const auto xml = files::read(options.flow);
    if (!xml) return terminal.report(xml.error());
    trial::SimulationSettings settings;
    if (!options.settings.empty()) {
        const auto text = files::read(options.settings);
        if (!text) return terminal.report(text.error());
        const auto json = json::parse(*text, options.settings);
        if (!json) return terminal.report(json.error());
        if (const auto read = trial::readSettings(*json, settings); !read) return terminal.report(read.error());
    }
    if (const auto read = readOptions(options, settings); !read) return terminal.report(read.error());
    const auto library = trial::Library::open(libraryOf(options.flow));
    if (!library) return terminal.report(library.error());
    const auto result = trial::simulate(*xml, options.flow, *library, settings);
    if (!result) return terminal.report(result.error());
    if (options.format == "json")
        terminal.out << json::writePretty(toJson(*result)) << '\n';
    else
        showText(*result, terminal);
}

}  // namespace toitsu::cli
