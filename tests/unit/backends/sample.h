#pragma once

// Invented records for the tests, nested as forms::scope nests them, and a shorter way to write a binding.

#include <memory>
#include <string>
#include <vector>

#include "backends/backend.h"
#include "base/value.h"

namespace toitsu::backends::sample {

inline Context salaryChange() {
    return Context{
        {"filed_on", Date{2026, 11, 21}},
        {"tax_year", "current"},
        {"employer", Context{{"number", "1234567"},
                             {"corporate_number", "2021001052596"},
                             {"postcode", "380-8512"},
                             {"address", "長野県長野市大字鶴賀緑町1613番地"},
                             {"kana", "シナノセイサクショ"},
                             {"name", "株式会社髙﨑製作所"},
                             {"representative", "代表取締役　髙橋一郎"},
                             {"seal", true},
                             {"section", "総務課"},
                             {"contact", "﨑山花子"},
                             {"phone", "026-224-1234"}}},
        {"employee", Context{{"number", "00042"},
                             {"kana", "タカハシ　ガク"},
                             {"name", "髙橋　岳"},
                             {"birth_date", Date{1986, 4, 30}},
                             {"my_number", nullptr},
                             {"january_address", "長野県長野市南長野幅下692－2"},
                             {"address", nullptr}}},
        {"tax", Context{{"annual", 120000},
                        {"collected_from", "6"},
                        {"collected_to", "11"},
                        {"collected", 60000},
                        {"uncollected", 60000}}},
        {"change", Context{{"date", Date{2026, 11, 15}}, {"reason", "leave"}, {"retirement_kind", nullptr}}},
        {"collection", Context{{"method", "ordinary"}}},
        {"lump_sum", Context{{"reason", nullptr}, {"date", nullptr}, {"amount", nullptr}, {"month", nullptr}}},
        {"new_employer", Context{{"number", nullptr}, {"name", nullptr}, {"monthly", nullptr}}},
        {"pay", Context{{"amount", 3456789}, {"insurance", nullptr}}},
    };
}

inline Context residenceCopy() {
    return Context{
        {"requested_on", Date{2026, 11, 21}},
        {"requester", Context{{"address", "松本市丸の内3番7号"},
                              {"kana", "ホソカワ ケン"},
                              {"name", "細川　健"},
                              {"birth_date", Date{1959, 8, 6}},
                              {"phone", "0263-34-3000"},
                              {"relation", "proxy"},
                              {"mandate", true}}},
        {"subject", Context{{"postcode", "390-8620"},
                            {"address", "松本市丸の内3番7号"},
                            {"kana", "ホソカワ ハナ"},
                            {"name", "細川　花"},
                            {"birth_date", Date{1930, 1, 2}},
                            {"head", nullptr}}},
        {"certificate", Context{{"kinds", List{"household", "removed"}}}},
        {"copies", Context{{"household", "2"}, {"person", nullptr}, {"removed", "1"}, {"entries", nullptr}}},
        {"stated_items", List{"domicile"}},
        {"purpose", Context{{"kind", "pension"}, {"submit_to", "年金事務所"}, {"reason", nullptr}}},
    };
}

inline std::shared_ptr<const Binding> binding(const std::string& target, std::vector<Error>* errors = nullptr) {
    std::vector<Error> ignored;
    return Binding::parse(
        "<binding xmlns=\"urn:toitsu:binding:1\" id=\"b\" municipality=\"202011\" operation=\"salary-change."
        "register\">\n" +
            target + "\n</binding>",
        "b.xml", errors != nullptr ? *errors : ignored);
}

// A binding of these columns into a CP932 file.
inline std::shared_ptr<const Binding> columns(const std::string& inner, std::vector<Error>* errors = nullptr) {
    return binding("<file folder=\"f\" encoding=\"cp932\">\n" + inner + "\n</file>", errors);
}

inline workflows::Job job(const std::string& key = "k1", int attempt = 1) {
    workflows::Job out;
    out.id = "j1";
    out.municipality = "202011";
    out.operation = "salary-change.register";
    out.key = key;
    out.attempt = attempt;
    return out;
}

}  // namespace toitsu::backends::sample
