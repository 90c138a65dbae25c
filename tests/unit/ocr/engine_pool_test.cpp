#include "ocr/internal/engine_pool.h"

#include <dlfcn.h>
#include <gtest/gtest.h>

#include <thread>

#include "ocr/recognizers/text_engine.h"

namespace toitsu::ocr {

// Tesseract's four threads for each line of text doubled what reading costs.
TEST(EnginePool, WhoBorrowsReadsInOneThread) {
    const auto levels = reinterpret_cast<int (*)()>(dlsym(RTLD_DEFAULT, "omp_get_max_active_levels"));
    if (levels == nullptr) GTEST_SKIP() << "skipped: this Tesseract has no OpenMP";
    const auto pool = EnginePool::make(TOITSU_SOURCE_DIR "/ocr/weights");
    ASSERT_TRUE(pool) << pool.error().text(Language::en);
    std::thread([&] {
        EXPECT_GT(levels(), 0);
        const auto loan = (*pool)->borrow();
        EXPECT_EQ(levels(), 0);
    }).join();
}

}  // namespace toitsu::ocr
