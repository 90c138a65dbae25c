// ワンストップ特例 申告特例申請書

#include "shipped_rules.h"

namespace toitsu::forms::shipped {
namespace {

TEST(FurusatoOnestopRules, AreBrokenByWhatTheySay) {
    const Texts right{{"tax-year", "2025-12-31"},
                      {"filed-on", "2026-01-10"},
                      {"donation.date", "2025-08-01"},
                      {"donation.amount", "30000"},
                      {"statement.no-return", "true"},
                      {"statement.five-or-fewer", "true"},
                      {"applicant.birth-date", "1980-04-02"}};
    expectRules("furusato-onestop", right,
                {{{{"statement.no-return", "false"}}, {"both-statements"}},
                 {{{"statement.five-or-fewer", ""}}, {"both-statements"}},
                 {{{"donation.date", "2024-12-31"}}, {"donated-in-that-year"}},
                 {{{"tax-year", "平成31年12月31日"}, {"donation.date", "2019-08-01"}, {"filed-on", "2019-12-01"}}, {}},
                 {{{"donation.amount", "0"}}, {"amount-above-zero"}},
                 {{{"filed-on", "2025-07-31"}}, {"filed-after-donation"}},
                 {{{"filed-on", "2026-01-11"}}, {"filed-in-time"}},
                 {{{"applicant.birth-date", "2025-08-01"}}, {"born-before-donation"}}});
}

}  // namespace
}  // namespace toitsu::forms::shipped
