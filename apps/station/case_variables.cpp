#include "apps/station/case_variables.h"

#include <algorithm>

#include "apps/station/sealed_record.h"

namespace toitsu::station {

Result<Context> caseVariables(Vault& vault, const forms::Form& form, const forms::Record& plain,
                              const std::string& of) {
    const auto sealed = sealRecord(vault, form, plain, of);
    if (!sealed) return fail(sealed.error());
    const forms::Record& record = *sealed;
    Context variables;
    const Value bridge = forms::variables(record);
    if (const Context* entries = bridge.context()) variables = *entries;
    const auto errors = std::count_if(record.broken.begin(), record.broken.end(), [](const forms::BrokenRule& rule) {
        return rule.severity == forms::Severity::error;
    });
    const bool sensitive = std::any_of(record.fields.begin(), record.fields.end(), [&](const forms::FieldValue& value) {
        const forms::Field* field = form.field(value.field);
        return field != nullptr && field->myNumber && !value.value.isNull();
    });
    variables.put("brokenErrors", static_cast<std::int64_t>(errors));
    variables.put("sensitive", sensitive);
    variables.put("record", forms::toValue(record));
    return variables;
}

}  // namespace toitsu::station
