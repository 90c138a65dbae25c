#include "ocr/internal/engine_pool.h"

#include <dlfcn.h>

#include "ocr/recognizers/line_model.h"
#include "ocr/recognizers/text_engine.h"

namespace toitsu::ocr {

namespace {

// Tesseract asks OpenMP for four threads on every line of text; on pieces as small as ours they burn twice the time
// that the work takes, and OMP_THREAD_LIMIT counts only when it is set before the program starts. No level of parallel
// regions in this thread. Asked for by name: Tesseract may have been built without OpenMP, or with another one.
void readInOneThread() {
    static const auto setLevels = reinterpret_cast<void (*)(int)>(dlsym(RTLD_DEFAULT, "omp_set_max_active_levels"));
    if (setLevels != nullptr) setLevels(0);
}

}  // namespace

Result<std::unique_ptr<Engines>> EnginePool::load() const {
    auto digits = DigitNetwork::load(weights_);
    if (!digits) return fail(digits.error());
    auto kana = KanaNetwork::load(weights_);
    if (!kana) return fail(kana.error());
    auto kanji = KanjiNetwork::load(weights_);
    if (!kanji) return fail(kanji.error());
    auto marks = MarkNetwork::load(weights_);
    if (!marks) return fail(marks.error());
    auto text = TextEngine::make();
    if (!text) return fail(text.error());
    auto engines = std::make_unique<Engines>(Engines{std::move(*digits), std::move(*kana), std::move(*kanji),
                                                     std::move(*marks), names_, std::move(*text), addresses_, nullptr});
    if (!lineModel_.empty()) {
        auto line = LineModel::load(lineModel_);
        if (!line) return fail(line.error());
        engines->line = std::make_unique<LineModel>(std::move(*line));
    }
    return engines;
}

Result<std::unique_ptr<EnginePool>> EnginePool::make(const std::string& weights, const std::string& lineModel) {
    auto addresses = forms::AddressBook::load(weights + "/postcodes.txt");
    if (!addresses) return fail(addresses.error());
    std::unique_ptr<EnginePool> pool(new EnginePool(weights, lineModel));
    pool->addresses_ = std::make_shared<const forms::AddressBook>(std::move(*addresses));
    auto names = NameLexicon::load(weights);
    if (!names) return fail(names.error());
    pool->names_ = std::make_shared<const NameLexicon>(std::move(*names));
    auto printed = PrintedCalibration::load(weights);
    if (!printed) return fail(printed.error());
    pool->printed_ = std::make_unique<const PrintedCalibration>(std::move(*printed));
    auto first = pool->load();
    if (!first) return fail(first.error());
    pool->idle_.push_back(std::move(*first));
    return pool;
}

EnginePool::Loan EnginePool::borrow() {
    readInOneThread();
    {
        const std::scoped_lock lock(mutex_);
        if (!idle_.empty()) {
            auto engines = std::move(idle_.back());
            idle_.pop_back();
            return {*this, std::move(engines)};
        }
    }
    if (auto more = load()) return {*this, std::move(*more)};
    std::unique_lock lock(mutex_);
    given_.wait(lock, [&] { return !idle_.empty(); });
    auto engines = std::move(idle_.back());
    idle_.pop_back();
    return {*this, std::move(engines)};
}

void EnginePool::giveBack(std::unique_ptr<Engines> engines) {
    {
        const std::scoped_lock lock(mutex_);
        idle_.push_back(std::move(engines));
    }
    given_.notify_one();
}

}  // namespace toitsu::ocr
