#pragma once

// Quality: what a machine read against what was right. Four quadrants – right or wrong, accepted or sent to a person –
// by type, layout and field, and how much may be accepted without a person at a target accuracy.

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "forms/form.h"

namespace toitsu::forms {

// One field of one page whose right value is known.
struct VerifiedField {
    std::string layout;
    std::string field;
    FieldType type = FieldType::text;
    double confidence = 0;
    bool accepted = false;  // nobody had to look
    bool right = false;
    bool empty = false;     // nothing was to be read there
    bool mayAccept = true;  // false: a person looks in any case, by the form's policy or because it is a name
};

struct Quadrants {
    long acceptedRight = 0, acceptedWrong = 0, doubtRight = 0, doubtWrong = 0;

    long accepted() const { return acceptedRight + acceptedWrong; }
    long all() const { return accepted() + doubtRight + doubtWrong; }
};

struct QualityOptions {
    double target = 0.995;  // share of the accepted values that must be right
    double level = 0.95;    // of the bounds
};

enum class Verdict {
    meets,     // the bound of the error among the accepted lies within the target
    unproven,  // nothing speaks against it, but too few were verified
    misses,    // more are wrong than the target allows
};

// Accepting everything from a confidence upwards.
struct Threshold {
    double confidence = 0;
    long accepted = 0, wrong = 0;
    double bound = 1;
};

struct QualityRow {
    std::string layout, field;  // of a row by field; `layout` alone of a row by layout
    std::string name;           // type, layout, or "layout field"
    Quadrants quadrants;
    long empty = 0;
    double errorBound = 1;  // Clopper–Pearson, of the error among the accepted
    Verdict verdict = Verdict::unproven;
    long missing = 0;  // unproven: so many more accepted values, all right, would prove it
    // The lowest threshold that meets the target; nothing when none does, or when a person looks in any case.
    std::optional<Threshold> threshold;

    double automation() const;  // accepted of all
};

class Quality {
public:
    explicit Quality(const QualityOptions& options) : options_(options) {}

    void add(const VerifiedField& field);

    QualityRow total() const;
    std::vector<QualityRow> byType() const;
    std::vector<QualityRow> byLayout() const;
    std::vector<QualityRow> byField() const;
    const QualityOptions& options() const { return options_; }

private:
    QualityRow judged(const std::vector<const VerifiedField*>& fields) const;
    template <class Key>
    std::map<std::string, std::vector<const VerifiedField*>> grouped(Key key) const;

    QualityOptions options_;
    std::vector<VerifiedField> fields_;
};

}  // namespace toitsu::forms
