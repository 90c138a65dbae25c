#include "apps/station/backup.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/database.h"
#include "base/date.h"
#include "base/files.h"
#include "base/hash.h"
#include "base/json.h"

namespace toitsu::station {

namespace fs = std::filesystem;

namespace {

const std::string kManifest = "manifest.json";

tl::unexpected<Error> thereAlready(const std::string& folder) {
    return fail(ErrorKind::conflict, "V201",
                {"このフォルダーは既にあります。まだない場所を指定してください",
                 "this folder is there already; name one that is not"},
                Place{folder, 0, 0, 0});
}

tl::unexpected<Error> notAsWritten(const std::string& file, const Wording& why) {
    return fail(ErrorKind::input, "V202",
                {"バックアップが目録と合いません（" + why.ja + "）。別のバックアップから戻してください",
                 "the backup is not as its manifest says (" + why.en + "); restore from another"},
                Place{file, 0, 0, 0});
}

tl::unexpected<Error> unwritable(const std::string& path, const std::string& why) {
    return fail(ErrorKind::unavailable, "X013",
                {"ファイルに書けません（" + why + "）。フォルダーの権限と空き容量を確認してください。",
                 "cannot write the file (" + why + "); check the folder's permissions and the free space"},
                Place{path, 0, 0, 0});
}

// A folder that is filled under another name and gets its own when everything in it is on the disk.
class Filling {
public:
    static Result<Filling> begin(const std::string& folder) {
        std::error_code failed;
        if (fs::exists(folder, failed)) return thereAlready(folder);
        Filling filling(folder);
        fs::remove_all(filling.path(), failed);  // what an earlier try, killed half-way, has left
        if (const auto made = files::makeFolders(filling.path()); !made) return fail(made.error());
        fs::permissions(filling.path(), fs::perms::owner_all, failed);
        if (failed) return unwritable(filling.path(), failed.message());
        return filling;
    }

    std::string path() const { return folder_ + ".partial"; }
    const Copied& copied() const { return copied_; }
    const List& manifest() const { return manifest_; }

    Result<void> put(const std::string& name, const std::string& content, const std::string& hash) {
        const std::string to = path() + "/" + name;
        if (auto made = files::makeFolders(fs::path(to).parent_path().string()); !made) return made;
        std::ofstream stream(to, std::ios::binary | std::ios::trunc);
        stream.write(content.data(), static_cast<std::streamsize>(content.size()));
        stream.close();
        if (!stream) return unwritable(to, "I/O");
        count(name, content.size(), hash);
        return {};
    }
    void count(const std::string& name, std::size_t bytes, const std::string& hash) {
        ++copied_.files;
        copied_.bytes += bytes;
        manifest_.push_back(Context{{"file", name}, {"bytes", static_cast<std::int64_t>(bytes)}, {"sha256", hash}});
    }

    Result<void> finish() {
        const int folder = ::open(path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        const bool durable = folder >= 0 && ::syncfs(folder) == 0;
        if (folder >= 0) ::close(folder);
        if (!durable) return unwritable(path(), "syncfs");
        std::error_code failed;
        fs::rename(path(), folder_, failed);
        if (failed) return unwritable(folder_, failed.message());
        return {};
    }

private:
    explicit Filling(std::string folder) : folder_(std::move(folder)) {
        while (folder_.size() > 1 && folder_.back() == '/') folder_.pop_back();
    }
    std::string folder_;
    Copied copied_;
    List manifest_;
};

bool isDatabase(const std::string& name) {
    return name.ends_with(".sqlite");
}

// What belongs to a running process only, or is being written: never copied.
bool passing(const std::string& name) {
    return name == "lock" || name.ends_with("-wal") || name.ends_with("-shm") || name.ends_with("-journal") ||
           name.ends_with(".lock") || name.ends_with(".erasing") || name.find(".partial") != std::string::npos;
}

// 0 page records and drafts, 1 databases, 2 originals and all else.
int turnOf(const std::string& name) {
    if (name.starts_with("pages/") || name.starts_with("drafts/")) return 0;
    return isDatabase(name) ? 1 : 2;
}

// Names within the folder, in no order that matters.
Result<std::vector<std::string>> filesIn(const std::string& folder) {
    std::vector<std::string> names;
    std::error_code failed;
    for (fs::recursive_directory_iterator it(folder, failed), end; it != end; it.increment(failed)) {
        if (failed) break;
        std::error_code gone;  // a file that has just been put away is not listed
        if (!it->is_regular_file(gone) || it->is_symlink(gone)) continue;
        names.push_back(it->path().lexically_relative(folder).string());
    }
    if (failed) return unwritable(folder, failed.message());
    return names;
}

// The database as it is at one moment, while others write: one reading transaction into a new, compact file.
Result<void> copyDatabase(const std::string& from, const std::string& to) {
    const auto database = Database::open(from, Database::Use::read);
    if (!database) return fail(database.error());
    std::string quoted = to;
    for (std::size_t at = 0; (at = quoted.find('\'', at)) != std::string::npos; at += 2) quoted.insert(at, 1, '\'');
    if (const auto done = (*database)->run("VACUUM INTO '" + quoted + "'"); !done)
        return fail(ErrorKind::unavailable, "V203",
                    {"データベースを写せません（" + done.error().text(Language::ja) + "）",
                     "the database cannot be copied (" + done.error().text(Language::en) + ")"},
                    Place{from, 0, 0, 0});
    return {};
}

Result<void> copyFile(const std::string& from, const std::string& name, Filling& to) {
    auto content = files::read(from + "/" + name, 4ULL << 30);
    if (!content) {
        std::error_code failed;
        if (!fs::exists(from + "/" + name, failed) && !failed) return {};  // put away meanwhile
        return fail(content.error());
    }
    return to.put(name, *content, sha256Hex(*content));
}

}  // namespace

Result<Copied> backUp(const DataFolder& data, const std::string& out, std::int64_t now) {
    auto filling = Filling::begin(out);
    if (!filling) return fail(filling.error());
    // Listed anew for each turn: an original that came while the databases were copied belongs to them.
    for (int turn = 0; turn < 3; ++turn) {
        auto names = filesIn(data.path());
        if (!names) return fail(names.error());
        for (const std::string& name : *names) {
            if (passing(name) || turnOf(name) != turn) continue;
            if (turn != 1) {
                if (const auto copied = copyFile(data.path(), name, *filling); !copied) return fail(copied.error());
                continue;
            }
            const std::string to = filling->path() + "/" + name;
            if (const auto copied = copyDatabase(data.path() + "/" + name, to); !copied) return fail(copied.error());
            const auto content = files::read(to, 64ULL << 30);
            if (!content) return fail(content.error());
            filling->count(name, content->size(), sha256Hex(*content));
        }
    }
    const Copied copied = filling->copied();
    const std::string manifest =
        json::writePretty(
            Context{{"format", 1}, {"made", DateTime::fromUnixMillis(now).iso()}, {"files", filling->manifest()}}) +
        "\n";
    if (const auto put = filling->put(kManifest, manifest, ""); !put) return fail(put.error());
    if (const auto done = filling->finish(); !done) return fail(done.error());
    return copied;
}

Result<Copied> restore(const std::string& from, const std::string& data) {
    const auto text = files::read(from + "/" + kManifest);
    if (!text) return fail(text.error());
    const auto manifest = json::parse(*text, from + "/" + kManifest);
    if (!manifest) return fail(manifest.error());
    const List* listed = (*manifest)["files"].list();
    const Decimal* format = (*manifest)["format"].number();
    if (listed == nullptr || format == nullptr || format->toInteger() != 1)
        return notAsWritten(from + "/" + kManifest, {"目録ではありません", "this is no manifest"});
    auto filling = Filling::begin(data);
    if (!filling) return fail(filling.error());
    for (const Value& one : *listed) {
        const std::string *name = one["file"].string(), *hash = one["sha256"].string();
        if (name == nullptr || hash == nullptr || name->starts_with("/") || name->find("..") != std::string::npos)
            return notAsWritten(from + "/" + kManifest, {"ファイル名が正しくありません", "a file's name is wrong"});
        const std::string path = from + "/" + *name;
        const auto content = files::read(path, 64ULL << 30);
        if (!content) return notAsWritten(path, {"ファイルがありません", "the file is missing"});
        if (sha256Hex(*content) != *hash) return notAsWritten(path, {"内容が違います", "its content differs"});
        if (const auto put = filling->put(*name, *content, *hash); !put) return fail(put.error());
    }
    const Copied copied = filling->copied();
    if (const auto done = filling->finish(); !done) return fail(done.error());
    return copied;
}

}  // namespace toitsu::station
