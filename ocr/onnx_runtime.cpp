#include "ocr/internal/onnx_runtime.h"

#include <dlfcn.h>
#include <array>
#include <mutex>
#include <utility>

#include "base/files.h"
#include "base/hash.h"

namespace toitsu::ocr {

namespace {

// The library's objects, which are only handed back to it.
using Status = void*;
using Handle = void*;

// Places in the table of functions (onnxruntime_c_api.h, struct OrtApi). A status that is not null is an error.
enum Slot : std::size_t {
    getErrorMessage = 2,
    createEnv = 3,
    createSessionFromArray = 8,
    run = 9,
    createSessionOptions = 10,
    setGraphOptimizationLevel = 23,
    setIntraOpThreads = 24,
    setInterOpThreads = 25,
    getInputCount = 30,
    getOutputCount = 31,
    getInputTypeInfo = 33,
    getInputName = 36,
    getOutputName = 37,
    createTensorWithData = 49,
    getTensorData = 51,
    castTypeToTensor = 55,
    getElementType = 60,
    getDimensionsCount = 61,
    getDimensions = 62,
    getTensorTypeAndShape = 65,
    createCpuMemoryInfo = 69,
    allocatorFree = 76,
    getDefaultAllocator = 78,
    releaseEnv = 92,
    releaseStatus = 93,
    releaseMemoryInfo = 94,
    releaseSession = 95,
    releaseValue = 96,
    releaseTypeInfo = 98,
    releaseTensorType = 99,
    releaseSessionOptions = 100,
};

constexpr int kFloat = 1;                // ONNX_TENSOR_ELEMENT_DATA_TYPE_FLOAT
constexpr int kErrorsOnly = 3;           // ORT_LOGGING_LEVEL_ERROR
constexpr int kOptimizeAll = 99;         // ORT_ENABLE_ALL
constexpr int kArena = 1, kDefault = 0;  // OrtArenaAllocator, OrtMemTypeDefault
constexpr std::uint64_t kLargestModel = 512u << 20;
constexpr std::int64_t kLargestSide = 4096;

struct ApiBase {
    const void* const* (*getApi)(std::uint32_t version);
    const char* (*getVersion)();
};

class Library {
public:
    Library(void* opened, const void* const* table) : opened_(opened), table_(table) {}

    template <class... Arguments>
    Status call(Slot slot, Arguments... arguments) const {
        return reinterpret_cast<Status (*)(Arguments...)>(const_cast<void*>(table_[slot]))(arguments...);
    }
    template <class... Arguments>
    void release(Slot slot, Arguments... arguments) const {
        reinterpret_cast<void (*)(Arguments...)>(const_cast<void*>(table_[slot]))(arguments...);
    }
    // The error's text, and the status given back; "" for none.
    std::string reason(Status status) const {
        if (status == nullptr) return "";
        const auto text = reinterpret_cast<const char* (*)(Status)>(const_cast<void*>(table_[getErrorMessage]));
        std::string out = text(status);
        release(releaseStatus, status);
        return out.empty() ? "?" : out;
    }

private:
    void* opened_;  // stays open: closing a library with threads of its own is asking for trouble
    const void* const* table_;
};

Result<Library> openLibrary(const std::string& named) {
    static std::mutex mutex;
    const std::lock_guard lock(mutex);
    const std::vector<std::string> names =
        named.empty() ? std::vector<std::string>{"libonnxruntime.so.1", "libonnxruntime.so"} : std::vector{named};
    std::string reason;
    for (const std::string& name : names) {
        void* opened = ::dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (opened == nullptr) {
            if (const char* why = ::dlerror()) reason = why;
            continue;
        }
        auto* entry = reinterpret_cast<const ApiBase* (*)()>(::dlsym(opened, "OrtGetApiBase"));
        const ApiBase* base = entry == nullptr ? nullptr : entry();
        const void* const* table = base == nullptr ? nullptr : base->getApi(1);
        if (table != nullptr) return Library(opened, table);
        reason = name + ": OrtGetApiBase";
        ::dlclose(opened);
    }
    return fail(ErrorKind::unavailable, "S033",
                {"ONNX Runtime のライブラリーを開けません（" + reason +
                     "）。インストールするか、TOITSU_ONNXRUNTIME にファイルを指定してください",
                 "cannot open the library of ONNX Runtime (" + reason +
                     "); install it, or name its file in TOITSU_ONNXRUNTIME"},
                {});
}

tl::unexpected<Error> unusable(const std::string& model, const std::string& reason) {
    return fail(ErrorKind::input, "S035",
                {"行認識のモデルを使えません（" + reason + "）。docs/line-model.md を見てください",
                 "the line model cannot be used (" + reason + "); see docs/line-model.md"},
                {model, 0, 0, 0});
}

}  // namespace

struct OnnxModel::Inner {
    explicit Inner(Library opened) : library(opened) {}
    Inner(const Inner&) = delete;
    Inner& operator=(const Inner&) = delete;
    ~Inner() {
        if (memory != nullptr) library.release(releaseMemoryInfo, memory);
        if (session != nullptr) library.release(releaseSession, session);
        if (options != nullptr) library.release(releaseSessionOptions, options);
        if (environment != nullptr) library.release(releaseEnv, environment);
    }

    // "" or why not.
    std::string open(const std::string& bytes) {
        Status bad = library.call(createEnv, kErrorsOnly, "toitsu", &environment);
        if (bad == nullptr) bad = library.call(createSessionOptions, &options);
        // Pages are read side by side; the inside of one line is not.
        if (bad == nullptr) bad = library.call(setIntraOpThreads, options, 1);
        if (bad == nullptr) bad = library.call(setInterOpThreads, options, 1);
        if (bad == nullptr) bad = library.call(setGraphOptimizationLevel, options, kOptimizeAll);
        if (bad == nullptr)
            bad = library.call(createSessionFromArray, static_cast<const void*>(environment),
                               static_cast<const void*>(bytes.data()), bytes.size(), options, &session);
        if (bad == nullptr) bad = library.call(createCpuMemoryInfo, kArena, kDefault, &memory);
        if (bad == nullptr) bad = name(getInputName, input);
        if (bad == nullptr) bad = name(getOutputName, output);
        if (bad != nullptr) return library.reason(bad);
        return shape();
    }

    Status name(Slot slot, std::string& out) const {
        Handle allocator = nullptr;
        char* text = nullptr;
        if (Status bad = library.call(getDefaultAllocator, &allocator)) return bad;
        if (Status bad = library.call(slot, session, std::size_t{0}, allocator, &text)) return bad;
        out = text;
        return library.call(allocatorFree, allocator, static_cast<void*>(text));
    }

    std::string shape() {
        Handle type = nullptr;
        const void* tensor = nullptr;
        int element = 0;
        std::size_t count = 0;
        std::array<std::int64_t, 4> sides{};
        Status bad = library.call(getInputTypeInfo, session, std::size_t{0}, &type);
        if (bad == nullptr) bad = library.call(castTypeToTensor, type, &tensor);
        if (bad == nullptr && tensor != nullptr) bad = library.call(getElementType, tensor, &element);
        if (bad == nullptr && tensor != nullptr) bad = library.call(getDimensionsCount, tensor, &count);
        if (bad == nullptr && count == sides.size())
            bad = library.call(getDimensions, tensor, sides.data(), sides.size());
        if (type != nullptr) library.release(releaseTypeInfo, type);
        if (bad != nullptr) return library.reason(bad);
        const bool fits = element == kFloat && count == sides.size() && sides[1] == 3 && sides[2] > 0 && sides[3] > 0 &&
                          sides[2] <= kLargestSide && sides[3] <= kLargestSide;
        if (!fits) return "1 × 3 × height × width";
        height = static_cast<int>(sides[2]);
        width = static_cast<int>(sides[3]);
        return "";
    }

    Status scoresOf(Handle value, Scores& out) const {
        Handle shape = nullptr;
        std::size_t count = 0;
        int element = 0;
        std::array<std::int64_t, 3> sides{};
        float* values = nullptr;
        Status bad = library.call(getTensorTypeAndShape, value, &shape);
        if (bad == nullptr) bad = library.call(getElementType, shape, &element);
        if (bad == nullptr) bad = library.call(getDimensionsCount, shape, &count);
        if (bad == nullptr && count == sides.size())
            bad = library.call(getDimensions, shape, sides.data(), sides.size());
        if (shape != nullptr) library.release(releaseTensorType, shape);
        if (bad == nullptr) bad = library.call(getTensorData, value, &values);
        if (bad == nullptr && element == kFloat && count == sides.size() && sides[0] == 1 && sides[1] > 0 &&
            sides[2] > 1) {
            out.steps = static_cast<std::size_t>(sides[1]);
            out.classes = static_cast<std::size_t>(sides[2]);
            out.values.assign(values, values + out.steps * out.classes);
        }
        return bad;
    }

    Library library;
    Handle environment = nullptr, options = nullptr, session = nullptr, memory = nullptr;
    std::string input, output, version;
    int width = 0, height = 0;
};

OnnxModel::OnnxModel(std::unique_ptr<Inner> inner) : inner_(std::move(inner)) {}
OnnxModel::OnnxModel(OnnxModel&&) noexcept = default;
OnnxModel& OnnxModel::operator=(OnnxModel&&) noexcept = default;
OnnxModel::~OnnxModel() = default;

Result<OnnxModel> OnnxModel::load(const std::string& library, const std::string& model) {
    auto opened = openLibrary(library);
    if (!opened) return fail(opened.error());
    const auto bytes = files::read(model, kLargestModel);
    if (!bytes) return unusable(model, bytes.error().message.en);
    auto inner = std::make_unique<Inner>(*opened);
    if (const std::string reason = inner->open(*bytes); !reason.empty()) return unusable(model, reason);
    inner->version = sha256Hex(*bytes).substr(0, 12);
    return OnnxModel(std::move(inner));
}

int OnnxModel::width() const {
    return inner_->width;
}
int OnnxModel::height() const {
    return inner_->height;
}
const std::string& OnnxModel::version() const {
    return inner_->version;
}

OnnxModel::Scores OnnxModel::run(std::vector<float>& pixels) const {
    const Inner& in = *inner_;
    const std::array<std::int64_t, 4> sides{1, 3, in.height, in.width};
    Scores scores;
    if (pixels.size() != static_cast<std::size_t>(3 * in.height * in.width)) return scores;
    Handle given = nullptr, got = nullptr;
    const char *inputName = in.input.c_str(), *outputName = in.output.c_str();
    Status bad =
        in.library.call(createTensorWithData, static_cast<const void*>(in.memory), static_cast<void*>(pixels.data()),
                        pixels.size() * sizeof(float), sides.data(), sides.size(), kFloat, &given);
    if (bad == nullptr)
        bad = in.library.call(toitsu::ocr::run, in.session, static_cast<const void*>(nullptr), &inputName, &given,
                              std::size_t{1}, &outputName, std::size_t{1}, &got);
    if (bad == nullptr) bad = in.scoresOf(got, scores);
    if (bad != nullptr) in.library.release(releaseStatus, bad);
    if (got != nullptr) in.library.release(releaseValue, got);
    if (given != nullptr) in.library.release(releaseValue, given);
    return scores;
}

}  // namespace toitsu::ocr
