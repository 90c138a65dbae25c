#include "apps/station/retention/case_trace.h"

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <set>

#include "apps/station/verify/item_payload.h"
#include "base/hash.h"
#include "base/json.h"

namespace toitsu::station {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kCropSha = 16;  // that a crop's name begins with
constexpr std::size_t kShaLength = 64;

Value listOf(const std::vector<std::string>& texts) {
    List list;
    for (const std::string& text : texts) list.emplace_back(text);
    return list;
}

std::vector<std::string> textsOf(const Value& value) {
    std::vector<std::string> out;
    if (const List* list = value.list())
        for (const Value& one : *list)
            if (one.string() != nullptr) out.push_back(*one.string());
    return out;
}

void addOnce(std::vector<std::string>& to, const std::string& text) {
    if (std::find(to.begin(), to.end(), text) == to.end()) to.push_back(text);
}

PageRecord namedBy(const std::string& id) {
    PageRecord page;
    page.sha256 = id.substr(0, kShaLength);
    const std::string label = id.substr(kShaLength + 1);
    const std::size_t dot = label.find('.');
    std::from_chars(label.data(), label.data() + std::min(dot, label.size()), page.page);
    if (dot != std::string::npos) std::from_chars(label.data() + dot + 1, label.data() + label.size(), page.sheet);
    return page;
}

void addPage(CaseTrace& trace, const PageRecord& page, const CropNames& crops) {
    trace.pages.push_back(page.id());
    addOnce(trace.originals, page.sha256);
    for (const std::string& name : crops.of(page)) addOnce(trace.crops, name);
    const List* fields = page.reading["fields"].list();
    if (fields == nullptr) return;
    for (const Value& field : *fields) {
        const List* parts = field["parts"].list();
        if (parts == nullptr) continue;
        for (const Value& part : *parts)
            if (const std::string* crop = part["crop"].string())
                if (!crop->empty()) addOnce(trace.crops, fs::path(*crop).filename().string());
    }
}

}  // namespace

std::string CaseTrace::text() const {
    return json::write(Value(Context{{"pages", listOf(pages)},
                                     {"crops", listOf(crops)},
                                     {"drafts", listOf(drafts)},
                                     {"originals", listOf(originals)}}));
}

CaseTrace CaseTrace::parse(const std::string& text) {
    const auto value = json::parse(text);
    if (!value) return {};
    return {textsOf((*value)["pages"]), textsOf((*value)["crops"]), textsOf((*value)["drafts"]),
            textsOf((*value)["originals"])};
}

Result<void> CropNames::load(const std::string& folder, const std::vector<std::string>& originals) {
    std::set<std::string> wanted;
    for (const std::string& sha : originals) wanted.insert(sha.substr(0, kCropSha));
    names_.clear();
    std::error_code failed;
    for (fs::directory_iterator it(folder, failed), end; !failed && it != end; it.increment(failed)) {
        std::string name = it->path().filename().string();
        if (wanted.contains(name.substr(0, kCropSha))) names_.push_back(std::move(name));
    }
    if (failed)
        return fail(ErrorKind::unavailable, "X010",
                    {"フォルダーを読めません（" + failed.message() + "）",
                     "the folder cannot be read (" + failed.message() + ")"},
                    Place{folder, 0, 0, 0});
    std::sort(names_.begin(), names_.end());
    return {};
}

std::vector<std::string> CropNames::of(const PageRecord& page) const {
    std::vector<std::string> out;
    const std::string sha = page.sha256.substr(0, kCropSha) + "-" + std::to_string(page.page) + "-";
    // Sheets that lay on the glass together: <picture>-<sheet>-, and after a person's assignment <picture>.<sheet>-.
    std::vector<std::string> beginnings{sha};
    if (page.sheet > 0)
        beginnings = {sha + std::to_string(page.sheet) + "-",
                      page.sha256.substr(0, kCropSha) + "-" + page.label() + "-"};
    for (const std::string& beginning : beginnings)
        for (auto at = std::lower_bound(names_.begin(), names_.end(), beginning);
             at != names_.end() && at->starts_with(beginning); ++at)
            out.push_back(*at);
    return out;
}

Result<CaseTrace> traceOfCase(const DataFolder& data, workflows::Engine& engine, const workflows::CaseView& view,
                              const CropNames& crops) {
    CaseTrace trace;
    for (const std::string& id : pagesOf(view.variables)) {
        const auto page = data.pages().find(id);
        if (!page && page.error().kind != ErrorKind::notFound) return fail(page.error());
        if (page && page->caseId == view.id) {
            addPage(trace, *page, crops);
        } else if (!page && id.size() > kShaLength) {  // its record is lost; what else there is goes all the same
            addPage(trace, namedBy(id), crops);
        }
    }
    const auto history = engine.history(view.id);
    if (!history) return fail(history.error());
    for (const workflows::HistoryEntry& event : *history) {
        if (event.kind != workflows::name(workflows::Kind::taskCreated)) continue;
        const Decimal* task = event.detail["task"].number();
        const auto number = task == nullptr ? std::nullopt : task->toInteger();
        if (number)  // answers.cpp
            trace.drafts.push_back(sha256Hex(view.id + "." + std::to_string(*number)).substr(0, 32) + ".json");
    }
    return trace;
}

CaseTrace traceOfPage(const PageRecord& page, const CropNames& crops) {
    CaseTrace trace;
    addPage(trace, page, crops);
    return trace;
}

}  // namespace toitsu::station
