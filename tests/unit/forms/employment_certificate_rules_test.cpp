// 就労証明書

#include "shipped_rules.h"

namespace toitsu::forms::shipped {
namespace {

TEST(EmploymentCertificateRules, AreBrokenByWhatTheySay) {
    const Texts right{{"employment.term", "fixed"},
                      {"employment.from", "2024-04-01"},
                      {"employment.to", "2025-03-31"},
                      {"renewal", "planned"},
                      {"industry", "health"},
                      {"fixed.monthly-hours", "160"},
                      {"fixed.monthly-days", "20"},
                      {"month.1.year", "2024"},
                      {"month.1.month", "7"},
                      {"month.1.days", "20"},
                      {"month.1.hours", "160"},
                      {"childcare-leave.from", "2024-05-01"},
                      {"childcare-leave.to", "2024-06-30"},
                      {"returns-on", "2024-07-01"}};
    expectRules("employment-certificate", right,
                {{{{"employment.to", ""}}, {"fixed-term-has-end"}},
                 {{{"employment.term", "permanent"}, {"renewal", ""}}, {"permanent-has-no-end"}},
                 {{{"employment.term", "permanent"}, {"employment.to", ""}}, {"renewal-of-fixed-term"}},
                 {{{"employment.to", "2024-03-31"}}, {"term-in-order"}},
                 {{{"industry", "other"}}, {"industry-other-is-told"}},
                 {{{"industry", "other"}, {"industry-other", "清掃業"}}, {}},
                 {{{"fixed.monthly-hours", "745"}}, {"hours-fit-the-month"}},
                 {{{"fixed.monthly-days", "32"}}, {"days-fit-the-month"}},
                 {{{"month.1.month", "13"}}, {"worked-months-are-possible"}},
                 {{{"month.1.days", "6"}}, {"worked-months-are-possible"}},
                 {{{"maternity.from", "2024-05-02"}, {"maternity.to", "2024-05-01"}}, {"maternity-in-order"}},
                 {{{"childcare-leave.to", "2024-04-30"}}, {"childcare-leave-in-order"}},
                 {{{"returns-on", "2024-06-30"}}, {"returns-after-leave"}}});
}

}  // namespace
}  // namespace toitsu::forms::shipped
