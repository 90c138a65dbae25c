// digit-fields: how well numbers are read, by place, without reading whole pages. Cutting is slow and done once;
// reading is repeated for every network and every rule.
//
//   digit_fields cut LIBRARY SCANS CROPS     scans of scanlab with their truth → pictures of the number places
//   digit_fields read LIBRARY CROPS WEIGHTS  → a JSON line for every place: truth, candidates, confidence, doubt

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>

#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "base/files.h"
#include "base/json.h"
#include "ocr/internal/identify.h"
#include "ocr/internal/mat.h"
#include "ocr/recognizers/crossing_line.h"
#include "ocr/recognizers/digits.h"
#include "ocr/recognizers/free_digits.h"
#include "tests/scanlab/fill.h"

namespace {

using namespace toitsu;
namespace fs = std::filesystem;

double real(const Value& value) {
    return value.number() != nullptr ? value.number()->toDouble() : 0;
}

int complain(const Error& error) {
    std::fprintf(stderr, "%s\n", error.text(Language::en).c_str());
    return 1;
}

std::string scanOf(const fs::path& truth) {
    for (const char* extension : {".jpg", ".png", ".tif", ".pdf"})
        if (fs::exists(fs::path(truth).replace_extension(extension)))
            return fs::path(truth).replace_extension(extension);
    return {};
}

scanlab::Answers answersOf(const Value& truth) {
    scanlab::Answers answers;
    for (const auto& [field, text] : truth["fields"].context()->entries()) answers.set(field, *text.string());
    return answers;
}

struct Cut {
    std::vector<ocr::Picture> cells;  // or the one picture of a place without cells
    std::vector<bool> crossed;
};

Cut cutOf(const forms::TextPlace& place, const ocr::Sheet& sheet) {
    if (place.cells == 0) return {{ocr::cutFreeLine(place, sheet)}, {false}};
    Cut cut{ocr::cutDigits(place, sheet), {}};
    for (const auto& cell : place.cellBoxes) cut.crossed.push_back(ocr::crossedByLine(sheet, cell));
    return cut;
}

// All cells side by side, white below the lower ones.
cv::Mat strip(const Cut& cut, List& widths) {
    int width = 0, height = 1;
    for (const auto& cell : cut.cells) width += cell.width, height = std::max(height, cell.height);
    cv::Mat all(height, width, CV_8UC1, cv::Scalar(255));
    int x = 0;
    for (const auto& cell : cut.cells) {
        ocr::view(cell).copyTo(all(cv::Rect(x, 0, cell.width, cell.height)));
        widths.push_back(List{cell.width, cell.height});
        x += cell.width;
    }
    return all;
}

struct Cutter {
    const forms::Library& library;
    const ocr::Catalogue& catalogue;
    std::string out;
    std::ofstream lines;

    // The true corners stand for identification and the coarse placing; the fine placing is the reader's own.
    bool page(const fs::path& path) {
        const auto truth = json::parse(*files::read(path));
        const auto pages = ocr::load(scanOf(path));
        if (!truth || !pages) return false;
        const ocr::Sketch* sketch = nullptr;
        for (const auto& known : catalogue.sketches())
            if (known.layout->id == *(*truth)["layout"].string() && known.page->number == real((*truth)["page"]))
                sketch = &known;
        if (sketch == nullptr) return false;
        std::array<forms::Point, 4> corners;
        for (std::size_t n = 0; n < 4; ++n) {
            const Value at = (*(*truth)["corners"].list())[n];
            corners[n] = {real((*at.list())[0]), real((*at.list())[1])};
        }
        const auto& picture = pages->front().picture;
        const auto placed = placeByCorners(catalogue, *sketch, ocr::greyOf(picture), corners);
        const auto reference = catalogue.reference(*sketch);
        if (!placed.best || !placed.best->refined || !reference) return false;
        const ocr::Sheet sheet(**reference, picture, placed.best->mapping);
        const auto& form = *library.form(sketch->layout->form);
        const auto answers = answersOf(*truth);
        for (const auto& place : sketch->page->texts) {
            const ocr::Target target{form.field(place.field), nullptr, &place};
            if (!ocr::readsDigits(target) && !ocr::readsFreeDigits(target)) continue;
            const auto cut = cutOf(place, sheet);
            const std::string name = path.stem().string() + "-" + place.field + place.part;
            List sizes, crossed;
            if (!cv::imwrite(out + "/" + name + ".png", strip(cut, sizes))) return false;
            for (const bool line : cut.crossed) crossed.push_back(line);
            lines << json::write(Context{{"page", path.stem().string()},
                                         {"profile", (*truth)["profile"]},
                                         {"layout", sketch->layout->id},
                                         {"field", place.field},
                                         {"part", place.part},
                                         {"text", scanlab::textOf(place, form, answers, false)},
                                         {"picture", name},
                                         {"sizes", sizes},
                                         {"crossed", crossed}})
                  << "\n";
        }
        return true;
    }
};

int cutAll(const forms::Library& library, const std::string& scans, const std::string& out) {
    const auto catalogue = ocr::Catalogue::make(library);
    if (!catalogue) return complain(catalogue.error());
    std::vector<fs::path> truths;
    for (const auto& entry : fs::directory_iterator(scans))
        if (entry.path().extension() == ".json") truths.push_back(entry.path());
    std::sort(truths.begin(), truths.end());
    if (const auto made = files::makeFolders(out); !made) return complain(made.error());
    Cutter cutter{library, **catalogue, out, std::ofstream(out + "/places.jsonl")};
    int refused = 0;
    for (const auto& truth : truths) refused += cutter.page(truth) ? 0 : 1;
    std::fprintf(stderr, "%zu pages, %d of them could not be placed\n", truths.size(), refused);
    return 0;
}

Cut cutFrom(const cv::Mat& strip, const Value& line) {
    Cut cut;
    int x = 0;
    const auto& sizes = *line["sizes"].list();
    const auto& crossed = *line["crossed"].list();
    for (std::size_t n = 0; n < sizes.size(); ++n) {
        const int width = static_cast<int>(real((*sizes[n].list())[0])),
                  height = static_cast<int>(real((*sizes[n].list())[1]));
        cut.cells.push_back(ocr::own(strip(cv::Rect(x, 0, width, height))));
        cut.crossed.push_back(crossed[n].isTrue());
        x += width;
    }
    return cut;
}

int readAll(const forms::Library& library, const std::string& crops, const std::string& weights) {
    const auto network = ocr::DigitNetwork::load(weights);
    if (!network) return complain(network.error());
    std::ifstream in(crops + "/places.jsonl");
    for (std::string text; std::getline(in, text);) {
        const auto line = json::parse(text);
        if (!line) return complain(line.error());
        const auto& layout = *library.layout(*(*line)["layout"].string());
        const auto& form = *library.form(layout.form);
        const cv::Mat picture = cv::imread(crops + "/" + *(*line)["picture"].string() + ".png", cv::IMREAD_GRAYSCALE);
        for (const auto& page : layout.pages)
            for (const auto& place : page.texts) {
                if (place.field != *(*line)["field"].string() || place.part != *(*line)["part"].string()) continue;
                const auto cut = cutFrom(picture, *line);
                const auto& field = *form.field(place.field);
                const auto reading = place.cells > 0 ? ocr::readDigitCells(
                                                           cut.cells, [&](std::size_t n) { return cut.crossed[n]; },
                                                           field, place, *network)
                                                     : ocr::readFreeLine(cut.cells.front(), field, place, *network);
                List candidates, cells;
                for (const auto& candidate : reading.candidates)
                    candidates.push_back(List{
                        candidate.text, Decimal::parse(std::to_string(candidate.confidence)).value_or(Decimal(0))});
                for (const auto& p :
                     network->read(place.cells > 0 ? cut.cells : std::vector<ocr::Picture>{}, ocr::kReadDpi)) {
                    List one;
                    for (const double x : p) one.push_back(Decimal::parse(std::to_string(x)).value_or(Decimal(0)));
                    cells.push_back(one);
                }
                Context out = *line->context();
                out.put("type", std::string(forms::typeName(field.type)));
                out.put("boxes", place.cells);
                out.put("right", place.rightAligned);
                out.put("candidates", candidates);
                out.put("confidence", Decimal::parse(std::to_string(reading.confidence)).value_or(Decimal(0)));
                out.put("doubt", reading.doubt);
                out.put("why", reading.why.en);
                out.put("cells", cells);
                out.erase("sizes");
                std::cout << json::write(out) << "\n";
            }
    }
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    const std::string what = count == 5 ? arguments[1] : "";
    if (what != "cut" && what != "read") {
        std::fputs("digit_fields cut LIBRARY SCANS CROPS | read LIBRARY CROPS WEIGHTS\n", stderr);
        return 2;
    }
    forms::Findings findings;
    const auto library = forms::Library::load(arguments[2], findings);
    if (!library) return complain(library.error());
    return what == "cut" ? cutAll(*library, arguments[3], arguments[4]) : readAll(*library, arguments[3], arguments[4]);
}
