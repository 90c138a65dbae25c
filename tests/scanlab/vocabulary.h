#pragma once

// Vocabulary: what municipal papers ask, in the words they use. Titles, questions and options are ordinary ones of
// Japanese town halls; the municipalities do not exist.

#include <string>
#include <vector>

#include "tests/scanlab/random.h"

namespace toitsu::scanlab {

struct Choice {
    std::string code, title;
};

// One thing that a paper asks: a field of the form, and the labels under which papers ask for it.
struct Question {
    std::string id;
    std::string type;                 // as form.xml names it
    std::vector<std::string> labels;  // the first is the form's title of the field
    int length = 0;                   // of digits
    bool atMost = false;              // digits: shorter ones are allowed
    std::vector<Choice> options;
};

struct Procedure {
    std::string id, title;
};

struct Town {
    std::string code, name;  // "202011", "北山市"
};

const std::vector<Procedure>& procedures();         // 住民異動届, 印鑑登録申請書 …
const std::vector<Question>& applicantQuestions();  // who comes: address, name, date of birth …
const std::vector<Question>& questions();           // what it is about
const std::vector<std::string>& officeWords();      // 受付, 入力, 照合 …: boxes that the office fills in
const std::vector<std::string>& headings();         // of a block of rows
const std::vector<std::string>& notes();            // small print
const std::vector<std::string>& gridWords();        // columns of a table
const std::vector<std::string>& titleEndings();     // （新規用）, （代理人用） …

Town drawTown(Random& random);

}  // namespace toitsu::scanlab
