#include "apps/station/file_result.h"

#include <set>

namespace toitsu::station {

namespace {

Value bothWays(const Wording& wording) {
    return Context{{"ja", wording.ja}, {"en", wording.en}};
}

}  // namespace

FileResult fileResult(const Result<std::vector<Intake::Taken>>& taken, const std::string& name) {
    FileResult result;
    if (!taken) {
        const Error& error = taken.error();
        result.outcome.report = Context{{"file", name},
                                        {"state", "error"},
                                        {"code", error.code},
                                        {"page", error.place.page},
                                        {"reason", bothWays(error.message)}};
        return result;
    }
    List pages;
    std::string sha;
    std::set<std::string> cases;
    result.known = !taken->empty();
    for (const auto& [record, known] : *taken) {
        result.known = result.known && known;
        sha = record.sha256;
        ++result.scanned;
        if (record.state == PageState::inCase && cases.insert(record.caseId).second) ++result.cases;
        ++(record.state == PageState::inCase    ? result.inCases
           : record.state == PageState::waiting ? result.waiting
                                                : result.dropped);
        Context page{{"page", record.page}, {"id", record.id()}, {"state", stateName(record.state)}};
        if (record.sheet > 0) page.put("sheet", record.sheet);
        if (!record.caseId.empty()) page.put("case", record.caseId);
        if (!record.code.empty()) page.put("code", record.code);
        if (!record.reason.ja.empty()) page.put("reason", bothWays(record.reason));
        pages.push_back(page);
    }
    result.outcome.taken = true;
    result.outcome.report = Context{{"file", name},
                                    {"state", "done"},
                                    {"sha256", sha},
                                    {"known", result.known},
                                    {"pages_scanned", result.scanned},
                                    {"pages_kept", result.inCases + result.waiting},
                                    {"pages_dropped", result.dropped},
                                    {"cases", result.cases},
                                    {"pages", pages}};
    return result;
}

}  // namespace toitsu::station
