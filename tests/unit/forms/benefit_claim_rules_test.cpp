// 給付金申請書

#include "shipped_rules.h"

namespace toitsu::forms::shipped {
namespace {

TEST(BenefitClaimRules, AreBrokenByWhatTheySay) {
    const Texts right{
        {"applied-on", "2020-06-10"},   {"head.birth-date", "1970-01-20"}, {"member.1.name", "長野　太郎"},
        {"member.1.declined", "false"}, {"member.2.name", "長野　花子"},   {"member.2.declined", "true"},
        {"member.3.name", "長野　葵"},  {"amount.each", "100000"},         {"amount.total", "200000"},
        {"paid-by", "account"},         {"account.number", "1234567"},     {"account.holder", "ナガノ タロウ"}};
    expectRules("benefit-claim", right,
                {{{{"amount.total", "300000"}}, {"total-is-each-times-wanted"}},
                 {{{"member.2.declined", "false"}}, {"total-is-each-times-wanted"}},
                 {{{"member.1.declined", "true"}, {"member.3.name", ""}, {"amount.total", "0"}}, {"not-all-declined"}},
                 {{{"account.number", ""}}, {"account-is-given"}},
                 {{{"account.number", ""}, {"yucho.symbol", "10530"}, {"yucho.number", "12345671"}}, {}},
                 {{{"yucho.symbol", "10530"}, {"yucho.number", "12345671"}}, {"one-account-only"}},
                 {{{"account.holder", ""}}, {"account-has-holder"}},
                 {{{"paid-by", "window"}, {"account.number", ""}, {"account.holder", ""}}, {}},
                 {{{"proxy.name", "長野　花子"}}, {"proxy-says-who"}},
                 {{{"head.birth-date", "2020-06-10"}}, {"born-before-claim"}}});
}

}  // namespace
}  // namespace toitsu::forms::shipped
