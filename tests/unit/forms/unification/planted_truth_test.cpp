// What really differs between the layouts that ship was written down without the program (tests/golden/unify); it must
// find every clash and gap of it, and none that is not there.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/files.h"
#include "base/json.h"
#include "tests/unit/forms/unification/papers.h"

namespace toitsu::forms::unification {
namespace {

namespace fs = std::filesystem;
using Set = std::set<std::string>;

std::string text(const Value& value) {
    return value.string() ? *value.string() : "";
}

List list(const Value& value) {
    return value.list() ? *value.list() : List{};
}

// "field: a b c", layouts sorted.
std::string line(const std::string& what, Set layouts) {
    std::string out = what + ":";
    for (const std::string& layout : layouts) out += " " + layout;
    return out;
}

std::string meanings(const std::string& what, const std::map<std::string, std::string>& values) {
    std::string out = what + ":";
    for (const auto& [layout, value] : values) out += " " + layout + "=" + value;
    return out;
}

std::string pairs(const std::string& what, const Value& object) {
    std::map<std::string, std::string> values;
    if (object.context())
        for (const auto& [layout, value] : object.context()->entries())
            values[layout] = value.number() ? value.number()->text() : text(value);
    return meanings(what, values);
}

Set layouts(const Value& names) {
    Set out;
    for (const Value& name : list(names)) out.insert(text(name));
    return out;
}

// The truth names a group's field without a row: child.abroad-since.
std::string truthName(const std::string& item) {
    const std::size_t star = item.find(".*");
    return star == std::string::npos ? item : item.substr(0, star) + item.substr(star + 2);
}

struct Lists {
    Set missing, options, local, clashes, marks, rows, seals;
};

Lists plantedIn(const Value& truth) {
    Lists lists;
    for (const Value& one : list(truth["missing"]))
        lists.missing.insert(line(text(one["field"]), layouts(one["layouts"])));
    for (const Value& one : list(truth["options"]))
        lists.options.insert(line(text(one["field"]) + "/" + text(one["option"]), layouts(one["missing"])));
    for (const Value& one : list(truth["local"])) lists.local.insert(text(one["field"]));
    for (const Value& one : list(truth["clashes"]))
        lists.clashes.insert(pairs(text(one["field"]) + "/" + text(one["printed"]), one["meanings"]));
    for (const Value& one : list(truth["marks"])) lists.marks.insert(pairs(text(one["field"]), one["marks"]));
    for (const Value& one : list(truth["rows"])) lists.rows.insert(pairs(text(one["group"]), one["counts"]));
    for (const Value& one : list(truth["seals"])) lists.seals.insert(text(one["field"]) + " " + text(one["layout"]));
    return lists;
}

Lists foundIn(const Unification& result) {
    Lists lists;
    // A seal that a paper lacks is what all should come to: the matrix says it, and no finding complains of it.
    for (std::size_t i = 0; i < result.coverage.items.size(); ++i) {
        const Item& item = result.coverage.items[i];
        Set absent;
        for (std::size_t p = 0; p < result.papers.size(); ++p)
            if (!result.coverage.cells[i][p].present()) absent.insert(result.papers[p].layout.id);
        if (item.owner.empty() && item.field.type == FieldType::seal && !absent.empty())
            lists.missing.insert(line(truthName(item.id), absent));
    }
    for (const Finding& finding : result.findings) {
        const std::string name = truthName(finding.item);
        Set papers;
        std::map<std::string, std::string> values;
        for (const Witness& witness : finding.witnesses) {
            papers.insert(witness.paper);
            values[witness.paper] = witness.value;
        }
        const bool options = std::any_of(values.begin(), values.end(), [](const auto& entry) {
            return entry.second == "check" || entry.second == "circle" || entry.second == "cross";
        });
        switch (finding.kind) {
            case FindingKind::missingField:
            case FindingKind::unaskedField:
                lists.missing.insert(line(name, papers));
                break;
            case FindingKind::missingOption:
                lists.options.insert(line(name + "/" + finding.detail, papers));
                break;
            case FindingKind::localField:
                lists.local.insert(name);
                break;
            case FindingKind::codeClash:
                lists.clashes.insert(meanings(name + "/" + finding.detail, values));
                break;
            case FindingKind::manner:
                if (options) lists.marks.insert(meanings(name, values));
                break;
            case FindingKind::rows:
                lists.rows.insert(meanings(name, values));
                break;
            case FindingKind::seal:
                for (const std::string& paper : papers) lists.seals.insert(name + " " + paper);
                break;
            default:
                break;
        }
    }
    return lists;
}

TEST(PlantedTruth, EveryClashAndGapIsFoundAndNoneThatIsNotThere) {
    const fs::path folder = fs::path(TOITSU_SOURCE_DIR) / "tests" / "golden" / "unify";
    std::error_code none;
    if (!fs::is_directory(folder, none)) FAIL() << "no truth files in " << folder;
    int compared = 0;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, none)) {
        if (entry.path().extension() != ".json") continue;
        SCOPED_TRACE(entry.path().stem().string());
        const auto source = files::read(entry.path().string());
        ASSERT_TRUE(source.has_value());
        const auto truth = json::parse(*source);
        ASSERT_TRUE(truth.has_value());
        example::Shipped shipped = example::shipped(entry.path().stem().string());
        const Set named = layouts((*truth)["layouts"]);
        std::erase_if(shipped.papers, [&](const Paper& paper) { return !named.contains(paper.layout.id); });
        ASSERT_EQ(shipped.papers.size(), named.size());
        const Lists planted = plantedIn(*truth), found = foundIn(unification(shipped.form, shipped.papers, {}));
        EXPECT_EQ(found.missing, planted.missing);
        EXPECT_EQ(found.options, planted.options);
        EXPECT_EQ(found.local, planted.local);
        EXPECT_EQ(found.clashes, planted.clashes);
        EXPECT_EQ(found.marks, planted.marks);
        EXPECT_EQ(found.rows, planted.rows);
        EXPECT_EQ(found.seals, planted.seals);
        ++compared;
    }
    EXPECT_GT(compared, 0);
}

}  // namespace
}  // namespace toitsu::forms::unification
