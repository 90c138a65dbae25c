#pragma once

// The rules of lint, and the functions that look for them; lint.cpp calls them all.

#include "workflows/bpmn/finding.h"
#include "workflows/bpmn/lint.h"
#include "workflows/bpmn/model.h"

namespace toitsu::workflows::bpmn {

namespace rule {

inline constexpr Rule dead{"W272", "every element is reached"};
inline constexpr Rule noDefault{"W273", "one way is left when no condition is true"};
inline constexpr Rule noCondition{"W274",
                                  "a way of an exclusive or inclusive gateway has a condition or is the default"};
inline constexpr Rule stuck{"W275", "no join waits for ever"};
inline constexpr Rule twice{"W276", "parallel branches are joined before they merge"};
inline constexpr Rule endless{"W277", "every way can come to an end"};
inline constexpr Rule untold{"W278", "all states were looked at"};
inline constexpr Rule unread{"W279", "data that is written is read, and data that is read is written"};
inline constexpr Rule unmanned{"W280", "work for a person says whose it is"};
inline constexpr Rule clockOnly{"W281", "a legal deadline runs by an office's calendar"};
inline constexpr Rule message{"W282", "a message is sent by one and received by another"};
inline constexpr Rule language{"W283", "expressions and scripts are FEEL"};
inline constexpr Rule noBasis{"W284", "a mandatory step names its law"};
inline constexpr Rule noEffect{"W285", "a condition has an effect"};

}  // namespace rule

void lintSoundness(const Model& model, std::size_t states, Findings& findings);
void lintConditions(const Model& model, Findings& findings);
void lintLanguages(const Model& model, Findings& findings);
void lintPeople(const Model& model, Findings& findings);
void lintDeadlines(const Model& model, Findings& findings);
void lintData(const Model& model, Findings& findings);
void lintMessages(const Model& model, Findings& findings);

}  // namespace toitsu::workflows::bpmn
