#include "base/xml_encoding.h"

#include <memory>
#include <optional>

#include <unicode/ucnv.h>

#include "base/utf8.h"

// A byte order mark decides; without one, "<?" in UTF-16 is recognised by its zero bytes; everything else is readable
// as ASCII as far as the declaration goes, and the declaration names the encoding (XML 1.0, appendix F).

namespace toitsu::xml {

namespace {

constexpr std::size_t sizeLimit = std::size_t{64} << 20;

struct Declared {
    std::size_t begin = 0;  // of the name, behind the quotation mark
    std::size_t length = 0;
};

std::optional<Declared> declaredEncoding(std::string_view text) {
    if (text.substr(0, 5) != "<?xml") return std::nullopt;
    const std::string_view declaration = text.substr(0, text.find("?>"));
    const std::size_t key = declaration.find("encoding");
    if (key == std::string_view::npos) return std::nullopt;
    const std::size_t open = declaration.find_first_of("\"'", key);
    if (open == std::string_view::npos) return std::nullopt;
    const std::size_t close = declaration.find(declaration[open], open + 1);
    if (close == std::string_view::npos) return std::nullopt;
    return Declared{open + 1, close - open - 1};
}

// "UTF-8" takes the name's place; what is left of its length stands as spaces behind the quotation mark.
void declareUtf8(std::string& text) {
    const auto at = declaredEncoding(text);
    if (!at) return;
    const char quote = text[at->begin + at->length];
    std::string written = std::string("UTF-8") + quote;
    if (written.size() < at->length + 1) written.append(at->length + 1 - written.size(), ' ');
    text.replace(at->begin, at->length + 1, written);
}

std::string nameOf(std::string_view bytes) {
    const auto starts = [&](std::string_view mark) { return bytes.substr(0, mark.size()) == mark; };
    using namespace std::string_view_literals;
    if (starts("\xFF\xFE"sv) || starts("<\0?\0"sv)) return "UTF-16LE";
    if (starts("\xFE\xFF"sv) || starts("\0<\0?"sv)) return "UTF-16BE";
    const std::string_view text = utf8::withoutMark(bytes);
    const auto declared = declaredEncoding(text);
    if (!declared || text.size() != bytes.size()) return "UTF-8";
    return std::string(text.substr(declared->begin, declared->length));
}

bool isUtf8(std::string_view name) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    std::string plain;
    for (const char c : name) plain += lower(c);
    return plain == "utf-8" || plain == "us-ascii" || plain == "ascii";
}

// "Shift_JIS" is what Japanese programs declare when they write Windows-31J; ICU tells the two apart.
const char* icuName(const std::string& name) {
    return ucnv_compareNames(name.c_str(), "shift_jis") == 0 ? "ibm-943_P15A-2003" : name.c_str();
}

}  // namespace

Result<std::string> toUtf8(std::string_view bytes, const std::string& file) {
    if (bytes.size() > sizeLimit)
        return fail(ErrorKind::limit, "X003",
                    {"XML が大きすぎます（上限 64 MiB）。", "the XML is too large (limit 64 MiB)"}, Place{file});
    const std::string name = nameOf(bytes);
    std::string out;
    if (isUtf8(name)) {
        out = bytes;
        declareUtf8(out);
        return out;
    }
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(icuName(name), &status), &ucnv_close);
    if (U_FAILURE(status))
        return fail(ErrorKind::input, "X002",
                    {"この文字コードは読めません。UTF-8 で保存し直してください。",
                     "this encoding is not known; save the file again as UTF-8"},
                    Place{file, 1, 1});
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    const auto length = static_cast<std::int32_t>(bytes.size());
    std::u16string wide(bytes.size() + 1, u'\0');  // no encoding gives more UTF-16 units than it has bytes
    const std::int32_t units = ucnv_toUChars(converter.get(), wide.data(), static_cast<std::int32_t>(wide.size()),
                                             bytes.data(), length, &status);
    if (U_FAILURE(status))
        return fail(ErrorKind::input, "X002",
                    {"宣言された文字コード（" + name + "）では読めないバイトがあります。UTF-8 で保存し直してください。",
                     "bytes that the declared encoding (" + name + ") does not have; save the file again as UTF-8"},
                    Place{file, 1, 1});
    out.reserve(bytes.size());
    for (std::size_t at = 0; at < static_cast<std::size_t>(units); ++at) {
        char32_t c = wide[at];
        const bool pair = c >= 0xD800 && c < 0xDC00 && at + 1 < static_cast<std::size_t>(units);
        if (pair) c = 0x10000 + ((c - 0xD800) << 10) + (wide[++at] - 0xDC00U);
        if (c != 0xFEFF || at != 0) utf8::append(out, c);
    }
    declareUtf8(out);
    return out;
}

}  // namespace toitsu::xml
