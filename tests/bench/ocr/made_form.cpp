#include "tests/bench/ocr/made_form.h"

#include <algorithm>
#include <array>
#include <sstream>

#include "base/files.h"
#include "tests/scanlab/batch.h"
#include "tests/scanlab/scan_file.h"

namespace toitsu::bench {

namespace {

constexpr double kRow = 10.2, kFirst = 28, kLast = 262;  // mm

struct Writing {
    std::ostringstream form, layout;
    int fields = 0;

    std::string field(const std::string& type, const std::string& more = {}) {
        const std::string id = "f" + std::to_string(++fields);
        form << "<field id=\"" << id << "\" type=\"" << type << "\" title=\"項目" << fields << "\"" << more;
        return id;
    }
};

void addText(Writing& out, int n, double y) {
    constexpr std::array types{"kana", "person-name", "address"};
    const std::string id = out.field(types[static_cast<std::size_t>(n) % types.size()]);
    out.form << "/>\n";
    out.layout << "<text box=\"17 " << y << " 24 8\" size=\"3.2\">項目" << out.fields << "</text><frame box=\"42 " << y
               << " 150 9\"/><place field=\"" << id << "\" box=\"42.5 " << y + 0.5
               << " 149 8\" written=\"printed\"/>\n";
}

void addDigits(Writing& out, int boxes, double x, double y) {
    const std::string id = out.field("digits", " maxlength=\"" + std::to_string(boxes) + "\"");
    out.form << "/>\n";
    out.layout << "<text box=\"" << x << ' ' << y << " 16 8\" size=\"3.2\">番号" << out.fields
               << "</text><place field=\"" << id << "\" box=\"" << x + 17 << ' ' << y << ' ' << boxes * 6
               << " 8\" cells=\"" << boxes << "\" written=\"hand\"/>\n";
}

void addChoice(Writing& out, bool circle, double x, double y) {
    const std::string id = out.field("choice");
    out.form
        << "><option code=\"a\" title=\"新規\"/><option code=\"b\" title=\"更新\"/><option code=\"c\" title=\"変更\"/>"
        << "<option code=\"d\" title=\"廃止\"/></field>\n";
    out.layout << "<text box=\"" << x << ' ' << y << " 16 8\" size=\"3.2\">区分" << out.fields
               << "</text><choice field=\"" << id << "\" mark=\"" << (circle ? "circle" : "check") << "\">";
    constexpr std::array codes{"a", "b", "c", "d"}, words{"新規", "更新", "変更", "廃止"};
    for (std::size_t n = 0; n < codes.size(); ++n)
        out.layout << "<at option=\"" << codes[n] << "\" printed=\"" << words[n] << "\" box=\""
                   << x + 18 + 16.5 * static_cast<double>(n) << ' ' << y + 2 << (circle ? " 9 4.4" : " 4.4 4.4")
                   << "\"/>";
    out.layout << "</choice>\n";
}

}  // namespace

Result<forms::Library> madeForm(const std::string& folder, const FormSize& size) {
    Writing out;
    out.form << "<form xmlns=\"urn:toitsu:form:1\" id=\"bench\" version=\"1\" title=\"計測用申請書\">\n";
    out.layout
        << "<layout xmlns=\"urn:toitsu:layout:1\" id=\"bench\" form=\"bench\" municipality=\"202011\">\n"
        << "<page number=\"1\" paper=\"A4\">\n<text box=\"17 12 120 10\" size=\"7\" bold=\"true\">計測用申請書</text>\n"
        << "<frame box=\"15 26 180 250\" width=\"0.6\"/>\n";
    double y = kFirst;
    for (int n = 0; n < size.texts; ++n, y += kRow) addText(out, n, y);
    for (int left = size.digitBoxes, n = 0; left > 0; left -= 11, ++n) {
        addDigits(out, std::min(left, 11), n % 2 == 0 ? 17 : 107, y);
        if (n % 2 == 1 || left <= 11) y += kRow;
    }
    for (int n = 0; n < size.choices; ++n) {
        addChoice(out, n % 2 == 1, n % 2 == 0 ? 17 : 107, y);
        if (n % 2 == 1) y += kRow;
    }
    // A short form explains itself in the rest of the page; it could not be placed by a heading and a frame.
    if (size.choices % 2 == 1) y += kRow;
    for (; y < kLast; y += kRow)
        out.layout << "<text box=\"17 " << y
                   << " 174 8\" size=\"3.2\">この欄は記入しないでください。添付書類と本人確認書類をお持ちのうえ、"
                   << "窓口へお出しください。</text><line from=\"17 " << y + 9 << "\" to=\"190 " << y + 9 << "\"/>\n";
    const std::string at = folder + "/forms/bench";
    if (auto made = files::makeFolders(at + "/layouts"); !made) return fail(made.error());
    if (auto put = files::writeAtomically(at + "/form.xml", out.form.str() + "</form>\n"); !put)
        return fail(put.error());
    if (auto put = files::writeAtomically(at + "/layouts/bench.xml", out.layout.str() + "</page>\n</layout>\n"); !put)
        return fail(put.error());
    forms::Findings findings;
    auto library = forms::Library::load(folder, findings);
    if (library && !findings.errors.empty()) return fail(findings.errors.front());
    return library;
}

Result<std::string> madeScan(const forms::Library& library, const forms::Layout& layout, const std::string& profile,
                             int dpi, std::uint64_t seed, const std::string& folder) {
    static const auto digits = scanlab::DigitShapes::load("");
    if (!digits) return fail(digits.error());
    scanlab::Order order;
    order.profile = profile;
    order.dpi = dpi;
    const auto sample = scanlab::makeSample(library, layout, layout.pages.front(), seed, order, *digits);
    if (!sample) return fail(sample.error());
    const std::string path = folder + "/" + layout.id + "-" + profile + "-" + std::to_string(dpi) + "-" +
                             std::to_string(seed) + "." + scanlab::naturalFormat(sample->scan);
    if (auto written = scanlab::writeScans({sample->scan}, path); !written) return fail(written.error());
    return path;
}

}  // namespace toitsu::bench
