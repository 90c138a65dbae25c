#include "apps/server/item_values.h"
#include "apps/server/values.h"

#include <algorithm>

namespace toitsu::server {

namespace {

using station::Code;
using station::ItemView;
using station::Mode;
using station::Stage;

Value wording(const Wording& words) {
    if (words.ja.empty() && words.en.empty()) return {};
    return Context{{"ja", words.ja}, {"en", words.en}};
}

Value share(double number) {
    return Decimal::fromDouble(number).value_or(Decimal(0));
}

std::string_view policyName(forms::Policy policy) {
    switch (policy) {
        case forms::Policy::accept:
            return "accept";
        case forms::Policy::verify:
            return "verify";
        case forms::Policy::doubleEntry:
            return "double";
    }
    return "verify";
}

// How a person types it: which keys are wanted and whether the input method should be on.
Value inputOf(const forms::Field& field) {
    using forms::FieldType;
    const auto input = [&](const char* mode, const char* language, int most) {
        return Value(Context{{"mode", mode},
                             {"lang", language == nullptr ? Value() : Value(language)},
                             {"max", most > 0 ? Value(most) : Value()}});
    };
    switch (field.type) {
        case FieldType::kana:
        case FieldType::accountHolder:
            return input("kana", "ja", field.length);
        case FieldType::date:
            return input("date", nullptr, 0);
        case FieldType::choice:
            return input("choice", nullptr, 0);
        case FieldType::choices:
            return input("choices", nullptr, 0);
        case FieldType::flag:
        case FieldType::seal:
        case FieldType::signature:
            return input("flag", nullptr, 0);
        case FieldType::postcode:
        case FieldType::phone:
        case FieldType::money:
            return input("digits", nullptr, field.length);
        case FieldType::text:
        case FieldType::personName:
        case FieldType::address:
        case FieldType::image:
            return input("text", "ja", field.length);
        default:
            return input("digits", nullptr, field.length);
    }
}

Wording whyOf(const ItemView& item) {
    Wording why = item.payload.why;
    const auto add = [&](const std::string& ja, const std::string& en) {
        why.ja = ja + (why.ja.empty() ? "" : " / " + why.ja);
        why.en = en + (why.en.empty() ? "" : " / " + why.en);
    };
    const std::string note = item.note.empty() ? "" : ": " + item.note;
    switch (item.code) {
        case Code::inquire:
            add("要問合せ" + note, "to be asked" + note);
            break;
        case Code::mistake:
            add("記入誤り" + note, "filled in wrongly" + note);
            break;
        case Code::illegible:
            add("判別不能" + note, "illegible" + note);
            break;
        case Code::none:
        case Code::blank:
            if (!item.note.empty()) add("保留" + note, "set aside" + note);
    }
    return why;
}

// Which picture, and where in it the field stands: the rectangle round all its parts.
Value pageOf(station::RunningStation& station, const ItemView& item) {
    if (item.payload.page.empty() || item.payload.places.empty()) return {};
    const auto about = station.pictures().about(item.payload.page);
    if (!about) return {};  // the page is not settled yet; the crop will say so
    const int wide = (*about)->width, high = (*about)->height, turned = (*about)->turned;
    double left = 1e9, top = 1e9, right = 0, bottom = 0;
    for (const auto& place : item.payload.places)
        for (const forms::Point& scanned : place) {
            const forms::Point point = station::asShown(scanned, turned, wide, high);
            left = std::min(left, point.x), right = std::max(right, point.x);
            top = std::min(top, point.y), bottom = std::max(bottom, point.y);
        }
    const auto whole = [](double number) { return Value(static_cast<std::int64_t>(number)); };
    return Context{{"id", item.payload.page},
                   {"url", "/api/v1/pages/" + item.payload.page + "/image"},
                   {"width", turned % 2 == 0 ? wide : high},
                   {"height", turned % 2 == 0 ? high : wide},
                   {"box", List{whole(left), whole(top), whole(right - left), whole(bottom - top)}}};
}

}  // namespace

Value itemValue(station::RunningStation& station, const ItemView& item, Mode mode, bool secretsToo) {
    const forms::Form* form = station.library().asked(item.form, item.layout);
    const forms::Field* field = form == nullptr ? nullptr : form->field(item.field);
    static const forms::Field unknown;
    const forms::Field& known = field == nullptr ? unknown : *field;
    const bool blind = mode == Mode::blind || mode == Mode::qa || mode == Mode::compare || item.stage == Stage::second;
    // What this library's form does not know may be anything.
    const bool covered = (field == nullptr || field->myNumber) && !secretsToo;
    List options, candidates, entries;
    for (const forms::Option& option : known.options)
        options.push_back(Context{{"code", option.code}, {"title", option.title}});
    if (!blind && !covered)
        for (const forms::Candidate& one : item.payload.candidates)
            candidates.push_back(Context{{"text", one.text}, {"confidence", share(one.confidence)}});
    if (item.stage == Stage::compare)
        for (std::size_t n = 0; n < item.said.size(); ++n) {
            const std::string text = item.said[n].code == Code::illegible ? "●" : item.said[n].text;
            entries.push_back(Context{{"label", n == 0 ? "A" : "B"}, {"text", covered ? std::string() : text}});
        }
    const bool paper = !item.payload.page.empty() && !item.payload.places.empty();
    return Context{
        {"id", item.id},
        {"task", item.task},
        {"case", item.caseId},
        {"municipality", item.municipality},
        {"form", item.form},
        {"form_title", form == nullptr ? item.form : form->title},
        {"field", item.field},
        {"field_title", known.title},
        {"type", std::string(forms::typeName(known.type))},
        {"required", known.required},
        {"length", known.length > 0 ? Value(known.length) : Value()},
        {"options", options},
        {"input", inputOf(known)},
        {"text", blind || covered ? Value() : Value(item.payload.text)},
        {"candidates", candidates},
        {"why", blind ? Value() : wording(whyOf(item))},
        {"policy", std::string(policyName(known.policy))},
        {"crop", paper ? Value("/api/v1/crops/" + item.id + "?scale=2") : Value()},
        {"page", pageOf(station, item)},
        {"entries", entries},
        {"sensitive", known.myNumber},
        {"group", textOrNull(known.group)},
        {"row", known.row > 0 ? Value(known.row) : Value()},
        {"revision", item.revision},
    };
}

bool isSecret(station::RunningStation& station, const ItemView& item) {
    const forms::Form* form = station.library().asked(item.form, item.layout);
    const forms::Field* field = form == nullptr ? nullptr : form->field(item.field);
    return field == nullptr || field->myNumber;
}

}  // namespace toitsu::server
