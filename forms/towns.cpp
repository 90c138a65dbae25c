// Columns are found by their names where the list has names (アドレス・ベース・レジストリ), else by their place
// (KEN_ALL: 15 columns).

#include "forms/towns.h"

#include <algorithm>
#include <map>

#include "base/csv.h"
#include "base/text.h"
#include "forms/check_digits.h"

namespace toitsu::forms {
namespace {

using Rows = std::vector<csv::Row>;

tl::unexpected<Error> noList(const std::string& file, int line) {
    return fail(ErrorKind::schema, "F238",
                {"町字の一覧として読めません。アドレス・ベース・レジストリの mt_city か mt_town、または日本郵便の "
                 "KEN_ALL か utf_all の CSV を渡してください。",
                 "this is no list of towns. Pass the CSV of mt_city or mt_town (Address Base Registry), or KEN_ALL or "
                 "utf_all (Japan Post)."},
                {file, line, 0, 0});
}

bool digits(const std::string& text, std::size_t count) {
    return text.size() == count && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string withCheckDigit(const std::string& code) {
    for (char check = '0'; check <= '9'; ++check)
        if (validMunicipalityCode(code + check)) return code + check;
    return {};
}

// 北佐久郡軽井沢町 → 北佐久郡, 軽井沢町; 札幌市中央区 → 札幌市, 中央区. Japan
// Post writes them as one word. 郡山市 and 余市郡余市町 have the marks in their own names, so a county ends before a
// town or village and is not the first character.
void splitName(const std::string& whole, TownMunicipality& place) {
    const std::u32string name = text::decode(whole);
    const bool village = !name.empty() && (name.back() == U'町' || name.back() == U'村');
    const auto county = name.find(U'郡', 1), city = name.find(U'市', 1);
    if (village && county != std::u32string::npos && county + 2 < name.size()) {
        place.county = text::encode(name.substr(0, county + 1));
        place.city = text::encode(name.substr(county + 1));
    } else if (!name.empty() && name.back() == U'区' && city != std::u32string::npos && city + 1 < name.size()) {
        place.city = text::encode(name.substr(0, city + 1));
        place.ward = text::encode(name.substr(city + 1));
    } else {
        place.city = whole;
    }
}

// What Japan Post writes where it lists no town, or adds to a town in brackets.
std::string townName(std::string name) {
    if (const auto bracket = name.find("（"); bracket != std::string::npos) name.erase(bracket);
    const bool none = name == "以下に掲載がない場合" || name.ends_with("の次に番地がくる場合") ||
                      (name.ends_with("一円") && name != "一円");
    return none ? std::string() : name;
}

class Reader {
public:
    explicit Reader(std::vector<TownMunicipality>& out) : out_(out) {}

    Result<void> registry(const Rows& rows, const std::string& file) {
        std::map<std::string, std::size_t> columns;
        for (std::size_t n = 0; n < rows[0].size(); ++n) columns[text::trim(rows[0][n])] = n;
        const bool towns = columns.contains("machiaza_id");
        for (const char* needed : {"lg_code", "city"})
            if (!columns.contains(needed)) return noList(file, 1);
        for (std::size_t line = 1; line < rows.size(); ++line) {
            const auto cell = [&](const char* name) -> std::string {
                const auto it = columns.find(name);
                return it == columns.end() || it->second >= rows[line].size() ? "" : rows[line][it->second];
            };
            if (rows[line].size() == 1 && rows[line][0].empty()) continue;
            if (!validMunicipalityCode(cell("lg_code"))) return noList(file, static_cast<int>(line) + 1);
            TownMunicipality& place = at(cell("lg_code"));
            if (place.city.empty() || !towns) {
                place.prefecture = cell("pref");
                place.county = cell("county");
                place.city = cell("city");
                place.ward = cell("ward");
            }
            if (!towns || (cell("oaza_cho").empty() && cell("koaza").empty())) continue;
            place.towns.push_back({cell("machiaza_id"), cell("oaza_cho"), cell("chome"), cell("koaza"),
                                   text::digitsOnly(cell("post_code")), cell("rsdt_addr_flg") == "1"});
        }
        return {};
    }

    Result<void> post(const Rows& rows, const std::string& file) {
        bool within = false;  // a bracket that goes on over several rows of KEN_ALL
        for (std::size_t line = 0; line < rows.size(); ++line) {
            const csv::Row& row = rows[line];
            if (row.size() == 1 && row[0].empty()) continue;
            if (row.size() < 9 || !digits(row[0], 5) || !digits(row[2], 7))
                return noList(file, static_cast<int>(line) + 1);
            const bool opens = row[8].find("（") != std::string::npos, closes = row[8].find("）") != std::string::npos;
            if (within) {
                within = !closes;
                continue;
            }
            within = opens && !closes;
            TownMunicipality& place = at(withCheckDigit(row[0]));
            place.prefecture = row[6];
            if (place.city.empty()) splitName(row[7], place);
            Town town;
            town.oaza = townName(row[8]);
            town.postcode = row[2];
            const bool known = std::any_of(place.towns.begin(), place.towns.end(), [&](const Town& t) {
                return t.oaza == town.oaza && t.postcode == town.postcode;
            });
            if (!known) place.towns.push_back(std::move(town));
        }
        return {};
    }

private:
    TownMunicipality& at(const std::string& code) {
        const auto [it, fresh] = known_.try_emplace(code, out_.size());
        if (fresh) out_.push_back({code, {}, {}, {}, {}, {}});
        return out_[it->second];
    }

    std::vector<TownMunicipality>& out_;
    std::map<std::string, std::size_t> known_;
};

Result<Rows> rowsOf(const NamedFile& file) {
    std::string text = file.bytes;
    if (text.rfind("\xEF\xBB\xBF", 0) == 0) text.erase(0, 3);
    if (!text::validUtf8(text)) {
        auto decoded = text::fromCp932(text);
        if (!decoded) return noList(file.name, 1);
        text = std::move(*decoded);
    }
    return csv::parse(text, file.name);
}

}  // namespace

Result<Towns> Towns::read(const std::vector<NamedFile>& files) {
    Towns towns;
    Reader reader(towns.municipalities_);
    for (const NamedFile& file : files) {
        const auto rows = rowsOf(file);
        if (!rows) return fail(rows.error());
        if (rows->empty() || rows->front().empty()) return noList(file.name, 1);
        const bool registry = std::find(rows->front().begin(), rows->front().end(), "lg_code") != rows->front().end();
        const auto taken = registry ? reader.registry(*rows, file.name) : reader.post(*rows, file.name);
        if (!taken) return fail(taken.error());
    }
    return towns;
}

std::string Towns::addressBook() const {
    std::string book;
    for (const TownMunicipality& place : municipalities_) {
        std::vector<std::string> lines;
        for (const Town& town : place.towns) {
            if (town.postcode.size() != 7) continue;
            std::string line = town.postcode + (town.oaza.empty() ? "" : " " + town.oaza) + "\n";
            if (std::find(lines.begin(), lines.end(), line) == lines.end()) lines.push_back(std::move(line));
        }
        if (lines.empty()) continue;
        book += "=" + place.prefecture + " " + place.name() + "\n" + text::join(lines, "");
    }
    return book;
}

}  // namespace toitsu::forms
