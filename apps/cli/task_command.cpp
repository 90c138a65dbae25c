#include "apps/cli/task_command.h"

#include <filesystem>
#include <set>

#include "apps/cli/task_view.h"
#include "apps/station/answers.h"
#include "apps/station/case_variables.h"
#include "apps/station/places.h"
#include "apps/station/sealed_record.h"
#include "apps/station/station.h"
#include "base/files.h"
#include "base/json.h"

namespace toitsu::cli {

namespace {

constexpr const char* kVerify = "verify";  // flow:form of a task that is about the record

std::shared_ptr<const station::Decisions> noDecisions() {
    return std::make_shared<const station::Decisions>();
}

Result<forms::Library> libraryOf(const station::DataFolder& data, const TaskOptions& options, Terminal& terminal) {
    const auto folder = station::libraryFolder(options.library.empty() ? data.rememberedLibrary() : options.library);
    if (!folder) return fail(folder.error());
    return station::openForms(*folder, terminal.reporter());
}

Result<std::shared_ptr<const station::Decisions>> decisionsOf(const station::DataFolder& data,
                                                              const TaskOptions& options, Terminal& terminal) {
    const auto folder = station::libraryFolder(options.library.empty() ? data.rememberedLibrary() : options.library);
    if (!folder) return fail(folder.error());
    return std::make_shared<const station::Decisions>(station::Decisions::load(*folder, terminal.reporter()));
}

Result<std::vector<station::Answer>> parseAnswers(const TaskOptions& options, const forms::Record& record,
                                                  std::int64_t page) {
    std::vector<station::Answer> answers;
    std::set<std::string> given;
    for (const std::string& one : options.set) {
        const auto equals = one.find('=');
        if (equals == std::string::npos || equals == 0)
            return fail(ErrorKind::usage, "C055",
                        {"--set は「項目=値」の形で書いてください", "write --set as <field>=<value>"});
        answers.push_back({one.substr(0, equals), one.substr(equals + 1)});
        given.insert(answers.back().field);
    }
    if (options.from.empty()) return answers;
    auto content = files::read(options.from);
    if (!content) return fail(content.error());
    auto value = json::parse(*content, options.from);
    if (!value) return fail(value.error());
    // A file for several pages has one entry for each, in the order of the scan.
    const List* pages = (*value)["pages"].list();
    const Context* fields = (*value)["fields"].context();
    if (pages != nullptr && page >= 1 && static_cast<std::size_t>(page) <= pages->size())
        fields = (*pages)[static_cast<std::size_t>(page - 1)]["fields"].context();
    if (fields == nullptr)
        return fail(ErrorKind::input, "C056",
                    {"回答のファイルに {\"fields\": {…}} がありません", "the file of answers has no {\"fields\": {…}}"},
                    Place{options.from, 0, 0, 0});
    for (const auto& [name, answer] : fields->entries()) {
        const forms::FieldValue* field = record.find(name);
        if (field != nullptr && field->doubt && given.count(name) == 0)
            answers.push_back({name, forms::canonicalText(answer)});
    }
    return answers;
}

// A task that is not about a record: a person says what they decided, as variables of the case.
Context plainVariables(const std::vector<std::string>& set) {
    Context answers;
    for (const std::string& one : set)
        if (const auto equals = one.find('='); equals != std::string::npos)
            answers.put(one.substr(0, equals), one.substr(equals + 1));
    return answers;
}

// On the error stream: what a program reads stays as it is.
void tellVersion(const forms::Record& stored, const forms::Record& current, Terminal& terminal) {
    if (stored.formVersion == current.formVersion) return;
    const std::string from = std::to_string(stored.formVersion), to = std::to_string(current.formVersion);
    terminal.err << terminal.say({"この記録は様式の版 " + from + " で読み取られています。版 " + to +
                                      " に移して扱います（回答するとその版で保存します）",
                                  "this record was read with version " + from +
                                      " of its form; it is shown as one of version " + to +
                                      " (and kept so once it is answered)"})
                 << '\n';
}

}  // namespace

void taskList(const TaskOptions& options, Terminal& terminal) {
    const auto data = station::DataFolder::open(options.data);
    if (!data) return terminal.report(data.error());
    auto station = station::Station::open(*data, noDecisions());
    if (!station) return terminal.report(station.error());
    const auto tasks = station->engine().tasks(options.municipality);
    if (!tasks) return terminal.report(tasks.error());
    Table table({terminal.say({"作業", "task"}), terminal.say({"内容", "what"}), terminal.say({"担当", "role"}),
                 terminal.say({"団体", "municipality"}), terminal.say({"帳票レイアウト", "layout"}),
                 terminal.say({"要確認の項目", "doubtful fields"})});
    for (const workflows::Task& task : *tasks) {
        const List* doubts = task.variables["doubts"].list();
        const std::string count = std::to_string(doubts == nullptr ? 0 : doubts->size());
        if (options.format == "jsonl")
            terminal.out << json::write(taskValue(task)) << '\n';
        else
            table.add({task.id, task.name, task.role, task.municipality, plain(task.variables["layout"]), count});
    }
    if (options.format == "jsonl") return;
    if (table.empty())
        terminal.line({"担当者を待つ作業はありません", "no task waits for a person"});
    else
        terminal.out << table.text();
}

void taskShow(const TaskOptions& options, Terminal& terminal) {
    const auto data = station::DataFolder::open(options.data);
    if (!data) return terminal.report(data.error());
    auto station = station::Station::open(*data, noDecisions());
    if (!station) return terminal.report(station.error());
    const auto task = station->engine().task(options.task);
    if (!task) return terminal.report(task.error());
    const auto library = libraryOf(*data, options, terminal);
    if (!library) return terminal.report(library.error());
    if (task->form != kVerify) {
        terminal.out << task->id << "  " << task->name << "  " << task->role << "\n";
        return terminal.line({"答え方: toitsu task answer " + task->id + " --person 氏名",
                              "answer with: toitsu task answer " + task->id + " --person NAME"});
    }
    const station::Answers answers(*data, *library);
    const auto stored = answers.draft(*task);
    if (!stored) return terminal.report(stored.error());
    const auto draft = answers.current(*task);
    if (!draft) return terminal.report(draft.error());
    tellVersion(*stored, *draft, terminal);
    if (options.format == "jsonl")
        terminal.out << json::write(taskValue(*task, *draft, library->asked(draft->form, draft->layout), *data,
                                              terminal.language))
                     << '\n';
    else
        terminal.out << taskText(*task, *draft, library->asked(draft->form, draft->layout), *data, terminal);
}

void taskAnswer(const TaskOptions& options, Terminal& terminal) {
    const auto data = station::DataFolder::open(options.data);
    if (!data) return terminal.report(data.error());
    const auto library = libraryOf(*data, options, terminal);
    if (!library) return terminal.report(library.error());
    const auto decisions = decisionsOf(*data, options, terminal);
    if (!decisions) return terminal.report(decisions.error());
    auto station = station::Station::open(*data, *decisions);
    if (!station) return terminal.report(station.error());
    const auto task = station->engine().task(options.task);
    if (!task) return terminal.report(task.error());

    if (task->form != kVerify) {
        const auto done =
            station->engine().completeTask(task->id, options.person, plainVariables(options.set), station::now());
        if (!done) return terminal.report(done.error());
        return terminal.line({"作業を完了しました", "the task is completed"});
    }
    const station::Answers answers(*data, *library);
    const auto stored = answers.draft(*task);
    if (!stored) return terminal.report(stored.error());
    const auto before = answers.current(*task);
    if (!before) return terminal.report(before.error());
    tellVersion(*stored, *before, terminal);
    const Decimal* page = task->variables["page"]["number"].number();
    const auto given = parseAnswers(options, *before, page == nullptr ? 1 : page->toInteger().value_or(1));
    if (!given) return terminal.report(given.error());
    const auto draft = answers.answer(*task, *given, options.accept, options.person);
    if (!draft) return terminal.report(draft.error());
    if (draft->doubtful()) {
        if (const auto kept = answers.keep(*task, *draft); !kept) return terminal.report(kept.error());
        std::string left;
        for (const forms::FieldValue& field : draft->fields)
            if (field.doubt) left += " " + field.field;
        return terminal.line(
            {"回答を保存しました。まだ確認が必要な項目:" + left, "kept. Still to be verified:" + left});
    }
    const forms::Form* form = library->asked(draft->form, draft->layout);
    if (form == nullptr) return;  // answer() has refused a record without its form
    const auto variables =
        station::caseVariables(data->vault(), *form, *draft, station::recordSubject(task->variables));
    if (!variables) return terminal.report(variables.error());
    const auto done = station->engine().completeTask(task->id, options.person, *variables, station::now());
    if (!done) return terminal.report(done.error());
    answers.forget(*task);
    terminal.line({"作業を完了しました", "the task is completed"});
}

}  // namespace toitsu::cli
