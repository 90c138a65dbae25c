#pragma once

// Japan's public holidays, computed by the rules of 国民の祝日に関する法律 (昭和23年法律第178号) as they stood on each
// day: which holidays there were, ハッピーマンデー, 振替休日, 国民の休日, and the days that single laws decreed or
// moved. The two equinoxes are computed; in law each year's are those that 国立天文台 publishes in the 官報 on the
// first weekday of February of the year before. Nobody can know a law of the future: a calendar file adds one
// (`Decree`).

#include <span>
#include <string>
#include <vector>

#include "base/date.h"

namespace toitsu {

struct Holiday {
    enum class Kind {
        holiday,     // 国民の祝日 (law, article 2), or a day that a law made one
        substitute,  // 振替休日 (article 3 paragraph 2)
        between,     // 国民の休日 (article 3 paragraph 3)
        dayOff,  // a day off by a law of its own that is no 国民の祝日: the wedding of 1959, the funeral of 1989 …
    };
    Date date;
    Kind kind = Kind::holiday;
    std::string name;  // as the law calls it
};

// What a single law changes.
struct Decree {
    enum class Effect {
        holiday,  // is a 国民の祝日, and the rules of 振替休日 and 国民の休日 see it (2019-05-01)
        dayOff,   // is a day off only (1989-02-24)
        removed,  // is no holiday this year (2021-07-19, for 海の日 had been moved)
    };
    Date date;
    Effect effect = Effect::holiday;
    std::string name;  // "" where it is removed
};

class Holidays {
public:
    // The law came into force on the first; beyond the last the equinoxes' formula ends.
    static constexpr Date first{1948, 7, 20};
    static constexpr Date last{2150, 12, 31};

    static const Holidays& ofLaw();
    explicit Holidays(std::span<const Decree> further);  // the law, and what a calendar file adds

    const Holiday* find(const Date& day) const;       // nullptr: an ordinary day, or out of range
    std::span<const Holiday> inYear(int year) const;  // in order; empty out of range

private:
    std::vector<Holiday> days_;  // in order
};

// The day of March or September on which the equinox falls in Japan; 1900–2150.
Date springEquinox(int year);
Date autumnEquinox(int year);

}  // namespace toitsu
