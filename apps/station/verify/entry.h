#pragma once

// Entry: what a person said about one field of one task, or one sampled field. Entries are only ever added; what stands
// in a field, whose turn it is and the record itself follow from them (item_state.h, draft.h).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "workflows/task.h"

namespace toitsu::station {

using Instant = workflows::Instant;

enum class Mode {
    exception,  // the doubtful fields of one case
    carousel,   // one field over many cases
    blind,      // a second entry by somebody who sees nothing of the first
    compare,    // two entries that differ
    qa,         // a sample of what nobody had to look at, blind
};
std::string_view modeName(Mode mode);
std::optional<Mode> findMode(std::string_view name);

enum class Action {
    accept,   // it is as it stands
    correct,  // it is `text`
    code,     // it is none of the form's values; see Code
    doubt,    // somebody else should look
    choose,   // of two entries that differ, the first or the second
    undo,     // takes an entry back
};
std::string_view actionName(Action action);
std::optional<Action> findAction(std::string_view name);

enum class Code {
    none,
    blank,      // 空欄: nothing is written; the value is empty
    illegible,  // 判別不能 ●: when two persons say so; empty, and of a required field an inquiry
    mistake,    // 記入誤り: held until somebody has asked
    inquire,    // 要問合せ: held until somebody has asked
};
std::string_view codeName(Code code);
std::optional<Code> findCode(std::string_view name);

struct Entry {
    std::int64_t number = 0;  // the order of all entries of a station
    std::string id;
    std::string task;  // "qa:<case>" for a sample
    std::string item;
    std::string field;
    Mode mode = Mode::exception;
    Action action = Action::accept;
    Code code = Code::none;
    std::string text;  // canonical; of `accept` what stood there
    int choose = 0;    // 1 or 2
    std::string note;
    std::string person;
    Instant at = 0;
    std::string lease;
    std::string request;  // the idempotency key it came with
    std::string undoes;   // id of the entry that `undo` takes back
    std::string outcome;  // what the person was answered: done, second, compare, doubt
    std::optional<std::int64_t> keystrokes, activeMillis;
};

}  // namespace toitsu::station
