#pragma once

// What an account may do with which file of the library, and how files, drafts and requests are shown. A layout is its
// municipality's; forms, flows and decisions are everybody's. What is not the account's is answered like what does not
// exist.

#include <optional>
#include <string>
#include <vector>

#include "apps/authoring/studio.h"
#include "apps/server/http_message.h"
#include "apps/server/services.h"

namespace toitsu::server {

struct KnownFile {
    std::string path;
    std::optional<std::string> published;  // the text
    std::optional<authoring::Draft> draft;
    authoring::LibraryFile about;  // of the published text, of the draft where there is none
};

class LibraryAccess {
public:
    // V316 when this server has no library to edit.
    static Result<LibraryAccess> of(const Services& services, const Request& request);

    authoring::Studio& studio() const { return studio_; }
    authoring::Author author() const;

    // V300 when there is no such file, or none for this account. Of who may only read, drafts are left out.
    Result<KnownFile> find(const std::string& id) const;
    // For saving: a file that does not exist yet is one, too; `text` may not make it another municipality's. V011.
    Result<KnownFile> forSaving(const std::string& id, const std::string& text) const;
    // The paths of ids, each a file that the account may write; V300.
    Result<std::vector<std::string>> writable(const Value& ids) const;
    bool mayRead(const authoring::LibraryFile& file) const { return may(Permission::libraryRead, file, {}); }
    bool mayWrite(const authoring::LibraryFile& file, const std::vector<std::string>& editors) const {
        return may(Permission::libraryWrite, file, editors);
    }
    bool mayDecide(const authoring::PublishRequest& request) const;  // may write all of its files
    // What texts of this account cannot be based on: layouts that it may not see, and that none which it may see is
    // based on already, and pictures of blanks that only those have.
    authoring::Paths hidden() const;
    // F066, F043, with its place, when a layout's text is based on one of them, or has such a picture.
    Result<void> basedOnOwn(const authoring::Texts& texts) const;
    // Whether the account may be told what is wrong in a file of the library, of whatever kind.
    bool mayBeTold(const std::string& path) const;
    // Only samples of papers that the account may see are read.
    void keepToOwn(authoring::RehearsalPlan& plan) const;

    // --- shown
    std::string nameOf(const std::string& account) const;  // the id when the account is gone
    Value draftValue(const authoring::Draft& draft) const;
    Value requestValue(const authoring::PublishRequest& request, bool texts) const;
    Value versionValue(const authoring::Published& version) const;
    // Without samples of papers, and tests of overlays, that the account may not see; `elsewhere` says how many of them
    // are worse or wrong.
    Value resultValue(const Value& result) const;

private:
    LibraryAccess(const Services& services, const Request& request, authoring::Studio& studio)
        : services_(services), request_(request), studio_(studio) {}
    bool may(Permission permission, const authoring::LibraryFile& file, const std::vector<std::string>& editors) const;
    Result<KnownFile> look(const std::string& id) const;
    bool mayShow(const std::string& layout, const std::vector<authoring::LibraryFile>& files) const;

    const Services& services_;
    const Request& request_;
    authoring::Studio& studio_;
};

Error noLibraryFile();  // V300

}  // namespace toitsu::server
