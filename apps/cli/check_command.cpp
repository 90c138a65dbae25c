#include "apps/cli/check_command.h"

#include <iostream>
#include <iterator>
#include <optional>

#include "apps/station/library_folder.h"
#include "apps/station/places.h"
#include "base/files.h"
#include "base/json.h"
#include "base/text.h"
#include "forms/checks/address.h"
#include "forms/checks/check_field.h"
#include "forms/checks/identifier.h"
#include "forms/checks/kana.h"
#include "forms/checks/person_name.h"
#include "forms/checks/yucho.h"
#include "forms/doors/incoming.h"
#include "forms/findings.h"

namespace toitsu::cli {

namespace {

using forms::Checked;
using forms::CheckStatus;
using forms::Field;
using forms::FieldType;

// "yucho" takes symbol and number in one text: 10530-12345671.
constexpr std::string_view kYucho = "yucho";

std::string_view statusName(CheckStatus status) {
    return status == CheckStatus::ok ? "ok" : status == CheckStatus::warn ? "warn" : "error";
}

std::vector<std::string> typeNames() {
    std::vector<std::string> names;
    for (int n = 0; n <= static_cast<int>(FieldType::image); ++n)
        names.emplace_back(forms::typeName(static_cast<FieldType>(n)));
    names.emplace_back(kYucho);
    return names;
}

// What a text may be stands in the form's options, or it is no text at all.
bool needsForm(FieldType type) {
    return type == FieldType::choice || type == FieldType::choices || type == FieldType::image;
}

// `asked` is FORM#FIELD; `form` is the one that it names, if there is one.
Error noField(const forms::Library& library, const forms::Form* form, const std::string& asked) {
    using forms::operator+;
    const std::size_t hash = asked.find('#');
    const std::string wrong = form == nullptr ? asked.substr(0, hash) : asked.substr(hash + 1);
    std::vector<std::string> names;
    if (form == nullptr)
        for (const auto& one : library.forms) names.push_back(one->id);
    else
        for (const Field& known : form->fields) names.push_back(known.id);
    const Wording what = form == nullptr
                             ? Wording{"様式「" + forms::shown(wrong) + "」がひな型集にありません。",
                                       "the library has no form \"" + forms::shown(wrong) + "\"."}
                             : Wording{"様式「" + form->id + "」に項目「" + forms::shown(wrong) + "」はありません。",
                                       "form \"" + form->id + "\" has no field \"" + forms::shown(wrong) + "\"."};
    return {ErrorKind::usage, "C130", what + forms::suggestion(wrong, names), {}};
}

// A field of the form FORM#FIELD, or a bare type with what the options say.
std::optional<Field> askedField(const CheckCommandOptions& options, Terminal& terminal) {
    if (const auto hash = options.type.find('#'); hash != std::string::npos) {
        const auto folder = station::libraryFolder(options.library);
        if (!folder) return terminal.report(folder.error()), std::nullopt;
        const auto library = station::openForms(*folder, terminal.reporter());
        if (!library) return terminal.report(library.error()), std::nullopt;
        const forms::Form* form = library->form(options.type.substr(0, hash));
        const Field* field = form != nullptr ? form->field(options.type.substr(hash + 1)) : nullptr;
        if (field != nullptr) return *field;
        return terminal.report(noField(*library, form, options.type)), std::nullopt;
    } else if (const auto type = forms::parseType(options.type)) {
        if (needsForm(*type))
            return terminal.report(
                       {ErrorKind::usage,
                        "C130",
                        {"型「" + options.type +
                             "」は様式なしでは調べられません。「様式#項目」の形（例 salary-change#change.reason）で"
                             "書いてください",
                         "the type \"" + options.type +
                             "\" means nothing without a form; write FORM#FIELD, as in "
                             "salary-change#change.reason"},
                        {}}),
                   std::nullopt;
        Field field;
        field.id = field.title = options.type;
        field.type = *type;
        field.length = options.length > 0 ? options.length : forms::ownLength(*type);
        field.lengthIsMaximum = options.length == 0 && forms::mayBeShorter(*type);
        field.holder = options.holder == "keep"      ? forms::HolderProfile::keep
                       : options.holder == "replace" ? forms::HolderProfile::replace
                                                     : forms::HolderProfile::undecided;
        return field;
    }
    using forms::operator+;
    terminal.report({ErrorKind::usage,
                     "C130",
                     Wording{"型「" + forms::shown(options.type) + "」はありません。",
                             "there is no type \"" + forms::shown(options.type) + "\"."} +
                         forms::suggestion(options.type, typeNames()),
                     {}});
    return std::nullopt;
}

Value stringList(const std::vector<std::string>& texts) {
    List list;
    for (const std::string& text : texts) list.emplace_back(text);
    return Value(std::move(list));
}

Value addressValue(const forms::AddressParts& parts) {
    Context out;
    const std::pair<const char*, const std::string&> columns[] = {
        {"lg_code", parts.lgCode},   {"machiaza_id", parts.machiazaId},
        {"pref", parts.prefecture},  {"county", parts.county},
        {"city", parts.city},        {"ward", parts.ward},
        {"oaza_cho", parts.oaza},    {"chome", parts.chome},
        {"koaza", parts.koaza},      {"blk_num", parts.block},
        {"rsdt_num", parts.house},   {"rsdt_num2", parts.house2},
        {"prc_num1", parts.parcel1}, {"prc_num2", parts.parcel2},
        {"prc_num3", parts.parcel3}, {"other", parts.other}};
    for (const auto& [name, value] : columns) out.put(name, Value(value));
    out.put("match_level", static_cast<int>(parts.level));
    return Value(std::move(out));
}

struct Answer {
    Checked checked;
    Value parts{};  // what the type takes the text apart into
};

Answer yucho(const std::string& text) {
    const auto groups = text::split(text::halfWidthAscii(text), '-');
    const auto [checked, account] = forms::transferAccount(groups.front(), groups.size() > 1 ? groups[1] : "");
    if (!checked.good()) return {checked};
    return {checked, Value(Context{{"bank", account.bank},
                                   {"branch", account.branch},
                                   {"branch_name", account.branchName},
                                   {"branch_kana", account.branchKana},
                                   {"kind", account.kind},
                                   {"number", account.number}})};
}

Answer answerTo(const std::string& text, const Field& field, const forms::Towns* towns) {
    if (field.type == FieldType::address && towns != nullptr && text::validUtf8(text)) {
        const auto [checked, parts] = forms::checkAddress(text, *towns, field.length);
        return {checked, addressValue(parts)};
    }
    const Checked checked = forms::check(field, text);
    if (!checked.good()) return {checked};
    if (field.type == FieldType::kana) return {checked, Value(Context{{"key", forms::kanaKey(checked.normalised)}})};
    if (field.type != FieldType::personName) return {checked};
    const forms::NameParts name = forms::nameParts(checked.normalised);
    return {checked, Value(Context{{"key", forms::nameKey(name.name)},
                                   {"name", name.name},
                                   {"beside", name.beside},
                                   {"alias", name.alias},
                                   {"former", name.former}})};
}

void print(const std::string& type, const Answer& answer, Terminal& terminal) {
    const Checked& checked = answer.checked;
    Context line{{"type", type},
                 {"status", statusName(checked.status)},
                 {"normalised", checked.normalised},
                 {"reason", checked.reason},
                 {"why", checked.status == CheckStatus::ok ? "" : terminal.say(checked.why)},
                 {"candidates", stringList(checked.candidates)}};
    if (!answer.parts.isNull()) line.put("parts", answer.parts);
    terminal.out << json::write(Value(std::move(line))) << '\n';
    if (!checked.good()) terminal.differs();
}

Result<std::vector<std::string>> asked(const CheckCommandOptions& options) {
    if (options.file.empty()) return options.texts;
    std::string all;
    if (options.file == "-") {
        all.assign(std::istreambuf_iterator<char>(std::cin), {});
    } else {
        auto bytes = files::read(options.file);
        if (!bytes) return fail(bytes.error());
        all = std::move(*bytes);
    }
    // Offices save lists as CP932; what is neither is told line by line (F200).
    if (auto text = forms::decodedTable(all)) all = std::move(*text);
    std::vector<std::string> lines = text::split(all, '\n');
    if (!lines.empty() && lines.back().empty()) lines.pop_back();
    for (std::string& line : lines)
        if (!line.empty() && line.back() == '\r') line.pop_back();
    return lines;
}

Result<forms::Towns> loadTowns(const std::vector<std::string>& paths) {
    std::vector<forms::NamedFile> files;
    for (const std::string& path : paths) {
        auto bytes = files::read(path);
        if (!bytes) return fail(bytes.error());
        files.push_back({path, std::move(*bytes)});
    }
    return forms::Towns::read(files);
}

}  // namespace

void check(const CheckCommandOptions& options, Terminal& terminal) {
    const bool account = options.type == kYucho;
    const auto field = account ? std::optional<Field>(Field{}) : askedField(options, terminal);
    if (!field) return;
    const auto texts = asked(options);
    if (!texts) return terminal.report(texts.error());
    if (texts->empty()) {
        return terminal.report({ErrorKind::usage,
                                "C131",
                                {"調べる文字列がありません。TEXT を書くか --file を指定してください",
                                 "there is no text to check; write TEXT or pass --file"},
                                {}});
    }
    std::optional<forms::Towns> towns;
    if (!options.towns.empty()) {
        auto loaded = loadTowns(options.towns);
        if (!loaded) return terminal.report(loaded.error());
        towns = std::move(*loaded);
    }
    const std::string type = account ? options.type : std::string(forms::typeName(field->type));
    for (const std::string& text : *texts)
        print(type, account ? yucho(text) : answerTo(text, *field, towns ? &*towns : nullptr), terminal);
}

void townsImport(const TownsCommandOptions& options, Terminal& terminal) {
    const auto towns = loadTowns(options.files);
    if (!towns) return terminal.report(towns.error());
    const std::string book = towns->addressBook();
    if (book.empty()) {
        return terminal.report({ErrorKind::input,
                                "C132",
                                {"郵便番号のある町がありません。mt_town か KEN_ALL を渡してください",
                                 "no town has a postcode; pass mt_town or KEN_ALL"},
                                {options.files.front(), 0, 0, 0}});
    }
    if (const auto done = files::writeAtomically(options.out, book); !done) return terminal.report(done.error());
    const std::string count = std::to_string(towns->municipalities().size());
    terminal.line({count + " 市区町村の住所録を " + options.out + " に書きました",
                   "wrote the address book of " + count + " municipalities to " + options.out});
}

}  // namespace toitsu::cli
