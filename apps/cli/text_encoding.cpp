#include "apps/cli/text_encoding.h"

#include <set>

#include "base/text.h"

namespace toitsu::cli {

Encoding parseEncoding(const std::string& name) {
    if (name == "utf-8-bom") return Encoding::utf8Bom;
    if (name == "cp932") return Encoding::cp932;
    return Encoding::utf8;
}

Encoded encodeText(std::string utf8, Encoding encoding) {
    if (encoding == Encoding::utf8) return {std::move(utf8), 0};
    if (encoding == Encoding::utf8Bom) return {"\xEF\xBB\xBF" + utf8, 0};
    auto bytes = text::toCp932(utf8);
    if (bytes) return {std::move(*bytes), 0};
    // The printers' mark for a character that the type case does not have.
    constexpr char32_t kGeta = U'〓';
    const auto& missing = bytes.error().characters;
    const std::set<char32_t> replaced(missing.begin(), missing.end());
    std::u32string kept = text::decode(utf8);
    for (char32_t& c : kept)
        if (replaced.count(c) > 0) c = kGeta;
    return {text::toCp932(text::encode(kept)).value_or(std::string()), missing.size()};
}

Error lostCharacters(std::size_t count, const std::string& path) {
    const std::string number = std::to_string(count);
    return {ErrorKind::refused,
            "C093",
            {"CP932 にない文字が " + number + " 字あり、〓 にしました。--encoding utf-8-bom なら失われません",
             number + " characters do not exist in CP932 and became 〓; --encoding utf-8-bom loses none"},
            {path, 0, 0, 0}};
}

}  // namespace toitsu::cli
