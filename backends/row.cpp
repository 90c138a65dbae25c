#include <optional>
#include <utility>

#include "backends/binding_file.h"
#include "base/text.h"

namespace toitsu::backends {

namespace {

tl::unexpected<Error> refuse(const ColumnRule& column, const char* code, const std::string& ja, const std::string& en) {
    const Wording where = columnName(column, column.sources.size() == 1 ? &column.sources.front() : nullptr);
    return fail(ErrorKind::refused, code, {where.ja + ja, where.en + en}, column.place);
}

std::string replaceAll(std::string text, const std::vector<Replacement>& replacements) {
    for (const Replacement& replacement : replacements)
        for (std::size_t at = text.find(replacement.from); at != std::string::npos;
             at = text.find(replacement.from, at + replacement.to.size()))
            text.replace(at, replacement.from.size(), replacement.to);
    return text;
}

bool hasControl(const std::string& text) {
    for (const char32_t c : text::decode(text))
        if (c < 0x20 || (c >= 0x7F && c < 0xA0)) return true;
    return false;
}

Result<std::string> joined(const ColumnRule& column, const Context& fields) {
    std::string out;
    for (const Source& source : column.sources) {
        auto piece = render(source, column, fields);
        if (!piece) return piece;
        if (piece->empty()) continue;
        if (!out.empty()) out += column.separator;
        out += *piece;
    }
    return out;
}

// The length in the system's encoding, or B013.
Result<std::size_t> encodedLength(const ColumnRule& column, const std::string& text, Encoding encoding) {
    if (encoding == Encoding::utf8) return text.size();
    auto bytes = text::toCp932(text);
    if (bytes) return bytes->size();
    const std::string count = std::to_string(bytes.error().characters.size());
    return refuse(column, "B013",
                  " に、業務システムの文字コード（CP932）で書けない文字が " + count +
                      " 字あります。外字の扱いを決め、接続定義の <replace> に書くか、値を直してください。",
                  " has " + count +
                      " character(s) that the system's encoding (CP932) does not have; declare a <replace> in the "
                      "binding or change the value");
}

Result<std::string> cell(const ColumnRule& column, const RowRules& rules, const Context& fields) {
    auto text = joined(column, fields);
    if (!text) return text;
    if (text->empty() && column.required)
        return refuse(column, "B011", " に値が必要です。記録を確認してください。", " needs a value; check the record");
    *text = replaceAll(std::move(*text), rules.replacements);
    if (!text::validUtf8(*text) || hasControl(*text))
        return refuse(column, "B014", " に改行などの制御文字があります。値を直してください。",
                      " holds a control character such as a line break; change the value");
    const std::size_t characters = text::length(*text);
    if (column.maxChars > 0 && characters > column.maxChars)
        return refuse(column, "B012",
                      " が長すぎます（" + std::to_string(characters) + " 字、上限 " + std::to_string(column.maxChars) +
                          " 字）。切り捨てずに止めました。値を確認してください。",
                      " is too long: " + std::to_string(characters) + " characters, at most " +
                          std::to_string(column.maxChars) + "; nothing is cut off, check the value");
    const auto bytes = encodedLength(column, *text, rules.encoding);
    if (!bytes) return fail(bytes.error());
    if (column.maxBytes > 0 && *bytes > column.maxBytes)
        return refuse(column, "B012",
                      " が長すぎます（" + std::to_string(*bytes) + " バイト、上限 " + std::to_string(column.maxBytes) +
                          " バイト）。切り捨てずに止めました。値を確認してください。",
                      " is too long: " + std::to_string(*bytes) + " bytes, at most " + std::to_string(column.maxBytes) +
                          "; nothing is cut off, check the value");
    return text;
}

// How far the text goes beyond the column, if it does.
std::optional<NarrowColumn> overflow(const ColumnRule& column, const std::string& text, Encoding encoding) {
    NarrowColumn narrow{column.name, {}, text::length(text), column.maxChars, false, column.place};
    for (const Source& source : column.sources)
        if (!source.field.empty()) narrow.fields.push_back(source.field);
    if (column.maxChars > 0 && narrow.needs > column.maxChars) return narrow;
    const auto bytes = encodedLength(column, text, encoding);
    if (column.maxBytes == 0 || !bytes || *bytes <= column.maxBytes) return std::nullopt;
    narrow.needs = *bytes;
    narrow.takes = column.maxBytes;
    narrow.bytes = true;
    return narrow;
}

}  // namespace

std::vector<NarrowColumn> narrowColumns(const RowRules& rules, const Context& fields) {
    std::vector<NarrowColumn> out;
    for (const ColumnRule& column : rules.columns) {
        ColumnRule unpadded = column;
        std::optional<NarrowColumn> narrow;
        for (Source& source : unpadded.sources) {
            const std::size_t padded = std::exchange(source.zeroPad, 0);
            const auto piece = render(source, unpadded, fields);
            if (padded > 0 && piece && piece->size() > padded)
                narrow = NarrowColumn{column.name, {source.field}, piece->size(), padded, false, source.place};
        }
        if (!narrow)
            if (const auto text = joined(unpadded, fields))
                narrow = overflow(column, replaceAll(*text, rules.replacements), rules.encoding);
        if (narrow) out.push_back(std::move(*narrow));
    }
    return out;
}

Result<Row> makeRow(const RowRules& rules, const Context& fields) {
    Row row;
    row.reserve(rules.columns.size());
    for (const ColumnRule& column : rules.columns) {
        auto text = cell(column, rules, fields);
        if (!text) return fail(text.error());
        row.push_back({column.name, std::move(*text)});
    }
    return row;
}

}  // namespace toitsu::backends
