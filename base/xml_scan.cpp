#include "base/xml_scan.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "base/utf8.h"

namespace toitsu::xml {

namespace {

constexpr std::size_t depthLimit = 200;

bool isSpace(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool startsName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool continuesName(char c) {
    return startsName(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
}

bool isXmlCharacter(std::uint32_t c) {
    return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
           (c >= 0x10000 && c <= 0x10FFFF);
}

std::string lowerCase(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

class Scanner {
public:
    Scanner(std::string_view text, const std::string& file) : text_(text), file_(file), places_(text, file) {}

    Result<std::vector<ScannedElement>> run() {
        bool fine = declaration();
        while (fine && at_ < text_.size()) fine = text_[at_] == '<' ? markup() : characters();
        if (fine && !open_.empty()) {
            const Open& last = open_.back();
            const std::string name(last.name);
            fine = broken(elements_[last.element].begin,
                          {"<" + name + "> が閉じていません。</" + name + "> を補ってください。",
                           "<" + name + "> is never closed; add </" + name + ">"});
        }
        if (fine && elements_.empty()) fine = broken(at_, {"要素がありません。", "there is no element"});
        if (!fine) return fail(std::move(error_));
        return std::move(elements_);
    }

private:
    struct Open {
        std::string_view name;
        std::size_t element;
    };

    bool broken(std::size_t offset, Wording wording, std::string code = "X001", ErrorKind kind = ErrorKind::input) {
        error_ = Error{kind, std::move(code), std::move(wording), utf8::PlaceCursor(text_, file_).at(offset)};
        return false;
    }

    bool startsWith(std::string_view wanted) const { return text_.substr(at_, wanted.size()) == wanted; }
    char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    bool skipSpace() {
        const std::size_t start = at_;
        while (at_ < text_.size() && isSpace(text_[at_])) ++at_;
        return at_ > start;
    }

    // Moves behind `end`; the construct began at `start`.
    bool skipPast(std::string_view end, std::size_t start) {
        const std::size_t found = text_.find(end, at_);
        if (found == std::string_view::npos)
            return broken(start, {"ここで始まる記述が " + std::string(end) + " で終わっていません。",
                                  "what begins here does not end with " + std::string(end)});
        at_ = found + end.size();
        return true;
    }

    bool declaration() {
        if (!startsWith("<?xml") || at_ + 5 >= text_.size() || !isSpace(text_[at_ + 5])) return true;
        if (!skipPast("?>", at_)) return false;
        const std::string_view written = text_.substr(0, at_);
        const std::size_t key = written.find("encoding");
        const std::size_t open = key == std::string_view::npos ? key : written.find_first_of("\"'", key);
        if (open == std::string_view::npos) return true;
        const std::size_t close = written.find(written[open], open + 1);
        const bool ends = close != std::string_view::npos;
        if (ends && lowerCase(written.substr(open + 1, close - open - 1)) == "utf-8") return true;
        return broken(open,
                      {"文字コードは UTF-8 だけを扱います。UTF-8 で保存し、encoding=\"UTF-8\" と書いてください。",
                       "only UTF-8 is read; save the file as UTF-8 and write encoding=\"UTF-8\""},
                      "X002");
    }

    bool markup() {
        const std::size_t start = at_;
        if (startsWith("<!--")) return comment(start);
        if (startsWith("<?")) return instruction(start);
        if (startsWith("<![CDATA[") && !open_.empty()) {
            at_ += 9;
            return skipPast("]]>", start);
        }
        if (startsWith("<!DOCTYPE"))
            return broken(start,
                          {"DTD（<!DOCTYPE …>）は安全のため受け付けません。その宣言を削ってください。",
                           "a DTD (<!DOCTYPE …>) is refused for safety; remove it"},
                          "X004", ErrorKind::refused);
        if (startsWith("</")) return endTag(start);
        return startTag(start);
    }

    bool comment(std::size_t start) {
        at_ += 4;
        const std::size_t dashes = text_.find("--", at_);
        if (!skipPast("-->", start)) return false;
        if (dashes + 3 == at_) return true;
        return broken(dashes, {"コメントの中に -- は書けません。", "-- cannot stand inside a comment"});
    }

    bool instruction(std::size_t start) {
        at_ += 2;
        const auto target = name();
        if (!target || lowerCase(*target) == "xml")
            return broken(start, {"この処理命令はここに書けません。XML 宣言はファイルの先頭に置いてください。",
                                  "this processing instruction cannot stand here; an XML declaration comes first"});
        return skipPast("?>", start);
    }

    std::optional<std::string_view> name() {
        const std::size_t start = at_;
        if (at_ < text_.size() && startsName(text_[at_]))
            while (at_ < text_.size() && continuesName(text_[at_])) ++at_;
        const std::string_view out = text_.substr(start, at_ - start);
        const std::size_t colon = out.find(':');
        if (out.empty()) return std::nullopt;
        const std::string_view local = colon == std::string_view::npos ? out : out.substr(colon + 1);
        const bool whole = local.find(':') == std::string_view::npos;
        if (local.empty() || !startsName(local.front()) || !whole) return std::nullopt;
        return out;
    }

    bool startTag(std::size_t start) {
        ++at_;
        const auto tag = name();
        if (!tag)
            return broken(start, {"< の後ろに要素名がありません。文字としての < は &lt; と書いてください。",
                                  "no element name after <; write &lt; for the character itself"});
        if (open_.empty() && !elements_.empty())
            return broken(start, {"最上位の要素は一つだけです。", "there can be only one outermost element"});
        if (open_.size() == depthLimit)
            return broken(start,
                          {"要素の入れ子が深すぎます（上限 200 段）。", "elements are nested too deeply (limit 200)"},
                          "X003", ErrorKind::limit);
        open_.push_back(Open{*tag, elements_.size()});
        elements_.push_back(ScannedElement{start, 0, places_.at(start), {}});
        std::vector<std::string_view> names;
        while (true) {
            const bool spaced = skipSpace();
            if (peek() == '>') {
                ++at_;
                return true;
            }
            if (startsWith("/>")) {
                at_ += 2;
                close();
                return true;
            }
            if (!attribute(spaced, start, names)) return false;
        }
    }

    bool attribute(bool spaced, std::size_t tagStart, std::vector<std::string_view>& names) {
        const std::size_t start = at_;
        if (at_ >= text_.size())
            return broken(tagStart, {"タグが > で終わっていません。", "the tag does not end with >"});
        const auto key = name();
        if (!key || !spaced)
            return broken(start, {"属性は 空白 名前=\"値\" の形で書いてください。",
                                  "write an attribute as space, name=\"value\""});
        if (std::find(names.begin(), names.end(), *key) != names.end())
            return broken(start, {"属性 " + std::string(*key) + " が二度書かれています。一つにしてください。",
                                  "the attribute " + std::string(*key) + " is written twice; keep one"});
        if (names.size() == 1000)
            return broken(start, {"属性が多すぎます（上限 1000）。", "too many attributes (limit 1000)"}, "X003",
                          ErrorKind::limit);
        names.push_back(*key);
        elements_.back().attributes.push_back(places_.at(start));
        skipSpace();
        if (peek() != '=')
            return broken(at_, {"属性名の後ろに = がありません。", "there is no = after the attribute's name"});
        ++at_;
        skipSpace();
        const char quote = peek();
        if (quote != '"' && quote != '\'')
            return broken(at_, {"属性の値は引用符で囲んでください。", "put the attribute's value in quotation marks"});
        return attributeValue(quote);
    }

    bool attributeValue(char quote) {
        const std::size_t start = at_++;
        for (; at_ < text_.size() && text_[at_] != quote; ++at_) {
            if (text_[at_] == '<')
                return broken(at_, {"属性の値の中の < は &lt; と書いてください（引用符の閉じ忘れも確認）。",
                                    "write &lt; for < in an attribute's value, or close the quotation mark before it"});
            if (text_[at_] == '&' && !reference()) return false;
        }
        if (at_ >= text_.size())
            return broken(start, {"ここで始まる属性の値が閉じていません。",
                                  "the attribute's value that begins here does not end"});
        ++at_;
        return true;
    }

    // At '&'; stays on the last character of the reference.
    bool reference() {
        const std::size_t start = at_;
        const std::size_t end = text_.find(';', at_);
        const bool near = end != std::string_view::npos && end - start <= 12;
        const std::string_view body = near ? text_.substr(start + 1, end - start - 1) : std::string_view();
        bool known = body == "amp" || body == "lt" || body == "gt" || body == "quot" || body == "apos";
        if (!known && body.substr(0, 1) == "#") known = isCharacterNumber(body.substr(1));
        if (!known)
            return broken(start, {"使える参照は &amp; &lt; &gt; &quot; &apos; と &#番号; です。文字としての & は &amp; "
                                  "と書いてください。",
                                  "only &amp; &lt; &gt; &quot; &apos; &#number; exist; write &amp; for a plain &"});
        at_ = end;
        return true;
    }

    static bool isCharacterNumber(std::string_view digits) {
        const bool hex = digits.substr(0, 1) == "x";
        if (hex) digits.remove_prefix(1);
        if (digits.empty()) return false;
        std::uint32_t number = 0;
        for (const char c : digits) {
            std::uint32_t digit = 16;
            if (c >= '0' && c <= '9') digit = static_cast<std::uint32_t>(c - '0');
            if (hex && c >= 'a' && c <= 'f') digit = static_cast<std::uint32_t>(c - 'a' + 10);
            if (hex && c >= 'A' && c <= 'F') digit = static_cast<std::uint32_t>(c - 'A' + 10);
            if (digit == 16 || number > 0x10FFFF) return false;
            number = number * (hex ? 16 : 10) + digit;
        }
        return isXmlCharacter(number);
    }

    bool endTag(std::size_t start) {
        at_ += 2;
        const auto tag = name();
        skipSpace();
        if (!tag || peek() != '>')
            return broken(start, {"終了タグは </名前> の形で書いてください。", "write an end tag as </name>"});
        ++at_;
        if (open_.empty())
            return broken(start, {"</" + std::string(*tag) + "> に対応する開始タグがありません。",
                                  "</" + std::string(*tag) + "> has no start tag"});
        if (open_.back().name != *tag) {
            const std::string wanted(open_.back().name);
            const std::string line = std::to_string(elements_[open_.back().element].place.line);
            return broken(start, {line + " 行目の <" + wanted + "> を閉じる </" + wanted + "> がここに必要です。",
                                  "</" + wanted + "> is needed here, for <" + wanted + "> in line " + line});
        }
        close();
        return true;
    }

    void close() {
        elements_[open_.back().element].end = at_;
        open_.pop_back();
    }

    bool characters() {
        for (; at_ < text_.size() && text_[at_] != '<'; ++at_) {
            const char c = text_[at_];
            if (open_.empty() && !isSpace(c))
                return broken(
                    at_, {"最上位の要素の外に文字は書けません。", "no text can stand outside the outermost element"});
            if (c == '&' && !reference()) return false;
            if (c == ']' && startsWith("]]>"))
                return broken(at_, {"文字としての ]]> は ]]&gt; と書いてください。", "write ]]&gt; for the text ]]>"});
        }
        return true;
    }

    std::string_view text_;
    const std::string& file_;
    std::size_t at_ = 0;
    utf8::PlaceCursor places_;
    std::vector<Open> open_;
    std::vector<ScannedElement> elements_;
    Error error_;
};

// Control characters are no characters of XML, wherever they stand; nor are U+FFFE and U+FFFF.
std::optional<std::size_t> firstForbidden(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t start = at;
        if (!isXmlCharacter(utf8::next(text, at))) return start;
    }
    return std::nullopt;
}

}  // namespace

Result<std::vector<ScannedElement>> scan(std::string_view text, const std::string& file) {
    if (const auto bad = firstForbidden(text))
        return fail(ErrorKind::input, "X001",
                    {"XML に書けない制御文字があります。削ってください。",
                     "a control character that XML does not allow; remove it"},
                    utf8::PlaceCursor(text, file).at(*bad));
    return Scanner(text, file).run();
}

}  // namespace toitsu::xml
