#pragma once

// Operation, Binding, Backend: what a flow asks of a business system, how one municipality's system does it, and the
// adapter that acts. The protocol never enters a record twice: the engine's claim is the recorded intent; look whether
// the key is already there; act; read the receipt back.

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "workflows/task.h"

namespace toitsu::backends {

// What a business system answered: its own number for the entry.
struct Receipt {
    std::string key;      // our idempotency key
    std::string number;   // the system's receipt number
    std::string backend;  // binding id
    bool operator==(const Receipt&) const = default;
};

// What is known about a key at a backend.
struct Lookup {
    enum class State { absent, pending, entered, rejected };
    State state = State::absent;
    std::optional<Receipt> receipt;  // when entered
    Wording reason;                  // when rejected; the system's code, never personal data
};

// One column or parameter of a target system.
struct Column {
    std::string name;
    std::string value;
};
using Row = std::vector<Column>;

class Backend {
public:
    virtual ~Backend() = default;
    virtual Result<Lookup> look(const std::string& key) = 0;
    // Hands the row over. After success look(key) is no longer absent. B0xx; ErrorKind::unavailable may be tried again.
    // unknownOutcome (B040) when nobody can say whether the system has it: look again, never enter again.
    virtual Result<void> enter(const std::string& key, const Row& row) = 0;
    // Whether entering the same key a second time is surely without effect (a UNIQUE column, a locked folder). Only
    // then may an entry of unknown outcome be tried again by the machine.
    virtual bool refusesDuplicates() const { return false; }
};

inline constexpr std::string_view unknownOutcome = "B040";

// A form's field as a binding uses it, so that whoever knows the form can check the names and the codes.
struct FieldUse {
    std::string field;               // "employee.birth-date"
    std::vector<std::string> codes;  // canonical codes that are mapped; empty when the column maps no codes
    std::string contains;            // choices: the one code that is asked for, else ""
    Place place;
};

// A column that is shorter than what a record puts into it.
struct NarrowColumn {
    std::string column;
    std::vector<std::string> fields;  // that stand in it
    std::size_t needs = 0, takes = 0;
    bool bytes = false;  // in the target's encoding; else characters
    Place place;
};

// A binding file (urn:toitsu:binding:1, docs/bindings.md), loaded and checked.
class Binding {
public:
    // The first mistake; parse tells them all.
    static Result<std::shared_ptr<const Binding>> load(const std::string& path);
    // Every mistake of the file at once, in the file's order, each with file:line:col. nullptr when there is any.
    static std::shared_ptr<const Binding> parse(std::string_view xml, const std::string& file,
                                                std::vector<Error>& errors);
    virtual ~Binding() = default;

    virtual const std::string& id() const = 0;
    virtual const std::string& municipality() const = 0;
    virtual const std::string& operation() const = 0;
    virtual std::vector<FieldUse> uses() const = 0;
    // Every column that this record, made as long as a form lets it be, would overflow.
    virtual std::vector<NarrowColumn> narrowFor(const Context& fields) const = 0;
    // The record in the columns, codes and formats of the target system. B010 a code without a mapping, B011 a required
    // value missing, B012 too long, B013 a character that the system's encoding does not have, B014 a value that cannot
    // take the column's format. A message names the column and the field, never the value.
    virtual Result<Row> row(const Context& fields) const = 0;
    // `where` overrides the endpoint of the file (folder path, or libpq connection string): the demo and tests need it.
    virtual Result<std::unique_ptr<Backend>> open(const std::string& where = {}) const = 0;
};

// What became of one job.
struct Outcome {
    enum class State { entered, waiting, failed, uncertain };
    State state = State::failed;
    std::optional<Receipt> receipt;
    std::optional<Error> error;
};

// One step of the protocol for a claimed job: look; if absent row() and enter(); look again for the receipt.
// entered:   with the receipt.
// waiting:   the system has not answered yet (a file not yet processed), or cannot be asked now (`error` says why): do
// the same
//            step again later, nothing is entered twice.
// failed:    nothing of this job is entered; ErrorKind::unavailable may be tried again.
// uncertain: nobody can say whether the system has it: a person looks.
Outcome perform(const Binding& binding, Backend& backend, const workflows::Job& job, const Context& fields);

}  // namespace toitsu::backends
