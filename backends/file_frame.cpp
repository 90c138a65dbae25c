#include "backends/file_frame.h"

#include "base/hash.h"
#include "base/text.h"

namespace toitsu::backends {

namespace {

std::string trailer(std::string_view body, std::size_t count, std::string_view lineEnd) {
    return csv::write({"END", std::to_string(count), sha256Hex(body)}, lineEnd);
}

}  // namespace

Result<std::string> frame(const Row& row, const FileFormat& format) {
    csv::Row names;
    csv::Row values;
    for (const Column& column : row) {
        names.push_back(column.name);
        values.push_back(column.value);
    }
    std::string body = format.header ? csv::write(names, format.lineEnd) : "";
    body += csv::write(values, format.lineEnd);
    if (format.encoding == Encoding::cp932) {
        auto bytes = text::toCp932(body);
        if (!bytes) {
            const std::string count = std::to_string(bytes.error().characters.size());
            return fail(ErrorKind::refused, "B013",
                        {"行に、業務システムの文字コード（CP932）で書けない文字が " + count +
                             " 字あります。値を直してください。",
                         "the row has " + count + " character(s) that the system's encoding (CP932) does not have"});
        }
        body = std::move(*bytes);
    }
    return body + trailer(body, 1, format.lineEnd);
}

std::optional<std::vector<csv::Row>> unframe(std::string_view bytes, Encoding encoding) {
    // In CP932 and UTF-8 alike, no second byte of a character is a line feed.
    if (bytes.empty() || bytes.back() != '\n') return std::nullopt;
    const std::size_t before = bytes.substr(0, bytes.size() - 1).rfind('\n');
    if (before == std::string_view::npos) return std::nullopt;
    const std::string_view body = bytes.substr(0, before + 1);
    const std::string_view last = bytes.substr(before + 1);

    std::string decoded(body);
    if (encoding == Encoding::cp932) {
        auto text = text::fromCp932(body);
        if (!text) return std::nullopt;
        decoded = std::move(*text);
    }
    auto rows = csv::parse(decoded);
    if (!rows) return std::nullopt;
    // With or without a header line: the trailer counts the lines of data.
    for (const std::size_t headers : {std::size_t{0}, std::size_t{1}}) {
        if (rows->size() < headers) continue;
        for (const std::string_view lineEnd : {"\r\n", "\n"})
            if (last == trailer(body, rows->size() - headers, lineEnd)) return std::move(*rows);
    }
    return std::nullopt;
}

}  // namespace toitsu::backends
