#include <gtest/gtest.h>

#include <algorithm>

#include "base/files.h"
#include "tests/unit/backends/sample.h"

namespace toitsu::backends {
namespace {

std::vector<std::string> codes(const std::vector<Error>& errors) {
    std::vector<std::string> out;
    for (const Error& error : errors) out.push_back(error.code);
    return out;
}

std::vector<std::string> mistakes(const std::string& target) {
    std::vector<Error> errors;
    EXPECT_EQ(sample::binding(target, &errors), nullptr);
    return codes(errors);
}

std::vector<std::string> columnMistakes(const std::string& inner) {
    std::vector<Error> errors;
    EXPECT_EQ(sample::columns(inner, &errors), nullptr) << inner;
    return codes(errors);
}

using Codes = std::vector<std::string>;

TEST(Binding, KnowsItsIdMunicipalityAndOperation) {
    const auto binding = sample::columns(R"(<column name="a" field="employee.birth-date"/>)");
    ASSERT_NE(binding, nullptr);
    EXPECT_EQ(binding->id(), "b");
    EXPECT_EQ(binding->municipality(), "202011");
    EXPECT_EQ(binding->operation(), "salary-change.register");
    ASSERT_EQ(binding->uses().size(), 1u);
    EXPECT_EQ(binding->uses()[0].field, "employee.birth-date");
    EXPECT_EQ(binding->uses()[0].place.text(), "b.xml:3:1");
}

TEST(Binding, TellsEveryMistakeWithItsPlace) {
    std::vector<Error> errors;
    const auto binding =
        Binding::parse(R"(<binding xmlns="urn:toitsu:binding:1" id="b" municipality="2020" operation="o">
  <file folder="f" header="maybe">
    <column name="a" feld="x"/>
    <column name="a" field="y"><map code="1" to="2"/><map code="1" to="3"/></column>
    <other/>
  </file>
</binding>)",
                       "b.xml", errors);
    EXPECT_EQ(binding, nullptr);
    ASSERT_EQ(codes(errors), (Codes{"B003", "B003", "B002", "B001", "B004", "B004", "B001"}));
    EXPECT_EQ(errors[0].place.text(), "b.xml:1:46");
    EXPECT_EQ(errors[1].place.text(), "b.xml:2:20");
    EXPECT_EQ(errors[2].place.text(), "b.xml:3:5");
    EXPECT_EQ(errors[3].place.text(), "b.xml:3:22");
    EXPECT_EQ(errors[4].place.text(), "b.xml:4:5");
    EXPECT_EQ(errors[5].place.text(), "b.xml:4:54");
    EXPECT_EQ(errors[6].place.text(), "b.xml:5:5");
    for (const Error& error : errors) {
        EXPECT_EQ(error.kind, ErrorKind::schema);
        EXPECT_FALSE(error.message.ja.empty());
        EXPECT_FALSE(error.message.en.empty());
    }
    EXPECT_NE(errors[3].message.en.find("field"), std::string::npos) << "says what is known";
}

TEST(Binding, RefusesWhatIsNoBinding) {
    std::vector<Error> errors;
    EXPECT_EQ(Binding::parse("<binding id='b' municipality='202011' operation='o'/>", "b.xml", errors), nullptr);
    EXPECT_EQ(codes(errors), (Codes{"B001"}));
    errors.clear();
    EXPECT_EQ(Binding::parse("<binding xmlns='urn:toitsu:binding:1'", "b.xml", errors), nullptr);
    EXPECT_EQ(codes(errors), (Codes{"X001"}));
}

TEST(Binding, NeedsOneTargetWithColumns) {
    EXPECT_EQ(mistakes(""), (Codes{"B006"}));
    EXPECT_EQ(mistakes("<file folder='f'/>"), (Codes{"B006"}));
    EXPECT_EQ(mistakes("<file folder='f'><column name='a' value='1'/></file><file folder='f'/>"), (Codes{"B005"}));
    EXPECT_EQ(mistakes("<http url='x'/>"), (Codes{"B006", "B001"}));
    EXPECT_EQ(mistakes("<file><column name='a' value='1'/></file>"), (Codes{"B002"}));
    EXPECT_EQ(mistakes("text<file folder='f'><column name='a' value='1'/></file>"), (Codes{"B001"}));
}

TEST(Binding, RefusesAPasswordInTheFile) {
    const std::string rest = " table='t' key-column='k' receipt-column='r'><column name='a' value='1'/></sql>";
    EXPECT_EQ(mistakes("<sql connection='host=db password=geheim'" + rest), (Codes{"B007"}));
    EXPECT_EQ(mistakes("<sql connection='postgresql://me:geheim@db/x'" + rest), (Codes{"B007"}));
    EXPECT_EQ(mistakes("<sql connection='host'" + rest), (Codes{"B003"}));
    EXPECT_EQ(mistakes("<sql" + rest), (Codes{"B002"}));
    EXPECT_NE(sample::binding("<sql connection='host=db'" + rest), nullptr);
}

TEST(Binding, KeepsTheKeyAndReceiptColumnsForItself) {
    EXPECT_EQ(mistakes("<sql connection='host=db' table='t' key-column='k' receipt-column='r'>"
                       "<column name='k' value='1'/><column name='r' value='1'/></sql>"),
              (Codes{"B008", "B008"}));
}

TEST(Binding, RefusesColumnsThatContradictThemselves) {
    EXPECT_EQ(columnMistakes("<column name='a'/>"), (Codes{"B002"}));
    EXPECT_EQ(columnMistakes("<column field='x'/>"), (Codes{"B002"}));
    EXPECT_EQ(columnMistakes("<column name='a' field='x' value='1'/>"), (Codes{"B005"}));
    EXPECT_EQ(columnMistakes("<column name='a' value='1' money='plain'/>"), (Codes{"B005"}));
    EXPECT_EQ(columnMistakes("<column name='a' value='1'><map code='c' to='1'/></column>"), (Codes{"B005"}));
    EXPECT_EQ(columnMistakes("<column name='a' field='Name'/>"), (Codes{"B003"}));
    EXPECT_EQ(columnMistakes("<column name='a' field='a..b'/>"), (Codes{"B003"}));
    EXPECT_EQ(columnMistakes("<column name='a' field='x' split='-'/>"), (Codes{"B005"}));
    EXPECT_EQ(columnMistakes("<column name='a' field='x' date-format='iso' money='plain'/>"), (Codes{"B005"}));
    EXPECT_EQ(columnMistakes("<column name='a' field='x' date-format='dd.mm.yyyy'/>"), (Codes{"B003"}));
    EXPECT_EQ(columnMistakes("<column name='a' field='x' kana='half' zero-pad='3'/>"), (Codes{"B005"}));
    EXPECT_EQ(columnMistakes("<column name='a' field='x' money='plain' digits-only='true'/>"), (Codes{"B005"}));
    EXPECT_EQ(columnMistakes("<column name='a' field='x' contains='c'/>"), (Codes{"B005", "B005"}));
    EXPECT_EQ(columnMistakes("<column name='a' field='x' separator='-'/>"), (Codes{"B005"}));
    EXPECT_EQ(columnMistakes("<column name='a' field='x'><part field='y'/></column>"), (Codes{"B005"}));
    EXPECT_EQ(columnMistakes("<column name='a'><part field='y'><other/></part></column>"), (Codes{"B001"}));
    EXPECT_EQ(columnMistakes("<column name='a' field='x' max-bytes='0'/>"), (Codes{"B003"}));
    EXPECT_EQ(columnMistakes("<column name='a' field='x' max-chars='many'/>"), (Codes{"B003"}));
    EXPECT_EQ(columnMistakes("<column name='a' field='x' required='yes'/>"), (Codes{"B003"}));
    EXPECT_EQ(columnMistakes("<column name='a' field='x'><map code='c'/></column>"), (Codes{"B002"}));
    EXPECT_EQ(columnMistakes("<replace from='a'/><column name='a' field='x'/>"), (Codes{"B002"}));
}

TEST(Binding, LoadsAFile) {
    const auto folder = files::TemporaryFolder::make("toitsu-binding-");
    ASSERT_TRUE(folder);
    const auto missing = Binding::load(folder->path() + "/none.xml");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, "X010");

    ASSERT_TRUE(files::writeAtomically(folder->path() + "/bad.xml", "<binding xmlns='urn:toitsu:binding:1' id='b'/>"));
    const auto bad = Binding::load(folder->path() + "/bad.xml");
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.error().code, "B002");
    EXPECT_EQ(bad.error().place.text(), folder->path() + "/bad.xml:1:1");
}

}  // namespace
}  // namespace toitsu::backends
