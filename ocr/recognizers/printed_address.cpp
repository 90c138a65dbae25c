#include "ocr/recognizers/printed_address.h"

#include <algorithm>

#include "base/text.h"
#include "ocr/postcode_support.h"
#include "ocr/recognizers/address_text.h"
#include "ocr/recognizers/number_text.h"

// A known town, a house number by the grammar, and the networks' word on what neither tells.

namespace toitsu::ocr {

namespace {

// An address as one pass read it, with what the networks say of it.
struct ReadAddress {
    AddressText parts;
    std::vector<Testimony> testimonies;  // one for each character
    std::vector<std::size_t> gaps;       // where segments meet
    bool cut = true;

    std::u32string place() const { return parts.text.substr(0, parts.place); }
    std::string text() const {
        std::u32string out = parts.text;
        for (auto gap = gaps.rbegin(); gap != gaps.rend(); ++gap)
            if (*gap >= parts.house) out.insert(*gap, 1, U'\u3000');
        return text::encode(out);
    }
};

// From one character of an address to another all have the networks' word; those in `told` need none, the grammar or
// both passes have told them.
bool supported(const ReadAddress& read, std::size_t from, std::size_t to, double least, std::u32string_view told) {
    for (std::size_t n = from; n < to; ++n) {
        const Testimony& t = read.testimonies[n];
        if (told.find(t.character) != std::u32string_view::npos) continue;
        if (!t.known || t.support < least) return false;
    }
    return true;
}

bool contradicted(const ReadAddress& read, std::size_t to) {
    return std::any_of(read.testimonies.begin(), read.testimonies.begin() + static_cast<std::ptrdiff_t>(to),
                       [](const Testimony& t) { return t.known && t.support < kFaint && t.otherSupport > kSure; });
}

// What the grammar tells where it stands in a house number, and nobody else need tell.
constexpr std::u32string_view kGrammar = U"丁目番地号の", kNumerals = U"一二三四五六七八九十";

ReadAddress readAddress(std::vector<PrintedSegment>& segments, TextPass pass, const forms::AddressBook& book) {
    ReadAddress read;
    std::vector<std::u32string> texts;
    std::u32string all;
    for (auto& segment : segments) {
        texts.push_back(plainNumber(text::decode(segment.read(pass).text), forms::FieldType::address));
        if (!all.empty()) read.gaps.push_back(all.size());
        all += texts.back();
    }
    read.parts = addressText(all, book);
    std::size_t from = 0;
    for (std::size_t n = 0; n < segments.size(); from += texts[n].size(), ++n) {
        auto testimonies = segments[n].testify(texts[n], [&](std::size_t at) {
            const bool house = from + at >= read.parts.place && from + at < read.parts.house;
            return !house || kGrammar.find(texts[n][at]) == std::u32string_view::npos;
        });
        read.cut = read.cut && testimonies.characters.size() == texts[n].size();
        testimonies.characters.resize(texts[n].size());
        read.testimonies.insert(read.testimonies.end(), testimonies.characters.begin(), testimonies.characters.end());
    }
    read.cut = read.cut && read.parts.text.size() == read.testimonies.size();
    return read;
}

// What the network sees in a doubtful character of the place, where the book knows the place then: for a person to see
// first.
AddressText likelierPlace(const ReadAddress& read, const forms::AddressBook& book) {
    std::vector<std::u32string> others{asSeen(read.parts.text, read.testimonies)};
    for (std::size_t n = 0; n < read.testimonies.size() && n < read.parts.text.size(); ++n) {
        if (read.testimonies[n].support > kLikely || read.testimonies[n].other == 0) continue;
        for (std::u32string one : {read.parts.text, others.front()}) {
            one[n] = read.testimonies[n].other;
            others.push_back(std::move(one));
        }
    }
    for (const auto& other : others) {
        const AddressText parts = addressText(other, book);
        if (parts.complete()) return parts;
    }
    return read.parts;
}

// Whether two sources stand behind the town. `other`: what the engine's other pass read; null while there is none.
bool placeConfirmed(const ReadAddress& read, const ReadAddress* other) {
    return (other != nullptr && read.place() == other->place()) || supported(read, 0, read.parts.place, kLikely, {});
}

// The same for all that stands behind it; the networks must be the surer where the engine has read only once.
bool restConfirmed(const ReadAddress& read, const ReadAddress* other) {
    const AddressText& parts = read.parts;
    if (!read.cut || !parts.complete() || contradicted(read, parts.place)) return false;
    const bool allAgree = other != nullptr && parts.text == other->parts.text;
    // Behind the house number there is no grammar: a building needs both passes and the networks.
    const bool building = parts.house < parts.text.size();
    // Without a gap before it, it may be the number's last digit: a full-width 7 is フ in more than one typeface.
    if (building && std::find(read.gaps.begin(), read.gaps.end(), parts.house) == read.gaps.end()) return false;
    return supported(read, parts.place, parts.house, kSure,
                     allAgree ? std::u32string(kGrammar) + std::u32string(kNumerals) : std::u32string(kGrammar)) &&
           (!building || supported(read, parts.house, parts.text.size(), allAgree ? kLikely : kSure, U"号室階棟"));
}

bool confirmed(const ReadAddress& read, const ReadAddress* other) {
    return restConfirmed(read, other) && placeConfirmed(read, other);
}

}  // namespace

void readPrintedAddress(std::vector<PrintedSegment>& segments, const Engines& engines, Verdict& verdict) {
    const forms::AddressBook& book = *engines.addresses;
    ReadAddress best = readAddress(segments, TextPass::line, book);
    bool accepted = confirmed(best, nullptr), townOnly = false;
    if (!accepted) {
        ReadAddress other = readAddress(segments, TextPass::rawLine, book);
        const auto rank = [](const ReadAddress& read, const ReadAddress& beside) {
            return (confirmed(read, &beside) ? 4 : 0) + (read.parts.complete() ? 2 : 0) +
                   (read.parts.townKnown ? 1 : 0);
        };
        if (rank(other, best) > rank(best, other)) std::swap(best, other);
        accepted = confirmed(best, &other);
        townOnly = !accepted && restConfirmed(best, &other);
        if (!best.parts.complete()) best.parts = likelierPlace(best, book);
        verdict.other = other.text();
    }
    verdict.text = best.text();
    verdict.weigh(best.parts.text, best.testimonies);
    verdict.confidence = 0.995;
    if (accepted) return;
    const Wording& why = townOnly ? townUnconfirmed() : best.parts.townKnown ? kUncertain : kUnknownPlace;
    verdict.doubt(best.parts.townKnown ? 0.8 : 0.6, why);
}

}  // namespace toitsu::ocr
