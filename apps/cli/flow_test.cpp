#include "apps/cli/flow_test.h"

#include <filesystem>

#include "apps/station/library_folder.h"
#include "base/files.h"
#include "base/json.h"
#include "base/xml.h"
#include "workflows/trial/play.h"

namespace toitsu::cli {

namespace fs = std::filesystem;
namespace trial = workflows::trial;

namespace {

struct Played {
    std::string file;
    trial::ScriptOutcome outcome;
};

std::vector<std::string> testFiles(const std::string& path) {
    std::error_code failed;
    if (!fs::is_directory(path, failed)) return {path};
    std::vector<std::string> out;
    for (const std::string& file : station::filesBelow(path, ".xml")) {
        const auto text = files::read(file);
        if (text && trial::looksLikeScript(*text)) out.push_back(file);
    }
    return out;
}

void showText(const Played& played, const FlowTestOptions& options, Terminal& terminal) {
    for (const trial::TestOutcome& test : played.outcome.tests) {
        const std::string called = test.title.empty() ? test.id : test.id + " " + test.title;
        if (!test.difference) {
            terminal.line({"合格   " + called, "passed  " + called});
            continue;
        }
        const trial::Difference& difference = *test.difference;
        terminal.line({"不合格 " + called, "failed  " + called});
        terminal.out << "    " << difference.place.text() << '\n'
                     << "    " << terminal.say({"期待: ", "expected: "}) << terminal.say(difference.expected) << '\n'
                     << "    " << terminal.say({"実際: ", "was:      "}) << terminal.say(difference.got) << '\n';
    }
    if (!options.untouched || played.outcome.untouched.empty()) return;
    std::string names;
    for (const std::string& element : played.outcome.untouched) names += " " + element;
    terminal.line({played.file + ": どのテストも通らない要素:" + names,
                   played.file + ": elements that no test comes to:" + names});
}

Value toJson(const Played& played, const Terminal& terminal) {
    List tests;
    for (const trial::TestOutcome& test : played.outcome.tests) {
        Context one{{"id", test.id}, {"title", test.title}, {"passed", !test.difference}};
        if (test.difference) {
            one.put("line", test.difference->place.line);
            one.put("expected", terminal.say(test.difference->expected));
            one.put("was", terminal.say(test.difference->got));
        }
        List path;
        for (const std::string& element : test.path) path.push_back(element);
        one.put("path", std::move(path));
        tests.push_back(std::move(one));
    }
    List untouched;
    for (const std::string& element : played.outcome.untouched) untouched.push_back(element);
    return Context{{"file", played.file}, {"tests", std::move(tests)}, {"untouched", std::move(untouched)}};
}

// As build servers read it: one suite per file.
void showJunit(const std::vector<Played>& all, Terminal& terminal) {
    terminal.out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
    for (const Played& played : all) {
        int failures = 0;
        for (const trial::TestOutcome& test : played.outcome.tests) failures += test.difference ? 1 : 0;
        terminal.out << "  <testsuite name=\"" << xml::escape(played.file) << "\" tests=\""
                     << played.outcome.tests.size() << "\" failures=\"" << failures << "\">\n";
        for (const trial::TestOutcome& test : played.outcome.tests) {
            terminal.out << "    <testcase classname=\"" << xml::escape(played.file) << "\" name=\""
                         << xml::escape(test.title.empty() ? test.id : test.id + " " + test.title) << "\"";
            if (!test.difference) {
                terminal.out << "/>\n";
                continue;
            }
            terminal.out << ">\n      <failure message=\""
                         << xml::escape(terminal.say({"期待: ", "expected: "}) +
                                        terminal.say(test.difference->expected))
                         << "\">"
                         << xml::escape(test.difference->place.text() + ": " + terminal.say({"実際: ", "was: "}) +
                                        terminal.say(test.difference->got))
                         << "</failure>\n    </testcase>\n";
        }
        terminal.out << "  </testsuite>\n";
    }
    terminal.out << "</testsuites>\n";
}

std::optional<Played> played(const std::string& file, Terminal& terminal) {
    const auto text = files::read(file);
    if (!text) return terminal.report(text.error()), std::nullopt;
    std::vector<Error> mistakes;
    const auto script = trial::readScript(*text, file, mistakes);
    for (const Error& mistake : mistakes) terminal.report(mistake);
    if (!script) return std::nullopt;
    auto outcome = trial::play(*script);
    if (!outcome) return terminal.report(outcome.error()), std::nullopt;
    return Played{file, std::move(*outcome)};
}

}  // namespace

void flowTest(const FlowTestOptions& options, Terminal& terminal) {
    std::vector<Played> all;
    int passed = 0;
    int failed = 0;
    for (const std::string& path : options.paths) {
        const auto files = testFiles(path);
        if (files.empty())
            terminal.report({ErrorKind::notFound,
                             "C186",
                             {"業務フローのテストがありません。<flow-test> の XML を置いてください",
                              "there are no flow tests; put an XML file with <flow-test> there"},
                             Place{path}});
        for (const std::string& file : files) {
            auto one = played(file, terminal);
            if (!one) continue;
            for (const trial::TestOutcome& test : one->outcome.tests) ++(test.difference ? failed : passed);
            if (options.format == "text") showText(*one, options, terminal);
            all.push_back(std::move(*one));
        }
    }
    if (options.format == "json") {
        List files;
        for (const Played& one : all) files.push_back(toJson(one, terminal));
        terminal.out << json::writePretty(Context{{"passed", passed}, {"failed", failed}, {"files", std::move(files)}})
                     << '\n';
    } else if (options.format == "junit") {
        showJunit(all, terminal);
    } else {
        terminal.line({"合格 " + std::to_string(passed) + " 件、不合格 " + std::to_string(failed) + " 件",
                       std::to_string(passed) + " passed, " + std::to_string(failed) + " failed"});
    }
    if (failed > 0) terminal.differs();
}

}  // namespace toitsu::cli
