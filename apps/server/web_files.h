#pragma once

// The screens: the files that web/ builds, from this program itself or from a folder. A name with a hash in it never
// changes its content and is kept by the browser for ever; index.html is asked for each time. Where the browser takes
// it, the compressed file (.br, .gz beside it) is sent.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "apps/server/http_message.h"
#include "base/result.h"

namespace toitsu::server {

class WebFiles {
public:
    static WebFiles embedded();  // empty when the program was built without web/dist
    // Every file below it, read once. V041 when it is no folder with an index.html.
    static Result<WebFiles> folder(const std::string& path);
    // For tests: name without a slash in front → content.
    explicit WebFiles(std::map<std::string, std::string> files);

    bool empty() const { return files_.empty(); }
    // nullopt: no such file. Only "/" is the page: its own routes stand behind the # of the address. Without files "/"
    // says what is missing.
    std::optional<Response> find(const Request& request) const;

private:
    struct File {
        std::string_view plain, brotli, gzip;
        std::string tag;
    };
    WebFiles() = default;
    void add(const std::string& name, std::string_view content);
    void finish();

    std::shared_ptr<const std::map<std::string, std::string>> kept_;  // what was read; null when embedded
    std::map<std::string, File, std::less<>> files_;
};

}  // namespace toitsu::server
