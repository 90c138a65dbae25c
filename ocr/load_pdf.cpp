#include <sys/mman.h>
#include <cmath>

#include "ocr/internal/child.h"
#include "ocr/internal/decoder_wire.h"
#include "ocr/internal/formats.h"
#include "ocr/internal/pdf.h"

// PDF pages are drawn by poppler's programs, one page at a time, in a child process with limits: linking poppler would
// put us under its licence, and a PDF is the most dangerous file that comes in. They get its bytes out of our memory:
// it may lie sealed on the disk, and what is drawn is what was looked at.

namespace toitsu::ocr {

namespace {

// A descriptor of its own each time it is opened, so that it can be read anew and in any order.
constexpr const char* kItsInput = "/dev/stdin";

tl::unexpected<Error> encrypted(const std::string& path) {
    return fail(ErrorKind::input, "S008",
                {"パスワードで暗号化された PDF です。暗号化を外して保存し直してください",
                 "this PDF is encrypted with a password; save it without"},
                {path, 0, 0, 0});
}

// Seconds of processor time. The heaviest page that the limits allow, 60 million noisy pixels as JPEG 2000, was
// measured at 14; what wants more than twice that is made to hurt, and others wait behind it.
constexpr int kToLook = 10, kToDraw = 30;

class PdfSource : public PageSource {
public:
    PdfSource(std::string path, Limits limits) : path_(std::move(path)), limits_(limits) {}

    Result<void> look(std::string_view bytes) {
        file_ = Descriptor(::memfd_create("pdf", MFD_CLOEXEC));
        if (!file_ || !writeAll(file_.get(), bytes.data(), bytes.size()))
            return fail(ErrorKind::internal, "S010", {"メモリーが足りません", "there is not enough memory"});
        const std::string last = std::to_string(limits_.pages);
        const auto told = runChild({"pdfinfo", "-f", "1", "-l", last, kItsInput}, kToLook, file_.get());
        if (!told) return fail(told.error());
        if (told->errors.find("Incorrect password") != std::string::npos) return encrypted(path_);
        const PdfInfo info = parsePdfInfo(told->output);
        if (told->outOfTime) return tooMuchWork(path_, 0);
        if (told->exitCode != 0 || info.pages < 1) return broken(path_);
        if (info.pages > limits_.pages) return tooManyPages(path_, info.pages, limits_);
        if (info.sizes.size() != static_cast<std::size_t>(info.pages)) return broken(path_);
        // Without the list every page is drawn as if it were born digital: no reason to refuse the file.
        std::vector<EmbeddedImage> images;
        if (const auto listed = runChild({"pdfimages", "-list", kItsInput}, kToLook, file_.get());
            listed && listed->exitCode == 0)
            images = parsePdfImages(listed->output);
        double total = 0;
        for (int number = 1; number <= info.pages; ++number) {
            const PdfPage& page = info.sizes[static_cast<std::size_t>(number) - 1];
            std::vector<EmbeddedImage> here;
            for (const EmbeddedImage& image : images)
                if (image.page == number) here.push_back(image);
            const PdfDrawing drawing = drawingOf(page, here);
            const double pixels = page.width / 72 * drawing.dpiX * page.height / 72 * drawing.dpiY;
            if (!(pixels > 0)) return broken(path_, number);
            if (pixels > static_cast<double>(limits_.pixels)) return tooManyPixels(path_, number, pixels, limits_);
            total += pixels;
            if (total > static_cast<double>(limits_.totalPixels)) return tooMuchTogether(path_);
            drawings_.push_back(drawing);
        }
        return {};
    }

    int pages() const override { return static_cast<int>(drawings_.size()); }

    Result<Decoded> decode(int number) override {
        const PdfDrawing& drawing = drawings_[static_cast<std::size_t>(number) - 1];
        // To its standard output: a picture of a form in a temporary file would outlive a killed process.
        const std::string n = std::to_string(number);
        const auto drawn = runChild({"pdftoppm", "-cropbox", "-f", n, "-l", n, "-rx", std::to_string(drawing.dpiX),
                                     "-ry", std::to_string(drawing.dpiY), kItsInput},
                                    kToDraw, file_.get());
        if (!drawn) return fail(drawn.error());
        if (drawn->outOfTime) return tooMuchWork(path_, number);
        if (drawn->exitCode != 0) return broken(path_, number);
        // A damaged content stream still gives a page; its complaints do not count as clean.
        if (drawn->errors.find("Syntax Error") != std::string::npos) return broken(path_, number);
        Picture picture = pictureOfPnm(drawn->output);
        if (picture.empty()) return broken(path_, number);
        return Decoded{std::move(picture), std::round(drawing.dpiX), std::round(drawing.dpiY), 1};
    }

private:
    std::string path_;
    Descriptor file_;  // in memory
    Limits limits_;
    std::vector<PdfDrawing> drawings_;
};

}  // namespace

Opened openPdf(const std::string& path, std::string_view bytes, const Limits& limits) {
    auto source = std::make_unique<PdfSource>(path, limits);
    if (auto looked = source->look(bytes); !looked) return fail(looked.error());
    if (bytes.find("stream") != std::string_view::npos && bytes.find("\xff\xd8\xff") != std::string_view::npos) {
        if (!limits.sandbox && !picturesAreWhole(bytes, limits)) return broken(path);
        if (limits.sandbox)
            if (auto looked = lookApart(path, bytes, limits); !looked) return fail(looked.error());
    }
    return source;
}

}  // namespace toitsu::ocr
