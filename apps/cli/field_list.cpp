#include "apps/cli/field_list.h"

#include <algorithm>
#include <map>
#include <set>

#include "apps/cli/field_table.h"
#include "base/csv.h"
#include "base/files.h"
#include "base/text.h"
#include "base/xml.h"
#include "forms/findings.h"
#include "rules/expression.h"

namespace toitsu::cli {

namespace {

using forms::addError;

// Types of XLSForm that mean one of ours.
const std::map<std::string, std::string>& foreignTypes() {
    static const std::map<std::string, std::string> types{
        {"integer", "digits"}, {"acknowledge", "flag"}, {"trigger", "flag"}, {"barcode", "text"}, {"string", "text"}};
    return types;
}

// birth_date, Birth.Date → birth-date, birth.date
std::string idOf(std::string name) {
    for (char& c : name) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        if (c == '_') c = '-';
    }
    return name;
}

bool validWord(const std::string& id) {
    const bool letters = !id.empty() && id.front() >= 'a' && id.front() <= 'z' && id.back() != '-' && id.back() != '.';
    return letters && std::all_of(id.begin(), id.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
           });
}

std::string attribute(const char* name, const std::string& value) {
    return value.empty() ? "" : std::string(" ") + name + "=\"" + xml::escape(value) + "\"";
}

bool yes(const std::string& text) {
    static const std::set<std::string> words{"yes", "true", "true()", "1", "はい", "必須", "○"};
    return words.count(text) != 0;
}

class Writer {
public:
    Writer(const FieldTable& fields, const FieldTable& choices, const FormHead& head, forms::Findings& findings)
        : fields_(fields), choices_(choices), findings_(findings) {
        line("<?xml version=\"1.0\" encoding=\"UTF-8\"?>", {});
        line("<form xmlns=\"urn:toitsu:form:1\"" + attribute("id", head.id) + " version=\"1\"" +
                 attribute("title", head.title) + attribute("basis", head.basis) +
                 attribute("retention", head.retention) + ">",
             {});
    }

    void write() {
        for (std::size_t row = 0; row < fields_.rows(); ++row) writeRow(row);
        if (!groups_.empty())
            addError(findings_, "C148",
                     {"ここで始まるグループの end group（end repeat）がありません。",
                      "The group that begins here has no end group (end repeat)."},
                     groups_.back().place);
        for (const auto& [text, place] : rules_) line(text, place);
        line("</form>", {});
    }

    const std::string& text() const { return text_; }
    // The row of the table that a line of the XML came from.
    Place rowOf(int xmlLine) const {
        const auto at = static_cast<std::size_t>(std::max(1, xmlLine)) - 1;
        return at < places_.size() ? places_[at] : Place{};
    }

private:
    struct Group {
        std::string prefix;
        bool repeats = false;
        Place place;
    };

    void line(const std::string& content, const Place& place) {
        text_ += content + "\n";
        places_.push_back(place);
    }

    void writeRow(std::size_t row) {
        const std::string type = fields_.get(row, "type"), name = fields_.get(row, "name");
        if (type.empty() && name.empty()) return;  // spreadsheets leave empty rows
        if (type == "begin group" || type == "begin_group") return begin(row, false);
        if (type == "begin repeat" || type == "begin_repeat") return begin(row, true);
        if (type.starts_with("end")) return end(row);
        if (type == "note") return;  // is only shown, asks nothing
        if (type == "rule") return writeRule(row);
        writeField(row, type);
    }

    void begin(std::size_t row, bool repeats) {
        const std::string id = named(row);
        groups_.push_back({repeats ? "" : id + ".", repeats, fields_.place(row, "type")});
        if (!repeats) return;
        const std::string rows = fields_.get(row, "repeat_count");
        line("  <group" + attribute("id", id) + attribute("title", title(row)) +
                 attribute("rows", rows.empty() ? "1" : rows) + ">",
             fields_.place(row, "name"));
    }

    void end(std::size_t row) {
        if (groups_.empty())
            return addError(findings_, "C148",
                            {"始まりのない end group です。begin group を書くか、この行を消してください。",
                             "This end group has no beginning. Write a begin group, or remove this row."},
                            fields_.place(row, "type"));
        if (groups_.back().repeats) line("  </group>", fields_.place(row, "type"));
        groups_.pop_back();
    }

    bool inRepeat() const {
        return std::any_of(groups_.begin(), groups_.end(), [](const Group& group) { return group.repeats; });
    }

    // The id of the row, C146 when there can be none.
    std::string named(std::size_t row) {
        std::string id;
        for (const Group& group : groups_) id += group.prefix;
        const std::string name = fields_.get(row, "name");
        id += idOf(name);
        if (!validWord(id))
            addError(findings_, "C146",
                     {"名前「" + forms::shown(name) +
                          "」は項目の id にできません。英小文字で始め、英小文字・数字・ハイフン・点で書いてください。",
                      "The name \"" + forms::shown(name) +
                          "\" cannot be a field's id. Use a–z, 0–9, '-' and '.', beginning with a letter."},
                     fields_.place(row, "name"));
        return id;
    }

    std::string title(std::size_t row) const {
        const std::string label = fields_.get(row, "label");
        return label.empty() ? fields_.get(row, "label::English (en)") : label;
    }

    void writeField(std::size_t row, const std::string& written) {
        const std::string id = named(row);
        std::string type = written, list;
        for (const auto& [prefix, ours] :
             {std::pair("select_one ", "choice"), std::pair("select_multiple ", "choices")})
            if (written.starts_with(prefix)) type = ours, list = text::trim(written.substr(std::string(prefix).size()));
        const auto foreign = foreignTypes().find(type);
        if (foreign != foreignTypes().end()) type = foreign->second;
        if (!forms::parseType(type)) {
            std::vector<std::string> names{"select_one …", "select_multiple …"};
            for (int i = 0; i <= static_cast<int>(forms::FieldType::image); ++i)
                names.emplace_back(forms::typeName(static_cast<forms::FieldType>(i)));
            return addError(findings_, "C145",
                            forms::operator+(Wording{"型「" + forms::shown(written) + "」はありません。",
                                                     "There is no type \"" + forms::shown(written) + "\"."},
                                             forms::suggestion(type, names)),
                            fields_.place(row, "type"));
        }
        std::string element =
            (inRepeat() ? "    " : "  ") + std::string("<field") + attribute("id", id) + attribute("type", type) +
            attribute("length", fields_.get(row, "length")) + attribute("maxlength", fields_.get(row, "maxlength")) +
            attribute("title", title(row)) + (yes(fields_.get(row, "required")) ? " required=\"true\"" : "") +
            attribute("sensitivity", fields_.get(row, "sensitivity")) +
            attribute("policy", fields_.get(row, "policy")) + attribute("holder", fields_.get(row, "holder"));
        const Place place = fields_.place(row, "name");
        if (type == "choice" || type == "choices")
            writeOptions(row, element, list, place);
        else
            line(element + "/>", place);
        writeBindings(row, id);
    }

    void writeOptions(std::size_t row, const std::string& element, const std::string& list, const Place& place) {
        const std::string indent = inRepeat() ? "      " : "    ";
        std::vector<std::size_t> options;
        for (std::size_t i = 0; i < choices_.rows(); ++i)
            if (choices_.get(i, "list_name") == list) options.push_back(i);
        if (options.empty() || list.empty())
            addError(
                findings_, "C147",
                {"選択肢の一覧「" + forms::shown(list) +
                     "」がありません。型は select_one 一覧名 と書き、--choices の表に list_name、name、label の行を"
                     "置いてください。",
                 "There is no list of options \"" + forms::shown(list) +
                     "\". Write the type as select_one LIST, and rows list_name, name, label in the table of "
                     "--choices."},
                fields_.place(row, "type"));
        line(element + ">", place);
        for (const std::size_t option : options)
            line(indent + "<option" + attribute("code", idOf(choices_.get(option, "name"))) +
                     attribute("title", choices_.get(option, "label")) + "/>",
                 choices_.place(option, "name"));
        line((inRepeat() ? "    " : "  ") + std::string("</field>"), place);
    }

    // constraint and relevant of XLSForm, in FEEL, become rules: a field that is empty breaks neither.
    void writeBindings(std::size_t row, const std::string& id) {
        const std::string own = forms::feelName(id), constraint = fields_.get(row, "constraint");
        const std::string relevant = fields_.get(row, "relevant"), message = fields_.get(row, "constraint_message");
        std::string ruleId = id;
        std::replace(ruleId.begin(), ruleId.end(), '.', '-');
        if (!constraint.empty() && isFeel(row, "constraint"))
            rule(ruleId + "-constraint", own + " = null or (" + constraint + ")",
                 message.empty() ? title(row) + "が条件に合いません" : message, "", fields_.place(row, "constraint"));
        if (!relevant.empty() && isFeel(row, "relevant"))
            rule(ruleId + "-relevant", own + " = null or (" + relevant + ")",
                 title(row) + "は、ほかの項目の値からみて記入しない項目です", "warning",
                 fields_.place(row, "relevant"));
    }

    void writeRule(std::size_t row) {
        if (isFeel(row, "constraint"))
            rule(idOf(fields_.get(row, "name")), fields_.get(row, "constraint"), fields_.get(row, "label"),
                 fields_.get(row, "severity"), fields_.place(row, "constraint"));
    }

    bool isFeel(std::size_t row, const char* column) {
        const auto parsed = rules::Expression::parse(fields_.get(row, column), fields_.place(row, column));
        if (!parsed) findings_.errors.push_back(parsed.error());
        return parsed.has_value();
    }

    void rule(const std::string& id, const std::string& test, const std::string& message, const std::string& severity,
              const Place& place) {
        rules_.emplace_back("  <rule" + attribute("id", id) + attribute("severity", severity) +
                                attribute("test", test) + attribute("message", message) + "/>",
                            place);
    }

    const FieldTable& fields_;
    const FieldTable& choices_;
    forms::Findings& findings_;
    std::string text_;
    std::vector<Place> places_;
    std::vector<Group> groups_;
    std::vector<std::pair<std::string, Place>> rules_;
};

}  // namespace

std::optional<std::string> formFromFieldList(const FieldListFiles& files, const FormHead& head,
                                             forms::Findings& findings) {
    const auto fields =
        FieldTable::read(files.fields, files.fieldsFile, {"type", "name", "label"},
                         {"label::English (en)", "required", "length", "maxlength", "policy", "sensitivity", "holder",
                          "constraint", "constraint_message", "relevant", "repeat_count", "severity"},
                         findings);
    const auto choices = files.choicesFile.empty()
                             ? std::optional<FieldTable>(FieldTable())
                             : FieldTable::read(files.choices, files.choicesFile, {"list_name", "name", "label"},
                                                {"label::English (en)"}, findings);
    if (!fields || !choices) return std::nullopt;
    forms::Findings own;
    Writer writer(*fields, *choices, head, own);
    writer.write();
    if (own.errors.empty()) {
        forms::parseForm(writer.text(), files.fieldsFile, own);
        for (std::vector<Error>* list : {&own.errors, &own.warnings})
            for (Error& error : *list) {
                const Place row = writer.rowOf(error.place.line);
                error.place = row.file.empty() ? Place{files.fieldsFile, 0, 0, 0} : row;
            }
    }
    const bool good = own.errors.empty();
    findings.errors.insert(findings.errors.end(), own.errors.begin(), own.errors.end());
    findings.warnings.insert(findings.warnings.end(), own.warnings.begin(), own.warnings.end());
    if (!good) return std::nullopt;
    return writer.text();
}

}  // namespace toitsu::cli
