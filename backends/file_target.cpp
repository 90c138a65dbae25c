// <file folder="…" encoding="cp932" header="true" line-end="crlf">: one CSV file per entry into a folder, an answer
// file back.

#include <algorithm>

#include "backends/backend_key.h"
#include "backends/binding_syntax.h"
#include "backends/drop_folder.h"
#include "backends/file_frame.h"
#include "base/files.h"

namespace toitsu::backends {

namespace {

// What the system sends as its reason is shown only when it looks like a code: free text could hold somebody's data.
std::string onlyCode(const std::string& text) {
    const bool code = !text.empty() && text.size() <= 20 && std::all_of(text.begin(), text.end(), [](unsigned char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
               c == '.';
    });
    return code ? text : "?";
}

class FileBackend : public Backend {
public:
    FileBackend(std::string bindingId, std::string folder, FileFormat format)
        : bindingId_(std::move(bindingId)), folder_(std::move(folder)), format_(std::move(format)) {}

    Result<Lookup> look(const std::string& key) override {
        if (auto usable = checkKey(key); !usable) return fail(usable.error());
        const auto seen = folder_.find(key);
        if (!seen) return fail(seen.error());
        if (*seen == DropFolder::Seen::nowhere) return Lookup{};
        if (*seen == DropFolder::Seen::underway) return Lookup{Lookup::State::pending, std::nullopt, {}};
        return answer(key);
    }

    Result<void> enter(const std::string& key, const Row& row) override {
        if (auto usable = checkKey(key); !usable) return usable;
        const auto bytes = frame(row, format_);
        if (!bytes) return fail(bytes.error());
        return folder_.put(key, *bytes);
    }

    bool refusesDuplicates() const override { return true; }

private:
    // results/<key>.result.csv: key, status (OK or NG), receipt number, error code; and the trailer.
    Result<Lookup> answer(const std::string& key) const {
        const std::string path = folder_.resultPath(key);
        const auto bytes = files::read(path, 1u << 16);
        // Too large or no file at all is broken; a file that cannot be read now may be readable later.
        if (!bytes && bytes.error().code != "X010") return broken(path);
        if (!bytes) return unreadable(path);
        const auto rows = unframe(*bytes, format_.encoding);
        if (!rows || rows->empty() || rows->back().size() != 4) return broken(path);
        const csv::Row& row = rows->back();
        if (row[0] != key) return misdirected(path);
        if (row[1] == "OK" && !row[2].empty())
            return Lookup{Lookup::State::entered, Receipt{key, row[2], bindingId_}, {}};
        if (row[1] != "NG") return misdirected(path);
        const std::string code = onlyCode(row[3]);
        return Lookup{Lookup::State::rejected, std::nullopt, {"エラーコード " + code, "error code " + code}};
    }

    static tl::unexpected<Error> broken(const std::string& path) {
        return fail(
            ErrorKind::input, "B022",
            {"業務システムの結果ファイルが壊れているか、途中までしかありません。業務システムの担当者に結果の再出力を"
             "依頼してください。再登録はしないでください。",
             "the business system's result file is broken or cut short; have the system write it again, do not enter "
             "the record again"},
            Place{path, 0, 0, 0});
    }

    static tl::unexpected<Error> unreadable(const std::string& path) {
        return fail(ErrorKind::unavailable, "B020",
                    {"業務システムの結果ファイルを今は読めません。共有の接続と権限を確認してください。",
                     "the business system's result file cannot be read now; check the share and the permissions"},
                    Place{path, 0, 0, 0});
    }

    static tl::unexpected<Error> misdirected(const std::string& path) {
        return fail(ErrorKind::input, "B023",
                    {"業務システムの結果ファイルの内容が、この依頼への答えになっていません（キー、状態、受付番号）。業"
                     "務システムの"
                     "担当者に確認してください。",
                     "the business system's result file does not answer this request (key, status or receipt number); "
                     "ask those "
                     "who run the system"},
                    Place{path, 0, 0, 0});
    }

    std::string bindingId_;
    DropFolder folder_;
    FileFormat format_;
};

class FileTarget : public Target {
public:
    FileTarget(std::string folder, FileFormat format) : folder_(std::move(folder)), format_(std::move(format)) {}

    Result<std::unique_ptr<Backend>> open(const std::string& bindingId, const std::string& where) const override {
        const std::string& folder = where.empty() ? folder_ : where;
        if (auto there = DropFolder(folder).check(); !there) return fail(there.error());
        return std::make_unique<FileBackend>(bindingId, folder, format_);
    }

private:
    std::string folder_;
    FileFormat format_;
};

}  // namespace

std::unique_ptr<Target> parseFileTarget(const xml::Element& element, const RowRules& rules, Mistakes& mistakes) {
    mistakes.onlyAttributes(element, {"folder", "encoding", "header", "line-end"});
    FileFormat format;
    format.encoding = rules.encoding;
    format.header = mistakes.flag(element, "header", true);
    format.lineEnd = mistakes.choice<std::string>(element, "line-end", "\r\n", {{"crlf", "\r\n"}, {"lf", "\n"}});
    return std::make_unique<FileTarget>(mistakes.required(element, "folder"), format);
}

}  // namespace toitsu::backends
