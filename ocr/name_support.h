#pragma once

// A person's フリガナ and 氏名 tell of the same name, read in two places by two networks. Where both are read, each is
// evidence for the other: 佐藤 太郎 is read サトウ タロウ, hardly サトク.

#include <vector>

#include "forms/form.h"
#include "forms/reading.h"
#include "ocr/name_lexicon.h"

namespace toitsu::ocr {

// insured.kana ↔ insured.name: the person's name that a kana field is the reading of, and the reverse; null when the
// form has none.
const forms::Field* counterpart(const forms::Form& form, const forms::Field& field);

// The doubt of every reading of kana by hand, which a name that agrees can lift.
const Wording& handwrittenKana();

// Joint probability of every candidate of the one with every candidate of the other, by what the lexicon knows of
// readings; new order and confidence of both. Kana by hand lose their doubt, handwrittenKana(), when the
// two agree; a name never does.
void supportNames(forms::Reading& kana, forms::Reading& name, const NameLexicon& lexicon);

// Whether the kana are one character away from how such a name is read, and no reading of it: ヤコイ beside 弥生. Both
// words are compared, each for itself; a name that no list has says nothing.
bool misreadBeside(const std::string& kana, const std::string& name, const NameLexicon& lexicon);

// For every kana field of these readings that has its name beside it. Kana that look misread beside it go to a person.
void supportNames(std::vector<forms::Reading>& readings, const forms::Form& form, const NameLexicon& lexicon);

}  // namespace toitsu::ocr
