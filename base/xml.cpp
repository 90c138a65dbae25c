#include "base/xml.h"

#include <pugixml.hpp>

#include "base/files.h"
#include "base/text.h"
#include "base/utf8.h"
#include "base/xml_scan.h"

// scan() has checked the text and knows the places; pugixml decodes names, values and text. Both meet the elements in
// the same order, so the n-th element here is the n-th scanned one.

namespace toitsu::xml {

namespace {

constexpr std::size_t sizeLimit = std::size_t{64} << 20;
constexpr std::string_view xmlSpace = "http://www.w3.org/XML/1998/namespace";
constexpr std::string_view xmlnsSpace = "http://www.w3.org/2000/xmlns/";

struct Names {
    std::string_view prefix;
    std::string_view local;
};

Names split(std::string_view name) {
    const std::size_t colon = name.find(':');
    if (colon == std::string_view::npos) return {{}, name};
    return {name.substr(0, colon), name.substr(colon + 1)};
}

class Builder {
public:
    Builder(std::string_view text, const std::vector<ScannedElement>& scanned) : text_(text), scanned_(scanned) {}

    bool build(const pugi::xml_node& node, Element& out) {
        const ScannedElement& place = scanned_[next_++];
        const std::size_t outerDeclarations = declarations_.size();
        out.name = node.name();
        out.place = place.place;
        if (!declare(node, place) || !resolveElement(out) || !copyAttributes(node, place, out)) return false;
        if (next_ == 1) rootSpace_ = out.space;
        if (out.space != rootSpace_ && !copySource(place, out)) return false;
        for (const pugi::xml_node& child : node.children()) {
            if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) out.text += child.value();
            if (child.type() != pugi::node_element) continue;
            if (!build(child, out.children.emplace_back())) return false;
        }
        declarations_.resize(outerDeclarations);
        return true;
    }

    Error error;

private:
    struct Declaration {
        std::string prefix;
        std::string space;
    };

    bool broken(const Place& place, Wording wording) {
        error = Error{ErrorKind::input, "X001", std::move(wording), place};
        return false;
    }

    static bool isDeclaration(const Names& names) {
        return names.prefix == "xmlns" || (names.prefix.empty() && names.local == "xmlns");
    }

    bool declare(const pugi::xml_node& node, const ScannedElement& place) {
        std::size_t index = 0;
        for (const pugi::xml_attribute& attribute : node.attributes()) {
            const Place& where = place.attributes[index++];
            const Names names = split(attribute.name());
            if (!isDeclaration(names)) continue;
            const std::string_view prefix = names.prefix.empty() ? std::string_view() : names.local;
            const std::string_view space = attribute.value();
            const bool reserved = prefix == "xmlns" || (prefix == "xml") != (space == xmlSpace) || space == xmlnsSpace;
            if (reserved || (space.empty() && !prefix.empty()))
                return broken(where, {"この名前空間の宣言は XML で許されていません。",
                                      "XML does not allow this namespace declaration"});
            declarations_.push_back({std::string(prefix), std::string(space)});
        }
        return true;
    }

    const std::string* spaceOf(std::string_view prefix) const {
        static const std::string none;
        static const std::string ofXml(xmlSpace);
        for (auto at = declarations_.rbegin(); at != declarations_.rend(); ++at)
            if (at->prefix == prefix) return &at->space;
        if (prefix == "xml") return &ofXml;
        return prefix.empty() ? &none : nullptr;
    }

    bool undeclared(std::string_view prefix, const Place& place) {
        const std::string name(prefix);
        return broken(
            place, {"接頭辞 " + name + " の名前空間が宣言されていません。xmlns:" + name + "=\"…\" を書いてください。",
                    "the prefix " + name + " has no namespace; write xmlns:" + name + "=\"…\""});
    }

    bool resolveElement(Element& out) {
        const Names names = split(out.name);
        const std::string* space = spaceOf(names.prefix);
        if (space == nullptr) return undeclared(names.prefix, out.place);
        out.space = *space;
        out.local = names.local;
        return true;
    }

    bool copyAttributes(const pugi::xml_node& node, const ScannedElement& place, Element& out) {
        std::size_t index = 0;
        for (const pugi::xml_attribute& attribute : node.attributes()) {
            const Place& where = place.attributes[index++];
            const Names names = split(attribute.name());
            if (isDeclaration(names)) continue;
            const std::string* space = names.prefix.empty() ? nullptr : spaceOf(names.prefix);
            if (space == nullptr && !names.prefix.empty()) return undeclared(names.prefix, where);
            Attribute copy{attribute.name(), space == nullptr ? "" : *space, std::string(names.local),
                           attribute.value(), where};
            if (out.attribute(copy.local, copy.space) != nullptr)
                return broken(where,
                              {"同じ名前空間の属性 " + copy.local + " が二度書かれています。一つにしてください。",
                               "the attribute " + copy.local + " of one namespace is written twice; keep one"});
            out.attributes.push_back(std::move(copy));
        }
        return true;
    }

    // A foreign element inside a foreign element is copied twice; the sum is limited like the text itself.
    bool copySource(const ScannedElement& place, Element& out) {
        copied_ += place.end - place.begin;
        if (copied_ > 4 * sizeLimit) {
            error = Error{ErrorKind::limit,
                          "X003",
                          {"他の名前空間の要素が大きすぎます。", "the elements of other namespaces are too large"},
                          place.place};
            return false;
        }
        out.source = text_.substr(place.begin, place.end - place.begin);
        return true;
    }

    std::string_view text_;
    const std::vector<ScannedElement>& scanned_;
    std::size_t next_ = 0;
    std::size_t copied_ = 0;
    std::string rootSpace_;
    std::vector<Declaration> declarations_;
};

}  // namespace

const Attribute* Element::attribute(std::string_view localName, std::string_view attributeSpace) const {
    for (const Attribute& candidate : attributes)
        if (candidate.local == localName && candidate.space == attributeSpace) return &candidate;
    return nullptr;
}

const std::string* Element::find(std::string_view localName, std::string_view attributeSpace) const {
    const Attribute* found = attribute(localName, attributeSpace);
    return found == nullptr ? nullptr : &found->value;
}

std::string Element::get(std::string_view localName, std::string fallback) const {
    const std::string* found = find(localName);
    return found == nullptr ? std::move(fallback) : *found;
}

const Element* Element::child(std::string_view localName) const {
    for (const Element& candidate : children)
        if (candidate.local == localName) return &candidate;
    return nullptr;
}

std::vector<const Element*> Element::all(std::string_view localName) const {
    std::vector<const Element*> out;
    for (const Element& candidate : children)
        if (candidate.local == localName) out.push_back(&candidate);
    return out;
}

namespace {

// What an editor under Windows saves when nobody looks.
Wording otherEncoding(std::string_view body) {
    if (body.substr(0, 2) == "\xFF\xFE" || body.substr(0, 2) == "\xFE\xFF")
        return {"UTF-16 で保存されています。UTF-8 で保存し直してください。",
                "this is saved as UTF-16; save it again as UTF-8"};
    if (text::fromCp932(body))
        return {"Shift_JIS(CP932)で保存されているようです。UTF-8 で保存し直し、encoding=\"UTF-8\" と書いてください。",
                "this looks like Shift_JIS (CP932); save it again as UTF-8 and write encoding=\"UTF-8\""};
    return {"UTF-8 ではありません。UTF-8 で保存し直してください。", "this is not UTF-8; save it again as UTF-8"};
}

}  // namespace

Result<Document> parse(std::string_view text, const std::string& file) {
    if (text.size() > sizeLimit)
        return fail(ErrorKind::limit, "X003",
                    {"XML が大きすぎます（上限 64 MiB）。", "the XML is too large (limit 64 MiB)"},
                    Place{file, 0, 0, 0});
    const std::string_view body = utf8::withoutMark(text);
    if (const auto bad = utf8::firstIllFormed(body))
        return fail(ErrorKind::input, "X002", otherEncoding(body), utf8::PlaceCursor(body, file).at(*bad));
    auto scanned = scan(body, file);
    if (!scanned) return fail(std::move(scanned.error()));

    pugi::xml_document decoded;
    constexpr unsigned options =
        pugi::parse_cdata | pugi::parse_escapes | pugi::parse_wconv_attribute | pugi::parse_eol | pugi::parse_ws_pcdata;
    const pugi::xml_parse_result read = decoded.load_buffer(body.data(), body.size(), options, pugi::encoding_utf8);
    if (!read)
        return fail(ErrorKind::input, "X001",
                    {"XML として読めません。この近くの書き方を確認してください。",
                     "this cannot be read as XML; check what is written near here"},
                    utf8::PlaceCursor(body, file).at(static_cast<std::size_t>(read.offset)));
    Document document{file, {}};
    Builder builder(body, *scanned);
    if (!builder.build(decoded.document_element(), document.root)) return fail(std::move(builder.error));
    return document;
}

Result<Document> load(const std::string& path) {
    auto text = files::read(path, sizeLimit);
    if (!text) return fail(std::move(text.error()));
    return parse(*text, path);
}

std::string escape(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const char32_t c = utf8::next(text, at);
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            // Written as they are, a reader would make spaces of them in an attribute.
            case '\t':
                out += "&#9;";
                break;
            case '\n':
                out += "&#10;";
                break;
            case '\r':
                out += "&#13;";
                break;
            default:
                utf8::append(out, c < 0x20 || c == 0xFFFE || c == 0xFFFF ? U'\uFFFD' : c);
        }
    }
    return out;
}

}  // namespace toitsu::xml
