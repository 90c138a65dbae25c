#include "forms/unification/decisions.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "base/files.h"
#include "tests/unit/forms/unification/papers.h"

namespace toitsu::forms::unification {
namespace {

using example::komoro;
using example::nagano;

std::string file(const std::string& answers) {
    return "<decisions xmlns=\"urn:toitsu:decisions:1\" form=\"notice\">\n" + answers + "</decisions>\n";
}

Decisions decided(const std::string& answers) {
    Findings findings;
    Decisions decisions = parseDecisions(file(answers), "decisions.xml", "notice", findings);
    EXPECT_TRUE(findings.errors.empty()) << findings.errors.front().text(Language::en);
    return decisions;
}

std::string firstError(const std::string& xml) {
    Findings findings;
    parseDecisions(xml, "decisions.xml", "notice", findings);
    return findings.errors.empty() ? "" : findings.errors.front().code + " " + findings.errors.front().place.text();
}

const ProposedItem* proposed(const Unification& result, const std::string& id) {
    for (const ProposedItem& item : result.proposal.items)
        if (result.coverage.items[item.item].id == id) return &item;
    return nullptr;
}

TEST(Decisions, ToldWhereTheyAreWrong) {
    EXPECT_EQ(firstError(file("  <field id=\"remark\" keep=\"maybe\"/>\n")), "F111 decisions.xml:2:22");
    EXPECT_EQ(firstError(file("  <rows group=\"child\" count=\"00\"/>\n")), "F111 decisions.xml:2:23");
    EXPECT_EQ(firstError(file("  <cost of=\"add-field\" points=\"-1\"/>\n")), "F111 decisions.xml:2:24");
    EXPECT_EQ(firstError(file("  <feild id=\"remark\" keep=\"yes\"/>\n")), "F011 decisions.xml:2:3");
    EXPECT_EQ(firstError(file("  <field keep=\"yes\"/>\n")), "F013 decisions.xml:2:3");
    EXPECT_EQ(firstError(file("  <field id=\"remark\" kept=\"yes\"/>\n")), "F012 decisions.xml:2:22");
    EXPECT_EQ(firstError("<decisions xmlns=\"urn:toitsu:decisions:1\" form=\"other\"/>"), "F112 decisions.xml:1:43");
    EXPECT_EQ(firstError("<layout/>"), "F010 decisions.xml:1:1");
}

TEST(Decisions, TheFirstRunAsksEverythingAndTheSecondNothing) {
    const std::vector<Paper> papers{nagano(), komoro({{"<place field=\"remark\" box=\"20 140 100 10\"/>", ""}})};
    const Unification first = example::unify(papers);
    const std::string written = withQuestions("", "notice", first.questions);
    EXPECT_NE(written.find("<field id=\"remark\" keep=\"\" proposal=\"yes\"/>"), std::string::npos) << written;
    EXPECT_NE(written.find("<cost of=\"add-field\" points=\"3\"/>"), std::string::npos);
    Findings findings;
    const Decisions decisions = parseDecisions(written, "decisions.xml", "notice", findings);
    EXPECT_TRUE(findings.errors.empty());
    const Unification second = example::unify(papers, decisions);
    EXPECT_TRUE(second.questions.empty());
    EXPECT_TRUE(second.outdated.empty());
    EXPECT_EQ(withQuestions(written, "notice", second.questions), written);
}

TEST(Decisions, TheSchemaTakesWhatIsAsked) {
    const std::vector<Paper> papers{nagano(), komoro({{"<place field=\"remark\" box=\"20 140 100 10\"/>", ""}})};
    const auto folder = files::TemporaryFolder::make("decisions");
    ASSERT_TRUE(folder.has_value());
    const std::string asked = withQuestions("", "notice", example::unify(papers).questions);
    const std::string path = folder->path() + "/decisions.xml";
    const auto validate = [&](const std::string& text) {
        EXPECT_TRUE(files::writeAtomically(path, text).has_value());
        const std::string command = "xmllint --nonet --noout --schema '" TOITSU_SOURCE_DIR
                                    "/templates/schema/decisions.xsd' '" +
                                    path + "' >/dev/null 2>&1";
        return std::system(command.c_str());
    };
    EXPECT_EQ(validate(asked), 0);
    std::string wrong = asked;
    const std::string open = "keep=\"\" proposal";
    wrong.replace(wrong.find(open), open.size(), "keep=\"maybe\" proposal");
    EXPECT_NE(validate(wrong), 0);
}

TEST(Decisions, LaterQuestionsAreAddedAndNothingElseChanges) {
    const std::string before =
        file("  <!-- 税務課で協議 -->\n  <field id=\"remark\"   keep=\"no\" note=\"使わない\"/>\n");
    Question question;
    question.answer.kind = "field";
    question.answer.subject = "secret";
    question.proposal = "yes";
    const std::string after = withQuestions(before, "notice", {question});
    const std::string added = "  <field id=\"secret\" keep=\"\" proposal=\"yes\"/>\n";
    EXPECT_EQ(after, before.substr(0, before.rfind("</")) + added + "</decisions>\n");
    const std::string empty = "<decisions xmlns=\"urn:toitsu:decisions:1\" form=\"notice\"/>\n";
    Findings findings;
    EXPECT_EQ(parseDecisions(withQuestions(empty, "notice", {question}), "d.xml", "notice", findings).answers.size(),
              1U);
    EXPECT_TRUE(findings.errors.empty());
}

TEST(Decisions, OutdatedOnesAreToldAndKept) {
    const Unification result =
        example::unify({nagano(), komoro()},
                       decided("<field id=\"gone\" keep=\"no\"/><option field=\"kind\" code=\"gone\" printed=\"9\"/>"
                               "<reject finding=\"missing-field/gone\"/><field id=\"open\" keep=\"\"/>"));
    std::vector<std::string> outdated;
    for (const Answer& answer : result.outdated) outdated.push_back(answer.kind + " " + answer.subject);
    EXPECT_EQ(outdated, (std::vector<std::string>{"field gone", "option kind", "reject missing-field/gone"}));
}

TEST(Decisions, AreFollowed) {
    const std::vector<Paper> papers{nagano(), komoro({{"printed=\"2 変更\"", "printed=\"9 変更\""}})};
    const Unification result = example::unify(
        papers,
        decided("<field id=\"remark\" keep=\"no\"/><field id=\"stamp\" keep=\"yes\"/>"
                "<option field=\"kind\" code=\"change\" printed=\"7 変更届\"/><manner field=\"amount\" as=\"line\"/>"
                "<era field=\"filed-on\" as=\"western\"/><reject finding=\"code-varies/kind/change\"/><paper "
                "size=\"A4-landscape\"/>"));
    EXPECT_FALSE(proposed(result, "remark")->inForm);
    EXPECT_EQ(result.form.field("remark"), nullptr);
    EXPECT_TRUE(proposed(result, "stamp")->onPaper);
    EXPECT_EQ(joined(proposed(result, "kind")->options[1].printed), "7 変更届");
    EXPECT_EQ(proposed(result, "amount")->shape.manner, Manner::line);
    EXPECT_EQ(proposed(result, "filed-on")->shape.cells, (std::vector<int>{4, 2, 2}));
    EXPECT_EQ(result.proposal.width, 297);
    EXPECT_TRUE(result.findings.front().rejected);
}

TEST(Decisions, CostsAreWeighedAsWritten) {
    const std::vector<Paper> papers{nagano(), komoro({{"<place field=\"remark\" box=\"20 140 100 10\"/>", ""},
                                                      {"<seal field=\"stamp\" box=\"90 50 12 12\"/>", ""}})};
    const auto pointsOf = [&](const Decisions& decisions, const std::string& paper) {
        for (const Adoption& adoption : example::unify(papers, decisions).adoptions)
            if (adoption.paper == paper) return adoption.points;
        return -1;
    };
    EXPECT_EQ(pointsOf({}, "komoro"), 3);  // add the remark
    EXPECT_EQ(pointsOf({}, "nagano"), 1);  // remove the seal
    EXPECT_EQ(pointsOf(decided("<cost of=\"add-field\" points=\"10\"/>"), "komoro"), 10);
}

TEST(Decisions, TheMajorityDecidesWhereItIsAsked) {
    const std::string remark = "<place field=\"remark\" box=\"20 140 100 10\"/>";
    const std::vector<Paper> papers{nagano(), komoro({{remark, ""}}),
                                    example::paper("matsumoto", "202029", {{remark, ""}})};
    EXPECT_TRUE(proposed(example::unify(papers), "remark")->onPaper);
    const Unification result = example::unify(papers, decided("<take fields=\"majority\"/>"));
    EXPECT_FALSE(proposed(result, "remark")->onPaper);
    EXPECT_TRUE(proposed(result, "remark")->inForm);
}

}  // namespace
}  // namespace toitsu::forms::unification
