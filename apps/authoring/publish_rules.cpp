#include "apps/authoring/publish_rules.h"

#include <algorithm>

#include "base/xml.h"
#include "forms/form_parser.h"
#include "forms/migrate.h"

namespace toitsu::authoring {

namespace {

Result<void> secretsStay(const std::string& path, const forms::Form& before, const forms::Form& after) {
    for (const forms::Field& field : before.fields) {
        const forms::Field* now = after.field(field.id);
        if (!field.myNumber || now == nullptr || now->myNumber) continue;
        Place place = now->place;
        place.file = path;
        return fail(ErrorKind::refused, "V312",
                    {"項目 " + field.id +
                         " の個人番号の指定は外せません（取り込み済みの画像で番号が見えてしまいます）。別の id "
                         "の項目にしてください",
                     "the field " + field.id +
                         " cannot cease to be a 個人番号: pages that are there already would show it; use a field with "
                         "another id"},
                    place);
    }
    return {};
}

// Records as they may lie in open cases: every option of every choice stands in one of them.
Result<void> recordsFollow(const std::string& path, const forms::Form& before, const forms::Form& after) {
    std::size_t most = 1;
    for (const forms::Field& field : before.fields) most = std::max(most, field.options.size());
    for (std::size_t n = 0; n < most; ++n) {
        forms::Record record;
        record.form = before.id;
        record.formVersion = before.version;
        for (const forms::Field& field : before.fields) {
            forms::FieldValue value;
            value.field = field.id;
            if (field.type == forms::FieldType::choice && n < field.options.size()) value.value = field.options[n].code;
            record.fields.push_back(std::move(value));
        }
        const auto carried = forms::migrate(after, record);
        if (carried) continue;
        Place place = after.place;
        place.file = path;
        const std::string version = std::to_string(before.version);
        return fail(ErrorKind::schema, "V318",
                    {"版 " + version + " の記録をこの版に移せません（" + carried.error().code +
                         "）。<migration from=\"" + version + "\"> を書いてください: " + carried.error().message.ja,
                     "records of version " + version + " cannot be carried over (" + carried.error().code +
                         "); write a <migration from=\"" + version + "\">: " + carried.error().message.en},
                    place);
    }
    return {};
}

}  // namespace

Result<void> mayFollow(const std::string& path, const std::string& before, const std::string& after) {
    if (before == after)
        return fail(ErrorKind::usage, "V319",
                    {"公開中のものと同じです。公開するものがありません",
                     "it is the same as the published one; there is nothing to publish"},
                    Place{path});
    if (before.empty()) return {};
    const LibraryFile was = described(path, before), is = described(path, after);
    if (is.version <= was.version && was.version > 0) {
        const std::string version = std::to_string(was.version), next = std::to_string(was.version + 1);
        const auto root = xml::parse(after, path);
        const Place place = root ? root->root.place : Place{path, 1, 1, 0};
        return fail(ErrorKind::schema, "V306",
                    {"公開中のものは版 " + version + " です（書いていなければ 1）。最初の要素に version=\"" + next +
                         "\" と書いてください",
                     "the published one is version " + version + " (1 where none is written); write version=\"" + next +
                         "\" into the first element"},
                    place);
    }
    if (was.kind != FileKind::form) return {};
    forms::Findings ignored;  // the published one is as it is; lint tells what is wrong with the other
    const auto old = forms::parseForm(before, path, ignored), now = forms::parseForm(after, path, ignored);
    if (!old || !now) return {};
    if (auto stay = secretsStay(path, *old, *now); !stay) return stay;
    return recordsFollow(path, *old, *now);
}

Result<void> idsAreFree(const std::vector<LibraryFile>& published, const std::map<std::string, std::string>& texts) {
    std::map<std::string, std::string> known;  // id → path
    std::map<std::string, std::string> before;
    for (const LibraryFile& one : published) {
        before[one.path] = one.name;
        if (texts.count(one.path) == 0) known.emplace(one.name, one.path);
    }
    for (const auto& [path, text] : texts) {
        if (kindOf(path) != FileKind::layout) continue;
        const std::string id = described(path, text).name;
        const bool fresh = known.emplace(id, path).second;
        const auto was = before.find(path);
        if (fresh || (was != before.end() && was->second == id)) continue;  // what is so already does not count
        // Whose the other one is, not everybody may know.
        return fail(ErrorKind::schema, "F054",
                    {"レイアウトの id「" + id + "」は、ほかのレイアウトが使っています。id を変えてください",
                     "the layout id \"" + id + "\" is used by another layout; write another id"},
                    Place{path, 1, 1, 0});
    }
    return {};
}

}  // namespace toitsu::authoring
