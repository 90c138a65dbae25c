// Discrete events: the next thing that is going to happen – an arrival, the end of a piece of work, a message, a timer
// of the engine – is done at its moment. A person takes up the oldest task of the role that four eyes let them do.

#include "workflows/trial/simulation.h"

#include <algorithm>
#include <cmath>

#include "workflows/bpmn/document.h"
#include "workflows/trial/simulation_run.h"

namespace toitsu::workflows::trial {

namespace {

constexpr Instant kMinute = 60'000, kDay = 24 * 60 * kMinute;
constexpr Instant kLongest = 10 * 366 * kDay;

Spread spreadOf(std::vector<Instant> values) {
    Spread spread;
    if (values.empty()) return spread;
    std::sort(values.begin(), values.end());
    const auto at = [&](double share) {
        const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
        return values[std::max<std::size_t>(rank, 1) - 1];
    };
    double sum = 0;
    for (const Instant value : values) sum += static_cast<double>(value);
    spread.count = static_cast<std::int64_t>(values.size());
    spread.median = at(0.5);
    spread.ninety = at(0.9);
    spread.ninetyFive = at(0.95);
    spread.mean = static_cast<Instant>(sum / static_cast<double>(values.size()));
    spread.most = values.back();
    return spread;
}

// flow:duration of every element, in minutes; a day is a day of eight office hours.
void collectDurations(const bpmn::Node& node, std::map<std::string, double>& minutes) {
    if (const std::string* text = bpmn::attribute(node, "duration", bpmn::flowSpace))
        if (const auto duration = parseDayTimeDuration(*text)) {
            const double days = static_cast<double>(duration->seconds / 86'400);
            minutes[bpmn::get(node, "id")] = days * 8 * 60 + static_cast<double>(duration->seconds % 86'400) / 60;
        }
    for (const bpmn::Node* inner : bpmn::elements(node)) collectDurations(*inner, minutes);
}

}  // namespace

Simulation::Simulation(const Library& library, const SimulationSettings& settings, const BusinessCalendar* calendar,
                       std::map<std::string, double> minutes)
    : library_(library),
      settings_(settings),
      minutes_(std::move(minutes)),
      arrivals_(Random(settings.seed).fork("arrivals")),
      durations_(Random(settings.seed).fork("durations")),
      choices_(Random(settings.seed).fork("choices")),
      calendar_(calendar) {
    EngineOptions options;
    options.decide = [this](const std::string& name, const Context& inputs) { return library_.decide(name, inputs); };
    options.calendar = [this](const std::string& municipality, const std::string& id) {
        return library_.calendar(municipality, id);
    };
    options.cachedCases = static_cast<std::size_t>(settings.cases) + 1;
    stage_ = std::make_unique<Stage>(
        std::move(options), settings.begins,
        std::make_shared<WatchedStore>(openMemory(), [this](const std::vector<Change>& changes) {
            for (const Change& change : changes)
                for (const Event& event : change.events) watch(change.after.id, event);
        }));
}

Instant Simulation::after(Instant from, Instant working) const {
    if (!calendar_) return from + working;
    return calendar_->addWorkingTime(from, working).value_or(from + working);
}

Instant Simulation::workingBetween(Instant from, Instant until) const {
    if (!calendar_) return until - from;
    return calendar_->workingTimeBetween(from, until).value_or(until - from);
}

Instant Simulation::drawn(double minutes, Random& random) const {
    const double z = random.normal();  // drawn also when it is not used: the others then stay the same
    if (minutes <= 0) return 0;
    const double s = settings_.spread;
    return static_cast<Instant>(minutes * static_cast<double>(kMinute) * std::exp(s * z - s * s / 2));
}

const Outcome* Simulation::chosen(const std::vector<Outcome>& outcomes, Random& random) const {
    double all = 0;
    for (const Outcome& outcome : outcomes) all += outcome.share;
    double at = random.uniform() * all;
    for (const Outcome& outcome : outcomes) {
        at -= outcome.share;
        if (at < 0) return &outcome;
    }
    return outcomes.empty() ? nullptr : &outcomes.back();
}

Context Simulation::values(const Outcome& outcome, const Value& known, int number) const {
    Context scope = known.context() ? *known.context() : Context{};
    const DateTime now = DateTime::fromUnixMillis(stage_->now());
    if (number > 0) scope.put("number", std::to_string(number));
    scope.put("today", now.date);
    scope.put("now", now);
    Context out;
    for (const auto& [name, value] : outcome.variables.entries()) {
        const std::string* text = value.string();
        if (!text || !text->starts_with("=")) {
            out.put(name, value);
        } else if (const auto expression = rules::Expression::parse(text->substr(1))) {
            out.put(name, expression->evaluate(scope));
        }
    }
    return out;
}

double Simulation::minutesOf(const std::string& element) const {
    const auto own = settings_.elements.find(element);
    if (own != settings_.elements.end() && own->second.minutes > 0) return own->second.minutes;
    const auto written = minutes_.find(element);
    return written == minutes_.end() ? 0 : written->second;
}

// Exponential intervals in office time: on a day of office hours so many on average.
void Simulation::planArrivals() {
    Instant at = settings_.begins;
    if (calendar_) at = calendar_->nextOpening(at).value_or(at);
    Instant day = kDay;
    if (calendar_) {
        const Date date = dateInJapan(at);
        const auto opens = calendar_->opening(date), closes = calendar_->closing(date);
        if (opens && closes && *closes > *opens) day = *closes - *opens;
    }
    for (int i = 1; i <= settings_.cases; ++i) {
        if (settings_.arrivals > 0) {
            const double gap = -std::log(1 - arrivals_.uniform()) * static_cast<double>(day) / settings_.arrivals;
            at = after(at, std::max<Instant>(1, static_cast<Instant>(gap)));
        }
        coming_.emplace(at, Pending{Pending::Kind::begin, std::to_string(i), "", "", ""});
    }
}

Result<SimulationResult> Simulation::run(const std::string& xml, const std::string& file) {
    const auto deployed = stage_->engine().deploy(xml, file, settings_.begins);
    if (!deployed) return fail(deployed.error());
    process_ = *deployed;
    planArrivals();
    result_.from = coming_.empty() ? settings_.begins : coming_.begin()->first;
    areaCounted_ = result_.from;
    while (!coming_.empty() || !open_.empty()) {
        const auto timer = stage_->engine().nextTimer();
        if (!timer) return fail(timer.error());
        if (coming_.empty() && !*timer) break;
        const Instant next =
            coming_.empty() ? **timer : std::min(coming_.begin()->first, timer->value_or(kLongest * 9));
        if (next - settings_.begins > kLongest)
            return fail(ErrorKind::limit, "W305",
                        {"十年を超えても終わりません。終わらない待ちがないか確かめてください。",
                         "it goes on beyond ten years; look for a wait without end"});
        if (const auto waited = stage_->waitUntil(std::max(next, stage_->now())); !waited) return fail(waited.error());
        while (!coming_.empty() && coming_.begin()->first <= stage_->now()) {
            const Pending pending = coming_.begin()->second;
            coming_.erase(coming_.begin());
            if (const auto done = happen(pending); !done) return fail(done.error());
        }
        auto jobs = stage_->engine().claimJobs("machine", 1'000'000, kLongest, stage_->now());
        if (!jobs) return fail(jobs.error());
        for (Job& job : *jobs) {
            const Instant end = stage_->now() + drawn(minutesOf(job.element), durations_);
            coming_.emplace(end, Pending{Pending::Kind::job, job.id, job.element, "", ""});
            jobs_.emplace(job.id, std::move(job));
        }
        for (auto& [role, one] : desks_)
            if (const auto taken = takeUp(role); !taken) return fail(taken.error());
    }
    result_.until = stage_->now();
    result_.begun = begun_;
    result_.standing = static_cast<int>(open_.size());
    result_.lead = spreadOf(leads_);
    const auto span = static_cast<double>(std::max<Instant>(1, result_.until - result_.from));
    areaOpen_ += static_cast<double>(open_.size()) * static_cast<double>(result_.until - areaCounted_);
    result_.inSystem = areaOpen_ / span;
    for (auto& [element, values] : waits_) result_.elements[element].waited = spreadOf(values);
    for (auto& [element, values] : works_) result_.elements[element].worked = spreadOf(values);
    const auto office = static_cast<double>(std::max<Instant>(1, workingBetween(result_.from, result_.until)));
    for (auto& [role, one] : desks_) {
        count(one);
        result_.roles[role] = {one.people, one.busy / (office * one.people), one.waiting / span, one.longest};
    }
    return result_;
}

Result<SimulationResult> simulate(const std::string& flowXml, const std::string& file, const Library& library,
                                  const SimulationSettings& settings) {
    const auto document = bpmn::Document::parse(flowXml, file);
    if (!document) return fail(document.error());
    std::map<std::string, double> minutes;
    collectDurations(document->definitions(), minutes);
    const auto office = library.calendar(settings.municipality);
    if (!office) return fail(office.error());
    return Simulation(library, settings, *office, std::move(minutes)).run(flowXml, file);
}

}  // namespace toitsu::workflows::trial
