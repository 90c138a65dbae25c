#include "ocr/recognizers/digit_form.h"

// Sums of weighted digits are kept modulo 11, 10 or 9, together with what the last (corporate numbers: first) digit
// must be compared with; the weights and their sources stand in forms/check_digits.h.

namespace toitsu::ocr {

namespace {

constexpr int kAccepted = 1000;  // a check digit that fits

int accepting(bool fits) {
    return fits ? kAccepted : -1;
}

}  // namespace

DigitForm::DigitForm(const forms::Field& field, const forms::TextPlace& place) {
    using forms::FieldType;
    const auto exactly = [&](int length) { shortest_ = longest_ = length; };
    const auto range = [&](int least, int most) {
        rule_ = Rule::range;
        least_ = least;
        most_ = most;
        longest_ = 4;
    };
    switch (field.type) {
        case FieldType::digits:
            if (field.length <= 0) break;
            longest_ = field.length;
            if (!field.lengthIsMaximum) shortest_ = field.length;
            break;
        case FieldType::money:
            rule_ = Rule::amount;
            break;
        case FieldType::municipalityCode:
            rule_ = Rule::municipality;
            exactly(6);
            break;
        case FieldType::myNumber:
            rule_ = Rule::myNumber;
            exactly(12);
            break;
        case FieldType::corporateNumber:
            rule_ = Rule::corporate;
            exactly(13);
            break;
        case FieldType::insurerNumber:
            rule_ = Rule::insurer;
            shortest_ = field.lengthIsMaximum ? 6 : field.length;
            longest_ = field.length;
            break;
        case FieldType::branchCode:
            exactly(3);
            break;
        case FieldType::bankCode:
            exactly(4);
            break;
        case FieldType::yuchoSymbol:
            exactly(5);
            break;
        case FieldType::accountNumber:
            longest_ = 7;
            break;
        case FieldType::yuchoNumber:
            longest_ = 8;
            break;
        case FieldType::postcode:
            exactly(place.part.empty() ? 7 : place.part == "1" ? 3 : 4);
            break;
        case FieldType::phone:
            if (place.part.empty() || place.part == "1") rule_ = Rule::leadingZero;
            longest_ = place.part.empty() ? 11 : 5;
            shortest_ = place.part.empty() ? 10 : 1;
            break;
        case FieldType::date:
            if (place.part == "month") range(1, 12);
            if (place.part == "day") range(1, 31);
            // 昭和 had 64 years; a year of four digits is of the Gregorian calendar.
            if (place.part == "year") {
                if (place.cells == 4)
                    range(1868, 2100);
                else if (place.cells == 2)
                    range(1, 64);
            }
            break;
        default:
            break;
    }
}

bool DigitForm::lengthFits(int length) const {
    return length >= shortest_ && length <= longest_;
}

int DigitForm::step(int state, int position, int length, int digit) const {
    switch (rule_) {
        case Rule::any:
            return 0;
        case Rule::amount:  // a zero stands alone
            return position == 1 && state == 1 ? -1 : position == 0 && digit == 0 ? 1 : 0;
        case Rule::range:
            return state * 10 + digit;
        case Rule::leadingZero:
            return position == 0 && digit != 0 ? -1 : 0;
        case Rule::municipality:
            if (position == length - 1) return accepting(digit == (11 - state) % 10);
            return (state + digit * (6 - position)) % 11;
        case Rule::myNumber: {
            if (position == length - 1) return accepting(digit == (state <= 1 ? 0 : 11 - state));
            const int n = length - 1 - position;
            return (state + digit * (n <= 6 ? n + 1 : n - 5)) % 11;
        }
        case Rule::corporate: {
            if (position == 0) return digit * 9;
            const int n = length - position;
            const int sum = (state % 9 + digit * (n % 2 == 1 ? 1 : 2)) % 9;
            if (position == length - 1) return accepting(state / 9 == 9 - sum);
            return state / 9 * 9 + sum;
        }
        case Rule::insurer: {
            if (length != 6 && length != 8) return -1;
            if (position == length - 1) return accepting(digit == (10 - state) % 10);
            const int product = digit * ((length - position) % 2 == 0 ? 2 : 1);
            return (state + product / 10 + product % 10) % 10;
        }
    }
    return -1;
}

bool DigitForm::accepts(int state, int length) const {
    if (state < 0 || !lengthFits(length)) return false;
    if (rule_ == Rule::range) return state >= least_ && state <= most_;
    const bool checked =
        rule_ == Rule::municipality || rule_ == Rule::myNumber || rule_ == Rule::corporate || rule_ == Rule::insurer;
    if (checked) return state == kAccepted;
    return true;
}

bool DigitForm::fits(const std::string& digits) const {
    const int length = static_cast<int>(digits.size());
    int state = start();
    for (int n = 0; n < length && state >= 0; ++n)
        state = step(state, n, length, digits[static_cast<std::size_t>(n)] - '0');
    return length > 0 && accepts(state, length);
}

}  // namespace toitsu::ocr
