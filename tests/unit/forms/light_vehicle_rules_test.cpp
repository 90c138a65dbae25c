// 軽自動車税（種別割）申告書・廃車申告書

#include "shipped_rules.h"

namespace toitsu::forms::shipped {
namespace {

TEST(LightVehicleRules, AreBrokenByWhatTheySay) {
    const Texts right{{"filed-on", "2025-06-10"},   {"reason", "new-purchase"},     {"event-date", "2025-06-01"},
                      {"vehicle.class", "class-1"}, {"vehicle.displacement", "50"}, {"vehicle.chassis", "AF79-1234567"},
                      {"ownership", "own"},         {"kept.kind", "owner"}};
    expectRules(
        "light-vehicle", right,
        {{{{"vehicle.displacement", "51"}}, {"class-1-is-small"}},
         {{{"vehicle.displacement", ""}}, {}},
         {{{"vehicle.class", "class-2-b"}}, {"class-2-b-in-range"}},
         {{{"vehicle.class", "class-2-b"}, {"vehicle.displacement", "90"}}, {}},
         {{{"vehicle.class", "class-2-a"}, {"vehicle.displacement", "90"}}, {"class-2-a-in-range"}},
         {{{"vehicle.class", "class-2-a"}, {"vehicle.displacement", "125"}}, {}},
         {{{"vehicle.class", "mini-car"}, {"vehicle.displacement", "660"}}, {}},
         {{{"vehicle.chassis", "ＡＦ７９－不明"}}, {"chassis-charset"}},
         {{{"reason", "end-scrapped"}}, {"end-says-returned"}},
         {{{"reason", "end-scrapped"}, {"returned", "yes"}}, {}},
         {{{"reason", "end-lost"}, {"returned", "no"}}, {"not-returned-needs-reason"}},
         {{{"reason", "end-lost"}, {"returned", "no"}, {"not-returned-because", "lost"}}, {}},
         {{{"reason", "end-stolen"}, {"returned", "no"}, {"not-returned-because", "stolen"}}, {"theft-is-reported"}},
         {{{"reason", "end-stolen"}, {"returned", "yes"}, {"theft.police", "塩尻"}}, {}},
         {{{"event-date", "2025-06-11"}}, {"event-before-filing"}},
         {{{"event-date", "2025-03-31"}}, {"across-april-first"}},
         {{{"event-date", "2025-04-01"}}, {}},
         {{{"filed-on", "2025-03-31"}, {"event-date", "2025-03-01"}}, {}},
         {{{"kept.kind", "other"}}, {"other-place-has-address"}},
         {{{"kept.kind", "other"}, {"kept.address", "塩尻市大門一番町1番1号"}}, {}}});
}

}  // namespace
}  // namespace toitsu::forms::shipped
