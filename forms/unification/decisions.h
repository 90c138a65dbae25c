#pragma once

// Decisions: what people have answered to the questions of a unification, in a small XML file that they edit by hand.
// The first run writes it with every open question; later runs add what is newly asked at its end and touch nothing
// else, so that answers, notes and comments stay as they were written.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "forms/form.h"
#include "forms/unification/coverage.h"

namespace toitsu::forms::unification {

inline constexpr std::string_view kDecisionsNamespace = "urn:toitsu:decisions:1";

// What a municipality has to do to its paper, and what each costs unless the decisions say otherwise. The points weigh
// work and risk against one another: print is changed anyway, what clerks know by heart is dear.
enum class Action {
    moveField,     // 0: the unified layout brings its own places
    relabel,       // 1: other words, or a number where there was none
    addOption,     // 1
    removeOption,  // 1
    changeCells,   // 1
    changeRows,    // 1
    removeSeal,    // 1
    removeField,   // 2
    addField,      // 3
    changeManner,  // 3: cells for a line, circles for ticks, parts for a whole, another way to tell the era
    changeCode,    // 4: a number that meant something else, or that people know, changes
    changePaper,   // 5: another size or number of pages
};
std::string_view actionName(Action action);  // "add-field"
Wording actionWording(Action action);
const std::vector<Action>& actions();
int standardPoints(Action action);

struct Answer {
    std::string kind;     // element: field, same, option, manner, rows, paper, take, cost, reject
    std::string subject;  // field, local field, group, finding, action
    std::string detail;   // an option's code
    std::string value;    // "" = still open
    std::string note;     // of the person who decided
    Place place;
};

struct Decisions {
    std::string form;  // id of the form
    std::vector<Answer> answers;

    const Answer* find(std::string_view kind, std::string_view subject, std::string_view detail = {}) const;
    // The value that a person gave; "" when the question is open or not there.
    std::string value(std::string_view kind, std::string_view subject, std::string_view detail = {}) const;
    int points(Action action) const;
    bool majority() const { return value("take", "") == "majority"; }
    bool rejected(const std::string& findingKey) const;
    Identities identities() const;
};

// F011, F012, F013 as in every template; F111 a value that cannot be; F112 for another form than `form` ("" = any).
Decisions parseDecisions(std::string_view xml, const std::string& file, const std::string& form, Findings& findings);

struct Question {
    Answer answer;         // its value is empty
    std::string proposal;  // what is taken as long as nobody answers
};

// The text of the file with the questions it lacks added before its end; a new file when `xml` is empty.
std::string withQuestions(std::string_view xml, const std::string& form, const std::vector<Question>& questions);

}  // namespace toitsu::forms::unification
