#pragma once

// AnswerDraft: one person's sheet before the rules are looked at. Fields of one person share the name, fields of one
// place the address. Used by drawAnswers only.

#include <map>
#include <string>

#include "forms/paper.h"
#include "forms/synthetic_person.h"

namespace toitsu::forms {

class AnswerDraft {
public:
    AnswerDraft(const Paper& paper, Random& random);

    const Paper& paper() const { return paper_; }
    // A value for the field in canonical text, never longer than its boxes. Drawing again gives another value, except
    // where fields belong together (a name and its kana).
    std::string draw(const Field& field);

private:
    struct Owner {
        Person person;
        Address address;
        Employer employer;
    };
    // Fields with the same key belong together: the id without its last word.
    Owner& owner(const std::string& fieldId);
    std::string drawText(const Field& field);
    std::string drawDate(const Field& field);
    std::string drawNumber(const Field& field);
    std::string fitting(const Field& field, std::string text) const;
    int cells(const Field& field) const;  // that the whole value may take; 0 = free

    const Paper& paper_;
    Random& random_;
    Date today_;
    Address home_;  // most people of one sheet live together
    std::map<std::string, Owner> owners_;
};

}  // namespace toitsu::forms
