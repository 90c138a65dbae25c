#pragma once

// Cursor paging (?after=CURSOR&limit=) and ETags. A cursor is what comes after the last row, wrapped so that nobody
// builds on what is in it.

#include <string>
#include <string_view>

#include "apps/server/http_message.h"
#include "base/result.h"

namespace toitsu::server {

std::string cursor(std::string_view position);

struct Page {
    std::string after;  // the position that cursor() was given, "" for the first page
    int limit = 50;
};
// From a request's query. V022 a cursor that is none of ours; V001 a limit that is not 1–most.
Result<Page> pageOf(const Request& request, int usual = 50, int most = 500);

std::string etag(std::string_view content);  // strong: "\"…\""
// 304 when the client has this version already; otherwise the answer with its ETag.
Response withEtag(const Request& request, Response response, const std::string& tag);

}  // namespace toitsu::server
