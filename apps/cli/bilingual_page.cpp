#include "apps/cli/bilingual_page.h"

#include "apps/cli/report_parts.h"
#include "base/xml.h"

namespace toitsu::cli {

namespace {

constexpr std::string_view kLanguages = R"css(
.choose { position:absolute; opacity:0; }
.languages { position:fixed; top:12px; right:20px; z-index:5; font-size:13px; background:#fff; border:1px solid var(--line); border-radius:999px; overflow:hidden; }
.languages label { display:inline-block; padding:3px 14px; cursor:pointer; }
#ja:checked ~ .languages label[for=ja], #en:checked ~ .languages label[for=en] { background:var(--blue); color:#fff; }
#ja:checked ~ main .en, #en:checked ~ main .ja { display:none; }
.choose:focus-visible ~ .languages { outline:3px solid var(--blue); }
@media print { .languages { display:none; } }
)css";

}  // namespace

std::string both(const Wording& wording) {
    if (wording.ja == wording.en) return xml::escape(wording.ja);
    return "<span class=\"ja\" lang=\"ja\">" + xml::escape(wording.ja) + "</span><span class=\"en\" lang=\"en\">" +
           xml::escape(wording.en) + "</span>";
}

std::string bilingualPage(const Wording& title, const std::string& style, const std::string& body) {
    const bool japanese = userLanguage() == Language::ja;
    const auto radio = [](const char* id, bool checked) {
        return std::string("<input class=\"choose\" type=\"radio\" name=\"language\" id=\"") + id + "\"" +
               (checked ? " checked=\"checked\"" : "") + "/>";
    };
    return "<!DOCTYPE html>\n<html lang=\"ja\" xmlns=\"http://www.w3.org/1999/xhtml\"><head><meta charset=\"utf-8\"/>"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/><title>" +
           xml::escape(title.ja + " – " + title.en) + "</title><style>" + reportStyle() + std::string(kLanguages) +
           style + "</style></head>\n<body>" + radio("ja", japanese) + radio("en", !japanese) +
           "<div class=\"languages\"><label for=\"ja\">日本語</label><label for=\"en\">English</label></div>\n<main>" +
           body + "</main></body></html>\n";
}

std::string pngSource(std::string_view png) {
    constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out = "data:image/png;base64,";
    out.reserve(out.size() + png.size() * 4 / 3 + 4);
    for (std::size_t i = 0; i < png.size(); i += 3) {
        const std::size_t count = std::min<std::size_t>(3, png.size() - i);
        unsigned bits = 0;
        for (std::size_t j = 0; j < 3; ++j)
            bits = bits << 8 | (j < count ? static_cast<unsigned char>(png[i + j]) : 0u);
        for (std::size_t j = 0; j < 4; ++j) out += j <= count ? kAlphabet[bits >> (18 - 6 * j) & 63] : '=';
    }
    return out;
}

}  // namespace toitsu::cli
