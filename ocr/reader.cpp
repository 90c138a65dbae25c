#include "ocr/reader.h"

#include <algorithm>
#include <cmath>

#include <opencv2/core.hpp>
#include <opencv2/core/utility.hpp>
#include <opencv2/imgproc.hpp>

#include "base/cpu_clock.h"
#include "ocr/internal/astray.h"
#include "ocr/internal/engine_pool.h"
#include "ocr/internal/identify.h"
#include "ocr/internal/mat.h"
#include "ocr/internal/neighbour.h"
#include "ocr/internal/print_grey.h"
#include "ocr/internal/sheets_on_glass.h"
#include "ocr/name_support.h"
#include "ocr/page_codes.h"
#include "ocr/postcode_support.h"
#include "ocr/recognizers/text_engine.h"
#include "ocr/sheet_part.h"

namespace toitsu::ocr {

struct Reader::Inner {
    ReaderOptions options;
    std::vector<std::shared_ptr<const forms::Form>> forms;
    std::unique_ptr<Catalogue> catalogue;
    std::unique_ptr<EnginePool> engines;
    bool marks = false;  // some page of the library prints a form mark

    const forms::Form* form(const std::string& id) const {
        for (const auto& form : forms)
            if (form->id == id) return form.get();
        return nullptr;
    }

    PageReading read(const Page& page, const Help* help, const std::string& cropPrefix) const;
    std::vector<SheetReading> readSheets(const Page& page, const std::string& cropPrefix) const;
    std::optional<std::vector<SheetReading>> readEach(const Page& page, const OnGlass& glass, double scale,
                                                      const std::string& cropPrefix) const;
    const Sketch* sketchOf(const std::string& layout, int number) const;
    bool identifyPage(PageReading& result, const Page& page, const cv::Mat& grey, double dpi,
                      Identified& identified) const;
    bool accept(PageReading& result, const Identified& identified) const;
    void readPlaces(PageReading& result, const Sheet& sheet, const cv::Mat& grey, double shrink, int number,
                    const std::string& cropPrefix) const;
};

Reader::Reader(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
Reader::Reader(Reader&&) noexcept = default;
Reader& Reader::operator=(Reader&&) noexcept = default;
Reader::~Reader() = default;

Result<Reader> Reader::make(const forms::Library& library, const ReaderOptions& options) {
    cv::setNumThreads(1);  // pages run in parallel, not the inside of one page
    auto engines = EnginePool::make(options.weights, options.lineModel);
    if (!engines) return fail(engines.error());
    auto catalogue = Catalogue::make(library, options.threads);
    if (!catalogue) return fail(catalogue.error());
    std::unique_ptr<Inner> inner(new Inner{options, library.forms, std::move(*catalogue), std::move(*engines)});
    for (const auto& sketch : inner->catalogue->sketches())
        for (const auto& printed : sketch.page->printed)
            inner->marks = inner->marks || std::holds_alternative<forms::PrintedCode>(printed);
    return Reader(std::move(inner));
}

namespace {

// Scans finer than this gain nothing and cost much.
constexpr double kFinest = 400;

struct Working {
    Picture picture;
    double shrink = 1;  // original pixels per working pixel
    double dpi = 0;
};

Working workingCopy(const Page& page) {
    const double longest = std::max(page.picture.width, page.picture.height);
    const double dpi = page.dpi > 0 ? page.dpi : longest / (297 / 25.4);
    if (dpi <= kFinest || longest < 4000) return {page.picture, 1, page.dpi};
    const double shrink = dpi / 300;
    cv::Mat small;
    cv::resize(view(page.picture), small, {}, 1 / shrink, 1 / shrink, cv::INTER_AREA);
    return {own(small), static_cast<double>(page.picture.width) / small.cols, page.dpi > 0 ? 300.0 : 0.0};
}

void reject(PageReading& reading, PageStatus status, std::string code, Wording reason) {
    reading.status = status;
    reading.code = std::move(code);
    reading.reason = std::move(reason);
}

void severalSheets(PageReading& reading) {
    reject(reading, PageStatus::rejected, "S026",
           {"用紙が 2 枚以上写っています。1 枚ずつスキャンし直してください",
            "more than one sheet lies on the glass; scan each by itself"});
}

std::string millimetres(double mm) {
    const auto hundredths = static_cast<long>(std::lround(mm * 100));
    std::string rest = std::to_string(hundredths % 100);
    if (rest.size() < 2) rest = "0" + rest;
    return std::to_string(hundredths / 100) + "." + rest + " mm";
}

template <class F>
void eachTarget(const forms::LayoutPage& page, const forms::Form& form, F&& read) {
    const auto one = [&](const auto& place) {
        const forms::Field* field = form.field(place.field);
        read(Target{field, counterpart(form, *field), &place});
    };
    for (const auto& place : page.texts) one(place);
    for (const auto& place : page.choices) one(place);
    for (const auto& place : page.seals) one(place);
    for (const auto& place : page.images) one(place);
    for (const auto& place : page.barcodes) one(place);
}

const std::string& fieldOf(const Target& target) {
    return target.field->id;
}

}  // namespace

// Says why not, when the page is not to be read.
bool Reader::Inner::accept(PageReading& result, const Identified& identified) const {
    result.margin = identified.margin;
    if (!identified.best || identified.best->recall < kLeastRecall) {
        reject(result, PageStatus::rejected, "S020",
               {"ひな型集のどの帳票にも合いません", "the page fits no layout of the library"});
        return false;
    }
    const Candidate& best = *identified.best;
    const auto& layout = *best.sketch->layout;
    result.form = layout.form;
    result.layout = layout.id;
    result.layoutPage = best.sketch->page->number;
    if (!identified.rivals.empty()) {
        result.rivals.push_back(layout.id);
        for (const Sketch* rival : identified.rivals) result.rivals.push_back(rival->layout->id);
        reject(result, PageStatus::ambiguous, "S021",
               {"よく似た帳票が複数あり、どれか決められません",
                "several layouts fit almost equally well; a person must choose"});
        return false;
    }
    if (identified.failure) {
        reject(result, PageStatus::rejected, identified.failure->code, identified.failure->message);
        return false;
    }
    if (!best.refined || best.mapping.support < 0.35) {
        reject(result, PageStatus::rejected, "S023",
               {"位置合わせの手がかりが足りません。用紙が欠けているか、ひどく汚れています",
                "too little of the form was found again to place it: the page is cut off or badly soiled"});
        return false;
    }
    result.residualMm = best.mapping.residualMm;
    if (result.residualMm > layout.residualBound) {
        reject(result, PageStatus::rejected, "S022",
               {"位置合わせの残差が大きすぎます（" + millimetres(result.residualMm) + "、上限 " +
                    millimetres(layout.residualBound) + "）。用紙を伸ばしてスキャンし直してください",
                "the page cannot be placed well enough (residual " + millimetres(result.residualMm) + ", bound " +
                    millimetres(layout.residualBound) + "); flatten it and scan again"});
        return false;
    }
    return true;
}

const Sketch* Reader::Inner::sketchOf(const std::string& layout, int number) const {
    for (const auto& known : catalogue->sketches())
        if (known.layout->id == layout && known.page->number == number) return &known;
    return nullptr;
}

// By the form mark, if the library has any, and by what is printed. False, and the reason, when the mark forbids it.
bool Reader::Inner::identifyPage(PageReading& result, const Page& page, const cv::Mat& grey, double dpi,
                                 Identified& identified) const {
    std::optional<FormCode> mark;
    if (marks)
        for (const PageCode& code : codesOn(page)) {
            const auto next = formCode(code.text);
            if (!next) continue;
            if (mark && (mark->layout != next->layout || mark->page != next->page)) {
                severalSheets(result);
                return false;
            }
            mark = next;
        }
    const Sketch* marked = mark ? sketchOf(mark->layout, mark->page) : nullptr;
    if (mark && marked == nullptr) {
        reject(result, PageStatus::rejected, "S025",
               {"帳票の QR マークが、ひな型集にないレイアウトを示しています。レイアウトを追加してください",
                "the form's QR mark names a layout that the library does not have; add the layout"});
        return false;
    }
    identified = identify(*catalogue, grey, dpi, marked);
    return true;
}

PageReading Reader::Inner::read(const Page& page, const Help* help, const std::string& cropPrefix) const {
    PageReading result;
    auto begin = CpuClock::now();
    const Working working = workingCopy(page);
    const cv::Mat grey = printGrey(working.picture);
    Identified identified;
    if (help != nullptr) {
        const Sketch* sketch = sketchOf(help->layout, help->layoutPage);
        if (sketch == nullptr) {
            reject(result, PageStatus::rejected, "S024",
                   {"ひな型集にそのレイアウトまたはページがありません", "the library has no such layout or page"});
            return result;
        }
        std::array<Point, 4> corners = help->corners;
        for (auto& p : corners) p = {p.x / working.shrink, p.y / working.shrink};
        identified = placeByCorners(*catalogue, *sketch, grey, corners);
    } else if (!identifyPage(result, page, grey, working.dpi, identified)) {
        return result;
    }
    // The best candidate was placed while it was identified: that time counts as placing.
    result.identifyMillis = CpuClock::millisSince(begin) - identified.placeMillis;
    result.placeMillis = identified.placeMillis;
    if (!accept(result, identified)) return result;
    // A person who showed the corners has seen what else lies there.
    if (help == nullptr && sheetBeside(grey, identified.best->mapping, working.dpi)) {
        severalSheets(result);
        return result;
    }
    const auto reference = catalogue->reference(*identified.best->sketch);
    if (!reference) {
        reject(result, PageStatus::rejected, reference.error().code, reference.error().message);
        return result;
    }
    begin = CpuClock::now();
    const Sheet sheet(**reference, working.picture, identified.best->mapping);
    readPlaces(result, sheet, grey, working.shrink, page.number, cropPrefix);
    result.status = PageStatus::read;
    result.readMillis = CpuClock::millisSince(begin);
    return result;
}

void Reader::Inner::readPlaces(PageReading& result, const Sheet& sheet, const cv::Mat& grey, double shrink, int number,
                               const std::string& cropPrefix) const {
    const auto inScan = [&](std::array<Point, 4> quad) {
        for (auto& p : quad) p = {p.x * shrink, p.y * shrink};
        return quad;
    };
    const forms::LayoutPage& page = *sheet.reference().page;
    const forms::Layout& layout = *sheet.reference().layout;
    result.corners = inScan(sheet.quad({0, 0, page.width, page.height}));
    for (const Anchor& anchor : sheet.mapping().anchors) {
        const Point at = sheet.mapping().toScan(anchor.at);
        result.anchors.push_back({{at.x * shrink, at.y * shrink}, anchor.errorMm});
    }
    const auto loan = engines->borrow();
    const forms::Form& asked = forms::askedForm(*form(layout.form), layout);
    eachTarget(page, asked, [&](const Target& target) {
        for (const auto& recognizer : recognizers()) {
            if (!recognizer.reads(target) || (recognizer.ready != nullptr && !recognizer.ready(*loan))) continue;
            const auto begin = CpuClock::now();
            auto reading = recognizer.read(target, sheet, *loan);
            result.recognizerMillis[std::string(recognizer.name)] += CpuClock::millisSince(begin);
            const Box box = boxOf(target);
            reading.field = fieldOf(target);
            reading.part = partOf(target);
            reading.page = number;
            reading.box = box;
            reading.quad = inScan(sheet.quad(box));
            reading.recognizer = recognizer.name;
            const bool mayLose = reading.why.en == handwrittenKana().en || reading.why.en == townUnconfirmed().en;
            if ((!reading.doubt || mayLose) && astray(sheet.reference(), grey, sheet.mapping(), box)) {
                reading.doubt = true;
                reading.why = {"この欄のまわりは位置合わせが確かではありません",
                               "the page is not placed well around this field"};
            }
            const forms::Field* known = asked.field(reading.field);
            if (!options.crops.empty() && (options.secretCrops || (known != nullptr && !known->myNumber))) {
                std::string name = reading.field + (reading.part.empty() ? "" : "-" + reading.part);
                reading.crop = options.crops + "/" + cropPrefix + name + ".png";
                // A crop that cannot be written must not pass as one that was.
                if (!writePng(own(sheet.colour(grown(box, 1.5))), reading.crop)) reading.crop.clear();
            }
            result.readings.push_back(std::move(reading));
            break;
        }
    });
    supportNames(result.readings, asked, *(*loan).names);
    supportAddresses(result.readings, asked, *(*loan).addresses);
    // Last: what a table says counts all that came before.
    for (auto& reading : result.readings)
        if (reading.recognizer == "printed") engines->printed().apply(reading, asked.field(reading.field)->type);
}

// Each sheet is read as a page of its own. Nothing when one turns out to be, or to lie, otherwise than it seemed.
std::optional<std::vector<SheetReading>> Reader::Inner::readEach(const Page& page, const OnGlass& glass, double scale,
                                                                 const std::string& cropPrefix) const {
    std::vector<SheetReading> all;
    const bool several = glass.sheets.size() > 1;
    for (std::size_t n = 0; n < glass.sheets.size(); ++n) {
        const GlassSheet& sheet = glass.sheets[n];
        cv::Rect part;
        Page alone = page;
        alone.picture = own(cutOut(view(page.picture), glass, n, scale, part));
        const std::string number = std::to_string(n + 1);
        PageReading reading = read(alone, nullptr, cropPrefix + (several ? number + "-" : std::string()));
        if (sheet.sketch != nullptr && reading.status == PageStatus::read) {
            double off = 0;
            for (std::size_t k = 0; k < 4; ++k)
                off = std::max(off, std::hypot(reading.corners[k].x + part.x - scale * sheet.quad[k].x,
                                               reading.corners[k].y + part.y - scale * sheet.quad[k].y));
            if (reading.layout != sheet.sketch->layout->id || reading.layoutPage != sheet.sketch->page->number ||
                off > kSheetMargin * page.dpi / 25.4)
                return std::nullopt;
        }
        move(reading, part.x, part.y);
        SheetReading& out = all.emplace_back(SheetReading{page, std::move(reading)});
        if (!several) break;
        out.page.sheet = static_cast<int>(n) + 1;
        out.page.part = {part.x, part.y, part.br().x, part.br().y};
    }
    return all;
}

std::vector<SheetReading> Reader::Inner::readSheets(const Page& page, const std::string& cropPrefix) const {
    std::vector<SheetReading> whole{{page, read(page, nullptr, cropPrefix)}};
    PageReading& reading = whole.front().reading;
    if (reading.status == PageStatus::read || reading.code == "S025" || page.picture.empty()) return whole;
    const auto begin = CpuClock::now();
    const Working working = workingCopy(page);
    const cv::Mat grey = printGrey(working.picture);
    if (!roomForTwo(*catalogue, grey.size(), working.dpi)) return whole;
    const OnGlass glass = sheetsOnGlass(*catalogue, grey, working.dpi);
    const double millis = CpuClock::millisSince(begin);
    // One sheet that is all there is, and could not be read: what was said of it stands.
    const bool alone = glass.sheets.size() == 1 && glass.apart;
    if (glass.apart && (!alone || reading.code == "S026"))
        if (auto each = readEach(page, glass, working.shrink, cropPrefix)) {
            each->front().reading.identifyMillis += reading.identifyMillis + millis;
            return std::move(*each);
        }
    if (!glass.sheets.empty() && !alone) severalSheets(reading);
    reading.identifyMillis += millis;
    return whole;
}

std::vector<SheetReading> Reader::readSheets(const Page& page, const std::string& cropPrefix) const {
    return inner_->readSheets(page, cropPrefix);
}

const forms::AddressBook& Reader::addresses() const {
    return inner_->engines->addresses();
}

PageReading Reader::read(const Page& page, const std::string& cropPrefix) const {
    return inner_->read(page, nullptr, cropPrefix);
}

PageReading Reader::read(const Page& page, const Help& help, const std::string& cropPrefix) const {
    return inner_->read(page, &help, cropPrefix);
}

}  // namespace toitsu::ocr
