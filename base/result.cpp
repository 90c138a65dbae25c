#include "base/result.h"

#include <cstdlib>

namespace toitsu {

std::string Place::text() const {
    std::string out = file;
    if (line > 0) out += ":" + std::to_string(line);
    if (line > 0 && column > 0) out += ":" + std::to_string(column);
    if (page > 0) out += (out.empty() ? "(page " : " (page ") + std::to_string(page) + ")";
    return out;
}

Language userLanguage() {
    // POSIX order of precedence; an empty variable counts as unset.
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (value != nullptr && *value != '\0')
            return std::string(value).rfind("ja", 0) == 0 ? Language::ja : Language::en;
    }
    return Language::en;
}

std::string Error::text(Language language) const {
    const std::string where = place.text();
    return (where.empty() ? "" : where + ": ") + "error " + code + ": " + message.in(language);
}

}  // namespace toitsu
