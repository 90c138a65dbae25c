#pragma once

// PostgresGroup: what a group of requests writes, put together so that a few statements with arrays do it: a row that
// several requests change is written once, as it is at the end.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "workflows/stores/ground.h"
#include "workflows/stores/postgres_link.h"

namespace toitsu::workflows {

class PostgresGroup : public Ground {
public:
    // The questions whose answers decide; they lock the rows that they ask for.
    static std::vector<PgStatement> questions(const std::vector<const std::vector<Change>*>& requests);
    // Takes the answers, in the order of the questions.
    explicit PostgresGroup(const std::vector<PgRows>& answers);

    Result<void> add(const std::vector<Change>& changes);  // W105: nothing of it is written
    std::vector<PgStatement> statements() const;           // all that has been added

    Result<std::int64_t> sequenceOf(const std::string& caseId) override;
    Result<bool> keyIsTaken(const StoredCase& row) override;
    Result<bool> messageIsThere(const std::string& id) override;

private:
    void make(const Change& change);

    std::map<std::string, std::int64_t> sequences_;
    std::set<std::string> keys_;
    std::set<std::string> there_;  // messages
    struct Row {
        StoredCase row;
        bool fresh = false;
    };
    struct Entry {
        const StoredCase* row;
        std::int64_t sequence;
        const Event* event;
    };
    std::map<std::string, Row> cases_;
    std::vector<Entry> events_;
    std::map<std::string, std::optional<Work>> work_;  // nothing: closed
    std::set<std::string> taken_;
    std::map<std::string, StoredMessage> published_;
};

}  // namespace toitsu::workflows
