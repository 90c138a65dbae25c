// A layout that is based on another: the base's pages, of which the derived file replaces, removes and adds single
// elements. Every place keeps the file and line that it was read from.

#include <algorithm>
#include <filesystem>

#include "base/files.h"
#include "forms/element_reader.h"
#include "forms/findings.h"
#include "forms/form_parser.h"
#include "forms/layout_parser.h"
#include "forms/page_places.h"

namespace toitsu::forms {
namespace {

namespace fs = std::filesystem;
constexpr std::size_t kDeepest = 8;
constexpr std::uint64_t kLargest = 16u << 20;

struct Found {
    std::string file;
    std::string xml;
};

// The file of the folder whose layout has the id: usually it is called so.
std::optional<Found> findLayout(const std::string& folder, const std::string& id, std::vector<std::string>& others) {
    std::vector<fs::path> files;
    std::error_code problem;
    for (fs::directory_iterator it(folder.empty() ? "." : folder, problem), end; !problem && it != end;
         it.increment(problem))
        if (it->path().extension() == ".xml") files.push_back(it->path());
    std::sort(files.begin(), files.end());
    std::stable_partition(files.begin(), files.end(), [&](const fs::path& path) { return path.stem() == id; });
    for (const fs::path& path : files) {
        const std::string name = folder.empty() ? path.filename().string() : path.string();
        auto xml = files::read(name, kLargest);
        const auto document = xml ? xml::parse(*xml, name) : Result<xml::Document>(fail(xml.error()));
        if (!document || document->root.space != kLayoutNamespace) continue;
        if (document->root.get("id") == id) return Found{name, std::move(*xml)};
        others.push_back(document->root.get("id"));
    }
    return {};
}

// A field as the place names it, or all rows of a group, or one field of all rows.
bool means(const std::string& field, const std::string& name) {
    if (field == name) return true;
    const std::size_t row = field.find_first_of("0123456789", field.find('.') + 1);
    if (row == std::string::npos || row == 0 || field[row - 1] != '.') return false;
    const std::size_t end = field.find('.', row);
    if (end == std::string::npos || field.find_first_not_of("0123456789", row) != end) return false;
    const std::string group = field.substr(0, row - 1);
    return name == group || name == group + field.substr(end);
}

template <class T>
concept HasPart = requires(T place) {
    place.part;
};

// Takes away the places of the field; `part` nullptr: all of them.
template <class T>
std::size_t take(std::vector<T>& places, const std::string& field, const std::string* part) {
    return std::erase_if(places, [&](const T& place) {
        if (!means(place.field, field)) return false;
        if constexpr (HasPart<T>) return part == nullptr || place.part == *part;
        return part == nullptr || part->empty();
    });
}

std::size_t take(LayoutPage& page, const std::string& field, const std::string* part) {
    std::size_t taken = 0;
    eachPlaces([&](auto& places) { taken += take(places, field, part); }, page);
    // A block whose rows are no longer all there is no block any more; its places stay.
    if (taken > 0)
        std::erase_if(page.rows, [&](const RowBlock& block) {
            return field == block.group || field.rfind(block.group + ".", 0) == 0;
        });
    return taken;
}

template <class T>
void append(std::vector<T>& to, std::vector<T>& from) {
    to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

std::optional<Layout> readBase(const xml::Element& root, const std::string& file, const Form& form,
                               const std::vector<std::string>& above, Findings& findings) {
    ElementReader reader(root, findings);
    const auto id = reader.required("based-on");
    if (!id) return {};
    std::vector<std::string> others;
    const std::string folder = fs::path(file).parent_path().string();
    const auto found = findLayout(folder, *id, others);
    if (!found) {
        std::erase(others, root.get("id"));
        reader.error("F066", "based-on",
                     Wording{"もとにするレイアウト「" + shown(*id) + "」がこのフォルダにありません。",
                             "There is no layout \"" + shown(*id) + "\" in this folder to be based on."} +
                         suggestion(*id, others));
        return {};
    }
    std::vector<std::string> files = above;
    files.push_back(file);
    const bool circle = std::any_of(files.begin(), files.end(), [&](const std::string& one) {
        std::error_code ignored;  // a file that is not there (text from elsewhere) is no circle
        return one == found->file || fs::equivalent(one, found->file, ignored);
    });
    if (circle || files.size() > kDeepest) {
        reader.error("F068", "based-on",
                     {"based-on がひと回りしているか、深すぎます(" + std::to_string(kDeepest) +
                          " 段まで)。もとにするレイアウトを別のものにしてください。",
                      "based-on goes round in a circle, or through more than " + std::to_string(kDeepest) +
                          " layouts. Base this one on another."});
        return {};
    }
    Findings ofBase;
    auto base = parseLayoutBelow(found->xml, found->file, form, files, ofBase);
    if (!base) {
        const std::string where = ofBase.errors.empty() ? found->file : ofBase.errors.front().place.text();
        reader.error("F067", "based-on",
                     {"もとにするレイアウトに誤りがあります(" + where + ")。先にそちらを直してください。",
                      "The layout that this one is based on has mistakes (" + where + "). Correct it first."});
    }
    return base;
}

void inherit(const Layout& base, Layout& layout) {
    layout.basedOn = base.id;
    layout.pages = base.pages;
    layout.residualBound = base.residualBound;
    const std::string own = "m" + layout.municipality + ".";
    for (const Field& field : base.localFields) {
        if (localPrefix(field.id) == own) {
            layout.localFields.push_back(field);
            continue;
        }
        for (LayoutPage& page : layout.pages) take(page, field.id, nullptr);
    }
    for (LayoutPage& page : layout.pages)
        for (Printed& printed : page.printed)
            if (auto* mark = std::get_if<PrintedCode>(&printed)) mark->text = formMark(layout.id, page.number);
}

void overridePage(LayoutPage& page, LayoutPage own, bool keepPrinted) {
    for (const RowBlock& block : own.rows) take(page, block.group, nullptr);
    eachPlaces(
        [&](const auto& places) {
            for (const auto& place : places) {
                if constexpr (HasPart<std::decay_t<decltype(place)>>)
                    take(page, place.field, &place.part);
                else
                    take(page, place.field, nullptr);
            }
        },
        own);
    const bool ownMark = std::any_of(own.printed.begin(), own.printed.end(), [](const Printed& printed) {
        return std::holds_alternative<PrintedCode>(printed);
    });
    std::erase_if(page.printed, [&](const Printed& printed) {
        return std::holds_alternative<PrintedCode>(printed) ? ownMark : !keepPrinted;
    });
    eachPlaces([](auto& to, auto& from) { append(to, from); }, page, own);
    append(page.printed, own.printed);
    append(page.rows, own.rows);
}

void readRemove(const xml::Element& element, std::vector<LayoutPage*> pages, Findings& findings) {
    ElementReader reader(element, findings);
    const auto field = reader.required("field");
    const std::string part = reader.optional("part");
    const bool hasPart = reader.has("part");
    reader.finish({});
    if (!field) return;
    std::vector<std::string> ids;
    const auto name = [&](const auto& places) {
        for (const auto& place : places)
            if (std::find(ids.begin(), ids.end(), place.field) == ids.end()) ids.push_back(place.field);
    };
    for (const LayoutPage* page : pages) eachPlaces(name, *page);
    std::size_t taken = 0;
    for (LayoutPage* page : pages) taken += take(*page, *field, hasPart ? &part : nullptr);
    if (taken > 0) return;
    const std::string what = *field + (hasPart ? " (" + part + ")" : "");
    reader.error(
        "F069", hasPart && std::find(ids.begin(), ids.end(), *field) != ids.end() ? "part" : "field",
        Wording{"もとのレイアウトに「" + shown(what) + "」はないので消せません。この <remove> を消すか直してください。",
                "The base has no \"" + shown(what) + "\" to remove. Correct this <remove>, or delete it."} +
            (nearestName(*field, ids).empty() ? Wording{} : suggestion(*field, ids)));
}

void needsBase(const xml::Element& element, std::string_view attribute, Findings& findings) {
    const std::string what = attribute.empty() ? "<" + element.name + ">"
                                               : std::string(attribute) + "=\"" + shown(element.get(attribute)) + "\"";
    ElementReader(element, findings)
        .error(
            "F070", attribute,
            {what + " は、ほかのレイアウトをもとにするときだけ書けます。<layout> に based-on=\"…\" "
                    "を書くか、これを消してください。",
             what + " makes sense only in a layout based on another. Write based-on=\"…\" in <layout>, or remove it."});
}

}  // namespace toitsu::forms
