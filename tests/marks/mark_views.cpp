#include "tests/marks/mark_views.h"

#include <algorithm>
#include <cmath>

#include "ocr/internal/identify.h"
#include "ocr/internal/mat.h"
#include "ocr/recognizers/mark_view.h"
#include "tests/marks/mark_pages.h"

namespace toitsu::marks {

namespace {

bool has(const std::vector<std::string>& list, const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

std::string classOf(const scanlab::Marking& marking, const std::string& option, const std::string& litter) {
    if (has(marking.struck, option)) return "struck";
    if (has(marking.marked, option)) return marking.shape;
    return litter.empty() ? "none" : litter == "seal" ? "seal" : "stray";
}

}  // namespace

ViewFile::ViewFile(const std::string& folder, std::uint64_t seed)
    : random_(seed), pixels_(folder + "/views.u8", std::ios::binary), labels_(folder + "/views.csv") {}

bool ViewFile::add(const forms::Library& library, const scanlab::MarkedSheet& marked, const std::string& profile) {
    const ocr::Page page = pageOf(marked.scan);
    const auto catalogue = ocr::Catalogue::make(library);
    if (!catalogue) return false;
    const auto identified = ocr::identify(**catalogue, ocr::greyOf(page.picture), page.dpi);
    if (!identified.best || !identified.best->refined) return false;
    const auto reference = (*catalogue)->reference(*identified.best->sketch);
    if (!reference) return false;
    const ocr::Sheet sheet(**reference, page.picture, identified.best->mapping);
    const auto& layoutPage = library.layouts.front()->pages.front();
    for (std::size_t n = 0; n < layoutPage.choices.size(); ++n) {
        const auto& place = layoutPage.choices[n];
        const scanlab::Marking& marking = marked.marks[n];
        for (const auto& option : place.options) {
            const auto near = marked.near.find(place.field + "/" + option.option);
            const std::string litter = near == marked.near.end() ? "" : near->second;
            const bool dropped = litter == "seal" && sheet.coloured();  // then only the view with red ink shows it
            const std::string type = place.mark == forms::Mark::circle ? "circle" : "check";
            write(sheet, option.box, false, classOf(marking, option.option, dropped ? "" : litter),
                  type + ',' + marking.kind + ',' + profile);
            if (dropped)
                write(sheet, option.box, true, classOf(marking, option.option, litter),
                      type + ',' + marking.kind + ',' + profile);
        }
    }
    for (const auto& place : layoutPage.seals) {
        const scanlab::SealTruth& truth = marked.seals.at(place.field);
        write(sheet, place.box, true,
              truth.present            ? "seal"
              : truth.how == "writing" ? "stray"
                                       : "none",
              "seal," + truth.how + ',' + profile);
    }
    return true;
}

void ViewFile::write(const ocr::Sheet& sheet, forms::Box box, bool red, const std::string& name,
                     const std::string& about) {
    // Seen a little beside itself, as on paper that is placed less well.
    if (random_.chance(0.3)) box.x += random_.normal() * 0.1, box.y += random_.normal() * 0.1;
    const auto view = ocr::withSurroundings(ocr::markView(sheet, box, red), sheet, box, red);
    cv::Mat bytes;
    view.convertTo(bytes, CV_8U, 255 / (1 - ocr::kPrintedTone), -255 * ocr::kPrintedTone / (1 - ocr::kPrintedTone));
    pixels_.write(reinterpret_cast<const char*>(bytes.data), static_cast<std::streamsize>(bytes.total()));
    labels_ << name << ',' << about << '\n';
    ++count_;
}

}  // namespace toitsu::marks
