// 要介護・要支援認定申請書

#include "shipped_rules.h"

namespace toitsu::forms::shipped {
namespace {

TEST(CareCertificationRules, AreBrokenByWhatTheySay) {
    const Texts right{
        {"kind", "new"}, {"applied-on", "2022-06-15"}, {"insured.birth-date", "1950-03-10"}, {"insured.age", "72"}};
    expectRules("care-certification", right,
                {{{{"insured.age", "71"}}, {"age-agrees"}},
                 {{{"kind", "change"}, {"current.level", "care-1"}}, {"change-has-reason"}},
                 {{{"kind", "renewal"}}, {"renewal-has-level"}},
                 {{{"current.from", "2022-06-30"}, {"current.to", "2022-06-01"}}, {"validity-in-order"}},
                 {{{"insured.birth-date", "1982-06-17"},
                   {"insured.age", ""},
                   {"disease", "関節リウマチ"},
                   {"medical.insurer", "千曲健保"}},
                  {"forty-or-older"}},
                 // 年齢計算: forty on the day before the fortieth birthday.
                 {{{"insured.birth-date", "1982-06-16"},
                   {"insured.age", "40"},
                   {"disease", "関節リウマチ"},
                   {"medical.insurer", "千曲健保"}},
                  {}},
                 {{{"insured.birth-date", "1957-06-17"}, {"insured.age", "64"}},
                  {"under-65-has-disease", "under-65-has-insurer"}},
                 {{{"insured.birth-date", "1957-06-16"}, {"insured.age", "65"}}, {}}});
}

}  // namespace
}  // namespace toitsu::forms::shipped
