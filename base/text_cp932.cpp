#include <array>
#include <memory>
#include <optional>
#include <string_view>
#include <unordered_map>

#include <unicode/ucnv.h>

#include "base/text.h"
#include "base/utf8.h"

// Both directions come from one table, ICU's ibm-943_P15A-2003, which is Microsoft's code page 932 but for three
// control characters. Where several codes mean one character, the writer takes the one that Windows takes: JIS X 0208,
// then NEC row 13, then the IBM extension (髙 = FBFC). So everything that is written reads back as it was.

namespace toitsu::text {

namespace {

bool isLead(unsigned byte) {
    return (byte >= 0x81 && byte <= 0x9F) || (byte >= 0xE0 && byte <= 0xFC);
}

int rank(unsigned code) {
    const unsigned row = code >> 8;
    if (row == 0x87) return 1;                 // NEC row 13
    if (row >= 0xFA && row <= 0xFC) return 2;  // IBM extension
    if (row == 0xED || row == 0xEE) return 3;  // IBM extension as NEC selected it
    return 0;
}

struct Table {
    std::array<char16_t, 0x10000> characters{};  // 0 = no such code
    std::unordered_map<char32_t, unsigned> codes;

    void add(unsigned code, char16_t character) {
        characters[code] = character;
        const auto [at, isNew] = codes.emplace(character, code);
        if (!isNew && rank(code) < rank(at->second)) at->second = code;
    }
};

std::unique_ptr<const Table> makeTable() {
    auto table = std::make_unique<Table>();
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open("ibm-943_P15A-2003", &status),
                                                                       &ucnv_close);
    if (U_FAILURE(status)) return nullptr;
    ucnv_setToUCallBack(converter.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
    for (unsigned code = 0; code < 0x80; ++code) table->add(code, static_cast<char16_t>(code));
    for (unsigned code = 0x80; code < 0x10000; ++code) {
        if (code >= 0x100 && !isLead(code >> 8)) continue;
        const std::array<char, 2> bytes{static_cast<char>(code >> 8), static_cast<char>(code & 0xFF)};
        const bool two = code >= 0x100;
        std::array<char16_t, 4> read{};
        UErrorCode problem = U_ZERO_ERROR;
        const int count =
            ucnv_toUChars(converter.get(), read.data(), 4, bytes.data() + (two ? 0 : 1), two ? 2 : 1, &problem);
        if (U_SUCCESS(problem) && count == 1 && read[0] != 0xFFFD) table->add(code, read[0]);
    }
    return table;
}

const Table* table() {
    static const std::unique_ptr<const Table> made = makeTable();
    return made.get();
}

}  // namespace

tl::expected<std::string, Cp932Loss> toCp932(std::string_view text) {
    const Table* known = table();
    std::string out;
    Cp932Loss loss;
    for (const char32_t c : decode(text)) {
        if (c < 0x80) {
            out.push_back(static_cast<char>(c));
            continue;
        }
        std::optional<unsigned> code;
        if (known != nullptr)
            if (const auto at = known->codes.find(c); at != known->codes.end()) code = at->second;
        if (!code) {
            loss.characters.push_back(c);
            continue;
        }
        if (*code >= 0x100) out.push_back(static_cast<char>(*code >> 8));
        out.push_back(static_cast<char>(*code & 0xFF));
    }
    if (!loss.characters.empty()) return tl::unexpected<Cp932Loss>(std::move(loss));
    return out;
}

Result<std::string> fromCp932(std::string_view bytes) {
    const Table* known = table();
    if (known == nullptr)
        return fail(ErrorKind::unavailable, "X020",
                    {"文字コード表 CP932 がありません。ICU のデータを入れてください。",
                     "ICU has no table for CP932; install its data"});
    std::string out;
    out.reserve(bytes.size() * 3 / 2);
    for (std::size_t at = 0; at < bytes.size();) {
        const auto first = static_cast<unsigned char>(bytes[at]);
        const bool two = isLead(first);
        unsigned code = first;
        if (two) code = at + 1 < bytes.size() ? (code << 8) | static_cast<unsigned char>(bytes[at + 1]) : 0xFFFF;
        const char16_t character = known->characters[code];
        if (character == 0 && code != 0) {
            const std::string where = std::to_string(at);
            return fail(ErrorKind::input, "X020",
                        {"先頭から " + where +
                             " バイト目に Shift_JIS（CP932）でない文字があります。文字コードを確認してください。",
                         "byte " + where + " is no character of Shift_JIS (CP932); check the encoding"});
        }
        utf8::append(out, character);
        at += two ? 2 : 1;
    }
    return out;
}

}  // namespace toitsu::text
