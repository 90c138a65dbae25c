#include "ocr/internal/formats.h"

namespace toitsu::ocr {

tl::unexpected<Error> unknownKind(const std::string& path) {
    return fail(ErrorKind::input, "S003",
                {"PNG、JPEG、TIFF、WebP、PDF のどれでもありません。拡張子ではなく中身で判断しています",
                 "this is none of PNG, JPEG, TIFF, WebP and PDF (judged by content, not by the file's name)"},
                {path, 0, 0, 0});
}

tl::unexpected<Error> broken(const std::string& path, int page) {
    return fail(ErrorKind::input, "S004",
                {"画像が壊れているか途中で切れています。もう一度スキャンしてください",
                 "the picture is broken or cut off; scan it again"},
                {path, 0, 0, page});
}

tl::unexpected<Error> tooManyPixels(const std::string& path, int page, double pixels, const Limits& limits) {
    const auto millions = [](double n) { return std::to_string(static_cast<long long>(n / 1e6)); };
    return fail(ErrorKind::limit, "S005",
                {"画素数が多すぎます（約" + millions(pixels) + "百万画素、上限" +
                     millions(static_cast<double>(limits.pixels)) + "百万画素）。300 dpi でスキャンしてください",
                 "too many pixels (about " + millions(pixels) + " million, limit " +
                     millions(static_cast<double>(limits.pixels)) + " million); scan at 300 dpi"},
                {path, 0, 0, page});
}

tl::unexpected<Error> tooManyPages(const std::string& path, int pages, const Limits& limits) {
    return fail(ErrorKind::limit, "S006",
                {"ページが多すぎます（" + std::to_string(pages) + "ページ以上、上限" + std::to_string(limits.pages) +
                     "）。ファイルを分けてください",
                 "too many pages (" + std::to_string(pages) + " or more, limit " + std::to_string(limits.pages) +
                     "); split the file"},
                {path, 0, 0, 0});
}

tl::unexpected<Error> unreadableKind(const std::string& path, int page) {
    return fail(ErrorKind::input, "S012",
                {"この種類の画像には対応していません（圧縮方式、アニメーションなど）。PNG、JPEG か G4 の TIFF "
                 "で保存し直してください",
                 "pictures of this kind are not read (its compression, or an animation); save it as PNG, JPEG or G4 "
                 "TIFF"},
                {path, 0, 0, page});
}

tl::unexpected<Error> tooMuchWork(const std::string& path, int page) {
    return fail(
        ErrorKind::limit, "S016",
        {"このページの描画には時間がかかりすぎます。印刷してスキャンするか、画像の PDF として保存し直してください",
         "this page takes too long to draw; print and scan it, or save it as a PDF of pictures"},
        {path, 0, 0, page});
}

tl::unexpected<Error> tooMuchTogether(const std::string& path) {
    return fail(ErrorKind::limit, "S013",
                {"全ページを合わせた画素数が多すぎます。ファイルを分けてください",
                 "all pages together have too many pixels; split the file"},
                {path, 0, 0, 0});
}

Result<void> checkHeader(const std::string& path, int page, const RasterHeader& header, const Limits& limits) {
    if (!header.decodable) return unreadableKind(path, page);
    if (header.width <= 0 || header.height <= 0) return broken(path, page);
    const double pixels = static_cast<double>(header.width) * header.height;
    if (pixels > static_cast<double>(limits.pixels)) return tooManyPixels(path, page, pixels, limits);
    return {};
}

}  // namespace toitsu::ocr
