// 児童手当 認定請求書

#include "shipped_rules.h"

namespace toitsu::forms::shipped {
namespace {

TEST(ChildAllowanceRules, AreBrokenByWhatTheySay) {
    const Texts right{{"filed-on", "2025-06-10"},          {"claimant.birth-date", "1990-01-20"},
                      {"claimant.occupation", "employee"}, {"spouse.exists", "no"},
                      {"child.1.name", "長野　葵"},        {"child.1.birth-date", "2015-08-01"},
                      {"child.1.living", "together"},      {"child.1.custody", "yes"}};
    expectRules("child-allowance", right,
                {{{{"claimant.occupation", "public-servant"}}, {"public-servant-claims-at-work"}},
                 {{{"child.1.name", ""}, {"child.1.birth-date", ""}, {"child.1.living", ""}, {"child.1.custody", ""}},
                  {"one-child-at-least"}},
                 {{{"child.2.name", "長野　蓮"}}, {"every-child-is-named"}},
                 {{{"child.1.birth-date", "2025-06-11"}}, {"born-before-filing"}},
                 // The last 31 March is that of the school year in which one becomes 22; who is born on 1 April belongs
                 // to the year before.
                 {{{"child.1.birth-date", "2003-04-02"}}, {}},
                 {{{"child.1.birth-date", "2003-04-01"}}, {"child-is-young-enough"}},
                 {{{"child.1.living", "apart"}}, {"apart-needs-address"}},
                 {{{"child.1.living", "apart"}, {"child.1.address", "長野市若里三丁目12番5号"}}, {}},
                 {{{"child.1.custody", "no"}}, {"custody-is-needed"}},
                 {{{"child.1.birth-date", "2025-05-26"}}, {}},
                 {{{"child.1.birth-date", "2025-05-25"}}, {"newborn-in-fifteen-days"}},
                 {{{"child.1.birth-date", "2025-04-01"}}, {}},
                 {{{"spouse.exists", "yes"}}, {"spouse-is-named"}},
                 {{{"claimant.january-place", "elsewhere"}}, {"january-address-elsewhere"}},
                 {{{"claimant.birth-date", "2025-06-10"}}, {"claimant-born-before-filing"}}});
}

}  // namespace
}  // namespace toitsu::forms::shipped
