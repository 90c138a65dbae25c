#pragma once

// Studio book: what the studio keeps in station.sqlite – drafts, requests to publish, and every text that was ever
// published from here. Those that change something run within StationFile::write.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "apps/station/station_file.h"
#include "base/database.h"
#include "base/value.h"

namespace toitsu::authoring {

using Instant = std::int64_t;  // milliseconds since 1970, UTC

// One for each file, whoever edits it: two people never have two truths.
struct Draft {
    std::string path, text;
    std::string base;           // tag of the published text that it was begun from; "" when there was none
    std::int64_t revision = 0;  // rises with every save
    std::string by;             // account that saved last
    Instant at = 0;
    std::vector<std::string> editors;  // everybody who has ever saved it
};

struct RequestFile {
    std::string path, text, base;
    std::vector<std::string> editors;
};

// testing → ready | failed; ready → releasing → released; any but releasing and released → refused | withdrawn.
enum class RequestState { testing, ready, failed, releasing, released, refused, withdrawn };
std::string_view stateName(RequestState state);
std::optional<RequestState> findState(std::string_view name);
bool isOpen(RequestState state);  // somebody has still to do something

struct PublishRequest {
    std::string id;
    RequestState state = RequestState::testing;
    std::string askedBy, note;
    Instant asked = 0;
    std::string decidedBy, reason;  // who released, refused or took it back
    Instant decided = 0;
    std::vector<RequestFile> files;
    Value result;             // of the rehearsal, as it is shown; null until then
    std::int64_t number = 0;  // the order of asking
};

struct Published {
    std::string path;
    int number = 1;  // of this path: 1, 2, 3 …
    std::string tag, text;
    std::string request, askedBy, releasedBy;  // "" for what lay in the library before the studio came
    Instant at = 0;
};

// In place of a reason: what was released goes into force with the next start only.
inline constexpr const char* kNextStart = "next-start";

namespace studio_book {

station::StationFile::Part tables();

Result<std::vector<Draft>> drafts(Database& database);  // without their texts
Result<std::optional<Draft>> draft(Database& database, const std::string& path);
// `revision`: that of the draft which this one was made from, 0 for none. V302 when there is another by now.
Result<void> putDraft(Database& database, Draft draft, std::int64_t revision);
Result<void> dropDraft(Database& database, const std::string& path, std::int64_t revision);  // V302
// A draft stands on what was published from it now, or goes when it says nothing else.
Result<void> settleDraft(Database& database, const RequestFile& file, const std::string& tag);

Result<void> putRequest(Database& database, const PublishRequest& request);
Result<std::optional<PublishRequest>> request(Database& database, const std::string& id);
// Newest first, without texts; before this number (0: the newest).
Result<std::vector<PublishRequest>> requests(Database& database, bool openOnly, std::int64_t before, int most);
Result<std::vector<std::string>> inState(Database& database, RequestState state);  // ids, oldest first
struct Decision {
    RequestState from, to;
    std::string by, reason;
    Instant at = 0;
};
Result<void> decide(Database& database, const std::string& id, const Decision& decision);  // V309 not in that state
Result<void> tested(Database& database, const std::string& id, bool passed, const Value& result);  // V309

Result<void> addPublished(Database& database, const Published& published);              // its number is given here
Result<std::vector<Published>> published(Database& database, const std::string& path);  // newest first, without texts
Result<std::vector<Published>> newest(Database& database);                              // of every path, without texts
Result<std::optional<Published>> publishedText(Database& database, const std::string& path, int number);

}  // namespace studio_book

Error draftHasChanged();    // V302
Error requestHasChanged();  // V309

}  // namespace toitsu::authoring
