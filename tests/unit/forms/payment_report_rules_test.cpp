// 給与支払報告書（個人別明細書）

#include "shipped_rules.h"

namespace toitsu::forms::shipped {
namespace {

TEST(PaymentReportRules, AreBrokenByWhatTheySay) {
    const Texts right{{"tax-year", "2022-12-31"},
                      {"pay.amount", "5000000"},
                      {"pay.income", "3560000"},
                      {"tax.withheld", "120000"},
                      {"recipient.birth-date", "1980-05-05"},
                      {"payer.corporate-number", "7000012050002"},
                      {"dependants.elderly", "1"},
                      {"insurance.social", "700000"}};
    expectRules("payment-report", right,
                {{{{"pay.income", "5000001"}}, {"income-within-pay", "income-by-the-table"}},
                 {{{"pay.income", "3559999"}}, {"income-by-the-table"}},
                 {{{"tax-year", "2018-12-31"}, {"pay.income", "3460000"}}, {}},
                 {{{"pay.amount", "2003999"}, {"pay.income", "1320000"}}, {}},
                 {{{"pay.amount", "7000001"}, {"pay.income", "5200000"}}, {}},
                 {{{"pay.amount", "9000000"}, {"pay.income", "7050000"}}, {}},
                 {{{"tax.withheld-inner", "120001"}}, {"inner-within-withheld"}},
                 {{{"insurance.social-inner", "700001"}}, {"inner-within-social"}},
                 {{{"dependants.elderly-inner", "2"}}, {"elderly-inner-within"}},
                 {{{"spouse.deduction", "380000"}}, {"spouse-deduction-needs-name"}},
                 {{{"spouse.deduction", "380000"}, {"spouse.name", "長野　花子"}}, {}},
                 {{{"midyear.kind", "left"}}, {"midyear-has-date"}},
                 {{{"midyear.kind", "left"}, {"midyear.date", "2021-12-31"}}, {"midyear-in-that-year"}},
                 {{{"payer.my-number", "123456789018"}}, {"one-number-of-the-payer"}},
                 {{{"recipient.birth-date", "2022-12-31"}}, {"born-before-year"}}});
}

}  // namespace
}  // namespace toitsu::forms::shipped
