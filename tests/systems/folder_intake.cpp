// Written from the description of the protocol (docs/bindings.md), not with the code of backends/: a mistake there must
// not be made good by the same mistake here.

#include "tests/systems/folder_intake.h"

#include "base/hash.h"
#include "base/text.h"

namespace toitsu::systems {

Intake takeIn(std::string_view bytes, const FolderOptions& options) {
    const std::size_t mark = bytes.rfind("END,");
    if (mark == std::string_view::npos || (mark > 0 && bytes[mark - 1] != '\n')) return {{}, "E01"};
    const auto trailer = csv::parse(bytes.substr(mark));
    const std::string_view body = bytes.substr(0, mark);
    const bool whole = bytes.back() == '\n' && trailer && trailer->size() == 1 && trailer->front().size() == 3 &&
                       trailer->front()[2] == sha256Hex(body);
    if (!whole) return {{}, "E01"};

    std::string content(body);
    if (options.cp932) {
        auto decoded = text::fromCp932(body);
        if (!decoded) return {{}, "E02"};
        content = std::move(*decoded);
    } else if (!text::validUtf8(content)) {
        return {{}, "E02"};
    }
    const auto rows = csv::parse(content);
    const bool one = rows && trailer->front()[1] == "1" && (rows->size() == 1 || rows->size() == 2);
    if (!one) return {{}, "E03"};
    const csv::Row& row = rows->back();
    const std::size_t columns = options.columns > 0 ? options.columns : rows->front().size();
    if (row.size() != columns || rows->front().size() != columns) return {{}, "E03"};
    return {row, ""};
}

std::string answer(const std::string& key, const std::string& receipt, const std::string& error) {
    const std::string line = csv::write({key, error.empty() ? "OK" : "NG", receipt, error});
    return line + csv::write({"END", "1", sha256Hex(line)});
}

}  // namespace toitsu::systems
