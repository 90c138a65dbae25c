// The DMN Technology Compatibility Kit: every result of every test case, against floors that only ever rise.
// The suite lies outside the repository; where it is absent the tests are skipped.
// Set DMN_TCK_REPORT to a file to get one line per result that differs.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <pugixml.hpp>
#include <set>

#include "rules/decision.h"
#include "rules/operators.h"
#include "rules/temporal.h"

namespace toitsu::rules {
namespace {

namespace fs = std::filesystem;

constexpr double kTolerance = 1e-8;  // the TCK's reference answers are rounded

std::string localName(const pugi::xml_node& node) {
    const std::string name = node.name();
    const std::size_t colon = name.find(':');
    return colon == std::string::npos ? name : name.substr(colon + 1);
}

pugi::xml_node child(const pugi::xml_node& node, const std::string& name) {
    for (const pugi::xml_node& each : node.children())
        if (localName(each) == name) return each;
    return {};
}

Value typedValue(const pugi::xml_node& value) {
    if (value.attribute("xsi:nil").as_bool()) return {};
    std::string type = value.attribute("xsi:type").as_string("xsd:string");
    type.erase(0, type.find(':') + 1);
    const std::string text = value.text().get();
    if (type == "boolean") return Value(text == "true" || text == "1");
    if (type == "decimal" || type == "double" || type == "integer" || type == "int" || type == "long" ||
        type == "float") {
        const auto number = Decimal::parse(text);
        return number ? Value(*number) : Value(text);
    }
    if (type == "date" || type == "time" || type == "dateTime" || type == "duration" || type == "dayTimeDuration" ||
        type == "yearMonthDuration") {
        if (type == "dateTime")
            if (const auto dateTime = parseFeelDateTime(text)) return Value(*dateTime);
        return parseTemporal(text);
    }
    return Value(text);
}

// <value>, <list> or <component>s.
Value read(const pugi::xml_node& holder) {
    if (holder.attribute("xsi:nil").as_bool()) return {};
    if (const auto list = child(holder, "list")) {
        if (list.attribute("xsi:nil").as_bool()) return {};
        List out;
        for (const pugi::xml_node& item : list.children())
            if (localName(item) == "item") out.push_back(read(item));
        return Value(std::move(out));
    }
    if (child(holder, "component")) {
        Context out;
        for (const pugi::xml_node& component : holder.children())
            if (localName(component) == "component") out.put(component.attribute("name").as_string(), read(component));
        return Value(std::move(out));
    }
    const auto value = child(holder, "value");
    return value ? typedValue(value) : Value();
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

struct Counts {
    int results = 0;
    int right = 0;
    int unreadable = 0;  // models that could not be loaded
};

class Report {
public:
    Report() {
        if (const char* path = std::getenv("DMN_TCK_REPORT")) out_.open(path, std::ios::app);
    }
    template <class... Parts>
    void line(const Parts&... parts) {
        if (out_.is_open()) (out_ << ... << parts) << std::endl;
    }

private:
    std::ofstream out_;
};

void runCase(const pugi::xml_node& testCase, const Result<DecisionModel>& model, const std::string& file,
             Counts& counts, Report& report) {
    Context inputs;
    for (const pugi::xml_node& node : testCase.children())
        if (localName(node) == "inputNode") inputs.put(node.attribute("name").as_string(), read(node));
    for (const pugi::xml_node& node : testCase.children()) {
        if (localName(node) != "resultNode") continue;
        ++counts.results;
        const std::string invocable = testCase.attribute("invocableName").as_string();
        const std::string name = invocable.empty() ? node.attribute("name").as_string() : invocable;
        Value actual;
        std::string remark;
        if (model) {
            const auto result = model->evaluate(name, inputs);
            if (result) actual = result->value;
            if (result && !result->remarks.empty()) remark = result->remarks.front().message;
            if (!result) remark = result.error().text(Language::en);
        } else {
            remark = model.error().text(Language::en);
        }
        // A service with several outputs answers a context; the case asks for each of them.
        const Value& one = actual[node.attribute("name").as_string()];
        if (!invocable.empty() && !one.isNull()) {
            const Value output = one;
            actual = output;
        }
        const auto expected = child(node, "expected");
        // An error is null; a model that cannot be loaded earns that only where an error is expected.
        const bool right =
            node.attribute("errorResult").as_bool() ? actual.isNull() : model && agrees(read(expected), actual);
        if (right)
            ++counts.right;
        else
            report.line(file, " ", testCase.attribute("id").as_string(), " ", name, ": ", remark);
    }
}

Counts runLevel(const fs::path& folder) {
    Counts counts;
    Report report;
    std::set<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.path().extension() == ".xml") files.insert(entry.path());
    for (const fs::path& file : files) {
        pugi::xml_document document;
        if (!document.load_file(file.c_str(), pugi::parse_default | pugi::parse_ws_pcdata_single)) continue;
        const pugi::xml_node root = document.document_element();
        const auto modelName = child(root, "modelName");
        if (localName(root) != "testCases" || !modelName) continue;
        const auto model = DecisionModel::load((file.parent_path() / modelName.text().get()).string());
        if (!model) {
            ++counts.unreadable;
            report.line(file.filename().string(), " UNREADABLE ", model.error().text(Language::en));
        }
        for (const pugi::xml_node& testCase : root.children())
            if (localName(testCase) == "testCase") runCase(testCase, model, file.filename().string(), counts, report);
    }
    return counts;
}

void expectAtLeast(const std::string& level, int floor, int mostUnreadable) {
    const fs::path folder = fs::path(TOITSU_SHARED_DIR) / "conformance/dmn-tck/TestCases" / level;
    if (!fs::exists(folder)) GTEST_SKIP() << "no DMN TCK at " << folder << "; put the suite there to run it";
    const Counts counts = runLevel(folder);
    std::cout << level << ": " << counts.right << " of " << counts.results << " results right, " << counts.unreadable
              << " test files with a model that cannot be loaded\n";
    EXPECT_GE(counts.right, floor);
    EXPECT_LE(counts.unreadable, mostUnreadable);
}

TEST(DmnTck, complianceLevel2) {
    expectAtLeast("compliance-level-2", 126, 0);
}

TEST(DmnTck, complianceLevel3) {
    expectAtLeast("compliance-level-3", 3353, 0);
}

}  // namespace
}  // namespace toitsu::rules
