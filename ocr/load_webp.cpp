#include <webp/decode.h>

#include "ocr/internal/formats.h"

namespace toitsu::ocr {

namespace {

const std::uint8_t* start(const std::string& bytes) {
    return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

class WebpSource : public PageSource {
public:
    WebpSource(std::string path, std::string bytes, RasterHeader header)
        : path_(std::move(path)), bytes_(std::move(bytes)), header_(header) {}

    int pages() const override { return 1; }

    Result<Decoded> decode(int) override {
        WebPBitstreamFeatures features;
        if (WebPGetFeatures(start(bytes_), bytes_.size(), &features) != VP8_STATUS_OK) return broken(path_, 1);
        if (features.width != header_.width || features.height != header_.height) return broken(path_, 1);
        const int channels = features.has_alpha != 0 ? 4 : 3;
        Pixels pixels = paper(header_.width, header_.height, channels);
        const int stride = header_.width * channels;
        const auto* done =
            channels == 4 ? WebPDecodeBGRAInto(start(bytes_), bytes_.size(), pixels->data(), pixels->size(), stride)
                          : WebPDecodeBGRInto(start(bytes_), bytes_.size(), pixels->data(), pixels->size(), stride);
        if (done == nullptr) return broken(path_, 1);
        if (channels == 4) dropAlpha(*pixels, channels);
        return Decoded{{header_.width, header_.height, 3, pixels}, header_.dpiX, header_.dpiY, header_.orientation};
    }

private:
    std::string path_, bytes_;
    RasterHeader header_;
};

}  // namespace

Opened openWebp(const std::string& path, std::string bytes, const Limits& limits) {
    const RasterHeader header = headerOfWebp(bytes);
    if (auto good = checkHeader(path, 1, header, limits); !good) return fail(good.error());
    return std::make_unique<WebpSource>(path, std::move(bytes), header);
}

}  // namespace toitsu::ocr
