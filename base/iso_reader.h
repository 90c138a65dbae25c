#pragma once

// Reads the digits and marks of ISO 8601 texts, for date*.cpp only.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace toitsu {

class IsoReader {
public:
    explicit IsoReader(std::string_view text) : text_(text) {}

    char peek() const { return text_.empty() ? '\0' : text_.front(); }
    std::size_t left() const { return text_.size(); }

    bool take(char wanted) {
        if (text_.empty() || text_.front() != wanted) return false;
        text_.remove_prefix(1);
        return true;
    }

    // As many digits as there are; nothing when they are fewer or more than asked. At most 18 fit.
    std::optional<std::int64_t> digits(std::size_t fewest, std::size_t most) {
        std::size_t count = 0;
        std::int64_t out = 0;
        for (; isDigit(); ++count) {
            if (count == most) return std::nullopt;
            out = out * 10 + (text_.front() - '0');
            text_.remove_prefix(1);
        }
        if (count < fewest) return std::nullopt;
        return out;
    }

    // Nanoseconds of the digits behind a point; what is finer is cut off.
    std::optional<int> fraction() {
        if (!isDigit()) return std::nullopt;
        int out = 0;
        int unit = 100'000'000;
        for (; isDigit(); text_.remove_prefix(1), unit /= 10) out += (text_.front() - '0') * unit;
        return out;
    }

private:
    bool isDigit() const { return !text_.empty() && text_.front() >= '0' && text_.front() <= '9'; }

    std::string_view text_;
};

std::string fractionText(int nanoseconds);  // ".5", "" for none

}  // namespace toitsu
