// One round: what happened is told, what waits is listed with numbers, a line is read and done. With answers from a
// file the lines are made from it, and when nobody can do anything the clock goes on to the next timer.

#include "apps/cli/flow_run.h"

#include <filesystem>

#include "apps/cli/internal/flow_desk.h"
#include "apps/cli/value_argument.h"
#include "apps/station/station.h"
#include "base/files.h"
#include "base/json.h"
#include "workflows/bpmn/document.h"
#include "workflows/bpmn/overlay.h"
#include "workflows/trial/library.h"

namespace toitsu::cli {

namespace fs = std::filesystem;
namespace bpmn = workflows::bpmn;
namespace trial = workflows::trial;

namespace {

Result<std::string> flowText(const FlowRunOptions& options) {
    auto xml = files::read(options.flow);
    if (!xml || options.overlay.empty()) return xml;
    const auto flow = bpmn::Document::parse(*xml, options.flow);
    if (!flow) return fail(flow.error());
    const auto bytes = files::read(options.overlay);
    if (!bytes) return fail(bytes.error());
    std::vector<bpmn::Finding> findings;
    const auto overlay = bpmn::readOverlay(*bytes, options.overlay, findings);
    const auto effective = overlay ? bpmn::applyOverlay(*flow, *overlay, findings) : std::nullopt;
    for (const bpmn::Finding& finding : findings)
        if (finding.severity == bpmn::Severity::error) return fail(finding.error());
    return effective ? effective->write() : *xml;
}

// The nearest folder above the flow that has calendars; "" when there is none.
std::string libraryOf(const std::string& flow) {
    std::error_code ignored;
    for (fs::path at = fs::absolute(flow, ignored).parent_path(); !at.empty(); at = at.parent_path()) {
        if (fs::is_directory(at / "calendars", ignored)) return at.string();
        if (at == at.parent_path()) break;
    }
    return {};
}

Result<Context> answersIn(const std::string& file) {
    if (file.empty()) return Context{};
    const auto text = files::read(file);
    if (!text) return fail(text.error());
    const auto value = json::parse(*text, file);
    if (!value) return fail(value.error());
    if (value->context()) return *value->context();
    return fail(ErrorKind::input, "C185",
                {"答えのファイルは {\"要素の id\": {変数}} の形の JSON にしてください",
                 "the file of answers is a JSON object: element id to variables"},
                Place{file});
}

Result<workflows::Instant> momentOf(const std::string& text) {
    if (text.empty()) return station::now();
    workflows::TimerRule rule;
    rule.kind = workflows::TimerRule::Kind::date;
    rule.literal = text;
    if (const auto due = rule.due({}, 0)) return *due;
    return fail(
        ErrorKind::usage, "C184",
        {"日時は 2027-03-31T17:00:00+09:00 のように書いてください", "write a time like 2027-03-31T17:00:00+09:00"});
}

}  // namespace

void flowRun(const FlowRunOptions& options, std::istream& in, Terminal& terminal) {
    const auto xml = flowText(options);
    if (!xml) return terminal.report(xml.error());
    const auto library = trial::Library::open(libraryOf(options.flow), options.decisions);
    if (!library) return terminal.report(library.error());
    const auto variables = contextArgument(options.variables, "--variables");
    if (!variables) return terminal.report(variables.error());
    auto answers = answersIn(options.answers);
    if (!answers) return terminal.report(answers.error());
    const auto begins = momentOf(options.now);
    if (!begins) return terminal.report(begins.error());

    workflows::EngineOptions engine;
    engine.decide = [&](const std::string& name, const Context& inputs) { return library->decide(name, inputs); };
    engine.calendar = [&](const std::string& municipality, const std::string& id) {
        return library->calendar(municipality, id);
    };
    trial::Stage stage(std::move(engine), *begins);
    const auto process = stage.engine().deploy(*xml, options.flow, stage.now());
    if (!process) return terminal.report(process.error());
    const auto id = stage.engine().start(*process, options.municipality, "1", *variables, stage.now());
    if (!id) return terminal.report(id.error());

    FlowDesk desk(stage, *id, options.municipality, *library, terminal);
    desk.trace = options.trace;
    while (true) {
        if (const auto settled = stage.settle(); !settled) return terminal.report(settled.error());
        if (const auto shown = desk.show(); !shown) return terminal.report(shown.error());
        if (desk.ended()) return;
        if (!options.answers.empty()) {
            const auto done = desk.answer(*answers);
            if (!done) return terminal.report(done.error());
            if (*done) continue;
            terminal.differs();
            return terminal.line({"答えがないので、ここで止めます", "no answer for this; stopped here"});
        }
        terminal.out << "> " << std::flush;
        std::string line;
        if (!std::getline(in, line) || line == "stop") return;
        if (const auto done = desk.order(line); !done) terminal.err << done.error().text(terminal.language) << '\n';
    }
}

}  // namespace toitsu::cli
