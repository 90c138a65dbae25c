#pragma once

// What became of every page that was taken in: a case, or a person who must look, and why. One small file per page in
// the data folder, so that no page is ever lost between the scanner and the engine.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "base/value.h"
#include "forms/geometry.h"
#include "ocr/sheet_part.h"

namespace toitsu::station {

enum class PageState {
    inCase,     // a case runs (or ran) for it
    waiting,    // nobody knows yet what it is: a person chooses the layout or sets it aside
    dismissed,  // a person set it aside
};

struct PageRecord {
    std::string sha256;  // of the file's bytes
    int page = 1;        // 1-based in the file
    int pagesInFile = 1;
    int sheet = 0;         // of several that lay on the glass together, from 1; 0: the picture is one sheet
    int sheets = 1;        // that lay there
    std::string fileName;  // last part of the path as it came; shown to people, never part of a name of ours
    std::string received;  // ISO 8601
    PageState state = PageState::waiting;
    std::string code;  // of the reason
    Wording reason;    // why it waits
    std::string caseId;
    std::vector<std::string> together;  // ids of all pages of the case in the layout's order, where it has several
    std::string person;                 // who assigned or dismissed it
    std::string note;                   // why it was dismissed
    std::string dismissed;              // and when, ISO 8601
    std::vector<forms::Point> corners;  // of the layout's page in scan pixels, when a person showed them
    std::vector<std::array<forms::Point, 4>>
        covered;     // where an earlier reading saw a 個人番号: pictures go on covering it
    int turned = 0;  // quarters clockwise by which people are shown it, 0–3; the scan stays
    int round = 0;   // how often it was taken out of a case again
    double loadMillis = 0;
    Value reading;  // the page as `toitsu read` prints it

    std::string label() const { return ocr::pageLabel(page, sheet); }  // 3, or 3.2: picture and sheet
    std::string id() const { return sha256 + "-" + label(); }
    // The business key of a case that begins with this page: the page's id, and "+<round>" after the first.
    std::string caseKey() const { return round == 0 ? id() : id() + "+" + std::to_string(round); }
    std::string shortId() const { return sha256.substr(0, 12) + "-" + label(); }
    bool isTogether(const std::vector<std::string>& ids) const;  // in a case of several pages, and just of these
};

std::string stateName(PageState state);

class PageRecords {
public:
    explicit PageRecords(std::string folder) : folder_(std::move(folder)) {}

    Result<void> save(const PageRecord& record);
    std::string path(const std::string& id) const { return folder_ + "/" + id + ".json"; }
    bool has(const std::string& id) const;
    // Of the record's file; another one after every save.
    struct Stamp {
        std::uint64_t inode = 0;
        std::int64_t changed = 0, size = -1;  // ns; -1: there is none
        bool operator==(const Stamp&) const = default;
    };
    Stamp stamp(const std::string& id) const;
    // By id or by the beginning of one. C030 none, C031 more than one begins like that.
    Result<PageRecord> find(const std::string& idOrBeginning) const;
    Result<std::vector<PageRecord>> all() const;  // oldest first
    std::vector<std::string> ids() const;         // in their order

private:
    std::string folder_;
};

}  // namespace toitsu::station
