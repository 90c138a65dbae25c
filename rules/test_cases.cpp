// The TCK's format: an <inputNode> or <expected> holds a <value xsi:type>, a <list> of <item>s or <component>s by name.

#include "rules/test_cases.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "base/xml.h"
#include "rules/operators.h"
#include "rules/temporal.h"

namespace toitsu::rules {

namespace fs = std::filesystem;

namespace {

constexpr double kTolerance = 1e-8;
constexpr std::string_view kInstance = "http://www.w3.org/2001/XMLSchema-instance";

bool isNil(const xml::Element& element) {
    const std::string* nil = element.find("nil", kInstance);
    return nil != nullptr && (*nil == "true" || *nil == "1");
}

// A type of XML Schema, whatever prefix it has.
Value typedValue(const xml::Element& element) {
    if (isNil(element)) return {};
    const std::string* written = element.find("type", kInstance);
    std::string type = written != nullptr ? *written : "string";
    if (const std::size_t colon = type.find(':'); colon != std::string::npos) type.erase(0, colon + 1);
    const std::string& text = element.text;
    if (type == "boolean") return Value(text == "true" || text == "1");
    for (const char* number : {"decimal", "double", "integer", "int", "long", "float"})
        if (type == number) {
            const auto read = Decimal::parse(text);
            return read ? Value(*read) : Value(text);
        }
    if (type == "dateTime")
        if (const auto dateTime = parseFeelDateTime(text)) return Value(*dateTime);
    for (const char* temporal : {"date", "time", "dateTime", "duration", "dayTimeDuration", "yearMonthDuration"})
        if (type == temporal) return parseTemporal(text);
    return Value(text);
}

Value read(const xml::Element& holder) {
    if (isNil(holder)) return {};
    if (const xml::Element* list = holder.child("list")) {
        if (isNil(*list)) return {};
        List out;
        for (const xml::Element* item : list->all("item")) out.push_back(read(*item));
        return Value(std::move(out));
    }
    if (const auto components = holder.all("component"); !components.empty()) {
        Context out;
        for (const xml::Element* component : components) out.put(component->get("name"), read(*component));
        return Value(std::move(out));
    }
    const xml::Element* value = holder.child("value");
    return value != nullptr ? typedValue(*value) : Value();
}

TestResult runResult(const xml::Element& node, const std::string& invocable, const Context& inputs,
                     const DecisionModel& model) {
    TestResult out;
    out.name = node.get("name");
    out.place = node.place;
    out.errorExpected = node.get("errorResult") == "true" || node.get("errorResult") == "1";
    if (const xml::Element* expected = node.child("expected")) out.expected = read(*expected);
    auto result = model.evaluate(invocable.empty() ? out.name : invocable, inputs);
    if (result) {
        out.actual = std::move(result->value);
        out.remarks = std::move(result->remarks);
        // A service with several outputs answers a context; the case asks for each of them.
        if (const Value one = out.actual[out.name]; !invocable.empty() && !one.isNull()) out.actual = one;
    } else {
        out.error = std::move(result.error());
    }
    out.right = out.errorExpected ? out.actual.isNull() : agrees(out.expected, out.actual);
    return out;
}

bool isTestFile(const fs::path& path, const std::string& model) {
    const auto document = xml::load(path.string());
    if (!document || document->root.local != "testCases") return false;
    const xml::Element* name = document->root.child("modelName");
    return model.empty() || (name != nullptr && name->text == fs::path(model).filename().string());
}

}  // namespace

bool TestCaseResult::passed() const {
    return std::all_of(results.begin(), results.end(), [](const TestResult& result) { return result.right; });
}

bool agrees(const Value& expected, const Value& actual) {
    if (expected.type() != actual.type()) return false;
    if (expected.number() != nullptr) {
        const double a = expected.number()->toDouble();
        const double b = actual.number()->toDouble();
        return *expected.number() == *actual.number() || std::abs(a - b) <= kTolerance * std::max(1.0, std::abs(a));
    }
    if (const List* list = expected.list())
        return std::equal(list->begin(), list->end(), actual.list()->begin(), actual.list()->end(), agrees);
    if (const Context* context = expected.context()) {
        if (context->size() != actual.context()->size()) return false;
        return std::all_of(context->entries().begin(), context->entries().end(), [&](const auto& entry) {
            const Value* other = actual.context()->find(entry.first);
            return other != nullptr && agrees(entry.second, *other);
        });
    }
    return equals(expected, actual) == true;
}

Result<TestReport> runTestCases(const std::string& file) {
    const auto document = xml::load(file);
    if (!document) return fail(document.error());
    const xml::Element& root = document->root;
    const xml::Element* modelName = root.child("modelName");
    if (root.local != "testCases" || modelName == nullptr)
        return fail(ErrorKind::schema, "R023",
                    {"判定のテストのファイルではありません（<testCases> と <modelName> が必要です）",
                     "this is no file of decision tests; it needs <testCases> with a <modelName>"},
                    root.place);
    TestReport out;
    out.file = file;
    out.model = (fs::path(file).parent_path() / modelName->text).string();
    const auto model = DecisionModel::load(out.model);
    if (!model) out.error = model.error();
    for (const xml::Element* element : root.all("testCase")) {
        TestCaseResult one;
        one.id = element->get("id");
        one.place = element->place;
        Context inputs;
        for (const xml::Element* input : element->all("inputNode")) inputs.put(input->get("name"), read(*input));
        for (const xml::Element* node : element->all("resultNode")) {
            if (model) {
                one.results.push_back(runResult(*node, element->get("invocableName"), inputs, *model));
            } else {
                TestResult failed;
                failed.name = node->get("name");
                failed.place = node->place;
                failed.error = out.error;
                one.results.push_back(std::move(failed));
            }
        }
        out.cases.push_back(std::move(one));
    }
    return out;
}

std::vector<std::string> testCaseFiles(const std::string& path, const std::string& model) {
    std::vector<std::string> out;
    std::error_code problem;
    if (!fs::is_directory(path, problem)) return {path};
    for (auto at = fs::recursive_directory_iterator(path, fs::directory_options::skip_permission_denied, problem);
         !problem && at != fs::recursive_directory_iterator(); at.increment(problem))
        if (at->path().extension() == ".xml" && at->is_regular_file(problem) && isTestFile(at->path(), model))
            out.push_back(at->path().string());
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace toitsu::rules
