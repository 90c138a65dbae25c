// The longest name that fits wins: 府中市 and its town before 府中. Names and address are compared in one way of
// writing (foldedAddress); ● fits any character, since another engine writes it for one that it could not read.

#include "forms/checks/address.h"

#include <algorithm>
#include <optional>

#include "base/text.h"
#include "forms/checks/address_text.h"
#include "forms/checks/text.h"

namespace toitsu::forms {
namespace {

using View = std::u32string_view;
constexpr char32_t kUnread = U'●';

std::u32string folded(std::string_view name) {
    return foldedAddress(text::decode(name)).text;
}

bool isDigit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

// Whether `text` begins with `name`.
bool begins(View text, View name) {
    if (name.empty() || text.size() < name.size()) return false;
    for (std::size_t n = 0; n < name.size(); ++n)
        if (text[n] != name[n] && text[n] != kUnread) return false;
    return true;
}

View skipped(View text, std::initializer_list<View> words) {
    for (const View word : words)
        if (text.substr(0, word.size()) == word) return text.substr(word.size());
    return text;
}

View withoutSpace(View text) {
    while (!text.empty() && text[0] == U' ') text.remove_prefix(1);
    return text;
}

// 長野県 → 県 and the like may be missing, in the address only.
std::u32string shortPrefecture(const std::u32string& whole) {
    return whole == U"北海道" ? whole : whole.substr(0, whole.size() - 1);
}

// 緑1 for 緑町1: only where a number follows, for 緑ヶ丘 begins so as well.
bool withoutItsTown(View text, View oaza) {
    if (oaza.size() < 2 || oaza.back() != U'町' || !begins(text, oaza.substr(0, oaza.size() - 1))) return false;
    const View rest = withoutSpace(text.substr(oaza.size() - 1));
    return !rest.empty() && (isDigit(rest[0]) || kanjiNumber(rest.substr(0, 1)) > 0);
}

// How much of `text` names the town; 0: it does not. 大字 and 字 may stand before it and are no part of the list's
// name or are; `alone` allows the name without its 町.
std::size_t townLength(View text, const Town& town, bool alone) {
    const View named = skipped(text, {U"大字", U"字"});
    const std::u32string whole = folded(town.oaza);
    const View oaza = skipped(whole, {U"大字", U"字"});
    View rest = named;
    if (!oaza.empty()) {
        if (begins(named, oaza))
            rest = named.substr(oaza.size());
        else if (alone && withoutItsTown(named, oaza))
            rest = named.substr(oaza.size() - 1);
        else
            return 0;
    }
    const std::u32string chome = folded(town.chome);
    if (!chome.empty()) {
        const View after = withoutSpace(rest);
        const View number = View(chome).substr(0, chome.size() - std::min<std::size_t>(2, chome.size()));
        if (begins(after, chome)) {
            rest = after.substr(chome.size());
        } else if (!number.empty() && begins(after, number) &&
                   (after.size() == number.size() || after[number.size()] == U'-')) {
            rest = after.substr(number.size());  // 若里3-12 for 若里三丁目12
        } else {
            return 0;
        }
    }
    const std::u32string koaza = folded(town.koaza);
    if (!koaza.empty()) {
        const View after = skipped(withoutSpace(rest), {U"字", U"小字"});
        if (!begins(after, koaza)) return 0;
        rest = after.substr(koaza.size());
    }
    return text.size() - rest.size();
}

struct Found {
    const TownMunicipality* place = nullptr;
    const Town* town = nullptr;
    std::size_t named = 0;   // folded characters of prefecture and municipality
    std::size_t length = 0;  // of the town as well
};

// Another town of the municipality that the shorter name would mean.
bool clashes(const TownMunicipality& place, const Town& town) {
    const std::u32string own = folded(town.oaza);
    return std::any_of(place.towns.begin(), place.towns.end(),
                       [&](const Town& other) { return folded(other.oaza) == View(own).substr(0, own.size() - 1); });
}

void findTown(View text, const TownMunicipality& place, Found& found) {
    bool several = false;  // 若●町 may be 若里町 and 若松町: then it is neither
    for (const Town& town : place.towns) {
        const bool alone = town.oaza.ends_with("町") && !clashes(place, town);
        const std::size_t length = townLength(text, town, alone);
        if (length > 0 && found.town != nullptr && found.named + length == found.length) several = true;
        if (length == 0 || (found.town != nullptr && found.named + length <= found.length)) continue;
        several = false;
        found.town = &town;
        found.length = found.named + length;
    }
    if (several && text.substr(0, found.length - found.named).find(kUnread) != View::npos) {
        found.town = nullptr;
        found.length = found.named;
        return;
    }
    if (found.town != nullptr || place.city != "京都市") return;
    // Of 下京区烏丸通七条下る東塩小路町 the town is what stands before the first number.
    const auto number = std::find_if(text.begin(), text.end(), isDigit);
    const auto before = static_cast<std::size_t>(number - text.begin());
    for (std::size_t at = 1; at < before && found.town == nullptr; ++at) {
        for (const Town& town : place.towns) {
            const std::size_t length = townLength(text.substr(at), town, false);
            if (length == 0 || at + length != before) continue;
            found.town = &town;
            found.length = found.named + at + length;
        }
    }
}

// Every municipality that the address may begin with, those that name most of it.
std::vector<Found> findPlaces(View text, const Towns& towns) {
    std::vector<Found> all;
    for (const TownMunicipality& place : towns.municipalities()) {
        const std::u32string prefecture = folded(place.prefecture);
        std::size_t best = 0;
        std::vector<std::size_t> starts{0};
        if (begins(text, prefecture))
            starts.push_back(prefecture.size());
        else if (begins(text, shortPrefecture(prefecture)))
            starts.push_back(prefecture.size() - 1);
        for (const std::size_t start : starts) {
            const View rest = withoutSpace(text.substr(start));
            for (const std::string& name : {place.name(), place.city + place.ward}) {
                const std::u32string wanted = folded(name);
                if (begins(rest, wanted)) best = std::max(best, text.size() - rest.size() + wanted.size());
            }
        }
        if (best > 0) all.push_back({&place, nullptr, best, best});
    }
    for (Found& found : all) {
        const View rest = withoutSpace(text.substr(found.named));
        Found town = found;
        town.named = text.size() - rest.size();
        findTown(rest, *found.place, town);
        if (town.town != nullptr) found = town;
    }
    // 札幌市中央区 before 札幌市, and whoever knows the town before who does not.
    std::size_t most = 0;
    for (const Found& found : all) most = std::max(most, found.length);
    std::erase_if(all, [&](const Found& found) { return found.length < most; });
    return all;
}

std::string joined(std::initializer_list<std::string_view> parts) {
    std::string out;
    for (const std::string_view part : parts) {
        if (part.empty()) break;
        out += (out.empty() ? "" : "-") + std::string(part);
    }
    return out;
}

void takeNumbers(AddressNumbers rest, const Town* town, AddressParts& parts) {
    rest.numbers.resize(3);
    const bool residential = town != nullptr && town->residential;
    (residential ? parts.block : parts.parcel1) = rest.numbers[0];
    (residential ? parts.house : parts.parcel2) = rest.numbers[1];
    (residential ? parts.house2 : parts.parcel3) = rest.numbers[2];
    parts.other = rest.other;
}

// Steps 1 and 2, until nothing changes: a bracket that went may leave a number beside a dash.
std::string plainAddress(const std::string& address) {
    std::string plain = address;
    for (int round = 0; round < 4; ++round) {
        std::string next = withoutGaps(unifiedSigns(plain));
        if (next == plain) break;
        plain = std::move(next);
    }
    return plain;
}

// A place whose prefecture alone could be told.
AddressChecked withoutPlace(std::u32string_view text, View whole, const Towns& towns) {
    AddressChecked out;
    for (const TownMunicipality& place : towns.municipalities()) {
        if (!begins(whole, folded(place.prefecture))) continue;
        out.parts.prefecture = place.prefecture;
        out.parts.level = AddressLevel::prefecture;
        break;
    }
    const std::string all = text::encode(text);
    out.parts.other = all.substr(std::min(all.size(), out.parts.prefecture.size()));
    out.checked = checkedWarning(all, "F236",
                                 {"市区町村が一覧にありません。住所を確かめてください。",
                                  "the municipality is not in the list. Check the address."});
    return out;
}

// Nobody chooses between 府中市 of two prefectures: the address stays as it is written.
AddressChecked severalPlaces(const std::u32string& text, const FoldedAddress& fold, const std::vector<Found>& places) {
    AddressChecked out;
    out.parts.other = text::encode(text);
    out.checked = checkedWarning(out.parts.other, "F234",
                                 {"同じ名の市区町村が複数あります。都道府県を確かめてください。",
                                  "several municipalities have this name. Check the prefecture."});
    for (const Found& one : places)
        out.checked.candidates.push_back(one.place->prefecture + one.place->name() +
                                         text::encode(View(text).substr(fold.from[one.length])));
    return out;
}

}  // namespace

std::string AddressParts::text() const {
    std::string out = prefecture + county + city + ward + oaza + chome + koaza;
    out += joined({block, house, house2}) + joined({parcel1, parcel2, parcel3});
    const bool number = !out.empty() && out.back() >= '0' && out.back() <= '9';
    return other.empty() ? out : out + (number ? " " : "") + other;
}

AddressChecked checkAddress(std::string_view address, const Towns& towns, int most) {
    const Checked entered = checkText(address, most);
    if (!entered.good()) return {entered};
    const std::u32string text = text::decode(plainAddress(entered.normalised));
    const FoldedAddress fold = foldedAddress(text);
    const auto places = findPlaces(fold.text, towns);
    if (places.empty()) return withoutPlace(text, fold.text, towns);
    if (places.size() > 1) return severalPlaces(text, fold, places);
    const Found& found = places.front();
    AddressChecked out;
    out.parts.lgCode = found.place->lgCode;
    out.parts.prefecture = found.place->prefecture;
    out.parts.county = found.place->county;
    out.parts.city = found.place->city;
    out.parts.ward = found.place->ward;
    out.parts.level = AddressLevel::city;
    const std::string rest = text::encode(View(text).substr(fold.from[found.length]));
    if (found.town != nullptr) {
        const Town& town = *found.town;
        out.parts.machiazaId = town.machiazaId;
        out.parts.oaza = town.oaza;
        out.parts.chome = town.chome;
        out.parts.koaza = town.koaza;
        const bool detail = !town.chome.empty() || !town.koaza.empty();
        out.parts.level = detail ? AddressLevel::machiazaDetail : AddressLevel::machiaza;
        takeNumbers(addressNumbers(rest), &town, out.parts);
    } else {
        out.parts.other = text::trim(rest);
    }
    const std::string normalised = out.parts.text();
    if (text.find(kUnread) != std::u32string::npos) {
        out.checked = checkedWarning(normalised, "F237",
                                     {"読めなかった文字(●)があります。書類と見比べてください。",
                                      "there is a character that could not be read (●). Compare with the paper."});
    } else if (found.town == nullptr && !rest.empty()) {
        out.checked = checkedWarning(
            normalised, "F235",
            {"町字が一覧にありません。住所を確かめてください。", "the town is not in the list. Check the address."});
    } else {
        out.checked = {entered.status, normalised, entered.reason, entered.why, {}};
    }
    return out;
}

}  // namespace toitsu::forms
