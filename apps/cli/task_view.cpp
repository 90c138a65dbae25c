#include "apps/cli/task_view.h"

#include <filesystem>

namespace toitsu::cli {

namespace {

std::string percent(double confidence) {
    const auto value = Decimal::fromDouble(confidence * 100);
    return value ? value->roundedHalfUp(1).text() + " %" : std::string("-");
}

// Crops are kept by name in the data folder: the folder may have moved since.
std::vector<std::string> crops(const forms::FieldValue& field, const station::DataFolder& data) {
    std::vector<std::string> paths;
    for (const forms::Reading& reading : field.readings)
        if (!reading.crop.empty())
            paths.push_back(data.crops() + "/" + std::filesystem::path(reading.crop).filename().string());
    return paths;
}

}  // namespace

std::string plain(const Value& value) {
    return value.string() == nullptr ? std::string("-") : *value.string();
}

Value taskValue(const workflows::Task& task) {
    return Context{{"task", task.id},
                   {"case", task.caseId},
                   {"municipality", task.municipality},
                   {"element", task.element},
                   {"name", task.name},
                   {"role", task.role},
                   {"form", task.form},
                   {"layout", task.variables["layout"]},
                   {"page", task.variables["page"]},
                   {"pages", task.variables["pages"]},  // null where the case has one page
                   {"doubts", task.variables["doubts"]}};
}

Value taskValue(const workflows::Task& task, const forms::Record& record, const forms::Form* form,
                const station::DataFolder& data, Language language) {
    Context out = *taskValue(task).context();
    List fields;
    for (const forms::FieldValue& field : record.fields) {
        const forms::Field* known = form == nullptr ? nullptr : form->field(field.field);
        List candidates, pictures;
        for (const forms::Candidate& candidate : field.candidates) candidates.emplace_back(candidate.text);
        for (const std::string& path : crops(field, data)) pictures.emplace_back(path);
        fields.push_back(Context{{"field", field.field},
                                 {"title", known == nullptr ? Value() : Value(known->title)},
                                 {"value", forms::canonicalText(field.value)},
                                 {"raw", field.raw},
                                 {"confidence", Decimal::fromDouble(field.confidence).value_or(Decimal(0))},
                                 {"doubt", field.doubt},
                                 {"why", field.doubt ? field.why.in(language) : std::string()},
                                 {"candidates", candidates},
                                 {"crops", pictures},
                                 {"confirmed_by", field.confirmedBy}});
    }
    out.put("fields", fields);
    return out;
}

std::string taskText(const workflows::Task& task, const forms::Record& record, const forms::Form* form,
                     const station::DataFolder& data, const Terminal& terminal) {
    std::string out = task.id + "  " + task.name + "  " + record.form + " / " + record.layout + "\n\n";
    // A record that came back from the business system has no doubts left: then every field may be the wrong one.
    const bool all = !record.doubtful();
    for (const forms::FieldValue& field : record.fields) {
        if (!field.doubt && !all) continue;
        const forms::Field* known = form == nullptr ? nullptr : form->field(field.field);
        out += (field.doubt ? "● " : "○ ") + field.field + (known == nullptr ? "" : "  " + known->title) + "\n";
        out += "    " + terminal.say({"値", "value"}) + ": " + forms::canonicalText(field.value) + "   " +
               terminal.say({"記載", "as written"}) + ": " + field.raw + "   " + percent(field.confidence) + "\n";
        if (field.doubt) out += "    " + terminal.say({"理由", "why"}) + ": " + terminal.say(field.why) + "\n";
        if (!field.candidates.empty()) {
            out += "    " + terminal.say({"候補", "candidates"}) + ":";
            for (const forms::Candidate& candidate : field.candidates)
                out += " " + candidate.text + " (" + percent(candidate.confidence) + ")";
            out += "\n";
        }
        if (known != nullptr && !known->options.empty()) {
            out += "    " + terminal.say({"選べる値", "options"}) + ":";
            for (const forms::Option& option : known->options) out += " " + option.code + "=" + option.title;
            out += "\n";
        }
        for (const std::string& path : crops(field, data))
            out += "    " + terminal.say({"画像", "picture"}) + ": " + path + "\n";
    }
    if (const std::string* state = task.variables["receipt"]["state"].string();
        state != nullptr && *state == "rejected")
        out += terminal.say({"業務システムの却下: ", "rejected by the business system: "}) +
               plain(task.variables["receipt"]["code"]) + " " +
               plain(task.variables["receipt"][terminal.language == Language::ja ? "ja" : "en"]) + "\n";
    for (const forms::BrokenRule& rule : record.broken)
        out += (rule.severity == forms::Severity::error ? "× " : "△ ") + rule.message + "\n";
    out +=
        "\n" +
        terminal.say({"答え方: toitsu task answer " + task.id + " --set 項目=値 … [--accept] --person 氏名",
                      "answer with: toitsu task answer " + task.id + " --set FIELD=VALUE … [--accept] --person NAME"}) +
        "\n";
    return out;
}

}  // namespace toitsu::cli
