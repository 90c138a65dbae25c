#include "apps/station/scan_stack.h"

#include <fcntl.h>
#include <tiffio.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>

// Rows are copied from one TIFF to the other; only the compression changes. How large a file is gets known when a page
// is in it: the page that made it too large is taken off again and begins the next file.

namespace toitsu::station {

namespace fs = std::filesystem;

namespace {

struct CloseTiff {
    void operator()(TIFF* file) const { TIFFClose(file); }
};
struct FreeOptions {
    void operator()(TIFFOpenOptions* options) const { TIFFOpenOptionsFree(options); }
};
using Tiff = std::unique_ptr<TIFF, CloseTiff>;

int quietly(TIFF* /*file*/, void* /*data*/, const char* /*module*/, const char* /*format*/, va_list /*words*/) {
    return 1;  // what went wrong is told by what the calls return
}

Tiff openTiff(const std::string& path, const char* mode) {
    const std::unique_ptr<TIFFOpenOptions, FreeOptions> options(TIFFOpenOptionsAlloc());
    TIFFOpenOptionsSetErrorHandlerExtR(options.get(), quietly, nullptr);
    TIFFOpenOptionsSetWarningHandlerExtR(options.get(), quietly, nullptr);
    return Tiff(TIFFOpenExt(path.c_str(), mode, options.get()));
}

template <class T>
T fieldOf(TIFF* file, std::uint32_t tag, T otherwise) {
    T value = otherwise;
    return TIFFGetFieldDefaulted(file, tag, &value) == 1 ? value : otherwise;
}

constexpr int kQuality = 90;

bool copyPage(TIFF* from, TIFF* to) {
    const auto width = fieldOf<std::uint32_t>(from, TIFFTAG_IMAGEWIDTH, 0);
    const auto height = fieldOf<std::uint32_t>(from, TIFFTAG_IMAGELENGTH, 0);
    const auto bits = fieldOf<std::uint16_t>(from, TIFFTAG_BITSPERSAMPLE, 1);
    const auto samples = fieldOf<std::uint16_t>(from, TIFFTAG_SAMPLESPERPIXEL, 1);
    const auto photometric = fieldOf<std::uint16_t>(from, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK);
    if (width == 0 || height == 0 || TIFFIsTiled(from) != 0) return false;
    if (samples > 1 && fieldOf<std::uint16_t>(from, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG) != PLANARCONFIG_CONTIG)
        return false;
    const bool jpeg = bits == 8 && ((samples == 1 && photometric == PHOTOMETRIC_MINISBLACK) ||
                                    (samples == 3 && photometric == PHOTOMETRIC_RGB));
    TIFFSetField(to, TIFFTAG_IMAGEWIDTH, width);
    TIFFSetField(to, TIFFTAG_IMAGELENGTH, height);
    TIFFSetField(to, TIFFTAG_BITSPERSAMPLE, bits);
    TIFFSetField(to, TIFFTAG_SAMPLESPERPIXEL, samples);
    TIFFSetField(to, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
    TIFFSetField(to, TIFFTAG_ORIENTATION, fieldOf<std::uint16_t>(from, TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT));
    TIFFSetField(to, TIFFTAG_RESOLUTIONUNIT, fieldOf<std::uint16_t>(from, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH));
    for (const std::uint32_t tag : {TIFFTAG_XRESOLUTION, TIFFTAG_YRESOLUTION})
        if (float dpi = 0; TIFFGetField(from, tag, &dpi) == 1) TIFFSetField(to, tag, static_cast<double>(dpi));
    TIFFSetField(to, TIFFTAG_COMPRESSION,
                 jpeg                        ? COMPRESSION_JPEG
                 : bits == 1 && samples == 1 ? COMPRESSION_CCITTFAX4
                                             : COMPRESSION_ADOBE_DEFLATE);
    TIFFSetField(to, TIFFTAG_PHOTOMETRIC,
                 jpeg && samples == 3 ? static_cast<std::uint16_t>(PHOTOMETRIC_YCBCR) : photometric);
    if (jpeg) TIFFSetField(to, TIFFTAG_JPEGQUALITY, kQuality);
    if (jpeg && samples == 3) TIFFSetField(to, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
    TIFFSetField(to, TIFFTAG_ROWSPERSTRIP, jpeg ? (height + 15) / 16 * 16 : height);
    const tmsize_t bytes = TIFFScanlineSize(from);
    if (bytes <= 0 || bytes != TIFFScanlineSize(to)) return false;
    std::vector<std::uint8_t> row(static_cast<std::size_t>(bytes));
    for (std::uint32_t y = 0; y < height; ++y)
        if (TIFFReadScanline(from, row.data(), y, 0) != 1 || TIFFWriteScanline(to, row.data(), y, 0) != 1) return false;
    return TIFFWriteDirectory(to) == 1;
}

bool append(const std::string& page, const std::string& file, bool first) {
    const Tiff from = openTiff(page, "r");
    const Tiff to = from ? openTiff(file, first ? "w" : "a") : nullptr;
    return to && copyPage(from.get(), to.get());
}

Error notJoined(const std::string& file) {
    return {ErrorKind::unavailable,
            "C108",
            {"読み取ったページを一つのファイルにまとめられません。空き容量と権限を確かめてください。ページはそのまま残"
             "っています",
             "the pages cannot be put into one file; check disk space and permissions. The pages are kept"},
            {file, 0, 0, 0}};
}

bool synced(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) return false;
    const bool good = ::fsync(file) == 0;
    return ::close(file) == 0 && good;
}

// One file in the making. It has a temporary name, and goes with this object, until it is finished.
class StackFile {
public:
    explicit StackFile(std::string target) : target_(std::move(target)), path_(target_ + ".part") {}
    StackFile(const StackFile&) = delete;
    StackFile& operator=(const StackFile&) = delete;
    ~StackFile() {
        if (!finished_) ::unlink(path_.c_str());
    }

    bool add(const std::string& page) {
        const std::uintmax_t before = pages_.empty() ? 0 : fs::file_size(path_, failed_);
        if (failed_ || !append(page, path_, pages_.empty())) return false;
        size_ = before;
        pages_.push_back(page);
        return true;
    }
    // The last page is taken off again: the chain of pages is cut before it, and the bytes behind the cut go.
    bool takeOff() {
        Tiff file = openTiff(path_, "r+");
        if (!file || TIFFUnlinkDirectory(file.get(), TIFFNumberOfDirectories(file.get())) != 1) return false;
        file.reset();
        fs::resize_file(path_, size_, failed_);
        pages_.pop_back();
        return !failed_;
    }
    bool exceeds(std::uint64_t limitBytes) { return fs::file_size(path_, failed_) > limitBytes && pages_.size() > 1; }
    bool finish() {
        if (!synced(path_) || std::rename(path_.c_str(), target_.c_str()) != 0) return false;
        finished_ = true;
        // A page that stays is told by the caller, who cannot remove the folder then.
        for (const std::string& page : pages_) fs::remove(page, failed_);
        return true;
    }
    const std::string& target() const { return target_; }

private:
    std::string target_, path_;
    std::vector<std::string> pages_;
    std::uintmax_t size_ = 0;  // before the last page
    std::error_code failed_;
    bool finished_ = false;
};

}  // namespace

Result<std::vector<std::string>> writeStack(const std::vector<std::string>& pages, const std::string& folder,
                                            const std::string& name, std::uint64_t limitBytes) {
    std::vector<std::string> written;
    std::optional<StackFile> file;
    const auto begin = [&] {
        file.emplace(folder + "/" + name + (written.empty() ? "" : "-" + std::to_string(written.size() + 1)) + ".tiff");
    };
    const auto finish = [&] {
        if (!file->finish()) return false;
        written.push_back(file->target());
        return true;
    };
    for (const std::string& page : pages) {
        if (!file) begin();
        if (!file->add(page)) return fail(notJoined(page));
        if (!file->exceeds(limitBytes)) continue;
        if (!file->takeOff() || !finish()) return fail(notJoined(file->target()));
        begin();
        if (!file->add(page)) return fail(notJoined(page));
    }
    if (file && !finish()) return fail(notJoined(file->target()));
    return written;
}

}  // namespace toitsu::station
