#pragma once

// AnswerSheet: what one synthetic person writes on a form of the library, field by field after type and name. Fields of
// one owner ("claimant.name", "claimant.kana") are one person's, people of one sheet are mostly one family.

#include <initializer_list>
#include <map>
#include <string>

#include "tests/scanlab/answers.h"
#include "tests/scanlab/people.h"

namespace toitsu::scanlab {

class AnswerSheet {
public:
    AnswerSheet(const Paper& paper, Random& random);

    Answers answers;
    Date today;

    void draw();  // every field that the paper shows, but the office's and the rows that stay empty
    void set(const std::string& field, const std::string& text) { answers.set(field, text); }
    void clear(std::initializer_list<const char*> fields) {
        for (const char* field : fields) set(field, "");
    }
    std::string get(const std::string& field) const;
    Date date(const std::string& field) const { return Date::parse(get(field)).value_or(today); }
    int rows() const { return rows_; }  // of each group that are filled
    Random& random() { return random_; }
    const Paper& paper() const { return paper_; }
    std::string person() { return drawPerson(random_).name(); }

private:
    struct Owner {
        Person person;
        Address address;
        Employer employer;
    };
    Owner& owner(const std::string& key);
    std::string drawn(const forms::Field& field);

    const Paper& paper_;
    Random& random_;
    Address home_;
    Person family_;
    int rows_;
    std::map<std::string, Owner> owners_;
};

}  // namespace toitsu::scanlab
