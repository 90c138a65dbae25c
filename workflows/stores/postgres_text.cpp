#include <charconv>

#include "workflows/stores/postgres_link.h"

namespace toitsu::workflows {

namespace {

constexpr std::string_view special("\0\1", 2);

}  // namespace

std::string toPg(const std::string& text) {
    if (text.find_first_of(special) == std::string::npos) return text;
    std::string out;
    for (const char c : text) {
        if (c == '\0')
            out += "\1\1";
        else if (c == '\1')
            out += "\1\2";
        else
            out += c;
    }
    return out;
}

std::string fromPg(const std::string& text) {
    if (text.find('\1') == std::string::npos) return text;
    std::string out;
    for (std::size_t n = 0; n < text.size(); ++n) {
        if (text[n] == '\1' && n + 1 < text.size())
            out += text[++n] == '\1' ? '\0' : '\1';
        else
            out += text[n];
    }
    return out;
}

void PgArray::next() {
    if (!items_.empty()) items_ += ',';
}

PgArray& PgArray::add(const std::string& text) {
    next();
    items_ += '"';
    for (const char c : toPg(text)) {
        if (c == '"' || c == '\\') items_ += '\\';
        items_ += c;
    }
    items_ += '"';
    return *this;
}

PgArray& PgArray::add(std::int64_t number) {
    next();
    items_ += std::to_string(number);
    return *this;
}

PgArray& PgArray::add(const std::optional<std::int64_t>& number) {
    if (number) return add(*number);
    next();
    items_ += "NULL";
    return *this;
}

std::int64_t PgRows::integer(std::size_t row, std::size_t column) const {
    return maybe(row, column).value_or(0);
}

std::optional<std::int64_t> PgRows::maybe(std::size_t row, std::size_t column) const {
    const PgText& text = rows[row][column];
    if (!text) return std::nullopt;
    std::int64_t number = 0;
    std::from_chars(text->data(), text->data() + text->size(), number);
    return number;
}

}  // namespace toitsu::workflows
