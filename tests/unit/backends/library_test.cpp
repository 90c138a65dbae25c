// The bindings of the library against the forms of the library: every field exists, every option of a mapped choice has
// its counterpart. A form that gets an option without the bindings following fails here, not at a counter.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "base/xml.h"
#include "tests/unit/backends/sample.h"

namespace toitsu::backends {
namespace {

namespace fs = std::filesystem;

struct FormField {
    std::string type;
    std::set<std::string> options;
};
using FormFields = std::map<std::string, FormField>;

const std::string library = std::string(TOITSU_SOURCE_DIR) + "/templates";

FormFields formFields(const std::string& form) {
    FormFields out;
    const auto document = xml::load(library + "/forms/" + form + "/form.xml");
    if (!document) return out;
    for (const xml::Element* field : document->root.all("field")) {
        FormField& entry = out[field->get("id")];
        entry.type = field->get("type");
        for (const xml::Element* option : field->all("option")) entry.options.insert(option->get("code"));
        if (entry.type == "flag") entry.options = {"true", "false"};
    }
    return out;
}

std::vector<std::string> bindingFiles() {
    std::vector<std::string> out;
    for (const auto& entry : fs::recursive_directory_iterator(library + "/bindings"))
        if (entry.path().extension() == ".xml") out.push_back(entry.path().string());
    std::sort(out.begin(), out.end());
    return out;
}

void checkUse(const FieldUse& use, const FormFields& fields) {
    const auto found = fields.find(use.field);
    ASSERT_NE(found, fields.end()) << use.place.text() << ": no field " << use.field;
    const FormField& field = found->second;
    if (field.type == "choice" || field.type == "flag") {
        EXPECT_EQ(std::set<std::string>(use.codes.begin(), use.codes.end()), field.options) << use.place.text();
    } else if (field.type == "choices") {
        EXPECT_TRUE(field.options.contains(use.contains)) << use.place.text();
    } else {
        EXPECT_TRUE(use.codes.empty()) << use.place.text();
    }
}

TEST(LibraryBindings, FitTheFormsOfTheLibrary) {
    const auto files = bindingFiles();
    EXPECT_GE(files.size(), 5u);
    for (const std::string& file : files) {
        const auto binding = Binding::load(file);
        ASSERT_TRUE(binding) << binding.error().text(Language::en);
        const std::string operation = (*binding)->operation();
        const auto fields = formFields(operation.substr(0, operation.find('.')));
        ASSERT_FALSE(fields.empty()) << operation;
        for (const FieldUse& use : (*binding)->uses()) checkUse(use, fields);
        EXPECT_EQ(fs::path(file).parent_path().filename().string(), (*binding)->municipality()) << file;
        EXPECT_EQ(fs::path(file).stem().string(), operation) << file;
    }
}

// Every layout of the form has ten boxes for it.
TEST(LibraryBindings, TakeAnEmployersNumberOfTenDigits) {
    Context record = sample::salaryChange();
    Context employer = *record.find("employer")->context();
    employer.put("number", "4431550454");
    record.put("employer", employer);
    int tried = 0;
    for (const std::string& file : bindingFiles()) {
        if (fs::path(file).stem() != "salary-change.register") continue;
        const auto binding = Binding::load(file);
        ASSERT_TRUE(binding) << binding.error().text(Language::en);
        const auto row = (*binding)->row(record);
        EXPECT_TRUE(row) << file << (row ? "" : row.error().text(Language::en));
        ++tried;
    }
    EXPECT_GE(tried, 3);
}

TEST(LibraryBindings, OneRecordTwoTownsTwoRows) {
    const auto nagano = Binding::load(library + "/bindings/202011/salary-change.register.xml");
    const auto komoro = Binding::load(library + "/bindings/202088/salary-change.register.xml");
    ASSERT_TRUE(nagano && komoro);
    const auto value = [](const Result<Row>& row, const std::string& name) {
        for (const Column& column : *row)
            if (column.name == name) return column.value;
        return std::string("no such column");
    };
    const auto first = (*nagano)->row(sample::salaryChange());
    const auto second = (*komoro)->row(sample::salaryChange());
    ASSERT_TRUE(first) << first.error().text(Language::en);
    ASSERT_TRUE(second) << second.error().text(Language::en);
    EXPECT_EQ(value(first, "異動事由"), "3");
    EXPECT_EQ(value(second, "IDO_JIYU"), "04");
    EXPECT_EQ(value(first, "異動年月日"), "5081115");
    EXPECT_EQ(value(second, "IDO_YMD"), "20261115");
    EXPECT_EQ(value(first, "氏名カナ"), "ﾀｶﾊｼ ｶﾞｸ");
    EXPECT_EQ(value(second, "SHIMEI_KANA"), "タカハシ　ガク");
}

TEST(LibraryBindings, ResidenceCopyAsksTheListsForTheirCodes) {
    const auto nagano = Binding::load(library + "/bindings/202011/residence-copy.register.xml");
    ASSERT_TRUE(nagano);
    const auto row = (*nagano)->row(sample::residenceCopy());
    ASSERT_TRUE(row) << row.error().text(Language::en);
    std::string flags;
    for (const Column& column : *row)
        if (column.value == "0" || column.value == "1") flags += column.name + column.value + " ";
    EXPECT_EQ(flags,
              "委任状1 世帯全員1 世帯一部0 除票1 記載事項証明0 世帯主続柄0 本籍筆頭者1 国籍等0 個人番号記載0 "
              "住民票コード記載0 ");
}

}  // namespace
}  // namespace toitsu::backends
