#include "apps/server/web_files.h"

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "apps/server/embedded_files.h"
#include "apps/server/paging.h"
#include "base/files.h"

namespace toitsu::server {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t kMostFiles = 2000;

bool endsWith(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

std::string typeOf(std::string_view name) {
    static constexpr std::pair<std::string_view, const char*> types[] = {
        {".html", "text/html; charset=utf-8"},
        {".js", "text/javascript; charset=utf-8"},
        {".mjs", "text/javascript; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".json", "application/json"},
        {".webmanifest", "application/manifest+json"},
        {".svg", "image/svg+xml"},
        {".png", "image/png"},
        {".ico", "image/x-icon"},
        {".woff2", "font/woff2"},
        {".woff", "font/woff"},
        {".ttf", "font/ttf"},
        {".txt", "text/plain; charset=utf-8"},
    };
    for (const auto& [ending, type] : types)
        if (endsWith(name, ending)) return type;
    return "application/octet-stream";
}

// Vite's names: "index-Bx3fK2_a.js" – eight characters of a hash before the extension.
bool hashed(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    const std::size_t dash = dot == std::string_view::npos ? dot : name.rfind('-', dot);
    if (dash == std::string_view::npos || dot - dash != 9) return false;
    const std::string_view hash = name.substr(dash + 1, 8);
    return std::all_of(hash.begin(), hash.end(), [](unsigned char c) { return std::isalnum(c) != 0 || c == '_'; });
}

bool accepts(const Request& request, std::string_view coding) {
    const std::string& header = request.header("accept-encoding");
    std::string_view rest = header;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find(','), rest.size());
        std::string_view one = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        while (!one.empty() && one.front() == ' ') one.remove_prefix(1);
        if (one.substr(0, coding.size()) != coding) continue;
        one.remove_prefix(coding.size());
        return one.find("q=0") == std::string_view::npos || one.find("q=0.") != std::string_view::npos;
    }
    return false;
}

Response nothingBuilt() {
    Response page;
    page.status = 503;
    page.type = "text/html; charset=utf-8";
    page.body =
        "<!doctype html><html lang=\"ja\"><meta "
        "charset=\"utf-8\"><title>Toitsu</title><h1>画面が組み込まれていません</h1>"
        "<p>このプログラムは画面（web/dist）なしで作られています。web/ で npm ci と npm run build "
        "を実行して作り直すか、--web-root でフォルダーを指定してください。API は /openapi.json にあります。</p>"
        "<p lang=\"en\">This program was built without its screens (web/dist). Run npm ci and npm run build in web/ "
        "and "
        "build again, or name a folder with --web-root. The API is described at /openapi.json.</p></html>\n";
    return page;
}

}  // namespace

WebFiles::WebFiles(std::map<std::string, std::string> files)
    : kept_(std::make_shared<const std::map<std::string, std::string>>(std::move(files))) {
    for (const auto& [name, content] : *kept_) add(name, content);
    finish();
}

WebFiles WebFiles::embedded() {
    WebFiles files;
    for (const EmbeddedFile& file : embeddedFiles()) files.add(std::string(file.name), file.content);
    files.finish();
    return files;
}

Result<WebFiles> WebFiles::folder(const std::string& path) {
    const auto wrong = [&] {
        return fail(ErrorKind::notFound, "V041",
                    {"--web-root のフォルダーに index.html がありません。web/dist を指定してください",
                     "the folder of --web-root has no index.html; name web/dist"},
                    {path});
    };
    std::error_code failed;
    if (!fs::is_regular_file(path + "/index.html", failed)) return wrong();
    std::map<std::string, std::string> files;
    fs::recursive_directory_iterator at(path, failed), end;
    for (; !failed && at != end; at.increment(failed)) {
        // A link could lead out of the folder.
        if (at->is_symlink(failed) || !at->is_regular_file(failed)) continue;
        auto content = files::read(at->path().string(), 32u << 20);
        if (!content) return fail(content.error());
        files.emplace(at->path().lexically_relative(path).generic_string(), std::move(*content));
        if (files.size() > kMostFiles) return wrong();
    }
    if (failed) return wrong();
    return WebFiles(std::move(files));
}

void WebFiles::add(const std::string& name, std::string_view content) {
    if (endsWith(name, ".br"))
        files_[name.substr(0, name.size() - 3)].brotli = content;
    else if (endsWith(name, ".gz"))
        files_[name.substr(0, name.size() - 3)].gzip = content;
    else
        files_[name].plain = content;
}

void WebFiles::finish() {
    std::erase_if(files_, [](const auto& entry) { return entry.second.plain.data() == nullptr; });
    for (auto& [name, file] : files_) file.tag = etag(file.plain);
}

std::optional<Response> WebFiles::find(const Request& request) const {
    const std::string name = request.path == "/" ? "index.html" : request.path.substr(1);
    if (files_.empty() && request.path == "/") return nothingBuilt();
    const auto found = files_.find(name);
    if (found == files_.end()) return std::nullopt;
    const File& file = found->second;
    Response response;
    response.type = typeOf(name);
    std::string tag = file.tag;
    if (file.brotli.data() != nullptr && accepts(request, "br")) {
        response.body = file.brotli;
        response.with("Content-Encoding", "br");
        tag.insert(tag.size() - 1, "-br");
    } else if (file.gzip.data() != nullptr && accepts(request, "gzip")) {
        response.body = file.gzip;
        response.with("Content-Encoding", "gzip");
        tag.insert(tag.size() - 1, "-gz");
    } else {
        response.body = file.plain;
    }
    const char* caching = hashed(name) ? "public, max-age=31536000, immutable" : "no-cache";
    Response answer = withEtag(request, std::move(response), tag);
    return std::move(answer).with("Vary", "Accept-Encoding").with("Cache-Control", caching);
}

}  // namespace toitsu::server
