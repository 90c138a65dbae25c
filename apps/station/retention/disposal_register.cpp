#include "apps/station/retention/disposal_register.h"

#include <algorithm>
#include <filesystem>

#include "base/files.h"
#include "base/hash.h"
#include "base/json.h"

namespace toitsu::station {

namespace fs = std::filesystem;

namespace {

std::string nameOf(const RecordRow& record) {
    return record.municipality + "-" + std::to_string(record.number);
}

tl::unexpected<Error> noRecord(const std::string& file) {
    return fail(ErrorKind::conflict, "V509",
                {"廃棄記録が書かれたままではありません。控えと比べ、調査してください",
                 "a disposal record is not as it was written; compare it with a copy and investigate"},
                Place{file, 0, 0, 0});
}

Result<RecordRow> rowOf(const std::string& text, const std::string& file) {
    const auto value = json::parse(text, file);
    if (!value) return noRecord(file);
    const Decimal* number = (*value)["number"].number();
    const std::string *municipality = (*value)["municipality"].string(), *disposal = (*value)["disposal"].string(),
                      *finished = (*value)["finished"].string();
    const auto at = finished == nullptr ? std::nullopt : DateTime::parse(*finished);
    const auto which = number == nullptr ? std::nullopt : number->toInteger();
    if (municipality == nullptr || disposal == nullptr || !at || !which) return noRecord(file);
    return RecordRow{*municipality, *which, *disposal, at->unixMillis(), text, sha256Hex(text)};
}

}  // namespace

DisposalRegister::DisposalRegister(const std::string& dataFolder) : folder_(dataFolder) {
    while (folder_.size() > 1 && folder_.back() == '/') folder_.pop_back();
    folder_ += ".disposals";
}

Result<void> DisposalRegister::put(const RecordRow& record) const {
    if (auto made = files::makeFolders(folder_); !made) return made;
    return files::writeAtomically(folder_ + "/" + nameOf(record) + ".json", record.text);
}

Result<std::vector<std::string>> DisposalRegister::names() const {
    std::vector<std::string> out;
    std::error_code failed;
    if (!fs::exists(folder_, failed)) return out;
    for (fs::directory_iterator it(folder_, failed), end; !failed && it != end; it.increment(failed))
        if (it->path().extension() == ".json") out.push_back(it->path().stem().string());
    if (failed)
        return fail(ErrorKind::unavailable, "X010",
                    {"フォルダーを読めません（" + failed.message() + "）",
                     "the folder cannot be read (" + failed.message() + ")"},
                    Place{folder_, 0, 0, 0});
    return out;
}

Result<RecordRow> DisposalRegister::find(const std::string& name) const {
    const std::string path = folder_ + "/" + name + ".json";
    const auto text = files::read(path);
    if (!text) return fail(text.error());
    return rowOf(*text, path);
}

Result<std::vector<RecordRow>> DisposalRegister::all() const {
    const auto known = names();
    if (!known) return fail(known.error());
    std::vector<RecordRow> out;
    for (const std::string& name : *known) {
        auto row = find(name);
        if (!row) return fail(row.error());
        out.push_back(std::move(*row));
    }
    return out;
}

void Destroyed::add(const RecordRow& record) {
    const auto value = json::parse(record.text);
    const List* lines = value ? (*value)["lines"].list() : nullptr;
    if (lines == nullptr) return;  // told where records are verified
    for (const Value& line : *lines) {
        const std::string *subject = line["subject"].string(), *state = line["state"].string();
        if (subject == nullptr || state == nullptr || *state != "erased") continue;
        Once& once = subjects[*subject];
        if (record.at >= once.at) once = {nameOf(record), record.at};
    }
}

std::string Destroyed::record(const std::string& subject, Instant began) const {
    const auto found = subjects.find(subject);
    return found != subjects.end() && began < found->second.at ? found->second.record : std::string();
}

Result<std::shared_ptr<const Destroyed>> DestroyedBefore::of(StationFile& file, const DisposalRegister& beside,
                                                             const std::string& municipality) {
    const std::lock_guard lock(mutex_);
    Read& read = read_[municipality];
    std::vector<RecordRow> fresh;
    const auto numbers =
        file.read([&](Database& database) { return retention_book::recordNumbers(database, municipality); });
    if (!numbers) return fail(numbers.error());
    std::set<std::string> names = read.names;
    for (const std::int64_t number : *numbers) {
        if (!names.insert(nameOf({municipality, number, {}, 0, {}, {}})).second) continue;
        auto row =
            file.read([&](Database& database) { return retention_book::record(database, municipality, number); });
        if (!row) return fail(row.error());
        if (*row) fresh.push_back(std::move(**row));
    }
    const auto outside = beside.names();
    if (!outside) return fail(outside.error());
    for (const std::string& name : *outside) {
        if (name.compare(0, municipality.size() + 1, municipality + "-") != 0 || !names.insert(name).second) continue;
        auto row = beside.find(name);
        if (!row) return fail(row.error());
        fresh.push_back(std::move(*row));
    }
    if (!fresh.empty()) {
        auto all = std::make_shared<Destroyed>(*read.all);
        for (const RecordRow& row : fresh) all->add(row);
        read = {std::move(names), std::move(all)};
    }
    return read.all;
}

Result<std::vector<RecordRow>> everyRecord(StationFile& file, const DisposalRegister& beside,
                                           const std::string& municipality) {
    auto all = file.read([&](Database& database) { return retention_book::records(database, municipality); });
    if (!all) return all;
    auto outside = beside.all();
    if (!outside) return outside;
    for (RecordRow& row : *outside) {
        const bool known =
            std::any_of(all->begin(), all->end(), [&](const RecordRow& one) { return one.disposal == row.disposal; });
        if (!known && row.municipality == municipality) all->push_back(std::move(row));
    }
    std::sort(all->begin(), all->end(), [](const RecordRow& a, const RecordRow& b) { return a.number < b.number; });
    return all;
}

}  // namespace toitsu::station
