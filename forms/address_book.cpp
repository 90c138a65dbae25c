// The file is kept as it is and only cut: 125,000 towns are strings nobody asks for most of the time. An address is
// looked up in two steps, its municipality among 1,900, then its town among that one's.

#include "forms/address_book.h"

#include <algorithm>

#include "base/files.h"
#include "base/text.h"

namespace toitsu::forms {
namespace {

constexpr std::uint64_t kLargestFile = 32u << 20;

tl::unexpected<Error> noBook(const std::string& file, int line) {
    return fail(ErrorKind::schema, "F060",
                {"郵便番号の一覧として読めません。ocr/training/postcodes.py で作り直してください。",
                 "This is no list of postcodes. Make it again with ocr/training/postcodes.py."},
                {file, line, 0, 0});
}

// Ways of writing that say the same.
char32_t folded(char32_t c) {
    if (c == U'ヶ' || c == U'ヵ') return c == U'ヶ' ? U'ケ' : U'カ';
    if (c >= U'０' && c <= U'９') return c - U'０' + U'0';
    return c;
}

// How many characters of `text` from `at` on are `name`; 0: they are not.
std::size_t spells(std::u32string_view text, std::size_t at, std::u32string_view name) {
    if (name.empty() || text.size() - at < name.size()) return 0;
    for (std::size_t n = 0; n < name.size(); ++n)
        if (folded(text[at + n]) != folded(name[n])) return 0;
    return name.size();
}

// 大字 or 字, which addresses have before the town and postcodes have not.
std::size_t aza(std::u32string_view text, std::size_t at) {
    if (spells(text, at, U"大字") > 0) return 2;
    return at < text.size() && text[at] == U'字' ? 1 : 0;
}

// Of 北佐久郡軽井沢町 what stands after 郡; of other names all.
std::u32string_view withoutDistrict(std::u32string_view name) {
    const auto district = name.find(U'郡');
    const bool village = !name.empty() && (name.back() == U'町' || name.back() == U'村');
    return village && district != std::u32string_view::npos && district > 0 && district + 2 < name.size()
               ? name.substr(district + 1)
               : name;
}

bool allDigits(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Result<AddressBook> AddressBook::load(const std::string& path) {
    auto text = files::read(path, kLargestFile);
    if (!text) return fail(text.error());
    return parse(std::move(*text), path);
}

Result<AddressBook> AddressBook::parse(std::string text, const std::string& file) {
    AddressBook book;
    book.text_ = std::move(text);
    if (!text::validUtf8(book.text_)) return noBook(file, 1);
    const std::string_view all = book.text_;
    std::string postcode;
    int number = 0;
    for (std::size_t begin = 0; begin < all.size();) {
        const std::size_t end = std::min(all.find('\n', begin), all.size());
        const std::string_view line = all.substr(begin, end - begin);
        const std::size_t from = begin;
        begin = end + 1;
        ++number;
        if (line.empty() || line[0] == '#') continue;
        const std::size_t space = std::min(line.find(' '), line.size());
        if (line[0] == '=') {
            if (space + 1 >= line.size()) return noBook(file, number);
            book.municipalities_.push_back({text::decode(line.substr(1, space - 1)),
                                            text::decode(line.substr(space + 1)), book.entries_.size(),
                                            book.entries_.size()});
            postcode.clear();
            continue;
        }
        const std::string_view digits = line.substr(0, space);
        if (book.municipalities_.empty() || (!digits.empty() && !allDigits(digits)) || digits.size() > 7 ||
            postcode.size() + digits.size() < 7)
            return noBook(file, number);
        postcode = postcode.substr(0, 7 - digits.size()) + std::string(digits);
        const std::size_t name = std::min(space + 1, line.size());
        book.entries_.push_back({static_cast<std::uint32_t>(book.municipalities_.size() - 1),
                                 static_cast<std::uint32_t>(std::stoul(postcode)),
                                 static_cast<std::uint32_t>(from + name),
                                 static_cast<std::uint32_t>(line.size() - name)});
        book.municipalities_.back().last = book.entries_.size();
    }
    if (book.entries_.empty()) return noBook(file, number);
    for (std::uint32_t n = 0; n < book.entries_.size(); ++n) book.byPostcode_.push_back(n);
    std::stable_sort(book.byPostcode_.begin(), book.byPostcode_.end(), [&](std::uint32_t a, std::uint32_t b) {
        return book.entries_[a].postcode < book.entries_[b].postcode;
    });
    return book;
}

namespace {

std::string sevenDigits(std::uint32_t postcode) {
    std::string digits = std::to_string(postcode);
    return digits.insert(0, 7 - std::min<std::size_t>(7, digits.size()), '0');
}

void addOnce(std::vector<std::string>& all, std::string one) {
    if (std::find(all.begin(), all.end(), one) == all.end()) all.push_back(std::move(one));
}

}  // namespace

std::optional<KnownPlace> AddressBook::find(std::u32string_view address) const {
    std::optional<KnownPlace> best;
    for (const Municipality& municipality : municipalities_) {
        const std::size_t prefecture = spells(address, 0, municipality.prefecture);
        std::size_t named = spells(address, prefecture, municipality.name);
        if (named == 0) named = spells(address, prefecture, withoutDistrict(municipality.name));
        if (named == 0) continue;
        const std::size_t townAt = prefecture + named, prefix = aza(address, townAt);
        const bool oneCode = municipality.last - municipality.first == 1;  // a village that is its only town
        for (std::size_t n = municipality.first; n < municipality.last; ++n) {
            const std::u32string name = text::decode(nameOf(entries_[n]));
            std::size_t length = townAt;
            if (!name.empty()) {
                const std::size_t plain = spells(address, townAt, name);
                const std::size_t after = plain > 0 || prefix == 0 ? 0 : spells(address, townAt + prefix, name);
                if (plain + after == 0) continue;
                length += plain + (after > 0 ? prefix + after : 0);
            }
            const bool town = !name.empty() || oneCode;
            if (!best || length > best->length || (length == best->length && town && !best->town))
                best = KnownPlace{length, town, {}};
            if (length == best->length && best->town == town)
                addOnce(best->postcodes, sevenDigits(entries_[n].postcode));
        }
        // A municipality that has no postcode of its own is a place all the same.
        if (!best || best->length < townAt) best = KnownPlace{townAt, false, {}};
    }
    return best;
}

std::vector<std::string> AddressBook::at(std::string_view postcode) const {
    std::vector<std::string> places;
    if (!allDigits(postcode) || postcode.size() != 7) return places;
    const auto wanted = static_cast<std::uint32_t>(std::stoul(std::string(postcode)));
    auto it = std::lower_bound(byPostcode_.begin(), byPostcode_.end(), wanted,
                               [&](std::uint32_t n, std::uint32_t code) { return entries_[n].postcode < code; });
    for (; it != byPostcode_.end() && entries_[*it].postcode == wanted; ++it) {
        const Entry& entry = entries_[*it];
        const Municipality& municipality = municipalities_[entry.municipality];
        places.push_back(text::encode(municipality.prefecture + municipality.name) + std::string(nameOf(entry)));
    }
    return places;
}

PostcodeFit AddressBook::fit(std::string_view postcode, std::string_view address) const {
    const std::string digits = text::digitsOnly(postcode);
    const auto places = at(digits);
    const std::u32string written = text::decode(address);
    const auto found = find(written);
    if (places.empty() || !found) return PostcodeFit::unknown;
    if (std::find(found->postcodes.begin(), found->postcodes.end(), digits) != found->postcodes.end())
        return found->town ? PostcodeFit::fits : PostcodeFit::unknown;
    // The code's own places begin like the address as far as the book followed it (鶴賀 of 鶴賀緑町), or the address
    // names one of them further on (大字南長野北石堂町 is 北石堂町 in the book): it may be theirs.
    const std::u32string known = written.substr(0, found->length), further = written.substr(found->length);
    for (const std::string& place : places) {
        const auto whole = find(text::decode(place));
        const bool municipalityOnly = whole && !whole->town;  // the code of towns that the book does not list
        if (municipalityOnly && !found->town) return PostcodeFit::unknown;
        if (text::decode(place).find(known) != std::u32string::npos) return PostcodeFit::unknown;
    }
    const auto code = static_cast<std::uint32_t>(std::stoul(digits));
    for (const Entry& entry : entries_) {
        if (entry.postcode != code) continue;
        const std::u32string town = text::decode(nameOf(entry));
        if (!town.empty() && written.find(municipalities_[entry.municipality].name) != std::u32string::npos &&
            further.rfind(town, 0) == 0)
            return PostcodeFit::unknown;
    }
    return PostcodeFit::differs;
}

}  // namespace toitsu::forms
