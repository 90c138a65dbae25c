// 教育・保育給付認定申請書 兼 利用申込書

#include "shipped_rules.h"

namespace toitsu::forms::shipped {
namespace {

TEST(ChildcareApplicationRules, AreBrokenByWhatTheySay) {
    const Texts right{{"applied-on", "2025-01-10"},  {"child.birth-date", "2022-04-01"},
                      {"class", "2-standard"},       {"wants-care", "yes"},
                      {"period.from", "2025-04-01"}, {"period.to", "2028-03-31"},
                      {"need.mother", "work"},       {"wish.1.facility", "あさひ保育園"},
                      {"wish.1.reason", "近い"},     {"wish.2.facility", "千曲こども園"}};
    expectRules("childcare-application", right,
                {{{{"child.birth-date", "2022-04-02"}}, {"class-2-is-three"}},
                 {{{"class", "3-short"}}, {"class-3-is-under-three"}},
                 {{{"class", "3-short"}, {"child.birth-date", "2022-04-02"}}, {}},
                 // Use that begins in February belongs to the school year before.
                 {{{"period.from", "2026-02-01"}}, {}},
                 {{{"need.mother", ""}}, {"care-needs-a-reason"}},
                 {{{"wants-care", "no"}}, {"wants-agrees-with-class"}},
                 {{{"wish.1.facility", ""}, {"wish.1.reason", ""}, {"wish.2.facility", ""}}, {"first-wish"}},
                 {{{"wish.1.facility", ""}}, {"every-wish-names-a-facility"}},
                 {{{"wish.2.facility", "あさひ保育園"}}, {"wishes-differ"}},
                 {{{"period.to", "2025-03-31"}}, {"period-in-order"}},
                 {{{"applied-on", "2022-03-31"}}, {"child-born-before-filing"}}});
}

}  // namespace
}  // namespace toitsu::forms::shipped
