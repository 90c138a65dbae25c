// 住民異動届

#include "shipped_rules.h"

namespace toitsu::forms::shipped {
namespace {

TEST(ResidentMoveRules, AreBrokenByWhatTheySay) {
    const Texts right{
        {"filed-on", "2024-06-15"},     {"moved-on", "2024-06-01"},           {"kind", "move-in"},
        {"mover.1.name", "長野　太郎"}, {"mover.1.birth-date", "1985-02-03"}, {"mover.1.relation", "head"},
        {"mover.2.name", "長野　花子"}, {"mover.2.birth-date", "1986-02-03"}, {"mover.2.relation", "wife"}};
    expectRules("resident-move", right,
                {{{{"mover.1.name", ""},
                   {"mover.1.birth-date", ""},
                   {"mover.1.relation", ""},
                   {"mover.2.name", ""},
                   {"mover.2.birth-date", ""},
                   {"mover.2.relation", ""}},
                  {"one-mover-at-least"}},
                 {{{"mover.2.name", ""}}, {"every-mover-is-named"}},
                 {{{"mover.2.relation", "head"}}, {"one-head-only"}},
                 {{{"filed-on", "2024-06-16"}}, {"within-fourteen-days"}},
                 {{{"moved-on", "2024-06-16"}}, {"not-before-it-happened"}},
                 {{{"kind", "move-out"}}, {"move-out-beforehand"}},
                 {{{"kind", "move-out"}, {"moved-on", "2024-06-20"}}, {}},
                 {{{"mover.1.resident-code", "12345678901"}}, {}},
                 {{{"kind", "move-within"}, {"mover.1.resident-code", "12345678901"}}, {"resident-code-on-move-in"}},
                 {{{"mover.2.nationality", "ブラジル"}}, {"foreigners-have-status"}},
                 {{{"mover.2.nationality", "ブラジル"}, {"mover.2.foreign-kind", "mid-to-long"}}, {}},
                 {{{"mover.2.birth-date", "2024-06-16"}}, {"born-before-filing"}}});
}

}  // namespace
}  // namespace toitsu::forms::shipped
