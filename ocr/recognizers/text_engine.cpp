#include "ocr/recognizers/text_engine.h"

#include <algorithm>
#include <clocale>
#include <cstdlib>

#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include "base/text.h"

namespace toitsu::ocr {

struct TextEngine::Inner {
    mutable tesseract::TessBaseAPI api;
    std::string version;
};

TextEngine::TextEngine(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
TextEngine::~TextEngine() = default;
const std::string& TextEngine::version() const {
    return inner_->version;
}

Result<std::unique_ptr<TextEngine>> TextEngine::make() {
    // Its OpenMP threads cost more than they bring on lines this short.
    setenv("OMP_THREAD_LIMIT", "1", 0);
    auto inner = std::make_unique<Inner>();
    if (inner->api.Init(nullptr, "jpn", tesseract::OEM_LSTM_ONLY) != 0)
        return fail(ErrorKind::unavailable, "S032",
                    {"Tesseract の日本語データがありません。パッケージ tesseract-ocr-jpn を入れてください",
                     "the Japanese data of Tesseract is missing; install the package tesseract-ocr-jpn"});
    inner->api.SetVariable("debug_file", "/dev/null");
    // What it is not certain of it would read once more with black and white exchanged. Ours is always black on white.
    inner->api.SetVariable("invert_threshold", "0");
    inner->api.SetVariable("tessedit_do_invert", "0");
    inner->version = std::string("tesseract-") + tesseract::TessBaseAPI::Version() + "-jpn";
    return std::unique_ptr<TextEngine>(new TextEngine(std::move(inner)));
}

namespace {

// Tesseract puts spaces between CJK words where none are printed; gaps that are real were cut before.
std::string withoutSpaces(const char* raw) {
    std::string out;
    for (const char* c = raw; c != nullptr && *c != '\0'; ++c)
        if (*c != ' ' && *c != '\n' && *c != '\r' && *c != '\t' && *c != '\f') out += *c;
    return out;
}

}  // namespace

namespace {

// The engine's certainty of its least certain character: a mean hides the one that is wrong.
double leastCertain(tesseract::TessBaseAPI& api) {
    double least = 100;
    const std::unique_ptr<tesseract::ResultIterator> symbols(api.GetIterator());
    if (symbols == nullptr) return 0;
    do least = std::min(least, static_cast<double>(symbols->Confidence(tesseract::RIL_SYMBOL)));
    while (symbols->Next(tesseract::RIL_SYMBOL));
    return least;
}

}  // namespace

bool TextEngine::knows(char32_t character) const {
    return inner_->api.IsValidCharacter(text::encode(std::u32string(1, character)).c_str());
}

SegmentText TextEngine::read(const Picture& segment, TextPass pass) const {
    auto& api = inner_->api;
    api.SetPageSegMode(pass == TextPass::line ? tesseract::PSM_SINGLE_LINE : tesseract::PSM_RAW_LINE);
    api.SetImage(segment.pixels->data(), segment.width, segment.height, 1, segment.width);
    api.SetSourceResolution(105);  // 300 dpi × 0.35: what the picture was shrunk to
    SegmentText result;
    const std::unique_ptr<char[]> raw(api.GetUTF8Text());
    result.text = withoutSpaces(raw.get());
    if (!result.text.empty()) result.confidence = leastCertain(api);
    api.Clear();
    return result;
}

}  // namespace toitsu::ocr
