#include "forms/unification/decisions.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/xml.h"
#include "forms/element_reader.h"
#include "forms/findings.h"

namespace toitsu::forms::unification {
namespace {

struct ActionWords {
    std::string_view name;
    int points;
    const char* ja;
    const char* en;
};
constexpr std::array kActions{
    ActionWords{"move-field", 0, "欄の位置を動かす", "move a field"},
    ActionWords{"relabel-option", 1, "選択肢の印字を直す", "print an option otherwise"},
    ActionWords{"add-option", 1, "選択肢を加える", "add an option"},
    ActionWords{"remove-option", 1, "選択肢をやめる", "remove an option"},
    ActionWords{"change-cells", 1, "マスの数を変える", "change the number of cells"},
    ActionWords{"change-rows", 1, "行数を変える", "change the number of rows"},
    ActionWords{"remove-seal", 1, "押印欄をやめる", "remove a seal"},
    ActionWords{"remove-field", 2, "欄をやめる", "remove a field"},
    ActionWords{"add-field", 3, "欄を加える", "add a field"},
    ActionWords{"change-manner", 3, "記入のしかたを変える", "change how a field is filled in"},
    ActionWords{"change-code", 4, "番号を付け替える", "give an option another number"},
    ActionWords{"change-paper", 5, "用紙の大きさを変える", "change the size of the paper"}};

// How each kind of answer is written: <element subject="" detail="" value="" note=""/>.
struct AnswerForm {
    std::string_view element, subject, detail, value;
    std::string_view values;  // possible ones, joined by '|'; "" = any
};
constexpr std::array kAnswerForms{
    AnswerForm{"take", "", "", "fields", "union|majority"},
    AnswerForm{"paper", "", "", "size",
               "A3|A3-landscape|A4|A4-landscape|A5|A5-landscape|B4|B4-landscape|B5|B5-landscape"},
    AnswerForm{"same", "local", "", "as", ""},
    AnswerForm{"field", "id", "", "keep", "yes|form|no"},
    AnswerForm{"section", "prefix", "", "title", ""},
    AnswerForm{"manner", "field", "", "as", "cells|line|check|circle|whole|parts"},
    AnswerForm{"era", "field", "", "as", "printed|circled|ticked|western"},
    AnswerForm{"option", "field", "code", "printed", ""},
    AnswerForm{"rows", "group", "", "count", ""},
    AnswerForm{"reject", "finding", "", "yes", "yes"},
    AnswerForm{"cost", "of", "", "points", ""}};

const AnswerForm* formOf(std::string_view element) {
    const auto it = std::find_if(kAnswerForms.begin(), kAnswerForms.end(),
                                 [&](const AnswerForm& form) { return form.element == element; });
    return it == kAnswerForms.end() ? nullptr : &*it;
}

std::vector<std::string> elementNames() {
    std::vector<std::string> names;
    for (const AnswerForm& form : kAnswerForms) names.emplace_back(form.element);
    return names;
}

bool possible(const AnswerForm& form, const std::string& value) {
    if (form.element == "cost" || form.element == "rows") {
        const bool digits = value.find_first_not_of("0123456789") == std::string::npos;
        const bool zero = value.find_first_not_of('0') == std::string::npos;
        return digits && value.size() <= 3 && (form.element == "cost" || !zero);
    }
    if (form.values.empty()) return true;
    const auto values = text::split(form.values, '|');
    return std::find(values.begin(), values.end(), value) != values.end();
}

void readAnswer(const xml::Element& element, Decisions& decisions, Findings& findings) {
    const AnswerForm* form = formOf(element.local);
    if (!form) return;  // told by the root's reader
    ElementReader reader(element, findings);
    Answer answer;
    answer.kind = element.local;
    answer.place = element.place;
    if (!form->subject.empty()) answer.subject = reader.required(form->subject).value_or("");
    if (!form->detail.empty()) answer.detail = reader.required(form->detail).value_or("");
    answer.value = reader.optional(form->value);
    if (answer.kind == "reject") answer.value = reader.optional("yes", "yes");
    answer.note = reader.optional("note");
    reader.optional("proposal");
    reader.finish({});
    if (!answer.value.empty() && !possible(*form, answer.value)) {
        const std::string values = form->values.empty() ? "0–999" : std::string(form->values);
        reader.error("F111", form->value,
                     {std::string(form->value) + "=\"" + shown(answer.value) + "\" は書けません。" + values +
                          " のどれか、または空（未決定）にしてください。",
                      std::string(form->value) + "=\"" + shown(answer.value) + "\" is not possible. Write one of " +
                          values + ", or leave it empty (undecided)."});
        return;
    }
    decisions.answers.push_back(std::move(answer));
}

std::string line(const Question& question) {
    const AnswerForm* form = formOf(question.answer.kind);
    if (!form) return {};
    const auto attribute = [](std::string_view name, const std::string& value) {
        return name.empty() ? std::string() : " " + std::string(name) + "=\"" + xml::escape(value) + "\"";
    };
    return "  <" + std::string(form->element) + attribute(form->subject, question.answer.subject) +
           attribute(form->detail, question.answer.detail) + attribute(form->value, question.answer.value) +
           (question.proposal.empty() ? "" : attribute("proposal", question.proposal)) + "/>\n";
}

const char* kHead =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<!-- 統一の決定。空の属性（keep="" など）は未決定で、proposal の案が仮に使われます。人が決めたら値を書き、必要なら note="理由" を添えてください。
     再実行しても、書かれたものは変わりません。新しい問いは末尾に加わります。cost は変更一つの重み、
     報告書の指摘は <reject finding="…"/> で退けられます。
     Decisions of a unification. An empty attribute is an open question: its proposal is taken until somebody answers.
     Running again changes nothing that stands here and adds new questions at the end. -->
)";

}  // namespace

std::string_view actionName(Action action) {
    return kActions[static_cast<std::size_t>(action)].name;
}

Wording actionWording(Action action) {
    const ActionWords& words = kActions[static_cast<std::size_t>(action)];
    return {words.ja, words.en};
}

const std::vector<Action>& actions() {
    static const std::vector<Action> all = [] {
        std::vector<Action> list;
        for (std::size_t i = 0; i < kActions.size(); ++i) list.push_back(static_cast<Action>(i));
        return list;
    }();
    return all;
}

int standardPoints(Action action) {
    return kActions[static_cast<std::size_t>(action)].points;
}

const Answer* Decisions::find(std::string_view kind, std::string_view subject, std::string_view detail) const {
    const auto it = std::find_if(answers.begin(), answers.end(), [&](const Answer& answer) {
        return answer.kind == kind && answer.subject == subject && answer.detail == detail;
    });
    return it == answers.end() ? nullptr : &*it;
}

std::string Decisions::value(std::string_view kind, std::string_view subject, std::string_view detail) const {
    const Answer* answer = find(kind, subject, detail);
    return answer ? answer->value : "";
}

int Decisions::points(Action action) const {
    const std::string written = value("cost", actionName(action));
    return written.empty() ? standardPoints(action) : std::stoi(written);
}

bool Decisions::rejected(const std::string& findingKey) const {
    return find("reject", findingKey) != nullptr;
}

Identities Decisions::identities() const {
    Identities identities;
    for (const Answer& answer : answers)
        if (answer.kind == "same" && !answer.value.empty() && answer.value != "-")
            identities[answer.subject] = answer.value;
    return identities;
}

Decisions parseDecisions(std::string_view source, const std::string& file, const std::string& form,
                         Findings& findings) {
    Decisions decisions;
    const auto document = xml::parse(source, file);
    if (!document) {
        findings.errors.push_back(document.error());
        return decisions;
    }
    const xml::Element& root = document->root;
    if (!checkRoot(root, "decisions", kDecisionsNamespace, findings)) return decisions;
    ElementReader reader(root, findings);
    decisions.form = reader.required("form").value_or("");
    reader.finish(elementNames());
    if (!form.empty() && !decisions.form.empty() && decisions.form != form)
        reader.error("F112", "form",
                     {"この決定ファイルは様式「" + shown(decisions.form) + "」のものです。様式「" + form +
                          "」の統一には、別の --decisions を指定してください。",
                      "These decisions are about form \"" + shown(decisions.form) +
                          "\". Name another file with --decisions for \"" + form + "\"."});
    for (const xml::Element& child : root.children)
        if (child.space == root.space) readAnswer(child, decisions, findings);
    return decisions;
}

std::string withQuestions(std::string_view source, const std::string& form, const std::vector<Question>& questions) {
    std::string added;
    for (const Question& question : questions) added += line(question);
    if (source.empty())
        return kHead +
               ("<decisions xmlns=\"" + std::string(kDecisionsNamespace) + "\" form=\"" + xml::escape(form) + "\">\n") +
               added + "</decisions>\n";
    std::string out(source);
    if (added.empty()) return out;
    const std::size_t end = out.rfind("</");
    if (end == std::string::npos) {  // <decisions …/>
        const std::size_t slash = out.rfind("/>");
        return slash == std::string::npos ? out : out.substr(0, slash) + ">\n" + added + "</decisions>\n";
    }
    return out.substr(0, end) + added + out.substr(end);
}

}  // namespace toitsu::forms::unification
