#include "apps/cli/quality_sources.h"

#include <map>

#include "apps/station/sealed_record.h"
#include "apps/station/station.h"
#include "forms/migrate.h"

namespace toitsu::cli {

using namespace authoring;

namespace {

std::string textOf(const Value& value) {
    return value.string() == nullptr ? std::string() : *value.string();
}

const Value* fieldOf(const Value& page, const std::string& id) {
    const List* fields = page["fields"].list();
    if (fields != nullptr)
        for (const Value& field : *fields)
            if (textOf(field["field"]) == id) return &field;
    return nullptr;
}

// A person looks at a name whatever the machine says, until there is a second source (unify's rule).
bool mayAccept(const forms::Field& field) {
    return field.policy == forms::Policy::accept && field.type != forms::FieldType::personName;
}

bool nothing(const forms::Field& field, const std::string& canonical) {
    return canonical.empty() || (forms::isPresence(field.type) && canonical == "false");
}

forms::VerifiedField verified(const forms::Field& field, const std::string& layout, const Value& read,
                              const std::string& right) {
    forms::VerifiedField out;
    out.layout = layout;
    out.field = field.id;
    out.type = field.type;
    if (const Decimal* confidence = read["confidence"].number()) out.confidence = confidence->toDouble();
    out.accepted = textOf(read["status"]) == "accept";
    out.right = textOf(read["value"]) == right;
    out.empty = nothing(field, right);
    out.mayAccept = mayAccept(field);
    return out;
}

}  // namespace

Result<QualityCounts> addConfirmed(const station::DataFolder& data, const forms::Library& library,
                                   forms::Quality& quality) {
    auto pages = data.pages().all();
    if (!pages) return fail(pages.error());
    std::map<std::string, Value> variables;  // by case
    {
        auto station = station::Station::open(data, std::make_shared<const station::Decisions>());
        if (!station) return fail(station.error());
        auto cases = station->engine().cases();
        if (!cases) return fail(cases.error());
        for (const workflows::CaseView& one : *cases) variables[one.id] = one.variables;
    }
    QualityCounts counts;
    for (const station::PageRecord& page : *pages) {
        const auto kept = variables.find(page.caseId);
        if (page.state != station::PageState::inCase || kept == variables.end()) continue;
        if (kept->second["record"].isNull()) continue;
        const auto stored = station::recordOf(data.vault(), kept->second);
        if (!stored) return fail(stored.error());
        const auto reading = station::openReading(data.vault(), page.reading, stored->municipality, page.id());
        if (!reading) return fail(reading.error());
        const forms::Form* form = library.asked(stored->form, stored->layout);
        if (form == nullptr) continue;
        const auto record = forms::migrate(*form, *stored);
        if (!record) continue;  // of a version that nobody can compare with this library any more
        ++counts.pages;
        for (const forms::FieldValue& value : record->fields) {
            const forms::Field* field = form->field(value.field);
            const Value* read = fieldOf(*reading, value.field);
            // Without a place on the paper there was nothing to read.
            if (field == nullptr || read == nullptr || (*read)["quad"].isNull()) continue;
            if (field->type == forms::FieldType::image) continue;
            if (!value.confirmedBy.empty())
                quality.add(verified(*field, record->layout, *read, forms::canonicalText(value.value)));
            else if (textOf((*read)["status"]) == "accept")
                ++counts.unverified;
        }
    }
    return counts;
}

Result<void> addRead(const Value& page, const Sample& truth, const forms::Library& library, forms::Quality& quality) {
    const forms::Layout* layout = library.layout(truth.layout);
    const forms::Form* form = layout == nullptr ? nullptr : library.asked(layout->form, layout->id);
    if (form == nullptr) return {};  // no page of the library: nothing to read on it
    auto expected = truthRecord(*form, truth);
    if (!expected) return fail(expected.error());
    const bool same = textOf(page["status"]) == "read" && textOf(page["layout"]) == truth.layout;
    const bool mistaken = textOf(page["status"]) == "read" && !same;
    for (const auto& [id, ignored] : truth.fields) {
        const forms::Field* field = form->field(id);
        if (field == nullptr || field->type == forms::FieldType::image) continue;
        const Value* read = fieldOf(page, id);
        const std::string right = forms::canonicalText(expected->find(id)->value);
        auto one = verified(*field, truth.layout, read != nullptr && (same || mistaken) ? *read : Value(), right);
        if (!same) one.right = false;
        quality.add(one);
    }
    return {};
}

}  // namespace toitsu::cli
