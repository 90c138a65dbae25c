// Record ↔ Value without loss, also when the value passes through JSON on its way to a store: JSON has no dates, so a
// date stands as {"date": "2026-11-22"}.

#include "forms/record.h"

namespace toitsu::forms {
namespace {

Value real(double number) {
    const auto decimal = Decimal::fromDouble(number);
    return decimal ? Value(*decimal) : Value();
}

Value encoded(const Value& value) {
    if (const Date* date = value.date()) return Value(Context{{"date", date->iso()}});
    return value;
}

Value worded(const Wording& wording) {
    return Value(Context{{"ja", wording.ja}, {"en", wording.en}});
}

Value candidatesValue(const std::vector<Candidate>& candidates) {
    List list;
    for (const Candidate& c : candidates)
        list.emplace_back(Context{{"text", c.text}, {"confidence", real(c.confidence)}});
    return Value(std::move(list));
}

Value strings(const std::vector<std::string>& texts) {
    List list;
    for (const std::string& text : texts) list.emplace_back(text);
    return Value(std::move(list));
}

Value readingValue(const Reading& r) {
    List quad;
    for (const Point& p : r.quad) quad.emplace_back(List{real(p.x), real(p.y)});
    return Value(Context{{"field", r.field},
                         {"part", r.part},
                         {"page", r.page},
                         {"box", Value(List{real(r.box.x), real(r.box.y), real(r.box.width), real(r.box.height)})},
                         {"quad", Value(std::move(quad))},
                         {"candidates", candidatesValue(r.candidates)},
                         {"confidence", real(r.confidence)},
                         {"doubt", r.doubt},
                         {"why", worded(r.why)},
                         {"recognizer", r.recognizer},
                         {"version", r.version},
                         {"crop", r.crop}});
}

Value fieldValue(const FieldValue& f) {
    List readings;
    for (const Reading& reading : f.readings) readings.push_back(readingValue(reading));
    return Value(Context{{"field", f.field},
                         {"value", encoded(f.value)},
                         {"raw", f.raw},
                         {"confidence", real(f.confidence)},
                         {"doubt", f.doubt},
                         {"why", worded(f.why)},
                         {"candidates", candidatesValue(f.candidates)},
                         {"readings", Value(std::move(readings))},
                         {"confirmedBy", f.confirmedBy},
                         {"firstEntryBy", f.firstEntryBy},
                         {"ownDoubt", f.ownDoubt},
                         {"ownWhy", worded(f.ownWhy)}});
}

// Takes values out of a context and remembers the first one that was missing or of the wrong type.
class Taker {
public:
    std::string text(const Value& from, std::string_view name) {
        const std::string* text = from[name].string();
        return text ? *text : (miss(name), std::string());
    }
    bool boolean(const Value& from, std::string_view name) {
        const bool* flag = from[name].boolean();
        return flag ? *flag : (miss(name), false);
    }
    int whole(const Value& from, std::string_view name) {
        const Decimal* number = from[name].number();
        const auto integer = number ? number->toInteger() : std::nullopt;
        if (integer && *integer >= -1'000'000'000 && *integer <= 1'000'000'000) return static_cast<int>(*integer);
        return miss(name), 0;
    }
    double real(const Value& value, std::string_view name) {
        const Decimal* number = value.number();
        return number ? number->toDouble() : (miss(name), 0.0);
    }
    const List& list(const Value& from, std::string_view name) {
        static const List kEmpty;
        const List* list = from[name].list();
        return list ? *list : (miss(name), kEmpty);
    }
    Wording wording(const Value& from, std::string_view name) {
        return {text(from[name], "ja"), text(from[name], "en")};
    }
    void miss(std::string_view name) {
        if (missing_.empty()) missing_ = name;
    }
    const std::string& missing() const { return missing_; }

private:
    std::string missing_;
};

std::vector<Candidate> takeCandidates(Taker& taker, const Value& from) {
    std::vector<Candidate> candidates;
    for (const Value& c : taker.list(from, "candidates"))
        candidates.push_back({taker.text(c, "text"), taker.real(c["confidence"], "confidence")});
    return candidates;
}

Value takeValue(Taker& taker, const Value& value) {
    if (!value.context()) return value;
    const auto date = Date::parse(taker.text(value, "date"));
    if (!date) taker.miss("date");
    return date ? Value(*date) : Value();
}

Reading takeReading(Taker& taker, const Value& from) {
    Reading r;
    r.field = taker.text(from, "field");
    r.part = taker.text(from, "part");
    r.page = taker.whole(from, "page");
    const List& box = taker.list(from, "box");
    const List& quad = taker.list(from, "quad");
    if (box.size() != 4) taker.miss("box");
    if (quad.size() != 4) taker.miss("quad");
    if (box.size() == 4)
        r.box = {taker.real(box[0], "box"), taker.real(box[1], "box"), taker.real(box[2], "box"),
                 taker.real(box[3], "box")};
    for (std::size_t i = 0; i < quad.size() && i < 4; ++i) {
        const List* point = quad[i].list();
        if (point && point->size() == 2)
            r.quad[i] = {taker.real((*point)[0], "quad"), taker.real((*point)[1], "quad")};
        else
            taker.miss("quad");
    }
    r.candidates = takeCandidates(taker, from);
    r.confidence = taker.real(from["confidence"], "confidence");
    r.doubt = taker.boolean(from, "doubt");
    r.why = taker.wording(from, "why");
    r.recognizer = taker.text(from, "recognizer");
    r.version = taker.text(from, "version");
    r.crop = taker.text(from, "crop");
    return r;
}

FieldValue takeField(Taker& taker, const Value& from) {
    FieldValue f;
    f.field = taker.text(from, "field");
    f.value = takeValue(taker, from["value"]);
    f.raw = taker.text(from, "raw");
    f.confidence = taker.real(from["confidence"], "confidence");
    f.doubt = taker.boolean(from, "doubt");
    f.why = taker.wording(from, "why");
    f.candidates = takeCandidates(taker, from);
    for (const Value& reading : taker.list(from, "readings")) f.readings.push_back(takeReading(taker, reading));
    f.confirmedBy = taker.text(from, "confirmedBy");
    f.firstEntryBy = taker.text(from, "firstEntryBy");
    f.ownDoubt = taker.boolean(from, "ownDoubt");
    f.ownWhy = taker.wording(from, "ownWhy");
    return f;
}

BrokenRule takeRule(Taker& taker, const Value& from) {
    BrokenRule rule{taker.text(from, "rule"),
                    taker.text(from, "message"),
                    taker.boolean(from, "error") ? Severity::error : Severity::warning,
                    {}};
    for (const Value& field : taker.list(from, "fields")) {
        if (field.string())
            rule.fields.push_back(*field.string());
        else
            taker.miss("fields");
    }
    return rule;
}

}  // namespace

Value toValue(const Record& record) {
    List fields, broken;
    for (const FieldValue& field : record.fields) fields.push_back(fieldValue(field));
    for (const BrokenRule& rule : record.broken) {
        broken.emplace_back(Context{{"rule", rule.rule},
                                    {"message", rule.message},
                                    {"error", rule.severity == Severity::error},
                                    {"fields", strings(rule.fields)}});
    }
    return Value(Context{{"form", record.form},
                         {"version", record.formVersion},
                         {"layout", record.layout},
                         {"layoutVersion", record.layoutVersion},
                         {"municipality", record.municipality},
                         {"fields", Value(std::move(fields))},
                         {"broken", Value(std::move(broken))}});
}

Result<Record> fromValue(const Value& value) {
    Taker taker;
    Record record;
    record.form = taker.text(value, "form");
    record.formVersion = taker.whole(value, "version");
    record.layout = taker.text(value, "layout");
    // Records from before layouts had versions.
    if (!value["layoutVersion"].isNull()) record.layoutVersion = taker.whole(value, "layoutVersion");
    record.municipality = taker.text(value, "municipality");
    for (const Value& field : taker.list(value, "fields")) record.fields.push_back(takeField(taker, field));
    for (const Value& rule : taker.list(value, "broken")) record.broken.push_back(takeRule(taker, rule));
    if (taker.missing().empty()) return record;
    return fail(ErrorKind::input, "F213",
                {"統一レコードとして読めません: 「" + taker.missing() +
                     "」がないか型が違います。同じ版の Toitsu で書かれたものか確かめてください。",
                 "This is no record: \"" + taker.missing() +
                     "\" is missing or of another type. Check that the same version of Toitsu wrote it."});
}

}  // namespace toitsu::forms
