#include "apps/station/page_record.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>

#include "apps/station/secret_places.h"
#include "base/files.h"
#include "base/json.h"

namespace toitsu::station {

namespace fs = std::filesystem;

namespace {

constexpr std::uint64_t kLimitBytes = 16u << 20;

PageState parseState(const std::string& name) {
    if (name == "case") return PageState::inCase;
    if (name == "dismissed") return PageState::dismissed;
    return PageState::waiting;
}

std::string text(const Value& value, std::string_view name) {
    const std::string* found = value[name].string();
    return found == nullptr ? std::string() : *found;
}

int number(const Value& value, std::string_view name) {
    const Decimal* found = value[name].number();
    return found == nullptr ? 0 : static_cast<int>(found->toInteger().value_or(0));
}

Decimal decimal(double number) {
    return Decimal::fromDouble(number).value_or(Decimal(0));
}

Value toValue(const PageRecord& record) {
    List corners;
    for (const auto& corner : record.corners) corners.push_back(List{decimal(corner.x), decimal(corner.y)});
    List together;
    for (const std::string& id : record.together) together.emplace_back(id);
    List covered;
    for (const auto& quad : record.covered) {
        List points;
        for (const auto& point : quad) points.push_back(List{decimal(point.x), decimal(point.y)});
        covered.push_back(std::move(points));
    }
    return Context{
        {"sha256", record.sha256},
        {"page", record.page},
        {"pages_in_file", record.pagesInFile},
        {"sheet", record.sheet},
        {"sheets", record.sheets},
        {"file_name", record.fileName},
        {"received", record.received},
        {"state", stateName(record.state)},
        {"code", record.code},
        {"reason", Context{{"ja", record.reason.ja}, {"en", record.reason.en}}},
        {"case", record.caseId},
        {"together", together},
        {"person", record.person},
        {"note", record.note},
        {"dismissed", record.dismissed},
        {"corners", corners},
        {"covered", covered},
        {"turned", record.turned},
        {"round", record.round},
        {"load_ms", decimal(record.loadMillis)},
        {"reading", record.reading},
    };
}

tl::unexpected<Error> noPlaces(const fs::path& path) {
    return fail(ErrorKind::input, "C035",
                {"画像の記録の位置が数の組ではありません。控えから戻してください",
                 "the places in the page's record are no pairs of numbers; restore the file from a backup"},
                {path.string(), 0, 0, 0});
}

Result<PageRecord> load(const fs::path& path) {
    auto content = files::read(path.string(), kLimitBytes);
    if (!content) return fail(content.error());
    auto value = json::parse(*content, path.string());
    if (!value) return fail(value.error());
    PageRecord record;
    record.sha256 = text(*value, "sha256");
    record.page = number(*value, "page");
    record.pagesInFile = number(*value, "pages_in_file");
    record.sheet = number(*value, "sheet");
    record.sheets = std::max(1, number(*value, "sheets"));
    record.fileName = text(*value, "file_name");
    record.received = text(*value, "received");
    record.state = parseState(text(*value, "state"));
    record.code = text(*value, "code");
    record.reason = {text((*value)["reason"], "ja"), text((*value)["reason"], "en")};
    record.caseId = text(*value, "case");
    if (const List* together = (*value)["together"].list())
        for (const Value& id : *together)
            if (id.string() != nullptr) record.together.push_back(*id.string());
    record.person = text(*value, "person");
    record.turned = number(*value, "turned") & 3;
    record.round = std::max(0, number(*value, "round"));
    record.note = text(*value, "note");
    record.dismissed = text(*value, "dismissed");
    if (const Decimal* millis = (*value)["load_ms"].number()) record.loadMillis = millis->toDouble();
    if (const List* corners = (*value)["corners"].list())
        for (const Value& corner : *corners) {
            const List* pair = corner.list();
            if (pair == nullptr || pair->size() != 2 || (*pair)[0].number() == nullptr ||
                (*pair)[1].number() == nullptr)
                return noPlaces(path);
            record.corners.push_back({(*pair)[0].number()->toDouble(), (*pair)[1].number()->toDouble()});
        }
    if (const List* covered = (*value)["covered"].list())
        for (const Value& one : *covered) {
            const auto quad = quadOf(one);
            if (!quad) return noPlaces(path);
            record.covered.push_back(*quad);
        }
    record.reading = (*value)["reading"];
    return record;
}

}  // namespace

bool PageRecord::isTogether(const std::vector<std::string>& ids) const {
    return together.size() > 1 && std::is_permutation(ids.begin(), ids.end(), together.begin(), together.end());
}

std::string stateName(PageState state) {
    switch (state) {
        case PageState::inCase:
            return "case";
        case PageState::waiting:
            return "waiting";
        case PageState::dismissed:
            return "dismissed";
    }
    return "waiting";
}

Result<void> PageRecords::save(const PageRecord& record) {
    return files::writeAtomically(folder_ + "/" + record.id() + ".json", json::writePretty(toValue(record)) + "\n");
}

bool PageRecords::has(const std::string& id) const {
    std::error_code failed;
    return fs::is_regular_file(folder_ + "/" + id + ".json", failed);
}

PageRecords::Stamp PageRecords::stamp(const std::string& id) const {
    struct stat found {};
    if (::stat((folder_ + "/" + id + ".json").c_str(), &found) != 0) return {};
    return {found.st_ino, found.st_mtim.tv_sec * 1'000'000'000LL + found.st_mtim.tv_nsec, found.st_size};
}

Result<PageRecord> PageRecords::find(const std::string& idOrBeginning) const {
    if (has(idOrBeginning)) return load(folder_ + "/" + idOrBeginning + ".json");
    auto records = all();
    if (!records) return fail(records.error());
    std::vector<PageRecord> fitting;
    for (PageRecord& record : *records)
        if (!idOrBeginning.empty() && (record.id().rfind(idOrBeginning, 0) == 0 || record.shortId() == idOrBeginning))
            fitting.push_back(std::move(record));
    if (fitting.size() == 1) return fitting.front();
    if (fitting.empty())
        return fail(ErrorKind::notFound, "C030",
                    {"その番号の画像はありません。toitsu page list で番号を確かめてください",
                     "there is no page of that id; see the ids with: toitsu page list"});
    return fail(ErrorKind::usage, "C031",
                {"その番号で始まる画像が複数あります。もっと長く指定してください",
                 "several pages begin with that id; give more of it"});
}

Result<std::vector<PageRecord>> PageRecords::all() const {
    std::vector<PageRecord> records;
    std::error_code failed;
    for (fs::directory_iterator it(folder_, failed), end; !failed && it != end; it.increment(failed)) {
        if (it->path().extension() != ".json") continue;
        auto record = load(it->path());
        if (!record) return fail(record.error());
        records.push_back(std::move(*record));
    }
    std::sort(records.begin(), records.end(), [](const PageRecord& a, const PageRecord& b) {
        return a.received != b.received ? a.received < b.received : a.id() < b.id();
    });
    return records;
}

std::vector<std::string> PageRecords::ids() const {
    std::vector<std::string> out;
    std::error_code failed;
    for (fs::directory_iterator it(folder_, failed), end; !failed && it != end; it.increment(failed))
        if (it->path().extension() == ".json") out.push_back(it->path().stem().string());
    std::sort(out.begin(), out.end());
    return out;
}

}  // namespace toitsu::station
